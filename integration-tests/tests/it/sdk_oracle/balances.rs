//! Weights, keys and turns.

use consumer_sdk::balance::consistent_hash::Ring;
use consumer_sdk::balance::round_robin::RoundRobin;
use consumer_sdk::balance::{least_active, random, weight};
use serde_json::{Value, json};

use super::Oracle;
use super::dice::Dice;

/// How many choices one case makes.
const CHOICES: usize = 12;

/// The weight at every moment worth looking at of many warm-ups.
pub(super) fn warm_up(oracle: &mut Oracle) {
    let mut dice = Dice::new(oracle.seed, 0);
    let cases: Vec<[i64; 3]> = (0..oracle.cases * 10)
        .map(|_| {
            let number = |dice: &mut Dice, below| i64::try_from(dice.throw(below)).unwrap();
            let warmup = match dice.throw(4) {
                0 => 600_000,
                1 => 1 + number(&mut dice, 100),
                _ => 1 + number(&mut dice, 10_000_000),
            };
            let weight = match dice.throw(4) {
                0 => 1 + number(&mut dice, 10),
                1 => 1 + number(&mut dice, 2_000_000_000),
                _ => 1 + number(&mut dice, 1_000),
            };
            let uptime = 1 + number(&mut dice, usize::try_from(warmup).unwrap());
            [uptime, warmup, weight]
        })
        // Later the formula is not asked.
        .filter(|[uptime, warmup, _]| uptime < warmup)
        .collect();
    let question = json!({"op": "warmup", "cases": cases});
    let theirs = oracle.ask(&question)["weights"].clone();
    for (case, theirs) in cases.iter().zip(theirs.as_array().unwrap()) {
        const NOW: i64 = 1_700_000_000_000;
        let [uptime, warmup, weight] = *case;
        let (whole, warmup) = (
            i32::try_from(weight).unwrap(),
            i32::try_from(warmup).unwrap(),
        );
        let ours = weight::warmed_up(whole, NOW - uptime, warmup, NOW);
        oracle.compare(&json!(case), theirs, &json!(ours));
    }
}

/// Providers at places of their own.
fn addresses(dice: &mut Dice) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    for one in dice.some(2, 9, |dice| {
        let host = match dice.once_in(12) {
            true => format!("[2001:db8::{}]", dice.throw(9)),
            false => format!("10.0.{}.{}", dice.throw(2), dice.throw(250)),
        };
        format!("{host}:{}", 20880 + dice.throw(3))
    }) {
        if !addresses.contains(&one) {
            addresses.push(one);
        }
    }
    addresses
}

pub(super) fn hash(oracle: &mut Oracle, dice: &mut Dice) {
    let addresses = addresses(dice);
    if addresses.len() < 2 {
        return;
    }
    let nodes = [160, 160, 4, 7, 100, 1023][dice.throw(6)];
    let arguments = dice.one_of(&["0", "0", "1", "0,1", "1,0", "0 , 2", "9", "0,0", "-1,0"]);
    let urls: Vec<String> = addresses
        .iter()
        .map(|address| {
            format!("dubbo://{address}/a.B?hash.nodes={nodes}&reserve.hash.arguments={arguments}")
        })
        .collect();
    let calls: Vec<Vec<Value>> = (0..CHOICES)
        .map(|_| {
            dice.some(0, 3, |dice| match dice.throw(6) {
                0 => json!(dice.throw(1_000_000)),
                1 => Value::Null,
                2 => json!("订单"),
                3 => json!(dice.once_in(2)),
                _ => json!(format!("order-{}", dice.throw(1_000_000))),
            })
        })
        .collect();
    let question = json!({"op": "hash", "method": "reserve", "providers": urls, "calls": calls});
    let theirs = oracle.ask(&question)["chosen"].clone();
    let ring = Ring::new(&addresses, nodes);
    let texts = |call: &[Value]| -> Vec<String> {
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        call.iter().map(text).collect()
    };
    let ours: Vec<_> = calls
        .iter()
        .map(|call| {
            let texts = texts(call);
            let chosen = arguments
                .split(',')
                .filter_map(|index| index.trim().parse().ok());
            let key: String = chosen
                .filter_map(|index: usize| texts.get(index).cloned())
                .collect();
            ring.choose(&key)
        })
        .collect();
    oracle.count(true);
    oracle.compare(&question, &theirs, &json!(ours));
}

