-- Events that no voucher tells of: they stand in an outbox row of their own, as they will be sent. And what was last told of goods, by which a threshold is
-- known to be crossed. The server commits each statement by itself and a migration that was cut off is run again: a table is changed only while it lacks the
-- column.

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'outbox' AND column_name = 'notice') = 0,
    'ALTER TABLE outbox ADD COLUMN notice MEDIUMTEXT NULL',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

CREATE TABLE IF NOT EXISTS goods_told (
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    -- Bands by area, and sites that are low, as JSON.
    told MEDIUMTEXT NOT NULL,
    -- Grows with every change.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, owner, sku)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How far a supplier's feed of a site has come: an older one that comes later is dropped.
CREATE TABLE IF NOT EXISTS feed (
    tenant VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    last_seq BIGINT NOT NULL,
    PRIMARY KEY (tenant, warehouse)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Kits are found by what they are made of.
SET @change = IF((SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'kit_part' AND index_name = 'kit_part_sku') = 0,
    'ALTER TABLE kit_part ADD INDEX kit_part_sku (sku)',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
