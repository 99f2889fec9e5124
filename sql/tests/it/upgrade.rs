//! Migrations run on data of every version before: what a release of each version wrote is there, sound and alive after the upgrade.

use stock::answer::Body;
use stock::book::Book;
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::{
    Command, Confirm, Envelope, LatePay, LotDates, PurchaseIn, StockLine, Target,
};
use stock::fulfilment::{Deliver, DeliveryLine, DeliveryResult, FoPart, FulfilCommand, Ship};
use stock::ids::IdSource;
use stock::op::OpType;
use stock::rules;
use stock_sql::{CheckLimits, LedgerFilter, Store};

use crate::support::{Database, ids, mysql_unmigrated, op_key, sqlite_unmigrated};

/// What a release of a version wrote beside what releases before it did: rows by hand, in the columns that version knew.
const WRITTEN: [(i64, &[&str]); 14] = [
    (1, WRITTEN_BY_1),
    (2, WRITTEN_BY_2),
    (3, WRITTEN_BY_3),
    (4, WRITTEN_BY_4),
    (5, WRITTEN_BY_5),
    (6, WRITTEN_BY_6),
    (7, WRITTEN_BY_7),
    (8, WRITTEN_BY_8),
    (9, WRITTEN_BY_9),
    (10, WRITTEN_BY_10),
    (11, WRITTEN_BY_11),
    (12, WRITTEN_BY_12),
    (13, WRITTEN_BY_13),
    (14, WRITTEN_BY_14),
];

