//! Names of things: newtypes over shared text, cheap to clone, ordered, serialised as plain text.

use std::fmt;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes over a text as it is; length and alphabet are checked at the module doors.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &self.0)
            }
        }
    };
}

text_id! {
    /// A tenant of the mall; stock of two tenants never meets.
    Tenant
}
text_id! {
    /// Who owns the goods: `SELF`, or a consignor.
    Owner
}
text_id! {
    /// A stock keeping unit.
    Sku
}
text_id! {
    /// A warehouse, store or supplier site that holds stock.
    Warehouse
}
text_id! {
    /// A quota of free stock: `SHARED`, `CH:<channel>` or `ACT:<activity>`.
    Pool
}
text_id! {
    /// A lot (batch) of a SKU whose goods are told apart; empty for all others.
    Lot
}
text_id! {
    /// A sales channel.
    Channel
}
text_id! {
    /// An area code, province to district; a longer code lies inside its prefix.
    Area
}
text_id! {
    /// A buyer, as the order service names him.
    Buyer
}
text_id! {
    /// The order service's number of an order.
    OrderNo
}
text_id! {
    /// Our number of a reservation, `R` and decimal digits.
    ReservationNo
}
text_id! {
    /// Our number of a voucher, `V` and decimal digits.
    VoucherNo
}
text_id! {
    /// Our number of a fulfilment order, `F` and decimal digits.
    FulfilmentNo
}

/// Name of the owner of the mall's own goods.
pub const OWNER_SELF: &str = "SELF";
/// Name of the pool every channel may be allowed to draw from.
pub const POOL_SHARED: &str = "SHARED";
/// Prefix of a channel's pool.
pub const POOL_CHANNEL_PREFIX: &str = "CH:";
/// Prefix of an activity's pool.
pub const POOL_ACTIVITY_PREFIX: &str = "ACT:";

impl Pool {
    /// The pool every channel may be allowed to draw from.
    #[must_use]
    pub fn shared() -> Self {
        // One text for all: every order names it.
        static SHARED: LazyLock<Pool> = LazyLock::new(|| Pool::from(POOL_SHARED));
        SHARED.clone()
    }

    /// A channel's own pool.
    #[must_use]
    pub fn of_channel(channel: &Channel) -> Self {
        Self::from(format!("{POOL_CHANNEL_PREFIX}{channel}"))
    }

    /// Whether this is the shared pool.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.as_str() == POOL_SHARED
    }
}

impl Lot {
    /// No lot: goods of a SKU that is not tracked by lots.
    #[must_use]
    pub fn none() -> Self {
        // One text for all: every plain SKU names it.
        static NONE: LazyLock<Lot> = LazyLock::new(|| Lot::from(""));
        NONE.clone()
    }

    /// Whether it names no lot.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.as_str().is_empty()
    }
}

impl Default for Lot {
    fn default() -> Self {
        Self::none()
    }
}

impl Owner {
    /// The owner of the mall's own goods.
    #[must_use]
    pub fn own() -> Self {
        static OWN: LazyLock<Owner> = LazyLock::new(|| Owner::from(OWNER_SELF));
        OWN.clone()
    }
}

/// A moment by the database's clock, in milliseconds since the epoch (UTC).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The moment `seconds` later; saturates at the ends of time.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000)))
    }
}

/// A calendar day of the business (Asia/Shanghai, which keeps one offset all year), in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i64);

impl Day {
    /// Milliseconds of a day.
    const MILLIS: i64 = 86_400_000;
    /// How far the business's clocks are ahead of UTC, in milliseconds.
    const OFFSET: i64 = 8 * 3_600_000;

    /// The day a moment falls on.
    #[must_use]
    pub const fn of(moment: Moment) -> Self {
        Self(
            moment
                .0
                .saturating_add(Self::OFFSET)
                .div_euclid(Self::MILLIS),
        )
    }

    /// The moment it begins; saturates at the ends of time.
    #[must_use]
    pub const fn start(self) -> Moment {
        Moment(
            self.0
                .saturating_mul(Self::MILLIS)
                .saturating_sub(Self::OFFSET),
        )
    }

    /// Days from an earlier day to this one; negative if it is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day so many days later.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// Hands out identifiers that grow: milliseconds (41 bits), node (10 bits), counter (12 bits), as one positive `i64`.
///
/// One source numbers vouchers, documents and ledger rows. [`IdSource::observe`] makes it a Lamport clock: a number handed out after a balance
/// was read is larger than every number booked on that balance, whatever the clocks of two providers say. Numbers of one account therefore grow in the order of booking.
#[derive(Clone, Debug)]
pub struct IdSource {
    node: i64,
    last: i64,
}

const COUNTER_BITS: u32 = 12;
const NODE_BITS: u32 = 10;
const TIME_SHIFT: u32 = COUNTER_BITS + NODE_BITS;
/// How many nodes can hand out identifiers at once.
pub const NODES_MAX: i64 = 1 << NODE_BITS;

impl IdSource {
    /// A source for one node (taken modulo [`NODES_MAX`]).
    #[must_use]
    pub fn new(node: i64) -> Self {
        let node = node.rem_euclid(NODES_MAX);
        Self {
            node,
            last: node << COUNTER_BITS,
        }
    }

