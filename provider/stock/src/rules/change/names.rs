//! Names: the SKUs, papers and balances a change needs before it can be decided.

use super::{Desk, asn, freeze, key_of, presale, quota, reverse, stocktake, transfer};
use crate::balance::BalanceKey;
use crate::book::{Accounts, Place};
use crate::bucket::Bucket;
use crate::command::{Command, Envelope, StockLine};
use crate::ids::{Owner, Pool, Sku, Warehouse};
use crate::paper::{CountTask, PaperBody, PaperKind, PaperRef, Recall};

/// SKUs of a change's lines.
pub(in crate::rules) fn skus(command: &Command) -> Vec<Sku> {
    let of = |lines: &[StockLine]| lines.iter().map(|line| line.sku.clone()).collect();
    match command {
        Command::PurchaseExpect(expect) => of(&expect.lines),
        Command::PurchaseIn(receipt) => of(&receipt.lines),
        Command::Inspect(inspect) => {
            let both = inspect.passed.iter().chain(&inspect.failed);
            both.map(|line| line.sku.clone()).collect()
        }
        Command::Transfer(transfer) => of(transfer.lines()),
        Command::Freeze(freeze) | Command::Unfreeze(freeze) => of(&freeze.lines),
        Command::Stocktake(count) => count.lines.iter().map(|l| l.sku.clone()).collect(),
        Command::Scrap(scrap) => of(&scrap.lines),
        Command::ReturnToVendor(back) => of(&back.lines),
        Command::AssignPool(assign) => of(&assign.lines),
        _ => Vec::new(),
    }
}

/// Papers a change is about.
pub(in crate::rules) fn papers(envelope: &Envelope) -> Vec<PaperRef> {
    let key = &envelope.key;
    let named = |kind, no: &str| PaperRef::No(key.tenant.clone(), kind, no.to_owned());
    match &envelope.command {
        Command::PurchaseExpect(expect) => vec![named(PaperKind::Asn, &expect.asn_no)],
        Command::PurchaseIn(receipt) => {
            let asn_no = receipt.asn_no.iter();
            asn_no.map(|no| named(PaperKind::Asn, no)).collect()
        }
        Command::Inspect(_) => vec![named(PaperKind::Inspection, &key.biz_no)],
        Command::Transfer(transfer) => vec![named(PaperKind::Transfer, transfer.transfer_no())],
        Command::Freeze(_) | Command::Unfreeze(_) => vec![named(PaperKind::Freeze, &key.biz_no)],
        Command::Stocktake(count) => {
            let mut papers = vec![named(PaperKind::Count, &key.biz_no)];
            papers.extend(count.lines.iter().map(|line| {
                let owner = line.owner.clone().unwrap_or_else(Owner::own);
                let no = CountTask::no(&count.warehouse, &line.sku, &owner);
                named(PaperKind::CountTask, &no)
            }));
            papers
        }
        Command::Scrap(_) | Command::ReturnToVendor(_) => {
            vec![named(PaperKind::Disposal, &key.biz_no)]
        }
        Command::AssignPool(assign) => {
            let pool = if assign.from.is_shared() {
                &assign.to
            } else {
                &assign.from
            };
            let lines = assign.lines.iter();
            lines
                .map(|line| {
                    let place = key_of(&key.tenant, &assign.warehouse, line);
                    let pool = pool.clone();
                    named(
                        PaperKind::Recall,
                        &Recall::no(&BalanceKey { pool, ..place }),
                    )
                })
                .collect()
        }
        Command::RecallRest(no) => vec![named(PaperKind::Recall, no)],
        _ => Vec::new(),
    }
}

/// Balances a change needs, once its papers are in the book.
pub(in crate::rules) fn accounts(desk: &Desk<'_>) -> Accounts {
    let of = |warehouse: &Warehouse, lines: &[StockLine]| -> Vec<BalanceKey> {
        let lines = lines.iter();
        lines
            .map(|line| key_of(desk.tenant(), warehouse, line))
            .collect()
    };
    let mut accounts = Accounts::default();
    accounts.keys = match &desk.envelope.command {
        Command::PurchaseExpect(expect) => of(&expect.warehouse, &expect.lines),
        Command::PurchaseIn(receipt) => {
            let mut keys = of(&receipt.warehouse, &receipt.lines);
            let asn_no = receipt.asn_no.as_deref();
            let paper = asn_no.and_then(|no| desk.book.paper(desk.tenant(), PaperKind::Asn, no));
            keys.extend(asn::expected_keys(paper));
            keys
        }
        Command::Inspect(inspect) => {
            let mut keys = of(&inspect.warehouse, &inspect.passed);
            keys.extend(of(&inspect.warehouse, &inspect.failed));
            // What returns wait to be graded for is theirs.
            let places = keys.iter().map(Place::from);
            accounts.claimants = places.map(|place| (place, Bucket::QcHold)).collect();
            accounts.claimants.sort();
            accounts.claimants.dedup();
            keys
        }
        Command::Transfer(command) => transfer::accounts(command, desk),
        Command::Freeze(freeze) => of(&freeze.warehouse, &freeze.lines),
        Command::Unfreeze(unfreeze) => {
            let named = desk
                .book
                .paper(desk.tenant(), PaperKind::Freeze, desk.number());
            if named.is_none() {
                let places = freeze::places(unfreeze, desk).into_iter();
                accounts.claimants = places.map(|place| (place, Bucket::Frozen)).collect();
            }
            of(&unfreeze.warehouse, &unfreeze.lines)
        }
        Command::Stocktake(count) => return stocktake::accounts(count, desk.tenant()),
        Command::Scrap(scrap) => of(&scrap.warehouse, &scrap.lines),
        Command::ReturnToVendor(back) => of(&back.warehouse, &back.lines),
        Command::AssignPool(assign) => {
            let pools = [&assign.from, &assign.to];
            let lines = assign.lines.iter();
            lines
                .flat_map(|line| pools.map(|pool| quota::key_in(desk, assign, line, pool)))
                .collect()
        }
        Command::Presale(command) => presale::accounts(command, desk),
        Command::RecallRest(no) => recalled_keys(no, desk),
        Command::Reverse(reverse) => {
            accounts.claimants = reverse::claimants(reverse, desk.book, desk.tenant());
            reverse::accounts(reverse, desk.book, desk.tenant())
        }
        _ => Vec::new(),
    };
    accounts
}

fn recalled_keys(no: &str, desk: &Desk<'_>) -> Vec<BalanceKey> {
    let paper = desk.book.paper(desk.tenant(), PaperKind::Recall, no);
    let Some(PaperBody::Recall(recall)) = paper.map(|paper| &paper.body) else {
        return Vec::new();
    };
    let left = recall.left.iter();
    left.flat_map(|left| {
        let pool = Pool::shared();
        let shared = BalanceKey {
            pool,
            ..left.key.clone()
        };
        [left.key.clone(), shared]
    })
    .collect()
}
