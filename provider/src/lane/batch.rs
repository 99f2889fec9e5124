//! One batch, one transaction: read the documents, lock the balances, decide in order, write, commit.

use std::collections::{BTreeSet, HashSet};

use stock::answer::Answer;
use stock::book::{Accounts, Book, Documents};
use stock::code::Code;
use stock::command::{Command, PresaleCommand, Target};
use stock::facts::Facts;
use stock::ids::{IdSource, Sku, Tenant};
use stock::paper::PaperRef;
use stock::projection::Goods;
use stock::rules;
use stock_sql::{Error, ErrorKind, Seat, Store, Tx};

use super::{Job, Moved};

/// What became of one command of a batch.
#[derive(Clone, Debug)]
#[allow(
    clippy::large_enum_variant,
    reason = "nearly all are answers: boxing them would only cost an allocation each"
)]
pub(super) enum Outcome {
    /// Decided and committed.
    Answered(Answer),
    /// Waits for the next batch: an earlier command of this one touches the same document.
    Deferred,
    /// Its documents and its balances do not fit: documents are read before balances are locked, and another provider has booked between the two. It is
    /// decided again on what is there now; if it still does not fit, a rule is defective and this is what its caller is told.
    Stale(Answer),
}

/// A batch that was not (surely) committed.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) error: Error,
    /// What the callers would have been told, if the commit may have happened.
    pub(super) decided: Option<Vec<Outcome>>,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self {
            error,
            decided: None,
        }
    }
}

/// Books a batch in one transaction.
pub(super) async fn transact(
    (store, seat): (&Store, &Seat),
    ids: &mut IdSource,
    jobs: &[Job],
    moved: &Moved,
) -> Result<Vec<Outcome>, Failed> {
    let version = store.facts_version();
    let facts = read_facts(store, jobs).await?;
    let mut tx = store.begin_at(seat).await?;
    match decide(&mut tx, ids, (&facts, version), jobs, moved.is_watched()).await {
        Ok((outcomes, Some(changes))) => match tx.commit().await {
            Ok(()) => {
                if changes.presales {
                    store.forget_facts();
                }
                moved.tell(changes.goods);
                Ok(outcomes)
            }
            Err(error) => {
                let decided = (error.kind() == ErrorKind::Unknown).then_some(outcomes);
                Err(Failed { error, decided })
            }
        },
        Ok((outcomes, None)) => {
            tx.rollback().await;
            Ok(outcomes)
        }
        Err(error) => {
            tx.rollback().await;
            Err(error.into())
        }
    }
}

async fn read_facts(store: &Store, jobs: &[Job]) -> Result<Facts, Error> {
    let mut skus: Vec<Sku> = jobs
        .iter()
        .flat_map(|job| rules::skus(&job.envelope))
        .collect();
    skus.sort();
    skus.dedup();
    Ok(Facts {
        network: store.network(),
        skus: store.facts(&skus).await?,
    })
}

/// What a batch changes once it is committed.
struct Changes {
    /// Goods that it moves, as far as somebody wants to know.
    goods: BTreeSet<Goods>,
    /// Whether what is remembered of presales is no longer so.
    presales: bool,
}

