-- What operators set, and how far the background work on old rows has come.

-- Only switches that are not ON have a row.
CREATE TABLE IF NOT EXISTS operation_switch (
    scope VARCHAR(16) NOT NULL,
    target VARCHAR(64) NOT NULL,
    mode VARCHAR(16) NOT NULL,
    reason VARCHAR(255) NOT NULL,
    until_at BIGINT NULL,
    PRIMARY KEY (scope, target)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- SKUs marked as hot. An empty warehouse means every one.
CREATE TABLE IF NOT EXISTS hot_sku (
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
    mode VARCHAR(16) NOT NULL,
    shards BIGINT NULL,
    quota BIGINT NULL,
    until_at BIGINT NULL,
    PRIMARY KEY (sku, warehouse, pool)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Position of a walk over a table: rows up to it are done.
CREATE TABLE IF NOT EXISTS progress (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How orders may hold a SKU; an empty SKU stands for every one without a row.
CREATE TABLE IF NOT EXISTS hold_rule (
    sku VARCHAR(64) NOT NULL PRIMARY KEY,
    buyer_limit BIGINT NULL,
    scarce_below BIGINT NULL,
    scarce_seconds BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- counted: the line counts against what its buyer may hold. pinned: the order named its site (not known of older lines: they stay where they are).
SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'reservation_line' AND column_name = 'counted') = 0,
    'ALTER TABLE reservation_line ADD COLUMN counted SMALLINT NOT NULL DEFAULT 0, ADD COLUMN pinned SMALLINT NOT NULL DEFAULT 1',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
