//! Tries a configured Redis as a provider would use it, and says what is wrong.

use std::time::Duration;

use redis::Script;

use super::CacheOptions;
use super::connect::{CONNECT_WAIT, Target, Wire};

/// Longest wait for one answer of a Redis that is only looked at.
const PATIENCE: Duration = Duration::from_secs(2);

/// Connects and does once what serving needs: read, write by script, tell news.
///
/// # Errors
/// What does not work, and the way out.
pub async fn doctor(options: &CacheOptions) -> Result<String, String> {
    let target = Target {
        address: options.address.clone(),
        authority: options.authority.clone(),
        wait: PATIENCE,
    };
    let connected = tokio::time::timeout(CONNECT_WAIT * 3, Box::pin(target.connect()))
        .await
        .map_err(|_| format!("no connection within {:?}", CONNECT_WAIT * 3))?
        .map_err(|error| format!("{error}; correct cache.url or start Redis"))?;
    let mut wire = connected.wire;
    let key = format!("{}:f:{{0}}:doctor", options.prefix);
    let allow = |what: &str, error: redis::RedisError| {
        format!(
            "{what}: {error}; allow the user ~{0}:* &{0}:* +@read +@write +@scripting +@pubsub +@connection",
            options.prefix
        )
    };
    redis::cmd("MGET")
        .arg(&key)
        .query_async::<Vec<Option<String>>>(&mut wire)
        .await
        .map_err(|error| allow("figures cannot be read", error))?;
    let script =
        Script::new("redis.call('SET', KEYS[1], ARGV[1]) return redis.call('DEL', KEYS[1])");
    let mut run = script.prepare_invoke();
    run.key(&key).arg("1");
    run.invoke_async::<i64>(&mut wire)
        .await
        .map_err(|error| allow("figures cannot be written", error))?;
    redis::cmd("PUBLISH")
        .arg(format!("{}:news", options.prefix))
        .arg("doctor")
        .query_async::<i64>(&mut wire)
        .await
        .map_err(|error| allow("news cannot be told", error))?;
    let version = version(&mut wire).await;
    Ok(format!("answers{version}; reads, writes and tells news"))
}

async fn version(wire: &mut Wire) -> String {
    // A user may be kept from this; it is only for the eye.
    let asked = redis::cmd("INFO")
        .arg("server")
        .query_async::<String>(wire)
        .await;
    let text = asked.unwrap_or_default();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("redis_version:"));
    line.map_or_else(String::new, |version| format!(", version {version}"))
}
