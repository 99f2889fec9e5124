-- The ledger, its balances and the documents of an order. Every text compares byte by byte.
-- A table comes with its indexes and only if it is not there: the server commits each statement by itself, and a migration that was cut off is run again.

CREATE TABLE IF NOT EXISTS balance (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    sku VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
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
    CONSTRAINT balance_key UNIQUE (sku, warehouse, pool, owner, tenant),
    -- A bonus where the engine obeys it; the guarded updates do not rely on it.
    CONSTRAINT balance_not_negative CHECK (
        available >= 0 AND preoccupied >= 0 AND allocated >= 0 AND frozen >= 0 AND qc_hold >= 0 AND defective >= 0
        AND shipped >= 0 AND return_transit >= 0 AND transfer_transit >= 0 AND incoming >= 0 AND presale_avail >= 0
        AND presale_held >= 0)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row per operation: its unique key is the idempotency key.
CREATE TABLE IF NOT EXISTS voucher (
    id BIGINT NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    source VARCHAR(64) NOT NULL,
    op VARCHAR(24) NOT NULL,
    biz_no VARCHAR(128) NOT NULL,
    op_seq INT NOT NULL,
    hash VARCHAR(64) NOT NULL,
    status VARCHAR(16) NOT NULL,
    answer MEDIUMTEXT NOT NULL,
    refused_until BIGINT NULL,
    operator VARCHAR(128) NULL,
    trace_id VARCHAR(128) NULL,
    biz_time BIGINT NULL,
    book_time BIGINT NOT NULL,
    reverses BIGINT NULL,
    -- Sequence numbers of its ledger rows lie between these two.
    first_seq BIGINT NULL,
    last_seq BIGINT NULL,
    outbox_id BIGINT NOT NULL,
    CONSTRAINT voucher_key UNIQUE (tenant, source, op, biz_no, op_seq)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS reservation (
    id BIGINT NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    -- The order number while the reservation is in force, else null: one order is held once, whoever holds it.
    open_order VARCHAR(64) NULL,
    status VARCHAR(16) NOT NULL,
    mode VARCHAR(16) NOT NULL,
    buyer VARCHAR(64) NULL,
    area VARCHAR(32) NULL,
    channel VARCHAR(64) NULL,
    fixed_warehouse VARCHAR(64) NULL,
    created_at BIGINT NOT NULL,
    expire_at BIGINT NOT NULL,
    -- When the sweeper shall look at it: the end of the hold, or of a sweeper's lease; null when there is nothing to expire.
    due_at BIGINT NULL,
    pay_no VARCHAR(128) NULL,
    late SMALLINT NOT NULL,
    predecessor BIGINT NULL,
    version BIGINT NOT NULL,
    CONSTRAINT reservation_open_order UNIQUE (tenant, open_order),
    INDEX reservation_order (tenant, order_no, id),
    INDEX reservation_due (due_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS reservation_line (
    reservation_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    order_line_no BIGINT NOT NULL,
    owner VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    kit VARCHAR(64) NULL,
    warehouse VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
    ratio BIGINT NOT NULL,
    reserved BIGINT NOT NULL,
    confirmed BIGINT NOT NULL,
    released BIGINT NOT NULL,
    expired BIGINT NOT NULL,
    -- The SKU while something is held, else null.
    open_sku VARCHAR(64) NULL,
    PRIMARY KEY (reservation_id, line_no),
    INDEX reservation_line_open (open_sku, warehouse, reservation_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS fulfilment (
    id BIGINT NOT NULL PRIMARY KEY,
    tenant VARCHAR(64) NOT NULL,
    order_no VARCHAR(64) NOT NULL,
    reservation_id BIGINT NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    status VARCHAR(16) NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    INDEX fulfilment_reservation (reservation_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS fulfilment_line (
    fulfilment_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    order_line_no BIGINT NOT NULL,
    owner VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    pool VARCHAR(64) NOT NULL,
    warehouse VARCHAR(64) NOT NULL,
    allocated BIGINT NOT NULL,
    deallocated BIGINT NOT NULL,
    shipped BIGINT NOT NULL,
    -- The SKU while something is bound, else null.
    open_sku VARCHAR(64) NULL,
    PRIMARY KEY (fulfilment_id, line_no),
    INDEX fulfilment_line_open (open_sku, warehouse, fulfilment_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row per leg; written once, never changed.
CREATE TABLE IF NOT EXISTS ledger (
    seq BIGINT NOT NULL PRIMARY KEY,
    voucher_id BIGINT NOT NULL,
    leg_no INT NOT NULL,
    movement VARCHAR(16) NOT NULL,
    tenant VARCHAR(64) NOT NULL,
    owner VARCHAR(64) NOT NULL,
    sku VARCHAR(64) NOT NULL,
    from_warehouse VARCHAR(64) NOT NULL,
    from_pool VARCHAR(64) NOT NULL,
    from_bucket VARCHAR(16) NOT NULL,
    from_after BIGINT NOT NULL,
    to_warehouse VARCHAR(64) NOT NULL,
    to_pool VARCHAR(64) NOT NULL,
    to_bucket VARCHAR(16) NOT NULL,
    to_after BIGINT NOT NULL,
    quantity BIGINT NOT NULL,
    CONSTRAINT ledger_quantity CHECK (quantity > 0),
    INDEX ledger_sku (sku, seq)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row per transaction; names its vouchers, from which the relay builds the messages.
CREATE TABLE IF NOT EXISTS outbox (
    id BIGINT NOT NULL PRIMARY KEY,
    vouchers MEDIUMTEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When a relay shall take it: at once, or when another relay's lease ends; null when sent.
    due_at BIGINT NULL,
    attempts INT NOT NULL,
    INDEX outbox_due (due_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Messages taken in, by their sender's identifier: each works once.
CREATE TABLE IF NOT EXISTS inbox (
    queue VARCHAR(64) NOT NULL,
    message_id VARCHAR(128) NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (queue, message_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
