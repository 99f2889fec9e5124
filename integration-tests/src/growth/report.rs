//! Runs are kept as lines of JSON; the page and its pictures are made from them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::fit::least_squares;
use super::model::{Coefficients, Model};
use super::plot;
use super::point::{Point, Run, Series};
use super::series as kinds;
use crate::error::{PeerError, Result};

/// Sizes to which a series of rows is carried on.
const FURTHER: f64 = 100_000_000.0;
/// Callers of whom the model tells.
const TOLD: [f64; 3] = [1.0, 64.0, 256.0];

fn folder() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs")).to_owned()
}

fn log() -> PathBuf {
    folder().join("performance/growth.jsonl")
}

/// Adds a run to the log.
///
/// # Errors
/// When it cannot be written.
pub fn keep(run: &Run) -> Result<()> {
    let path = log();
    let mut text = std::fs::read_to_string(&path).unwrap_or_default();
    let line = serde_json::to_string(run).map_err(PeerError::because("a run as JSON"))?;
    let _ = writeln!(text, "{line}");
    std::fs::write(&path, text).map_err(PeerError::because(path.display().to_string()))
}

/// Writes the page and its pictures from the log.
///
/// # Errors
/// When the log is not what [`keep`] writes, or the page cannot be written.
pub fn draw() -> Result<()> {
    let path = log();
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let runs = text.lines().map(serde_json::from_str::<Run>);
    let runs: Vec<Run> = runs
        .collect::<std::result::Result<_, _>>()
        .map_err(PeerError::because(path.display().to_string()))?;
    let mut pictures = Vec::new();
    let page = page(&runs, &mut pictures)?;
    pictures.push(("growth.md".to_owned(), page));
    for (name, text) in pictures {
        let path = folder().join(name);
        std::fs::write(&path, text).map_err(PeerError::because(path.display().to_string()))?;
    }
    Ok(())
}

/// What a series is about: the size, and what is done at each.
fn about(name: &str) -> (&'static str, &'static str) {
    match name {
        kinds::CALLERS => (
            "callers",
            "Orders of one line, 400 SKUs evenly, one connection, one provider.",
        ),
        kinds::LINES => ("lines of an order", "64 callers, each line another SKU."),
        kinds::CHECK => (
            "callers",
            "Orders of three lines: the run that the model below does not know.",
        ),
        kinds::CONNECTIONS => (
            "connections",
            "64 callers, at most one on a connection; the other connections are idle but for their heartbeats. The generator of the load holds the other end of each.",
        ),
        kinds::PROVIDERS => (
            "providers",
            "On one database, 256 callers spread over them; all share this machine's cores.",
        ),
        kinds::SITES => (
            "sites per SKU",
            "400 SKUs, each at so many sites; orders of one line that name their site, over all of them evenly.",
        ),
        kinds::SITES_READ => (
            "sites per SKU",
            "`batchSellable` of 20 SKUs, `exact` (the database is asked and not the read copy), over all sites; 64 callers. A call is a page.",
        ),
        kinds::ROWS => (
            "SKU × site rows",
            "Ten sites, orders of one line over all rows evenly: the worst case of every cache. Filled by SQL as copies of rows that a provider wrote, one receipt for 200 of them.",
        ),
        kinds::LEDGER => (
            "ledger rows",
            "20,000 balances with a past of 1,000 days: each order of it was held and cancelled (two vouchers, two ledger rows, a closed reservation and its line). Filled by SQL as copies of an order that a provider wrote; the answers are cut short and the outbox rows gone, as those of old orders are.",
        ),
        _ => (
            "ledger rows",
            "The same with the ledger in partitions of a month ([engines](engines.md#the-ledger-in-partitions)).",
        ),
    }
}

/// The last run of each series with points, in the order of [`kinds::ALL`].
fn latest(runs: &[Run]) -> Vec<(&Run, &Series)> {
    let of = |name: &str| {
        runs.iter().rev().find_map(|run| {
            let series = run.series.iter().find(|series| series.name == name)?;
            (!series.points.is_empty()).then_some((run, series))
        })
    };
    kinds::ALL.iter().filter_map(|name| of(name)).collect()
}

