//! Every request, reply and event, written by us and read by the real hessian-lite of each Dubbo line, and back.
//!
//! A sample depends on the type and the field's name alone, so both sides make it for themselves: see `Wire.java`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use dubbo_api::event::*;
use dubbo_api::generate::{self, Contract, Type};
use dubbo_api::*;
use hessian2::{Decode, Decoder, Encode, Encoder, JavaType};

use crate::{java, room};

/// Dubbo line, and the hessian-lite it brings.
const LINES: &[(&str, &str)] = &[
    ("2.6.12", "3.2.12"),
    ("2.7.23 and 3.2.19", "3.2.13"),
    ("3.3.6", "4.0.4"),
];

/// Objects this deep hold no further objects.
const DEPTH_MAX: usize = 4;

/// A type that stands alone in a call or an event.
struct Root {
    name: String,
    /// Reads a stream and writes what was read.
    again: fn(&[u8]) -> Result<Vec<u8>, hessian2::Error>,
    /// Whether two streams hold equal values.
    same: fn(&[u8], &[u8]) -> Result<bool, hessian2::Error>,
}

fn root<T: Encode + Decode + JavaType + PartialEq>() -> Root {
    Root {
        name: T::type_ref().to_string(),
        again: |bytes| {
            let mut encoder = Encoder::new();
            encoder.write(&Decoder::new(bytes).read::<T>()?)?;
            Ok(encoder.into_vec())
        },
        same: |a, b| Ok(Decoder::new(a).read::<T>()? == Decoder::new(b).read::<T>()?),
    }
}

macro_rules! roots {
    ($($type:ty),* $(,)?) => { vec![$(root::<$type>()),*] };
}

fn roots() -> Vec<Root> {
    let mut all = roots![
        PreOccupyReq,
        ConfirmReq,
        CancelReq,
        ExtendReq,
        AmendReq,
        ReservationQuery,
        OpKey,
        OpContext,
        AsnReq,
        InboundReq,
        InspectReq,
        TransferReq,
        FreezeReq,
        CountReq,
        DisposeReq,
        PoolReq,
        ReverseReq,
        LedgerQuery,
        SourcingReq,
        ResourceReq,
        SimReq,
        RuleSet,
        SellableReq,
        PromiseReq,
        BucketQuery,
        LotQuery,
        ExplainQuery,
        SubstituteReq,
        FoCreateReq,
        PickReq,
        ShipReq,
        DeliveryReq,
        HoldReq,
        FoCancelReq,
        InterceptReq,
        ReturnReq,
        ReturnSentReq,
        ReturnInReq,
        GradeReq,
        SnapshotPage,
        ReconRunReq,
        DiffQuery,
        RepairReq,
        ApproveReq,
        DayReq,
        StatementReq,
        OrderListPage,
        BillPage,
        RunQuery,
        FitReq,
        FitImport,
        SafetyRule,
        HotReq,
        SwitchReq,
        HoldRuleReq,
        PresaleReq,
        TransferLossReq,
        CacheReq,
        ReplayReq,
    ];
    all.extend(roots![
        Reply<Reservation>,
        Reply<OpAnswer>,
        Reply<Voucher>,
        Reply<Page<LedgerRow>>,
        Reply<SourcingPlan>,
        Reply<SourcingTrace>,
        Reply<SimReport>,
        Reply<Nothing>,
        Reply<Vec<SellableItem>>,
        Reply<Promise>,
        Reply<Vec<BucketView>>,
        Reply<Vec<LotView>>,
        Reply<QtyExplain>,
        Reply<Vec<Substitute>>,
        Reply<Vec<FulfillmentOrder>>,
        Reply<FulfillmentOrder>,
        Reply<ReturnOrder>,
        Reply<Timeline>,
        Reply<SnapshotAck>,
        Reply<String>,
        Reply<Page<Diff>>,
        Reply<DayClose>,
        Reply<DayReport>,
        Reply<Page<StatementLine>>,
        Reply<RunProgress>,
        Reply<Vehicle>,
        Reply<Vec<Fit>>,
        Reply<Vec<PartRef>>,
        Reply<ImportReport>,
        Reply<Health>,
    ]);
    all.extend(roots![
        Event<ReservationEvent>,
        Event<StockChangedEvent>,
        Event<SellableEvent>,
        Event<StockAlertEvent>,
        Event<FulfillmentEvent>,
        Event<PromiseChangedEvent>,
        Event<ReturnEvent>,
        Event<ReconDiffEvent>,
        Event<DayClosedEvent>,
    ]);
    all
}

/// What every type of the list above says of itself, found again by its name in the contract.
fn types(contract: &Contract) -> BTreeMap<String, Type> {
    let class = |name: &str| Type::Class(name.to_owned(), Vec::new());
    let calls = contract.services.iter().flat_map(|s| &s.methods);
    let calls = calls.flat_map(|m| {
        m.params
            .iter()
            .map(|p| p.ty.clone())
            .chain([m.returns.clone()])
    });
    let calls = calls.filter(|ty| matches!(ty, Type::Class(..)));
    let events = dubbo_api::event::PUBLISHED.iter().map(|event| {
        let payload = class(&format!("com.autoparts.stock.api.event.{}", event.payload));
        Type::Class(
            "com.autoparts.stock.api.event.Event".to_owned(),
            vec![payload],
        )
    });
    calls.chain(events).map(|ty| (ty.reflected(), ty)).collect()
}

