//! The bundled catalogue, and files that are wrong.

use std::path::Path;

use stock_sql::{CatalogueFile, CatalogueSources, ImportReport};

use crate::support::{Database, on_both_engines};

on_both_engines!(
    the_bundled_catalogue_is_sound,
    a_dry_run_writes_nothing,
    bad_lines_are_left_out_and_named,
    facts_are_read_with_components,
);

fn bundled() -> CatalogueSources<'static> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../provider/catalogue");
    CatalogueSources::folder(&folder).unwrap()
}

async fn the_bundled_catalogue_is_sound(database: &Database) {
    let store = &database.store;
    let report = store.import_catalogue(bundled(), false).await.unwrap();
    assert_eq!(report.errors, []);
    assert_eq!(report.good.len(), CatalogueFile::ALL.len());
    let of_lots = report.opening.iter().filter(|row| row.lot.is_some());
    let of_lots = u64::try_from(of_lots.count()).unwrap();
    assert_eq!(of_lots, report.good[&CatalogueFile::OpeningLot]);
    assert!(report.good[&CatalogueFile::Sku] >= 400);
    assert!(report.good[&CatalogueFile::Vehicle] >= 50);
    assert!(report.opening.len() > 2_000 && report.opening.iter().all(|row| row.quantity > 0));
    for file in CatalogueFile::ALL {
        let opens = [CatalogueFile::OpeningStock, CatalogueFile::OpeningLot];
        if !opens.contains(&file) {
            let table = file.file_name().replace(".csv", "");
            let rows = database
                .number(&format!("SELECT COUNT(*) FROM {table}"))
                .await;
            assert_eq!(u64::try_from(rows).unwrap(), report.good[&file], "{table}");
        }
    }
    // Longest prefix wins; a closed site serves nobody; a channel may be barred from the shared pool.
    let network = store.network();
    let sites = |area: &str| {
        let found = network.candidates(Some(&area.into()));
        found
            .iter()
            .map(|w| w.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(sites("440106"), ["ST-GZTH", "WH-GZ", "WH-SZ"]);
    assert_eq!(sites("440303"), ["WH-SZ", "WH-GZ"]);
    assert_eq!(sites("410105"), ["WH-WH"]);
    assert!(!network.shared_allowed(Some(&"TMALL".into())));
    assert!(network.shared_allowed(Some(&"APP".into())));
    for province in ["11", "23", "31", "35", "42", "50", "54", "61", "65"] {
        assert!(sites(&format!("{province}0101")).len() >= 2, "{province}");
    }
    // Importing it again replaces rows by themselves.
    let again = store.import_catalogue(bundled(), false).await.unwrap();
    assert_eq!(again, report);
}

async fn a_dry_run_writes_nothing(database: &Database) {
    let report = database
        .store
        .import_catalogue(bundled(), true)
        .await
        .unwrap();
    assert_eq!(report.errors, []);
    assert_eq!(database.number("SELECT COUNT(*) FROM sku").await, 0);
    assert_eq!(database.number("SELECT COUNT(*) FROM kit_part").await, 0);
}

const SKUS: &str = "sku,name,name_en,category,brand,unit,suspended,safety_default\n";

async fn import(database: &Database, files: &[(CatalogueFile, &str)]) -> ImportReport {
    let sources = files
        .iter()
        .fold(CatalogueSources::new(), |sources, (file, text)| {
            sources.with(*file, text.as_bytes())
        });
    database
        .store
        .import_catalogue(sources, false)
        .await
        .unwrap()
}

fn sku(name: &str) -> String {
    format!("{name},名,name,CAT,B,个,0,0\n")
}

async fn bad_lines_are_left_out_and_named(database: &Database) {
    let brands = "code,name,name_en,grade\nB,博世,Bosch,OES\nX,坏,bad,GOLD\n";
    let skus = format!(
        "{SKUS}{}{}{}{}{}{}{},n,n,CAT,B,个,0,0\nA6,n,n,CAT,NONE,个,0,0\nA7,n,n,CAT,B,个,2,0\nA8,n,n,CAT,B,个,0,-1\nA9,short\n",
        sku("A1"),
        sku("A2"),
        sku("A3"),
        sku("A4"),
        sku("K1"),
        sku("K2"),
        "S".repeat(65)
    );
    let files = [
        (CatalogueFile::Brand, brands),
        (CatalogueFile::Sku, skus.as_str()),
        (
            CatalogueFile::KitPart,
            "kit,sku,ratio\nK1,A1,4\nK2,K1,1\nK1,NOPE,1\nK2,A2,0\n",
        ),
        (
            CatalogueFile::Interchange,
            "sku,relation,other\nA1,SUPERSEDED_BY,A2\nA2,SUPERSEDED_BY,A3\nA3,SUPERSEDED_BY,A1\nA4,SUPERSEDED_BY,A4\nA1,SUPERSEDED_BY,A4\n",
        ),
        (
            CatalogueFile::Warehouse,
            "code,name,name_en,kind,area,enabled\nW1,仓,site,FRONT,440106,1\n",
        ),
        (
            CatalogueFile::OpeningStock,
            "warehouse,sku,quantity\nW1,A1,5\nW1,A1,5\nW1,K1,5\nW2,A1,5\nW1,A2,0\n",
        ),
        (
            CatalogueFile::Channel,
            "code;name;shared_allowed\nAPP,x,1\n",
        ),
    ];
    let report = import(database, &files).await;
    let errors: Vec<String> = report.errors.iter().map(ToString::to_string).collect();
    let expected = [
        ("brand.csv line 3", "GOLD"),
        ("sku.csv line 8", "65"),
        ("sku.csv line 9", "NONE"),
        ("sku.csv line 10", "suspended"),
        ("sku.csv line 11", "safety_default"),
        ("sku.csv line 12", "2 fields"),
        ("channel.csv line 1", "code,name,shared_allowed"),
        ("kit_part.csv line 4", "NOPE"),
        ("kit_part.csv line 5", "ratio"),
        ("kit_part.csv line 3", "never a kit"),
        ("interchange.csv line 4", "superseded"),
        ("interchange.csv line 5", "itself"),
        ("interchange.csv line 6", "another successor"),
        ("opening_stock.csv line 3", "earlier line"),
        ("opening_stock.csv line 4", "is a kit"),
        ("opening_stock.csv line 5", "W2"),
        ("opening_stock.csv line 6", "quantity"),
    ];
    for (place, hint) in expected {
        assert!(
            errors
                .iter()
                .any(|e| e.starts_with(place) && e.contains(hint)),
            "{place} {hint}: {errors:#?}"
        );
    }
    assert_eq!(errors.len(), expected.len(), "{errors:#?}");
    assert_eq!(report.rejected, 17);
    assert_eq!(report.opening.len(), 1);
    assert_eq!(database.number("SELECT COUNT(*) FROM sku").await, 6);
    // A later file may refer to what is in the database, and may not close a circle with it.
    let later = [(
        CatalogueFile::Interchange,
        "sku,relation,other\nA3,SUPERSEDED_BY,A1\nA3,ALTERNATIVE,A4\n",
    )];
    let report = import(database, &later).await;
    assert_eq!(
        (
            report.errors.len(),
            report.good[&CatalogueFile::Interchange]
        ),
        (1, 1)
    );
    let later = [(CatalogueFile::KitPart, "kit,sku,ratio\nA1,A4,1\n")];
    assert_eq!(import(database, &later).await.errors.len(), 1);
}

async fn facts_are_read_with_components(database: &Database) {
    let skus = format!("{SKUS}{}{}A3,n,n,CAT,B,个,1,7\n", sku("A1"), sku("K1"));
    let files = [
        (
            CatalogueFile::Brand,
            "code,name,name_en,grade\nB,博世,Bosch,OES\n",
        ),
        (CatalogueFile::Sku, skus.as_str()),
        (CatalogueFile::KitPart, "kit,sku,ratio\nK1,A1,4\n"),
        (
            CatalogueFile::Warehouse,
            "code,name,name_en,kind,area,enabled\nW1,仓,site,FRONT,440106,1\n",
        ),
        (
            CatalogueFile::SafetyStock,
            "sku,warehouse,quantity\nA1,W1,3\n",
        ),
    ];
    assert_eq!(import(database, &files).await.errors, []);
    let facts = database
        .store
        .facts(&["K1".into(), "A3".into(), "NOPE".into()])
        .await
        .unwrap();
    assert_eq!(
        facts.len(),
        3,
        "with the kit's component, without the unknown"
    );
    let kit = &facts["K1"].kit;
    assert_eq!((kit[0].sku.as_str(), kit[0].ratio), ("A1", 4));
    let part = &facts["A1"];
    assert_eq!(
        (part.safety_in(&"W1".into()), part.safety_in(&"W2".into())),
        (3, 0)
    );
    assert!(facts["A3"].suspended);
    assert_eq!(facts["A3"].safety_in(&"W1".into()), 7);
    // Remembered for a while, forgotten by an import.
    database.sql("UPDATE sku SET suspended = 0").await;
    assert!(database.store.facts(&["A3".into()]).await.unwrap()["A3"].suspended);
    let files = [(CatalogueFile::Sku, format!("{SKUS}{}", sku("A5")))];
    let files: Vec<_> = files
        .iter()
        .map(|(file, text)| (*file, text.as_str()))
        .collect();
    import(database, &files).await;
    assert!(!database.store.facts(&["A3".into()]).await.unwrap()["A3"].suspended);
}

#[test]
fn a_folder_without_files_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let error = CatalogueSources::folder(folder.path())
        .unwrap_err()
        .to_string();
    assert!(error.contains("sku.csv"), "{error}");
}
