//! Change: goods come in, are inspected, locked, counted, disposed of, moved between quotas, and corrected.

mod receive;

pub(super) use receive::receive;

use super::order::{unknown_skus, unknown_warehouse};
use super::refusal::{Outcome, Refusal};
use crate::answer::{Answer, Body, BookedLine, VoucherView};
use crate::balance::BalanceKey;
use crate::book::{Move, Plan};
use crate::code::Code;
use crate::command::StockLine;
use crate::facts::Facts;
use crate::ids::{Owner, Pool, Sku, Tenant, Warehouse};
use crate::movement::Movement;

/// The balance a line of a change document is about.
pub(super) fn key_of(tenant: &Tenant, warehouse: &Warehouse, line: &StockLine) -> BalanceKey {
    BalanceKey {
        sku: line.sku.clone(),
        warehouse: warehouse.clone(),
        pool: line.pool.clone().unwrap_or_else(Pool::shared),
        owner: line.owner.clone().unwrap_or_else(Owner::own),
        tenant: tenant.clone(),
    }
}

/// A warehouse must exist (closed for orders or not), and SKUs must exist and be goods, not kits.
fn check_names<'a>(
    warehouse: &Warehouse,
    skus: impl Iterator<Item = &'a Sku>,
    facts: &Facts,
) -> Outcome<()> {
    if !facts.network.warehouses.contains_key(warehouse) {
        return Err(unknown_warehouse(warehouse));
    }
    let mut unknown = Vec::new();
    for sku in skus {
        match facts.skus.get(sku) {
            None => unknown.push(sku.as_str()),
            Some(found) if !found.kit.is_empty() => {
                return Err(Refusal::form(format!(
                    "sku {sku} is a kit and has no stock of its own: name its parts"
                )));
            }
            Some(_) => {}
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    Err(unknown_skus(&unknown))
}

/// One line as asked and as booked.
fn booked(
    line_no: i64,
    key: &BalanceKey,
    movement: Movement,
    asked: i64,
    booked: i64,
) -> BookedLine {
    BookedLine {
        line_no,
        sku: key.sku.clone(),
        warehouse: key.warehouse.clone(),
        pool: key.pool.clone(),
        movement,
        asked,
        booked,
    }
}

/// A plan that books a document.
fn document(moves: Vec<Move>, lines: Vec<BookedLine>) -> Plan {
    let answer = Answer {
        body: Body::Voucher(VoucherView {
            lines,
            hit_reservations: Vec::new(),
            hit_fulfilments: Vec::new(),
            reverses: None,
        }),
        ..Answer::refused(Code::Ok, String::new())
    };
    Plan {
        moves,
        ..Plan::answer(answer)
    }
}
