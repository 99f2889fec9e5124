//! What is sold before it is there, held in the place of something else, or taken when it is paid.

use std::time::Duration;

use dubbo_api::admin::{HoldRuleReq, StockAdminService as _};
use dubbo_api::change::{
    FreezeReq, InboundReq, LedgerRow, PresaleLine, PresaleReq, StockChangeService as _, StockLine,
    TransferLossReq, TransferReq, Voucher,
};
use dubbo_api::fulfillment::UnitPosition;
use dubbo_api::inquiry::{SellableReq, StockQueryService as _};
use dubbo_api::reply::{OpContext, Reply};
use dubbo_api::reservation::{CancelReq, PreOccupyReq, Reservation, StockReservationService as _};
use dubbo_api::states::{FreezeReason, Movement};
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;
use hessian2::Date;

use super::mall::{Caller, Mall, told};
use super::on_both_databases;
use super::provider::until;

on_both_databases! {
    case_69_presale_100_receipt_of_80,
    presale_quota_comes_back_and_the_sale_ends,
    a_presale_that_ended_here_is_not_opened_again_there,
    a_short_part_is_held_as_one_that_fits_or_not_at_all,
    deep_stock_is_taken_when_it_is_paid,
    case_45_the_loss_of_a_transfer_takes_two_persons,
    a_recalled_lot_is_locked_when_it_comes_back,
}

/// When goods are expected, and when their rest is.
pub(super) const FIRST: Date = Date(4_000_000_000_000);
pub(super) const REST: Date = Date(4_100_000_000_000);

fn presale(mall: &Caller, key: &str, quantity: Option<i64>) -> PresaleReq {
    PresaleReq {
        context: mall.context(key),
        presale_no: Some("PS-618".to_owned()),
        warehouse: "W1".into(),
        lines: vec![PresaleLine {
            sku: "S".into(),
            quantity,
            ..PresaleLine::default()
        }],
        ..PresaleReq::default()
    }
}

pub(super) async fn open(mall: &Caller, key: &str, quantity: i64) -> Reply<Voucher> {
    let request = PresaleReq {
        expected_at: Some(FIRST),
        ..presale(mall, key, Some(quantity))
    };
    mall.goods
        .open_presale(&Context::new(), request)
        .await
        .unwrap()
}

pub(super) async fn close(mall: &Caller, key: &str, quantity: Option<i64>) -> Reply<Voucher> {
    mall.goods
        .close_presale(&Context::new(), presale(mall, key, quantity))
        .await
        .unwrap()
}

/// A hold that takes presale quota where goods are short.
pub(super) fn before_it_is_there(mall: &Caller, order: &str, quantity: i64) -> PreOccupyReq {
    let mut hold = mall.hold(order, &[("S", quantity)]);
    hold.lines[0].allow_presale = Some(true);
    hold
}

async fn receipt(mall: &Caller, quantity: i64, rest_expected_at: Option<Date>) -> Reply<Voucher> {
    let request = InboundReq {
        context: mall.context(&format!("IN-{quantity}")),
        warehouse: "W1".into(),
        lines: vec![StockLine {
            sku: "S".into(),
            quantity: Quantity(quantity),
            ..StockLine::default()
        }],
        rest_expected_at,
        ..InboundReq::default()
    };
    mall.goods
        .purchase_in(&Context::new(), request)
        .await
        .unwrap()
}

async fn waiting(mall: &Caller, order: &str) -> (i64, Option<Date>) {
    let order = mall.order(order).await.data.unwrap();
    let line = &order.lines[0];
    assert_eq!(line.presale_no.as_deref(), Some("PS-618"));
    (line.waiting.get(), line.expected_at)
}

