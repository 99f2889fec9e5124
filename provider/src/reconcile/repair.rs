//! Repairs: a proposal of one person, the decision of another, and the voucher that carries it out. A hold that is over needs nobody.

use stock::answer::Answer;
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::{Cancel, Command, Envelope, Freeze, StockLine, Target};
use stock::fulfilment::{Decide, FulfilCommand};
use stock::ids::{Lot, Moment, OrderNo, ReservationNo, Tenant};
use stock::op::OpKey;
use stock::reconcile::command::{ReconcileCommand, correction};
use stock::reconcile::diff::{Diff, parse_diff_no};
use stock::reconcile::state::{self, Decided, Decision, Declined, Proposal};
use stock::reconcile::{DiffClass, DiffState, RepairAction, RunKind};
use stock_sql::{BalanceFilter, Error};

use super::Reconciler;
use crate::sweeper::SOURCE;

/// What came of a proposal or a decision.
#[derive(Debug)]
pub enum RepairOutcome {
    /// Done.
    Done,
    /// Done before by the same call.
    Again,
    /// No such difference.
    Unknown,
    /// Refused.
    Declined(Declined),
    /// Approved, and refused by the rules of stock, or not known yet.
    Unrepaired(Box<Answer>),
}

impl Reconciler {
    /// Proposes a repair.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn propose(
        &self,
        tenant: &Tenant,
        diff_no: &str,
        proposal: Proposal,
    ) -> Result<RepairOutcome, Error> {
        let Some(diff) = self.find(tenant, diff_no).await? else {
            return Ok(RepairOutcome::Unknown);
        };
        let now = self.store.now().await?;
        match state::propose(diff, proposal, now) {
            Err(declined) => Ok(RepairOutcome::Declined(declined)),
            Ok(None) => Ok(RepairOutcome::Again),
            Ok(Some(after)) => self.keep_step(&after).await,
        }
    }

    /// Approves or refuses a proposed repair, and carries it out.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn decide(
        &self,
        tenant: &Tenant,
        diff_no: &str,
        decision: Decision,
    ) -> Result<RepairOutcome, Error> {
        let Some(diff) = self.find(tenant, diff_no).await? else {
            return Ok(RepairOutcome::Unknown);
        };
        let now = self.store.now().await?;
        match state::decide(diff, decision, now) {
            Err(declined) => Ok(RepairOutcome::Declined(declined)),
            Ok(Decided::Again(_)) => Ok(RepairOutcome::Again),
            Ok(Decided::Unfinished(diff)) => self.repair(diff).await,
            Ok(Decided::Now(after)) => match self.keep_step(&after).await? {
                RepairOutcome::Done if after.state == DiffState::Approved => {
                    self.repair(after).await
                }
                outcome => Ok(outcome),
            },
        }
    }

    async fn find(&self, tenant: &Tenant, diff_no: &str) -> Result<Option<Diff>, Error> {
        match parse_diff_no(diff_no) {
            Some(id) => self.store.diff(tenant, id).await,
            None => Ok(None),
        }
    }

    /// Stores a step; if somebody else made one meanwhile, what stands there now decides.
    async fn keep_step(&self, after: &Diff) -> Result<RepairOutcome, Error> {
        if self.change_diff(after).await? {
            return Ok(RepairOutcome::Done);
        }
        let now_there = self.store.diff(&after.tenant, after.id).await?;
        let state = now_there.map_or("gone", |diff| diff.state.as_str());
        Ok(RepairOutcome::Declined(Declined {
            code: Code::StateConflict,
            message: format!(
                "somebody else decided about {} meanwhile: it is {state}",
                after.no()
            ),
            detail: Some(("currentState", state.to_owned())),
        }))
    }

    /// Carries out an approved repair. Its voucher's key is the difference's number: however often this is tried, it is booked once.
    async fn repair(&self, diff: Diff) -> Result<RepairOutcome, Error> {
        let action = diff.repair.as_ref().map(|repair| repair.action);
        let command = match action {
            // The count's own voucher repairs it; the next run sees that.
            Some(RepairAction::CountTask) => return Ok(RepairOutcome::Done),
            Some(RepairAction::Resend) => {
                let now = self.store.now().await?;
                self.store.resend(now.plus_seconds(-60), now).await?;
                return self.finish(diff, None).await;
            }
            Some(RepairAction::Rebuild) => {
                if self.rebuild(&diff).await {
                    return self.finish(diff, None).await;
                }
                None
            }
            Some(RepairAction::Release) => release(&diff),
            Some(action) if diff.discrepancy().is_some() => Some(decided(&diff, action)),
            _ => {
                correction(&diff).map(|repair| Command::Reconcile(ReconcileCommand::Repair(repair)))
            }
        };
        let Some(command) = command else {
            let why = format!("nothing can be booked for {}", diff.no());
            let answer = Answer::refused(Code::StateConflict, why.clone());
            self.change_diff(&state::unrepaired(diff, why)).await?;
            return Ok(RepairOutcome::Unrepaired(Box::new(answer)));
        };
        let answer = self.book(&diff, command).await;
        if answer.code.is_success() {
            return self.finish(diff, Some(answer)).await;
        }
        // What may still happen is told as it is: the same call again carries it to its end.
        if !answer.code.is_retryable() {
            let why = format!("{}: {}", answer.code.as_str(), answer.message);
            self.change_diff(&state::unrepaired(diff, why)).await?;
        }
        Ok(RepairOutcome::Unrepaired(Box::new(answer)))
    }

    async fn finish(&self, diff: Diff, answer: Option<Answer>) -> Result<RepairOutcome, Error> {
        let now = self.store.now().await?;
        let voucher_no = answer.and_then(|answer| answer.voucher_no);
        let fixed = state::fixed(diff, voucher_no, now);
        self.change_diff(&fixed).await?;
        tracing::info!(diff = %fixed.no(), repair = ?fixed.repair, "a difference is repaired");
        Ok(RepairOutcome::Done)
    }

    /// Books a command for a difference, behind the callers.
    async fn book(&self, diff: &Diff, command: Command) -> Answer {
        let key = OpKey {
            tenant: diff.tenant.clone(),
            source: SOURCE.to_owned(),
            op: command.op(),
            biz_no: match &command {
                // As the sweeper names it: the two never expire a hold twice.
                Command::Expire(no) => no.to_string(),
                _ => diff.no(),
            },
            op_seq: 0,
        };
        let mut envelope = Envelope::new(key, command);
        let decider = diff
            .repair
            .as_ref()
            .and_then(|repair| repair.decided_by.clone());
        envelope.operator = decider.or_else(|| Some(SOURCE.to_owned()));
        self.lanes.submit_background(envelope).await
    }

    /// What follows of itself when a difference is seen a second time: holds that are over go back, goods of a broken ledger are frozen.
    pub(super) async fn on_confirmed(&self, diff: Diff, now: Moment) -> Result<(), Error> {
        if diff.kind == RunKind::R1 {
            return self.freeze(&diff).await;
        }
        if !state::is_automatic(&diff) {
            return Ok(());
        }
        if diff.kind == RunKind::R3 {
            return self.rebuild_by_rule(diff, now).await;
        }
        let Some(command) = release(&diff) else {
            return Ok(());
        };
        let answer = self.book(&diff, command).await;
        if !answer.code.is_success() {
            tracing::warn!(diff = %diff.no(), code = answer.code.as_str(), message = %answer.message, "a hold that is over was not given back");
            return Ok(());
        }
        let fixed = state::auto_fixed(diff, SOURCE, answer.voucher_no, now);
        self.change_diff(&fixed).await?;
        tracing::info!(diff = %fixed.no(), "a hold that was over is given back by rule");
        Ok(())
    }

    /// Freezes what is free of the balance whose ledger is broken: nothing more is sold of it until somebody has looked.
    async fn freeze(&self, diff: &Diff) -> Result<(), Error> {
        let subject = &diff.subject;
        let (Some(sku), Some(warehouse), Some(pool), Some(owner)) = (
            &subject.sku,
            &subject.warehouse,
            &subject.pool,
            &subject.owner,
        ) else {
            return Ok(());
        };
        let filter = BalanceFilter {
            tenant: Some(diff.tenant.clone()),
            owner: Some(owner.clone()),
            skus: vec![sku.clone()],
            warehouses: vec![warehouse.clone()],
            pools: vec![pool.clone()],
        };
        let lot = subject.lot.as_deref().map_or_else(Lot::none, Lot::from);
        let balances = self.store.balances(&filter).await?;
        let found = balances.iter().find(|(key, _)| key.lot == lot);
        let free = found.map_or(0, |(_, balance)| balance.get(Bucket::Available));
        if free <= 0 {
            return Ok(());
        }
        let line = StockLine {
            line_no: 1,
            sku: sku.clone(),
            quantity: free,
            owner: Some(owner.clone()),
            pool: Some(pool.clone()),
            lot: Some(lot).filter(|lot| !lot.is_none()),
            dates: stock::command::LotDates::default(),
            unit_cost: None,
        };
        let command = Command::Freeze(Freeze {
            warehouse: warehouse.clone(),
            lines: vec![line],
            reason: "OPERATION".to_owned(),
            remark: Some(format!("reconciliation {}", diff.no())),
        });
        let answer = self.book(diff, command).await;
        tracing::error!(diff = %diff.no(), code = answer.code.as_str(), quantity = free, "goods of a broken ledger are frozen");
        Ok(())
    }
}

