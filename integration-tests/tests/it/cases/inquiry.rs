//! What can be sold, why the number is what it is, and what else would do.

use dubbo_api::change::{FreezeReq, StockChangeService as _, StockLine};
use dubbo_api::code::ResultCode;
use dubbo_api::inquiry::{
    BucketQuery, ExplainQuery, PromiseLine, PromiseReq, QtyExplain, SellableItem, SellableReq,
    StockQueryService as _, Substitute, SubstituteReq,
};
use dubbo_api::reply::Reply;
use dubbo_api::states::{FreezeReason, PartGrade, RelationKind};
use dubbo_api::text::Quantity;
use dubbo_rpc::Context;
use hessian2::Date;

use super::mall::Mall;
use super::on_both_databases;
use super::table::rows;

on_both_databases! {
    bands_by_area_and_channel,
    buckets_of_any_past_sequence,
    a_number_is_explained_by_its_holders,
    case_67_substitutes_fit_and_are_there,
    case_68_substitutes_of_an_unknown_vin_are_not_told_to_fit,
    questions_of_bad_form_are_refused,
    a_promise_tells_what_is_there,
}

async fn sellable(
    mall: &Mall,
    area: Option<&str>,
    channel: Option<&str>,
    skus: &[&str],
) -> Vec<SellableItem> {
    let request = SellableReq {
        tenant: Some(mall.tenant.as_str().into()),
        skus: skus.iter().map(|sku| (*sku).into()).collect(),
        area_code: area.map(str::to_owned),
        channel: channel.map(str::to_owned),
        ..SellableReq::default()
    };
    let reply = mall
        .questions
        .batch_sellable(&Context::new(), request)
        .await
        .unwrap();
    reply.into_data().unwrap()
}

/// `P-NEW LOW 3`, with the days where it can be ordered.
fn spell(items: &[SellableItem]) -> Vec<String> {
    let line = |item: &SellableItem| {
        let days = item
            .orderable_in_days
            .map_or(String::new(), |days| format!(" in {days}"));
        format!("{} {} {}{days}", item.sku, item.band, item.sellable.get())
    };
    items.iter().map(line).collect()
}

async fn bands_by_area_and_channel(mall: &Mall) {
    mall.center.import("parts");
    rows(
        mall,
        "
        receive W1 P-NEW*6 P-TWIN*5 P-CHEAP*3#CH:vip P-DISC*1
        receive W2 P-NEW*1
    ",
    )
    .await;
    let all = [
        "P-NEW",
        "P-TWIN",
        "P-CHEAP",
        "P-ORDER",
        "P-ORDERKIT",
        "P-KIT",
        "P-MUTE",
        "NONE",
    ];
    let items = sellable(mall, Some("310115"), None, &all).await;
    assert_eq!(
        spell(&items),
        [
            "P-NEW IN_STOCK 7",
            "P-TWIN LOW 5",
            "P-CHEAP OUT 0",
            // The quickest supplier that is worked with; the closed one would have it in a day.
            "P-ORDER ORDERABLE 0 in 5",
            // Both parts of the kit are short: the slower one decides. Of the other only the disc is.
            "P-ORDERKIT ORDERABLE 0 in 7",
            "P-KIT ORDERABLE 0 in 7",
            "P-MUTE OUT 0",
            "NONE OUT 0",
        ]
    );
    assert_eq!(
        (items[0].warehouse_count, items[6].known, items[7].known),
        (2, true, false)
    );
    assert!(items[0].version > 0 && items[0].as_of.is_some());
    // The channel that may not draw from the shared pool sees its own; an area that only a closed site serves sees nothing.
    assert_eq!(
        spell(&sellable(mall, Some("31"), Some("vip"), &["P-NEW", "P-CHEAP"]).await),
        ["P-NEW OUT 0", "P-CHEAP LOW 3"]
    );
    assert_eq!(
        spell(&sellable(mall, Some("99"), None, &["P-NEW"]).await),
        ["P-NEW OUT 0"]
    );
    assert_eq!(
        spell(&sellable(mall, None, None, &["P-NEW"]).await),
        ["P-NEW IN_STOCK 7"]
    );
}

