//! The bundled sample catalogue, and imports of one's own: catalogue rows go to the database, opening stock goes through a lane as receipts.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::{
    Command, Envelope, LotDates, OpenPresale, PresaleCommand, PresaleLine, PurchaseIn, StockLine,
};
use stock::ids::{Sku, Tenant, Warehouse};
use stock::op::{OpKey, OpType};
use stock::policy::LINES_MAX;
use stock_sql::{
    CatalogueFile, CatalogueSources, IMPORT_ERRORS_MAX, ImportReport, OpeningStock, Store,
};

use crate::config::{Config, Sample};
use crate::doors::DEFAULT_TENANT;
use crate::lane::Lanes;
use crate::sweeper::SOURCE;

/// How often a long import says how far it has come.
const PROGRESS_EVERY: Duration = Duration::from_secs(2);
/// The sample's presale, and when its goods are expected: in three weeks.
const PRESALE_NO: &str = "WINTER-TYRES";
const PRESALE_EXPECTED_SECONDS: i64 = 21 * 86_400;
/// Receipts on their way through the lanes at once.
const RECEIPTS_AT_ONCE: usize = 4;

macro_rules! bundled {
    ($($file:ident = $name:literal,)+) => {
        /// The files of the bundled sample.
        fn bundled() -> CatalogueSources<'static> {
            CatalogueSources::new()
                $(.with(CatalogueFile::$file, include_bytes!(concat!("../catalogue/", $name)).as_slice()))+
        }
    };
}

bundled! {
    Area = "area.csv",
    Supplier = "supplier.csv",
    Part = "part.csv",
    VehicleBuild = "vehicle_build.csv",
    Vin = "vin.csv",
    Supply = "supply.csv",
    FitRule = "fit_rule.csv",
    Brand = "brand.csv",
    Warehouse = "warehouse.csv",
    Coverage = "coverage.csv",
    Channel = "channel.csv",
    Sku = "sku.csv",
    SafetyStock = "safety_stock.csv",
    KitPart = "kit_part.csv",
    OeNumber = "oe_number.csv",
    Interchange = "interchange.csv",
    Vehicle = "vehicle.csv",
    Fitment = "fitment.csv",
    WorkCalendar = "work_calendar.csv",
    WorkDay = "work_day.csv",
    Site = "site.csv",
    SiteWave = "site_wave.csv",
    CoverageTerms = "coverage_terms.csv",
    SafetyRule = "safety_rule.csv",
    SourcingPolicy = "sourcing_policy.csv",
    SourcingExclusion = "sourcing_exclusion.csv",
    SkuValue = "sku_value.csv",
    LotPolicy = "lot_policy.csv",
    OpeningStock = "opening_stock.csv",
    OpeningLot = "opening_lot.csv",
}

/// What an import came to, in lines to print.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Lines.
    pub lines: Vec<String>,
    /// Rows left out, and receipts refused.
    pub rejected: u64,
}