async fn case_69_presale_100_receipt_of_80(mall: &Mall) {
    assert_eq!(told(&open(mall, "PS-618", 100).await), "OK");
    assert_eq!(told(&open(mall, "PS-618", 100).await), "OK_DUPLICATE");
    let shown = SellableReq {
        tenant: Some(mall.tenant.as_str().into()),
        skus: vec!["S".into()],
        ..SellableReq::default()
    };
    let shown = mall.questions.batch_sellable(&Context::new(), shown).await;
    let shown = shown.unwrap().into_data().unwrap().remove(0);
    assert_eq!(shown.band.as_str(), "PRESALE");
    assert_eq!(shown.presale_left, Some(100));
    // Who does not ask for a presale is not sold one.
    assert_eq!(
        told(&mall.reserve("PLAIN", &[("S", 1)]).await),
        "STOCK_NOT_ENOUGH S 0/1"
    );
    // Ten orders of ten, paid last one first; the other provider knows of the presale at once.
    let there = mall.elsewhere().await;
    let held = there.send(before_it_is_there(&there, "P0", 10)).await;
    assert_eq!(told(&held), "OK");
    for order in 1..10 {
        let hold = before_it_is_there(mall, &format!("P{order}"), 10);
        let held = mall.send(hold).await;
        assert_eq!(told(&held), "OK");
        let line = &held.data.as_ref().unwrap().lines[0];
        assert_eq!(line.expected_at, Some(FIRST), "told at once");
    }
    assert_eq!(
        told(&mall.send(before_it_is_there(mall, "P10", 1)).await),
        "STOCK_NOT_ENOUGH S 0/1"
    );
    for order in (0..10).rev() {
        // Turns go by the time of payment, in milliseconds.
        tokio::time::sleep(Duration::from_millis(3)).await;
        let paid = mall.confirm(&format!("P{order}")).await;
        assert_eq!(told(&paid), "OK");
        let data = paid.data.unwrap();
        assert!(data.fulfillment_nos.is_empty(), "there is nothing to send");
    }
    assert_eq!(mall.stock("S").await, "presale_held=100");
    mall.center.check().await;

    let came = receipt(mall, 80, Some(REST)).await;
    assert_eq!(told(&came), "OK");
    assert_eq!(told(&receipt(mall, 80, Some(REST)).await), "OK_DUPLICATE");
    assert_eq!(mall.stock("S").await, "allocated=80 presale_held=20");
    // The first 80 by the time they were paid: P9 to P2.
    for order in 2..10 {
        let name = format!("P{order}");
        assert_eq!(waiting(mall, &name).await, (0, None), "{name}");
        let life = mall.life(&name).await;
        let told: Vec<&str> = life.events.iter().map(|e| e.movement.as_str()).collect();
        assert_eq!(told, ["PS_HOLD", "PS_CONVERT", "PS_CONVERT"], "{name}");
        // The rows of the receipt that served the order are listed with it.
        let rows = mall.ledger_of(&name).await;
        let listed: Vec<&str> = rows.iter().map(|row| row.movement.as_str()).collect();
        assert_eq!(listed, told, "{name}");
        let of = |row: &LedgerRow| row.order_no.as_ref().map(ToString::to_string);
        assert!(rows.iter().all(|row| of(row) == Some(name.clone())));
        assert_eq!(position(&life.positions), [("allocated".to_owned(), 10)]);
    }
    for order in ["P0", "P1"] {
        assert_eq!(waiting(mall, order).await, (10, Some(REST)), "{order}");
        let life = mall.life(order).await;
        assert_eq!(position(&life.positions), [("presale_held".to_owned(), 10)]);
    }
    let last = mall.ledger("S").await.pop().unwrap();
    assert_eq!(last.movement, Movement::PsConvert);
    mall.center.check().await;
    // The rest comes in one by one; P1 paid first.
    assert_eq!(told(&receipt(mall, 5, None).await), "OK");
    assert_eq!(waiting(mall, "P1").await, (5, Some(REST)));
    assert_eq!(told(&receipt(mall, 16, None).await), "OK");
    assert_eq!(waiting(mall, "P0").await, (0, None));
    assert_eq!(mall.stock("S").await, "available=1 allocated=100");
}

