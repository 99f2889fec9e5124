//! Hosts a Java interface that has nothing to do with stock: overloads, objects, an enum, a declared
//! exception, a slow method.
//!
//! ```text
//! cargo run -p dubbo-rpc --example greeter -- 127.0.0.1:20881
//! cargo run -p dubbo-rpc --example greeter_client -- 127.0.0.1:20881
//! ```
//!
//! A Java consumer needs the interface and
//! `<dubbo:reference interface="com.example.greeting.Greeter" url="dubbo://127.0.0.1:20881"/>`.
#![expect(clippy::print_stdout, reason = "it talks to a person")]

mod api;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dubbo_rpc::hessian2::{Date, Throwable};
use dubbo_rpc::{Context, ExportOptions, Fault, Server};

use api::{Greeter, GreeterServer, Greeting, Person, Tone};

/// How often each name was greeted.
#[derive(Default)]
struct Counting {
    counts: Mutex<BTreeMap<String, i64>>,
}

impl Counting {
    fn count(&self, name: &str) -> BTreeMap<String, i64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        *counts.entry(name.to_owned()).or_default() += 1;
        counts.clone()
    }
}

impl Greeter for Counting {
    async fn greet(&self, cx: &Context, name: String) -> Result<String, Fault> {
        self.count(&name);
        let from = cx.remote_application().unwrap_or("somebody");
        cx.set_response_attachment("greeted", name.clone());
        Ok(format!("hello {name}, says {from}'s friend"))
    }

    async fn greet_person(&self, _cx: &Context, person: Person) -> Result<Greeting, Fault> {
        let Some(name) = person.name else {
            // A Java class the method declares, with a field of its own.
            return Err(Throwable::new(
                "com.example.greeting.UnknownPersonException",
                "a person without a name cannot be greeted",
            )
            .with("age", person.age)
            .into());
        };
        let text = match person.tone {
            Some(Tone::Formal) => format!("Good day, {name}."),
            _ => format!("Hi {name}!"),
        };
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let at = i64::try_from(now.as_millis()).ok().map(Date);
        Ok(Greeting {
            text: Some(text),
            at,
            counts: self.count(&name),
        })
    }

    async fn greet_later(
        &self,
        cx: &Context,
        name: String,
        delay_ms: i64,
    ) -> Result<String, Fault> {
        let delay = Duration::from_millis(delay_ms.try_into().unwrap_or(0));
        if cx.time_left().is_some_and(|left| left < delay) {
            return Err(Fault::new(format!(
                "{delay_ms} ms is longer than the caller waits"
            )));
        }
        tokio::time::sleep(delay).await;
        Ok(format!("hello at last, {name}"))
    }

    async fn forget(&self, _cx: &Context, name: String) -> Result<(), Fault> {
        self.counts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&name);
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:20881".to_owned());
    let greeter = GreeterServer::new(Arc::new(Counting::default()));
    let server = Server::builder()
        .bind(address)
        .service(greeter, ExportOptions::default())
        .start()
        .await?;
    println!(
        "serving {} at dubbo://{}",
        api::greeter::INTERFACE,
        server.local_addr()
    );
    println!("ctrl-c stops it");
    tokio::signal::ctrl_c().await?;
    let drained = server.shutdown(Duration::from_secs(10)).await;
    println!("stopped: {drained:?}");
    Ok(())
}
