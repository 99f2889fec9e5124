-- Account reconciliation: comparisons, differences and their repairs, what others hand in, closed days.
-- A table comes with its indexes and only if it is not there: the server commits each statement by itself, and a migration that was cut off is run again.

-- One row per comparison.
CREATE TABLE IF NOT EXISTS recon_run (
    id BIGINT NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    kind VARCHAR(8) NOT NULL,
    state VARCHAR(16) NOT NULL,
    business_day BIGINT NOT NULL,
    warehouse VARCHAR(64) NULL,
    owner VARCHAR(64) NULL,
    skus MEDIUMTEXT NULL,
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
    CONSTRAINT recon_run_key UNIQUE (run_key),
    INDEX recon_run_day (tenant, business_day, kind, id),
    INDEX recon_run_lease (lease_until)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row per difference, from the first look to its end.
CREATE TABLE IF NOT EXISTS recon_diff (
    id BIGINT NOT NULL PRIMARY KEY,
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
    CONSTRAINT recon_diff_open UNIQUE (open_key),
    INDEX recon_diff_state (tenant, state, id),
    INDEX recon_diff_sku (tenant, sku, id),
    INDEX recon_diff_day (tenant, business_day, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What others hand in, page by page: snapshots of warehouses, lists of orders, bills.
CREATE TABLE IF NOT EXISTS recon_list (
    id BIGINT NOT NULL PRIMARY KEY,
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
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS recon_list_page (
    list_id BIGINT NOT NULL,
    page BIGINT NOT NULL,
    line_count BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (list_id, page)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS wms_snapshot_line (
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
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS order_list_line (
    list_id BIGINT NOT NULL,
    page BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    state VARCHAR(16) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    quantity BIGINT NOT NULL,
    age_ms BIGINT NOT NULL,
    PRIMARY KEY (list_id, page, line_no),
    INDEX order_list_line_order (list_id, order_no)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS bill_line (
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
    PRIMARY KEY (list_id, page, line_no),
    INDEX bill_line_order (tenant, order_no)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What the ledger says was signed, returned and lost: one row per ledger row of those kinds.
CREATE TABLE IF NOT EXISTS settlement (
    seq BIGINT NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    business_day BIGINT NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    document VARCHAR(128) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    signed BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    lost BIGINT NOT NULL,
    INDEX settlement_statement (tenant, owner, business_day, order_no, document, sku),
    INDEX settlement_order (tenant, order_no, business_day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How far a collector has read the ledger.
CREATE TABLE IF NOT EXISTS recon_cursor (
    name VARCHAR(128) NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The ledger's last number of each business day.
CREATE TABLE IF NOT EXISTS day_cut (
    business_day BIGINT NOT NULL PRIMARY KEY,
    cut_seq BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS day_close (
    tenant VARCHAR(64) NOT NULL,
    business_day BIGINT NOT NULL,
    closed SMALLINT NOT NULL,
    cut_seq BIGINT NOT NULL,
    closed_at BIGINT NOT NULL,
    closed_by VARCHAR(128) NOT NULL,
    carried_over MEDIUMTEXT NOT NULL,
    reopen_asked_by VARCHAR(128) NULL,
    reopen_key VARCHAR(255) NULL,
    reopened_by VARCHAR(128) NULL,
    PRIMARY KEY (tenant, business_day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS day_total (
    tenant VARCHAR(64) NOT NULL,
    business_day BIGINT NOT NULL,
    owner VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    bucket VARCHAR(16) NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (tenant, business_day, owner, warehouse, bucket)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How exactly a part is counted.
CREATE TABLE IF NOT EXISTS recon_abc (
    tenant VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    abc VARCHAR(1) NOT NULL,
    PRIMARY KEY (tenant, sku)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What a base unit costs, in fen.
CREATE TABLE IF NOT EXISTS recon_cost (
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    cost_minor BIGINT NOT NULL,
    PRIMARY KEY (tenant, owner, sku)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
