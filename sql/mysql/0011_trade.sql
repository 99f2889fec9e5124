-- Goods sold before they are there, parts held in the place of others, stock taken when it is paid, recalled lots, and kits on fulfilment orders.
-- The server commits each statement by itself and a migration that was cut off is run again: a table is changed only while it lacks the columns.

-- Presales by the balance their quota lies in. One that is closed stays: paid orders may still wait for its goods, and its date is theirs.
CREATE TABLE IF NOT EXISTS presale_offer (
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
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- presale_no: the line is of presale quota. instead_of: what was ordered, where another part is held. on_pay: nothing is held until it is paid.
SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'reservation_line' AND column_name = 'presale_no') = 0,
    'ALTER TABLE reservation_line
        ADD COLUMN presale_no VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        ADD COLUMN instead_of VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        ADD COLUMN on_pay SMALLINT NOT NULL DEFAULT 0',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'hold_rule' AND column_name = 'occupy_on_pay') = 0,
    'ALTER TABLE hold_rule ADD COLUMN occupy_on_pay SMALLINT NOT NULL DEFAULT 0',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- The kit a line is a part of (not known of older lines: they are cut one by one), and how many of it make one.
SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'fulfilment_line' AND column_name = 'kit') = 0,
    'ALTER TABLE fulfilment_line
        ADD COLUMN kit VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
        ADD COLUMN ratio BIGINT NOT NULL DEFAULT 1',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- The lock that recalled the lot; null while it is not recalled.
SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'lot' AND column_name = 'recall_no') = 0,
    'ALTER TABLE lot ADD COLUMN recall_no VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- Who waits for goods of presales, whatever the SKU.
SET @change = IF((SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'paper_claim' AND index_name = 'paper_claim_bucket') = 0,
    'ALTER TABLE paper_claim ADD INDEX paper_claim_bucket (bucket, sku, warehouse)',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
