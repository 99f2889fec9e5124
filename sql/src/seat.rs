//! A connection kept between the transactions of one writer.
//!
//! Inserts of many rows have long texts with many placeholders each, which a server prepares once for each connection and keeps in its memory. A pool hands out its connections in
//! turn: every one of them would come to prepare all texts, and the server to keep all of them many times over.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::link::Link;

/// A connection that was idle for longer goes back to the pool, which tries such before it hands them out.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);

/// Where a writer's connection stays while it has no transaction. Clones are the same seat.
#[derive(Clone, Debug, Default)]
pub struct Seat(Arc<Mutex<Place>>);

#[derive(Debug, Default)]
struct Place {
    /// Whether a connection may stay.
    keeps: bool,
    kept: Option<(Link, Instant)>,
}

impl Seat {
    /// One that nothing stays at.
    pub(crate) fn passing() -> Self {
        Self::default()
    }

    fn place(&self) -> std::sync::MutexGuard<'_, Place> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The connection, if it is there and fresh.
    pub(crate) fn take(&self) -> Option<Link> {
        let (link, since) = self.place().kept.take()?;
        (since.elapsed() <= TRUSTED_IDLE).then_some(link)
    }

    /// Keeps a connection, or gives it back to the pool.
    pub(crate) fn keep(&self, link: Link) {
        let mut place = self.place();
        if place.keeps {
            place.kept = Some((link, Instant::now()));
        }
    }
}

/// All seats of a store.
#[derive(Debug, Default)]
pub(crate) struct Seats(Mutex<Vec<Weak<Mutex<Place>>>>);

impl Seats {
    /// A new seat; a connection stays at no more than `most` of them.
    pub(crate) fn add(&self, most: usize) -> Seat {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|seat| seat.strong_count() > 0);
        let seat = Seat::default();
        if all.len() < most {
            seat.place().keeps = true;
            all.push(Arc::downgrade(&seat.0));
        }
        seat
    }

    /// Gives all connections back, for good.
    pub(crate) fn clear(&self) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for seat in all.iter().filter_map(Weak::upgrade) {
            let mut place = seat.lock().unwrap_or_else(PoisonError::into_inner);
            *place = Place::default();
        }
    }
}
