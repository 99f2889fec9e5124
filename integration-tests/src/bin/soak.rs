//! Steady load for long while every server is killed in turn: see [`integration_tests::soak`].
//!
//! ```text
//! cargo xtask soak [--minutes 20] [--rate ORDERS_PER_SECOND] [--share 0.7]
//! ```
//!
//! Without `--rate` the capacity is measured first and `--share` of it is asked for.
#![allow(clippy::print_stdout)] // it talks to a person

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use integration_tests::error::{PeerError, Result};
use integration_tests::java::usage;
use integration_tests::mariadb::MariaDb;
use integration_tests::ratio::machine::Busy;
use integration_tests::ratio::orders::{self, Basket, Orders};
use integration_tests::redis::Redis;
use integration_tests::soak::callers::{self, Callers, Fate, Fates, Told};
use integration_tests::soak::hand::{self, Servers};
use integration_tests::soak::memory::Memory;
use integration_tests::soak::proof;
use integration_tests::stock_center::StockCenter;
use tokio_util::sync::CancellationToken;

const MINUTES: f64 = 20.0;
/// Of the capacity.
const SHARE: f64 = 0.7;
/// Callers who find the capacity, and how long they take.
const CALLERS: usize = 128;
const TRIAL: Duration = Duration::from_secs(10);
const WARM_UP: Duration = Duration::from_secs(3);
/// Buffer pool of the database, in MiB.
const POOL_MIB: u32 = 2_048;
/// How many servers are killed.
const KILLS: u32 = 20;
/// Often enough for a short run.
const NOTES_MIN: u32 = 40;
const NOTE_EVERY: Duration = Duration::from_secs(10);
/// SKUs of which there is too little, taken from the end of the sample's.
const SCARCE: usize = 20;
const USAGE: &str = "soak [--minutes N] [--rate ORDERS_PER_SECOND] [--share OF_CAPACITY]";

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (mut minutes, mut rate, mut share) = (MINUTES, None, SHARE);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut number = || -> std::result::Result<f64, Box<dyn std::error::Error>> {
            Ok(words.next().ok_or(USAGE)?.parse()?)
        };
        match word.as_str() {
            "--minutes" => minutes = number()?,
            "--rate" => rate = Some(number()?),
            "--share" => share = number()?,
            _ => return Err(USAGE.into()),
        }
    }
    let whole = Duration::try_from_secs_f64(minutes * 60.0)?;
    soak(whole, rate, share).await?;
    Ok(())
}

