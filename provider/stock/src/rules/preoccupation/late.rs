//! Late pay: the payment came after the hold ran out. The goods are looked for where they were held, and if they are not there at every site that serves
//! the order, unless the order named its site; the successor is born paid.
//!
//! A paid order may draw on safety stock: that margin is for orders not yet made.

use super::confirm::fulfilments;
use super::part::{self, Shares};
use super::{give_back_all, is_due, ok, waiting};
use crate::book::{Accounts, Book, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::{Confirm, LatePay, Target};
use crate::facts::Facts;
use crate::ids::{Channel, IdSource, Pool};
use crate::movement::Movement;
use crate::policy::CANDIDATES_MAX;
use crate::reservation::{Fulfilment, HoldMode, Reservation, ReservationLine, ReservationStatus};
use crate::rules::cover::{Cover, Demand, Need, Part, Pools, cells, cover};
use crate::rules::order::{self, Way};
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::supply::{Quota, Stock, Supply};

/// What time took from a line and a late payment may ask for; of a hold that waits for the sweeper, what is open.
const fn lost(line: &ReservationLine) -> i64 {
    line.expired + line.open()
}

/// Balances a late payment may draw from. Named for a running hold too: it may run out between the reading and the deciding.
pub(in crate::rules) fn accounts(
    found: &Reservation,
    book: &Book,
    facts: &Facts,
    accounts: &mut Accounts,
) {
    let shares = part::whole(found, lost);
    // A hold that runs for a while yet is paid in time, or its caller tries again: the other sites' rows are not locked for it.
    let nearly_out = found.expire_at <= book.now.plus_seconds(NEARLY_OUT_SECONDS);
    let takes_now = found.lines.iter().any(|l| l.terms.on_pay && l.open() > 0);
    let reaches: &[Reach] = if nearly_out || takes_now {
        &[Reach::Held, Reach::Anywhere]
    } else {
        &[Reach::Held]
    };
    for reach in reaches {
        let mut supply = Supply::new(book, &found.tenant);
        let demand = demand(&mut supply, found, &shares, *reach, facts);
        supply.name(&cells(&supply, &demand), accounts);
    }
}

/// Where the goods of a late payment are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Each line where it was held.
    Held,
    /// At every site that serves the order, but for lines whose site the order named.
    Anywhere,
}

/// A hold may run out between the reading and the deciding; the wait for locks is shorter than this.
const NEARLY_OUT_SECONDS: i64 = 15;

/// Confirms a hold that ran out, as the caller's policy for late payments says.
///
/// # Errors
/// The policy refuses; the goods are gone; a later reservation of the order stands in its place; more than was held.
pub(super) fn late(
    found: &Reservation,
    confirm: &Confirm,
    book: &Book,
    facts: &Facts,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    let order = Target::Order(found.order_no.clone());
    if let Some(latest) = book
        .reservation(&found.tenant, &order)
        .filter(|l| l.id != found.id)
    {
        return Err(Refusal::new(
            Code::StateConflict,
            format!(
                "reservation {} ran out and order {} has a later one, {} in state {}: confirm that one",
                found.no(),
                found.order_no,
                latest.no(),
                latest.status.as_str()
            ),
        )
        .with("currentState", latest.status.as_str()));
    }
    // A refusal moves nothing: what a hold that is only overdue still has, the sweeper gives back.
    if confirm.late_pay == LatePay::Refuse {
        return Err(super::closed(&expired(found).0));
    }
    let (expired, mut moves) = expired(found);
    let shares = part::shares(&expired, &confirm.lines, lost)?;
    let (supply, demand, cover) = look_for(&expired, &shares, &moves, book, facts);
    if cover.takes.is_empty() {
        return Err(Refusal::short(
            Code::LatePayNoStock,
            cover.shortages,
            "the hold had run out before the payment came: refund",
        ));
    }
    ids.observe(found.id);
    let lines = order::lines(&supply, &demand, &cover.takes, 1);
    let successor = successor(&expired, lines, confirm, book, ids);
    let (quota, goods): (order::Held, order::Held) = order::taken(&supply, &cover.takes)
        .into_iter()
        .partition(|(_, bucket, _)| *bucket == Bucket::PresaleHeld);
    moves.extend(order::moves(
        goods.into_iter().map(|(key, _, n)| (key, n)).collect(),
        Movement::DirectAlloc,
        Bucket::Available,
        Bucket::Allocated,
    ));
    moves.extend(order::held_moves(quota, Way::Hold));
    let whole = part::whole(&successor, |line| line.confirmed);
    let fulfilments = fulfilments(&successor, &whole, book.now, ids);
    let papers = waiting::paid(&successor, &whole, book.now, ids);
    let answer = ok(&successor, fulfilments.iter().map(Fulfilment::no).collect());
    let mut reservations = vec![successor];
    if is_due(found, book) {
        reservations.push(expired);
    }
    Ok(Plan {
        moves,
        reservations,
        fulfilments,
        papers,
        ..Plan::answer(answer)
    })
}

