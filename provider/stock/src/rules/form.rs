//! Form: what every command must look like before a rule thinks about it. The module doors check more (lengths, alphabets); what is here keeps the rules
//! from counting nonsense, whoever calls them.

use std::collections::BTreeSet;

use super::refusal::{Outcome, Refusal};
use crate::command::{OrderLine, PartLine, StockLine};
use crate::ids::{POOL_ACTIVITY_PREFIX, POOL_CHANNEL_PREFIX, Pool};
use crate::policy::{LINES_MAX, QUANTITY_MAX, UNIT_COST_MAX};

/// A quantity within its limits.
pub(super) fn quantity(line_no: i64, quantity: i64) -> Outcome<()> {
    if (1..=QUANTITY_MAX).contains(&quantity) {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "line {line_no}: quantity is {quantity}, it must be 1 to {QUANTITY_MAX}"
    )))
}

/// A number of lines within its limits.
pub(super) fn count(lines: usize) -> Outcome<()> {
    if (1..=LINES_MAX).contains(&lines) {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "there are {lines} lines, there must be 1 to {LINES_MAX}: split the document"
    )))
}

/// A duration within its limits.
pub(super) fn seconds(name: &str, seconds: i64, min: i64, max: i64) -> Outcome<()> {
    if (min..=max).contains(&seconds) {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "{name} is {seconds}, it must be {min} to {max} seconds"
    )))
}

/// A pool's name.
pub(super) fn pool(pool: &Pool) -> Outcome<()> {
    let text = pool.as_str();
    let named = |prefix: &str| {
        text.strip_prefix(prefix)
            .is_some_and(|name| !name.is_empty())
    };
    if pool.is_shared() || named(POOL_CHANNEL_PREFIX) || named(POOL_ACTIVITY_PREFIX) {
        return Ok(());
    }
    Err(Refusal::form(format!(
        "pool is {text:?}, it must be SHARED, CH:<channel> or ACT:<activity>"
    )))
}

/// Lines of an order: number, quantities, pools, and no line number twice (a part is confirmed or cancelled by it).
pub(super) fn order_lines(lines: &[OrderLine]) -> Outcome<()> {
    count(lines.len())?;
    for line in lines {
        quantity(line.line_no, line.quantity)?;
        line.pool.as_ref().map_or(Ok(()), pool)?;
    }
    distinct(lines.iter().map(|line| line.line_no))
}

/// Parts of a reservation; none means all of it.
pub(super) fn parts(lines: &[PartLine]) -> Outcome<()> {
    if lines.is_empty() {
        return Ok(());
    }
    count(lines.len())?;
    for line in lines {
        quantity(line.order_line_no, line.quantity)?;
    }
    distinct(lines.iter().map(|line| line.order_line_no))
}

/// Lines of a change document. Numbers may repeat: the same position can be passed in part and failed in part.
pub(super) fn stock_lines(lines: &[StockLine]) -> Outcome<()> {
    for line in lines {
        quantity(line.line_no, line.quantity)?;
        line.pool.as_ref().map_or(Ok(()), pool)?;
    }
    Ok(())
}

/// What a base unit costs, in fen: 0 to [`UNIT_COST_MAX`].
pub(super) fn unit_cost(line_no: i64, cost: Option<i64>) -> Outcome<()> {
    match cost {
        Some(cost) if !(0..=UNIT_COST_MAX).contains(&cost) => Err(Refusal::form(format!(
            "line {line_no}: a base unit costs {cost} fen, it must be 0 to {UNIT_COST_MAX}"
        ))),
        _ => Ok(()),
    }
}

pub(super) fn distinct(numbers: impl ExactSizeIterator<Item = i64>) -> Outcome<()> {
    if numbers.len() < 2 {
        return Ok(());
    }
    let mut seen = BTreeSet::new();
    for number in numbers {
        if !seen.insert(number) {
            return Err(Refusal::form(format!(
                "line number {number} occurs twice: number the lines apart"
            )));
        }
    }
    Ok(())
}
