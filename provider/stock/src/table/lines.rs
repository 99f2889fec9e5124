//! Lines of commands, as tables write them.

use crate::command::{LotDates, OrderLine, PartLine, PresaleLine, StockLine};
use crate::ids::{Day, Lot, Pool, Warehouse};

/// `[n:]SKU*quantity[@warehouse][#pool][~age][?S2+S3][!]`, where the age is the greatest in days, `?` names parts that will do instead, and `!` allows presale.
pub(super) fn order_lines(words: &[&str]) -> Vec<OrderLine> {
    let lines = words.iter().filter(|word| word.contains('*'));
    lines
        .zip(1..)
        .map(|(word, at)| {
            let (line_no, word) = match word.split_once(':') {
                Some((no, rest)) if no.parse::<i64>().is_ok() => (no.parse().expect("line"), rest),
                _ => (at, *word),
            };
            let (word, allow_presale) = match word.strip_suffix('!') {
                Some(word) => (word, true),
                None => (word, false),
            };
            let (word, others) = match word.split_once('?') {
                Some((word, others)) => (word, Some(others)),
                None => (word, None),
            };
            let (word, age) = match word.split_once('~') {
                Some((word, age)) => (word, Some(age)),
                None => (word, None),
            };
            let (word, pool) = match word.split_once('#') {
                Some((word, pool)) => (word, Some(Pool::from(pool))),
                None => (word, None),
            };
            let (word, warehouse) = match word.split_once('@') {
                Some((word, warehouse)) => (word, Some(Warehouse::from(warehouse))),
                None => (word, None),
            };
            let (sku, quantity) = word.split_once('*').expect("SKU*quantity");
            OrderLine {
                line_no,
                sku: sku.into(),
                quantity: quantity.parse().expect("quantity"),
                owner: None,
                warehouse,
                pool,
                max_age_days: age.map(|age| age.parse().expect("days")),
                vehicle: None,
                allow_presale,
                allow_substitute: others.is_some(),
                substitutes: others
                    .into_iter()
                    .flat_map(|others| others.split('+'))
                    .map(Into::into)
                    .collect(),
            }
        })
        .collect()
}

/// `[n:]SKU*quantity[#pool][~lot[-made][+left]]`: made so many days ago, may be sold so many days more.
pub(super) fn stock_lines(words: &[&str], today: Day) -> Vec<StockLine> {
    let lots = words.iter().filter(|word| word.contains('*'));
    let lots: Vec<Option<&str>> = lots
        .map(|word| word.split_once('~').map(|(_, lot)| lot))
        .collect();
    let plain: Vec<&str> = words
        .iter()
        .map(|word| word.split_once('~').map_or(*word, |(plain, _)| plain))
        .collect();
    let lines = order_lines(&plain).into_iter().zip(lots);
    lines
        .map(|(line, lot)| {
            let (lot, dates) = lot.map(|lot| dated(lot, today)).unzip();
            StockLine {
                line_no: line.line_no,
                sku: line.sku,
                quantity: line.quantity,
                owner: None,
                pool: line.pool,
                lot,
                dates: dates.unwrap_or_default(),
                unit_cost: None,
            }
        })
        .collect()
}

/// `lot[-made][+left]`
fn dated(text: &str, today: Day) -> (Lot, LotDates) {
    let (text, left) = match text.split_once('+') {
        Some((text, left)) => (text, Some(left.parse().expect("days left"))),
        None => (text, None),
    };
    let (lot, made) = match text.split_once('-') {
        Some((lot, made)) => (lot, Some(made.parse::<i64>().expect("days ago"))),
        None => (text, None),
    };
    let dates = LotDates {
        produced_on: made.map(|days| today.plus(-days)),
        expires_on: left.map(|days| today.plus(days)),
    };
    (lot.into(), dates)
}

/// `SKU[*quantity]`: quota of a presale.
pub(super) fn presale_lines(words: &[&str]) -> Vec<PresaleLine> {
    let lines = words.iter().zip(1..);
    lines
        .map(|(word, line_no)| {
            let (sku, quantity) = match word.split_once('*') {
                Some((sku, quantity)) => (sku, Some(quantity.parse().expect("quantity"))),
                None => (*word, None),
            };
            PresaleLine {
                line_no,
                sku: sku.into(),
                owner: None,
                quantity,
            }
        })
        .collect()
}

/// `order line*quantity`
pub(super) fn parts(words: &[&str]) -> Vec<PartLine> {
    let lines = words.iter().filter_map(|word| word.split_once('*'));
    lines
        .map(|(line, quantity)| PartLine {
            order_line_no: line.parse().expect("line"),
            quantity: quantity.parse().expect("quantity"),
        })
        .collect()
}