/// Decides a batch by facts of a version; and what it changes, if there is anything to commit.
async fn decide(
    tx: &mut Tx,
    ids: &mut IdSource,
    (facts, version): (&Facts, i64),
    jobs: &[Job],
    watched: bool,
) -> Result<(Vec<Outcome>, Option<Changes>), Error> {
    let mut book = Book::default();
    let mut wanted = Documents::default();
    let mut papers = Vec::with_capacity(jobs.len());
    for job in jobs {
        let documents = rules::documents(&job.envelope);
        wanted.keys.extend(documents.keys);
        wanted.reservations.extend(documents.reservations);
        wanted.fulfilments_of.extend(documents.fulfilments_of);
        wanted.fulfilments.extend(documents.fulfilments);
        wanted.vouchers.extend(documents.vouchers);
        papers.push(documents.papers.clone());
        wanted.papers.extend(documents.papers);
    }
    wanted.papers.sort();
    wanted.papers.dedup();
    tx.documents(&wanted, &mut book).await?;
    ids.advance_to(book.now);
    read_linked(tx, jobs, &mut papers, &mut book).await?;

    let admitted = admit(jobs, &papers, &book);
    let mut accounts = Accounts::default();
    for job in admitted_jobs(jobs, &admitted) {
        let wanted = rules::accounts(&job.envelope, &book, facts);
        accounts.keys.extend(wanted.keys);
        accounts.places.extend(wanted.places);
        accounts.stocked.extend(wanted.stocked);
        accounts.changes_since.extend(wanted.changes_since);
        accounts.holders.extend(wanted.holders);
        accounts.claimants.extend(wanted.claimants);
        accounts.counters.extend(wanted.counters);
    }
    accounts.keys.sort();
    accounts.keys.dedup();
    accounts.places.sort();
    accounts.places.dedup();
    accounts.stocked.sort();
    accounts.stocked.dedup();
    accounts.holders.sort();
    accounts.holders.dedup();
    accounts.claimants.sort();
    accounts.claimants.dedup();
    accounts.counters.sort();
    accounts.counters.dedup();
    tx.lock(&accounts, &mut book).await?;
    let heeds = |job: &Job| rules::heeds_presales(&job.envelope);
    if admitted_jobs(jobs, &admitted).any(heeds) {
        tx.presales_unchanged(version, facts).await?;
    }
    // Every number of this batch, those of its vouchers and of its outbox row too, is larger than any booked on its balances: the order of the numbers is the
    // order in which goods moved, which is the order in which events are sent.
    let booked = book.balances.values().map(|balance| balance.last_seq);
    ids.observe(booked.max().unwrap_or(0));

    let outcomes = jobs
        .iter()
        .zip(&admitted)
        .map(|(job, admitted)| {
            // Presales that were changed right here are facts for the next batch only.
            let told_old = book.changes_presales() && heeds(job);
            if *admitted && !told_old {
                let answer = rules::decide(&mut book, facts, &job.envelope, ids);
                if answer.code == Code::SystemError && answer.voucher_no.is_none() {
                    Outcome::Stale(answer)
                } else {
                    Outcome::Answered(answer)
                }
            } else {
                Outcome::Deferred
            }
        })
        .collect();
    let presales = book.changes_presales();
    let writes = book.into_writes();
    if writes.is_empty() {
        return Ok((outcomes, None));
    }
    tx.write(&writes).await?;
    let keys = writes.deltas.keys().filter(|_| watched);
    let goods = keys.map(Goods::from).collect();
    Ok((outcomes, Some(Changes { goods, presales })))
}

/// Reads what the documents of the batch name in their turn; most batches have no such documents.
async fn read_linked(
    tx: &mut Tx,
    jobs: &[Job],
    papers: &mut [Vec<PaperRef>],
    book: &mut Book,
) -> Result<(), Error> {
    let mut wanted = Documents::default();
    for (job, papers) in jobs.iter().zip(papers) {
        let linked = rules::linked(&job.envelope, book);
        wanted.reservations.extend(linked.reservations);
        wanted.fulfilments.extend(linked.fulfilments);
        papers.extend(linked.papers.iter().cloned());
        wanted.papers.extend(linked.papers);
    }
    if wanted.is_empty() {
        return Ok(());
    }
    wanted.papers.sort();
    wanted.papers.dedup();
    tx.documents(&wanted, book).await?;
    let mut last = Documents::default();
    for job in jobs {
        let linked = rules::linked_last(&job.envelope, book);
        last.reservations.extend(linked.reservations);
        last.fulfilments.extend(linked.fulfilments);
    }
    if last.is_empty() {
        return Ok(());
    }
    tx.documents(&last, book).await
}

fn admitted_jobs<'a>(jobs: &'a [Job], admitted: &'a [bool]) -> impl Iterator<Item = &'a Job> {
    jobs.iter()
        .zip(admitted)
        .filter_map(|(job, admitted)| admitted.then_some(job))
}

