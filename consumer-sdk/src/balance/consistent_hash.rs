//! The same provider for the same arguments (Java: `ConsistentHashLoadBalance`).

use md5::{Digest as _, Md5};

/// Points per provider unless `hash.nodes` says otherwise.
pub const DEFAULT_NODES: u32 = 160;
/// Most points per provider: the ring of a thousand providers then takes 16 million.
pub const NODES_MAX: u32 = 16_384;

/// Providers on a ring of 2^32 points. Built once per list of providers.
#[derive(Debug)]
pub struct Ring {
    /// Sorted by point, each point once.
    points: Vec<(u32, usize)>,
}

impl Ring {
    /// The ring of providers at these `host:port`, with `nodes` points each (rounded down to a multiple of four, at most
    /// [`NODES_MAX`]).
    #[must_use]
    pub fn new(addresses: &[String], nodes: u32) -> Self {
        let mut points = std::collections::BTreeMap::new();
        for (index, address) in addresses.iter().enumerate() {
            for node in 0..nodes.min(NODES_MAX) / 4 {
                let digest = digest(&format!("{address}{node}"));
                for quarter in digest.as_chunks::<4>().0 {
                    // On a collision the later provider has the point, as in Java's map.
                    points.insert(u32::from_le_bytes(*quarter), index);
                }
            }
        }
        Self {
            points: points.into_iter().collect(),
        }
    }

    /// The index of the provider for `key`: the chosen arguments' texts, joined. `None` when the ring has no point.
    #[must_use]
    pub fn choose(&self, key: &str) -> Option<usize> {
        let digest = digest(key);
        let point = u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]]);
        let at = self.points.partition_point(|(other, _)| *other < point);
        let (_, index) = self.points.get(at).or_else(|| self.points.first())?;
        Some(*index)
    }
}

fn digest(text: &str) -> [u8; 16] {
    Md5::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(count: u16) -> Vec<String> {
        (0..count).map(|n| format!("10.0.0.{n}:20880")).collect()
    }

    #[test]
    fn a_key_stays_where_it_is_when_another_provider_goes() {
        let (all, fewer) = (Ring::new(&addresses(5), 160), Ring::new(&addresses(4), 160));
        let mut moved = 0;
        for n in 0..1000 {
            let key = format!("order-{n}");
            let before = all.choose(&key).unwrap();
            if before == 4 {
                moved += 1;
            } else {
                assert_eq!(fewer.choose(&key), Some(before), "{key}");
            }
        }
        assert!((100..350).contains(&moved), "{moved} of 1000");
    }

    #[test]
    fn points_are_counted_in_fours_and_bounded() {
        assert_eq!(Ring::new(&addresses(1), 7).points.len(), 4);
        assert_eq!(Ring::new(&addresses(1), 3).choose("x"), None);
        let bounded = Ring::new(&addresses(1), NODES_MAX + 4).points.len();
        assert_eq!(bounded, Ring::new(&addresses(1), NODES_MAX).points.len());
    }
}
