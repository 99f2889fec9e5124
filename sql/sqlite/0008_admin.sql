-- What operators set, and how far the background work on old rows has come.

-- Only switches that are not ON have a row.
CREATE TABLE operation_switch (
    scope VARCHAR(16) NOT NULL,
    target VARCHAR(64) NOT NULL,
    mode VARCHAR(16) NOT NULL,
    reason VARCHAR(255) NOT NULL,
    until_at BIGINT NULL,
    PRIMARY KEY (scope, target)
);

-- SKUs marked as hot. An empty warehouse means every one.
CREATE TABLE hot_sku (
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
    mode VARCHAR(16) NOT NULL,
    shards BIGINT NULL,
    quota BIGINT NULL,
    until_at BIGINT NULL,
    PRIMARY KEY (sku, warehouse, pool)
);

-- Position of a walk over a table: rows up to it are done.
CREATE TABLE progress (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

-- How orders may hold a SKU; an empty SKU stands for every one without a row.
CREATE TABLE hold_rule (
    sku VARCHAR(64) NOT NULL PRIMARY KEY,
    buyer_limit BIGINT NULL,
    scarce_below BIGINT NULL,
    scarce_seconds BIGINT NOT NULL
);

-- counted: the line counts against what its buyer may hold. pinned: the order named its site (not known of older lines: they stay where they are).
ALTER TABLE reservation_line ADD COLUMN counted SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE reservation_line ADD COLUMN pinned SMALLINT NOT NULL DEFAULT 1;
