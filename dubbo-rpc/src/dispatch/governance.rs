//! What operators change of a service while it is served: tokens, limits, the access log.
//!
//! A service that nobody governs costs a call one look at a flag.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use hessian2::Throwable;
use tokio::time::Instant;

use super::ServiceSchema;
use super::access::{AccessLog, Entry};
use crate::context::Received;
use crate::fault::Fault;

/// Code of an `RpcException` that says that a limit is reached (Java: `RpcException.LIMIT_EXCEEDED_EXCEPTION`).
const LIMIT_EXCEEDED: i32 = 7;

/// What may change of an exported service while it is served.
#[derive(Clone, Default)]
pub struct Governance {
    /// Secrets of which a call must bring one as attachment `token`; empty: none is asked for. There are two while
    /// callers learn of a new one. Java: `token`.
    pub tokens: Vec<String>,
    /// Calls that bring no token are served all the same: while callers learn that one is asked for.
    pub without_token: bool,
    /// Most calls of a method that run at once, by the method's Java name; `""` for those not named. Java: `executes`.
    pub executes: BTreeMap<String, usize>,
    /// Most calls of the service within each interval. Java: `tps` and `tps.interval`.
    pub tps: Option<(u64, Duration)>,
    /// Who gets a line for every call. Java: `accesslog`.
    pub access_log: Option<Arc<dyn AccessLog>>,
}

impl fmt::Debug for Governance {
    /// Without the tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Governance")
            .field("tokens", &self.tokens.len())
            .field("executes", &self.executes)
            .field("tps", &self.tps)
            .field("access_log", &self.access_log.is_some())
            .finish_non_exhaustive()
    }
}

/// The part of an export that may change.
#[derive(Default)]
pub(super) struct Governed {
    active: AtomicBool,
    now: RwLock<Option<Arc<Rules>>>,
    /// Calls running of each method, and behind them those of `$invoke`; counted where a limit is set.
    running: Arc<[AtomicUsize]>,
}

pub(super) struct Rules {
    governance: Governance,
    /// By index of the method; the last is that of `$invoke`.
    executes: Vec<Option<usize>>,
    /// When the present interval of [`Governance::tps`] began, and its calls.
    window: Mutex<(Instant, u64)>,
}

impl Governed {
    pub(super) fn new(schema: &ServiceSchema) -> Self {
        let running = (0..=schema.methods.len()).map(|_| AtomicUsize::new(0));
        Self {
            running: running.collect(),
            ..Self::default()
        }
    }

