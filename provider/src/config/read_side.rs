//! Settings of the read side and of hot SKUs.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Config, ConfigError, SecretUrl, bad, range};
use crate::cache::{Address, CacheOptions};
use crate::hot::HotOptions;

section!(Cache {
    url: SecretUrl = SecretUrl::default(),
    url_file: String = String::new(),
    ca_file: String = String::new(),
    prefix: String = "stock".to_owned(),
    timeout_ms: u64 = 50,
    age_ms: u64 = 2_000,
    front_max: u64 = 200_000,
});
section!(Hot {
    fresh_ms: u64 = 500,
    sku_per_second: u32 = 5_000,
    buyer_per_second: u32 = 5,
    waiting_max: u32 = 2_000,
    auto_per_second: u32 = 1_000,
    auto_seconds: u64 = 60,
});

impl Config {
    /// How the read side is kept; `None` where no Redis is configured.
    ///
    /// # Errors
    /// When its address or its certificate cannot be read.
    pub fn cache(&self) -> Result<Option<CacheOptions>, ConfigError> {
        let cache = &self.cache;
        if cache.url.is_empty() {
            return Ok(None);
        }
        let address = Address::parse(&cache.url).map_err(|why| bad("cache.url", why))?;
        let authority = match cache.ca_file.as_str() {
            "" => None,
            file => {
                let path = PathBuf::from(file);
                let read = std::fs::read(&path);
                Some(read.map_err(|source| ConfigError::Read { path, source })?)
            }
        };
        Ok(Some(CacheOptions {
            address,
            authority,
            prefix: cache.prefix.clone(),
            timeout: Duration::from_millis(cache.timeout_ms),
            age: Duration::from_millis(cache.age_ms),
            front_max: cache.front_max,
        }))
    }

    /// How hot SKUs are served.
    #[must_use]
    pub fn hot(&self) -> HotOptions {
        let hot = &self.hot;
        HotOptions {
            fresh_ms: i64::try_from(hot.fresh_ms).unwrap_or(i64::MAX),
            sku_per_second: hot.sku_per_second,
            buyer_per_second: hot.buyer_per_second,
            waiting_max: hot.waiting_max,
            auto_per_second: hot.auto_per_second,
            auto: Duration::from_secs(hot.auto_seconds),
        }
    }

    pub(super) fn check_read_side(&self) -> Result<(), ConfigError> {
        let number = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        let (cache, hot) = (&self.cache, &self.hot);
        if !cache.url.is_empty() {
            Address::parse(&cache.url).map_err(|why| bad("cache.url", why))?;
        }
        if cache.prefix.is_empty() || cache.prefix.contains(['{', '}', '\t', ' ']) {
            return Err(bad(
                "cache.prefix",
                format!(
                    "`{}` must be a name without blanks and braces",
                    cache.prefix
                ),
            ));
        }
        range("cache.timeout_ms", number(cache.timeout_ms), 1, 5_000)?;
        range("cache.age_ms", number(cache.age_ms), 100, 60_000)?;
        range("cache.front_max", number(cache.front_max), 1, 10_000_000)?;
        range("hot.fresh_ms", number(hot.fresh_ms), 50, 5_000)?;
        let rate = |value: u32| number(u64::from(value));
        range("hot.sku_per_second", rate(hot.sku_per_second), 1, 1_000_000)?;
        range(
            "hot.buyer_per_second",
            rate(hot.buyer_per_second),
            1,
            1_000_000,
        )?;
        range("hot.waiting_max", rate(hot.waiting_max), 1, 1_000_000)?;
        range(
            "hot.auto_per_second",
            rate(hot.auto_per_second),
            0,
            1_000_000,
        )?;
        range("hot.auto_seconds", number(hot.auto_seconds), 1, 86_400)
    }
}
