-- What is sold, what it fits, where it lies and who may sell it.

CREATE TABLE brand (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL,
    name_en VARCHAR(128) NOT NULL,
    grade VARCHAR(16) NOT NULL
) WITHOUT ROWID;

CREATE TABLE sku (
    sku VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    name_en VARCHAR(255) NOT NULL,
    category VARCHAR(64) NOT NULL,
    brand VARCHAR(64) NOT NULL,
    unit VARCHAR(16) NOT NULL,
    suspended SMALLINT NOT NULL,
    safety_default BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE kit_part (
    kit VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    ratio BIGINT NOT NULL,
    PRIMARY KEY (kit, sku)
) WITHOUT ROWID;

CREATE TABLE oe_number (
    oe VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    maker VARCHAR(64) NOT NULL,
    PRIMARY KEY (oe, sku)
) WITHOUT ROWID;

CREATE INDEX oe_number_sku ON oe_number (sku);

-- Relations between SKUs: INTERCHANGE holds both ways, SUPERSEDED_BY one way, ALTERNATIVE is another grade.
CREATE TABLE interchange (
    sku VARCHAR(64) NOT NULL,
    relation VARCHAR(16) NOT NULL,
    other VARCHAR(64) NOT NULL,
    PRIMARY KEY (sku, relation, other)
) WITHOUT ROWID;

CREATE TABLE vehicle (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    make VARCHAR(64) NOT NULL,
    make_en VARCHAR(64) NOT NULL,
    model VARCHAR(64) NOT NULL,
    model_en VARCHAR(64) NOT NULL,
    year_from INT NOT NULL,
    year_to INT NULL,
    engine VARCHAR(64) NOT NULL
) WITHOUT ROWID;

CREATE TABLE fitment (
    vehicle VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    place VARCHAR(32) NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (vehicle, sku, place)
) WITHOUT ROWID;

CREATE INDEX fitment_sku ON fitment (sku);

CREATE TABLE warehouse (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL,
    name_en VARCHAR(128) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    area VARCHAR(32) NOT NULL,
    enabled SMALLINT NOT NULL
) WITHOUT ROWID;

-- A site serves the area of this code and all inside it; the longest code that matches an address decides.
CREATE TABLE coverage (
    area VARCHAR(32) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    priority BIGINT NOT NULL,
    PRIMARY KEY (area, warehouse)
) WITHOUT ROWID;

CREATE TABLE channel (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL,
    shared_allowed SMALLINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE safety_stock (
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (sku, warehouse)
) WITHOUT ROWID;
