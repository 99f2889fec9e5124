-- What the catalogue knows of a part beside its name: grade, weight, who supplies it and how soon; which vehicle a VIN names; fitment by make and model.

CREATE TABLE area (
    code VARCHAR(32) NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_en VARCHAR(128) NOT NULL
) WITHOUT ROWID;

CREATE TABLE supplier (
    code VARCHAR(64) NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL,
    name_en VARCHAR(128) NOT NULL,
    -- Days from ordering until the goods can be sold.
    days INT NOT NULL,
    enabled SMALLINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE supply (
    sku VARCHAR(64) NOT NULL,
    supplier VARCHAR(64) NOT NULL,
    -- Null: the supplier's.
    days INT NULL,
    PRIMARY KEY (sku, supplier)
) WITHOUT ROWID;

CREATE TABLE part (
    sku VARCHAR(64) NOT NULL PRIMARY KEY,
    -- Null: its brand's.
    grade VARCHAR(16) NULL,
    weight_grams BIGINT NULL
) WITHOUT ROWID;

CREATE TABLE vehicle_build (
    vehicle VARCHAR(64) NOT NULL PRIMARY KEY,
    displacement_ml BIGINT NULL,
    transmission VARCHAR(32) NULL,
    body VARCHAR(32) NULL
) WITHOUT ROWID;

-- Numbers of this maker (characters 1 to 3) and description (4 to 8, * for any) are this vehicle.
CREATE TABLE vin (
    wmi VARCHAR(3) NOT NULL,
    vds VARCHAR(5) NOT NULL,
    vehicle VARCHAR(64) NOT NULL,
    year_from INT NULL,
    year_to INT NULL,
    PRIMARY KEY (wmi, vds, vehicle)
) WITHOUT ROWID;

-- A part fits vehicles of a make and model, in model years and with an engine; empty texts and the outermost years mean any.
CREATE TABLE fit_rule (
    sku VARCHAR(64) NOT NULL,
    make VARCHAR(64) NOT NULL,
    model VARCHAR(64) NOT NULL,
    year_from INT NOT NULL,
    year_to INT NOT NULL,
    engine VARCHAR(64) NOT NULL,
    place VARCHAR(32) NOT NULL,
    quantity BIGINT NOT NULL,
    note VARCHAR(255) NULL,
    PRIMARY KEY (sku, make, model, year_from, year_to, engine, place)
) WITHOUT ROWID;

-- Imports asked for by callers: the key makes each happen once.
CREATE TABLE catalogue_import (
    tenant VARCHAR(64) NOT NULL,
    source VARCHAR(64) NOT NULL,
    biz_no VARCHAR(128) NOT NULL,
    op_seq INT NOT NULL,
    hash VARCHAR(64) NOT NULL,
    accepted BIGINT NOT NULL,
    operator VARCHAR(128) NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, source, biz_no, op_seq)
) WITHOUT ROWID;

CREATE INDEX interchange_other ON interchange (other);
