//! Parts, vehicles and what stands for what, on both engines.

use std::collections::BTreeMap;
use std::path::Path;

use stock::catalogue::{
    FitRule, Fitment, Grade, PartRow, PartsImport, RelationKind, RelationToAdd, Vehicles, Vin,
    fits, resolve,
};
use stock::ids::Sku;
use stock_sql::{CatalogueFile, CatalogueSources, ImportKey, ImportOutcome};

use crate::support::{Database, ids, on_both_engines, stock_up};

on_both_engines!(
    numbers_of_the_sample_name_its_vehicles,
    fitment_of_the_sample_is_told,
    case_67_chains_of_the_sample_are_followed,
    rows_that_cannot_be_are_named_with_their_column,
    an_import_happens_once_and_whole,
    an_import_that_cannot_be_changes_nothing,
    an_import_changes_what_it_names_and_nothing_else,
    imports_at_once_close_no_circle,
);

async fn sample(database: &Database) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../provider/catalogue");
    let sources = CatalogueSources::folder(&folder).unwrap();
    let report = database
        .store
        .import_catalogue(sources, false)
        .await
        .unwrap();
    assert_eq!(report.errors, []);
}

async fn numbers_of_the_sample_name_its_vehicles(database: &Database) {
    sample(database).await;
    for (vin, vehicle, year) in [
        ("LFVD32AA0J1000001", Some("VW-GOLF7-14"), Some(2018)),
        ("LFVD32GT7H1000001", Some("VW-GOLF7-14"), Some(2017)),
        ("LFMA11AA0G1000001", Some("TY-COROLLA-14"), Some(2016)),
        // Of a year before the vehicle was built, and of a maker that nobody knows.
        ("LFMA11AA8C1000001", None, None),
        ("LZZA11AA8J1000001", None, None),
    ] {
        let vin = Vin::parse(vin).unwrap();
        let rows = database.store.vin_rows(&vin).await.unwrap();
        let expected = vehicle.map_or(Vehicles::None, |code| Vehicles::One(code.into(), year));
        assert_eq!(resolve(&vin, &rows), expected, "{}", vin.as_str());
    }
    let golf = database
        .store
        .vehicle("VW-GOLF7-14")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            golf.make.as_str(),
            golf.model.as_str(),
            golf.displacement_ml,
            golf.transmission.as_deref()
        ),
        ("大众", "高尔夫7", Some(1_400), Some("DSG7"))
    );
    assert_eq!(
        database.store.vehicle("vw-golf7-14").await.unwrap(),
        None,
        "byte by byte"
    );
}

async fn fitment_of_the_sample_is_told(database: &Database) {
    sample(database).await;
    let store = &database.store;
    let golf = store.vehicle("VW-GOLF7-14").await.unwrap().unwrap();
    let skus: Vec<Sku> = [
        "PAD-1004", "OIL-1005", "OIL-1004", "OIL-1003", "TYR-1033", "NONE",
    ]
    .map(Sku::from)
    .into();
    let rows = store.fit_rows(&golf, &skus).await.unwrap();
    let told: BTreeMap<&str, Vec<(Fitment, Option<i64>)>> = skus
        .iter()
        .map(|sku| {
            let own = rows.rows.get(sku).map_or(&[][..], Vec::as_slice);
            let fits = fits(own, rows.known.contains(sku), &golf, Some(2018), None);
            (
                sku.as_str(),
                fits.iter().map(|fit| (fit.fitment, fit.quantity)).collect(),
            )
        })
        .collect();
    assert_eq!(told["PAD-1004"], [(Fitment::Fits, Some(1))]);
    assert_eq!(
        told["OIL-1005"],
        [(Fitment::Fits, Some(4_000))],
        "by its engine"
    );
    assert_eq!(
        told["OIL-1004"],
        [(Fitment::NotFit, None)],
        "known for others"
    );
    assert_eq!(told["OIL-1003"], [(Fitment::Unknown, None)]);
    assert_eq!(told["TYR-1033"], [(Fitment::Fits, Some(4))]);
    assert_eq!(told["NONE"], [(Fitment::Unknown, None)]);
    let parts = store.parts(&skus).await.unwrap();
    assert_eq!(parts.len(), 5, "without the unknown");
    assert_eq!(parts["PAD-1004"].weight_grams, Some(1_800));
    let parts = store
        .parts(&["ALT-1001", "ALT-1002", "ALT-1003"].map(Sku::from))
        .await
        .unwrap();
    let grades: Vec<_> = parts.values().map(|part| part.grade.unwrap()).collect();
    assert_eq!(grades, [Grade::Oes, Grade::Oe, Grade::Reman]);
    assert_eq!(parts["ALT-1002"].oe_nos, ["04E903023K"]);
    assert_eq!(store.skus_of_oe("04e 903 023-K").await.unwrap().len(), 3);
    assert_eq!(store.skus_of_oe("NONE").await.unwrap(), []);
}

