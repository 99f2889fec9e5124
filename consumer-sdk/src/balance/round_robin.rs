//! In turn, in proportion to the weights, without bursts (Java: `RoundRobinLoadBalance`).

use std::collections::HashMap;

/// A provider that was not among the candidates for this long loses its place in the turn (Java: `RECYCLE_PERIOD`).
pub const FORGET_AFTER_MS: i64 = 60_000;

/// Whose turn it is, for one method of one service.
#[derive(Debug, Default)]
pub struct RoundRobin {
    turns: HashMap<u64, Turn>,
}

#[derive(Debug)]
struct Turn {
    weight: u32,
    current: i64,
    last_ms: i64,
}

impl RoundRobin {
    /// The index of whose turn it is. `candidates` are a number that names the provider, and its weight.
    pub fn choose(&mut self, candidates: &[(u64, u32)], now_ms: i64) -> usize {
        let mut total = 0;
        let mut best: Option<(usize, i64)> = None;
        for (index, (name, weight)) in candidates.iter().enumerate() {
            let turn = self.turns.entry(*name).or_insert(Turn {
                weight: *weight,
                current: 0,
                last_ms: now_ms,
            });
            if turn.weight != *weight {
                turn.weight = *weight;
                turn.current = 0;
            }
            turn.current += i64::from(*weight);
            turn.last_ms = now_ms;
            total += i64::from(*weight);
            if best.is_none_or(|(_, current)| turn.current > current) {
                best = Some((index, turn.current));
            }
        }
        if self.turns.len() != candidates.len() {
            self.turns
                .retain(|_, turn| now_ms - turn.last_ms <= FORGET_AFTER_MS);
        }
        let Some((chosen, _)) = best else { return 0 };
        if let Some(turn) = self.turns.get_mut(&candidates[chosen].0) {
            turn.current -= total;
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(weights: &[u32], count: usize) -> Vec<usize> {
        let candidates: Vec<(u64, u32)> = (0..).zip(weights.iter().copied()).collect();
        let mut turns = RoundRobin::default();
        (0..count).map(|_| turns.choose(&candidates, 0)).collect()
    }

    #[test]
    fn heavy_ones_come_more_often_and_not_in_a_row() {
        assert_eq!(turns(&[5, 1, 1], 7), [0, 0, 1, 0, 2, 0, 0]);
        assert_eq!(turns(&[1, 1, 1], 4), [0, 1, 2, 0]);
        assert_eq!(turns(&[0, 3], 2), [1, 1]);
    }

    #[test]
    fn who_was_away_for_long_starts_anew() {
        let mut turns = RoundRobin::default();
        turns.choose(&[(1, 1), (2, 3)], 0);
        turns.choose(&[(1, 1)], FORGET_AFTER_MS);
        assert_eq!(turns.turns.len(), 2);
        turns.choose(&[(1, 1)], FORGET_AFTER_MS + 1);
        assert_eq!(turns.turns.len(), 1);
    }
}
