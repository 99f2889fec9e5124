//! Providers that say who they are, and misbehave on demand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use consumer_sdk::{Consumer, Context, Fault, Reference, ReferenceBuilder, ServiceRef};
use dubbo_rpc::frame::Status;
use dubbo_rpc::{ExportOptions, Server, ServerBuilder, ServerHandle, StreamIn, StreamOut, Tls};

/// Longest wait for something that must happen, on a loaded machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

#[dubbo_rpc::service(interface = "com.example.Greeter")]
pub(crate) trait Greeter {
    /// Who answers.
    async fn name(&self, cx: &Context, text: String) -> Result<String, Fault>;
    /// Turned away, lost, slow or late, as `kind` says; counted first.
    async fn fail(&self, cx: &Context, kind: String) -> Result<String, Fault>;
    /// Each text with the name before it; a text of its own says who begins.
    async fn talk(
        &self,
        cx: &Context,
        texts: StreamIn<String>,
        out: StreamOut<String>,
    ) -> Result<(), Fault>;
}

#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) names: AtomicU32,
    pub(crate) fails: AtomicU32,
}

struct Named {
    name: String,
    counts: Arc<Counts>,
}

impl Greeter for Named {
    async fn name(&self, cx: &Context, text: String) -> Result<String, Fault> {
        self.counts.names.fetch_add(1, Ordering::Relaxed);
        let trace = cx.attachment("traceparent").unwrap_or_default();
        cx.set_response_attachment("trace", trace);
        Ok(format!("{} {text}", self.name))
    }

    async fn fail(&self, _: &Context, kind: String) -> Result<String, Fault> {
        self.counts.fails.fetch_add(1, Ordering::Relaxed);
        match kind
            .strip_prefix(&format!("{}-", self.name))
            .unwrap_or(&kind)
        {
            "busy" => Err(Fault::overloaded("too much to do")),
            "broken" => Err(Fault::refused(Status::SERVER_ERROR, "broken")),
            "thrown" => Err(Fault::new("thrown")),
            "late" => {
                tokio::time::sleep(Duration::from_secs(5)).await;
                Ok(self.name.clone())
            }
            "slow" => {
                tokio::time::sleep(Duration::from_millis(700)).await;
                Ok(self.name.clone())
            }
            _ => Ok(self.name.clone()),
        }
    }

    async fn talk(
        &self,
        _: &Context,
        mut texts: StreamIn<String>,
        out: StreamOut<String>,
    ) -> Result<(), Fault> {
        self.counts.names.fetch_add(1, Ordering::Relaxed);
        out.send(self.name.clone()).await?;
        while let Some(text) = texts.next().await {
            let text = text?;
            if text == "busy" {
                return Err(Fault::overloaded("too much to do"));
            }
            out.send(format!("{} {text}", self.name)).await?;
        }
        Ok(())
    }
}

/// A provider in this process.
pub(crate) struct Provider {
    pub(crate) server: ServerHandle,
    pub(crate) counts: Arc<Counts>,
}

impl Provider {
    pub(crate) async fn start(name: &str) -> Self {
        Self::start_at(name, "127.0.0.1:0").await
    }

    pub(crate) async fn start_at(name: &str, address: &str) -> Self {
        Self::serve(name, Server::builder().bind(address)).await
    }

    /// One whose port speaks TLS, and with `plain` also without.
    pub(crate) async fn start_in_tls(name: &str, tls: Tls, plain: bool) -> Self {
        let builder = Server::builder().bind("127.0.0.1:0");
        Self::serve(name, builder.tls(tls, plain)).await
    }

    async fn serve(name: &str, builder: ServerBuilder) -> Self {
        let counts = Arc::new(Counts::default());
        let named = Named {
            name: name.to_owned(),
            counts: Arc::clone(&counts),
        };
        let service = GreeterServer::new(Arc::new(named));
        let server = builder
            .service(service, ExportOptions::default())
            .start()
            .await
            .unwrap();
        Self { server, counts }
    }

    pub(crate) fn address(&self) -> String {
        self.server.local_addr().to_string()
    }

    pub(crate) fn names(&self) -> u32 {
        self.counts.names.load(Ordering::Relaxed)
    }

    pub(crate) fn fails(&self) -> u32 {
        self.counts.fails.load(Ordering::Relaxed)
    }
}

/// Begins to refer to these providers, with the reference's address suffixes.
pub(crate) fn refer(providers: &[(&Provider, &str)]) -> ReferenceBuilder {
    let addresses: Vec<_> = providers
        .iter()
        .map(|(provider, query)| format!("dubbo://{}{query}", provider.address()))
        .collect();
    Consumer::builder("tests", addresses.join(","))
        .build()
        .unwrap()
        .refer(ServiceRef::new(greeter::INTERFACE))
}

pub(crate) fn client(reference: &Reference) -> GreeterClient {
    GreeterClient::new(Arc::new(reference.clone()), reference.service().clone())
}

/// Waits until it is so.
pub(crate) async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(waited.await.is_ok(), "it never came to: {what}");
}