/// Twenty received; one of them held, six paid of which a count did not find one, two held and let go; a payment refused.
const WRITTEN_BY_1: &[&str] = &[
    "INSERT INTO balance (sku, warehouse, pool, owner, tenant, available, preoccupied, allocated, supplier, adjust, last_seq) \
     VALUES ('A', 'WH-GZ', 'SHARED', 'SELF', 'T1', 13, 1, 5, -20, 1, 1018)",
    "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts) VALUES \
     (1001, '1001', 7, 7, 0), (1003, '1003,1006,1009,1012,1014,1017,1019', 8, 8, 0)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, refused_until, book_time, first_seq, last_seq, outbox_id) VALUES \
     (1001, 'T1', 'order', 'PURCHASE_IN', 'PO-0', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1001\",\"shortages\":[],\"body\":\"None\"}', NULL, 7, 1002, 1002, 1001), \
     (1003, 'T1', 'order', 'PRE_OCCUPY', 'O-0', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1003\",\"shortages\":[],\"body\":{\"Reservation\":{\"reservation_no\":\"R1004\",\"order_no\":\"O-0\",\"status\":\"PRE_OCCUPIED\",\"expire_at\":4102444800000,\"late\":false,\"predecessor\":null,\"mode\":\"ALL\",\"buyer\":null,\"area\":null,\"channel\":null,\"created_at\":8,\"pay_no\":null,\"version\":1,\"lines\":[{\"line_no\":1,\"order_line_no\":1,\"owner\":\"SELF\",\"sku\":\"A\",\"kit\":null,\"warehouse\":\"WH-GZ\",\"pool\":\"SHARED\",\"reserved\":1,\"confirmed\":0,\"released\":0}],\"fulfilments\":[]}}}', NULL, 8, 1005, 1005, 1003), \
     (1006, 'T1', 'order', 'PRE_OCCUPY', 'O-1', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1006\",\"shortages\":[],\"body\":\"None\"}', NULL, 8, 1008, 1008, 1003), \
     (1009, 'T1', 'order', 'CONFIRM', 'PAY-1', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1009\",\"shortages\":[],\"body\":\"None\"}', NULL, 8, 1011, 1011, 1003), \
     (1012, 'T1', 'order', 'STOCKTAKE', 'C-1', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1012\",\"shortages\":[],\"body\":\"None\"}', NULL, 8, 1013, 1013, 1003), \
     (1014, 'T1', 'order', 'PRE_OCCUPY', 'O-2', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1014\",\"shortages\":[],\"body\":\"None\"}', NULL, 8, 1016, 1016, 1003), \
     (1017, 'T1', 'stock', 'EXPIRE', 'R1015', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1017\",\"shortages\":[],\"body\":\"None\"}', NULL, 9, 1018, 1018, 1003), \
     (1019, 'T1', 'order', 'CONFIRM', 'PAY-9', 0, 'h', 'REFUSED', '{\"code\":\"RESERVATION_CLOSED\",\"message\":\"closed\",\"voucher_no\":null,\"shortages\":[],\"body\":\"None\"}', 60009, 9, NULL, NULL, 1003)",
    "INSERT INTO ledger (seq, voucher_id, leg_no, movement, tenant, owner, sku, from_warehouse, from_pool, from_bucket, from_after, \
     to_warehouse, to_pool, to_bucket, to_after, quantity) VALUES \
     (1002, 1001, 1, 'PO_IN', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'supplier', -20, 'WH-GZ', 'SHARED', 'available', 20, 20), \
     (1005, 1003, 1, 'PRE_OCCUPY', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'available', 19, 'WH-GZ', 'SHARED', 'preoccupied', 1, 1), \
     (1008, 1006, 1, 'PRE_OCCUPY', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'available', 13, 'WH-GZ', 'SHARED', 'preoccupied', 7, 6), \
     (1011, 1009, 1, 'CONFIRM', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'preoccupied', 1, 'WH-GZ', 'SHARED', 'allocated', 6, 6), \
     (1013, 1012, 1, 'COUNT_LOSS', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'allocated', 5, 'WH-GZ', 'SHARED', 'adjust', 1, 1), \
     (1016, 1014, 1, 'PRE_OCCUPY', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'available', 11, 'WH-GZ', 'SHARED', 'preoccupied', 3, 2), \
     (1018, 1017, 1, 'EXPIRE', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'preoccupied', 1, 'WH-GZ', 'SHARED', 'available', 13, 2)",
    "INSERT INTO reservation (id, tenant, order_no, open_order, status, mode, created_at, expire_at, due_at, late, version) VALUES \
     (1004, 'T1', 'O-0', 'O-0', 'PRE_OCCUPIED', 'ALL', 8, 4102444800000, 4102444800000, 0, 1), \
     (1007, 'T1', 'O-1', 'O-1', 'CONFIRMED', 'ALL', 8, 9, NULL, 0, 2), \
     (1015, 'T1', 'O-2', NULL, 'EXPIRED', 'ALL', 8, 9, NULL, 0, 2)",
    "INSERT INTO reservation_line (reservation_id, line_no, order_line_no, owner, sku, warehouse, pool, ratio, reserved, confirmed, released, expired, open_sku) VALUES \
     (1004, 1, 1, 'SELF', 'A', 'WH-GZ', 'SHARED', 1, 1, 0, 0, 0, 'A'), \
     (1007, 1, 1, 'SELF', 'A', 'WH-GZ', 'SHARED', 1, 6, 6, 0, 0, NULL), \
     (1015, 1, 1, 'SELF', 'A', 'WH-GZ', 'SHARED', 1, 2, 0, 2, 2, NULL)",
    "INSERT INTO fulfilment (id, tenant, order_no, reservation_id, warehouse, status, created_at, version) VALUES \
     (1010, 'T1', 'O-1', 1007, 'WH-GZ', 'ALLOCATED', 8, 2)",
    "INSERT INTO fulfilment_line (fulfilment_id, line_no, order_line_no, owner, sku, pool, warehouse, allocated, deallocated, shipped, open_sku) VALUES \
     (1010, 1, 1, 'SELF', 'A', 'SHARED', 'WH-GZ', 6, 1, 0, 'A')",
];

/// A catalogue.
const WRITTEN_BY_2: &[&str] = &[
    "INSERT INTO brand (code, name, name_en, grade) VALUES ('b', 'b', 'b', 'OES')",
    "INSERT INTO sku (sku, name, name_en, category, brand, unit, suspended, safety_default) VALUES ('A', 'a', 'a', 'c', 'b', 'PCS', 0, 2)",
    "INSERT INTO warehouse (code, name, name_en, kind, area, enabled) VALUES ('WH-GZ', 'w', 'w', 'REGIONAL', '440111', 1)",
];