fn position(positions: &[UnitPosition]) -> Vec<(String, i64)> {
    let told = positions.iter();
    told.map(|one| (one.bucket.to_string(), one.quantity.get()))
        .collect()
}

async fn give_up(mall: &Caller, order: &str) -> Reply<Reservation> {
    let request = CancelReq {
        context: mall.context(&format!("C-{order}")),
        order_no: Some(order.into()),
        ..CancelReq::default()
    };
    mall.orders.cancel(&Context::new(), request).await.unwrap()
}

/// The other provider has just sold of it, and would write what it remembers.
async fn a_presale_that_ended_here_is_not_opened_again_there(mall: &Mall) {
    let there = mall.elsewhere().await;
    assert_eq!(told(&open(mall, "PS-618", 10).await), "OK");
    for (order, quantity) in [("P1", 2), ("P2", 3)] {
        let held = there
            .send(before_it_is_there(&there, order, quantity))
            .await;
        assert_eq!(told(&held), "OK");
    }
    assert_eq!(told(&there.confirm("P1").await), "OK");
    assert_eq!(told(&close(mall, "X", None).await), "OK");
    assert_eq!(told(&receipt(&there, 1, Some(REST)).await), "OK");
    assert_eq!(waiting(&there, "P1").await, (1, Some(REST)));
    assert_eq!(told(&give_up(&there, "P2").await), "OK");
    for caller in [&**mall, &there] {
        let late = before_it_is_there(caller, "P3", 1);
        assert_eq!(told(&caller.send(late).await), "STOCK_NOT_ENOUGH S 0/1");
    }
}

async fn presale_quota_comes_back_and_the_sale_ends(mall: &Mall) {
    assert_eq!(told(&open(mall, "PS-618", 10).await), "OK");
    for (order, quantity) in [("O1", 2), ("O2", 3), ("O3", 1), ("O4", 2)] {
        let hold = before_it_is_there(mall, order, quantity);
        assert_eq!(told(&mall.send(hold).await), "OK");
    }
    assert_eq!(mall.stock("S").await, "presale_avail=2 presale_held=8");
    mall.pass("O2", 20_000).await;
    let swept = async || mall.stock("S").await == "presale_avail=5 presale_held=5";
    until("the sweeper", Duration::from_secs(20), swept).await;
    assert_eq!(told(&give_up(mall, "O3").await), "OK");
    assert_eq!(told(&mall.confirm("O1").await), "OK");
    assert_eq!(told(&mall.confirm("O4").await), "OK");
    let back = give_up(mall, "O4").await;
    assert_eq!(told(&back), "OK", "paid, and given up before it came");
    assert_eq!(back.details["withdrawn"], "2");
    assert_eq!(mall.stock("S").await, "presale_avail=8 presale_held=2");
    assert_eq!(told(&close(mall, "X1", Some(3)).await), "OK");
    assert_eq!(told(&close(mall, "X2", None).await), "OK");
    assert_eq!(mall.stock("S").await, "presale_held=2");
    assert_eq!(
        told(&mall.send(before_it_is_there(mall, "O5", 1)).await),
        "STOCK_NOT_ENOUGH S 0/1"
    );
    let dated = PresaleReq {
        expected_at: Some(FIRST),
        ..presale(mall, "X3", None)
    };
    let dated = mall.goods.close_presale(&Context::new(), dated).await;
    assert_eq!(told(&dated.unwrap()), "PARAM_INVALID");
    // Goods that another order gives back serve who waits, with the sweeper.
    assert_eq!(told(&close(mall, "X4", None).await), "OK");
    let parked = FreezeReq {
        context: mall.context("Z"),
        warehouse: "W1".into(),
        lines: vec![StockLine {
            sku: "S".into(),
            quantity: Quantity(4),
            ..StockLine::default()
        }],
        reason: FreezeReason::Operation,
        remark: None,
    };
    let counted = dubbo_api::change::CountReq {
        context: mall.context("N"),
        warehouse: "W1".into(),
        lines: vec![dubbo_api::change::CountLine {
            sku: "S".into(),
            counted: Quantity(4),
            ..Default::default()
        }],
    };
    let cx = Context::new();
    assert_eq!(
        told(&mall.goods.stocktake(&cx, counted).await.unwrap()),
        "OK"
    );
    let served = async || mall.stock("S").await == "available=2 allocated=2";
    until("who waits to be served", Duration::from_secs(20), served).await;
    let froze = mall.goods.freeze(&cx, parked).await.unwrap();
    assert_eq!(told(&froze), "OK", "what is left is free: 2 of 4");
    assert_eq!(mall.stock("S").await, "allocated=2 frozen=2");
}

