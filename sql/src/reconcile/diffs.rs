//! Differences: inserted once, changed under a version guard, listed newest first.

use stock::bucket::Bucket;
use stock::ids::{Moment, Owner, Sku, Tenant, Warehouse};
use stock::reconcile::day::Day;
use stock::reconcile::diff::{Diff, Repair};
use stock::reconcile::{DiffClass, DiffState, RepairAction, RunKind, Subject};

use super::{RunScope, is_there};
use crate::error::Error;
use crate::link::Row;
use crate::outbox::{Notice, write_notice};
use crate::statement::{LIST_MAX, Statement, Value};
use crate::store::Store;

const COLUMNS: [&str; 37] = [
    "id",
    "tenant",
    "kind",
    "run_id",
    "seen_by",
    "diff_class",
    "state",
    "open_key",
    "owner",
    "sku",
    "warehouse",
    "pool",
    "bucket",
    "lot",
    "document",
    "ours",
    "theirs",
    "tolerance",
    "value_minor",
    "business_day",
    "found_at",
    "confirmed_at",
    "closed_at",
    "cut_seq",
    "note",
    "version",
    "action",
    "quantity",
    "reason",
    "proposed_by",
    "proposed_at",
    "propose_key",
    "decided_by",
    "decided_at",
    "decide_key",
    "remark",
    "voucher_no",
];
/// Longest note, in characters.
const NOTE_MAX: usize = 500;

/// Which differences are asked for: all that is given must match.
#[derive(Clone, Debug)]
pub struct DiffFilter {
    /// Tenant.
    pub tenant: Tenant,
    /// Found by this run.
    pub run_id: Option<i64>,
    /// Of this comparison.
    pub kind: Option<RunKind>,
    /// Of this class.
    pub class: Option<DiffClass>,
    /// In one of these states; in any if empty.
    pub states: Vec<DiffState>,
    /// SKU.
    pub sku: Option<Sku>,
    /// Site.
    pub warehouse: Option<Warehouse>,
    /// Owner.
    pub owner: Option<Owner>,
    /// Found on this business day.
    pub day: Option<Day>,
    /// Found on this business day or before.
    pub until_day: Option<Day>,
    /// Only those not closed and not merely on their way.
    pub open: bool,
    /// Only those later runs look for.
    pub followed: bool,
    /// Only those not seen by this run.
    pub not_seen_by: Option<i64>,
    /// Only those with a smaller number: the last of the page before.
    pub before_id: Option<i64>,
    /// Most rows, at most 1,000.
    pub limit: u32,
}

impl DiffFilter {
    /// All differences of a tenant, newest first.
    #[must_use]
    pub const fn of(tenant: Tenant) -> Self {
        Self {
            tenant,
            run_id: None,
            kind: None,
            class: None,
            states: Vec::new(),
            sku: None,
            warehouse: None,
            owner: None,
            day: None,
            until_day: None,
            open: false,
            followed: false,
            not_seen_by: None,
            before_id: None,
            limit: 500,
        }
    }

    /// Those a run of that scope looks at.
    #[must_use]
    pub fn within(mut self, scope: &RunScope) -> Self {
        self.warehouse.clone_from(&scope.warehouse);
        self.owner.clone_from(&scope.owner);
        self
    }
}

