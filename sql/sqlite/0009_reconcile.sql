-- Account reconciliation: comparisons, differences and their repairs, what others hand in, closed days.

-- One row per comparison.
CREATE TABLE recon_run (
    id INTEGER NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    kind VARCHAR(8) NOT NULL,
    state VARCHAR(16) NOT NULL,
    business_day BIGINT NOT NULL,
    warehouse VARCHAR(64) NULL,
    owner VARCHAR(64) NULL,
    skus TEXT NULL,
    list_id BIGINT NULL,
    -- Which call asked for it: the same call again is the same run. Null for those of the schedule.
    run_key VARCHAR(255) NULL,
    cut_seq BIGINT NOT NULL,
    rows_read BIGINT NOT NULL,
    diffs BIGINT NOT NULL,
    message VARCHAR(512) NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT NULL,
    -- Until when its provider has it; null when it is done.
    lease_until BIGINT NULL,
    CONSTRAINT recon_run_key UNIQUE (run_key)
);

CREATE INDEX recon_run_day ON recon_run (tenant, business_day, kind, id);
CREATE INDEX recon_run_lease ON recon_run (lease_until);

-- One row per difference, from the first look to its end.
CREATE TABLE recon_diff (
    id INTEGER NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    kind VARCHAR(8) NOT NULL,
    run_id BIGINT NOT NULL,
    seen_by BIGINT NOT NULL,
    diff_class VARCHAR(24) NOT NULL,
    state VARCHAR(16) NOT NULL,
    -- What makes it the same difference in the next run, while runs look for it; else null: one difference is open once.
    open_key VARCHAR(64) NULL,
    owner VARCHAR(64) NULL,
    sku VARCHAR(64) NULL,
    warehouse VARCHAR(64) NULL,
    pool VARCHAR(64) NULL,
    bucket VARCHAR(16) NULL,
    lot VARCHAR(64) NULL,
    document VARCHAR(220) NULL,
    ours BIGINT NOT NULL,
    theirs BIGINT NOT NULL,
    tolerance BIGINT NOT NULL,
    value_minor BIGINT NULL,
    business_day BIGINT NOT NULL,
    found_at BIGINT NOT NULL,
    confirmed_at BIGINT NULL,
    closed_at BIGINT NULL,
    cut_seq BIGINT NOT NULL,
    note VARCHAR(512) NULL,
    action VARCHAR(16) NULL,
    quantity BIGINT NULL,
    reason VARCHAR(255) NULL,
    proposed_by VARCHAR(128) NULL,
    proposed_at BIGINT NULL,
    propose_key VARCHAR(255) NULL,
    decided_by VARCHAR(128) NULL,
    decided_at BIGINT NULL,
    decide_key VARCHAR(255) NULL,
    remark VARCHAR(255) NULL,
    voucher_no VARCHAR(32) NULL,
    version BIGINT NOT NULL,
    CONSTRAINT recon_diff_open UNIQUE (open_key)
);

CREATE INDEX recon_diff_state ON recon_diff (tenant, state, id);
CREATE INDEX recon_diff_sku ON recon_diff (tenant, sku, id);
CREATE INDEX recon_diff_day ON recon_diff (tenant, business_day, id);

-- What others hand in, page by page: snapshots of warehouses, lists of orders, bills.
CREATE TABLE recon_list (
    id INTEGER NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    site VARCHAR(64) NOT NULL,
    list_no VARCHAR(64) NOT NULL,
    pages BIGINT NOT NULL,
    last_doc_no VARCHAR(128) NULL,
    taken_at BIGINT NULL,
    received_at BIGINT NOT NULL,
    -- The ledger's last number when the first page came.
    received_seq BIGINT NOT NULL,
    CONSTRAINT recon_list_key UNIQUE (tenant, kind, site, list_no)
);

CREATE TABLE recon_list_page (
    list_id BIGINT NOT NULL,
    page BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (list_id, page)
) WITHOUT ROWID;

CREATE TABLE wms_snapshot_line (
    list_id BIGINT NOT NULL,
    page BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    sku VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    lot VARCHAR(64) NULL,
    good BIGINT NOT NULL,
    qc_hold BIGINT NOT NULL,
    defective BIGINT NOT NULL,
    PRIMARY KEY (list_id, page, line_no)
) WITHOUT ROWID;

CREATE TABLE order_list_line (
    list_id BIGINT NOT NULL,
    page BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    quantity BIGINT NOT NULL,
    age_ms BIGINT NOT NULL,
    PRIMARY KEY (list_id, page, line_no)
) WITHOUT ROWID;

CREATE INDEX order_list_line_order ON order_list_line (list_id, order_no);

CREATE TABLE bill_line (
    list_id BIGINT NOT NULL,
    page BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    business_day BIGINT NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    signed BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    lost BIGINT NOT NULL,
    PRIMARY KEY (list_id, page, line_no)
) WITHOUT ROWID;

CREATE INDEX bill_line_order ON bill_line (tenant, order_no);

-- What the ledger says was signed, returned and lost: one row per ledger row of those kinds.
CREATE TABLE settlement (
    seq INTEGER NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    business_day BIGINT NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    document VARCHAR(128) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    signed BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    lost BIGINT NOT NULL
);

CREATE INDEX settlement_statement ON settlement (tenant, owner, business_day, order_no, document, sku);
CREATE INDEX settlement_order ON settlement (tenant, order_no, business_day);

-- How far a collector has read the ledger.
CREATE TABLE recon_cursor (
    name VARCHAR(128) NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
);

-- The ledger's last number of each business day.
CREATE TABLE day_cut (
    business_day INTEGER NOT NULL PRIMARY KEY,
    cut_seq BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL
);

CREATE TABLE day_close (
    tenant VARCHAR(64) NOT NULL,
    business_day BIGINT NOT NULL,
    closed SMALLINT NOT NULL,
    cut_seq BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    closed_by VARCHAR(128) NOT NULL,
    carried_over TEXT NOT NULL,
    reopen_asked_by VARCHAR(128) NULL,
    reopen_key VARCHAR(255) NULL,
    reopened_by VARCHAR(128) NULL,
    PRIMARY KEY (tenant, business_day)
) WITHOUT ROWID;

CREATE TABLE day_total (
    tenant VARCHAR(64) NOT NULL,
    business_day BIGINT NOT NULL,
    owner VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    bucket VARCHAR(16) NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (tenant, business_day, owner, warehouse, bucket)
) WITHOUT ROWID;

-- How exactly a part is counted.
CREATE TABLE recon_abc (
    tenant VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    abc VARCHAR(1) NOT NULL,
    PRIMARY KEY (tenant, sku)
) WITHOUT ROWID;

-- What a base unit costs, in fen.
CREATE TABLE recon_cost (
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    cost_minor BIGINT NOT NULL,
    PRIMARY KEY (tenant, owner, sku)
) WITHOUT ROWID;