    pub(super) fn set(&self, governance: Governance, schema: &ServiceSchema) {
        let names = schema.methods.iter().map(|method| method.name);
        let all = governance.executes.get("");
        let executes = names
            .chain(["$invoke"])
            .map(|name| governance.executes.get(name).or(all).copied())
            .collect();
        let rules = Rules {
            governance,
            executes,
            window: Mutex::new((Instant::now(), 0)),
        };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(rules));
        self.active.store(true, Ordering::Release);
    }

    /// The rules in force; `None` where there have never been any.
    pub(super) fn rules(&self) -> Option<Arc<Rules>> {
        if !self.active.load(Ordering::Acquire) {
            return None;
        }
        self.now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// A call of a governed service; counted until it is dropped.
pub(super) struct Watched {
    running: Option<(Arc<[AtomicUsize]>, usize)>,
    entry: Option<Entry>,
}

impl Drop for Watched {
    fn drop(&mut self) {
        if let Some((running, index)) = &self.running {
            running[*index].fetch_sub(1, Ordering::Relaxed);
        }
        if let Some(entry) = self.entry.take() {
            entry.write();
        }
    }
}

impl Rules {
    /// Whether a call with this token is served. Compared in constant time.
    pub(super) fn takes_token(&self, given: Option<&str>) -> bool {
        let tokens = &self.governance.tokens;
        match given {
            _ if tokens.is_empty() => true,
            None => self.governance.without_token,
            Some(given) => tokens.iter().fold(false, |found, token| {
                found | super::registry::same(given.as_bytes(), token.as_bytes())
            }),
        }
    }

    pub(super) fn access_log(&self) -> Option<&Arc<dyn AccessLog>> {
        self.governance.access_log.as_ref()
    }

    /// Lets a call in, or says which limit is reached.
    pub(super) fn admit(
        &self,
        governed: &Governed,
        method: usize,
        call: &Received,
        named: (&str, &str),
        entry: Option<Entry>,
    ) -> Result<Watched, Fault> {
        let (interface, method_name) = named;
        if let Some((most, interval)) = self.governance.tps {
            let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            if now.saturating_duration_since(window.0) >= interval {
                *window = (now, 0);
            }
            if window.1 >= most {
                let message = format!(
                    "Failed to invoke service {interface}.{method_name} because exceed max service tps: {most} calls in \
                     {} ms",
                    interval.as_millis()
                );
                return Err(limit_exceeded(call, &message));
            }
            window.1 += 1;
        }
        let mut watched = Watched {
            running: None,
            entry: None,
        };
        if let Some(most) = self.executes.get(method).copied().flatten()
            && let Some(running) = governed.running.get(method)
        {
            if running.fetch_add(1, Ordering::Relaxed) >= most {
                running.fetch_sub(1, Ordering::Relaxed);
                let message = format!(
                    "Failed to invoke method {method_name} in provider {interface}, cause: The service using threads \
                     greater than <dubbo:service executes=\"{most}\" /> limited."
                );
                return Err(limit_exceeded(call, &message));
            }
            watched.running = Some((Arc::clone(&governed.running), method));
        }
        watched.entry = entry;
        Ok(watched)
    }
}

/// What a limit of a Java provider means to its caller: an `RpcException` of code 7. Callers since 2.7 say their
/// application and know the class of org.apache; those of 2.6 know the one of com.alibaba.
fn limit_exceeded(call: &Received, message: &str) -> Fault {
    let class = if call.remote_application.is_some() {
        "org.apache.dubbo.rpc.RpcException"
    } else {
        "com.alibaba.dubbo.rpc.RpcException"
    };
    Fault::from(Throwable::new(class, message).with("code", LIMIT_EXCEEDED))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> ServiceSchema {
        let method = |name| super::super::MethodSchema {
            name,
            doc: "",
            parameters: Vec::new(),
            returns: hessian2::TypeRef::class("java.lang.Object"),
            rpc_type: super::super::RpcType::Unary,
        };
        ServiceSchema {
            interface: "a.B",
            doc: "",
            methods: vec![method("one"), method("two")],
            types: hessian2::Schema::new(),
        }
    }

    fn governed(governance: Governance) -> Governed {
        let governed = Governed::new(&schema());
        assert!(governed.rules().is_none());
        governed.set(governance, &schema());
        governed
    }

    fn admit(governed: &Governed, method: usize) -> Result<Watched, Fault> {
        let call = Received {
            remote_application: Some("shop".into()),
            ..Received::default()
        };
        let rules = governed.rules().unwrap();
        rules.admit(governed, method, &call, ("a.B", "one"), None)
    }

    #[tokio::test]
    async fn so_many_calls_of_a_method_run_at_once_and_no_more() {
        let governed = governed(Governance {
            executes: [("".to_owned(), 1), ("one".to_owned(), 2)].into(),
            ..Governance::default()
        });
        let held = [admit(&governed, 0).unwrap(), admit(&governed, 0).unwrap()];
        let refused = admit(&governed, 0).err().unwrap();
        let thrown = refused.exception().unwrap();
        assert_eq!(thrown.class(), "org.apache.dubbo.rpc.RpcException");
        let thrown: Throwable = thrown.decode().unwrap();
        assert_eq!(thrown.field("code"), Some(&hessian2::Value::Int(7)));
        assert!(thrown.message.unwrap().contains("executes=\"2\""));
        // Another method has its own count, and so has `$invoke`.
        let other = admit(&governed, 1).unwrap();
        assert!(admit(&governed, 1).is_err());
        let _generic = admit(&governed, 2).unwrap();
        drop((held, other));
        assert!(admit(&governed, 0).is_ok() && admit(&governed, 1).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn so_many_calls_in_an_interval_and_no_more() {
        let governed = governed(Governance {
            tps: Some((3, Duration::from_secs(60))),
            ..Governance::default()
        });
        for _ in 0..3 {
            admit(&governed, 0).unwrap();
        }
        assert!(admit(&governed, 1).is_err());
        tokio::time::advance(Duration::from_secs(60)).await;
        assert!(admit(&governed, 1).is_ok());
    }

    #[tokio::test]
    async fn tokens_are_asked_for_while_there_are_any() {
        let takes = |governance: Governance, given: Option<&str>| {
            governed(governance).rules().unwrap().takes_token(given)
        };
        let two = || Governance {
            tokens: vec!["old".to_owned(), "new".to_owned()],
            ..Governance::default()
        };
        for (given, served) in [
            (Some("old"), true),
            (Some("new"), true),
            (Some("ne"), false),
            (None, false),
        ] {
            assert_eq!(takes(two(), given), served, "{given:?}");
        }
        assert!(takes(
            Governance {
                without_token: true,
                ..two()
            },
            None
        ));
        assert!(!takes(
            Governance {
                without_token: true,
                ..two()
            },
            Some("x")
        ));
        assert!(takes(Governance::default(), Some("any")) && takes(Governance::default(), None));
        assert!(!format!("{:?}", two()).contains("new"));
    }
}