async fn buckets_of_any_past_sequence(mall: &Mall) {
    mall.center.import("parts");
    rows(mall, "receive W1 P-HOLD*5").await;
    rows(mall, "reserve O1 P-HOLD*2 -> OK").await;
    rows(mall, "confirm O1 -> OK").await;
    rows(mall, "count W1 P-HOLD=4 -> OK").await;
    let ledger = mall.ledger("P-HOLD").await;
    let as_of = async |seq: i64| {
        let query = BucketQuery {
            tenant: Some(mall.tenant.as_str().into()),
            skus: vec!["P-HOLD".into()],
            as_of_seq: Some(seq),
            ..BucketQuery::default()
        };
        let found = mall
            .questions
            .buckets(&Context::new(), query)
            .await
            .unwrap()
            .into_data()
            .unwrap();
        let view = &found[0];
        (
            view.available.get(),
            view.preoccupied.get(),
            view.allocated.get(),
            view.last_seq,
        )
    };
    assert_eq!(ledger.len(), 4);
    let seqs: Vec<i64> = ledger.iter().map(|row| row.seq).collect();
    assert_eq!(
        as_of(seqs[0] - 1).await,
        (0, 0, 0, seqs[0] - 1),
        "before anything"
    );
    assert_eq!(as_of(seqs[0]).await, (5, 0, 0, seqs[0]));
    assert_eq!(as_of(seqs[1]).await, (3, 2, 0, seqs[1]));
    assert_eq!(as_of(seqs[2]).await, (3, 0, 2, seqs[2]));
    assert_eq!(as_of(seqs[3]).await, (2, 0, 2, seqs[3]));
    assert_eq!(as_of(i64::MAX).await, (2, 0, 2, seqs[3]));
    // The explanation of a past moment is of its figures and names nobody: documents keep no past.
    let then = explain(mall, |query| query.as_of_seq = Some(seqs[1])).await;
    assert_eq!(
        (then.sellable.get(), then.holders.len(), then.as_of_seq),
        (3, 0, seqs[1])
    );
    assert_eq!(
        then.movements.iter().map(|row| row.seq).collect::<Vec<_>>(),
        [seqs[1], seqs[0]]
    );
}

async fn explain(mall: &Mall, change: impl FnOnce(&mut ExplainQuery)) -> QtyExplain {
    let mut query = ExplainQuery {
        tenant: Some(mall.tenant.as_str().into()),
        sku: "P-HOLD".into(),
        ..ExplainQuery::default()
    };
    change(&mut query);
    let reply = mall
        .questions
        .explain_quantity(&Context::new(), query)
        .await
        .unwrap();
    reply.into_data().unwrap()
}

