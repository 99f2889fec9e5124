//! What the SDK must see of a Java provider of the probe: one check per case, named as the Java consumers' cases are where they
//! ask the same.

mod calls;
mod generic;
mod samples;
mod surroundings;
mod values;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use consumer_sdk::{
    ClientOptions, Consumer, Context, Fault, Invoker as _, Reference, ReferenceBuilder, ServiceRef,
};
use dubbo_rpc::Invocation;
use futures_util::stream::{self, StreamExt as _};
use serde::{Deserialize, Serialize};

use super::provider::{JavaProvider, parameters};
use super::{Place, Way};
use crate::error::{PeerError, Result};
use crate::from_jar::probe_api::{ProbeServiceClient, probe_service};
use crate::java::compatibility::Protocol;

/// Time of every call that does not say otherwise, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(20);
/// Cases that run at a time: some do little but wait.
const AT_ONCE: usize = 4;

/// How a case went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// As it must.
    Passed,
    /// Not as it must; how.
    Failed(String),
    /// There is nothing to ask at this place; why.
    NotApplicable(String),
}

/// A case and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseResult {
    /// Its name.
    pub case: String,
    /// How it went.
    pub verdict: Verdict,
}

/// Why a case did not pass.
enum Wrong {
    Failed(String),
    NotApplicable(&'static str),
}

type Checked = std::result::Result<(), Wrong>;
type Case<'a> = (
    &'static str,
    Pin<Box<dyn Future<Output = Checked> + Send + 'a>>,
);

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault.to_string())
    }
}

impl From<consumer_sdk::Error> for Wrong {
    fn from(error: consumer_sdk::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

fn failed(text: impl Into<String>) -> Wrong {
    Wrong::Failed(text.into())
}

fn that(is_so: bool, otherwise: impl Into<String>) -> Checked {
    if is_so {
        Ok(())
    } else {
        Err(failed(otherwise))
    }
}

/// Compares without printing megabytes.
fn equal<T: PartialEq + fmt::Debug>(wanted: &T, seen: &T) -> Checked {
    let show = |value: &T| {
        const SHOWN: usize = 200;
        let text = format!("{value:?}");
        match text.char_indices().nth(SHOWN) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        }
    };
    if wanted == seen {
        return Ok(());
    }
    Err(failed(format!(
        "wanted {}, got {}",
        show(wanted),
        show(seen)
    )))
}

/// The fault of a call that must fail.
fn fault<T: fmt::Debug>(
    result: std::result::Result<T, Fault>,
) -> std::result::Result<Fault, Wrong> {
    match result {
        Err(fault) => Ok(fault),
        Ok(value) => Err(failed(format!("it succeeded: {value:?}"))),
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// A case's futures by name; for the lists of the rooms.
macro_rules! cases {
    ($subject:ident: $($name:literal => $check:path),* $(,)?) => {
        vec![$(($name, Box::pin($check($subject)) as _)),*]
    };
}
use cases;

/// The consumer at one place.
struct Subject {
    place: Place,
    consumer: Consumer,
    /// For faults that are meant, which must not make the provider be left alone by the others.
    apart: Consumer,
    reference: Reference,
    probe: ProbeServiceClient,
}

impl Subject {
    async fn connect(provider: &JavaProvider, place: Place) -> Result<Self> {
        let failed = || PeerError::because(format!("the SDK at {}", place.text()));
        let address = provider.address(place)?;
        let consumer = |application: &str, client: ClientOptions| {
            let builder = Consumer::builder(application, &*address);
            builder.client(client).build().map_err(failed())
        };
        let apart = ClientOptions {
            payload_bytes: 64 << 20,
            ..ClientOptions::default()
        };
        let (consumer, apart) = (
            consumer("sdk-cases", ClientOptions::default())?,
            consumer("sdk-cases-apart", apart)?,
        );
        let service = ServiceRef::new(probe_service::INTERFACE);
        let reference = refer(&consumer, place, service).connect().await;
        let reference = reference.map_err(failed())?;
        // By its port: 2.6 registers another address of the machine in the place of a loopback one.
        let wanted = format!(":{}", provider.port());
        let found = reference.providers();
        if found.len() != 1 || !found[0].address.ends_with(&wanted) {
            return Err(PeerError::new(format!(
                "the SDK at {} found {found:?} instead of one at {wanted}",
                place.text()
            )));
        }
        let probe =
            ProbeServiceClient::new(Arc::new(reference.clone()), reference.service().clone());
        Ok(Self {
            place,
            consumer,
            apart,
            reference,
            probe,
        })
    }

    /// Another reference of the same consumer.
    fn refer(&self, service: ServiceRef) -> ReferenceBuilder {
        refer(&self.consumer, self.place, service)
    }

    fn is_triple(&self) -> bool {
        self.place.protocol == Protocol::Triple
    }

    fn is_direct(&self) -> bool {
        self.place.way == Way::Direct
    }

    /// The probe through a reference.
    fn probe_of(reference: &Reference) -> ProbeServiceClient {
        ProbeServiceClient::new(Arc::new(reference.clone()), reference.service().clone())
    }

    /// A call that no generated method makes.
    async fn invoke(&self, call: Invocation) -> std::result::Result<(), Fault> {
        self.reference.invoke(call).await.map(drop)
    }
}

fn refer(consumer: &Consumer, place: Place, service: ServiceRef) -> ReferenceBuilder {
    let reference = consumer.refer(service).timeout(PATIENCE).retries(0);
    parameters(place)
        .into_iter()
        .fold(reference, |reference, (key, value)| {
            reference.parameter(key, value)
        })
}

/// A context with nothing in it.
fn cx() -> Context {
    Context::new()
}

/// Runs all cases at a place.
///
/// # Errors
/// When the provider is not found there, or another one is.
pub async fn run(provider: &JavaProvider, place: Place) -> Result<Vec<CaseResult>> {
    let subject = Subject::connect(provider, place).await?;
    let subject = &subject;
    let mut cases: Vec<Case<'_>> = values::all(subject);
    cases.extend(calls::all(subject));
    cases.extend(surroundings::all(subject));
    cases.extend(generic::all(subject));
    let mut results: Vec<CaseResult> = stream::iter(cases)
        .map(|(name, check)| judged(name, check, provider))
        .buffered(AT_ONCE)
        .collect()
        .await;
    // After all others: a Java 2.7 provider stops reading from a connection that broke its limit.
    for (name, check) in surroundings::last(subject) {
        results.push(judged(name, check, provider).await);
    }
    Ok(results)
}

async fn judged(
    name: &'static str,
    check: Pin<Box<dyn Future<Output = Checked> + Send + '_>>,
    provider: &JavaProvider,
) -> CaseResult {
    let verdict = match check.await {
        Ok(()) => Verdict::Passed,
        Err(Wrong::NotApplicable(why)) => Verdict::NotApplicable(why.to_owned()),
        Err(Wrong::Failed(why)) => {
            // What differs from run to run is no part of the reason.
            let port = format!(":{}", provider.port());
            Verdict::Failed(why.replace(&port, ":PORT"))
        }
    };
    CaseResult {
        case: name.to_owned(),
        verdict,
    }
}
