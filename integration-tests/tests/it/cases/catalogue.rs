//! Vehicles, fitment and what stands for what, over the wire; and the import of a catalogue, by call and by command.

use dubbo_api::catalog::{
    Fit, FitImport, FitReq, FitRow, ImportReport, KitComponent, PartCatalogService as _, PartRef,
    PartRow, RelationRow, Vehicle,
};
use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use dubbo_api::states::{PartGrade, RelationKind};
use dubbo_rpc::Context;

use super::mall::Mall;
use super::on_both_databases;

on_both_databases! {
    case_67_a_superseded_part_is_followed_to_the_last,
    case_67_a_circle_of_replacements_is_refused_and_named,
    case_68_an_unknown_vin_fits_nothing,
    vins_name_vehicles,
    fitment_is_told_per_place,
    parts_by_original_number,
    an_import_by_call_happens_once_and_whole,
    an_import_by_command_tells_every_bad_row,
}

/// Of the fixture's vehicle CAR-A, of 2017.
const VIN_A: &str = "LTAA1BCD7H1000001";
/// Of the right form, and of no vehicle.
const VIN_UNKNOWN: &str = "LTZA1BCD0H1000001";

async fn vehicle(mall: &Mall, vin: &str) -> Reply<Vehicle> {
    let vin = Some(vin.to_owned());
    mall.parts.resolve_vin(&Context::new(), vin).await.unwrap()
}

async fn fits(mall: &Mall, request: FitReq, skus: &[&str]) -> Reply<Vec<Fit>> {
    let request = FitReq {
        skus: skus.iter().map(|sku| (*sku).into()).collect(),
        ..request
    };
    mall.parts
        .check_fitment(&Context::new(), request)
        .await
        .unwrap()
}

fn of_vin(vin: &str) -> FitReq {
    FitReq {
        vin: Some(vin.to_owned()),
        ..FitReq::default()
    }
}

fn of_vehicle(id: &str) -> FitReq {
    FitReq {
        vehicle_id: Some(id.to_owned()),
        ..FitReq::default()
    }
}

/// `P-NEW FITS FRONT 1`, a line each.
fn spell(reply: &Reply<Vec<Fit>>) -> Vec<String> {
    let fits = reply.data.as_ref().unwrap();
    let line = |fit: &Fit| {
        let place = fit
            .position
            .as_deref()
            .map_or(String::new(), |place| format!(" {place}"));
        let quantity = fit
            .quantity_per_vehicle
            .map_or(String::new(), |n| format!(" {n}"));
        format!("{} {}{place}{quantity}", fit.sku, fit.fitment)
    };
    fits.iter().map(line).collect()
}

async fn stand_for(mall: &Mall, asked: &str) -> Reply<Vec<PartRef>> {
    let asked = Some(asked.to_owned());
    mall.parts
        .interchange(&Context::new(), asked)
        .await
        .unwrap()
}

/// `SUPERSEDED_BY BRAND P-OLD>P-NEW`, a line each.
fn spell_refs(reply: &Reply<Vec<PartRef>>) -> Vec<String> {
    let refs = reply.data.as_ref().unwrap();
    refs.iter()
        .map(|one| format!("{} {} {}", one.kind, one.grade, one.chain.join(">")))
        .collect()
}

async fn case_67_a_superseded_part_is_followed_to_the_last(mall: &Mall) {
    mall.center.import("parts");
    let found = stand_for(mall, "P-OLD").await;
    assert_eq!(
        spell_refs(&found),
        [
            "SUPERSEDED_BY BRAND P-OLD>P-MID>P-NEW",
            "SUPERSEDED_BY BRAND P-OLD>P-MID",
            "SAME_OE OE P-OLD>P-TWIN",
            "INTERCHANGE BRAND P-OLD>P-MID>P-NEW>P-OTHER",
            "ALTERNATIVE ECONOMY P-OLD>P-MID>P-NEW>P-CHEAP",
            "ALTERNATIVE BRAND P-OLD>P-MID>P-NEW>P-MUTE",
            "ALTERNATIVE REMAN P-OLD>P-MID>P-NEW>P-REMAN",
        ]
    );
    let first = &found.data.as_ref().unwrap()[0];
    assert_eq!(
        (
            first.sku.as_str(),
            first.name.as_deref(),
            first.brand.as_deref()
        ),
        ("P-NEW", Some("新刹车片"), Some("品牌"))
    );
    // Two ways and one way.
    assert_eq!(
        spell_refs(&stand_for(mall, "P-TWIN").await),
        [
            "SAME_OE BRAND P-TWIN>P-OLD",
            "INTERCHANGE BRAND P-TWIN>P-NEW"
        ]
    );
    assert_eq!(spell_refs(&stand_for(mall, "P-CHEAP").await), [""; 0]);
}