async fn a_short_part_is_held_as_one_that_fits_or_not_at_all(mall: &Mall) {
    mall.center.import("parts");
    let wanted = |order: &str, vehicle: Option<&str>| {
        let mut hold = mall.hold(order, &[("P-OLD", 2)]);
        hold.area_code = Some("310115".to_owned());
        hold.lines[0].allow_substitute = Some(true);
        hold.lines[0].vehicle_id = vehicle.map(str::to_owned);
        hold
    };
    let nobody = mall.send(wanted("O1", None)).await;
    assert_eq!(told(&nobody), "PARAM_INVALID");
    assert_eq!(nobody.details["field"], "lines[0].vehicleId");
    // There, but not known to fit a vehicle nobody knows: never held instead.
    mall.receive("P-NEW", 2).await;
    let unknown = mall.send(wanted("O2", Some("CAR-NONE"))).await;
    assert_eq!(told(&unknown), "STOCK_NOT_ENOUGH P-OLD 0/2");
    let held = mall.send(wanted("O3", Some("CAR-A"))).await;
    assert_eq!(told(&held), "OK");
    let line = &held.data.as_ref().unwrap().lines[0];
    assert_eq!(line.sku.as_str(), "P-NEW");
    assert_eq!(line.instead_of.as_ref().unwrap().as_str(), "P-OLD");
    assert_eq!(
        told(&mall.send(wanted("O3", Some("CAR-A"))).await),
        "OK_DUPLICATE"
    );
    assert_eq!(told(&mall.confirm("O3").await), "OK");
    assert_eq!(mall.stock("P-NEW").await, "allocated=2");
    let mut other = mall.hold("O5", &[("P-OTHER", 1)]);
    other.lines[0].vehicle_id = Some("CAR-A".to_owned());
    let misfit = mall.send(other).await;
    assert_eq!(told(&misfit), "FITMENT_MISMATCH");
    assert_eq!(misfit.details["vehicleId"], "CAR-A");
    let short = mall.send(wanted("O4", Some("CAR-A"))).await;
    assert_eq!(told(&short), "STOCK_NOT_ENOUGH P-OLD 0/2");
}

async fn deep_stock_is_taken_when_it_is_paid(mall: &Mall) {
    let rule = |key: &str, remove: bool| HoldRuleReq {
        context: mall.context(key),
        sku: Some("DEEP".into()),
        occupy_on_pay: true,
        remove,
        ..HoldRuleReq::default()
    };
    let cx = Context::new();
    let set = mall.operations.set_hold_rule(&cx, rule("R1", false)).await;
    assert_eq!(told(&set.unwrap()), "OK");
    mall.receive("DEEP", 5).await;
    for order in ["O1", "O2"] {
        let held = mall.reserve(order, &[("DEEP", 3)]).await;
        assert_eq!(told(&held), "OK");
        assert!(held.data.unwrap().lines[0].on_pay);
    }
    assert_eq!(mall.stock("DEEP").await, "available=5");
    assert_eq!(told(&mall.confirm("O2").await), "OK");
    assert_eq!(mall.stock("DEEP").await, "available=2 allocated=3");
    let refund = mall.confirm("O1").await;
    assert_eq!(told(&refund), "LATE_PAY_NO_STOCK DEEP 2/3");
    assert!(!refund.retryable);
    assert_eq!(mall.stock("DEEP").await, "available=2 allocated=3");
    assert_eq!(told(&mall.cancel("O1").await), "OK");
    let gone = mall.operations.set_hold_rule(&cx, rule("R2", true)).await;
    assert_eq!(told(&gone.unwrap()), "OK");
}

