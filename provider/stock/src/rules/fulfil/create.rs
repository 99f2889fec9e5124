//! Create: the fulfilment orders of a paid reservation, or new ones straight from free stock (cash on delivery, credit).

use super::not_found;
use super::work::Work;
use crate::answer::{Answer, Body};
use crate::book::{Accounts, Book, Plan};
use crate::bucket::Bucket;
use crate::code::Code;
use crate::command::Target;
use crate::facts::Facts;
use crate::fulfilment::{Create, Event, EventLine, EventName, FulfilView, FulfilmentView};
use crate::ids::{IdSource, Tenant};
use crate::movement::Movement;
use crate::reservation::{Fulfilment, FulfilmentStatus, HoldMode, Reservation, ReservationStatus};
use crate::rules::cover::{cells, cover};
use crate::rules::form;
use crate::rules::order::{self, Terms};
use crate::rules::preoccupation;
use crate::rules::refusal::{Outcome, Refusal};
use crate::rules::supply::Supply;

const fn terms(create: &Create) -> Terms<'_> {
    Terms {
        area: create.area.as_ref(),
        channel: create.channel.as_ref(),
        fixed_warehouse: None,
        sites: None,
    }
}

/// Balances a direct allocation may draw from.
pub(super) fn accounts(create: &Create, book: &Book, facts: &Facts, tenant: &Tenant) -> Accounts {
    let mut accounts = Accounts::default();
    let mut supply = Supply::new(book, tenant);
    let Ok(demand) = order::demand(&mut supply, &create.lines, terms(create), facts) else {
        return accounts;
    };
    supply.name(&cells(&supply, &demand), &mut accounts);
    accounts
}

/// Gives the fulfilment orders of a reservation, or makes them from free stock.
///
/// # Errors
/// A reservation that is not of the order or not paid; an order that has stock already; short stock; unknown names.
pub(super) fn create(
    create: &Create,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    match &create.reservation {
        Some(no) => {
            let target = Target::Reservation(no.clone());
            let found = preoccupation::find(book, tenant, &target)?;
            of_reservation(create, found, book)
        }
        None => direct(create, book, facts, tenant, ids),
    }
}

fn of_reservation(create: &Create, found: &Reservation, book: &Book) -> Outcome<Plan> {
    if !create.lines.is_empty() {
        return Err(Refusal::form(format!(
            "there are {} lines beside reservation {}, which has its own: leave one of them out",
            create.lines.len(),
            found.no()
        )));
    }
    if found.order_no != create.order_no {
        return Err(Refusal::form(format!(
            "reservation {} is of order {}, not of {}",
            found.no(),
            found.order_no,
            create.order_no
        )));
    }
    let made: Vec<&Fulfilment> = book
        .fulfilments()
        .values()
        .filter(|fo| fo.reservation_id == found.id && fo.tenant == found.tenant)
        .collect();
    if made.is_empty() {
        return Err(match found.status {
            ReservationStatus::PreOccupied if found.expire_at > book.now => Refusal::new(
                Code::StateConflict,
                format!(
                    "reservation {} of order {} is PRE_OCCUPIED: confirm it first",
                    found.no(),
                    found.order_no
                ),
            )
            .with("currentState", found.status.as_str()),
            ReservationStatus::Confirmed if found.lines.iter().any(|l| l.presale.is_some()) => {
                Refusal::new(
                    Code::StateConflict,
                    format!(
                        "reservation {} of order {} waits for goods of a presale: they make its fulfilment orders when they come",
                        found.no(),
                        found.order_no
                    ),
                )
                .with("currentState", found.status.as_str())
            }
            ReservationStatus::Confirmed => not_found("fulfilment order", found.no().as_str()),
            _ => preoccupation::closed(found),
        });
    }
    let mut plan = Plan::answer(Answer::refused(Code::Ok, String::new()));
    let mut views = Vec::with_capacity(made.len());
    for fo in made {
        let mut work = Work::on(&fo.no(), book, &found.tenant)?;
        send_or_keep(&mut work.fo, create, book);
        let part = work.into_plan();
        if let Body::Fulfilment(view) = part.answer.body {
            views.extend(view.fulfilments);
        }
        plan.fulfilments.extend(part.fulfilments);
    }
    plan.answer.body = Body::Fulfilment(FulfilView {
        fulfilments: views,
        return_no: None,
    });
    Ok(plan)
}

