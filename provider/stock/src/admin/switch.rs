//! Switches: what an operator turned to reads only, or off.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::movement::codes;

codes! {
    /// What a switch turns.
    SwitchScope {
        /// One SKU.
        Sku = "SKU",
        /// One sales channel.
        Channel = "CHANNEL",
        /// One warehouse.
        Warehouse = "WAREHOUSE",
        /// One module.
        Module = "MODULE",
    }
}

codes! {
    /// Position of a switch.
    SwitchMode {
        /// Served.
        On = "ON",
        /// Queries and cancels only.
        ReadOnly = "READ_ONLY",
        /// Not served.
        Off = "OFF",
    }
}

codes! {
    /// Modules that can be switched. Administration cannot: it turns the switches back.
    Module {
        /// Pre-occupation.
        Reservation = "RESERVATION",
        /// Change.
        Change = "CHANGE",
        /// Sourcing.
        Sourcing = "SOURCING",
        /// Inquiry.
        Query = "QUERY",
        /// Contract performance.
        Fulfillment = "FULFILLMENT",
        /// Account reconciliation.
        Reconcile = "RECONCILE",
    }
}

/// A switch that is not `ON`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Its position.
    pub mode: SwitchMode,
    /// Why, in the operator's words.
    pub reason: String,
}

impl Switch {
    /// Whether it stops a write. A cancel gives back and is stopped only by `OFF`.
    #[must_use]
    pub fn stops(&self, is_cancel: bool) -> bool {
        match self.mode {
            SwitchMode::On => false,
            SwitchMode::ReadOnly => !is_cancel,
            SwitchMode::Off => true,
        }
    }
}

/// The switches that are not `ON`: few, read with the network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switches(BTreeMap<(SwitchScope, String), Switch>);

impl Switches {
    /// Whether everything is on.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The switch of one thing, if it is not `ON`.
    #[must_use]
    pub fn get(&self, scope: SwitchScope, target: &str) -> Option<&Switch> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(scope, target.to_owned()))
    }

    /// Turns one; `ON` forgets it.
    pub fn turn(&mut self, scope: SwitchScope, target: &str, switch: Switch) {
        let key = (scope, target.to_owned());
        if switch.mode == SwitchMode::On {
            self.0.remove(&key);
        } else {
            self.0.insert(key, switch);
        }
    }

    /// Every switch that is not `ON`, in order.
    pub fn iter(&self) -> impl Iterator<Item = (SwitchScope, &str, &Switch)> {
        self.0
            .iter()
            .map(|((scope, target), switch)| (*scope, target.as_str(), switch))
    }
}
