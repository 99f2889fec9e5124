//! The calls of the client library that we use, each with a deadline of its own.
//!
//! The library has none: while the server is away its calls hang for half a minute.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use nacos_sdk::api::error::Error as SdkError;
use nacos_sdk::api::naming::{NamingEventListener, NamingService, ServiceInstance};

use crate::error::{Error, ErrorKind};

/// How long one call may take.
const CALL_DEADLINE: Duration = Duration::from_secs(3);

/// Nacos' error code for a connection that it does not know (Java: `NacosException.UN_REGISTER`).
const CONNECTION_UNKNOWN: i32 = 301;

/// A Nacos service name and what we register under it.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) instances: Vec<ServiceInstance>,
}

/// A connected client and the Nacos group it works in.
#[derive(Debug, Clone)]
pub(crate) struct Calls {
    naming: NamingService,
    group: String,
    disowned: Arc<AtomicBool>,
}

impl Calls {
    pub(super) fn new(naming: NamingService, group: &str) -> Self {
        Self {
            naming,
            group: group.to_owned(),
            disowned: Arc::default(),
        }
    }

    /// The cheapest question that the server itself has to answer.
    pub(crate) async fn probe(&self) -> Result<(), Error> {
        let call = self.naming.get_service_list(1, 1, Some(self.group.clone()));
        self.within("a probe", call).await.map(drop)
    }

    /// Registers all instances of a name; again and again is the same as once.
    pub(crate) async fn register(&self, target: &Target) -> Result<(), Error> {
        let (name, group) = (target.name.clone(), Some(self.group.clone()));
        let what = format!("registering {name}");
        match target.instances.as_slice() {
            [one] => {
                self.within(
                    &what,
                    self.naming.register_instance(name, group, one.clone()),
                )
                .await
            }
            many => {
                self.within(
                    &what,
                    self.naming
                        .batch_register_instance(name, group, many.to_vec()),
                )
                .await
            }
        }
    }

    /// Takes back what this client has registered under a name.
    pub(crate) async fn deregister(&self, target: &Target) -> Result<(), Error> {
        let what = format!("deregistering {}", target.name);
        if target.instances.len() > 1 {
            // The library repeats its last batch after a reconnection and has no call to make it forget one.
            let none = self.naming.batch_register_instance(
                target.name.clone(),
                Some(self.group.clone()),
                Vec::new(),
            );
            self.within(&what, none).await?;
        }
        // The server drops all instances of this client under the name, whichever is given.
        let Some(first) = target.instances.first() else {
            return Ok(());
        };
        let call = self.naming.deregister_instance(
            target.name.clone(),
            Some(self.group.clone()),
            first.clone(),
        );
        self.within(&what, call).await
    }

    /// The instances of a name, as the server has them now: without those an operator has switched off.
    pub(crate) async fn instances(&self, name: &str) -> Result<Vec<ServiceInstance>, Error> {
        let call = self.naming.get_all_instances(
            name.to_owned(),
            Some(self.group.clone()),
            Vec::new(),
            false,
        );
        self.within(&format!("looking up {name}"), call).await
    }

    /// Has `listener` told of changes under a name.
    pub(crate) async fn listen(
        &self,
        name: &str,
        listener: Arc<dyn NamingEventListener>,
    ) -> Result<(), Error> {
        let call = self.naming.subscribe(
            name.to_owned(),
            Some(self.group.clone()),
            Vec::new(),
            listener,
        );
        self.within(&format!("subscribing to {name}"), call).await
    }

    /// The opposite of [`Calls::listen`].
    pub(crate) async fn stop_listening(
        &self,
        name: &str,
        listener: Arc<dyn NamingEventListener>,
    ) -> Result<(), Error> {
        let call = self.naming.unsubscribe(
            name.to_owned(),
            Some(self.group.clone()),
            Vec::new(),
            listener,
        );
        self.within(&format!("unsubscribing from {name}"), call)
            .await
    }

    /// Whether the server has last said that it does not know this client's connection.
    pub(crate) fn is_disowned(&self) -> bool {
        self.disowned.load(Ordering::Relaxed)
    }

    async fn within<T>(
        &self,
        what: &str,
        call: impl Future<Output = Result<T, SdkError>>,
    ) -> Result<T, Error> {
        // Boxed: the library's futures are kilobytes.
        match tokio::time::timeout(CALL_DEADLINE, Box::pin(call)).await {
            Ok(Ok(value)) => {
                self.disowned.store(false, Ordering::Relaxed);
                Ok(value)
            }
            Ok(Err(error)) => {
                if matches!(error, SdkError::ErrResponse(_, _, CONNECTION_UNKNOWN, _)) {
                    self.disowned.store(true, Ordering::Relaxed);
                }
                Err(sorted(what, &error))
            }
            Err(_) => Err(Error::new(
                ErrorKind::Unreachable,
                format!(
                    "{what}: Nacos did not answer within {} s",
                    CALL_DEADLINE.as_secs()
                ),
            )),
        }
    }
}

/// The library's error as one of ours.
pub(super) fn sorted(what: &str, error: &SdkError) -> Error {
    let kind = match error {
        // A refusal without the fields of an ordinary reply surfaces as unreadable JSON.
        SdkError::ErrResponse(..) | SdkError::Serialization(..) => ErrorKind::Refused,
        SdkError::InvalidParam(..) => ErrorKind::Service,
        _ => ErrorKind::Unreachable,
    };
    Error::new(kind, format!("{what}: {error}"))
}