    /// Moves forward to the given moment; never back.
    pub fn advance_to(&mut self, now: Moment) {
        self.raise(now.0.max(0));
    }

    /// Makes every later number larger than `seen`.
    pub fn observe(&mut self, seen: i64) {
        if seen >= self.last {
            self.raise((seen >> TIME_SHIFT) + 1);
        }
    }

    /// The moment in a number, in milliseconds: that of the database's clock, or a little later where numbers were drawn faster than time passed.
    #[must_use]
    pub const fn millis_of(id: i64) -> i64 {
        id >> TIME_SHIFT
    }

    /// The smallest number of a moment: whatever is numbered from then on is not smaller.
    #[must_use]
    pub const fn first_of(moment: Moment) -> i64 {
        moment.0 << TIME_SHIFT
    }

    /// The next number.
    #[allow(
        clippy::should_implement_trait,
        reason = "not an iterator: it never ends"
    )]
    pub fn next(&mut self) -> i64 {
        let counter = self.last & ((1 << COUNTER_BITS) - 1);
        if counter + 1 < (1 << COUNTER_BITS) {
            self.last += 1;
        } else {
            self.raise((self.last >> TIME_SHIFT) + 1);
            self.last += 1;
        }
        self.last
    }

    /// A source as it was `draws` numbers before it handed out `id`: to decide a command again under the numbers it was booked with.
    #[must_use]
    pub const fn before(id: i64, draws: i64) -> Self {
        let node = (id >> COUNTER_BITS) & (NODES_MAX - 1);
        // Counters of a millisecond run from 1 to their largest.
        let per_milli = (1 << COUNTER_BITS) - 1;
        let counter = id & per_milli;
        let place = (id >> TIME_SHIFT) * per_milli + counter - 1 - draws;
        let (millis, counter) = (place.div_euclid(per_milli), place.rem_euclid(per_milli));
        Self {
            node,
            last: (millis << TIME_SHIFT) | (node << COUNTER_BITS) | counter,
        }
    }

    fn raise(&mut self, millis: i64) {
        if millis > self.last >> TIME_SHIFT {
            self.last = (millis << TIME_SHIFT) | (self.node << COUNTER_BITS);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_grow_over_counter_end_and_behind_clocks() {
        let mut ids = IdSource::new(7);
        ids.advance_to(Moment(1_700_000_000_000));
        let mut last = 0;
        for _ in 0..20_000 {
            let id = ids.next();
            assert!(id > last);
            last = id;
        }
        ids.advance_to(Moment(1));
        assert!(ids.next() > last);
    }

    #[test]
    fn numbers_are_handed_out_again_from_any_of_them() {
        let mut ids = IdSource::new(7);
        ids.advance_to(Moment(1_700_000_000_000));
        let handed_out: Vec<i64> = (0..10_000).map(|_| ids.next()).collect();
        for at in [0, 1, 4_093, 4_094, 4_095, 4_096, 8_189, 8_190, 9_999] {
            for draws in 0..=at.min(3) {
                let drawn = i64::try_from(draws).unwrap();
                let mut again = IdSource::before(handed_out[at], drawn);
                assert_eq!(again.next(), handed_out[at - draws], "{at} {draws}");
            }
        }
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_business() {
        // 2026-01-01 00:00 in Shanghai is 2025-12-31 16:00 UTC.
        let midnight = Moment(1_767_196_800_000);
        let day = Day::of(midnight);
        assert_eq!(day, Day(20_454));
        assert_eq!(day.start(), midnight);
        assert_eq!(Day::of(Moment(midnight.0 - 1)), day.plus(-1));
        assert_eq!(day.since(day.plus(-7)), 7);
        for extreme in [i64::MIN, i64::MAX] {
            let _ = Day::of(Moment(extreme)).start();
            let _ = Day(extreme).plus(extreme).since(Day(-1));
        }
    }

    #[test]
    fn what_was_seen_is_passed() {
        let mut ahead = IdSource::new(1);
        ahead.advance_to(Moment(2_000_000_000_000));
        let seen = ahead.next();
        let mut behind = IdSource::new(2);
        behind.advance_to(Moment(1_000_000_000_000));
        behind.observe(seen);
        assert!(behind.next() > seen);
    }
}