fn import(mall: &Mall, no: &str) -> FitImport {
    FitImport {
        context: mall.context(no),
        ..FitImport::default()
    }
}

async fn send(mall: &Mall, request: &FitImport) -> Reply<ImportReport> {
    mall.parts
        .import_fitment(&Context::new(), request.clone())
        .await
        .unwrap()
}

fn part(sku: &str) -> PartRow {
    PartRow {
        sku: sku.into(),
        name: Some(format!("件 {sku}")),
        ..PartRow::default()
    }
}

fn relation(from: &str, kind: RelationKind, to: &str) -> RelationRow {
    RelationRow {
        from_sku: from.into(),
        to_sku: to.into(),
        kind,
    }
}

async fn case_67_a_circle_of_replacements_is_refused_and_named(mall: &Mall) {
    mall.center.import("parts");
    let request = FitImport {
        relations: vec![relation("P-NEW", RelationKind::SupersededBy, "P-OLD")],
        ..import(mall, "I-1")
    };
    let refused = send(mall, &request).await;
    assert_eq!(refused.code, ResultCode::ParamInvalid, "{refused:?}");
    let report = refused.data.unwrap();
    assert_eq!((report.accepted, report.rejected), (0, 1));
    let problem = &report.problems[0];
    assert_eq!(
        (
            problem.list.as_deref(),
            problem.row,
            problem.field.as_deref()
        ),
        (Some("relations"), 1, Some("toSku"))
    );
    let reason = problem.reason.as_deref().unwrap();
    assert!(reason.contains("P-NEW → P-OLD → P-MID → P-NEW"), "{reason}");
    // The command refuses it as well, names the line and the circle, and the chain is what it was.
    let told = mall.center.import_refused("circle");
    assert!(
        told.contains("interchange.csv line 2, column other: ")
            && told.contains("P-NEW → P-MID → P-NEW"),
        "{told}"
    );
    assert_eq!(
        spell_refs(&stand_for(mall, "P-OLD").await)[0],
        "SUPERSEDED_BY BRAND P-OLD>P-MID>P-NEW"
    );
}

async fn case_68_an_unknown_vin_fits_nothing(mall: &Mall) {
    mall.center.import("parts");
    let reply = vehicle(mall, VIN_UNKNOWN).await;
    assert_eq!(reply.code, ResultCode::Ok);
    let found = reply.data.unwrap();
    assert!(!found.known && found.vehicle_id.is_none() && found.make.is_none());
    assert_eq!(found.vin.as_deref(), Some(VIN_UNKNOWN));
    assert!(reply.message.unwrap().contains("does not know the VIN"));
    // What fits a known vehicle is not told to fit this one, whatever is asked.
    for request in [
        of_vin(VIN_UNKNOWN),
        of_vin("LTAB1BCD2K1000001"),
        of_vin("LTAA1BCD6C1000001"),
        of_vehicle("CAR-Z"),
    ] {
        let reply = fits(mall, request, &["P-NEW", "P-OTHER", "P-MUTE", "NONE"]).await;
        assert_eq!(
            spell(&reply),
            [
                "P-NEW UNKNOWN",
                "P-OTHER UNKNOWN",
                "P-MUTE UNKNOWN",
                "NONE UNKNOWN"
            ]
        );
        assert!(reply.message.is_some());
    }
}

async fn vins_name_vehicles(mall: &Mall) {
    mall.center.import("parts");
    let found = vehicle(mall, &VIN_A.to_lowercase()).await.data.unwrap();
    assert!(found.known);
    assert_eq!(
        (
            found.vehicle_id.as_deref(),
            found.vin.as_deref(),
            found.model_year
        ),
        (Some("CAR-A"), Some(VIN_A), Some(2017))
    );
    assert_eq!(
        (
            found.make.as_deref(),
            found.model.as_deref(),
            found.engine.as_deref()
        ),
        (Some("甲车"), Some("甲一"), Some("1.4T EA211"))
    );
    assert_eq!(
        (
            found.displacement_ml,
            found.transmission.as_deref(),
            found.body.as_deref()
        ),
        (Some(1_395), Some("DSG7"), Some("两厢轿车"))
    );
    let several = vehicle(mall, "LTAB1BCD2K1000001").await;
    assert!(!several.data.unwrap().known);
    assert!(several.message.unwrap().contains("CAR-A, CAR-B"));
    for (bad, hint) in [
        ("", "it has 0"),
        ("LTAA1BCD7H100000", "it has 16"),
        ("LTAA1BCD7H10000O1", "character 16"),
        (
            "LTAA1BCD8H1000001",
            "character 9 is 8, by the others it is 7",
        ),
        ("轮轮轮轮轮轮轮轮轮轮轮轮轮轮轮轮轮", "character 1"),
    ] {
        let refused = vehicle(mall, bad).await;
        assert_eq!(
            (refused.code, refused.details["field"].as_str()),
            (ResultCode::ParamInvalid, "vin")
        );
        let message = refused.message.unwrap();
        assert!(message.contains(hint), "{message}");
    }
}