/// Four announced by a supplier.
const WRITTEN_BY_3: &[&str] = &[
    "UPDATE balance SET incoming = 4, on_order = -4, last_seq = 1021 WHERE sku = 'A'",
    "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts) VALUES (1020, '1020', 9, NULL, 1)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, book_time, first_seq, last_seq, outbox_id) VALUES \
     (1020, 'T1', 'wms', 'PURCHASE_EXPECT', 'ASN-1', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1020\",\"shortages\":[],\"body\":\"None\"}', 9, 1021, 1021, 1020)",
    "INSERT INTO ledger (seq, voucher_id, leg_no, movement, tenant, owner, sku, from_warehouse, from_pool, from_bucket, from_after, \
     to_warehouse, to_pool, to_bucket, to_after, quantity) VALUES \
     (1021, 1020, 1, 'PO_EXPECT', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'on_order', -4, 'WH-GZ', 'SHARED', 'incoming', 4, 4)",
    "INSERT INTO paper (id, tenant, kind, paper_no, status, created_at, version, body) VALUES \
     (1022, 'T1', 'ASN', 'ASN-1', 'OPEN', 9, 1, '{\"Asn\":{\"warehouse\":\"WH-GZ\",\"supplier\":null,\"expected_at\":null,\"steps\":[]}}')",
    "INSERT INTO paper_claim (paper_id, claim_no, tenant, owner, sku, warehouse, pool, bucket, quantity) VALUES \
     (1022, 1, 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'incoming', 4)",
];

/// Five of a lot received.
const WRITTEN_BY_4: &[&str] = &[
    "INSERT INTO lot_policy (sku, max_age_days) VALUES ('T', 700)",
    "INSERT INTO lot (tenant, sku, lot, produced_on, received_at) VALUES ('T1', 'T', 'L1', 20000, 9)",
    "INSERT INTO balance (sku, warehouse, pool, lot, owner, tenant, available, supplier, last_seq) VALUES ('T', 'WH-GZ', 'SHARED', 'L1', 'SELF', 'T1', 5, -5, 1025)",
    "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts) VALUES (1024, '1024', 9, NULL, 1)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, book_time, first_seq, last_seq, outbox_id) VALUES \
     (1024, 'T1', 'wms', 'PURCHASE_IN', 'PO-T', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1024\",\"shortages\":[],\"body\":\"None\"}', 9, 1025, 1025, 1024)",
    "INSERT INTO ledger (seq, voucher_id, leg_no, movement, tenant, owner, sku, from_warehouse, from_pool, from_lot, from_bucket, from_after, \
     to_warehouse, to_pool, to_lot, to_bucket, to_after, quantity) VALUES \
     (1025, 1024, 1, 'PO_IN', 'T1', 'SELF', 'T', 'WH-GZ', 'SHARED', 'L1', 'supplier', -5, 'WH-GZ', 'SHARED', 'L1', 'available', 5, 5)",
];

/// Two of the paid five with a carrier. (What the count took was `short_closed` in that version.)
const WRITTEN_BY_5: &[&str] = &[
    "UPDATE balance SET allocated = 3, shipped = 2, last_seq = 1027 WHERE sku = 'A'",
    "UPDATE fulfilment SET status = 'PART_SHIPPED', version = 3 WHERE id = 1010",
    "UPDATE fulfilment_line SET short_closed = 1, picked = 2, shipped = 2 WHERE fulfilment_id = 1010",
    "UPDATE voucher SET order_no = biz_no WHERE op = 'PRE_OCCUPY'",
    "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts) VALUES (1026, '1026', 9, NULL, 1)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, book_time, first_seq, last_seq, outbox_id, order_no) VALUES \
     (1026, 'T1', 'wms', 'SHIP', 'P1', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1026\",\"shortages\":[],\"body\":\"None\"}', 9, 1027, 1027, 1026, 'O-1')",
    "INSERT INTO ledger (seq, voucher_id, leg_no, movement, tenant, owner, sku, from_warehouse, from_pool, from_bucket, from_after, \
     to_warehouse, to_pool, to_bucket, to_after, quantity) VALUES \
     (1027, 1026, 1, 'SHIP', 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'allocated', 3, 'WH-GZ', 'SHARED', 'shipped', 2, 2)",
    "INSERT INTO paper (id, tenant, kind, paper_no, order_no, status, created_at, version, body) VALUES \
     (1028, 'T1', 'PARCEL', 'P1', 'O-1', 'SHIPPED', 9, 1, '{\"Parcel\":{\"fo_no\":\"F1010\",\"warehouse\":\"WH-GZ\",\"carrier\":null,\"waybill_no\":null,\"shipped_at\":9,\"ask\":\"NONE\",\"lines\":[{\"line_no\":1,\"key\":{\"sku\":\"A\",\"warehouse\":\"WH-GZ\",\"pool\":\"SHARED\",\"owner\":\"SELF\",\"tenant\":\"T1\"},\"quantity\":2,\"signed\":0,\"rejected\":0,\"lost\":0}],\"parked\":[]}}')",
    "INSERT INTO paper_claim (paper_id, claim_no, tenant, owner, sku, warehouse, pool, bucket, quantity) VALUES \
     (1028, 1, 'T1', 'SELF', 'A', 'WH-GZ', 'SHARED', 'shipped', 2)",
];

