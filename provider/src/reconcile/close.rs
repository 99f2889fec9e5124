//! The close of a business day: its comparisons are done, its differences repaired or carried over by name, its books balanced.

use std::collections::BTreeSet;

use stock::answer::Answer;
use stock::code::Code;
use stock::command::{Command, Envelope};
use stock::ids::{Moment, Tenant};
use stock::op::OpKey;
use stock::reconcile::RunKind;
use stock::reconcile::command::{CloseDay, ReconcileCommand};
use stock::reconcile::day::Day;
use stock::reconcile::diff::Diff;
use stock::reconcile::report::{Finished, Report};
use stock_sql::{DayCloseRow, DiffFilter, Error, Run, RunScope};

use super::{PAGE, Reconciler};

/// Differences spelled out in a refusal.
const NAMED_MAX: usize = 20;

/// Who closes which day.
#[derive(Clone, Debug)]
pub struct Closing {
    /// Tenant.
    pub tenant: Tenant,
    /// Day.
    pub day: Day,
    /// By whom.
    pub by: String,
    /// Under which key.
    pub key: OpKey,
    /// Differences that stay open on purpose.
    pub carry_over: Vec<String>,
}

/// Why a day is not closed or reopened.
#[derive(Debug)]
pub enum Refused {
    /// By a rule.
    Rule(Box<Answer>),
    /// The database failed.
    Failed(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

fn refused(code: Code, message: String, details: &[(&str, String)]) -> Refused {
    let mut answer = Answer::refused(code, message);
    for (name, value) in details {
        answer.details.insert((*name).to_owned(), value.clone());
    }
    Refused::Rule(Box::new(answer))
}

impl Reconciler {
    /// Closes a business day; `true` if it was closed before.
    ///
    /// # Errors
    /// What is missing, by name.
    pub async fn close_day(&self, closing: &Closing) -> Result<(DayCloseRow, bool), Refused> {
        let (tenant, day) = (&closing.tenant, closing.day);
        let before = self.store.day_close(tenant, day).await?;
        if let Some(closed) = before.filter(|row| row.closed) {
            return Ok((closed, true));
        }
        let now = self.store.now().await?;
        self.check_ended(day, now)?;
        let cut_seq = self
            .store
            .record_cut(day, self.calendar().cut_seq(day), now)
            .await?;
        self.check_runs(tenant, day).await?;
        let carried = self.check_diffs(closing).await?;
        let report = self.report(tenant, day, &RunScope::default()).await?;
        let known = |diff: &Diff| diff.kind == RunKind::R1;
        if !report.balanced && !carried.iter().any(known) {
            return Err(refused(
                Code::StateConflict,
                format!(
                    "opening and movements of {day} do not come to its closing: run R1, which names where, and carry that difference over"
                ),
                &[("currentState", "UNBALANCED".to_owned())],
            ));
        }
        let carried_over: Vec<String> = carried.iter().map(Diff::no).collect();
        self.book_close(closing, cut_seq, &carried_over).await?;
        let row = DayCloseRow {
            tenant: tenant.clone(),
            day,
            closed: true,
            cut_seq,
            closed_at: now,
            closed_by: closing.by.clone(),
            carried_over,
            reopen_asked_by: None,
            reopen_key: None,
            reopened_by: None,
        };
        self.put_close(&row, &report).await?;
        self.store.refresh_network().await?;
        tracing::info!(%tenant, %day, by = %closing.by, cut_seq, "a business day is closed");
        Ok((row, false))
    }

    fn check_ended(&self, day: Day, now: Moment) -> Result<(), Refused> {
        let end = self.calendar().start_of(day.next());
        let settled = end.plus_seconds(self.options.settle_seconds);
        if now >= settled {
            return Ok(());
        }
        let left = (settled.0 - now.0) / 1_000 + 1;
        Err(refused(
            Code::StateConflict,
            format!("{day} can be closed {left} s from now, when all its rows are committed"),
            &[("currentState", "RUNNING".to_owned())],
        ))
    }

    /// Comparisons of the day that were asked for after its end.
    async fn check_runs(&self, tenant: &Tenant, day: Day) -> Result<(), Refused> {
        let done: BTreeSet<RunKind> = self
            .runs_of(tenant, day)
            .await?
            .iter()
            .map(|run| run.kind)
            .collect();
        let required = self.options.close_requires.iter();
        let missing: Vec<&str> = required
            .filter(|kind| !done.contains(kind))
            .map(|kind| kind.as_str())
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let missing = missing.join(", ");
        Err(refused(
            Code::StateConflict,
            format!(
                "{missing} of {day} are not done: run them with this business date after the day's end, or take what the mall does not compare out of reconcile.close_requires"
            ),
            &[
                ("currentState", "NOT_COMPARED".to_owned()),
                ("missing", missing),
            ],
        ))
    }

    /// Whole comparisons of a day that were asked for after its end and are done.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn runs_of(&self, tenant: &Tenant, day: Day) -> Result<Vec<Run>, Error> {
        let end = self.calendar().start_of(day.next());
        let mut runs = self.store.runs_of_day(tenant, day).await?;
        runs.retain(|run| run.created_at >= end);
        Ok(runs)
    }

    /// Every open difference of the day or before is named to be carried over.
    async fn check_diffs(&self, closing: &Closing) -> Result<Vec<Diff>, Refused> {
        let mut open = Vec::new();
        let mut filter = DiffFilter {
            until_day: Some(closing.day),
            open: true,
            ..DiffFilter::of(closing.tenant.clone())
        };
        loop {
            let page = self.store.diffs(&filter).await?;
            let Some(last) = page.last() else { break };
            filter.before_id = Some(last.id);
            open.extend(page);
        }
        let named: BTreeSet<&str> = closing.carry_over.iter().map(String::as_str).collect();
        // What waits in the outbox is the messages' matter, not the books'.
        open.retain(|diff| diff.kind != RunKind::R7);
        let rest: Vec<String> = open
            .iter()
            .map(Diff::no)
            .filter(|no| !named.contains(no.as_str()))
            .collect();
        if rest.is_empty() {
            return Ok(open);
        }
        let shown = rest[..rest.len().min(NAMED_MAX)].join(", ");
        Err(refused(
            Code::StateConflict,
            format!(
                "{} differences are open: {shown}; repair them, or name them in carryOver",
                rest.len()
            ),
            &[("currentState", "OPEN_DIFFS".to_owned()), ("diffs", shown)],
        ))
    }

    async fn book_close(
        &self,
        closing: &Closing,
        cut_seq: i64,
        carried_over: &[String],
    ) -> Result<(), Refused> {
        let command = Command::Reconcile(ReconcileCommand::CloseDay(CloseDay {
            day: closing.day,
            cut_seq,
            carried_over: carried_over.to_vec(),
        }));
        let mut envelope = Envelope::new(closing.key.clone(), command);
        envelope.operator = Some(closing.by.clone());
        let answer = self.lanes.submit(envelope, None).await;
        if answer.code.is_success() {
            return Ok(());
        }
        Err(Refused::Rule(Box::new(answer)))
    }

    /// The report of a business day, ended or not.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn report(
        &self,
        tenant: &Tenant,
        day: Day,
        scope: &RunScope,
    ) -> Result<Finished, Error> {
        let calendar = self.calendar();
        let (from_seq, to_seq) = (calendar.cut_seq(day.before()), calendar.cut_seq(day));
        let base = self.store.latest_close(tenant, day, scope).await?;
        let mut report = Report::new(from_seq, to_seq, base.cut_seq, base.totals);
        report.only_in(scope.warehouse.clone());
        let mut after = 0;
        loop {
            let page = self
                .store
                .balances_after(tenant, scope, after, PAGE)
                .await?;
            for row in &page {
                report.add_balance(&row.key, &row.balance, &row.category, row.cost);
                after = row.balance.id;
            }
            if page.len() < PAGE {
                break;
            }
            tokio::task::yield_now().await;
        }
        let mut after = report.reads_after();
        loop {
            let span = (after, i64::MAX);
            let page = self.store.legs_after(tenant, scope, span, PAGE).await?;
            for row in &page {
                report.add_leg(&row.leg, &row.category, row.cost);
                after = row.leg.seq;
            }
            if page.len() < PAGE {
                return Ok(report.finish());
            }
            tokio::task::yield_now().await;
        }
    }

