-- Goods sold before they are there, parts held in the place of others, stock taken when it is paid, recalled lots, and kits on fulfilment orders.

-- Presales by the balance their quota lies in. One that is closed stays: paid orders may still wait for its goods, and its date is theirs.
CREATE TABLE presale_offer (
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    tenant VARCHAR(64) NOT NULL,
    presale_no VARCHAR(64) NOT NULL,
    expected_at BIGINT NULL,
    sale_until BIGINT NULL,
    closed SMALLINT NOT NULL,
    PRIMARY KEY (sku, warehouse, pool, owner, tenant)
) WITHOUT ROWID;

-- presale_no: the line is of presale quota. instead_of: what was ordered, where another part is held. on_pay: nothing is held until it is paid.
ALTER TABLE reservation_line ADD COLUMN presale_no VARCHAR(64) NULL;
ALTER TABLE reservation_line ADD COLUMN instead_of VARCHAR(64) NULL;
ALTER TABLE reservation_line ADD COLUMN on_pay SMALLINT NOT NULL DEFAULT 0;

ALTER TABLE hold_rule ADD COLUMN occupy_on_pay SMALLINT NOT NULL DEFAULT 0;

-- The kit a line is a part of (not known of older lines: they are cut one by one), and how many of it make one.
ALTER TABLE fulfilment_line ADD COLUMN kit VARCHAR(64) NULL;
ALTER TABLE fulfilment_line ADD COLUMN ratio BIGINT NOT NULL DEFAULT 1;

-- The lock that recalled the lot; null while it is not recalled.
ALTER TABLE lot ADD COLUMN recall_no VARCHAR(64) NULL;

-- Who waits for goods of presales, whatever the SKU.
CREATE INDEX paper_claim_bucket ON paper_claim (bucket, sku, warehouse);