async fn related(database: &Database, wanted: &str) -> Vec<String> {
    let relations = database.store.relations(&wanted.into()).await.unwrap();
    let related = relations.related();
    related
        .iter()
        .map(|one| {
            let chain: Vec<&str> = one.chain.iter().map(Sku::as_str).collect();
            format!("{} {}", one.kind.as_str(), chain.join(">"))
        })
        .collect()
}

async fn case_67_chains_of_the_sample_are_followed(database: &Database) {
    sample(database).await;
    let found = related(database, "PAD-1083").await;
    assert_eq!(
        found[..2],
        [
            "SUPERSEDED_BY PAD-1083>PAD-1082>PAD-1004",
            "SUPERSEDED_BY PAD-1083>PAD-1082"
        ]
    );
    assert!(
        found.contains(&"ALTERNATIVE PAD-1083>PAD-1082>PAD-1004>PAD-1084".to_owned()),
        "{found:?}"
    );
    assert_eq!(
        related(database, "ALT-1001").await,
        [
            "SAME_OE ALT-1001>ALT-1002",
            "SAME_OE ALT-1001>ALT-1003",
            "ALTERNATIVE ALT-1001>ALT-1004"
        ]
    );
    assert_eq!(related(database, "ALT-1004").await, [""; 0], "one way");
    // A circle that got in past the import ends the walk.
    database
        .sql("INSERT INTO interchange (sku, relation, other) VALUES ('PAD-1004', 'SUPERSEDED_BY', 'PAD-1083')")
        .await;
    assert_eq!(related(database, "PAD-1083").await[0], found[0]);
}