async fn fitment_is_told_per_place(mall: &Mall) {
    mall.center.import("parts");
    let all = [
        "P-NEW",
        "P-TWIN",
        "P-DISC",
        "P-OTHER",
        "P-MUTE",
        "P-REMAN",
        "P-KIT",
        "P-ORDERKIT",
        "NONE",
    ];
    assert_eq!(
        spell(&fits(mall, of_vin(VIN_A), &all).await),
        [
            "P-NEW FITS FRONT 1",
            "P-TWIN FITS FRONT 2",
            "P-DISC FITS FRONT_LEFT 1",
            "P-DISC FITS FRONT_RIGHT 1",
            "P-OTHER NOT_FIT",
            "P-MUTE UNKNOWN",
            // By make, model, engine and the VIN's model year.
            "P-REMAN FITS FRONT 1",
            // As its parts do; of the other kit's parts one is not known.
            "P-KIT FITS 1",
            "P-ORDERKIT UNKNOWN",
            "NONE UNKNOWN",
        ]
    );
    // Without the model year a rule for some years says nothing.
    let reply = fits(mall, of_vehicle("CAR-A"), &["P-REMAN"]).await;
    assert_eq!(spell(&reply), ["P-REMAN UNKNOWN"]);
    assert!(
        reply.data.unwrap()[0]
            .note
            .as_deref()
            .unwrap()
            .contains("2016 to 2018")
    );
    let at = |place: &str| FitReq {
        position: Some(place.to_owned()),
        ..of_vehicle("CAR-A")
    };
    assert_eq!(
        spell(&fits(mall, at("FRONT_LEFT"), &["P-DISC", "P-NEW"]).await),
        ["P-DISC FITS FRONT_LEFT 1", "P-NEW FITS FRONT 1"]
    );
    assert_eq!(
        spell(&fits(mall, at("REAR"), &["P-DISC"]).await),
        ["P-DISC NOT_FIT"]
    );
    for (request, skus, field) in [
        (FitReq::default(), &["P-NEW"][..], "vehicleId"),
        (
            FitReq {
                vin: Some(VIN_A.to_owned()),
                ..of_vehicle("CAR-A")
            },
            &["P-NEW"],
            "vin",
        ),
        (of_vin("SHORT"), &["P-NEW"], "vin"),
        (of_vehicle("CAR-A"), &[], "skus"),
        (of_vehicle("CAR-A"), &["P-NEW"; 201], "skus"),
        (at(&"X".repeat(33)), &["P-NEW"], "position"),
    ] {
        let refused = fits(mall, request, skus).await;
        assert_eq!(
            (refused.code, refused.details["field"].as_str()),
            (ResultCode::ParamInvalid, field)
        );
    }
}

async fn parts_by_original_number(mall: &Mall) {
    mall.center.import("parts");
    for spelled in ["5WD698151", "5wd 698-151"] {
        let found = stand_for(mall, spelled).await;
        let expected = [
            format!("SAME_OE BRAND {spelled}>P-OLD"),
            format!("SAME_OE OE {spelled}>P-TWIN"),
        ];
        assert_eq!(spell_refs(&found), expected);
    }
    let none = stand_for(mall, "5WD698152").await;
    assert_eq!(
        (none.code, none.details["kind"].as_str()),
        (ResultCode::NotFound, "part")
    );
    for bad in ["", &"X".repeat(65)] {
        assert_eq!(stand_for(mall, bad).await.code, ResultCode::ParamInvalid);
    }
}