impl Store {
    /// A page of differences.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn diffs(&self, filter: &DiffFilter) -> Result<Vec<Diff>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT {} FROM recon_diff WHERE tenant = ",
            COLUMNS.join(", ")
        ));
        statement.bind(filter.tenant.as_str());
        let texts = [
            ("kind", filter.kind.map(RunKind::as_str)),
            ("diff_class", filter.class.map(DiffClass::as_str)),
            ("sku", filter.sku.as_ref().map(Sku::as_str)),
            (
                "warehouse",
                filter.warehouse.as_ref().map(Warehouse::as_str),
            ),
            ("owner", filter.owner.as_ref().map(Owner::as_str)),
        ];
        for (column, text) in texts {
            if let Some(text) = text {
                statement.push(&format!(" AND {column} = ")).bind(text);
            }
        }
        let numbers = [
            ("run_id =", filter.run_id),
            ("business_day =", filter.day.map(|day| day.0)),
            ("business_day <=", filter.until_day.map(|day| day.0)),
            ("seen_by <>", filter.not_seen_by),
            ("id <", filter.before_id),
        ];
        for (test, number) in numbers {
            if let Some(number) = number {
                statement.push(&format!(" AND {test} ")).bind(number);
            }
        }
        if !filter.states.is_empty() {
            statement.push(" AND state IN ");
            statement.list(filter.states.iter().map(|state| state.as_str()));
        }
        if filter.open {
            statement.push(" AND closed_at IS NULL AND diff_class <> ");
            statement.bind(DiffClass::InFlight.as_str());
        }
        if filter.followed {
            statement.push(" AND open_key IS NOT NULL");
        }
        statement.push(" ORDER BY id DESC LIMIT ");
        statement.bind(i64::from(filter.limit.min(1_000)));
        let rows = self.read(&statement).await?;
        rows.iter().map(diff).collect()
    }

    /// A difference by its number.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn diff(&self, tenant: &Tenant, id: i64) -> Result<Option<Diff>, Error> {
        let mut statement = Statement::new(format!(
            "SELECT {} FROM recon_diff WHERE tenant = ",
            COLUMNS.join(", ")
        ));
        statement.bind(tenant.as_str()).push(" AND id = ").bind(id);
        let rows = self.read(&statement).await?;
        rows.first().map(diff).transpose()
    }

    /// Differences that runs look for, by their fingerprints.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn followed_diffs(&self, fingerprints: &[String]) -> Result<Vec<Diff>, Error> {
        let mut found = Vec::new();
        for piece in fingerprints.chunks(LIST_MAX) {
            let mut statement = Statement::new(format!(
                "SELECT {} FROM recon_diff WHERE open_key IN ",
                COLUMNS.join(", ")
            ));
            statement.list(piece.iter().map(String::as_str));
            for row in self.read(&statement).await? {
                found.push(diff(&row)?);
            }
        }
        Ok(found)
    }

    /// Stores a new difference, and with it what is told of it; `false`, and nothing told, if another run stored the same one just now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn add_diff(&self, diff: &Diff, notice: Option<&Notice>) -> Result<bool, Error> {
        let mut statement = Statement::new(format!(
            "INSERT INTO recon_diff ({}) VALUES (",
            COLUMNS.join(", ")
        ));
        for (at, value) in values(diff).into_iter().enumerate() {
            if at > 0 {
                statement.push(", ");
            }
            statement.bind(value);
        }
        statement.push(")");
        match self.write_telling(&statement, notice).await {
            Ok(_) => Ok(true),
            Err(error) if is_there(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Stores a changed difference whose stored version is the one before, and with it what is told of it; `false`, and nothing told, if somebody else
    /// changed it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn change_diff(&self, diff: &Diff, notice: Option<&Notice>) -> Result<bool, Error> {
        let mut statement = Statement::new("UPDATE recon_diff SET ");
        for (at, (column, value)) in COLUMNS.into_iter().zip(values(diff)).skip(2).enumerate() {
            if at > 0 {
                statement.push(", ");
            }
            statement.push(column).push(" = ").bind(value);
        }
        statement.push(" WHERE id = ").bind(diff.id);
        statement.push(" AND version = ").bind(diff.version - 1);
        self.write_telling(&statement, notice).await
    }

    /// One change of one row, and in the same transaction what is told of it; `false`, and nothing told, if no row matched.
    async fn write_telling(
        &self,
        change: &Statement<'_>,
        notice: Option<&Notice>,
    ) -> Result<bool, Error> {
        let Some(notice) = notice else {
            return Ok(self.write_one(change).await? == 1);
        };
        let mut tx = self.begin().await?;
        let outcome = async {
            let changed = tx.run(change).await? == 1;
            if changed {
                write_notice(&mut tx, notice).await?;
            }
            Ok(changed)
        };
        match outcome.await {
            Ok(changed) => tx.commit().await.map(|()| changed),
            Err(error) => {
                tx.rollback().await;
                Err(error)
            }
        }
    }

    /// How many differences were found on a business day.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn diffs_of_day(&self, tenant: &Tenant, day: Day) -> Result<i64, Error> {
        let mut statement = Statement::new("SELECT COUNT(*) FROM recon_diff WHERE tenant = ");
        statement.bind(tenant.as_str()).push(" AND business_day = ");
        statement.bind(day.0).push(" AND diff_class <> ");
        statement.bind(DiffClass::InFlight.as_str());
        let rows = self.read(&statement).await?;
        rows.first().map_or(Ok(0), |row| row.int(0))
    }

    /// How many differences a run saw, and how many of them are open.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn diff_counts(&self, run_id: i64) -> Result<(i64, i64), Error> {
        let mut statement = Statement::new(
            "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN closed_at IS NULL THEN 1 ELSE 0 END), 0) AS SIGNED) \
             FROM recon_diff WHERE seen_by = ",
        );
        statement.bind(run_id).push(" AND diff_class <> ");
        statement.bind(DiffClass::InFlight.as_str());
        let rows = self.read(&statement).await?;
        rows.first()
            .map_or(Ok((0, 0)), |row| Ok((row.int(0)?, row.int(1)?)))
    }
}

