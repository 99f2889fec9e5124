use proptest::prelude::*;

use super::*;

fn row(warehouse: &str, available: i64, seq: i64) -> Row {
    Row {
        warehouse: warehouse.into(),
        pool: Pool::shared(),
        available,
        presale: 0,
        seq,
    }
}

fn figures(version: u128, at: i64, rows: Vec<Row>) -> Figures {
    Figures {
        at: Moment(at),
        version,
        aging: None,
        rows,
    }
}

#[test]
fn the_head_orders_figures_as_their_versions_do() {
    let text = |version, at| figures(version, at, Vec::new()).to_text().unwrap();
    let old = text(u128::from(u64::MAX), 2_000);
    let new = text(u128::from(u64::MAX) + 1, 1_000);
    let later = text(u128::from(u64::MAX) + 1, 1_001);
    assert!(head(&old) < head(&new), "the version decides first");
    assert!(head(&new) < head(&later), "then the moment");
    assert_eq!(old.len(), HEAD_LENGTH + 1);
}

#[test]
fn what_is_no_figures_is_none() {
    let whole = figures(7, 9, vec![row("W1", 3, 5)]).to_text().unwrap();
    for cut in 0..whole.len() {
        // Cut inside the last number it reads as a smaller one: the store keeps values whole.
        if let Some(read) = Figures::from_text(&whole[..cut]) {
            assert_ne!(cut, whole.len());
            assert!(read.rows.len() <= 1);
        }
    }
    for bad in [
        "",
        "2",
        "hello",
        "1zz",
        &format!("{whole}\n"),
        &format!("{whole}\t1"),
    ] {
        assert_eq!(Figures::from_text(bad), None, "{bad:?}");
    }
    let newer = format!("2{}", &whole[1..]);
    assert_eq!(Figures::from_text(&newer), None, "another form");
    let odd = figures(1, 1, vec![row("W\t1", 1, 1)]);
    assert_eq!(odd.to_text(), None, "a name that separates");
}

#[test]
fn freshness_has_two_ends_and_a_day() {
    let mut kept = figures(1, 100_000, Vec::new());
    let fresh = |kept: &Figures, now| kept.is_fresh(Moment(now), 2_000, 4);
    assert!(fresh(&kept, 102_000) && !fresh(&kept, 102_001));
    assert!(fresh(&kept, 100_000 - CLOCK_SLACK_MS));
    assert!(!fresh(&kept, 99_999 - CLOCK_SLACK_MS), "from the future");
    let day = Day::of(Moment(100_000));
    kept.aging = Some(Aging { day, facts: 4 });
    assert!(fresh(&kept, 100_500));
    kept.aging = Some(Aging { day, facts: 3 });
    assert!(!fresh(&kept, 100_500), "the catalogue has changed");
    kept.aging = Some(Aging {
        day: Day(day.0 - 1),
        facts: 4,
    });
    assert!(!fresh(&kept, 100_500), "of yesterday");
}

#[test]
fn thresholds_are_crossed_where_a_page_would_change() {
    let of = |a, b| figures(1, 1, vec![row("W1", a, 1), row("W2", b, 1)]);
    let free = |row: &Row| row.available.max(0);
    for (before, after, seen) in [
        (of(100, 7), of(99, 6), false),
        (of(100, 6), of(100, 5), true),
        (of(100, 5), of(100, 4), true),
        (of(1, 9), of(0, 9), true),
        (of(0, 9), of(0, 9), false),
    ] {
        assert_eq!(
            crosses(Some(&before), &after, free),
            seen,
            "{before:?} {after:?}"
        );
    }
    let one = figures(1, 1, vec![row("W1", 9, 1)]);
    let two = figures(2, 1, vec![row("W1", 9, 1), row("W2", 1, 1)]);
    assert!(crosses(Some(&one), &two, free) && crosses(Some(&two), &one, free));
    assert!(crosses(None, &one, free));
}

#[test]
fn a_comparison_knows_behind_from_wrong() {
    let database = figures(10, 50_000, vec![row("W1", 3, 10)]);
    let with = |version, at, available| figures(version, at, vec![row("W1", available, 10)]);
    let compared = |kept: &Figures| compare(Some(kept), &database, 10_000);
    assert_eq!(compare(None, &database, 10_000), Compared::Lost);
    assert_eq!(
        compared(&with(10, 1, 3)),
        Compared::Equal,
        "old and still true"
    );
    assert_eq!(compared(&with(10, 49_999, 4)), Compared::Wrong);
    assert_eq!(compared(&with(11, 49_999, 3)), Compared::Wrong, "ahead");
    assert_eq!(compared(&with(9, 40_000, 4)), Compared::OnItsWay);
    assert_eq!(compared(&with(9, 39_999, 4)), Compared::Behind);
    assert_eq!(
        compared(&with(9, 60_000, 4)),
        Compared::Wrong,
        "from the future"
    );
}

proptest! {
    #[test]
    fn text_is_read_back(
        version: u128,
        at in 0..i64::MAX,
        aging in proptest::option::of((any::<i64>(), any::<i64>())),
        rows in proptest::collection::vec(("[^\\n\\t]{0,9}", "[^\\n\\t]{0,9}", any::<(i64, i64, i64)>()), 0..5),
    ) {
        let rows = rows.into_iter().map(|(warehouse, pool, (available, presale, seq))| Row {
            warehouse: warehouse.into(), pool: pool.into(), available, presale, seq,
        });
        let figures = Figures {
            at: Moment(at),
            version,
            aging: aging.map(|(day, facts)| Aging { day: Day(day), facts }),
            rows: rows.collect(),
        };
        let text = figures.to_text().unwrap();
        prop_assert_eq!(Figures::from_text(&text), Some(figures));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = Figures::from_text(&text);
    }
}
