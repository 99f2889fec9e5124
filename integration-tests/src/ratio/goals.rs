//! The goals: ratios within one run on one machine.

use serde::{Deserialize, Serialize};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Better {
    /// A ratio that is larger.
    More,
    /// A ratio that is smaller.
    Less,
}

/// A goal.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// Its name, as `R1`; with the number of callers where there are several.
    pub id: &'static str,
    /// Ours against what, by which measure.
    pub what: &'static str,
    /// What must hold.
    pub floor: f64,
    /// What is aimed at.
    pub stretch: f64,
    /// Which way is better.
    pub better: Better,
}

impl Goal {
    /// Whether a ratio is as good as `limit`.
    #[must_use]
    pub fn reaches(&self, ratio: f64, limit: f64) -> bool {
        match self.better {
            Better::More => ratio >= limit,
            Better::Less => ratio <= limit,
        }
    }

    /// The goal of that name.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        ALL.iter().find(|goal| goal.id == id)
    }
}

const fn more(id: &'static str, what: &'static str, floor: f64, stretch: f64) -> Goal {
    Goal {
        id,
        what,
        floor,
        stretch,
        better: Better::More,
    }
}

const fn less(id: &'static str, what: &'static str, floor: f64, stretch: f64) -> Goal {
    Goal {
        id,
        what,
        floor,
        stretch,
        better: Better::Less,
    }
}

/// All of them, in the order in which they are measured.
pub const ALL: &[Goal] = &[
    more(
        "R1",
        "Java Dubbo 3.3.6, echo of 100 bytes on `dubbo://`, one connection, 64 in flight: calls per CPU second of the provider",
        4.0,
        8.0,
    ),
    more(
        "R2",
        "the same: calls per second, both cores shared with the generator",
        2.5,
        4.0,
    ),
    more(
        "R3",
        "Java Dubbo 3.3.6, a list of 15 rows: calls per CPU second of the provider",
        4.0,
        10.0,
    ),
    more(
        "R4 1",
        "TCP that sends the same bytes back, 64 connections, one in flight on each: calls per second; provider and generator on a core each",
        0.5,
        0.75,
    ),
    more("R4 16", "the same with 16 in flight on each", 0.2, 0.4),
    more(
        "R5",
        "Java Dubbo 3.3.6, echo of 100 bytes over Triple, wrapper mode: calls per CPU second of the provider",
        3.0,
        6.0,
    ),
    less(
        "R6",
        "Java Dubbo 3.3.6, echo at half of Java's own rate: p99 of ours as a part of Java's; provider and generator on a core each",
        0.33,
        0.15,
    ),
    less(
        "R7 memory",
        "Java service (Spring, MyBatis, Dubbo 3.3.6), idle after its first call: resident memory",
        0.125,
        0.05,
    ),
    less(
        "R7 start",
        "the same: time from its start to the first answered call",
        0.1,
        0.025,
    ),
    more(
        "D1 64",
        "Java service, reserve on one hot SKU, durable, 64 callers: reserves per second",
        8.0,
        15.0,
    ),
    more("D1 256", "the same with 256 callers", 15.0, 40.0),
    more(
        "D2 64",
        "Java service, hot SKU, relaxed commits (flushed once a second), 64 callers",
        6.0,
        12.0,
    ),
    more("D2 256", "the same with 256 callers", 10.0, 30.0),
    more(
        "D3 64",
        "Java service, 400 SKUs evenly, durable, 64 callers",
        3.0,
        6.0,
    ),
    more("D3 256", "the same with 256 callers", 6.0, 12.0),
    more(
        "D4 durable",
        "plain UPDATE, one a transaction, by a native client on 256 connections, one row, durable",
        50.0,
        200.0,
    ),
    more("D4 relaxed", "the same with relaxed commits", 8.0, 20.0),
    more(
        "D5 durable",
        "plain UPDATE on 256 connections, 10,000 rows evenly, durable",
        1.5,
        3.0,
    ),
    more("D5 relaxed", "the same with relaxed commits", 2.0, 4.0),
    more(
        "D6",
        "our own lanes driven in their process, without calls: 256 callers, 400 SKUs evenly",
        0.5,
        0.75,
    ),
    more(
        "D7 volatile",
        "Lua script in a Redis that keeps nothing on disk, hot SKU, 256 clients: ours is durable",
        0.7,
        1.5,
    ),
    more(
        "D7 durable",
        "the same in a Redis that syncs every write",
        2.0,
        4.0,
    ),
    less(
        "D8",
        "one caller alone: p50 against a plain transaction (INSERT and UPDATE) by a native client",
        1.15,
        1.0,
    ),
    more(
        "D9",
        "Java service, orders of 5 lines of which one is hot, 128 callers",
        5.0,
        15.0,
    ),
    more(
        "D10",
        "our own peak: goodput while twice as much is asked for",
        0.9,
        0.97,
    ),
];
