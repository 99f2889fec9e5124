//! What stands for what: relations of parts, followed from the one that is wanted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::ids::Sku;
use crate::movement::codes;

codes! {
    /// How one part stands for another. The order is that in which equal parts are offered.
    RelationKind {
        /// A newer part replaces it, one way.
        SupersededBy = "SUPERSEDED_BY",
        /// Same number of the vehicle's maker.
        SameOe = "SAME_OE",
        /// Each stands for the other.
        Interchange = "INTERCHANGE",
        /// Would do, in another grade; one way.
        Alternative = "ALTERNATIVE",
    }
}

impl RelationKind {
    /// Whether it holds both ways.
    #[must_use]
    pub const fn is_two_way(self) -> bool {
        matches!(self, Self::SameOe | Self::Interchange)
    }
}

codes! {
    /// Grade of a part, best first.
    Grade {
        /// Original equipment, in the vehicle maker's box.
        Oe = "OE",
        /// Of the maker's supplier, in its own box.
        Oes = "OES",
        /// A brand of its own.
        Brand = "BRAND",
        /// Economy.
        Economy = "ECONOMY",
        /// Remanufactured.
        Reman = "REMAN",
    }
}

/// Longest chain of replacements that is followed.
pub const CHAIN_MAX: usize = 64;

/// A relation as the catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationRow {
    /// The part that is wanted.
    pub sku: Sku,
    /// How the other stands for it.
    pub kind: RelationKind,
    /// The part that stands for it.
    pub other: Sku,
}

/// A part that stands for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The part.
    pub sku: Sku,
    /// How.
    pub kind: RelationKind,
    /// From the wanted part to this one, both included.
    pub chain: Vec<Sku>,
}

/// Relations read so far, and the chain of replacements of the wanted part.
#[derive(Clone, Debug)]
pub struct Relations {
    chain: Vec<Sku>,
    rows: BTreeSet<RelationRow>,
}

impl Relations {
    /// Nothing known yet.
    #[must_use]
    pub fn of(wanted: Sku) -> Self {
        Self {
            chain: vec![wanted],
            rows: BTreeSet::new(),
        }
    }

    /// The wanted part and what replaces it, as far as known.
    #[must_use]
    pub fn chain(&self) -> &[Sku] {
        &self.chain
    }

    /// Takes over rows about the chain.
    pub fn add(&mut self, rows: impl IntoIterator<Item = RelationRow>) {
        self.rows.extend(rows);
    }

    /// The successor of the chain's last part, if the rows name one that is not in the chain already; it is then the last.
    pub fn follow(&mut self) -> Option<Sku> {
        if self.chain.len() >= CHAIN_MAX {
            return None;
        }
        let last = self.chain.last()?;
        let next = self
            .rows
            .iter()
            .find(|row| row.kind == RelationKind::SupersededBy && row.sku == *last)
            .map(|row| row.other.clone())
            .filter(|next| !self.chain.contains(next))?;
        self.chain.push(next.clone());
        Some(next)
    }

    /// Every part that stands for the wanted one: its successors, the last of them first, and what stands for the wanted part or a successor of it. Each part
    /// once, by its nearest relation.
    #[must_use]
    pub fn related(&self) -> Vec<Related> {
        let mut found: BTreeMap<&Sku, Related> = BTreeMap::new();
        for at in (1..self.chain.len()).rev() {
            let sku = &self.chain[at];
            found.entry(sku).or_insert_with(|| Related {
                sku: sku.clone(),
                kind: RelationKind::SupersededBy,
                chain: self.chain[..=at].to_vec(),
            });
        }
        for (at, part) in self.chain.iter().enumerate() {
            for row in &self.rows {
                let other = match row.kind {
                    RelationKind::SupersededBy => continue,
                    _ if row.sku == *part => &row.other,
                    kind if kind.is_two_way() && row.other == *part => &row.sku,
                    _ => continue,
                };
                if self.chain.contains(other) {
                    continue;
                }
                let mut chain = self.chain[..=at].to_vec();
                chain.push(other.clone());
                let related = Related {
                    sku: other.clone(),
                    kind: row.kind,
                    chain,
                };
                let known = found.entry(other).or_insert_with(|| related.clone());
                if related.kind < known.kind {
                    *known = related;
                }
            }
        }
        let mut all: Vec<Related> = found.into_values().collect();
        all.sort_by(|a, b| {
            let far = |related: &Related| match related.kind {
                RelationKind::SupersededBy => usize::MAX - related.chain.len(),
                _ => related.chain.len(),
            };
            (a.kind, far(a), &a.sku).cmp(&(b.kind, far(b), &b.sku))
        });
        all
    }
}

/// Notes a relation in a map of successors, or says why it cannot be. Only replacements are noted; every edge is asked about before it is added, so that the
/// map holds no circle.
#[must_use]
pub fn relate(
    successor: &mut HashMap<String, String>,
    sku: &str,
    other: &str,
    supersedes: bool,
) -> Option<String> {
    if sku == other {
        return Some(format!("{sku:?} is related to itself"));
    }
    if !supersedes {
        return None;
    }
    if let Some(known) = successor.get(sku).filter(|known| *known != other) {
        return Some(format!("{sku:?} has another successor already: {known:?}"));
    }
    if let Some(walk) = circle(successor, sku, other) {
        return Some(format!(
            "a part cannot be superseded, in the end, by itself: {}",
            spell_circle(&walk)
        ));
    }
    successor.insert(sku.to_owned(), other.to_owned());
    None
}