/// One that waits is sent to the warehouse, or held back until it is released.
fn send_or_keep(fo: &mut Fulfilment, create: &Create, book: &Book) {
    fo.handling.promise_at = create.promise_at.or(fo.handling.promise_at);
    if fo.status != FulfilmentStatus::Allocated {
        return;
    }
    if create.on_hold {
        fo.handling.hold_reason = Some(ON_HOLD_FROM_THE_START.to_owned());
    } else {
        fo.handling.sent_at = Some(book.now);
    }
}

/// Why an order waits that was made to wait.
const ON_HOLD_FROM_THE_START: &str = "waits for its release";

fn direct(
    create: &Create,
    book: &Book,
    facts: &Facts,
    tenant: &Tenant,
    ids: &mut IdSource,
) -> Outcome<Plan> {
    form::order_lines(&create.lines)?;
    check_order(create, book, tenant)?;
    let mut supply = Supply::new(book, tenant);
    let demand = order::demand(&mut supply, &create.lines, terms(create), facts)?;
    let cover = cover(&mut supply, &demand, HoldMode::All);
    if cover.takes.is_empty() {
        let bound = !facts.network.shared_allowed(create.channel.as_ref());
        return Err(order::short(cover, &demand, bound));
    }
    let source = Reservation {
        id: 0,
        tenant: tenant.clone(),
        order_no: create.order_no.clone(),
        status: ReservationStatus::Confirmed,
        mode: HoldMode::All,
        buyer: None,
        area: create.area.clone(),
        channel: create.channel.clone(),
        fixed_warehouse: None,
        created_at: book.now,
        expire_at: book.now,
        pay_no: None,
        late: false,
        predecessor: None,
        sourced: None,
        version: 0,
        lines: order::lines(&supply, &demand, &cover.takes, 1),
    };
    let mut made = preoccupation::fulfilments_of(&source, book.now, ids);
    let mut views = Vec::with_capacity(made.len());
    let mut events = Vec::with_capacity(made.len());
    for fo in &mut made {
        send_or_keep(fo, create, book);
        fo.settle(book.now);
        let mut seen = fo.clone();
        seen.version += 1;
        views.push(FulfilmentView::of(&seen, std::iter::empty()));
        events.push(created(fo));
    }
    let taken = cover.takes.iter().map(|t| (supply.key(t), t.quantity));
    let answer = Answer {
        events,
        body: Body::Fulfilment(FulfilView {
            fulfilments: views,
            return_no: None,
        }),
        ..Answer::refused(Code::Ok, String::new())
    };
    Ok(Plan {
        moves: order::moves(
            taken.collect(),
            Movement::DirectAlloc,
            Bucket::Available,
            Bucket::Allocated,
        ),
        fulfilments: made,
        ..Plan::answer(answer)
    })
}

/// An order is given its stock once: not beside a hold, and not a second time.
fn check_order(create: &Create, book: &Book, tenant: &Tenant) -> Outcome<()> {
    if let Some(found) = book.latest_of(tenant, &create.order_no) {
        let conflict = |state: &str, way_out: &str| {
            Err(Refusal::new(
                Code::StateConflict,
                format!(
                    "order {} has reservation {} in state {state}: {way_out}",
                    found.order_no,
                    found.no()
                ),
            )
            .with("currentState", state))
        };
        match found.status {
            ReservationStatus::PreOccupied if found.expire_at > book.now => {
                return conflict(found.status.as_str(), "confirm or cancel it");
            }
            ReservationStatus::Confirmed => {
                return conflict(found.status.as_str(), "name the reservation, and no lines");
            }
            ReservationStatus::Suspended => return Err(preoccupation::closed(found)),
            _ => {}
        }
    }
    let mut of_order = book
        .fulfilments()
        .values()
        .filter(|fo| fo.tenant == *tenant && fo.order_no == create.order_no);
    match of_order.find(|fo| fo.status != FulfilmentStatus::Cancelled) {
        None => Ok(()),
        Some(fo) => Err(Refusal::new(
            Code::StateConflict,
            format!(
                "order {} has fulfilment order {} in state {}: it was given its stock already",
                fo.order_no,
                fo.no(),
                fo.status.as_str()
            ),
        )
        .with("currentState", fo.status.as_str())),
    }
}

fn created(fo: &Fulfilment) -> Event {
    let lines = fo.lines.iter().map(|line| EventLine {
        order_line_no: line.order_line_no,
        sku: line.sku.clone(),
        warehouse: fo.warehouse.clone(),
        pool: line.pool.clone(),
        quantity: line.allocated,
    });
    Event {
        name: EventName::Created,
        fo_no: Some(fo.no()),
        parcel_no: None,
        return_no: None,
        lines: lines.collect(),
        reason: None,
        refund: false,
        order_no: None,
        dates: None,
    }
}