async fn a_number_is_explained_by_its_holders(mall: &Mall) {
    mall.center.import("parts");
    rows(
        mall,
        "
        receive W1 P-HOLD*10 P-HOLD*4#CH:web
        receive W2 P-HOLD*3
        reserve O1 P-HOLD*2@W1 -> OK
        confirm O1             -> OK
        reserve O2 P-HOLD*3@W1 -> OK
    ",
    )
    .await;
    let line = StockLine {
        sku: "P-HOLD".into(),
        quantity: Quantity(1),
        ..StockLine::default()
    };
    let freeze = FreezeReq {
        context: mall.context("FRZ-1"),
        warehouse: "W1".into(),
        lines: vec![line],
        reason: FreezeReason::Risk,
        ..FreezeReq::default()
    };
    let frozen = mall.goods.freeze(&Context::new(), freeze).await.unwrap();
    assert_eq!(frozen.code, ResultCode::Ok);
    let told = explain(mall, |_| {}).await;
    assert_eq!(told.sellable.get(), 7, "{told:#?}");
    assert_eq!(told.steps.iter().map(|step| step.quantity).sum::<i64>(), 7);
    let reasons: Vec<(&str, i64)> = told
        .steps
        .iter()
        .map(|step| (step.reason.as_str(), step.quantity))
        .collect();
    for expected in [
        ("ON_HAND", 14),
        ("ON_HAND", 3),
        ("NOT_AVAILABLE", -3),
        ("NOT_AVAILABLE", -2),
        ("NOT_AVAILABLE", -1),
        ("OTHER_POOL", -4),
    ] {
        assert!(reasons.contains(&expected), "{expected:?} in {reasons:?}");
    }
    // Every unit that is held has a holder, and they add up bucket by bucket.
    let held = |bucket: &str| {
        let of = told
            .holders
            .iter()
            .filter(|holder| holder.bucket.as_str() == bucket);
        of.map(|holder| holder.quantity.get()).sum::<i64>()
    };
    assert_eq!((held("preoccupied"), held("allocated")), (3, 2));
    let kinds: Vec<&str> = told
        .holders
        .iter()
        .map(|holder| holder.kind.as_str())
        .collect();
    assert!(
        kinds.contains(&"RESERVATION") && kinds.contains(&"FULFILLMENT"),
        "{kinds:?}"
    );
    let order = told
        .holders
        .iter()
        .find(|holder| holder.kind.as_str() == "RESERVATION")
        .unwrap();
    assert_eq!(
        (
            order.order_no.as_ref().unwrap().as_str(),
            order.warehouse.as_str()
        ),
        ("O2", "W1")
    );
    assert!(order.until.is_some() && order.since.is_some());
    // The newest movement first; only as many as asked for.
    assert_eq!(told.movements[0].movement.as_str(), "FREEZE");
    let few = explain(mall, |query| query.limit = Some(1)).await;
    assert_eq!(
        (few.movements.len(), few.holders.len(), few.sellable.get()),
        (1, 1, 7)
    );
    let elsewhere = explain(mall, |query| query.warehouse = Some("W2".into())).await;
    assert_eq!((elsewhere.sellable.get(), elsewhere.holders.len()), (3, 0));
    let vip = explain(mall, |query| query.channel = Some("vip".to_owned())).await;
    assert_eq!(
        vip.sellable.get(),
        0,
        "the channel may draw from its own quota only"
    );
}

fn wanted(mall: &Mall, sku: &str) -> SubstituteReq {
    SubstituteReq {
        tenant: Some(mall.tenant.as_str().into()),
        sku: sku.into(),
        vehicle_id: Some("CAR-A".to_owned()),
        area_code: Some("310115".to_owned()),
        ..SubstituteReq::default()
    }
}

async fn substitutes(mall: &Mall, request: SubstituteReq) -> Reply<Vec<Substitute>> {
    mall.questions
        .substitutes(&Context::new(), request)
        .await
        .unwrap()
}

/// `P-NEW SUPERSEDED_BY FITS BRAND 4`, a line each.
fn spell_substitutes(reply: &Reply<Vec<Substitute>>) -> Vec<String> {
    let found = reply.data.as_ref().unwrap();
    let line = |one: &Substitute| {
        format!(
            "{} {} {} {} {}",
            one.sku,
            one.kind,
            one.fitment,
            one.grade,
            one.sellable.get()
        )
    };
    found.iter().map(line).collect()
}