    /// Reopens a closed day: the first person's call asks, another person's does it. Returns the close as it stands then.
    ///
    /// # Errors
    /// Why not, by name.
    pub async fn reopen_day(
        &self,
        tenant: &Tenant,
        day: Day,
        (by, key): (&str, &str),
    ) -> Result<DayCloseRow, Refused> {
        let Some(row) = self.store.day_close(tenant, day).await? else {
            return Err(refused(
                Code::StateConflict,
                format!("{day} was never closed"),
                &[("currentState", "OPEN".to_owned())],
            ));
        };
        if !row.closed {
            return if row.reopened_by.as_deref() == Some(by) {
                Ok(row)
            } else {
                Err(refused(
                    Code::StateConflict,
                    format!("{day} is open already"),
                    &[("currentState", "REOPENED".to_owned())],
                ))
            };
        }
        match row.reopen_asked_by.as_deref() {
            None => {
                self.store.ask_reopen(tenant, day, by, key).await?;
            }
            Some(_) if row.reopen_key.as_deref() == Some(key) => {}
            Some(asked) if asked == by => {
                return Err(refused(
                    Code::NotAuthorized,
                    format!("{by} asked to reopen {day}: another person does it"),
                    &[],
                ));
            }
            Some(asked) => {
                let asked = asked.to_owned();
                if self.store.reopen(tenant, day, by).await? {
                    self.store.refresh_network().await?;
                    tracing::warn!(%tenant, %day, asked, by, "a closed business day is reopened");
                }
            }
        }
        let row = self.store.day_close(tenant, day).await?;
        row.ok_or_else(|| {
            refused(
                Code::SystemError,
                format!("the close of {day} is gone"),
                &[],
            )
        })
    }
}
