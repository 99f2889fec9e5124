//! Connections to providers, shared by everything that calls them.
//!
//! One [`Pool`] belongs to one application. A [`Channel`] is one connection to one provider: made at once or with the
//! first call, made again with growing waits when it is lost, and closed with the last reference that uses it.

mod channel;

use std::collections::HashMap;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

pub(crate) use channel::Channel;
use dubbo_rpc::{Client, ClientOptions, Fault, Invoker, TripleClient};

/// A connection as the pool needs it, whatever it speaks.
pub(crate) trait Connection: Invoker + fmt::Debug {
    /// Whether it is connected and the provider has not asked to be spared (read-only event, GOAWAY).
    fn is_available(&self) -> bool;
    /// Connects unless it is connected.
    fn ready(&self) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + '_>>;
    /// Waits until the present connection has ended; at once when there is none.
    fn lost(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

impl Connection for Client {
    fn is_available(&self) -> bool {
        Client::is_available(self)
    }

    fn ready(&self) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + '_>> {
        Box::pin(Client::ready(self))
    }

    fn lost(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(Client::lost(self))
    }
}

impl Connection for TripleClient {
    fn is_available(&self) -> bool {
        TripleClient::is_available(self)
    }

    fn ready(&self) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + '_>> {
        Box::pin(TripleClient::ready(self))
    }

    fn lost(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(TripleClient::lost(self))
    }
}

/// How lost connections come back.
#[derive(Debug, Clone)]
pub struct ReconnectOptions {
    /// First wait; doubles with every failure, with jitter.
    pub first_wait: Duration,
    /// Longest wait.
    pub longest_wait: Duration,
}

impl Default for ReconnectOptions {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_millis(200),
            longest_wait: Duration::from_secs(10),
        }
    }
}

/// The connections of an application. Clones share them.
#[derive(Clone)]
pub struct Pool {
    inner: Arc<Inner>,
}

struct Inner {
    options: ClientOptions,
    reconnect: ReconnectOptions,
    /// Entries whose channel is gone are removed when another is added.
    channels: Mutex<HashMap<Key, Weak<Channel>>>,
}

/// Whose connection: protocol, `host:port`, which of several, whose own when it is not shared, and whether in TLS.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    protocol: String,
    address: String,
    number: usize,
    owner: u64,
    tls: bool,
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("connections", &self.connections())
            .finish_non_exhaustive()
    }
}

impl Pool {
    /// A pool whose connections behave like this.
    #[must_use]
    pub fn new(options: ClientOptions, reconnect: ReconnectOptions) -> Self {
        Self {
            inner: Arc::new(Inner {
                options,
                reconnect,
                channels: Mutex::default(),
            }),
        }
    }

    /// How its connections behave, in TLS or without.
    pub(crate) fn options(&self, tls: bool) -> ClientOptions {
        let mut options = self.inner.options.clone();
        options.tls = options.tls.filter(|_| tls);
        options
    }

    /// Whether its connections can be made in TLS.
    pub(crate) fn has_tls(&self) -> bool {
        self.inner.options.tls.is_some()
    }

    /// Connections that are in use, made or not.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.channels()
            .values()
            .filter(|channel| channel.strong_count() > 0)
            .count()
    }

    /// Whether providers that speak `protocol` can be called.
    #[must_use]
    pub fn speaks(protocol: &str) -> bool {
        matches!(protocol, "dubbo" | "tri")
    }

    /// The connection number `number` to a provider, shared with everybody who asks for the same; `owner` other than 0
    /// has connections of its own. With `tls` in the TLS of the pool's options.
    ///
    /// # Errors
    /// A protocol fault when the provider speaks nothing that we do.
    pub(crate) fn channel(
        &self,
        protocol: &str,
        address: &str,
        number: usize,
        owner: u64,
        tls: bool,
    ) -> Result<Arc<Channel>, Fault> {
        if !Self::speaks(protocol) {
            return Err(Fault::protocol(format!(
                "provider {address} speaks `{protocol}`; this side speaks `dubbo` and `tri`"
            )));
        }
        let key = Key {
            protocol: protocol.to_owned(),
            address: address.to_owned(),
            number,
            owner,
            tls,
        };
        let mut channels = self.channels();
        if let Some(channel) = channels.get(&key).and_then(Weak::upgrade) {
            return Ok(channel);
        }
        channels.retain(|_, channel| channel.strong_count() > 0);
        let options = self.options(tls);
        let connection: Arc<dyn Connection> = match protocol {
            "tri" => Arc::new(TripleClient::lazy(address, options)),
            _ => Arc::new(Client::lazy(address, options)),
        };
        let reconnect = self.inner.reconnect.clone();
        let channel = Arc::new(Channel::new(address, connection, reconnect));
        channels.insert(key, Arc::downgrade(&channel));
        Ok(channel)
    }

    fn channels(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Weak<Channel>>> {
        self.inner
            .channels
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_shared_until_nobody_uses_them() {
        let pool = Pool::new(ClientOptions::default(), ReconnectOptions::default());
        let get = |number, owner| {
            pool.channel("dubbo", "127.0.0.1:1", number, owner, false)
                .unwrap()
        };
        let (one, same, second, own) = (get(0, 0), get(0, 0), get(1, 0), get(0, 7));
        assert!(Arc::ptr_eq(&one, &same));
        assert!(!Arc::ptr_eq(&one, &second) && !Arc::ptr_eq(&one, &own));
        let triple = pool.channel("tri", "127.0.0.1:1", 0, 0, false).unwrap();
        let in_tls = pool.channel("dubbo", "127.0.0.1:1", 0, 0, true).unwrap();
        assert!(!Arc::ptr_eq(&one, &triple) && !Arc::ptr_eq(&one, &in_tls));
        assert_eq!(pool.connections(), 5);
        drop((one, same, second, triple, in_tls));
        assert_eq!(pool.connections(), 1);
        let refused = pool.channel("rmi", "127.0.0.1:1", 0, 0, false).unwrap_err();
        assert!(refused.to_string().contains("`rmi`"), "{refused}");
    }
}