async fn case_67_substitutes_fit_and_are_there(mall: &Mall) {
    mall.center.import("parts");
    let goods =
        "receive W1 P-MID*1 P-NEW*4 P-TWIN*9 P-CHEAP*9 P-REMAN*9 P-OTHER*9 P-MUTE*9 P-OLD*9";
    rows(mall, goods).await;
    // What replaces it first, the last of the chain before the one between; of the wanted grade before others; what does not fit, or is not known to, never.
    let found = substitutes(mall, wanted(mall, "P-OLD")).await;
    assert_eq!(
        spell_substitutes(&found),
        [
            "P-NEW SUPERSEDED_BY FITS BRAND 4",
            "P-MID SUPERSEDED_BY FITS BRAND 1",
            "P-CHEAP ALTERNATIVE FITS ECONOMY 9",
            "P-TWIN SAME_OE FITS OE 9",
        ]
    );
    let first = &found.data.as_ref().unwrap()[0];
    let chain: Vec<&str> = first.chain.iter().map(|sku| sku.as_str()).collect();
    assert_eq!(
        (chain, first.quantity_per_vehicle, first.band.as_str()),
        (vec!["P-OLD", "P-MID", "P-NEW"], Some(1), "LOW")
    );
    assert_eq!(
        found.data.as_ref().unwrap()[3].quantity_per_vehicle,
        Some(2)
    );
    // Of a VIN the model year is known, so the reman pad's rule for some years applies.
    let by_vin = SubstituteReq {
        vehicle_id: None,
        vin: Some("LTAA1BCD7H1000001".to_owned()),
        ..wanted(mall, "P-OLD")
    };
    assert!(
        spell_substitutes(&substitutes(mall, by_vin).await)
            .contains(&"P-REMAN ALTERNATIVE FITS REMAN 9".to_owned())
    );
    let five = SubstituteReq {
        quantity: Some(5),
        ..wanted(mall, "P-OLD")
    };
    assert_eq!(
        spell_substitutes(&substitutes(mall, five).await),
        [
            "P-CHEAP ALTERNATIVE FITS ECONOMY 9",
            "P-TWIN SAME_OE FITS OE 9"
        ]
    );
    // The caller's order of grades is his price class.
    let grades = SubstituteReq {
        grades: vec![PartGrade::Oe, PartGrade::Brand],
        ..wanted(mall, "P-OLD")
    };
    let told = spell_substitutes(&substitutes(mall, grades).await);
    assert_eq!(
        (told.len(), told[0].as_str()),
        (3, "P-TWIN SAME_OE FITS OE 9")
    );
    let kinds = SubstituteReq {
        kinds: vec![RelationKind::Alternative],
        ..wanted(mall, "P-OLD")
    };
    assert_eq!(
        spell_substitutes(&substitutes(mall, kinds).await),
        ["P-CHEAP ALTERNATIVE FITS ECONOMY 9"]
    );
    let one = SubstituteReq {
        limit: Some(1),
        ..wanted(mall, "P-OLD")
    };
    assert_eq!(substitutes(mall, one).await.data.unwrap().len(), 1);
    // Nothing can be sold in an area that only a closed site serves, nor to a channel without quota.
    let far = SubstituteReq {
        area_code: Some("99".to_owned()),
        ..wanted(mall, "P-OLD")
    };
    assert_eq!(spell_substitutes(&substitutes(mall, far).await), [""; 0]);
    let vip = SubstituteReq {
        channel: Some("vip".to_owned()),
        ..wanted(mall, "P-OLD")
    };
    assert_eq!(spell_substitutes(&substitutes(mall, vip).await), [""; 0]);
    // Sold to somebody else, it is offered no more.
    rows(mall, "reserve O1 P-NEW*4 -> OK").await;
    assert!(
        !spell_substitutes(&substitutes(mall, wanted(mall, "P-OLD")).await)
            .iter()
            .any(|one| one.starts_with("P-NEW "))
    );
}

async fn case_68_substitutes_of_an_unknown_vin_are_not_told_to_fit(mall: &Mall) {
    mall.center.import("parts");
    rows(mall, "receive W1 P-NEW*4 P-OTHER*9 P-MUTE*9").await;
    for request in [
        SubstituteReq {
            vehicle_id: None,
            vin: Some("LTZA1BCD0H1000001".to_owned()),
            ..wanted(mall, "P-OLD")
        },
        SubstituteReq {
            vehicle_id: Some("CAR-Z".to_owned()),
            ..wanted(mall, "P-OLD")
        },
    ] {
        let reply = substitutes(mall, request).await;
        assert!(
            reply.message.as_deref().unwrap().contains("not known"),
            "{reply:?}"
        );
        let found = reply.data.unwrap();
        assert!(
            !found.is_empty()
                && found
                    .iter()
                    .all(|one| one.fitment.as_str() == "UNKNOWN"
                        && one.quantity_per_vehicle.is_none())
        );
    }
}