async fn rows_that_cannot_be_are_named_with_their_column(database: &Database) {
    sample(database).await;
    let sources = CatalogueSources::new()
        .with(
            CatalogueFile::Vin,
            "wmi,vds,vehicle,year_from,year_to\nLF,D32**,VW-GOLF7-14,,\nLFV,D3***I,VW-GOLF7-14,,\nLFV,D32**,NONE,,\nLFO,D32**,VW-GOLF7-14,,\nLFV,D32**,VW-GOLF7-14,1800,\nLFV,*****,VW-GOLF7-14,,\n".as_bytes(),
        )
        .with(
            CatalogueFile::FitRule,
            "sku,make,model,year_from,year_to,engine,place,quantity,note\nOIL-1003,Volkswagen,golf vii,,,,,4000,\nOIL-1003,大众,桑塔纳,,,,,4000,\nOIL-1003,大众,高尔夫7,,,,,0,\n".as_bytes(),
        )
        .with(
            CatalogueFile::Warehouse,
            "code,name,name_en,kind,area,enabled\nWH-X,仓,site,FRONT,999999,1\n".as_bytes(),
        )
        .with(
            CatalogueFile::Interchange,
            "sku,relation,other\nPAD-1004,SUPERSEDED_BY,PAD-1083\n".as_bytes(),
        )
        .with(CatalogueFile::Supply, "sku,supplier,days\nPAD-1001,SUP-BOSCH,4000\n".as_bytes());
    let mut seen = Vec::new();
    let mut watch = |file: CatalogueFile, rows: u64| seen.push((file, rows));
    let report = database
        .store
        .import_catalogue_watched(sources, false, &mut watch)
        .await
        .unwrap();
    let told: Vec<String> = report.errors.iter().map(ToString::to_string).collect();
    let expected = [
        ("warehouse.csv line 2, column area: ", "999999"),
        ("vin.csv line 2, column wmi: ", "3 digits or capitals"),
        ("vin.csv line 3, column vds: ", "* for any"),
        ("vin.csv line 5, column wmi: ", "without I, O and Q"),
        ("vin.csv line 6, column year_from: ", "1800"),
        ("vin.csv line 4, column vehicle: ", "NONE"),
        ("supply.csv line 2, column days: ", "3650"),
        (
            "interchange.csv line 2, column other: ",
            "PAD-1004 → PAD-1083 → PAD-1082 → PAD-1004",
        ),
        ("fit_rule.csv line 4, column quantity: ", "0"),
        ("fit_rule.csv line 3, column model: ", "桑塔纳"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (line, (start, hint)) in told.iter().zip(expected) {
        assert!(line.starts_with(start) && line.contains(hint), "{line}");
    }
    assert!(seen.contains(&(CatalogueFile::Vin, 6)), "{seen:?}");
    // The words of the catalogue are kept, whatever the file says.
    let kept = "SELECT COUNT(*) FROM fit_rule WHERE sku = 'OIL-1003' AND make = '大众' AND model = '高尔夫7' AND year_to = 9999";
    assert_eq!(database.number(kept).await, 1);
}

fn key(biz_no: &str) -> ImportKey {
    ImportKey {
        tenant: "T1".into(),
        source: "pim".to_owned(),
        biz_no: biz_no.to_owned(),
        op_seq: 0,
        operator: Some("ann".to_owned()),
    }
}

fn part(sku: &str) -> PartRow {
    PartRow {
        sku: sku.into(),
        name: format!("件 {sku}"),
        ..PartRow::default()
    }
}

fn fit(sku: &str, place: &str) -> FitRule {
    FitRule {
        sku: sku.into(),
        make: "Volkswagen".into(),
        model: "Golf VII".into(),
        place: Some(place.into()),
        quantity: 2,
        ..FitRule::default()
    }
}

fn relation(sku: &str, kind: RelationKind, other: &str) -> RelationToAdd {
    RelationToAdd {
        sku: sku.into(),
        kind,
        other: other.into(),
    }
}

fn new_pads() -> PartsImport {
    PartsImport {
        parts: vec![
            PartRow {
                brand: Some("博世".into()),
                oe_nos: vec!["8V0698151".into()],
                grade: Some(Grade::Oe),
                weight_grams: Some(1_234),
                ..part("NEW-1")
            },
            PartRow {
                components: vec![("NEW-1".into(), 1), ("DSC-1001".into(), 2)],
                ..part("NEW-KIT")
            },
        ],
        fits: vec![fit("NEW-1", "FRONT")],
        relations: vec![relation("PAD-1004", RelationKind::SupersededBy, "NEW-1")],
        replace: false,
    }
}

async fn an_import_happens_once_and_whole(database: &Database) {
    sample(database).await;
    let store = &database.store;
    let import = new_pads();
    let tried = store
        .import_parts(&key("I-1"), &import, true)
        .await
        .unwrap();
    assert_eq!(tried, ImportOutcome::Done(4));
    assert!(
        store.facts(&["NEW-1".into()]).await.unwrap().is_empty(),
        "a dry run"
    );
    assert_eq!(
        store
            .import_parts(&key("I-1"), &import, false)
            .await
            .unwrap(),
        ImportOutcome::Done(4)
    );
    assert_eq!(
        store
            .import_parts(&key("I-1"), &import, false)
            .await
            .unwrap(),
        ImportOutcome::Again(4)
    );
    let other = PartsImport {
        replace: true,
        ..import.clone()
    };
    assert_eq!(
        store
            .import_parts(&key("I-1"), &other, false)
            .await
            .unwrap(),
        ImportOutcome::Conflict
    );
    assert_eq!(
        store
            .import_parts(&key("I-2"), &import, false)
            .await
            .unwrap(),
        ImportOutcome::Done(4)
    );
    let facts = store.facts(&["NEW-KIT".into()]).await.unwrap();
    let ratios: Vec<_> = facts["NEW-KIT"]
        .kit
        .iter()
        .map(|part| (part.sku.as_str(), part.ratio))
        .collect();
    assert_eq!(ratios, [("DSC-1001", 2), ("NEW-1", 1)]);
    let parts = store.parts(&["NEW-1".into()]).await.unwrap();
    let new = &parts["NEW-1"];
    assert_eq!(
        (new.brand.as_deref(), new.grade, new.weight_grams),
        (Some("博世"), Some(Grade::Oe), Some(1_234))
    );
    assert_eq!(
        (new.unit.as_str(), new.category.as_str(), new.oe_nos.len()),
        ("PCS", "PART", 1)
    );
    assert_eq!(
        related(database, "PAD-1083").await[0],
        "SUPERSEDED_BY PAD-1083>PAD-1082>PAD-1004>NEW-1"
    );
    let golf = store.vehicle("VW-GOLF7-14").await.unwrap().unwrap();
    let rows = store.fit_rows(&golf, &["NEW-1".into()]).await.unwrap();
    assert_eq!(
        fits(&rows.rows["NEW-1"], true, &golf, None, None)[0].fitment,
        Fitment::Fits
    );
}

async fn an_import_that_cannot_be_changes_nothing(database: &Database) {
    sample(database).await;
    stock_up(&database.store, &mut ids(), "PO-1", &[("PAD-1001", 1)]).await;
    let mut import = new_pads();
    import.parts.push(PartRow {
        components: vec![("PAD-1002".into(), 1)],
        ..part("PAD-1001")
    });
    import
        .relations
        .push(relation("NEW-1", RelationKind::SupersededBy, "PAD-1083"));
    import.fits.push(FitRule {
        model: "Santana".into(),
        ..fit("NEW-1", "REAR")
    });
    let outcome = database
        .store
        .import_parts(&key("I-1"), &import, false)
        .await
        .unwrap();
    let ImportOutcome::Refused(problems) = outcome else {
        panic!("{outcome:?}")
    };
    let told: Vec<_> = problems
        .iter()
        .map(|p| (p.list.as_str(), p.row, p.field))
        .collect();
    assert_eq!(
        told,
        [
            ("parts", 3, "components"),
            ("parts", 3, "components"),
            ("fits", 2, "model"),
            ("relations", 2, "toSku")
        ]
    );
    assert!(problems[0].reason.contains("KIT-1001"), "{problems:?}");
    assert!(
        problems[1].reason.contains("stock of its own"),
        "{problems:?}"
    );
    assert!(
        problems[3]
            .reason
            .contains("NEW-1 → PAD-1083 → PAD-1082 → PAD-1004 → NEW-1"),
        "{problems:?}"
    );
    assert!(
        database
            .store
            .facts(&["NEW-1".into()])
            .await
            .unwrap()
            .is_empty()
    );
    // The key is free for the corrected import.
    assert_eq!(
        database
            .store
            .import_parts(&key("I-1"), &new_pads(), false)
            .await
            .unwrap(),
        ImportOutcome::Done(4)
    );
}

async fn an_import_changes_what_it_names_and_nothing_else(database: &Database) {
    sample(database).await;
    let store = &database.store;
    database
        .sql("UPDATE sku SET suspended = 1 WHERE sku = 'PAD-1004'")
        .await;
    let import = PartsImport {
        parts: vec![part("PAD-1004")],
        relations: vec![relation("PAD-1004", RelationKind::Interchange, "PAD-1001")],
        fits: vec![fit("PAD-1004", "REAR")],
        replace: true,
    };
    assert_eq!(
        store
            .import_parts(&key("I-1"), &import, false)
            .await
            .unwrap(),
        ImportOutcome::Done(3)
    );
    let parts = store.parts(&["PAD-1004".into()]).await.unwrap();
    let pad = &parts["PAD-1004"];
    assert_eq!(
        (pad.name.as_str(), pad.brand.as_deref(), pad.weight_grams),
        ("件 PAD-1004", Some("天合"), Some(1_800))
    );
    let facts = store.facts(&["PAD-1004".into()]).await.unwrap();
    assert!(facts["PAD-1004"].suspended && facts["PAD-1004"].safety_default == 2);
    // Its old relations and fitment are gone, from both sides; those of others stay.
    assert!(
        !related(database, "PAD-1005")
            .await
            .iter()
            .any(|one| one.contains("INTERCHANGE"))
    );
    assert!(
        related(database, "PAD-1001")
            .await
            .contains(&"INTERCHANGE PAD-1001>PAD-1004".to_owned())
    );
    assert_eq!(
        database
            .number("SELECT COUNT(*) FROM fitment WHERE sku = 'PAD-1004'")
            .await,
        0
    );
    assert_eq!(
        related(database, "PAD-1083").await[0],
        "SUPERSEDED_BY PAD-1083>PAD-1082>PAD-1004"
    );
}

async fn imports_at_once_close_no_circle(database: &Database) {
    sample(database).await;
    let import = |sku: &str, other: &str| PartsImport {
        relations: vec![relation(sku, RelationKind::SupersededBy, other)],
        ..PartsImport::default()
    };
    let mut tasks = Vec::new();
    for (at, (sku, other)) in [("BAT-1001", "BAT-1002"), ("BAT-1002", "BAT-1001")]
        .into_iter()
        .enumerate()
    {
        let (store, import) = (database.second().await, import(sku, other));
        tasks.push(tokio::spawn(async move {
            let outcome = store
                .import_parts(&key(&format!("I-{at}")), &import, false)
                .await
                .unwrap();
            store.close().await;
            outcome
        }));
    }
    let mut done = 0;
    for task in tasks {
        done += i32::from(task.await.unwrap() == ImportOutcome::Done(1));
    }
    assert_eq!(done, 1);
    assert_eq!(database.number("SELECT COUNT(*) FROM interchange WHERE sku LIKE 'BAT-100%' AND relation = 'SUPERSEDED_BY'").await, 1);
}
