//! Papers and counters: stored as they were, guarded, claimed once by sweepers, and checked.

use std::time::Duration;

use stock::book::{Accounts, Book, Documents, Plan};
use stock::bucket::Bucket;
use stock::counter::{CounterKey, CounterKind};
use stock::ids::{IdSource, Moment, Tenant};
use stock::movement::Movement;
use stock::op::OpType;
use stock::paper::{Asn, Paper, PaperBody, PaperKind, PaperRef};
use stock_sql::{CheckLimits, Error, ErrorKind, PaperFilter, Store, UniqueKey};

use crate::support::{Database, a_move, envelope, ids, key, ok, on_both_engines};

on_both_engines!(
    a_paper_is_read_as_it_was_written,
    a_number_is_given_once,
    a_stale_paper_misses_its_version,
    due_papers_are_claimed_once,
    papers_are_listed_page_by_page,
    a_counter_stays_within_its_bounds,
    what_papers_claim_is_checked,
);

fn tenant() -> Tenant {
    "T1".into()
}

fn paper_ref(no: &str) -> PaperRef {
    PaperRef::No(tenant(), PaperKind::Asn, no.to_owned())
}

/// An announcement of so many of A, for an order.
fn announced(book: &Book, ids: &mut IdSource, no: &str, quantity: i64) -> Paper {
    let body = PaperBody::Asn(Asn {
        warehouse: "WH-GZ".into(),
        supplier: Some("轮胎厂".to_owned()),
        expected_at: Some(Moment(1_800_000_000_000)),
        steps: Vec::new(),
        closed_by: None,
    });
    let mut paper = Paper::new(ids.next(), &tenant(), no, "OPEN", book.now, body);
    paper.order_no = Some("O-1".into());
    paper.due_at = Some(book.now.plus_seconds(-1));
    paper.claim(&key("A"), Bucket::Incoming, quantity);
    paper
}

fn expect(paper: Paper, quantity: i64) -> Plan {
    let (from, to) = (Bucket::OnOrder, Bucket::Incoming);
    Plan {
        moves: vec![a_move(Movement::PoExpect, "A", from, to, quantity)],
        papers: vec![paper],
        ..Plan::answer(ok())
    }
}

/// One transaction: reads the papers and counters named, plans, writes.
async fn book(
    store: &Store,
    ids: &mut IdSource,
    papers: Vec<PaperRef>,
    counters: Vec<CounterKey>,
    biz_no: &str,
    plan: impl FnOnce(&Book, &mut IdSource) -> Plan,
) -> Result<Book, Error> {
    let documents = Documents {
        papers,
        ..Documents::default()
    };
    let accounts = Accounts {
        keys: vec![key("A")],
        claimants: vec![((&key("A")).into(), Bucket::Incoming)],
        counters,
        ..Accounts::default()
    };
    let mut tx = store.begin().await?;
    let mut book = Book::default();
    tx.documents(&documents, &mut book).await?;
    tx.lock(&accounts, &mut book).await?;
    ids.advance_to(book.now);
    let plan = plan(&book, ids);
    let answer = book.apply(&envelope(OpType::PurchaseExpect, biz_no), plan, ids);
    assert!(answer.code.is_success(), "{}", answer.message);
    let after = book.clone();
    if let Err(error) = tx.write(&book.into_writes()).await {
        tx.rollback().await;
        return Err(error);
    }
    tx.commit().await?;
    Ok(after)
}

async fn announce(
    store: &Store,
    ids: &mut IdSource,
    no: &str,
    quantity: i64,
) -> Result<Book, Error> {
    book(
        store,
        ids,
        vec![paper_ref(no)],
        Vec::new(),
        no,
        |book, ids| expect(announced(book, ids, no, quantity), quantity),
    )
    .await
}

async fn stored(store: &Store, no: &str) -> Paper {
    let found = store.paper(&tenant(), PaperKind::Asn, no).await.unwrap();
    found.unwrap()
}

async fn sound(store: &Store) {
    let violations = store.check(CheckLimits::default()).await.unwrap();
    assert_eq!(violations, Vec::new());
}