fn page(runs: &[Run], pictures: &mut Vec<(String, String)>) -> Result<String> {
    let latest = latest(runs);
    let mut text = String::from(INTRODUCTION);
    for (run, series) in &latest {
        let (x, what) = about(&series.name);
        let loaded = match series.points.iter().any(Point::is_loaded) {
            true => {
                " **On a loaded machine: figures of CPU and memory hold, rates and latencies do not.**"
            }
            false => "",
        };
        let _ = write!(
            text,
            "\n## {}\n\n{what} ({} {}.){loaded}\n\n{}",
            title(&series.name),
            run.day,
            run.commit,
            table(x, &series.points)
        );
        if let Some(line) = further(series) {
            let _ = write!(text, "\n{line}\n");
        }
        if series.points.len() > 1 {
            let name = format!("performance/growth-{}.svg", series.name);
            let _ = write!(text, "\n![{x}]({name})\n");
            pictures.push((name, plot::series(x, &series.points)?));
        }
    }
    let fitted = runs
        .iter()
        .rev()
        .find_map(|run| Some((run, Model::of(run)?)));
    if let Some((run, model)) = fitted {
        text.push_str(&capacity(run, &model));
    }
    text.push_str("\n## Machines\n\n");
    let mut told: Vec<String> = Vec::new();
    for (run, _) in &latest {
        let machine = &run.machine;
        let line = format!(
            "- {} {}: {} × {}, {} MiB, {:.0} synced writes of 4 KiB a second, {}, buffer pool of {} MiB; {} s a point; load before {}, after {}\n",
            run.day,
            run.commit,
            machine.cores,
            machine.processor,
            machine.memory_mib,
            machine.synced_writes,
            machine.mariadb,
            run.pool_mib,
            run.seconds,
            run.load.0,
            run.load.1
        );
        if !told.contains(&line) {
            told.push(line);
        }
    }
    text.extend(told);
    Ok(text)
}

fn title(name: &str) -> &'static str {
    match name {
        kinds::CALLERS => "Callers",
        kinds::LINES => "Lines of an order",
        kinds::CHECK => "The run that is not fitted",
        kinds::CONNECTIONS => "Connections",
        kinds::PROVIDERS => "Providers on one database",
        kinds::SITES => "Sites per SKU: reserving",
        kinds::SITES_READ => "Sites per SKU: asking",
        kinds::ROWS => "Stock",
        kinds::LEDGER => "The past",
        _ => "The past, in partitions",
    }
}

fn table(x: &str, points: &[Point]) -> String {
    let mut text = format!(
        "| {x} | calls/s | provider CPU s per 1,000 | database CPU s per 1,000 | p50 ms | p99 ms | provider MiB | database MiB | commits a call | rows a call | log bytes a call |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
    );
    for point in points {
        let (sample, call) = (&point.sample, &point.per_call);
        let _ = writeln!(
            text,
            "| {} | {:.0} | {:.4} | {:.4} | {:.2} | {:.2} | {:.0} | {:.0} | {:.3} | {:.1} | {:.0} |",
            plot::short(point.x),
            sample.rate,
            point.provider_cpu(),
            point.database_cpu(),
            sample.p50_ms,
            sample.p99_ms,
            sample.resident_kib as f64 / 1_024.0,
            point.database_kib as f64 / 1_024.0,
            call.commits,
            call.rows,
            call.redo_bytes + call.binlog_bytes
        );
    }
    text
}