async fn questions_of_bad_form_are_refused(mall: &Mall) {
    mall.center.import("parts");
    for (request, field) in [
        (
            SubstituteReq {
                sku: "".into(),
                ..wanted(mall, "")
            },
            "sku",
        ),
        (
            SubstituteReq {
                vin: Some("SHORT".to_owned()),
                vehicle_id: None,
                ..wanted(mall, "P-OLD")
            },
            "vin",
        ),
        (
            SubstituteReq {
                vin: Some("LTAA1BCD7H1000001".to_owned()),
                ..wanted(mall, "P-OLD")
            },
            "vin",
        ),
        (
            SubstituteReq {
                quantity: Some(0),
                ..wanted(mall, "P-OLD")
            },
            "quantity",
        ),
        (
            SubstituteReq {
                limit: Some(51),
                ..wanted(mall, "P-OLD")
            },
            "limit",
        ),
        (
            SubstituteReq {
                kinds: vec![RelationKind::Other("LIKE".to_owned())],
                ..wanted(mall, "P-OLD")
            },
            "kinds[0]",
        ),
        (
            SubstituteReq {
                grades: vec![PartGrade::Other("GOLD".to_owned())],
                ..wanted(mall, "P-OLD")
            },
            "grades[0]",
        ),
    ] {
        let refused = substitutes(mall, request).await;
        assert_eq!(
            (refused.code, refused.details["field"].as_str()),
            (ResultCode::ParamInvalid, field)
        );
    }
    assert_eq!(
        substitutes(mall, wanted(mall, "NONE")).await.code,
        ResultCode::SkuUnknown
    );
    for (request, field) in [
        (
            PromiseReq {
                area_code: None,
                ..asked(mall, &[("P-NEW", 1)])
            },
            "areaCode",
        ),
        (asked(mall, &[]), "lines"),
        (asked(mall, &[("P-NEW", 0)]), "lines[0].quantity"),
        (asked(mall, &[("", 1)]), "lines[0].sku"),
        (asked(mall, &[("P-NEW", 1); 201]), "lines"),
        (
            PromiseReq {
                order_at: Some(Date(i64::MAX)),
                ..asked(mall, &[("P-NEW", 1)])
            },
            "orderAt",
        ),
    ] {
        let refused = mall
            .questions
            .promise(&Context::new(), request)
            .await
            .unwrap();
        assert_eq!(
            (refused.code, refused.details["field"].as_str()),
            (ResultCode::ParamInvalid, field)
        );
    }
    let unknown = mall
        .questions
        .promise(
            &Context::new(),
            asked(mall, &[("P-NEW", 1), ("X1", 1), ("X2", 1)]),
        )
        .await
        .unwrap();
    assert_eq!(
        (unknown.code, unknown.details["sku"].as_str()),
        (ResultCode::SkuUnknown, "X1, X2")
    );
}

fn asked(mall: &Mall, lines: &[(&str, i64)]) -> PromiseReq {
    let line = |(sku, quantity): &(&str, i64)| PromiseLine {
        sku: (*sku).into(),
        quantity: Quantity(*quantity),
        ..PromiseLine::default()
    };
    PromiseReq {
        tenant: Some(mall.tenant.as_str().into()),
        area_code: Some("310115".to_owned()),
        lines: lines.iter().map(line).collect(),
        ..PromiseReq::default()
    }
}

async fn a_promise_tells_what_is_there(mall: &Mall) {
    mall.center.import("parts");
    rows(mall, "receive W1 P-NEW*4 P-DISC*3").await;
    let request = asked(
        mall,
        &[("P-NEW", 3), ("P-NEW", 3), ("P-KIT", 1), ("P-MUTE", 1)],
    );
    let promise = mall
        .questions
        .promise(&Context::new(), request)
        .await
        .unwrap()
        .into_data()
        .unwrap();
    // The second line has what the first left; the kit needs a pad that is gone.
    let there: Vec<i64> = promise
        .lines
        .iter()
        .map(|line| line.available_now.get())
        .collect();
    assert_eq!(there, [3, 1, 0, 0]);
    let numbers: Vec<i64> = promise
        .lines
        .iter()
        .filter_map(|line| line.line_no)
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert!(promise.earliest_full.is_none(), "one line has nothing");
}
