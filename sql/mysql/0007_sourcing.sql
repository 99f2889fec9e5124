-- How orders are sourced: how sites work, by what terms they serve an area, rules and policies with their versions, and why plans were what they were.

-- How a site works and where it stands, a site without a row works every day.
CREATE TABLE IF NOT EXISTS site (
    warehouse VARCHAR(64) NOT NULL PRIMARY KEY,
    calendar VARCHAR(64) NOT NULL,
    -- Millionths of a degree.
    latitude_e6 BIGINT NULL,
    longitude_e6 BIGINT NULL,
    -- Percent of a supplier's fed stock that can be relied on.
    confidence BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Waves of a site's day with their capacity. Weekday 0 is every day that has no wave of its own.
CREATE TABLE IF NOT EXISTS site_wave (
    warehouse VARCHAR(64) NOT NULL,
    weekday INT NOT NULL,
    cutoff_minute INT NOT NULL,
    processing_minutes BIGINT NOT NULL,
    orders_max BIGINT NULL,
    lines_max BIGINT NULL,
    PRIMARY KEY (warehouse, weekday, cutoff_minute)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Weeks that sites work: seven digits, Monday first, 1 for a day worked.
CREATE TABLE IF NOT EXISTS work_calendar (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    week VARCHAR(7) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Days that differ from the week: a holiday, or a weekend day worked instead.
CREATE TABLE IF NOT EXISTS work_day (
    calendar VARCHAR(64) NOT NULL,
    day VARCHAR(10) NOT NULL,
    worked SMALLINT NOT NULL,
    PRIMARY KEY (calendar, day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- By what terms a site serves an area it covers. Fen, and milliseconds.
CREATE TABLE IF NOT EXISTS coverage_terms (
    area VARCHAR(32) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    service_level VARCHAR(32) NOT NULL,
    lead_hours BIGINT NULL,
    first_kg_minor BIGINT NOT NULL,
    next_kg_minor BIGINT NOT NULL,
    parcel_minor BIGINT NOT NULL,
    valid_from BIGINT NULL,
    valid_to BIGINT NULL,
    PRIMARY KEY (area, warehouse, service_level)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Safety stock of a SKU, a category or a kind of site, an empty warehouse is every one.
CREATE TABLE IF NOT EXISTS safety_rule (
    scope VARCHAR(16) NOT NULL,
    name VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    quantity BIGINT NULL,
    basis_points BIGINT NULL,
    PRIMARY KEY (scope, name, warehouse)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Policies of the catalogue's own rules, an empty channel is every one without its own. Objectives are their names in order, each with its weight where they are weighted: COST=1 PARCELS=300.
CREATE TABLE IF NOT EXISTS sourcing_policy (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    channel VARCHAR(64) NOT NULL,
    objectives VARCHAR(255) NOT NULL,
    weighted SMALLINT NOT NULL,
    split VARCHAR(16) NOT NULL,
    max_parcels INT NOT NULL,
    min_extra_value BIGINT NOT NULL,
    supplier_last SMALLINT NOT NULL,
    consolidate SMALLINT NOT NULL,
    protect_front SMALLINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What must not be sent how, an empty text matches everything.
CREATE TABLE IF NOT EXISTS sourcing_exclusion (
    category VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    area VARCHAR(32) NOT NULL,
    service_level VARCHAR(32) NOT NULL,
    PRIMARY KEY (category, sku, warehouse, area, service_level)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS sku_value (
    sku VARCHAR(64) NOT NULL PRIMARY KEY,
    value_minor BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Versions of the rules by tenant: DRAFT, PUBLISHED (one of a tenant) or RETIRED. A draft carries the report of its trial once it has had one.
CREATE TABLE IF NOT EXISTS rule_set (
    tenant VARCHAR(64) NOT NULL,
    version VARCHAR(32) NOT NULL,
    status VARCHAR(16) NOT NULL,
    body MEDIUMTEXT NOT NULL,
    report MEDIUMTEXT NULL,
    saved_by VARCHAR(128) NULL,
    saved_at BIGINT NOT NULL,
    published_at BIGINT NULL,
    PRIMARY KEY (tenant, version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Why plans were what they were, old ones are deleted.
CREATE TABLE IF NOT EXISTS sourcing_trace (
    id BIGINT NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    order_no VARCHAR(64) NULL,
    decided_at BIGINT NOT NULL,
    body MEDIUMTEXT NOT NULL,
    INDEX sourcing_trace_time (tenant, decided_at, id),
    INDEX sourcing_trace_age (decided_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The plan an order was held by and the capacity it takes, null where it was not sourced by rules.
SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'reservation' AND column_name = 'sourced') = 0,
    'ALTER TABLE reservation ADD COLUMN sourced TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
