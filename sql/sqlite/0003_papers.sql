-- Documents of goods that are on their way, locked, counted or disposed of, what they account for, and counters that bound what may be done.

CREATE TABLE paper (
    id INTEGER NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    kind VARCHAR(24) NOT NULL,
    paper_no VARCHAR(200) NOT NULL,
    order_no VARCHAR(64) NULL,
    status VARCHAR(24) NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NULL,
    -- When a sweeper shall look at it: as it is due, or at the end of a sweeper's lease; null when nothing is due.
    sweep_at BIGINT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT paper_key UNIQUE (tenant, kind, paper_no)
);

CREATE INDEX paper_order ON paper (tenant, order_no, kind);
CREATE INDEX paper_status ON paper (tenant, kind, status, id);
CREATE INDEX paper_sweep ON paper (kind, sweep_at);

CREATE TABLE paper_claim (
    paper_id BIGINT NOT NULL,
    claim_no INT NOT NULL,
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
    bucket VARCHAR(16) NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (paper_id, claim_no),
    CONSTRAINT paper_claim_quantity CHECK (quantity > 0)
) WITHOUT ROWID;

CREATE INDEX paper_claim_goods ON paper_claim (sku, warehouse, bucket, paper_id);

CREATE TABLE counter (
    tenant VARCHAR(64) NOT NULL,
    kind VARCHAR(24) NOT NULL,
    counter_key VARCHAR(200) NOT NULL,
    value BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, kind, counter_key),
    CONSTRAINT counter_value CHECK (value >= 0)
) WITHOUT ROWID;