fn sample(e: &mut Encoder, contract: &Contract, ty: &Type, name: &str, depth: usize) {
    let length = i64::try_from(name.len()).expect("a short name");
    match ty {
        Type::Long | Type::BoxedLong => e.write_i64(7_000_000_000 + length),
        Type::Int | Type::BoxedInt => {
            e.write_i32(70_000 + i32::try_from(length).expect("a short name"))
        }
        Type::Bool | Type::BoxedBool => e.write_bool(true),
        Type::Double | Type::BoxedDouble => {
            e.write_f64(1.5 + f64::from(i32::try_from(length).expect("a short name")));
        }
        Type::Text => e.write_str(&format!("件-{name}")).expect("can be written"),
        Type::Date => e.write_date_ms(1_700_000_000_123 + length),
        Type::Void => e.write_null(),
        Type::TextMap => {
            e.begin_map(None).expect("can be written");
            e.write_str(&format!("k-{name}")).expect("can be written");
            e.write_str(&format!("v-{name}")).expect("can be written");
            e.end_map();
        }
        Type::List(item) => {
            let items = if depth > DEPTH_MAX {
                vec![]
            } else {
                vec![format!("{name}0"), format!("{name}01")]
            };
            e.begin_list(None, items.len()).expect("can be written");
            items
                .iter()
                .for_each(|name| sample(e, contract, item, name, depth));
        }
        Type::Class(..) if depth > DEPTH_MAX => e.write_null(),
        Type::Class(class, args) => {
            let class = &contract.classes[class];
            let names: Vec<_> = class
                .fields
                .iter()
                .map(|field| field.name.as_str())
                .collect();
            e.object(&class.name, &names).expect("can be written");
            for field in &class.fields {
                sample(
                    e,
                    contract,
                    &bind(&field.ty, &class.params, args),
                    &field.name,
                    depth + 1,
                );
            }
        }
        Type::Param(name) => panic!("{name} is not bound"),
    }
}

fn bind(ty: &Type, params: &[String], args: &[Type]) -> Type {
    match ty {
        Type::Param(name) => args[params
            .iter()
            .position(|param| param == name)
            .expect("is declared")]
        .clone(),
        Type::List(item) => Type::List(Box::new(bind(item, params, args))),
        other => other.clone(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).expect("is ASCII"));
    digits
        .map(|pair| u8::from_str_radix(pair, 16).expect("is hex"))
        .collect()
}

/// By type: what our types write of the type's sample.
fn written(contract: &Contract) -> BTreeMap<String, Vec<u8>> {
    let types = types(contract);
    let written = roots()
        .into_iter()
        .filter(|root| types.contains_key(&root.name))
        .map(|root| {
            let mut e = Encoder::new();
            sample(&mut e, contract, &types[&root.name], "root", 0);
            let bytes = (root.again)(&e.into_vec())
                .unwrap_or_else(|error| panic!("{}: {error}", root.name));
            (root.name, bytes)
        });
    written.collect()
}

#[test]
fn every_type_of_a_call_or_event_is_in_the_list() {
    let contract = generate::contract();
    let listed: Vec<_> = roots().into_iter().map(|root| root.name).collect();
    let missing: Vec<_> = types(&contract)
        .into_keys()
        .filter(|name| !listed.contains(name))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn real_hessian_lite_reads_and_writes_every_type() {
    let Some((maven, java)) = java::tools("real_hessian_lite_reads_and_writes_every_type") else {
        return;
    };
    let _ = java::dump();
    let project = room().join("java-wire");
    java::run(
        Command::new(maven)
            .args(["-q", "-B", "-ntp", "-f"])
            .arg(project.join("pom.xml"))
            .arg("package"),
    );
    let contract = generate::contract();
    let ours = written(&contract);
    let lines: String = ours
        .iter()
        .map(|(name, bytes)| format!("{name}\t{}\n", hex(bytes)))
        .collect();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contract-wire.tsv");
    fs::write(&file, lines).expect("can be written");
    let mut wrong = Vec::new();
    for (dubbo, version) in LINES {
        let library = project.join(format!("target/lib/hessian-lite-{version}.jar"));
        let path = [
            project.join("target/classes"),
            room().join("java/target/classes"),
            library,
        ];
        let path = std::env::join_paths(path).expect("no separator in it");
        let opens = [
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "--add-opens",
            "java.base/java.util=ALL-UNNAMED",
        ];
        let mut command = Command::new(&java);
        let text = java::run(
            command
                .args(opens)
                .arg("-cp")
                .arg(path)
                .arg("com.autoparts.stock.wire.Wire")
                .arg(&file),
        );
        let answers: BTreeMap<_, _> = text
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .collect();
        let mut read = 0;
        for root in roots().iter().filter(|root| ours.contains_key(&root.name)) {
            let answer = answers
                .get(root.name.as_str())
                .copied()
                .unwrap_or("no answer");
            let same = match answer.strip_prefix("ok\t") {
                Some(theirs) => (root.same)(&ours[&root.name], &unhex(theirs))
                    .map_err(|error| error.to_string()),
                None => Err(answer.to_owned()),
            };
            match same {
                Ok(true) => read += 1,
                Ok(false) => wrong.push(format!("{version}: {} comes back as another", root.name)),
                Err(why) => wrong.push(format!("{version}: {}: {why}", root.name)),
            }
        }
        println!(
            "hessian-lite {version} (Dubbo {dubbo}): {read} of {} types there and back",
            ours.len()
        );
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