/// Looks for the goods of shares: each where it was held, else at every site that serves the order. What is given back before counts as free.
pub(super) fn look_for<'a>(
    found: &'a Reservation,
    shares: &Shares,
    back: &[crate::book::Move],
    book: &'a Book,
    facts: &Facts,
) -> (Supply<'a>, Demand, Cover) {
    let look = |reach: Reach| {
        let mut supply = Supply::new(book, &found.tenant);
        for back in back {
            supply.credits.entry(back.to.clone()).or_default().freed += back.quantity;
        }
        let demand = demand(&mut supply, found, shares, reach, facts);
        let cover = cover(&mut supply, &demand, HoldMode::All);
        (supply, demand, cover)
    };
    let held = look(Reach::Held);
    if held.2.takes.is_empty() {
        look(Reach::Anywhere)
    } else {
        held
    }
}

/// The hold as the sweeper leaves it, and the moves that takes.
fn expired(found: &Reservation) -> (Reservation, Vec<crate::book::Move>) {
    let mut expired = found.clone();
    let moves = give_back_all(&mut expired, Movement::Expire);
    expired.status = ReservationStatus::Expired;
    (expired, moves)
}

fn successor(
    expired: &Reservation,
    lines: Vec<ReservationLine>,
    confirm: &Confirm,
    book: &Book,
    ids: &mut IdSource,
) -> Reservation {
    let presale_of = |line: &ReservationLine| {
        let mut held = expired.lines.iter();
        let like = held.find(|held| {
            held.order_line_no == line.order_line_no
                && held.sku == line.sku
                && held.presale.is_some()
        });
        like.and_then(|held| held.presale.clone())
    };
    let paid = |line: ReservationLine| ReservationLine {
        confirmed: line.reserved,
        presale: presale_of(&line),
        ..line
    };
    Reservation {
        id: ids.next(),
        status: ReservationStatus::Confirmed,
        created_at: book.now,
        expire_at: book.now,
        pay_no: Some(confirm.pay_no.clone()),
        late: true,
        predecessor: Some(expired.id),
        sourced: None,
        version: 0,
        lines: lines.into_iter().map(paid).collect(),
        ..expired.clone()
    }
}

/// What the shares need, as far as the reach goes; from its pool, or the pools the channel draws from.
fn demand(
    supply: &mut Supply<'_>,
    found: &Reservation,
    shares: &Shares,
    reach: Reach,
    facts: &Facts,
) -> Demand {
    let channel = found.channel.as_ref();
    if reach == Reach::Anywhere {
        supply.sites = match &found.fixed_warehouse {
            Some(fixed) => vec![fixed.clone()],
            None => facts.network.candidates(found.area.as_ref()),
        };
        supply.sites.truncate(CANDIDATES_MAX);
    }
    let mut demand = Demand {
        candidates: supply.sites.len(),
        channel_pools: order::channel_pools(supply, channel, facts),
        needs: Vec::with_capacity(shares.len()),
    };
    for &(at, quantity) in shares {
        let line = &found.lines[at];
        // Goods of a lot were held: any of its SKU's lots will do.
        let tracked = !line.lot.is_none();
        let stock = supply.stocks.iter().position(|s| {
            s.sku == line.sku
                && s.owner == line.owner
                && s.tracked == tracked
                && s.quota.is_some() == line.presale.is_some()
        });
        let stock = stock.unwrap_or_else(|| {
            supply.stocks.push(Stock {
                sku: line.sku.clone(),
                owner: line.owner.clone(),
                safety: None,
                tracked,
                quota: line.presale.is_some().then_some(Quota::Left),
            });
            supply.stocks.len() - 1
        });
        demand.needs.push(Need {
            line_no: line.order_line_no,
            sku: line.instead_of.as_ref().unwrap_or(&line.sku).clone(),
            kit: line.kit.clone(),
            others: Vec::new(),
            parts: vec![Part {
                stock,
                ratio: line.ratio,
                quantity,
                kept: 0,
            }],
            site: match reach {
                Reach::Anywhere if !line.terms.pinned => None,
                Reach::Held | Reach::Anywhere => Some(supply.site(&line.warehouse)),
            },
            pools: if is_channel_pool(&line.pool, channel) {
                Pools::Channel
            } else {
                Pools::One(supply.pool(&line.pool))
            },
            max_age: line.max_age_days,
        });
    }
    demand
}

/// Whether a pool is one that the channel draws from by itself; any other was named by the order.
fn is_channel_pool(pool: &Pool, channel: Option<&Channel>) -> bool {
    pool.is_shared() || channel.is_some_and(|channel| Pool::of_channel(channel) == *pool)
}