/// What a part is.
const WRITTEN_BY_6: &[&str] = &[
    "INSERT INTO area (code, name, name_en) VALUES ('440111', 'a', 'a')",
    "INSERT INTO part (sku, grade, weight_grams) VALUES ('A', 'OE', 1200)",
    "INSERT INTO vin (wmi, vds, vehicle) VALUES ('LFV', '*****', 'V1')",
];

/// The hold was made by a plan, which takes capacity of its site.
const WRITTEN_BY_7: &[&str] = &[
    "INSERT INTO site_wave (warehouse, weekday, cutoff_minute, processing_minutes, orders_max) VALUES ('WH-GZ', 0, 1440, 0, 9)",
    "UPDATE reservation SET sourced = '{\"plan_no\":\"P1\",\"policy\":\"DEFAULT\",\"slots\":[{\"warehouse\":\"WH-GZ\",\"day\":20000,\"cutoff_minute\":1440,\"orders\":9,\"lines\":null}]}' WHERE id = 1004",
    "INSERT INTO counter (tenant, kind, counter_key, value) VALUES ('T1', 'SITE_ORDERS', 'WH-GZ/2024-10-04/1440', 1)",
    "INSERT INTO rule_set (tenant, version, status, body, saved_at) VALUES \
     ('T1', 'v1', 'DRAFT', '{\"version\":\"v1\",\"policies\":[],\"coverage\":[],\"capacities\":[],\"exclusions\":[],\"safety\":[]}', 9)",
];

/// The hold counts against what its buyer may hold.
const WRITTEN_BY_8: &[&str] = &[
    "INSERT INTO hold_rule (sku, buyer_limit, scarce_below, scarce_seconds) VALUES ('A', 5, NULL, 0)",
    "INSERT INTO operation_switch (scope, target, mode, reason, until_at) VALUES ('SKU', 'Z', 'OFF', 'recalled', NULL)",
    "UPDATE reservation SET buyer = 'buyer-1' WHERE id = 1004",
    "UPDATE reservation_line SET counted = 1, pinned = 0 WHERE reservation_id = 1004",
    "INSERT INTO counter (tenant, kind, counter_key, value) VALUES ('T1', 'BUYER_HOLD', 'buyer-1\tA', 1)",
];

/// A comparison, what it found, and a closed day.
const WRITTEN_BY_9: &[&str] = &[
    "INSERT INTO recon_run (id, tenant, kind, state, business_day, cut_seq, rows_read, diffs, created_at) VALUES (1030, 'T1', 'R1', 'DONE', 20000, 1027, 9, 1, 9)",
    "INSERT INTO recon_diff (id, tenant, kind, run_id, seen_by, diff_class, state, open_key, owner, sku, warehouse, pool, bucket, ours, theirs, tolerance, business_day, found_at, cut_seq, version) VALUES \
     (1031, 'T1', 'R4', 1030, 1, 'QTY_DIFF', 'FOUND', 'k', 'SELF', 'A', 'WH-GZ', 'SHARED', 'available', 13, 12, 0, 20000, 9, 1027, 1)",
    "INSERT INTO day_close (tenant, business_day, closed, cut_seq, closed_at, closed_by, carried_over) VALUES ('T1', 20000, 1, 1027, 9, 'anna', '[]')",
];

