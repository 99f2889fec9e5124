//! Who has the fewest calls in flight (Java: `LeastActiveLoadBalance`).

use super::random::among_equals;

/// An index into `active`, the calls in flight of each provider. Those with the fewest are drawn from by weight.
pub fn choose(active: &[u32], weights: &[u32], draw: &mut dyn FnMut(u64) -> u64) -> usize {
    let least = active.iter().min();
    let among: Vec<usize> = (0..active.len())
        .filter(|index| active.get(*index) == least)
        .collect();
    among_equals(&among, weights, draw)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_idlest_is_taken_and_equals_by_weight() {
        let mut last = |below: u64| below - 1;
        assert_eq!(choose(&[3, 1, 2], &[1, 1, 1], &mut last), 1);
        assert_eq!(choose(&[1, 1, 2], &[3, 1, 9], &mut last), 1);
        let mut first = |_| 0;
        assert_eq!(choose(&[1, 1, 2], &[3, 1, 9], &mut first), 0);
    }
}