async fn case_45_the_loss_of_a_transfer_takes_two_persons(mall: &Mall) {
    mall.receive("S", 10).await;
    let by = |key: &str, operator: Option<&str>| {
        Some(OpContext {
            operator: operator.map(str::to_owned),
            ..mall.context(key).unwrap()
        })
    };
    let leg = |key: &str, quantity: i64| TransferReq {
        context: by(key, Some("clerk")),
        transfer_no: Some("T1".to_owned()),
        from_warehouse: "W1".into(),
        to_warehouse: "W2".into(),
        lines: vec![StockLine {
            sku: "S".into(),
            quantity: Quantity(quantity),
            ..StockLine::default()
        }],
        last_receipt: key == "I",
    };
    let cx = Context::new();
    let sent = mall.goods.transfer_out(&cx, leg("O", 10)).await;
    assert_eq!(told(&sent.unwrap()), "OK");
    let loss = |key: &str, operator: Option<&str>| TransferLossReq {
        context: by(key, operator),
        transfer_no: Some("T1".to_owned()),
        ..TransferLossReq::default()
    };
    let lose = async |request| told(&mall.goods.transfer_loss(&cx, request).await.unwrap());
    assert_eq!(lose(loss("L0", Some("boss"))).await, "STATE_CONFLICT");
    let came = mall.goods.transfer_in(&cx, leg("I", 9)).await;
    assert_eq!(told(&came.unwrap()), "OK");
    assert_eq!(
        mall.stock_at("W2", "S", "SHARED").await,
        "available=9 transfer_transit=1"
    );
    assert_eq!(lose(loss("L1", None)).await, "PARAM_INVALID");
    assert_eq!(lose(loss("L2", Some("clerk"))).await, "NOT_AUTHORIZED");
    let own = TransferLossReq {
        proposed_by: Some("boss".to_owned()),
        ..loss("L3", Some("boss"))
    };
    assert_eq!(lose(own).await, "NOT_AUTHORIZED");
    assert_eq!(lose(loss("L4", Some("boss"))).await, "OK");
    assert_eq!(lose(loss("L4", Some("boss"))).await, "OK_DUPLICATE");
    assert_eq!(mall.stock_at("W2", "S", "SHARED").await, "available=9");
    assert_eq!(lose(loss("L5", Some("boss"))).await, "STATE_CONFLICT");
    let last = mall.ledger("S").await.pop().unwrap();
    assert_eq!((last.movement, last.quantity.get()), (Movement::TrLoss, 1));
}

async fn a_recalled_lot_is_locked_when_it_comes_back(mall: &Mall) {
    super::table::rows(
        mall,
        "
        receive W1 TIRE*4~L1-10 TIRE*3~L2-5
        reserve O1 TIRE*3          -> OK
        lots TIRE                  -> W1 L1 available=1; W1 L2 available=3
        freeze W1 TIRE*9~L1        -> OK TIRE 1 of 9 hit O1
        reserve O2 TIRE*4          -> STOCK_NOT_ENOUGH TIRE 3/4
        cancel O1                  -> OK
        reserve O3 TIRE*4          -> STOCK_NOT_ENOUGH TIRE 3/4
    ",
    )
    .await;
    let locked = async || mall.stock("TIRE").await == "available=3 frozen=4";
    until(
        "what came back to be locked",
        Duration::from_secs(20),
        locked,
    )
    .await;
    super::table::rows(
        mall,
        "
        unfreeze W1 TIRE*9~L1      -> OK TIRE 4 of 9
        reserve O4 TIRE*4 key=FREE -> OK
    ",
    )
    .await;
}