async fn a_paper_is_read_as_it_was_written(database: &Database) {
    let (store, mut ids) = (&database.store, ids());
    let written = announce(store, &mut ids, "N-1", 5).await.unwrap();
    let written = written.paper(&tenant(), PaperKind::Asn, "N-1").unwrap();
    assert_eq!((written.version, written.claims.len()), (1, 1));
    assert_eq!(stored(store, "N-1").await, *written);
    let of_order = store
        .papers_of(&tenant(), PaperKind::Asn, &"O-1".into())
        .await
        .unwrap();
    assert_eq!(of_order, std::slice::from_ref(written));
    assert!(
        store
            .paper(&"T2".into(), PaperKind::Asn, "N-1")
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        store
            .paper(&tenant(), PaperKind::Freeze, "N-1")
            .await
            .unwrap()
            .is_none()
    );
    // Changed: claims replaced, nothing due, of no order any more.
    book(
        store,
        &mut ids,
        vec![paper_ref("N-1")],
        Vec::new(),
        "N-1b",
        |book, _| {
            let mut paper = book
                .paper(&tenant(), PaperKind::Asn, "N-1")
                .unwrap()
                .clone();
            assert_eq!(
                book.claimants(&(&key("A")).into(), Bucket::Incoming)
                    .count(),
                1
            );
            paper.claim(&key("A"), Bucket::Incoming, -5);
            paper.claim(&key("B"), Bucket::Incoming, 2);
            (paper.status, paper.due_at, paper.order_no) = ("CLOSED".to_owned(), None, None);
            let mut plan = expect(paper, 5);
            plan.moves[0] = a_move(Movement::PoIn, "A", Bucket::Incoming, Bucket::OnOrder, 5);
            plan.moves.push(a_move(
                Movement::PoExpect,
                "B",
                Bucket::OnOrder,
                Bucket::Incoming,
                2,
            ));
            plan
        },
    )
    .await
    .unwrap();
    let changed = stored(store, "N-1").await;
    assert_eq!((changed.status.as_str(), changed.version), ("CLOSED", 2));
    assert_eq!((changed.due_at, changed.order_no), (None, None));
    let claims: Vec<_> = changed
        .claims
        .iter()
        .map(|c| (c.key.clone(), c.quantity))
        .collect();
    assert_eq!(claims, [(key("B"), 2)]);
    let claimed = store
        .claims(&tenant(), &"B".into(), None, None)
        .await
        .unwrap();
    assert_eq!((claimed.len(), claimed[0].no.as_str()), (1, "N-1"));
    assert!(
        store
            .claims(&tenant(), &"A".into(), None, None)
            .await
            .unwrap()
            .is_empty()
    );
    sound(store).await;
}

async fn a_number_is_given_once(database: &Database) {
    let (store, mut ids) = (&database.store, ids());
    announce(store, &mut ids, "N-1", 5).await.unwrap();
    let again = book(
        store,
        &mut ids,
        Vec::new(),
        Vec::new(),
        "other",
        |book, ids| expect(announced(book, ids, "N-1", 5), 5),
    );
    let error = again.await.unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Duplicate(UniqueKey::PaperNo),
        "{error}"
    );
    assert!(error.is_retryable());
}

async fn a_stale_paper_misses_its_version(database: &Database) {
    let (store, mut ids) = (&database.store, ids());
    let early = announce(store, &mut ids, "N-1", 5).await.unwrap();
    let stale = early
        .paper(&tenant(), PaperKind::Asn, "N-1")
        .unwrap()
        .clone();
    let read = vec![paper_ref("N-1")];
    let change = |stale: Paper| {
        move |_: &Book, _: &mut IdSource| Plan {
            papers: vec![stale],
            ..Plan::answer(ok())
        }
    };
    book(
        store,
        &mut ids,
        read,
        Vec::new(),
        "first",
        change(stale.clone()),
    )
    .await
    .unwrap();
    // Whoever took it for what it was: the claimants of a place may be read earlier than they are written.
    let mut tx = store.begin().await.unwrap();
    let mut late = Book::default();
    tx.documents(&Documents::default(), &mut late)
        .await
        .unwrap();
    late.take_paper(stale.clone());
    late.apply(
        &envelope(OpType::PurchaseExpect, "second"),
        Plan {
            papers: vec![stale],
            ..Plan::answer(ok())
        },
        &mut ids,
    );
    let error = tx.write(&late.into_writes()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::GuardMissed, "{error}");
    tx.rollback().await;
}

async fn due_papers_are_claimed_once(database: &Database) {
    let (store, mut ids) = (&database.store, ids());
    for n in 0..7 {
        announce(store, &mut ids, &format!("N-{n}"), 1)
            .await
            .unwrap();
    }
    let lease = Duration::from_secs(60);
    let kinds = [PaperKind::Freeze, PaperKind::Asn];
    assert!(
        store
            .due_papers(&kinds[..1], 10, lease)
            .await
            .unwrap()
            .is_empty()
    );
    let second = database.second().await;
    let (ours, theirs) = tokio::join!(
        store.due_papers(&kinds, 5, lease),
        second.due_papers(&kinds, 5, lease)
    );
    let mut claimed: Vec<_> = ours.unwrap().into_iter().chain(theirs.unwrap()).collect();
    claimed.extend(second.due_papers(&kinds, 10, lease).await.unwrap());
    claimed.sort();
    let count = claimed.len();
    claimed.dedup();
    assert_eq!((claimed.len(), count), (7, 7));
    assert!(
        second
            .due_papers(&kinds, 10, lease)
            .await
            .unwrap()
            .is_empty()
    );
    // The lease is no change of the paper.
    let now = store.now().await.unwrap();
    assert!(
        stored(store, "N-3")
            .await
            .due_at
            .is_some_and(|due| due < now)
    );
    database
        .sql("UPDATE paper SET sweep_at = sweep_at - 62000")
        .await;
    assert_eq!(second.due_papers(&kinds, 10, lease).await.unwrap().len(), 7);
    sound(store).await;
    second.close().await;
}

