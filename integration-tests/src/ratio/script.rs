//! What many shops do instead: a script in Redis that takes from a counter and notes the order.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use redis::Script;

use super::database::join;
use crate::echo::Seen;
use crate::error::{PeerError, Result};
use crate::redis::Redis;

/// Once per order; nothing below zero.
const TAKE: &str = r"
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then return 2 end
local left = tonumber(redis.call('GET', KEYS[1]) or '0')
if left < tonumber(ARGV[1]) then return 0 end
redis.call('DECRBY', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[2], ARGV[1])
return 1";
const PLENTY: u64 = 1_000_000_000;

fn failed<E: std::fmt::Display>() -> impl FnOnce(E) -> PeerError {
    PeerError::because("a script in Redis")
}

/// So many clients, each with a connection and one call in flight, on one SKU.
///
/// # Errors
/// When the server refuses, or holds another number than it answered for.
pub async fn reserve(server: &Redis, callers: usize, time: Duration) -> Result<Seen> {
    let client = redis::Client::open(server.url()).map_err(failed())?;
    let mut keeper = client
        .get_multiplexed_async_connection()
        .await
        .map_err(failed())?;
    let _: () = redis::cmd("FLUSHALL")
        .query_async(&mut keeper)
        .await
        .map_err(failed())?;
    let _: () = redis::cmd("SET")
        .arg("stock")
        .arg(PLENTY)
        .query_async(&mut keeper)
        .await
        .map_err(failed())?;
    let script = Arc::new(Script::new(TAKE));
    let mut links = Vec::with_capacity(callers);
    for _ in 0..callers {
        let link = client.get_multiplexed_async_connection().await;
        links.push(link.map_err(failed())?);
    }
    let next = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let until = begun + time;
    let callers: Vec<_> = links
        .into_iter()
        .map(|mut link| {
            let (next, script) = (Arc::clone(&next), Arc::clone(&script));
            tokio::spawn(async move {
                let mut waits = Vec::new();
                while Instant::now() < until {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let started = Instant::now();
                    let mut call = script.key("stock");
                    call.key("orders").arg(1).arg(n);
                    let answer: i64 = call.invoke_async(&mut link).await.map_err(failed())?;
                    if answer != 1 {
                        return Err(PeerError::new(format!("the script answered {answer}")));
                    }
                    waits.push(started.elapsed());
                }
                Ok((waits.len() as u64, waits))
            })
        })
        .collect();
    let seen = join(callers, begun).await?;
    let left: u64 = redis::cmd("GET")
        .arg("stock")
        .query_async(&mut keeper)
        .await
        .map_err(failed())?;
    if left + seen.calls != PLENTY {
        return Err(PeerError::new(format!(
            "Redis has {left} left after {} were answered",
            seen.calls
        )));
    }
    Ok(seen)
}