/// Facts changed six times.
const WRITTEN_BY_10: &[&str] = &["UPDATE facts_version SET version = 7 WHERE id = 1"];

/// Five of a presale opened, two of them held; the lot is recalled.
const WRITTEN_BY_11: &[&str] = &[
    "INSERT INTO sku (sku, name, name_en, category, brand, unit, suspended, safety_default) VALUES ('P', 'p', 'p', 'c', 'b', 'PCS', 0, 0)",
    "INSERT INTO presale_offer (sku, warehouse, pool, owner, tenant, presale_no, expected_at, sale_until, closed) VALUES \
     ('P', 'WH-GZ', 'SHARED', 'SELF', 'T1', 'PS-1', 4102444800000, NULL, 0)",
    "INSERT INTO balance (sku, warehouse, pool, owner, tenant, presale_avail, presale_held, presale_contra, last_seq) VALUES \
     ('P', 'WH-GZ', 'SHARED', 'SELF', 'T1', 3, 2, -5, 1044)",
    "INSERT INTO outbox (id, vouchers, created_at, due_at, attempts) VALUES (1040, '1040,1042', 9, NULL, 1)",
    "INSERT INTO voucher (id, tenant, source, op, biz_no, op_seq, hash, status, answer, book_time, first_seq, last_seq, outbox_id, order_no) VALUES \
     (1040, 'T1', 'order', 'OPEN_PRESALE', 'PS-1', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1040\",\"shortages\":[],\"body\":\"None\"}', 9, 1041, 1041, 1040, NULL), \
     (1042, 'T1', 'order', 'PRE_OCCUPY', 'O-3', 0, 'h', 'APPLIED', '{\"code\":\"OK\",\"message\":\"\",\"voucher_no\":\"V1042\",\"shortages\":[],\"body\":\"None\"}', 9, 1044, 1044, 1040, 'O-3')",
    "INSERT INTO ledger (seq, voucher_id, leg_no, movement, tenant, owner, sku, from_warehouse, from_pool, from_bucket, from_after, \
     to_warehouse, to_pool, to_bucket, to_after, quantity) VALUES \
     (1041, 1040, 1, 'PS_OPEN', 'T1', 'SELF', 'P', 'WH-GZ', 'SHARED', 'presale_contra', -5, 'WH-GZ', 'SHARED', 'presale_avail', 5, 5), \
     (1044, 1042, 1, 'PS_HOLD', 'T1', 'SELF', 'P', 'WH-GZ', 'SHARED', 'presale_avail', 3, 'WH-GZ', 'SHARED', 'presale_held', 2, 2)",
    "INSERT INTO reservation (id, tenant, order_no, open_order, status, mode, created_at, expire_at, due_at, late, version) VALUES \
     (1043, 'T1', 'O-3', 'O-3', 'PRE_OCCUPIED', 'ALL', 9, 4102444800000, 4102444800000, 0, 1)",
    "INSERT INTO reservation_line (reservation_id, line_no, order_line_no, owner, sku, warehouse, pool, ratio, reserved, confirmed, released, expired, open_sku, presale_no) VALUES \
     (1043, 1, 1, 'SELF', 'P', 'WH-GZ', 'SHARED', 1, 2, 0, 0, 0, 'P', 'PS-1')",
    "UPDATE lot SET recall_no = 'RC-1' WHERE lot = 'L1'",
];

/// Events were sent and taken in.
const WRITTEN_BY_12: &[&str] = &[
    "UPDATE outbox SET sequences = '3,1' WHERE id = 1026",
    "INSERT INTO event_aggregate (name, last_seq) VALUES ('T1/order/O-1', 3)",
    "INSERT INTO inbox (queue, message_id, received_at) VALUES ('stock.order', 'M-1', 9)",
];

/// What was last told of goods, and how far a supplier's feed has come.
const WRITTEN_BY_13: &[&str] = &[
    "INSERT INTO goods_told (tenant, owner, sku, told, version) VALUES ('T1', 'SELF', 'A', '{}', 2)",
    "INSERT INTO feed (tenant, warehouse, last_seq) VALUES ('T1', 'WH-GZ', 7)",
];