/// One name of what a command touches beside balances; commands that share one are not decided in one batch, since what the second needs
/// depends on what the first does.
#[derive(PartialEq, Eq, Hash)]
enum Touched<'a> {
    Key(&'a stock::op::OpKey),
    Order(&'a Tenant, String),
    Voucher(&'a Tenant, &'a str),
    Paper(PaperRef),
    Setting(String),
}

fn admit(jobs: &[Job], papers: &[Vec<PaperRef>], book: &Book) -> Vec<bool> {
    let mut seen: HashSet<Touched<'_>> = HashSet::with_capacity(jobs.len() * 2);
    // A document a deferred command waits for stays closed to later ones too: order of arrival per document.
    jobs.iter()
        .zip(papers)
        .map(|(job, papers)| {
            let mut alone = seen.insert(Touched::Key(&job.envelope.key));
            if let Some(document) = document(job, book) {
                alone &= seen.insert(document);
            }
            for paper in touched_papers(job, papers, book) {
                alone &= seen.insert(Touched::Paper(paper));
            }
            alone
        })
        .collect()
}

/// Papers a command names, those it may come to among them: by its order, or by the voucher it reverses. Each once.
fn touched_papers(job: &Job, named: &[PaperRef], book: &Book) -> BTreeSet<PaperRef> {
    let mut touched: BTreeSet<PaperRef> = named.iter().cloned().collect();
    for paper in named {
        if let PaperRef::OfOrder(tenant, kind, order) = paper {
            let found = book.papers_of(tenant, *kind, order);
            touched.extend(found.map(|p| PaperRef::No(p.tenant.clone(), p.kind, p.no.clone())));
        }
    }
    if let Command::Reverse(reverse) = &job.envelope.command {
        let id = stock::op::parse_no('V', reverse.voucher_no.as_str());
        let voucher = id.and_then(|id| book.voucher_legs.get(&id));
        touched.extend(
            voucher
                .into_iter()
                .flat_map(|(voucher, _)| voucher.answer.papers(&voucher.key.tenant)),
        );
    }
    touched
}

fn document<'a>(job: &'a Job, book: &Book) -> Option<Touched<'a>> {
    let tenant = &job.envelope.key.tenant;
    let of_target = |target: &Target| {
        let order = match (target, book.reservation(tenant, target)) {
            (_, Some(found)) => found.order_no.to_string(),
            (Target::Order(no), None) => no.to_string(),
            (Target::Reservation(no), None) => no.to_string(),
        };
        Touched::Order(tenant, order)
    };
    match &job.envelope.command {
        Command::PreOccupy(c) => Some(Touched::Order(tenant, c.order_no.to_string())),
        Command::Confirm(c) => Some(of_target(&c.target)),
        Command::Cancel(c) => Some(of_target(&c.target)),
        Command::Extend(c) => Some(of_target(&c.target)),
        Command::Amend(c) => Some(of_target(&c.target)),
        Command::Expire(no) => Some(of_target(&Target::Reservation(no.clone()))),
        Command::Reverse(c) => Some(Touched::Voucher(tenant, c.voucher_no.as_str())),
        Command::Fulfil(_) | Command::Return(_) => rules::order_of(&job.envelope, book)
            .map(|order| Touched::Order(tenant, order.to_string())),
        Command::Administer(setting) => Some(Touched::Setting(setting.name())),
        Command::PurchaseExpect(_)
        | Command::PurchaseIn(_)
        | Command::Inspect(_)
        | Command::Transfer(_)
        | Command::Freeze(_)
        | Command::Unfreeze(_)
        | Command::Stocktake(_)
        | Command::Scrap(_)
        | Command::AgeOut(_)
        | Command::ReturnToVendor(_)
        | Command::AssignPool(_)
        | Command::RecallRest(_)
        | Command::ConvertPresale(_)
        | Command::Reconcile(_) => None,
        Command::Presale(command) => {
            let no = match command {
                PresaleCommand::Open(open) => &open.presale_no,
                PresaleCommand::Close(close) => &close.presale_no,
            };
            Some(Touched::Setting(format!("presale {no}")))
        }
    }
}
