//! Switches are obeyed: a write that names what is switched off is refused for now, by every command in the same way.

use std::collections::BTreeSet;

use crate::admin::{Module, Switch, SwitchScope};
use crate::book::Book;
use crate::code::Code;
use crate::command::{Command, Envelope, OrderLine, Target};
use crate::facts::Facts;
use crate::ids::{POOL_CHANNEL_PREFIX, Sku};
use crate::op::OpType;
use crate::reservation::Reservation;
use crate::rules::refusal::{Outcome, Refusal};

/// What a command names that a switch may stand for.
type Named = BTreeSet<(SwitchScope, String)>;

/// Refuses a command that names something which is switched to reads only, or off. A sweep gives back and is never stopped.
///
/// # Errors
/// `DEGRADED_READONLY`, which may be tried again and is not remembered.
pub(in crate::rules) fn check(envelope: &Envelope, book: &Book, facts: &Facts) -> Outcome<()> {
    let switches = &facts.network.switches;
    if switches.is_empty() {
        return Ok(());
    }
    let Some(module) = module(&envelope.command) else {
        return Ok(());
    };
    let is_cancel = matches!(envelope.key.op, OpType::Cancel | OpType::FoCancel);
    let mut named = named(envelope, book, facts);
    named.insert((SwitchScope::Module, module.as_str().to_owned()));
    let stopping = named.iter().find_map(|(scope, target)| {
        let switch = switches.get(*scope, target)?;
        switch.stops(is_cancel).then_some((*scope, target, switch))
    });
    stopping.map_or(Ok(()), |(scope, target, switch)| {
        Err(refusal(scope, target, switch))
    })
}

fn refusal(scope: SwitchScope, target: &str, switch: &Switch) -> Refusal {
    Refusal::new(
        Code::DegradedReadonly,
        format!(
            "{} {target} is switched to {} ({}): try again later, or ask operations to switch it on",
            scope.as_str(),
            switch.mode.as_str(),
            switch.reason
        ),
    )
    .with("scope", scope.as_str())
    .with("target", target)
    .with("mode", switch.mode.as_str())
}

/// The module a command belongs to; `None` for what no switch stops.
const fn module(command: &Command) -> Option<Module> {
    match command {
        Command::Expire(_)
        | Command::RecallRest(_)
        | Command::ConvertPresale(_)
        | Command::Administer(_) => None,
        Command::PreOccupy(_)
        | Command::Confirm(_)
        | Command::Cancel(_)
        | Command::Extend(_)
        | Command::Amend(_) => Some(Module::Reservation),
        Command::Fulfil(_) | Command::Return(_) => Some(Module::Fulfillment),
        Command::Reconcile(_) => Some(Module::Reconcile),
        _ => Some(Module::Change),
    }
}

fn named(envelope: &Envelope, book: &Book, facts: &Facts) -> Named {
    let mut named = Named::new();
    let tenant = &envelope.key.tenant;
    let found = |target: &Target| book.reservation(tenant, target);
    match &envelope.command {
        Command::PreOccupy(hold) => {
            let warehouse = hold.fixed_warehouse.iter();
            named.extend(warehouse.map(|site| (SwitchScope::Warehouse, site.to_string())));
            let channel = hold.channel.iter();
            named.extend(channel.map(|name| (SwitchScope::Channel, name.to_string())));
            name_lines(&hold.lines, facts, &mut named);
        }
        Command::Amend(amend) => {
            name_lines(&amend.lines, facts, &mut named);
            // What it holds elsewhere it may give back there; its channel still counts.
            let channel = found(&amend.target).and_then(|held| held.channel.as_ref());
            named.extend(channel.map(|name| (SwitchScope::Channel, name.to_string())));
        }
        Command::Confirm(command) => name_held(found(&command.target), &mut named),
        Command::Cancel(command) => name_held(found(&command.target), &mut named),
        Command::Extend(command) => name_held(found(&command.target), &mut named),
        // What a warehouse or a carrier reports has happened, whatever is for sale: only the module's switch holds it up.
        Command::Fulfil(_) | Command::Return(_) | Command::Reconcile(_) => {}
        Command::Expire(_)
        | Command::RecallRest(_)
        | Command::ConvertPresale(_)
        | Command::Administer(_) => {}
        // Documents of goods name their balances.
        _ => {
            let accounts = crate::rules::accounts(envelope, book, facts);
            let places = accounts.places.iter().map(|at| (&at.sku, &at.warehouse));
            for (sku, warehouse) in
                places.chain(accounts.keys.iter().map(|key| (&key.sku, &key.warehouse)))
            {
                named.insert((SwitchScope::Sku, sku.to_string()));
                named.insert((SwitchScope::Warehouse, warehouse.to_string()));
            }
            for key in &accounts.keys {
                let channel = key.pool.as_str().strip_prefix(POOL_CHANNEL_PREFIX);
                named.extend(channel.map(|name| (SwitchScope::Channel, name.to_owned())));
            }
        }
    }
    named
}

/// What an order asks for; a kit with its components.
fn name_lines(lines: &[OrderLine], facts: &Facts, named: &mut Named) {
    let mut name = |sku: &Sku| {
        named.insert((SwitchScope::Sku, sku.to_string()));
    };
    for line in lines {
        name(&line.sku);
        let kit = facts
            .skus
            .get(&line.sku)
            .map_or(&[][..], |found| &found.kit);
        kit.iter().for_each(|part| name(&part.sku));
    }
    let sites = lines.iter().filter_map(|line| line.warehouse.as_ref());
    named.extend(sites.map(|site| (SwitchScope::Warehouse, site.to_string())));
}

/// What a reservation still holds.
fn name_held(found: Option<&Reservation>, named: &mut Named) {
    let Some(found) = found else { return };
    let channel = found.channel.iter();
    named.extend(channel.map(|name| (SwitchScope::Channel, name.to_string())));
    for line in found.lines.iter().filter(|line| line.open() > 0) {
        named.insert((SwitchScope::Sku, line.sku.to_string()));
        named.extend(
            line.kit
                .iter()
                .map(|kit| (SwitchScope::Sku, kit.to_string())),
        );
        named.insert((SwitchScope::Warehouse, line.warehouse.to_string()));
    }
}
