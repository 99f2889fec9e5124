-- What is sold, what it fits, where it lies and who may sell it.
-- A table comes with its indexes and only if it is not there: the server commits each statement by itself, and a migration that was cut off is run again.

CREATE TABLE IF NOT EXISTS brand (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL,
    name_en VARCHAR(128) NOT NULL,
    grade VARCHAR(16) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS sku (
    sku VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    name_en VARCHAR(255) NOT NULL,
    category VARCHAR(64) NOT NULL,
    brand VARCHAR(64) NOT NULL,
    unit VARCHAR(16) NOT NULL,
    suspended SMALLINT NOT NULL,
    safety_default BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS kit_part (
    kit VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    ratio BIGINT NOT NULL,
    PRIMARY KEY (kit, sku)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS oe_number (
    oe VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    maker VARCHAR(64) NOT NULL,
    PRIMARY KEY (oe, sku),
    INDEX oe_number_sku (sku)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Relations between SKUs: INTERCHANGE holds both ways, SUPERSEDED_BY one way, ALTERNATIVE is another grade.
CREATE TABLE IF NOT EXISTS interchange (
    sku VARCHAR(64) NOT NULL,
    relation VARCHAR(16) NOT NULL,
    other VARCHAR(64) NOT NULL,
    PRIMARY KEY (sku, relation, other)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS vehicle (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    make VARCHAR(64) NOT NULL,
    make_en VARCHAR(64) NOT NULL,
    model VARCHAR(64) NOT NULL,
    model_en VARCHAR(64) NOT NULL,
    year_from INT NOT NULL,
    year_to INT NULL,
    engine VARCHAR(64) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS fitment (
    vehicle VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    place VARCHAR(32) NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (vehicle, sku, place),
    INDEX fitment_sku (sku)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS warehouse (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL,
    name_en VARCHAR(128) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    area VARCHAR(32) NOT NULL,
    enabled SMALLINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- A site serves the area of this code and all inside it; the longest code that matches an address decides.
CREATE TABLE IF NOT EXISTS coverage (
    area VARCHAR(32) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    priority BIGINT NOT NULL,
    PRIMARY KEY (area, warehouse)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS channel (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL,
    shared_allowed SMALLINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS safety_stock (
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (sku, warehouse)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
