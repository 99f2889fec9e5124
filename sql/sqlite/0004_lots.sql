-- Lots: goods of a SKU told apart by lot are accounts of their own. Goods without a lot have an empty one.

-- A table's unique key cannot be changed in place.
CREATE TABLE balance_with_lots (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
    lot VARCHAR(64) NOT NULL DEFAULT '',
    owner VARCHAR(64) NOT NULL,
    tenant VARCHAR(64) NOT NULL,
    available BIGINT NOT NULL DEFAULT 0,
    preoccupied BIGINT NOT NULL DEFAULT 0,
    allocated BIGINT NOT NULL DEFAULT 0,
    frozen BIGINT NOT NULL DEFAULT 0,
    qc_hold BIGINT NOT NULL DEFAULT 0,
    defective BIGINT NOT NULL DEFAULT 0,
    shipped BIGINT NOT NULL DEFAULT 0,
    return_transit BIGINT NOT NULL DEFAULT 0,
    transfer_transit BIGINT NOT NULL DEFAULT 0,
    incoming BIGINT NOT NULL DEFAULT 0,
    presale_avail BIGINT NOT NULL DEFAULT 0,
    presale_held BIGINT NOT NULL DEFAULT 0,
    supplier BIGINT NOT NULL DEFAULT 0,
    customer BIGINT NOT NULL DEFAULT 0,
    adjust BIGINT NOT NULL DEFAULT 0,
    scrap BIGINT NOT NULL DEFAULT 0,
    carrier_loss BIGINT NOT NULL DEFAULT 0,
    on_order BIGINT NOT NULL DEFAULT 0,
    presale_contra BIGINT NOT NULL DEFAULT 0,
    last_seq BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT balance_key UNIQUE (sku, warehouse, pool, lot, owner, tenant),
    -- A bonus where the engine obeys it; the guarded updates do not rely on it.
    CONSTRAINT balance_not_negative CHECK (
        available >= 0 AND preoccupied >= 0 AND allocated >= 0 AND frozen >= 0 AND qc_hold >= 0 AND defective >= 0
        AND shipped >= 0 AND return_transit >= 0 AND transfer_transit >= 0 AND incoming >= 0 AND presale_avail >= 0
        AND presale_held >= 0)
);

INSERT INTO balance_with_lots (id, sku, warehouse, pool, owner, tenant, available, preoccupied, allocated, frozen, qc_hold, defective, shipped, return_transit, transfer_transit, incoming, presale_avail, presale_held, supplier, customer, adjust, scrap, carrier_loss, on_order, presale_contra, last_seq)
SELECT id, sku, warehouse, pool, owner, tenant, available, preoccupied, allocated, frozen, qc_hold, defective, shipped, return_transit, transfer_transit, incoming, presale_avail, presale_held, supplier, customer, adjust, scrap, carrier_loss, on_order, presale_contra, last_seq FROM balance;

DROP TABLE balance;
ALTER TABLE balance_with_lots RENAME TO balance;

ALTER TABLE ledger ADD COLUMN from_lot VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE ledger ADD COLUMN to_lot VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE reservation_line ADD COLUMN lot VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE reservation_line ADD COLUMN max_age_days BIGINT NULL;
ALTER TABLE fulfilment_line ADD COLUMN lot VARCHAR(64) NOT NULL DEFAULT '';
ALTER TABLE paper_claim ADD COLUMN lot VARCHAR(64) NOT NULL DEFAULT '';

-- What is known of a lot: the same in every warehouse. Days count from 1970-01-01 in the business's time zone.
CREATE TABLE lot (
    tenant VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    lot VARCHAR(64) NOT NULL,
    produced_on BIGINT NULL,
    expires_on BIGINT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, sku, lot)
) WITHOUT ROWID;

-- SKUs told apart by lots: every movement of theirs names one. A lot older than the greatest age is not sold; from the warning age on it is told of.
CREATE TABLE lot_policy (
    sku VARCHAR(64) NOT NULL PRIMARY KEY,
    max_age_days BIGINT NULL,
    warn_age_days BIGINT NULL
) WITHOUT ROWID;
