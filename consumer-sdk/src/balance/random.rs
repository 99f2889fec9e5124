//! At random, in proportion to the weights (Java: `RandomLoadBalance`).

/// An index into `weights`. `draw(n)` answers a number below `n`; it is called once. Where all weights are equal, all zero
/// too, every index is as likely as any other.
pub fn choose(weights: &[u32], draw: &mut dyn FnMut(u64) -> u64) -> usize {
    let among: Vec<usize> = (0..weights.len()).collect();
    among_equals(&among, weights, draw)
}

/// One of `among`, indices into `weights`: what every algorithm does with the providers it likes equally.
pub(super) fn among_equals(
    among: &[usize],
    weights: &[u32],
    draw: &mut dyn FnMut(u64) -> u64,
) -> usize {
    let [first, rest @ ..] = among else { return 0 };
    if rest.is_empty() {
        return *first;
    }
    let weight = |index: &usize| u64::from(weights[*index]);
    let total: u64 = among.iter().map(weight).sum();
    if total > 0 && rest.iter().any(|other| weight(other) != weight(first)) {
        let mut offset = draw(total);
        for index in among {
            if offset < weight(index) {
                return *index;
            }
            offset -= weight(index);
        }
    }
    let count = u64::try_from(among.len()).unwrap_or(u64::MAX);
    let drawn = usize::try_from(draw(count)).unwrap_or(0);
    among[drawn.min(among.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_draw_has_its_place() {
        for (weights, places) in [
            (&[3, 1, 2][..], &[0, 0, 0, 1, 2, 2][..]),
            (&[0, 2], &[1, 1]),
            (&[2, 0, 1], &[0, 0, 2]),
            (&[5, 5, 5], &[0, 1, 2]),
            (&[0, 0], &[0, 1]),
            (&[7], &[0]),
        ] {
            for (drawn, place) in places.iter().enumerate() {
                let mut draw = |_| drawn as u64;
                assert_eq!(choose(weights, &mut draw), *place, "{weights:?} at {drawn}");
            }
        }
    }
}
