-- What a voucher is about, beyond its order: the parcel its goods travel in, whose its single legs are where it serves several orders, and what goods cost.

ALTER TABLE voucher ADD COLUMN parcel_no VARCHAR(64) NULL;

-- Legs of vouchers that are of no order as a whole: goods given to who waits for them, goods a count took from who had them. Vouchers before this version
-- have no rows here.
CREATE TABLE order_leg (
    voucher_id BIGINT NOT NULL,
    first_leg BIGINT NOT NULL,
    last_leg BIGINT NOT NULL,
    tenant VARCHAR(64) NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    PRIMARY KEY (voucher_id, first_leg)
) WITHOUT ROWID;
CREATE INDEX order_leg_order ON order_leg (tenant, order_no, voucher_id);

-- Empty where the goods are of no parcel, or were gathered before this version.
ALTER TABLE settlement ADD COLUMN parcel_no VARCHAR(64) NOT NULL DEFAULT '';
CREATE INDEX settlement_parcel ON settlement (tenant, owner, business_day, order_no, parcel_no, sku);

-- What a base unit cost, in fen, where the document told it.
ALTER TABLE ledger ADD COLUMN unit_cost_minor BIGINT NULL;