/// Weights of providers, many of them equal.
fn weights(dice: &mut Dice, count: usize) -> Vec<u32> {
    let most = [2, 4, 200][dice.throw(3)];
    (0..count)
        .map(|_| u32::try_from(dice.throw(most)).unwrap())
        .collect()
}

fn weighted(addresses: &[String], weights: &[u32]) -> Vec<String> {
    addresses
        .iter()
        .zip(weights)
        .map(|(address, weight)| format!("dubbo://{address}/a.B?weight={weight}"))
        .collect()
}

/// Turns, while weights change and providers come and go.
pub(super) fn in_turn(oracle: &mut Oracle, dice: &mut Dice) {
    let all = addresses(dice);
    if all.len() < 2 {
        return;
    }
    let mut rounds = Vec::new();
    let mut candidates: Vec<Vec<(u64, u32)>> = Vec::new();
    let mut present: Vec<usize> = (0..all.len()).collect();
    let mut weights_now = weights(dice, all.len());
    for _ in 0..CHOICES * 2 {
        if dice.once_in(6) {
            weights_now = weights(dice, all.len());
        }
        if dice.once_in(6) {
            present = (0..all.len()).filter(|_| !dice.once_in(3)).collect();
            if present.len() < 2 {
                present = vec![0, 1];
            }
        }
        let addresses: Vec<String> = present.iter().map(|place| all[*place].clone()).collect();
        let weights: Vec<u32> = present.iter().map(|place| weights_now[*place]).collect();
        rounds.push(weighted(&addresses, &weights));
        candidates.push(
            present
                .iter()
                .map(|place| u64::try_from(*place).unwrap())
                .zip(weights)
                .collect(),
        );
    }
    let question = json!({"op": "roundrobin", "method": "reserve", "rounds": rounds});
    let theirs = oracle.ask(&question)["chosen"].clone();
    let mut turns = RoundRobin::default();
    let ours: Vec<usize> = candidates
        .iter()
        .map(|round| turns.choose(round, 0))
        .collect();
    oracle.count(true);
    oracle.compare(&question, &theirs, &json!(ours));
}

pub(super) fn at_random(oracle: &mut Oracle, dice: &mut Dice) {
    let addresses = addresses(dice);
    if addresses.len() < 2 {
        return;
    }
    let weights = weights(dice, addresses.len());
    let urls = weighted(&addresses, &weights);
    let question = json!({
        "op": "random", "seed": dice.seed(), "count": CHOICES, "method": "reserve", "providers": urls,
    });
    let theirs = oracle.ask(&question)["chosen"].clone();
    let ours: Vec<usize> = (0..CHOICES)
        .map(|_| random::choose(&weights, &mut |below| oracle.draw("int", below)))
        .collect();
    oracle.count(true);
    oracle.compare(&question, &theirs, &json!(ours));
}

pub(super) fn least_active(oracle: &mut Oracle, dice: &mut Dice) {
    let addresses = addresses(dice);
    if addresses.len() < 2 {
        return;
    }
    let weights = weights(dice, addresses.len());
    let active: Vec<u32> = addresses
        .iter()
        .map(|_| u32::try_from(dice.throw(3)).unwrap())
        .collect();
    let urls = weighted(&addresses, &weights);
    let question = json!({
        "op": "leastactive", "seed": dice.seed(), "count": CHOICES, "method": "reserve", "providers": urls, "active": active,
    });
    let theirs = oracle.ask(&question)["chosen"].clone();
    let ours: Vec<usize> = (0..CHOICES)
        .map(|_| least_active::choose(&active, &weights, &mut |below| oracle.draw("int", below)))
        .collect();
    oracle.count(true);
    oracle.compare(&question, &theirs, &json!(ours));
}
