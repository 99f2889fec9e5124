//! `stock-center reconcile`: comparisons, differences, the close of the day and statements, from the command line; lists come as CSV.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use stock::ids::{Owner, Sku, Tenant};
use stock::op::{OpKey, OpType};
use stock::reconcile::day::Day;
use stock::reconcile::tolerance::Abc;
use stock::reconcile::{DiffState, RunKind};
use stock_sql::{DiffFilter, ListKind, NewRun, RunScope, RunState, StatementRow};

use crate::doors::DEFAULT_TENANT;
use crate::operate::say;
use crate::reconcile::{Closing, Reconciler, Refused};

/// Rows of a page of what is exported.
const PAGE: u32 = 500;

/// What to reconcile.
#[derive(Debug, Clone, Subcommand)]
pub enum ReconcileCommand {
    /// Run a comparison (R1, R2, R4 to R7) and wait for its end: exit code 1 if it finds differences.
    Run {
        /// Which: R1 ledger, R2 documents, R4 warehouse, R5 orders, R6 settlement, R7 messages.
        run: String,
        /// The mall.
        #[arg(long, default_value = DEFAULT_TENANT)]
        tenant: String,
        /// The business day, yyyy-MM-dd; today if absent.
        #[arg(long)]
        date: Option<String>,
        /// One warehouse only; needed by R4.
        #[arg(long)]
        warehouse: Option<String>,
    },
    /// Differences as CSV, newest first.
    Diffs {
        /// The mall.
        #[arg(long, default_value = DEFAULT_TENANT)]
        tenant: String,
        /// Only those of this state.
        #[arg(long)]
        state: Option<String>,
    },
    /// Close a business day.
    Close {
        /// The day, yyyy-MM-dd.
        date: String,
        /// Who closes it.
        #[arg(long)]
        operator: String,
        /// The mall.
        #[arg(long, default_value = DEFAULT_TENANT)]
        tenant: String,
        /// Differences that stay open on purpose, with commas between.
        #[arg(long, value_delimiter = ',')]
        carry: Vec<String>,
    },
    /// Reopen a closed business day; the first person's call asks, another person's does it.
    Reopen {
        /// The day, yyyy-MM-dd.
        date: String,
        /// Who asks, or agrees.
        #[arg(long)]
        operator: String,
        /// The mall.
        #[arg(long, default_value = DEFAULT_TENANT)]
        tenant: String,
    },
    /// The report of a business day as CSV: exit code 1 if it is not balanced.
    Report {
        /// The day, yyyy-MM-dd.
        date: String,
        /// The mall.
        #[arg(long, default_value = DEFAULT_TENANT)]
        tenant: String,
    },
    /// What is to be settled with an owner, as CSV.
    Statement {
        /// The goods' owner.
        owner: String,
        /// First day, yyyy-MM-dd.
        from: String,
        /// Last day, yyyy-MM-dd.
        to: String,
        /// The mall.
        #[arg(long, default_value = DEFAULT_TENANT)]
        tenant: String,
    },
    /// Take in classes of parts from a CSV file with the columns sku,abc.
    Classes {
        /// The file.
        file: PathBuf,
        /// The mall.
        #[arg(long, default_value = DEFAULT_TENANT)]
        tenant: String,
    },
    /// Take in costs of parts from a CSV file with the columns sku,cost_minor (fen per base unit).
    Costs {
        /// The file.
        file: PathBuf,
        /// The mall.
        #[arg(long, default_value = DEFAULT_TENANT)]
        tenant: String,
        /// The goods' owner.
        #[arg(long, default_value = stock::ids::OWNER_SELF)]
        owner: String,
    },
}