/// A parcel signed for, and what the goods cost.
const WRITTEN_BY_14: &[&str] = &[
    "UPDATE voucher SET parcel_no = 'P1' WHERE id = 1026",
    "UPDATE ledger SET unit_cost_minor = 1200 WHERE seq = 1002",
    "INSERT INTO recon_cost (tenant, owner, sku, cost_minor) VALUES ('T1', 'SELF', 'A', 1200)",
];

#[tokio::test]
async fn data_of_every_version_before_is_upgraded() {
    let newest = {
        let database = sqlite_unmigrated().await;
        database.store.migrate().await.unwrap();
        let newest = "SELECT MAX(version) FROM _sqlx_migrations";
        database.number(newest).await
    };
    let written: Vec<i64> = WRITTEN.iter().map(|(version, _)| *version).collect();
    let all: Vec<i64> = (1..=newest).collect();
    assert_eq!(written, all, "every version has rows of its own");
    for version in 1..=newest {
        from(version, &sqlite_unmigrated().await).await;
        if let Some(database) = mysql_unmigrated().await {
            from(version, &database).await;
            database.drop_database().await;
        }
    }
}

async fn from(version: i64, database: &Database) {
    let store = &database.store;
    store.migrate_to(version).await.unwrap();
    let written = WRITTEN.iter().filter(|(wrote, _)| *wrote <= version);
    for statement in written.flat_map(|(_, statements)| *statements) {
        database.sql(statement).await;
    }
    store.migrate().await.unwrap();
    sound(version, store).await;

    let told = store.answer_by_key(&op_key(OpType::PreOccupy, "O-0")).await;
    let told = told.unwrap().unwrap();
    assert_eq!(told.order_no, Some("O-0".into()), "from {version}");
    let Body::Reservation(held) = &told.answer.body else {
        panic!("from {version}: {told:?}");
    };
    assert_eq!(held.lines[0].reserved, 1, "from {version}");

    // Life goes on with what was there: the hold is paid, what was paid is sent and signed for.
    let mut ids = ids();
    let paid = Command::Confirm(Confirm {
        target: Target::Order("O-0".into()),
        pay_no: "PAY-0".into(),
        lines: Vec::new(),
        late_pay: LatePay::Refuse,
    });
    done(version, store, &mut ids, paid).await;
    let left = if version < 5 { 5 } else { 3 };
    for (parcel_no, quantity) in [("P2", left), ("P1", 2)] {
        let part = FoPart {
            line_no: 1,
            quantity,
            lot: None,
        };
        let ship = Ship {
            fo_no: "F1010".into(),
            parcel_no: parcel_no.to_owned(),
            carrier: None,
            waybill_no: None,
            shipped_at: None,
            lines: vec![part],
        };
        let sign = Deliver {
            fo_no: "F1010".into(),
            parcel_no: parcel_no.to_owned(),
            delivered_at: None,
            lines: vec![DeliveryLine {
                line_no: 1,
                result: DeliveryResult::Signed,
                quantity,
                reason: None,
            }],
        };
        // The second parcel is the one that version 5 had under way.
        if parcel_no == "P2" {
            done(
                version,
                store,
                &mut ids,
                Command::Fulfil(FulfilCommand::Ship(ship)),
            )
            .await;
        } else if version < 5 {
            continue;
        }
        done(
            version,
            store,
            &mut ids,
            Command::Fulfil(FulfilCommand::Deliver(sign)),
        )
        .await;
    }
    sound(version, store).await;
    let number = |sql: &'static str| database.number(sql);
    let balance = "SELECT available FROM balance WHERE sku = 'A'";
    assert_eq!(number(balance).await, 13, "from {version}");
    let allocated = "SELECT allocated FROM balance WHERE sku = 'A'";
    assert_eq!(number(allocated).await, 1, "from {version}");
    let customer = "SELECT customer FROM balance WHERE sku = 'A'";
    assert_eq!(number(customer).await, 5, "from {version}");
    let counted = "SELECT COUNT(*) FROM counter WHERE kind = 'BUYER_HOLD' AND value > 0";
    assert_eq!(
        number(counted).await,
        0,
        "from {version}: paid is not held unpaid"
    );
    assert_eq!(number("SELECT COUNT(*) FROM lease").await, 0);
    if version >= 10 {
        let facts = "SELECT version FROM facts_version WHERE id = 1";
        assert!(number(facts).await >= 7, "from {version}");
    }
    if version >= 11 {
        presale_goes_on(version, database, &mut ids).await;
    }
    if version >= 12 {
        let numbered = "SELECT last_seq FROM event_aggregate WHERE name = 'T1/order/O-1'";
        assert_eq!(number(numbered).await, 3, "from {version}");
    }
    if version >= 13 {
        let fed = "SELECT last_seq FROM feed WHERE warehouse = 'WH-GZ'";
        assert_eq!(number(fed).await, 7, "from {version}");
    }
    if version >= 14 {
        let cost = "SELECT cost_minor FROM recon_cost WHERE sku = 'A'";
        assert_eq!(number(cost).await, 1_200, "from {version}");
    }
}