async fn papers_are_listed_page_by_page(database: &Database) {
    let (store, mut ids) = (&database.store, ids());
    for n in 0..5 {
        announce(store, &mut ids, &format!("N-{n}"), 1)
            .await
            .unwrap();
    }
    let mut filter = PaperFilter {
        statuses: vec!["OPEN".to_owned(), "PART_RECEIVED".to_owned()],
        limit: 2,
        ..PaperFilter::of(tenant(), PaperKind::Asn)
    };
    let mut seen = Vec::new();
    loop {
        let page = store.papers(&filter).await.unwrap();
        let Some(last) = page.last() else { break };
        filter.after_id = last.id;
        assert!(page.iter().all(|paper| paper.claims.len() == 1));
        seen.extend(page.into_iter().map(|paper| paper.no));
    }
    assert_eq!(seen, ["N-0", "N-1", "N-2", "N-3", "N-4"]);
    filter.after_id = 0;
    filter.due_before = Some(Moment(0));
    assert!(store.papers(&filter).await.unwrap().is_empty());
    filter.due_before = None;
    filter.statuses = vec!["CLOSED".to_owned()];
    assert!(store.papers(&filter).await.unwrap().is_empty());
}

fn counter() -> CounterKey {
    CounterKey {
        tenant: tenant(),
        kind: CounterKind::SiteOrders,
        key: "WH-GZ/2026-11-23".to_owned(),
    }
}

async fn count(
    store: &Store,
    ids: &mut IdSource,
    biz_no: &str,
    delta: i64,
    max: Option<i64>,
) -> Result<i64, Error> {
    let counts = vec![(counter(), delta, max)];
    let plan = Plan {
        counts,
        ..Plan::answer(ok())
    };
    let after = book(store, ids, Vec::new(), vec![counter()], biz_no, |_, _| plan).await?;
    Ok(after.counter(&counter()))
}

async fn a_counter_stays_within_its_bounds(database: &Database) {
    let (store, mut ids) = (&database.store, ids());
    assert_eq!(count(store, &mut ids, "1", -3, None).await.unwrap(), 0);
    assert_eq!(count(store, &mut ids, "2", 2, Some(3)).await.unwrap(), 2);
    assert_eq!(count(store, &mut ids, "3", 1, Some(3)).await.unwrap(), 3);
    assert_eq!(count(store, &mut ids, "4", -1, None).await.unwrap(), 2);
    assert_eq!(database.number("SELECT value FROM counter").await, 2);
    // Two who saw the same figure without a lock: the second passes the maximum and misses its guard.
    let mut writes = Vec::new();
    for n in ["5", "6"] {
        let mut book = Book::new(store.now().await.unwrap());
        book.take_counter(counter(), 2);
        ids.advance_to(book.now);
        let counts = vec![(counter(), 1, Some(3))];
        book.apply(
            &envelope(OpType::PurchaseExpect, n),
            Plan {
                counts,
                ..Plan::answer(ok())
            },
            &mut ids,
        );
        writes.push(book.into_writes());
    }
    let mut kinds = Vec::new();
    for writes in writes {
        let mut tx = store.begin().await.unwrap();
        match tx.write(&writes).await {
            Ok(()) => tx.commit().await.unwrap(),
            Err(error) => {
                kinds.push(error.kind());
                tx.rollback().await;
            }
        }
    }
    assert_eq!(kinds, [ErrorKind::GuardMissed]);
    assert_eq!(database.number("SELECT value FROM counter").await, 3);
    // No document stands behind these figures, which a check would miss.
    database.sql("DELETE FROM counter").await;
    sound(store).await;
}

async fn what_papers_claim_is_checked(database: &Database) {
    let (store, mut ids) = (&database.store, ids());
    announce(store, &mut ids, "N-1", 5).await.unwrap();
    sound(store).await;
    for (wrong, right, invariant) in [
        (
            "UPDATE paper_claim SET quantity = 4",
            "UPDATE paper_claim SET quantity = 5",
            "I5",
        ),
        (
            "UPDATE paper SET sweep_at = NULL",
            "UPDATE paper SET sweep_at = due_at",
            "I7",
        ),
        (
            "UPDATE paper SET kind = 'FREEZE'",
            "UPDATE paper SET kind = 'ASN'",
            "I5",
        ),
        (
            "UPDATE paper_claim SET paper_id = paper_id + 1",
            "UPDATE paper_claim SET paper_id = paper_id - 1",
            "I5",
        ),
    ] {
        database.sql(wrong).await;
        let found = store.check(CheckLimits::default()).await.unwrap();
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        assert_eq!(found[0].invariant, invariant, "{wrong}: {found:?}");
        database.sql(right).await;
        sound(store).await;
    }
}