/// The circle that a new edge would close, from its start to its start.
fn circle<'c>(
    successor: &'c HashMap<String, String>,
    from: &'c str,
    to: &'c str,
) -> Option<Vec<&'c str>> {
    let mut walk = vec![from, to];
    let mut at = to;
    // One edge for each part is the longest walk that meets no part twice.
    for _ in 0..=successor.len() {
        if at == from {
            return Some(walk);
        }
        at = successor.get(at)?;
        walk.push(at);
    }
    // It runs into a circle that was there before and does not come back to `from`.
    None
}

/// Most parts of a circle that are spelled out.
const SPELLED_MAX: usize = 20;

/// A circle in words: `A → B → A`.
fn spell_circle(circle: &[&str]) -> String {
    let mut names = circle.to_vec();
    if names.len() > SPELLED_MAX {
        names.splice(SPELLED_MAX / 2..names.len() - SPELLED_MAX / 2, ["…"]);
    }
    names.join(" → ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<RelationRow> {
        let row = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            RelationRow {
                sku: words[0].into(),
                kind: RelationKind::parse(words[1]).unwrap(),
                other: words[2].into(),
            }
        };
        text.lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(row)
            .collect()
    }

    /// Follows a chain as a store does.
    fn related(wanted: &str, text: &str) -> Vec<String> {
        let mut relations = Relations::of(wanted.into());
        relations.add(rows(text));
        while relations.follow().is_some() {}
        let spell = |related: Related| {
            let chain: Vec<&str> = related.chain.iter().map(Sku::as_str).collect();
            format!("{} {}", related.kind.as_str(), chain.join(">"))
        };
        relations.related().into_iter().map(spell).collect()
    }

    #[test]
    fn case_67_a_chain_is_followed_to_its_end() {
        let text = "A SUPERSEDED_BY B\n B SUPERSEDED_BY C\n C INTERCHANGE D\n B ALTERNATIVE E";
        assert_eq!(
            related("A", text),
            [
                "SUPERSEDED_BY A>B>C",
                "SUPERSEDED_BY A>B",
                "INTERCHANGE A>B>C>D",
                "ALTERNATIVE A>B>E"
            ]
        );
        // One way: nothing leads back.
        assert_eq!(related("C", text), ["INTERCHANGE C>D"]);
        assert_eq!(related("E", text), Vec::<String>::new());
    }

    #[test]
    fn case_67_a_circle_in_the_database_ends_the_walk() {
        let text = "A SUPERSEDED_BY B\n B SUPERSEDED_BY C\n C SUPERSEDED_BY A";
        assert_eq!(
            related("A", text),
            ["SUPERSEDED_BY A>B>C", "SUPERSEDED_BY A>B"]
        );
    }

    #[test]
    fn two_way_relations_hold_both_ways_and_the_nearest_counts() {
        let text = "A INTERCHANGE B\n B SAME_OE A\n C ALTERNATIVE A\n A ALTERNATIVE D";
        assert_eq!(related("A", text), ["SAME_OE A>B", "ALTERNATIVE A>D"]);
        assert_eq!(related("B", text), ["SAME_OE B>A"]);
    }

    #[test]
    fn a_chain_is_followed_so_far_and_no_farther() {
        let text: String = (0..100)
            .map(|n| format!("P{n} SUPERSEDED_BY P{}\n", n + 1))
            .collect();
        assert_eq!(related("P0", &text).len(), CHAIN_MAX - 1);
        assert_eq!(related("P40", &text).len(), 60);
    }

    #[test]
    fn case_67_a_circle_is_named() {
        let mut successor = HashMap::new();
        for (from, to) in [("A", "B"), ("B", "C"), ("X", "Y"), ("Y", "X")] {
            successor.insert(from.to_owned(), to.to_owned());
        }
        let told =
            |from: &str, to: &str| circle(&successor, from, to).map(|walk| spell_circle(&walk));
        assert_eq!(told("C", "A").unwrap(), "C → A → B → C");
        assert_eq!(told("D", "D").unwrap(), "D → D");
        assert_eq!(told("C", "D"), None);
        assert_eq!(told("C", "X"), None, "a circle that was there before");
        let long: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let long: Vec<&str> = long.iter().map(String::as_str).collect();
        assert_eq!(spell_circle(&long).matches('→').count(), SPELLED_MAX);
    }

    #[test]
    fn relations_are_judged_one_after_the_other() {
        let mut successor = HashMap::new();
        let mut told = |sku: &str, other: &str| relate(&mut successor, sku, other, true);
        assert_eq!(told("A", "B"), None);
        assert_eq!(told("A", "B"), None, "the same again");
        assert!(
            told("A", "C")
                .unwrap()
                .contains("another successor already: \"B\"")
        );
        assert!(told("B", "A").unwrap().contains("B → A → B"));
        assert!(told("A", "A").unwrap().contains("itself"));
        assert_eq!(
            relate(&mut successor, "B", "A", false),
            None,
            "no replacement"
        );
    }
}
