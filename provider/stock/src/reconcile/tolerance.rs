//! How much a warehouse's count may differ, by the class of the part: dear parts not at all, cheap ones a little.

use serde::{Deserialize, Serialize};

use crate::movement::codes;

codes! {
    /// Class of a part by what it is worth to count it exactly.
    Abc {
        /// Dear: every unit counts.
        A = "A",
        /// One unit, or one in two hundred.
        B = "B",
        /// Two units, or one in a hundred.
        C = "C",
    }
}

impl Abc {
    /// How many units may differ where the larger of the two figures is `figure`.
    #[must_use]
    pub fn tolerance(self, figure: i64) -> i64 {
        let figure = figure.max(0);
        match self {
            Self::A => 0,
            Self::B => (figure / 200).max(1),
            Self::C => (figure / 100).max(2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tolerances_are_a_fixed_number_or_a_share_whichever_is_larger() {
        for (class, figure, allowed) in [
            (Abc::A, 1_000_000, 0),
            (Abc::B, 0, 1),
            (Abc::B, 399, 1),
            (Abc::B, 400, 2),
            (Abc::C, 299, 2),
            (Abc::C, 300, 3),
            (Abc::C, -5, 2),
        ] {
            assert_eq!(class.tolerance(figure), allowed, "{class:?} {figure}");
        }
    }
}
