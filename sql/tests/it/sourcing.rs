//! What sourcing reads and keeps.

use std::path::Path;

use stock::ids::Moment;
use stock::sourcing::rules::{Aim, Policy, RuleSet};
use stock_sql::{CatalogueSources, Published, Saved, TraceFilter};

use crate::support::{Database, on_both_engines};

on_both_engines!(
    the_bundled_rules_are_read,
    a_draft_is_published_once_it_was_tried,
    traces_are_paged_and_purged,
);

async fn the_bundled_rules_are_read(database: &Database) {
    let store = &database.store;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../provider/catalogue");
    let sources = CatalogueSources::folder(&folder).unwrap();
    let report = store.import_catalogue(sources, false).await.unwrap();
    assert_eq!((report.rejected, report.errors), (0, Vec::new()));
    let network = store.network();
    let rules = network.sourcing.rules(&"T1".into());
    let policy = rules.policy(Some("WORKSHOP"), None).unwrap();
    assert!(policy.weighted && policy.consolidate);
    assert_eq!(policy.objectives[0].aim, Aim::Cost);
    assert_eq!(policy.objectives[1].weight_milli, 300_000);
    let monday = Moment(1_795_363_200_000);
    let area = "440106".into();
    let rows = rules.coverage(&area, monday);
    assert_eq!(rows.len(), 3, "{rows:?}");
    let store_row = rows.iter().find(|row| row.warehouse.as_str() == "ST-GZTH");
    assert_eq!(store_row.unwrap().lead_hours, Some(6));
    let promised = network
        .sourcing
        .promise(&"T1".into(), &"ST-GZTH".into(), &area, monday);
    assert!(promised.is_some_and(|date| date.arrive_at > monday));
    let facts = store.facts(&["PAD-1001".into()]).await.unwrap();
    let pad = &facts["PAD-1001"];
    assert_eq!(
        (pad.category.as_str(), pad.weight_grams),
        ("BRAKE_PAD", 1_800)
    );
    assert!(pad.value_minor > 0);
}

async fn a_draft_is_published_once_it_was_tried(database: &Database) {
    let store = &database.store;
    let tenant = "T1".into();
    let mut set = RuleSet {
        version: "v1".to_owned(),
        policies: vec![Policy::default()],
        ..RuleSet::default()
    };
    assert_eq!(
        store
            .save_rule_set(&tenant, &set, Some("ann"))
            .await
            .unwrap(),
        Saved::Draft
    );
    assert_eq!(
        store.publish_rule_set(&tenant, "v1").await.unwrap(),
        Published::NotTried
    );
    assert!(store.save_trial(&tenant, &set, "{}").await.unwrap());
    set.policies[0].max_parcels = 2;
    assert_eq!(
        store.save_rule_set(&tenant, &set, None).await.unwrap(),
        Saved::Draft
    );
    assert_eq!(
        store.publish_rule_set(&tenant, "v1").await.unwrap(),
        Published::NotTried
    );
    assert!(store.save_trial(&tenant, &set, "{}").await.unwrap());
    assert_eq!(
        store.publish_rule_set(&tenant, "v1").await.unwrap(),
        Published::Done
    );
    assert_eq!(
        store.publish_rule_set(&tenant, "v1").await.unwrap(),
        Published::Already
    );
    assert_eq!(
        store.save_rule_set(&tenant, &set, None).await.unwrap(),
        Saved::NotADraft
    );
    let network = store.network();
    assert_eq!(network.sourcing.rules(&tenant).version, "v1");
    assert_eq!(
        network.sourcing.rules(&"T2".into()).version,
        "",
        "rules are a tenant's own"
    );
}

async fn traces_are_paged_and_purged(database: &Database) {
    let store = &database.store;
    let tenant = "T1".into();
    let mut ids = Vec::new();
    for at in [1_000, 2_000, 3_000] {
        ids.push(
            store
                .keep_trace(&tenant, None, Moment(at), "{}")
                .await
                .unwrap(),
        );
    }
    assert_eq!(
        store
            .trace(&tenant, ids[1])
            .await
            .unwrap()
            .unwrap()
            .decided_at,
        Moment(2_000)
    );
    assert_eq!(store.trace(&"T2".into(), ids[1]).await.unwrap(), None);
    let mut filter = TraceFilter {
        tenant,
        from: Moment(0),
        to: Moment(3_000),
        after: None,
        limit: 1,
    };
    let mut seen = Vec::new();
    while let [row] = &store.traces(&filter).await.unwrap()[..] {
        seen.push(row.id);
        filter.after = Some((row.decided_at, row.id));
    }
    assert_eq!(seen, ids[..2]);
    assert_eq!(store.purge_traces(Moment(3_000), 1).await.unwrap(), 1);
    assert_eq!(store.purge_traces(Moment(3_000), 9).await.unwrap(), 1);
    assert_eq!(store.purge_traces(Moment(3_000), 9).await.unwrap(), 0);
}
