-- What a voucher is about, beyond its order: the parcel its goods travel in, whose its single legs are where it serves several orders, and what goods cost.
-- The server commits each statement by itself and a migration that was cut off is run again: a table is changed only while it lacks the columns.

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'voucher' AND column_name = 'parcel_no') = 0,
    'ALTER TABLE voucher ADD COLUMN parcel_no VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- Legs of vouchers that are of no order as a whole: goods given to who waits for them, goods a count took from who had them. Vouchers before this version
-- have no rows here.
CREATE TABLE IF NOT EXISTS order_leg (
    voucher_id BIGINT NOT NULL,
    first_leg BIGINT NOT NULL,
    last_leg BIGINT NOT NULL,
    tenant VARCHAR(64) NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    PRIMARY KEY (voucher_id, first_leg),
    INDEX order_leg_order (tenant, order_no, voucher_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Empty where the goods are of no parcel, or were gathered before this version.
SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'settlement' AND column_name = 'parcel_no') = 0,
    'ALTER TABLE settlement
        ADD COLUMN parcel_no VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '''',
        ADD INDEX settlement_parcel (tenant, owner, business_day, order_no, parcel_no, sku)',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- What a base unit cost, in fen, where the document told it.
SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'ledger' AND column_name = 'unit_cost_minor') = 0,
    'ALTER TABLE ledger ADD COLUMN unit_cost_minor BIGINT NULL',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;