fn values(diff: &Diff) -> Vec<Value<'_>> {
    let subject = &diff.subject;
    let repair = diff.repair.as_ref();
    let note = diff.note.as_ref();
    let note = note.map(|text| text.chars().take(NOTE_MAX).collect::<String>());
    vec![
        diff.id.into(),
        diff.tenant.as_str().into(),
        diff.kind.as_str().into(),
        diff.run_id.into(),
        diff.seen_by.into(),
        diff.class.as_str().into(),
        diff.state.as_str().into(),
        diff.followed.then(|| diff.fingerprint()).into(),
        subject.owner.as_ref().map(Owner::as_str).into(),
        subject.sku.as_ref().map(Sku::as_str).into(),
        subject.warehouse.as_ref().map(Warehouse::as_str).into(),
        subject.pool.as_ref().map(stock::ids::Pool::as_str).into(),
        subject.bucket.map(Bucket::as_str).into(),
        subject.lot.as_deref().into(),
        subject.document.as_deref().into(),
        diff.ours.into(),
        diff.theirs.into(),
        diff.tolerance.into(),
        diff.value_minor.into(),
        diff.day.0.into(),
        diff.found_at.0.into(),
        diff.confirmed_at.map(|at| at.0).into(),
        diff.closed_at.map(|at| at.0).into(),
        diff.cut_seq.into(),
        note.into(),
        diff.version.into(),
        repair.map(|r| r.action.as_str()).into(),
        repair.map(|r| r.quantity).into(),
        repair.map(|r| r.reason.as_str()).into(),
        repair.map(|r| r.proposed_by.as_str()).into(),
        repair.map(|r| r.proposed_at.0).into(),
        repair.map(|r| r.propose_key.as_str()).into(),
        repair.and_then(|r| r.decided_by.as_deref()).into(),
        repair.and_then(|r| r.decided_at).map(|at| at.0).into(),
        repair.and_then(|r| r.decide_key.as_deref()).into(),
        repair.and_then(|r| r.comment.as_deref()).into(),
        repair
            .and_then(|r| r.voucher_no.as_ref())
            .map(|no| no.as_str())
            .into(),
    ]
}

fn diff(row: &Row) -> Result<Diff, Error> {
    let text =
        |at| -> Result<Option<String>, Error> { Ok(row.text_or_null(at)?.map(str::to_owned)) };
    let bucket = match row.text_or_null(12)? {
        None => None,
        Some(_) => Some(row.code(12, Bucket::parse)?),
    };
    Ok(Diff {
        id: row.int(0)?,
        tenant: row.text(1)?.into(),
        kind: row.code(2, RunKind::parse)?,
        run_id: row.int(3)?,
        seen_by: row.int(4)?,
        class: row.code(5, DiffClass::parse)?,
        state: row.code(6, DiffState::parse)?,
        followed: row.text_or_null(7)?.is_some(),
        subject: Subject {
            owner: row.text_or_null(8)?.map(Into::into),
            sku: row.text_or_null(9)?.map(Into::into),
            warehouse: row.text_or_null(10)?.map(Into::into),
            pool: row.text_or_null(11)?.map(Into::into),
            bucket,
            lot: text(13)?,
            document: text(14)?,
        },
        ours: row.int(15)?,
        theirs: row.int(16)?,
        tolerance: row.int(17)?,
        value_minor: row.int_or_null(18)?,
        day: Day(row.int(19)?),
        found_at: Moment(row.int(20)?),
        confirmed_at: row.int_or_null(21)?.map(Moment),
        closed_at: row.int_or_null(22)?.map(Moment),
        cut_seq: row.int(23)?,
        note: text(24)?,
        version: row.int(25)?,
        repair: repair(row)?,
    })
}

fn repair(row: &Row) -> Result<Option<Repair>, Error> {
    if row.text_or_null(26)?.is_none() {
        return Ok(None);
    }
    let text =
        |at| -> Result<Option<String>, Error> { Ok(row.text_or_null(at)?.map(str::to_owned)) };
    Ok(Some(Repair {
        action: row.code(26, RepairAction::parse)?,
        quantity: row.int_or_null(27)?.unwrap_or(0),
        reason: text(28)?.unwrap_or_default(),
        proposed_by: text(29)?.unwrap_or_default(),
        proposed_at: Moment(row.int_or_null(30)?.unwrap_or(0)),
        propose_key: text(31)?.unwrap_or_default(),
        decided_by: text(32)?,
        decided_at: row.int_or_null(33)?.map(Moment),
        decide_key: text(34)?,
        comment: text(35)?,
        voucher_no: row.text_or_null(36)?.map(Into::into),
    }))
}