/// Loads the bundled sample where the settings want it and the database has no catalogue yet, or has only a part of the sample because loading it was cut off.
///
/// # Errors
/// When the database fails, or the sample is not as good as it must be.
pub async fn load_if_wanted(config: &Config, store: &Store, lanes: &Lanes) -> Result<(), String> {
    let wanted = match config.data.sample {
        Sample::Always => true,
        Sample::Auto => config.is_embedded_default(),
        Sample::Never => false,
    };
    if !wanted {
        return Ok(());
    }
    let imported = load_if_missing(store, lanes).await?;
    if !imported.lines.is_empty() {
        store.rest().await.map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Loads the bundled sample where the database has no catalogue yet, or only a part of the sample.
///
/// # Errors
/// When the database fails, or the sample is not as good as it must be.
pub async fn load_if_missing(store: &Store, lanes: &Lanes) -> Result<Imported, String> {
    store
        .refresh_network()
        .await
        .map_err(|error| format!("the catalogue cannot be read: {error}"))?;
    if !is_missing(store).await? {
        return Ok(Imported::default());
    }
    tracing::info!("loading the bundled sample catalogue");
    let imported = import(store, lanes, bundled(), false).await?;
    if imported.rejected > 0 {
        return Err(format!(
            "the bundled sample was refused: {}",
            imported.lines.join("; ")
        ));
    }
    for line in &imported.lines {
        tracing::info!("{line}");
    }
    open_presale(store, lanes).await?;
    Ok(imported)
}

/// Opens the sample's presale: goods nobody has yet, expected in three weeks.
async fn open_presale(store: &Store, lanes: &Lanes) -> Result<(), String> {
    let now = store.now().await.map_err(|error| error.to_string())?;
    let command = Command::Presale(PresaleCommand::Open(OpenPresale {
        presale_no: PRESALE_NO.to_owned(),
        warehouse: Warehouse::from("WH-SH"),
        pool: None,
        expected_at: Some(now.plus_seconds(PRESALE_EXPECTED_SECONDS)),
        sale_until: None,
        lines: vec![PresaleLine {
            line_no: 1,
            sku: Sku::from("TYR-1033"),
            owner: None,
            quantity: Some(40),
        }],
    }));
    let key = OpKey {
        tenant: Tenant::from(DEFAULT_TENANT),
        source: SOURCE.to_owned(),
        op: command.op(),
        biz_no: PRESALE_NO.to_owned(),
        op_seq: 0,
    };
    let answer = lanes.submit(Envelope::new(key, command), None).await;
    // Loading that was cut off after this has opened it at another moment.
    if answer.code.is_success() || answer.code == Code::IdempotentConflict {
        return Ok(());
    }
    Err(format!(
        "the bundled sample's presale was refused: {} {}",
        answer.code.as_str(),
        answer.message
    ))
}

/// Whether there is no catalogue, or the sample's with a part of its opening stock not received.
async fn is_missing(store: &Store) -> Result<bool, String> {
    let sites = store.network();
    if sites.warehouses.is_empty() {
        return Ok(true);
    }
    let rows = sample_rows();
    if !rows
        .keys()
        .all(|site| sites.warehouses.contains_key(&Warehouse::from(*site)))
    {
        return Ok(false);
    }
    for (site, rows) in rows {
        for part in 1..=rows.div_ceil(LINES_MAX) {
            let key = receipt_key(&Warehouse::from(site), part);
            let found = store
                .answer_by_key(&key)
                .await
                .map_err(|error| error.to_string())?;
            if found.is_none() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Rows of opening stock in the bundled sample by site.
fn sample_rows() -> BTreeMap<&'static str, usize> {
    let files = [
        include_str!("../catalogue/opening_stock.csv"),
        include_str!("../catalogue/opening_lot.csv"),
    ];
    let mut rows = BTreeMap::new();
    for text in files {
        for site in text.lines().skip(1).filter_map(|row| row.split(',').next()) {
            *rows.entry(site).or_insert(0) += 1;
        }
    }
    rows
}

/// Imports a folder of CSV files.
///
/// # Errors
/// When the database fails or the folder cannot be read.
pub async fn import_folder(
    store: &Store,
    lanes: &Lanes,
    folder: &Path,
    dry_run: bool,
) -> Result<Imported, String> {
    let sources = CatalogueSources::folder(folder).map_err(|error| error.to_string())?;
    import(store, lanes, sources, dry_run).await
}

async fn import(
    store: &Store,
    lanes: &Lanes,
    sources: CatalogueSources<'_>,
    dry_run: bool,
) -> Result<Imported, String> {
    let mut told_at = Instant::now();
    let mut watch = |file: CatalogueFile, rows: u64| {
        if told_at.elapsed() >= PROGRESS_EVERY {
            told_at = Instant::now();
            tracing::info!("{file}: {rows} rows read");
        }
    };
    let report = store
        .import_catalogue_watched(sources, dry_run, &mut watch)
        .await
        .map_err(|error| format!("the catalogue cannot be imported: {error}"))?;
    let mut imported = told(&report);
    if dry_run {
        imported
            .lines
            .push("dry run: nothing was written".to_owned());
    } else {
        receive(lanes, report.opening, &mut imported).await;
    }
    Ok(imported)
}

fn told(report: &ImportReport) -> Imported {
    let mut lines: Vec<String> = report
        .good
        .iter()
        .map(|(file, rows)| format!("{file}: {rows} rows"))
        .collect();
    lines.extend(report.errors.iter().map(ToString::to_string));
    let listed = u64::try_from(report.errors.len()).unwrap_or(u64::MAX);
    if report.rejected > listed {
        lines.push(format!(
            "{} more are not listed: {IMPORT_ERRORS_MAX} are the most",
            report.rejected - listed
        ));
    }
    if report.rejected > 0 {
        lines.push(format!("{} rows were left out", report.rejected));
    }
    Imported {
        lines,
        rejected: report.rejected,
    }
}

/// Receives opening stock: one receipt per warehouse and [`LINES_MAX`] rows. The receipts have numbers of their own, so an import that was cut off and
/// is run again receives nothing twice.
async fn receive(lanes: &Lanes, opening: Vec<OpeningStock>, imported: &mut Imported) {
    let mut by_site: BTreeMap<_, Vec<OpeningStock>> = BTreeMap::new();
    for row in opening {
        by_site.entry(row.warehouse.clone()).or_default().push(row);
    }
    let receipts: Vec<Envelope> = by_site
        .values()
        .flat_map(|rows| {
            rows.chunks(LINES_MAX)
                .zip(1..)
                .map(|(rows, part)| receipt(rows, part))
        })
        .collect();
    for together in receipts.chunks(RECEIPTS_AT_ONCE) {
        let answers = join_all(
            together
                .iter()
                .map(|receipt| lanes.submit(receipt.clone(), None)),
        )
        .await;
        for (receipt, answer) in together.iter().zip(answers) {
            if !answer.code.is_success() {
                imported.rejected += 1;
                imported.lines.push(format!(
                    "opening stock {}: {} {}",
                    receipt.key.biz_no,
                    answer.code.as_str(),
                    answer.message
                ));
            }
        }
    }
}

fn receipt(rows: &[OpeningStock], part: usize) -> Envelope {
    let warehouse = rows[0].warehouse.clone();
    let lines = rows
        .iter()
        .zip(1..)
        .map(|(row, line_no)| StockLine {
            line_no,
            sku: row.sku.clone(),
            quantity: row.quantity,
            owner: None,
            pool: None,
            lot: row.lot.as_ref().map(|(lot, _)| lot.clone()),
            dates: LotDates {
                produced_on: row.lot.as_ref().map(|(_, made)| *made),
                expires_on: None,
            },
            unit_cost: None,
        })
        .collect();
    let key = OpKey {
        tenant: Tenant::from(DEFAULT_TENANT),
        source: SOURCE.to_owned(),
        op: OpType::PurchaseIn,
        biz_no: format!("OPENING-{warehouse}-{part}"),
        op_seq: 0,
    };
    Envelope::new(
        key,
        Command::PurchaseIn(PurchaseIn {
            warehouse,
            lines,
            to: Bucket::Available,
            asn_no: None,
            last_receipt: false,
            rest_expected_at: None,
        }),
    )
}

fn receipt_key(warehouse: &Warehouse, part: usize) -> OpKey {
    OpKey {
        tenant: Tenant::from(DEFAULT_TENANT),
        source: SOURCE.to_owned(),
        op: OpType::PurchaseIn,
        biz_no: format!("OPENING-{warehouse}-{part}"),
        op_seq: 0,
    }
}
