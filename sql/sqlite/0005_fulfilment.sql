-- What becomes of a paid order's units, line by line; and the order of every voucher, so that an order's whole life is one indexed read.

ALTER TABLE fulfilment ADD COLUMN promise_at BIGINT NULL;
ALTER TABLE fulfilment ADD COLUMN sent_at BIGINT NULL;
ALTER TABLE fulfilment ADD COLUMN hold_reason VARCHAR(255) NULL;
ALTER TABLE fulfilment ADD COLUMN packed SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment ADD COLUMN ask VARCHAR(16) NOT NULL DEFAULT 'NONE';
ALTER TABLE fulfilment ADD COLUMN closed_at BIGINT NULL;
CREATE INDEX fulfilment_order ON fulfilment (tenant, order_no, id);

ALTER TABLE fulfilment_line ADD COLUMN picked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN short_picked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN short_open BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN short_closed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN resourced BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN cancelling BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN signed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN rejected BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN lost BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fulfilment_line ADD COLUMN returned BIGINT NOT NULL DEFAULT 0;

-- Until now a line gave units up only because a count did not find them.
UPDATE fulfilment_line SET short_closed = deallocated WHERE deallocated > 0;

ALTER TABLE voucher ADD COLUMN order_no VARCHAR(64) NULL;
CREATE INDEX voucher_order ON voucher (tenant, order_no, id);

-- Answers told so far name the order in their body.
UPDATE voucher SET order_no = json_extract(answer, '$.body.Reservation.order_no')
    WHERE status <> 'REFUSED' AND op IN ('PRE_OCCUPY', 'CONFIRM', 'CANCEL', 'EXTEND', 'AMEND', 'EXPIRE');