/// What contract performance books for a discrepancy that two persons have decided.
fn decided(diff: &Diff, action: RepairAction) -> Command {
    let repair = diff.repair.as_ref();
    Command::Fulfil(FulfilCommand::Decide(Decide {
        no: diff.discrepancy().unwrap_or_default().to_owned(),
        accepted: action == RepairAction::Adjust,
        decided_by: repair.and_then(|repair| repair.decided_by.clone()),
    }))
}

/// What gives back the hold a difference is about.
fn release(diff: &Diff) -> Option<Command> {
    let document = diff.subject.document.as_deref();
    match (diff.kind, diff.class, document) {
        (RunKind::R2, DiffClass::StaleHold, Some(no)) => {
            Some(Command::Expire(ReservationNo::from(no)))
        }
        // What is allocated is for the warehouse to stop: its fulfilment order is cancelled there.
        (RunKind::R5, DiffClass::CancelledHeld, Some(order))
            if diff.subject.bucket == Some(Bucket::Preoccupied) =>
        {
            Some(Command::Cancel(Cancel {
                target: Target::Order(OrderNo::from(order)),
                lines: Vec::new(),
                reason: Some(format!("reconciliation {}", diff.no())),
            }))
        }
        _ => correction(diff).map(|repair| Command::Reconcile(ReconcileCommand::Repair(repair))),
    }
}
