//! What is done with a call at several providers, and when one fails.
//!
//! Upstream: `org.apache.dubbo.rpc.cluster.support.*ClusterInvoker`.

mod attempt;
mod many;
mod one;

use std::fmt;
use std::str::FromStr;

pub(crate) use attempt::Work;

/// How a reference deals with failures (Java: `cluster`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Cluster {
    /// The next provider is tried, where that is safe; Java's default.
    #[default]
    Failover,
    /// One provider, one attempt.
    Failfast,
    /// One attempt; a failure is logged and answered with nothing.
    Failsafe,
    /// One attempt; a failure is answered with nothing and tried again later.
    Failback,
    /// Several providers at once; the first answer counts.
    Forking,
    /// All providers; fails when too many of them do.
    Broadcast,
    /// The first provider that is available.
    Available,
}

/// Names as Java's configuration has them.
const NAMES: [(&str, Cluster); 7] = [
    ("failover", Cluster::Failover),
    ("failfast", Cluster::Failfast),
    ("failsafe", Cluster::Failsafe),
    ("failback", Cluster::Failback),
    ("forking", Cluster::Forking),
    ("broadcast", Cluster::Broadcast),
    ("available", Cluster::Available),
];

impl Cluster {
    /// Java's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, known)| *known == self)
            .map_or("failover", |(name, _)| name)
    }
}

impl fmt::Display for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Cluster {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = NAMES.iter().find(|(name, _)| *name == text);
        known.map(|(_, cluster)| *cluster).ok_or_else(|| {
            let names: Vec<_> = NAMES.iter().map(|(name, _)| *name).collect();
            format!(
                "`{text}` is no cluster mode here; known are {}",
                names.join(", ")
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_javas() {
        for (name, cluster) in NAMES {
            assert_eq!(name.parse(), Ok(cluster));
            assert_eq!(cluster.to_string(), name);
        }
        assert!(
            "mergeable"
                .parse::<Cluster>()
                .unwrap_err()
                .contains("failsafe")
        );
    }
}