/// Does a command.
pub(crate) async fn run(
    reconciler: &Reconciler,
    command: ReconcileCommand,
) -> Result<ExitCode, String> {
    match command {
        ReconcileCommand::Run {
            run,
            tenant,
            date,
            warehouse,
        } => {
            let kind = RunKind::parse(&run)
                .ok_or_else(|| format!("run is `{run}`, it must be R1 to R7"))?;
            let date = date.as_deref().map(day).transpose()?;
            compare(reconciler, kind, &Tenant::from(tenant), date, warehouse).await
        }
        ReconcileCommand::Diffs { tenant, state } => {
            let state = state.as_deref().map(|text| {
                DiffState::parse(text)
                    .ok_or_else(|| format!("state is `{text}`, it must be FOUND, CONFIRMED, …"))
            });
            diffs(reconciler, &Tenant::from(tenant), state.transpose()?).await
        }
        ReconcileCommand::Close {
            date,
            operator,
            tenant,
            carry,
        } => {
            close(
                reconciler,
                day(&date)?,
                operator,
                &Tenant::from(tenant),
                carry,
            )
            .await
        }
        ReconcileCommand::Reopen {
            date,
            operator,
            tenant,
        } => {
            let who = (operator.as_str(), "command line");
            let row = reconciler
                .reopen_day(&Tenant::from(tenant), day(&date)?, who)
                .await;
            let row = row.map_err(refused)?;
            say(if row.closed {
                "asked for; another person's call reopens it"
            } else {
                "reopened"
            });
            Ok(ExitCode::SUCCESS)
        }
        ReconcileCommand::Report { date, tenant } => {
            report(reconciler, day(&date)?, &Tenant::from(tenant)).await
        }
        ReconcileCommand::Statement {
            owner,
            from,
            to,
            tenant,
        } => {
            let days = (day(&from)?, day(&to)?);
            statement(reconciler, &Owner::from(owner), days, &Tenant::from(tenant)).await
        }
        ReconcileCommand::Classes { file, tenant } => {
            let classes = two_columns(&file, ["sku", "abc"], |text| {
                Abc::parse(text).ok_or("A, B or C")
            })?;
            let stored = reconciler
                .store
                .put_abc(&Tenant::from(tenant), &classes)
                .await;
            stored.map_err(|error| error.to_string())?;
            say(&format!("{} classes taken in", classes.len()));
            Ok(ExitCode::SUCCESS)
        }
        ReconcileCommand::Costs {
            file,
            tenant,
            owner,
        } => {
            let costs = two_columns(&file, ["sku", "cost_minor"], |text| {
                let cost = text.parse::<i64>().ok().filter(|cost| *cost >= 0);
                cost.ok_or("a whole number of fen, 0 or more")
            })?;
            let (tenant, owner) = (Tenant::from(tenant), Owner::from(owner));
            let stored = reconciler.store.put_costs(&tenant, &owner, &costs).await;
            stored.map_err(|error| error.to_string())?;
            say(&format!("{} costs taken in", costs.len()));
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| format!("`{text}` is no date, it must be as yyyy-MM-dd"))
}

fn refused(why: Refused) -> String {
    match why {
        Refused::Rule(answer) => format!("{}: {}", answer.code.as_str(), answer.message),
        Refused::Failed(error) => error.to_string(),
    }
}

async fn compare(
    reconciler: &Reconciler,
    kind: RunKind,
    tenant: &Tenant,
    date: Option<Day>,
    warehouse: Option<String>,
) -> Result<ExitCode, String> {
    let text = |error: stock_sql::Error| error.to_string();
    let now = reconciler.store.now().await.map_err(text)?;
    let (list_kind, site) = match kind {
        RunKind::R4 => (Some(ListKind::Snapshot), warehouse.as_deref()),
        RunKind::R5 => (Some(ListKind::Orders), Some("")),
        _ => (None, None),
    };
    let mut cut_seq = reconciler.settled_seq(now);
    let mut list_id = None;
    if let Some(list_kind) = list_kind {
        let list = reconciler
            .store
            .latest_list(tenant, list_kind, site)
            .await
            .map_err(text)?;
        let list = list.ok_or("nothing to compare with has arrived whole: send it with submitWmsSnapshot or submitOrderList")?;
        cut_seq = list.received_seq;
        list_id = Some(list.id);
    }
    let run = NewRun {
        id: reconciler.next_id(now),
        tenant: tenant.clone(),
        kind,
        day: date.unwrap_or_else(|| reconciler.day_of(now)),
        scope: RunScope {
            warehouse: warehouse.as_deref().map(Into::into),
            ..RunScope::default()
        },
        list_id,
        cut_seq,
        key: None,
        now,
    };
    let (id, _) = reconciler.store.ask_run(&run).await.map_err(text)?;
    let done = reconciler.work_on(id).await.map_err(text)?;
    let run = done.ok_or("the run is gone")?;
    say(&format!(
        "{} {} {}: {} rows read, {} differences{}",
        run.no(),
        run.kind.as_str(),
        run.state.as_str(),
        run.rows_read,
        run.diffs,
        run.message
            .map(|text| format!("; {text}"))
            .unwrap_or_default()
    ));
    let clean = run.state == RunState::Done && run.diffs == 0;
    Ok(if clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

async fn diffs(
    reconciler: &Reconciler,
    tenant: &Tenant,
    state: Option<DiffState>,
) -> Result<ExitCode, String> {
    say(
        "diff_no,run,class,state,owner,sku,warehouse,pool,bucket,lot,document,ours,theirs,tolerance,value_minor,found_at,action,quantity,proposed_by,decided_by,voucher_no,note",
    );
    let mut filter = DiffFilter {
        states: state.into_iter().collect(),
        limit: PAGE,
        ..DiffFilter::of(tenant.clone())
    };
    loop {
        let page = reconciler
            .store
            .diffs(&filter)
            .await
            .map_err(|error| error.to_string())?;
        for diff in &page {
            let subject = &diff.subject;
            let repair = diff.repair.as_ref();
            say(&csv(&[
                diff.no(),
                diff.kind.as_str().to_owned(),
                diff.class.as_str().to_owned(),
                diff.state.as_str().to_owned(),
                shown(subject.owner.as_ref()),
                shown(subject.sku.as_ref()),
                shown(subject.warehouse.as_ref()),
                shown(subject.pool.as_ref()),
                shown(subject.bucket.map(stock::bucket::Bucket::as_str)),
                shown(subject.lot.as_ref()),
                shown(subject.document.as_ref()),
                diff.ours.to_string(),
                diff.theirs.to_string(),
                diff.tolerance.to_string(),
                shown(diff.value_minor),
                diff.found_at.0.to_string(),
                shown(repair.map(|repair| repair.action.as_str())),
                shown(repair.map(|repair| repair.quantity)),
                shown(repair.map(|repair| &repair.proposed_by)),
                shown(repair.and_then(|repair| repair.decided_by.as_ref())),
                shown(repair.and_then(|repair| repair.voucher_no.as_ref())),
                shown(diff.note.as_ref()),
            ]));
        }
        match page.last() {
            Some(last) => filter.before_id = Some(last.id),
            None => return Ok(ExitCode::SUCCESS),
        }
    }
}

async fn close(
    reconciler: &Reconciler,
    day: Day,
    operator: String,
    tenant: &Tenant,
    carry: Vec<String>,
) -> Result<ExitCode, String> {
    let now = reconciler
        .store
        .now()
        .await
        .map_err(|error| error.to_string())?;
    let closing = Closing {
        tenant: tenant.clone(),
        day,
        key: OpKey {
            tenant: tenant.clone(),
            source: "command-line".to_owned(),
            op: OpType::CloseDay,
            // A reopened day is closed anew under another key.
            biz_no: format!("{day} {}", now.0),
            op_seq: 0,
        },
        by: operator,
        carry_over: carry,
    };
    let (row, again) = reconciler.close_day(&closing).await.map_err(refused)?;
    say(&format!(
        "{day} {} closed by {} at sequence {}, {} differences carried over",
        if again { "was" } else { "is" },
        row.closed_by,
        row.cut_seq,
        row.carried_over.len()
    ));
    Ok(ExitCode::SUCCESS)
}

async fn report(reconciler: &Reconciler, day: Day, tenant: &Tenant) -> Result<ExitCode, String> {
    let report = reconciler.report(tenant, day, &RunScope::default()).await;
    let report = report.map_err(|error| error.to_string())?;
    say("owner,warehouse,category,bucket,movement,in,out,opening,closing,value_minor");
    for (cell, row) in &report.rows {
        let head = [
            cell.owner.to_string(),
            cell.warehouse.to_string(),
            cell.category.clone(),
            cell.bucket.as_str().to_owned(),
        ];
        let value = (!row.value_unknown).then_some(row.value_minor);
        let (opening, closing) = (row.opening().to_string(), row.closing.to_string());
        let none = String::new;
        let total = [none(), none(), none(), opening, closing, shown(value)];
        say(&csv(&[&head[..], &total[..]].concat()));
        for (movement, (into, out)) in &row.moves {
            let moved = [
                movement.as_str().to_owned(),
                into.to_string(),
                out.to_string(),
            ];
            say(&csv(
                &[&head[..], &moved[..], &[none(), none(), none()]].concat()
            ));
        }
    }
    if report.balanced {
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(1))
}

async fn statement(
    reconciler: &Reconciler,
    owner: &Owner,
    days: (Day, Day),
    tenant: &Tenant,
) -> Result<ExitCode, String> {
    let text = |error: stock_sql::Error| error.to_string();
    let store = &reconciler.store;
    let now = store.now().await.map_err(text)?;
    let (calendar, to_seq) = (reconciler.calendar(), reconciler.settled_seq(now));
    let page = crate::reconcile::PAGE;
    while store
        .gather_settlement(calendar, to_seq, page)
        .await
        .map_err(text)?
        >= page
    {}
    say(
        "owner,business_date,order_no,parcel_no,sku,signed,returned,lost,settle,unit_cost_minor,amount_minor,diff_no",
    );
    let mut after: Option<StatementRow> = None;
    loop {
        let rows = store
            .statement_page(tenant, owner, days, after.as_ref(), PAGE)
            .await;
        let rows = rows.map_err(text)?;
        for row in &rows {
            let settle = row.figures.signed - row.figures.returned;
            say(&csv(&[
                owner.to_string(),
                row.day.to_string(),
                row.order_no.clone(),
                row.parcel_no.clone(),
                row.sku.to_string(),
                row.figures.signed.to_string(),
                row.figures.returned.to_string(),
                row.figures.lost.to_string(),
                settle.to_string(),
                shown(row.cost),
                shown(row.cost.map(|cost| cost.saturating_mul(settle))),
                shown(row.diff_id.map(|id| format!("D{id}"))),
            ]));
        }
        match rows.last() {
            Some(last) => after = Some(last.clone()),
            None => return Ok(ExitCode::SUCCESS),
        }
    }
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// One line of CSV: what holds a comma, a quote or a line break stands in quotes, and nothing begins as a formula does in a spreadsheet.
fn csv(fields: &[String]) -> String {
    let field = |text: &String| {
        let formula = text.starts_with(['=', '+', '@', '\t', '\r'])
            || (text.starts_with('-') && text.parse::<i64>().is_err());
        let text = if formula {
            format!("'{text}")
        } else {
            text.clone()
        };
        if text.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text
        }
    };
    fields.iter().map(field).collect::<Vec<_>>().join(",")
}

/// A file of two columns; every wrong line is named.
fn two_columns<T>(
    path: &Path,
    names: [&str; 2],
    read: impl Fn(&str) -> Result<T, &'static str>,
) -> Result<Vec<(Sku, T)>, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let mut lines = text.lines().enumerate();
    let head = lines
        .next()
        .map(|(_, line)| line.trim_start_matches('\u{feff}').trim());
    if head != Some(names.join(",").as_str()) {
        return Err(format!(
            "the first line of {} must be {}",
            path.display(),
            names.join(",")
        ));
    }
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let fields: Vec<&str> = line.split(',').map(str::trim).collect();
        let [sku, value] = fields[..] else {
            wrong.push(format!(
                "line {number}: {} fields, there must be 2",
                fields.len()
            ));
            continue;
        };
        if sku.is_empty() || sku.chars().count() > crate::doors::NAME_MAX {
            wrong.push(format!(
                "line {number}: sku must have 1 to {} characters",
                crate::doors::NAME_MAX
            ));
            continue;
        }
        match read(value) {
            Ok(value) => found.push((Sku::from(sku), value)),
            Err(limit) => wrong.push(format!(
                "line {number}: {} is `{value}`, it must be {limit}",
                names[1]
            )),
        }
    }
    if wrong.is_empty() {
        return Ok(found);
    }
    let count = wrong.len();
    wrong.truncate(20);
    Err(format!(
        "{}: {count} lines are wrong, nothing is taken in\n{}",
        path.display(),
        wrong.join("\n")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_what_it_must_and_lets_no_formula_out() {
        let line = |fields: &[&str]| {
            csv(&fields
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>())
        };
        assert_eq!(line(&["a", "b,c", "d\"e", ""]), "a,\"b,c\",\"d\"\"e\",");
        assert_eq!(line(&["-5", "-x", "=1+1", "@a"]), "-5,'-x,'=1+1,'@a");
    }
}
