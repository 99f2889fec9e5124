-- Documents of goods that are on their way, locked, counted or disposed of, what they account for, and counters that bound what may be done.

CREATE TABLE IF NOT EXISTS paper (
    id BIGINT NOT NULL PRIMARY KEY,
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
    body MEDIUMTEXT NOT NULL,
    CONSTRAINT paper_key UNIQUE (tenant, kind, paper_no),
    INDEX paper_order (tenant, order_no, kind),
    INDEX paper_status (tenant, kind, status, id),
    INDEX paper_sweep (kind, sweep_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS paper_claim (
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
    CONSTRAINT paper_claim_quantity CHECK (quantity > 0),
    INDEX paper_claim_goods (sku, warehouse, bucket, paper_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS counter (
    tenant VARCHAR(64) NOT NULL,
    kind VARCHAR(24) NOT NULL,
    counter_key VARCHAR(200) NOT NULL,
    value BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, kind, counter_key),
    CONSTRAINT counter_value CHECK (value >= 0)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
