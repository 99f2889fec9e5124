//! Load balance: which of several providers gets a call.
//!
//! Each algorithm is a pure function in a file of its own; `Balancer` keeps what they remember between calls.

pub mod adaptive;
pub mod consistent_hash;
pub mod least_active;
pub mod random;
pub mod round_robin;
pub mod shortest_response;
pub mod weight;

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::directory::{Endpoint, Plan};
use consistent_hash::Ring;
use round_robin::RoundRobin;

/// How a provider is chosen (Java: `loadbalance`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum LoadBalance {
    /// At random, by weight; Java's default.
    #[default]
    Random,
    /// In turn, by weight.
    RoundRobin,
    /// The one with the fewest calls of the method in flight.
    LeastActive,
    /// The same for the same arguments.
    ConsistentHash,
    /// The one expected to answer first.
    ShortestResponse,
    /// The less loaded of two, by what providers say of their load.
    Adaptive,
}

/// Names as Java's configuration has them.
const NAMES: [(&str, LoadBalance); 6] = [
    ("random", LoadBalance::Random),
    ("roundrobin", LoadBalance::RoundRobin),
    ("leastactive", LoadBalance::LeastActive),
    ("consistenthash", LoadBalance::ConsistentHash),
    ("shortestresponse", LoadBalance::ShortestResponse),
    ("adaptive", LoadBalance::Adaptive),
];

impl LoadBalance {
    /// Java's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, known)| *known == self)
            .map_or("random", |(name, _)| name)
    }
}

impl fmt::Display for LoadBalance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for LoadBalance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = NAMES.iter().find(|(name, _)| *name == text);
        known.map(|(_, balance)| *balance).ok_or_else(|| {
            let names: Vec<_> = NAMES.iter().map(|(name, _)| *name).collect();
            format!(
                "`{text}` is no load balance; known are {}",
                names.join(", ")
            )
        })
    }
}

/// A list of providers by their identities.
type Names = Vec<u64>;

/// What load balance remembers of one method.
#[derive(Debug, Default)]
pub(crate) struct Balancer {
    turns: Mutex<RoundRobin>,
    /// The ring last used: lists of providers change seldom.
    ring: Mutex<Option<(Names, u32, Arc<Ring>)>>,
}

impl Balancer {
    /// Which of `among`, indices into the plan's endpoints, gets a call. `key` makes the text of the chosen arguments.
    pub(crate) fn choose(
        &self,
        balance: LoadBalance,
        plan: &Plan,
        among: &[usize],
        key: &dyn Fn() -> String,
    ) -> usize {
        if let [only] = among {
            return *only;
        }
        let now_ms = crate::clock::unix_ms();
        let endpoint = |index: &usize| &*plan.endpoints[*index];
        let weights: Vec<u32> = among
            .iter()
            .map(|index| plan.weight(*index, now_ms))
            .collect();
        let mut draw = |below: u64| fastrand::u64(..below.max(1));
        let at = match balance {
            LoadBalance::Random => random::choose(&weights, &mut draw),
            LoadBalance::RoundRobin => {
                let candidates: Vec<(u64, u32)> = among
                    .iter()
                    .map(|index| endpoint(index).provider.id)
                    .zip(weights)
                    .collect();
                let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
                turns.choose(&candidates, now_ms)
            }
            LoadBalance::LeastActive => {
                let active: Vec<u32> = among
                    .iter()
                    .map(|index| plan.stats[*index].active())
                    .collect();
                least_active::choose(&active, &weights, &mut draw)
            }
            LoadBalance::ShortestResponse => {
                let samples: Vec<_> = among
                    .iter()
                    .map(|index| plan.stats[*index].sample(now_ms))
                    .collect();
                shortest_response::choose(&samples, &weights, &mut draw)
            }
            LoadBalance::ConsistentHash => {
                let nodes = plan.tuning.hash_nodes;
                let ring = self.ring(among, nodes, &endpoint);
                ring.choose(&key()).unwrap_or(0)
            }
            LoadBalance::Adaptive => {
                let (one, other) = adaptive::two_of(among.len(), &mut draw);
                let load = |at: usize| {
                    let timeout = i64::try_from(plan.timeouts[among[at]].as_millis());
                    let timeout_ms = timeout.unwrap_or(i64::MAX);
                    plan.stats[among[at]].load(weights[at], timeout_ms, now_ms)
                };
                let (of_one, of_other) = (load(one), load(other));
                if of_one > of_other {
                    other
                } else if of_one < of_other {
                    one
                } else {
                    [one, other][random::choose(&[weights[one], weights[other]], &mut draw)]
                }
            }
        };
        among.get(at).copied().unwrap_or(among[0])
    }

    fn ring<'a>(
        &self,
        among: &[usize],
        nodes: u32,
        endpoint: &dyn Fn(&usize) -> &'a Endpoint,
    ) -> Arc<Ring> {
        let names: Names = among
            .iter()
            .map(|index| endpoint(index).provider.id)
            .collect();
        let mut kept = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, known_nodes, ring)) = &*kept
            && *known == names
            && *known_nodes == nodes
        {
            return Arc::clone(ring);
        }
        let addresses: Vec<String> = among
            .iter()
            .map(|index| endpoint(index).url.address())
            .collect();
        let ring = Arc::new(Ring::new(&addresses, nodes));
        *kept = Some((names, nodes, Arc::clone(&ring)));
        ring
    }
}

/// Most methods that are remembered apart; a caller that makes names up shares one memory beyond.
pub(crate) const METHODS_MAX: usize = 1024;

/// Balancers by method.
#[derive(Debug, Default)]
pub(crate) struct Balancers {
    by_method: Mutex<HashMap<Arc<str>, Arc<Balancer>>>,
}

impl Balancers {
    pub(crate) fn of(&self, method: &Arc<str>) -> Arc<Balancer> {
        let mut known = self
            .by_method
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(balancer) = known.get(method) {
            return Arc::clone(balancer);
        }
        if known.len() >= METHODS_MAX {
            known.clear();
        }
        Arc::clone(known.entry(Arc::clone(method)).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_javas() {
        for (name, balance) in NAMES {
            assert_eq!(name.parse(), Ok(balance));
            assert_eq!(balance.to_string(), name);
        }
        let error = "fastest".parse::<LoadBalance>().unwrap_err();
        assert!(
            error.contains("`fastest`") && error.contains("leastactive"),
            "{error}"
        );
    }
}