/// The presale's order is paid, and the goods that come serve it.
async fn presale_goes_on(version: i64, database: &Database, ids: &mut IdSource) {
    let store = &database.store;
    let paid = Command::Confirm(Confirm {
        target: Target::Order("O-3".into()),
        pay_no: "PAY-3".into(),
        lines: Vec::new(),
        late_pay: LatePay::Refuse,
    });
    done(version, store, ids, paid).await;
    let came = Command::PurchaseIn(PurchaseIn {
        warehouse: "WH-GZ".into(),
        lines: vec![StockLine {
            line_no: 1,
            sku: "P".into(),
            quantity: 3,
            owner: None,
            pool: None,
            lot: None,
            dates: LotDates::default(),
            unit_cost: Some(500),
        }],
        to: Bucket::Available,
        asn_no: None,
        last_receipt: false,
        rest_expected_at: None,
    });
    done(version, store, ids, came).await;
    sound(version, store).await;
    let number = |sql: &'static str| database.number(sql);
    for (sql, expected) in [
        ("SELECT allocated FROM balance WHERE sku = 'P'", 2),
        ("SELECT available FROM balance WHERE sku = 'P'", 1),
        ("SELECT COUNT(*) FROM lot WHERE recall_no = 'RC-1'", 1),
        ("SELECT COUNT(*) FROM order_leg WHERE order_no = 'O-3'", 1),
        ("SELECT cost_minor FROM recon_cost WHERE sku = 'P'", 500),
    ] {
        assert_eq!(number(sql).await, expected, "from {version}: {sql}");
    }
    let of_order = LedgerFilter {
        order_no: Some("O-3".into()),
        ..LedgerFilter::of("T1".into())
    };
    let listed = store.ledger(&of_order).await.unwrap();
    let moved: Vec<&str> = listed.iter().map(|row| row.leg.movement.as_str()).collect();
    assert_eq!(
        moved,
        ["PS_HOLD", "PS_CONVERT", "PS_CONVERT"],
        "from {version}"
    );
}

/// One command as the lane has it decided; it must succeed.
async fn done(version: i64, store: &Store, ids: &mut IdSource, command: Command) {
    let key = op_key(command.op(), &format!("UP-{:?}", ids.next()));
    let envelope = Envelope::new(key, command);
    let facts = stock::facts::Facts {
        network: store.network(),
        skus: store.facts(&rules::skus(&envelope)).await.unwrap(),
    };
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::default();
    tx.documents(&rules::documents(&envelope), &mut book)
        .await
        .unwrap();
    ids.advance_to(book.now);
    tx.documents(&rules::linked(&envelope, &book), &mut book)
        .await
        .unwrap();
    tx.documents(&rules::linked_last(&envelope, &book), &mut book)
        .await
        .unwrap();
    let accounts = rules::accounts(&envelope, &book, &facts);
    tx.lock(&accounts, &mut book).await.unwrap();
    let answer = rules::decide(&mut book, &facts, &envelope, ids);
    assert_eq!(answer.code, Code::Ok, "from {version}: {answer:?}");
    tx.write(&book.into_writes()).await.unwrap();
    tx.commit().await.unwrap();
}

/// No invariant is broken.
async fn sound(version: i64, store: &Store) {
    let violations = store.check(CheckLimits::default()).await.unwrap();
    assert!(violations.is_empty(), "from {version}: {violations:#?}");
}
