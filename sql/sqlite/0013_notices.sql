-- Events that no voucher tells of: they stand in an outbox row of their own, as they will be sent. And what was last told of goods, by which a threshold is
-- known to be crossed.

ALTER TABLE outbox ADD COLUMN notice TEXT NULL;

CREATE TABLE goods_told (
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    -- Bands by area, and sites that are low, as JSON.
    told TEXT NOT NULL,
    -- Grows with every change.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, owner, sku)
);

-- How far a supplier's feed of a site has come: an older one that comes later is dropped.
CREATE TABLE feed (
    tenant VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    last_seq BIGINT NOT NULL,
    PRIMARY KEY (tenant, warehouse)
);

-- Kits are found by what they are made of.
CREATE INDEX kit_part_sku ON kit_part (sku);