async fn soak(whole: Duration, rate: Option<f64>, share: f64) -> Result<()> {
    let (mariadb, redis) = (
        MariaDb::start_measured(POOL_MIB).await?,
        Redis::start().await?,
    );
    let (database, cache) = (mariadb.create_database().await?, redis.url());
    let settings = [
        ("DATABASE__URL", database.as_str()),
        ("CACHE__URL", cache.as_str()),
        ("DATA__SAMPLE", "always"),
        ("RECONCILE__SCHEDULE", "false"),
    ];
    let providers = [
        StockCenter::start(&settings).await?,
        StockCenter::start(&settings).await?,
    ];
    let mut skus = orders::skus()?;
    let scarce = skus.split_off(skus.len().saturating_sub(SCARCE));
    let link = orders::link(&providers[0].address()).await?;
    orders::receive(&link, &skus).await?;
    let (scarce_units, _) = proof::units(&database, &scarce).await?;
    let scarce: Vec<String> = scarce_units.keys().cloned().collect();
    if scarce.is_empty() {
        return Err(PeerError::new("the sample has nothing that is scarce"));
    }
    let addresses = format!("{},{}", providers[0].address(), providers[1].address());
    let shop = callers::shop(&addresses).await?;
    let trial = Orders::new(Arc::clone(&shop), &skus);
    let rate = match rate {
        Some(rate) => rate,
        None => {
            trial.closed(Basket::Even, CALLERS, WARM_UP).await?;
            let seen = trial.closed(Basket::Even, CALLERS, TRIAL).await?;
            let capacity = seen.calls as f64 / seen.elapsed.as_secs_f64();
            println!("capacity: {capacity:.0} orders/s; {share} of it is asked for");
            capacity * share
        }
    };
    let servers = Arc::new(Servers {
        providers,
        mariadb,
        redis,
    });
    let room = whole.as_secs_f64() * rate * 1.1 + 1_000.0;
    let fates = Arc::new(Fates::of(whole_number(room)?));
    let told = Arc::new(Told::default());
    let callers = Callers {
        link: Arc::clone(&shop),
        plenty: Orders::new(Arc::clone(&shop), &skus),
        scarce: Orders::new(Arc::clone(&shop), &scarce),
        fates: Arc::clone(&fates),
        told: Arc::clone(&told),
    };
    let (stop, stop_hand) = (CancellationToken::new(), CancellationToken::new());
    let load = tokio::spawn(callers.run(rate, stop.clone()));
    let hand = tokio::spawn(hand::strike(
        Arc::clone(&servers),
        whole / KILLS,
        whole,
        stop_hand.clone(),
    ));
    let memory = watch(&servers, whole, (&fates, &told)).await;
    stop_hand.cancel();
    let struck = hand.await.map_err(PeerError::because("the hand"))??;
    stop.cancel();
    load.await.map_err(PeerError::because("the load"))??;
    println!(
        "{} orders placed at {rate:.0}/s: {} held, {} refused, {} never known, {} left out; {} askings repeated; the longest wait {} ms; {} servers killed",
        told.placed.load(Ordering::Relaxed),
        fates.count(Fate::Held),
        fates.count(Fate::Short),
        told.placed.load(Ordering::Relaxed) - fates.count(Fate::Held) - fates.count(Fate::Short),
        told.left_out.load(Ordering::Relaxed),
        told.again.load(Ordering::Relaxed),
        told.longest_ms.load(Ordering::Relaxed),
        struck.len()
    );
    let (before, _) = trial.held();
    let proved = proof::prove(&database, &fates, before, (&scarce, &scarce_units)).await?;
    println!(
        "books: {} grants are there, each once, and {} whose callers never knew; of {} scarce units {} are held",
        proved.grants, proved.unknown, proved.scarce.0, proved.scarce.1
    );
    println!("{}", servers.providers[0].run(&["check"])?.trim());
    let flat = memory.judge(whole)?;
    println!(
        "memory of the second provider: {} MiB in the second quarter, {} MiB in the last",
        flat.before / 1_024,
        flat.after / 1_024
    );
    for provider in &servers.providers {
        provider.stop().await?;
    }
    Ok(())
}

/// Prints and notes how it goes until the time is over.
async fn watch(servers: &Servers, whole: Duration, (fates, told): (&Fates, &Told)) -> Memory {
    let begun = Instant::now();
    let every = NOTE_EVERY.min(whole / NOTES_MIN);
    let (mut memory, mut placed, mut busy) = (Memory::default(), 0, Busy::now());
    while begun.elapsed() < whole {
        tokio::time::sleep(every).await;
        let [first, second] = [
            resident(&servers.providers[0]).await,
            resident(&servers.providers[1]).await,
        ];
        if let Some(kib) = second {
            memory.note(begun.elapsed(), kib);
        }
        let now = told.placed.load(Ordering::Relaxed);
        let mib = |kib: Option<u64>| {
            kib.map_or_else(
                || "away".to_owned(),
                |kib| format!("{:.1} MiB", kib as f64 / 1_024.0),
            )
        };
        println!(
            "    {:>5.0} s: providers {} and {}; {:.0} orders/s, {} held, {} askings repeated; others {:.1} cores",
            begun.elapsed().as_secs_f64(),
            mib(first),
            mib(second),
            (now - placed) as f64 / every.as_secs_f64(),
            fates.count(Fate::Held),
            told.again.load(Ordering::Relaxed),
            busy.foreign_since()
        );
        placed = now;
        busy = Busy::now();
    }
    memory
}

/// Resident memory of a provider in KiB; `None` while it is away.
async fn resident(provider: &StockCenter) -> Option<u64> {
    let id = provider.id().await?;
    usage::of(id).ok().map(|usage| usage.resident_kib)
}

fn whole_number(number: f64) -> Result<usize> {
    let whole = Duration::try_from_secs_f64(number).map_err(PeerError::because("the rate"))?;
    usize::try_from(whole.as_secs()).map_err(PeerError::because("the rate"))
}
