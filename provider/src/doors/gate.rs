//! The gate of a module: closed by an operator's switch, it answers every call itself.
//!
//! `OFF` stops every method here. `READ_ONLY` lets queries and cancels through; of the modules whose every write is a command of the lanes the rules stop
//! the writes, so that a duplicate of what was done still gets its stored answer.

use std::future::ready;

use dubbo_api::code::ResultCode;
use dubbo_api::reply::{Nothing, Reply};
use dubbo_rpc::{Args, BadArgument, CallFuture, Context, Outcome, Service, ServiceSchema};
use stock::admin::{Module, Switch, SwitchMode, SwitchScope};
use stock_sql::Store;

/// Methods that read, or give back.
const READS: [&str; 15] = [
    "batchSellable",
    "buckets",
    "cancel",
    "dayReport",
    "diffs",
    "explain",
    "explainQuantity",
    "interchange",
    "lots",
    "promise",
    "simulate",
    "source",
    "statement",
    "substitutes",
    "trace",
];

/// A service behind the gate of its module.
#[derive(Debug)]
pub struct Gated<S> {
    /// The service.
    pub service: S,
    /// The module it belongs to.
    pub module: Module,
    /// Where the switches are known.
    pub store: Store,
}

impl<S: Service> Service for Gated<S> {
    fn schema(&self) -> ServiceSchema {
        self.service.schema()
    }

    fn call(
        &self,
        method: usize,
        cx: Context,
        args: &mut Args<'_>,
    ) -> Result<CallFuture, BadArgument> {
        let network = self.store.network();
        let switch = network
            .switches
            .get(SwitchScope::Module, self.module.as_str());
        match switch.filter(|switch| stops(switch, self.module, cx.method())) {
            None => self.service.call(method, cx, args),
            Some(switch) => {
                let outcome = Outcome::of(&cx, Ok(closed(self.module, switch)));
                Ok(Box::pin(ready(outcome)))
            }
        }
    }
}

fn stops(switch: &Switch, module: Module, method: &str) -> bool {
    match switch.mode {
        SwitchMode::On => false,
        SwitchMode::Off => true,
        SwitchMode::ReadOnly => {
            let by_rules = matches!(module, Module::Reservation | Module::Change);
            let reads =
                READS.contains(&method) || method.starts_with("get") || method.starts_with("list");
            !by_rules && !reads
        }
    }
}

fn closed(module: Module, switch: &Switch) -> Reply<Nothing> {
    let (module, mode) = (module.as_str(), switch.mode.as_str());
    let message = format!(
        "MODULE {module} is switched to {mode} ({}): try again later, or ask operations to switch it on",
        switch.reason
    );
    Reply::refused(ResultCode::DegradedReadonly, message)
        .detail("scope", SwitchScope::Module.as_str())
        .detail("target", module)
        .detail("mode", mode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_stops_writes_and_off_stops_all() {
        let switch = |mode| Switch {
            mode,
            reason: "test".to_owned(),
        };
        let read_only = switch(SwitchMode::ReadOnly);
        assert!(!stops(&read_only, Module::Fulfillment, "trace"));
        assert!(!stops(&read_only, Module::Fulfillment, "cancel"));
        assert!(stops(&read_only, Module::Fulfillment, "reportShip"));
        assert!(stops(&read_only, Module::Reconcile, "closeDay"));
        assert!(!stops(&read_only, Module::Query, "buckets"));
        assert!(
            !stops(&read_only, Module::Reservation, "preOccupy"),
            "the rules say so"
        );
        assert!(stops(&switch(SwitchMode::Off), Module::Query, "buckets"));
        assert!(!stops(&switch(SwitchMode::On), Module::Query, "buckets"));
    }
}