/// What a series of rows would come to at [`FURTHER`], by a line through its points over the logarithm of their sizes.
fn further(series: &Series) -> Option<String> {
    let grows = [kinds::ROWS, kinds::LEDGER, kinds::LEDGER_PARTS];
    let last = series.points.last()?.x;
    if !grows.contains(&series.name.as_str()) || last >= FURTHER || series.points.len() < 2 {
        return None;
    }
    let at = |of: &dyn Fn(&Point) -> f64| -> Option<f64> {
        let rows = series
            .points
            .iter()
            .map(|point| ([1.0, point.x.log10()], of(point)));
        let [from, step] = least_squares(&rows.collect::<Vec<_>>())?;
        Some(from + step * FURTHER.log10())
    };
    Some(format!(
        "EXTRAPOLATED, not measured: by a line over the logarithm of the sizes, {} rows would take {:.4} s of the provider and {:.4} s of the database for 1,000 calls (beyond the buffer pool the disk decides, which a line does not know).",
        plot::short(FURTHER),
        at(&Point::provider_cpu)?,
        at(&Point::database_cpu)?
    ))
}

fn capacity(run: &Run, model: &Model) -> String {
    let mut text = format!(
        "\n## Capacity\n\nFitted by least squares (each difference as a part of what was measured) to the callers and lines of {} {}. `C` callers who order again once they have an answer take turns of `f + r·C + s·C·(lines - 1)`; a call takes `a / C + b + c·(lines - 1)` of CPU. Provider, database and the generator of the load share this machine's cores.\n\n| | batch | order | further line |\n|---|---|---|---|\n",
        run.day, run.commit
    );
    let micros = |of: &Coefficients| {
        format!(
            "{:.1} µs | {:.1} µs | {:.1} µs",
            of.batch * 1e6,
            of.order * 1e6,
            of.line * 1e6
        )
    };
    for (what, of) in [
        ("time of a turn (f, r, s)", &model.turn),
        ("CPU of the provider (a, b, c)", &model.provider),
        ("CPU of the database (a, b, c)", &model.database),
    ] {
        let _ = writeln!(text, "| {what} | {} |", micros(of));
    }
    text.push_str("\n| callers | orders/s on this machine | orders/s for each core of provider and database | syncs a call | rows a voucher | redo, binlog and file bytes a voucher |\n|---|---|---|---|---|---|\n");
    let measured = run
        .series
        .iter()
        .find(|series| series.name == kinds::CALLERS);
    for callers in TOLD {
        let point = measured.and_then(|series| series.points.iter().find(|p| p.x == callers));
        let call = point.map(|point| point.per_call).unwrap_or_default();
        let _ = writeln!(
            text,
            "| {callers} | {:.0} | {:.0} | {:.3} | {:.1} | {:.0}, {:.0}, {:.0} |",
            model.rate(callers, 1.0),
            model.per_core(callers, 1.0),
            call.groups * 2.0,
            call.rows,
            call.redo_bytes,
            call.binlog_bytes,
            call.file_bytes
        );
    }
    text.push_str("\nOrders of one line; the first two columns are the model's, the others were measured. A group of commits is synced twice, in the redo log and in the binary log. Files grow in steps of some MiB: what they grew by says something where many orders were held.\n");
    let checked = model.check(run);
    if !checked.is_empty() {
        let _ = write!(
            text,
            "\nChecked against {} callers with orders of {} lines, which were not fitted:\n\n| | predicted | measured | error |\n|---|---|---|---|\n",
            kinds::CHECK_CALLERS,
            kinds::CHECK_LINES
        );
        for one in checked {
            let _ = writeln!(
                text,
                "| {} | {:.4} | {:.4} | {:+.0} % |",
                one.what,
                one.predicted,
                one.measured,
                one.error() * 100.0
            );
        }
    }
    text
}

const INTRODUCTION: &str = "\
# Growth

What a reserve costs as stock, the past, sites, connections, lines, callers and providers grow; `cargo xtask growth --keep` measures, adds a line to
[`performance/growth.jsonl`](performance/growth.jsonl) and writes this page. Nothing here is edited by hand.

MariaDB with a binary log, every commit durable (both logs synced). A closed loop of so many callers; each order must be held. After each point the database is asked whether it holds exactly the orders that were answered, and (up to 1.2
million ledger rows) whether every invariant holds (`stock-center check`): a point where it does not has no numbers. CPU is that of the processes for 1,000 calls, memory is resident at the end of the point; the database's memory only grows while its
buffer pool fills, over all points of a run.
";
