//! Callers that try again elsewhere, send twice, hang up, or never come back; and a hand that kills providers and cuts their links meanwhile.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use stock::answer::Answer;
use stock::code::Code;
use stock::command::Envelope;
use stock_provider::lane::Lanes;
use tokio::task::JoinSet;

use super::providers::House;
use crate::proxy::Cut;

/// How often a caller tries before it gives a call up.
const TRIES_MAX: usize = 60;
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(20);

/// One thing a caller wanted, and the answer it went away with.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) envelope: Envelope,
    pub(super) answer: Option<Answer>,
}

/// What the callers of a round wanted and were told.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    pub(super) calls: Vec<Call>,
    pub(super) crashes: usize,
}

/// Small numbers without a pattern.
#[derive(Clone, Copy, Debug)]
struct Dice(u64);

impl Dice {
    /// One of its own for every caller of every round.
    const fn new(seed: u64, of: u64) -> Self {
        let mixed =
            (seed ^ of.wrapping_mul(0xBF58_476D_1CE4_E5B9)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self((mixed ^ (mixed >> 29)) | 1)
    }

    const fn throw(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

/// The lanes that are open, whoever runs them now.
type Doors = Arc<RwLock<Vec<Lanes>>>;

fn doors(house: &House) -> Vec<Lanes> {
    house.providers.iter().map(|p| p.lanes.clone()).collect()
}

impl Crowd {
    /// One call after the other.
    pub(super) async fn alone(house: &House, wanted: Vec<Envelope>) -> Self {
        let mut calls = Vec::new();
        for envelope in wanted {
            let lanes = &house.providers[0].lanes;
            let answer = lanes.submit(envelope.clone(), None).await;
            assert!(answer.code.is_success(), "{answer:?}");
            let answer = Some(answer);
            calls.push(Call { envelope, answer });
        }
        Self { calls, crashes: 0 }
    }

    /// All callers at once, while providers die. Ends when nothing is under way any more.
    pub(super) async fn together(house: &mut House, wanted: Vec<Vec<Envelope>>, seed: u64) -> Self {
        let open: Doors = Arc::new(RwLock::new(doors(house)));
        let mut callers = JoinSet::new();
        for (at, envelopes) in wanted.into_iter().enumerate() {
            let dice = Dice::new(seed, at as u64 + 1);
            callers.spawn(caller(Arc::clone(&open), envelopes, dice));
        }
        let mut dice = Dice::new(seed, 0);
        let mut crashes = 0;
        for _ in 0..=dice.throw(2) {
            tokio::time::sleep(Duration::from_millis(dice.throw(60))).await;
            let cut = match dice.throw(12) {
                0..6 => Cut::Before,
                6..11 => Cut::After,
                _ => Cut::Silent,
            };
            match &house.proxy {
                Some(proxy) if dice.throw(2) == 0 => proxy.arm(cut),
                _ => {
                    house.crash(index(dice.throw(2))).await;
                    crashes += 1;
                }
            }
            *open.write().unwrap() = doors(house);
        }
        let mut calls = Vec::new();
        while let Some(done) = callers.join_next().await {
            calls.extend(done.unwrap());
        }
        if let Some(proxy) = &house.proxy {
            proxy.arm(Cut::Never);
        }
        house.settle().await;
        // Whose answer was lost, the stock center itself is asked again for: after that nothing of the call can be under way any more.
        *open.write().unwrap() = doors(house);
        for call in calls.iter().filter(|call| call.answer.is_none()) {
            let asked = insist(&open, &call.envelope, &mut dice).await;
            assert!(asked.is_some(), "no answer: {:?}", call.envelope.key);
        }
        Self { calls, crashes }
    }
}

async fn caller(open: Doors, wanted: Vec<Envelope>, mut dice: Dice) -> Vec<Call> {
    let mut calls = Vec::new();
    for envelope in wanted {
        let answer = match dice.throw(8) {
            // Two copies at once.
            0 => {
                let (mut one, mut other) = (dice, Dice(dice.0.rotate_left(9) | 1));
                let (first, second) = tokio::join!(
                    insist(&open, &envelope, &mut one),
                    insist(&open, &envelope, &mut other)
                );
                first.filter(|answer| answer.code == Code::Ok).or(second)
            }
            // Hangs up and never comes back.
            1 => {
                let patience = Duration::from_micros(dice.throw(6_000));
                let lanes = any(&open, &mut dice);
                let call = lanes.submit(envelope.clone(), None);
                let answer = tokio::time::timeout(patience, call).await.ok();
                answer.filter(is_definite)
            }
            // Loses its answer and asks again.
            2 => {
                let patience = Duration::from_micros(dice.throw(6_000));
                let lanes = any(&open, &mut dice);
                let call = lanes.submit(envelope.clone(), None);
                let _ = tokio::time::timeout(patience, call).await;
                insist(&open, &envelope, &mut dice).await
            }
            _ => insist(&open, &envelope, &mut dice).await,
        };
        calls.push(Call { envelope, answer });
    }
    calls
}

fn any(open: &Doors, dice: &mut Dice) -> Lanes {
    let open = open.read().unwrap();
    open[index(dice.throw(open.len() as u64))].clone()
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// Whether the caller knows what became of the call.
fn is_definite(answer: &Answer) -> bool {
    !matches!(
        answer.code,
        Code::TimeoutUnknown | Code::BusyRetry | Code::IdempotentInProgress
    )
}

/// Sends a call again, to whichever provider, until it is answered.
async fn insist(open: &Doors, envelope: &Envelope, dice: &mut Dice) -> Option<Answer> {
    for _ in 0..TRIES_MAX {
        let lanes = any(open, dice);
        let answer = lanes.submit(envelope.clone(), None).await;
        if is_definite(&answer) {
            return Some(answer);
        }
        tokio::time::sleep(PAUSE).await;
    }
    None
}