async fn an_import_by_call_happens_once_and_whole(mall: &Mall) {
    mall.center.import("parts");
    let (new, kit) = (
        format!("NEW-{}", mall.center.is_sqlite()),
        format!("KIT-{}", mall.center.is_sqlite()),
    );
    let request = FitImport {
        parts: vec![
            PartRow {
                brand: Some("品牌".to_owned()),
                oe_nos: vec!["9X1".to_owned()],
                grade: PartGrade::Oe,
                ..part(&new)
            },
            PartRow {
                components: vec![KitComponent {
                    sku: new.as_str().into(),
                    ratio: 4,
                }],
                ..part(&kit)
            },
        ],
        fits: vec![FitRow {
            sku: new.as_str().into(),
            make: Some("alpha".to_owned()),
            model: Some("甲一".to_owned()),
            position: Some("WHEEL".to_owned()),
            quantity_per_vehicle: Some(4),
            ..FitRow::default()
        }],
        relations: vec![relation(&new, RelationKind::Interchange, "P-HOLD")],
        ..import(mall, "I-1")
    };
    let dry = send(
        mall,
        &FitImport {
            dry_run: true,
            ..request.clone()
        },
    )
    .await
    .data
    .unwrap();
    assert_eq!((dry.dry_run, dry.accepted, dry.rejected), (true, 4, 0));
    assert_eq!(
        stand_for(mall, &new).await.code,
        ResultCode::NotFound,
        "a dry run"
    );
    let done = send(mall, &request).await;
    assert_eq!(
        (done.code, done.data.unwrap().accepted),
        (ResultCode::Ok, 4)
    );
    let again = send(mall, &request).await;
    assert_eq!(
        (again.code, again.data.unwrap().accepted),
        (ResultCode::OkDuplicate, 4)
    );
    let other = FitImport {
        replace: true,
        ..request.clone()
    };
    assert_eq!(
        send(mall, &other).await.code,
        ResultCode::IdempotentConflict
    );
    // Another provider knows it too.
    let elsewhere = mall.elsewhere().await;
    let request = FitReq {
        skus: vec![kit.as_str().into()],
        ..of_vehicle("CAR-A")
    };
    let fit = elsewhere
        .parts
        .check_fitment(&Context::new(), request)
        .await
        .unwrap();
    assert_eq!(spell(&fit), [format!("{kit} FITS 1")]);
    assert_eq!(
        spell_refs(&stand_for(mall, "9x1").await),
        [format!("SAME_OE OE 9x1>{new}")]
    );
    // Every bad row is told, and nothing of the good one is taken over.
    let bad = FitImport {
        parts: vec![
            part(&format!("GOOD-{new}")),
            PartRow {
                grade: PartGrade::Other("GOLD".to_owned()),
                ..part("X")
            },
            PartRow {
                name: None,
                ..part("Y")
            },
        ],
        fits: vec![FitRow {
            sku: new.as_str().into(),
            make: Some("a".to_owned()),
            ..FitRow::default()
        }],
        relations: vec![relation(
            &new,
            RelationKind::Other("LIKE".to_owned()),
            "P-NEW",
        )],
        ..import(mall, "I-2")
    };
    let refused = send(mall, &bad).await;
    assert_eq!(refused.code, ResultCode::ParamInvalid);
    let report = refused.data.unwrap();
    let told: Vec<_> = report
        .problems
        .iter()
        .map(|p| {
            format!(
                "{} {} {}",
                p.list.as_deref().unwrap(),
                p.row,
                p.field.as_deref().unwrap()
            )
        })
        .collect();
    assert_eq!((report.rejected, report.accepted), (4, 0));
    assert_eq!(
        told,
        [
            "parts 2 grade",
            "parts 3 name",
            "fits 1 model",
            "relations 1 kind"
        ]
    );
    assert_eq!(
        stand_for(mall, &format!("GOOD-{new}")).await.code,
        ResultCode::NotFound
    );
    let many = FitImport {
        parts: vec![part("P-NEW"); 5_001],
        ..import(mall, "I-3")
    };
    let refused = send(mall, &many).await;
    assert_eq!(
        (refused.code, refused.details["limit"].as_str()),
        (ResultCode::ParamInvalid, "at most 5000 rows")
    );
    assert_eq!(
        send(mall, &import(mall, "I-4")).await.details["field"],
        "parts"
    );
    assert_eq!(
        send(mall, &FitImport::default()).await.details["field"],
        "context"
    );
}

async fn an_import_by_command_tells_every_bad_row(mall: &Mall) {
    mall.center.import("parts");
    let told = mall.center.import_refused("bad_parts");
    for expected in [
        "sku.csv line 3, column suspended: suspended is \"2\"",
        "sku.csv line 4: 3 fields, it has to be 8",
        "vin.csv line 2, column wmi: ",
        "fitment.csv line 3, column sku: sku \"BAD-NONE\" is in no sku known",
        "5 rows were left out",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    // The good row is there; importing the corrected files again does no harm.
    assert_eq!(
        spell(&fits(mall, of_vehicle("CAR-A"), &["BAD-GOOD"]).await),
        ["BAD-GOOD FITS FRONT 1"]
    );
    mall.center.import("parts");
    assert_eq!(
        spell(&fits(mall, of_vehicle("CAR-A"), &["P-NEW"]).await),
        ["P-NEW FITS FRONT 1"]
    );
}
