//! Figures in Redis: one text per owner's SKU. They are written by a script that compares heads, so an older write never overwrites a newer one, whoever
//! comes last; a page of them is read in one round trip.
//!
//! Keys carry one of [`PARTS`] hash tags, so that in a cluster a page takes at most so many slots, and a batch of writes as many scripts.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use redis::{Script, ScriptInvocation};
use stock::ids::Moment;
use stock::projection::{Figures, Goods, HEAD_LENGTH};

use super::connect::Wire;
use super::link::{CacheError, Link};

/// Hash tags that keys are spread over.
pub(super) const PARTS: u32 = 64;

/// Writes each text unless one with the same or a larger head is there; the texts that were replaced, false where nothing was written.
const PUT: &str = r"
local replaced = {}
local width = tonumber(ARGV[1])
for i = 1, #KEYS do
    local old = redis.call('GET', KEYS[i])
    local new = ARGV[i + 1]
    if (not old) or string.sub(old, 1, width) < string.sub(new, 1, width) then
        redis.call('SET', KEYS[i], new)
        replaced[i] = old or ''
    else
        replaced[i] = false
    end
end
return replaced";

/// Takes away what is still as it was seen.
const DROP: &str = r"
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0";

/// Takes or keeps a lease.
const LEASE: &str = r"
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1";

/// What became of one write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// Written over what was there before, if anything was.
    Written(Option<Figures>),
    /// What is there is as new or newer.
    Kept,
}

/// Figures in Redis. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    link: Link,
    prefix: Arc<str>,
    scripts: Arc<Scripts>,
}

#[derive(Debug)]
struct Scripts {
    put: Script,
    drop: Script,
    lease: Script,
}

impl Shelf {
    pub(super) fn new(link: Link, prefix: &str) -> Self {
        Self {
            link,
            prefix: prefix.into(),
            scripts: Arc::new(Scripts {
                put: Script::new(PUT),
                drop: Script::new(DROP),
                lease: Script::new(LEASE),
            }),
        }
    }

    /// The key of one owner's SKU; `None` where a name holds the character that separates: it is never kept.
    pub(super) fn key(&self, goods: &Goods) -> Option<String> {
        let names = [
            goods.tenant.as_str(),
            goods.owner.as_str(),
            goods.sku.as_str(),
        ];
        if names.iter().any(|name| name.contains('\t')) {
            return None;
        }
        Some(format!(
            "{}:f:{{{}}}:{}",
            self.prefix,
            part(&names),
            names.join("\t")
        ))
    }

    /// Reads the figures of some goods, in their order, in one round trip. What cannot be read as figures is as good as absent.
    pub(super) async fn read(&self, goods: &[Goods]) -> Result<Vec<Option<Figures>>, CacheError> {
        let texts = self.texts(goods).await?;
        Ok(texts.iter().map(|text| figures(text.as_deref()?)).collect())
    }

    /// The same, as it stands there.
    pub(super) async fn texts(&self, goods: &[Goods]) -> Result<Vec<Option<Vec<u8>>>, CacheError> {
        let keys: Vec<Option<String>> = goods.iter().map(|goods| self.key(goods)).collect();
        let known: Vec<&String> = keys.iter().flatten().collect();
        if known.is_empty() {
            return Ok(vec![None; goods.len()]);
        }
        let texts = self.link.call("read", async |wire: &mut Wire| {
            let mut command = redis::cmd("MGET");
            for key in &known {
                command.arg(key.as_str());
            }
            command.query_async::<Vec<Option<Vec<u8>>>>(wire).await
        });
        let mut texts = texts.await?.into_iter();
        let found = keys
            .iter()
            .map(|key| key.as_ref().and_then(|_| texts.next().flatten()));
        Ok(found.collect())
    }

