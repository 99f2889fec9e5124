-- What becomes of a paid order's units, line by line; and the order of every voucher, so that an order's whole life is one indexed read.
-- The server commits each statement by itself and a migration that was cut off is run again: a table is changed only while it lacks the columns.

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'fulfilment' AND column_name = 'ask') = 0,
    'ALTER TABLE fulfilment
        ADD COLUMN promise_at BIGINT NULL,
        ADD COLUMN sent_at BIGINT NULL,
        ADD COLUMN hold_reason VARCHAR(255) NULL,
        ADD COLUMN packed SMALLINT NOT NULL DEFAULT 0,
        ADD COLUMN ask VARCHAR(16) NOT NULL DEFAULT ''NONE'',
        ADD COLUMN closed_at BIGINT NULL,
        ADD INDEX fulfilment_order (tenant, order_no, id)',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'fulfilment_line' AND column_name = 'returned') = 0,
    'ALTER TABLE fulfilment_line
        ADD COLUMN picked BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN short_picked BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN short_open BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN short_closed BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN resourced BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN cancelling BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN signed BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN rejected BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN lost BIGINT NOT NULL DEFAULT 0,
        ADD COLUMN returned BIGINT NOT NULL DEFAULT 0',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- Until now a line gave units up only because a count did not find them.
UPDATE fulfilment_line SET short_closed = deallocated WHERE deallocated > 0 AND short_closed = 0;

SET @change = IF((SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'voucher' AND column_name = 'order_no') = 0,
    'ALTER TABLE voucher
        ADD COLUMN order_no VARCHAR(64) NULL,
        ADD INDEX voucher_order (tenant, order_no, id)',
    'DO 0');
PREPARE change_table FROM @change;
EXECUTE change_table;
DEALLOCATE PREPARE change_table;

-- Answers told so far name the order in their body.
UPDATE voucher SET order_no = JSON_UNQUOTE(JSON_EXTRACT(answer, '$.body.Reservation.order_no'))
    WHERE order_no IS NULL AND status <> 'REFUSED' AND op IN ('PRE_OCCUPY', 'CONFIRM', 'CANCEL', 'EXTEND', 'AMEND', 'EXPIRE');
