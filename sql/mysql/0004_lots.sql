-- Lots: goods of a SKU told apart by lot are accounts of their own. Goods without a lot have an empty one.
-- The server commits each statement by itself, and a migration that was cut off is run again: one change per table, made only if its column is not there.

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'balance' AND column_name = 'lot') = 0,
    'ALTER TABLE balance ADD COLUMN lot VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '''' AFTER pool, DROP INDEX balance_key, ADD CONSTRAINT balance_key UNIQUE (sku, warehouse, pool, lot, owner, tenant)',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'ledger' AND column_name = 'from_lot') = 0,
    'ALTER TABLE ledger ADD COLUMN from_lot VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '''', ADD COLUMN to_lot VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT ''''',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'reservation_line' AND column_name = 'lot') = 0,
    'ALTER TABLE reservation_line ADD COLUMN lot VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '''', ADD COLUMN max_age_days BIGINT NULL',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'fulfilment_line' AND column_name = 'lot') = 0,
    'ALTER TABLE fulfilment_line ADD COLUMN lot VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT ''''',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'paper_claim' AND column_name = 'lot') = 0,
    'ALTER TABLE paper_claim ADD COLUMN lot VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT ''''',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- What is known of a lot: the same in every warehouse. Days count from 1970-01-01 in the business's time zone.
CREATE TABLE IF NOT EXISTS lot (
    tenant VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    lot VARCHAR(64) NOT NULL,
    produced_on BIGINT NULL,
    expires_on BIGINT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, sku, lot)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- SKUs told apart by lots: every movement of theirs names one. A lot older than the greatest age is not sold; from the warning age on it is told of.
CREATE TABLE IF NOT EXISTS lot_policy (
    sku VARCHAR(64) NOT NULL PRIMARY KEY,
    max_age_days BIGINT NULL,
    warn_age_days BIGINT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
