//! Small numbers without a pattern, from a seed.

/// The source of one case.
pub(super) struct Dice(u64);

impl Dice {
    /// One of its own for every case of a run.
    pub(super) fn new(seed: u64, case: u64) -> Self {
        let mixed =
            (seed ^ case.wrapping_mul(0xBF58_476D_1CE4_E5B9)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self((mixed ^ (mixed >> 29)) | 1)
    }

    /// A number below `sides`.
    pub(super) fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let sides = u64::try_from(sides).unwrap();
        usize::try_from((self.0 >> 11) % sides).unwrap()
    }

    /// Whether something happens that happens once in `times`.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.throw(times) == 0
    }

    pub(super) fn one_of<'a>(&mut self, these: &[&'a str]) -> &'a str {
        these[self.throw(these.len())]
    }

    /// At least `least` and at most `most` of what `make` makes.
    pub(super) fn some<T>(
        &mut self,
        least: usize,
        most: usize,
        mut make: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let count = least + self.throw(most - least + 1);
        (0..count).map(|_| make(self)).collect()
    }

    /// The same with at least one, but for once in `times`.
    pub(super) fn mostly_some<T>(
        &mut self,
        times: usize,
        most: usize,
        make: impl FnMut(&mut Self) -> T,
    ) -> Vec<T> {
        let least = usize::from(!self.once_in(times));
        self.some(least, most, make)
    }

    /// A seed for upstream's own random numbers.
    pub(super) fn seed(&mut self) -> u64 {
        u64::try_from(self.throw(1 << 40)).unwrap()
    }
}

/// A text in single quotes, as YAML reads it.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