    /// Writes figures, each unless newer ones are there; what became of each, in their order. One that cannot be kept counts as kept.
    pub(super) async fn put(
        &self,
        figures: &[(Goods, Arc<Figures>)],
    ) -> Result<Vec<Put>, CacheError> {
        let mut outcomes = vec![Put::Kept; figures.len()];
        let mut parts: BTreeMap<u32, Vec<(usize, String, String)>> = BTreeMap::new();
        for (index, (goods, figures)) in figures.iter().enumerate() {
            let names = [
                goods.tenant.as_str(),
                goods.owner.as_str(),
                goods.sku.as_str(),
            ];
            if let (Some(key), Some(text)) = (self.key(goods), figures.to_text()) {
                let of_part = parts.entry(part(&names)).or_default();
                of_part.push((index, key, text));
            }
        }
        let written = join_all(parts.values().map(|part| {
            let mut script = self.scripts.put.prepare_invoke();
            script.arg(HEAD_LENGTH);
            for (_, key, text) in part {
                script.key(key.as_str()).arg(text.as_str());
            }
            self.run("put", script)
        }));
        for (part, replaced) in parts.values().zip(written.await) {
            let replaced: Vec<Option<Vec<u8>>> = replaced?;
            for ((index, ..), old) in part.iter().zip(replaced) {
                if let Some(old) = old {
                    outcomes[*index] = Put::Written(self::figures(&old));
                }
            }
        }
        Ok(outcomes)
    }

    /// Takes away what is wrong, unless something else was written since it was seen.
    pub(super) async fn drop_wrong(&self, goods: &Goods, seen: &[u8]) -> Result<(), CacheError> {
        let Some(key) = self.key(goods) else {
            return Ok(());
        };
        let mut script = self.scripts.drop.prepare_invoke();
        script.key(key).arg(seen);
        self.run::<i64>("drop", script).await.map(drop)
    }

    async fn run<T: redis::FromRedisValue>(
        &self,
        op: &'static str,
        script: ScriptInvocation<'_>,
    ) -> Result<T, CacheError> {
        self.link
            .call(op, async |wire: &mut Wire| {
                script.invoke_async::<T>(wire).await
            })
            .await
    }

    /// When all figures were last written, whole, since Redis was last empty.
    pub(super) async fn built(&self) -> Result<Option<Moment>, CacheError> {
        let key = self.name("built");
        let found = self.link.call("built", async |wire: &mut Wire| {
            redis::cmd("GET")
                .arg(&key)
                .query_async::<Option<i64>>(wire)
                .await
        });
        Ok(found.await?.map(Moment))
    }

    /// Says that all figures are written.
    pub(super) async fn set_built(&self, at: Moment) -> Result<(), CacheError> {
        let key = self.name("built");
        let done = self.link.call("built", async |wire: &mut Wire| {
            redis::cmd("SET")
                .arg(&key)
                .arg(at.0)
                .query_async::<()>(wire)
                .await
        });
        done.await
    }

    /// Takes or keeps a lease, so that of several providers one does the work; whether it is ours.
    pub(super) async fn lease(
        &self,
        name: &str,
        holder: &str,
        wait: Duration,
    ) -> Result<bool, CacheError> {
        let mut script = self.scripts.lease.prepare_invoke();
        let millis = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        script.key(self.name(name)).arg(holder).arg(millis);
        Ok(self.run::<i64>("lease", script).await? == 1)
    }

    /// Gives a lease back before its time.
    pub(super) async fn give_back(&self, name: &str, holder: &str) -> Result<(), CacheError> {
        let mut script = self.scripts.drop.prepare_invoke();
        script.key(self.name(name)).arg(holder);
        self.run::<i64>("lease", script).await.map(drop)
    }

    /// Tells every provider some news.
    pub(super) async fn publish(&self, news: &str) -> Result<(), CacheError> {
        let channel = self.channel();
        let told = self.link.call("publish", async |wire: &mut Wire| {
            let mut publish = redis::cmd("PUBLISH");
            publish
                .arg(&channel)
                .arg(news)
                .query_async::<i64>(wire)
                .await
        });
        told.await.map(drop)
    }

    /// Where news is told.
    pub(super) fn channel(&self) -> String {
        self.name("news")
    }

    fn name(&self, name: &str) -> String {
        format!("{}:{name}", self.prefix)
    }
}

/// Figures of a text; `None` if it is none.
pub(super) fn figures(text: &[u8]) -> Option<Figures> {
    Figures::from_text(std::str::from_utf8(text).ok()?)
}

/// The part a key belongs to: FNV-1a, which is the same in every release and process.
fn part(names: &[&str; 3]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in names.iter().flat_map(|name| name.bytes().chain([b'\t'])) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash % PARTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_spread_over_all_parts_and_never_meet() {
        let mut parts = std::collections::BTreeSet::new();
        for number in 0..2_000 {
            let sku = format!("SKU-{number}");
            parts.insert(part(&["default", "SELF", &sku]));
        }
        assert_eq!(parts.len(), usize::try_from(PARTS).unwrap());
        assert_ne!(part(&["a", "bc", "d"]), part(&["ab", "c", "d"]));
    }
}
