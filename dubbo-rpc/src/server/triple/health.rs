//! `grpc.health.v1.Health`, which probes of Kubernetes and load balancers call: `Check` once, `Watch` for every change.
//!
//! Upstream: `TriBuiltinService`, `TriHealthImpl`.

use std::collections::HashSet;
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::watch;

use super::super::state::Phase;
use crate::context::Context;
use crate::dispatch::{
    Args, BadArgument, CallFuture, MethodSchema, Outcome, RpcType, Service, ServiceSchema,
};
use crate::fault::Fault;
use crate::frame::Status;
use crate::stream::{ServerStreams, StreamOut};
use crate::text;
use crate::triple::wrapper;

/// Full name of the service.
const NAME: &str = "grpc.health.v1.Health";

/// `HealthCheckResponse` with status `SERVING`: a field of number 1, varint.
const SERVING: [u8; 2] = [0x08, 1];

/// The same with `NOT_SERVING`.
const NOT_SERVING: [u8; 2] = [0x08, 2];

/// The same with `SERVICE_UNKNOWN`, which only a watcher is told: the service may come.
const SERVICE_UNKNOWN: [u8; 2] = [0x08, 3];

/// Answers for the server as a whole (no name) and for each of its services.
pub(crate) struct HealthService {
    services: Arc<HashSet<String>>,
    phase: watch::Receiver<Phase>,
}

impl HealthService {
    pub(crate) fn new(services: HashSet<String>, phase: watch::Receiver<Phase>) -> Self {
        Self {
            services: Arc::new(services),
            phase,
        }
    }
}

impl Service for HealthService {
    fn schema(&self) -> ServiceSchema {
        ServiceSchema {
            interface: NAME,
            doc: "",
            methods: [("check", RpcType::Unary), ("watch", RpcType::ServerStream)]
                .map(|(name, rpc_type)| MethodSchema {
                    name,
                    doc: "",
                    parameters: Vec::new(),
                    returns: hessian2::TypeRef::class("grpc.health.v1.HealthCheckResponse"),
                    rpc_type,
                })
                .into(),
            types: hessian2::Schema::new(),
        }
    }

    fn call(
        &self,
        _method: usize,
        cx: Context,
        args: &mut Args<'_>,
    ) -> Result<CallFuture, BadArgument> {
        // HealthCheckRequest { string service = 1; }
        let name = args.message(|message| wrapper::text_field(message, 1).map(str::to_owned))?;
        let result = if name.is_empty() || self.services.contains(&name) {
            let serving = *self.phase.borrow() == Phase::Serving;
            Ok(if serving { SERVING } else { NOT_SERVING }.to_vec())
        } else {
            let name = text::name(&name);
            Err(Fault::refused(
                Status::SERVICE_NOT_FOUND,
                format!("service {name} is not exported here"),
            ))
        };
        Ok(Box::pin(std::future::ready(Outcome::message(&cx, result))))
    }

    fn stream(&self, _method: usize, cx: Context, mut streams: ServerStreams) -> CallFuture {
        let (services, phase) = (Arc::clone(&self.services), self.phase.clone());
        Box::pin(async move {
            let work = async {
                let request = streams.first().await?;
                let name = wrapper::text_field(&request, 1)
                    .map_err(|error| Fault::refused(Status::BAD_REQUEST, error.to_string()))?;
                let known = name.is_empty() || services.contains(name);
                let out = streams.messages_out();
                drop(streams);
                watch(phase, known, &out).await
            };
            let ended = work.await;
            Outcome::message(&cx, ended.map(|()| Vec::new()))
        })
    }
}

/// Tells how it stands, now and whenever that changes, until the server goes.
async fn watch(
    mut phase: watch::Receiver<Phase>,
    known: bool,
    out: &StreamOut<Bytes>,
) -> Result<(), Fault> {
    let mut told = None;
    loop {
        let now = *phase.borrow_and_update();
        let status = match now {
            _ if !known => SERVICE_UNKNOWN,
            Phase::Serving => SERVING,
            _ => NOT_SERVING,
        };
        if told.replace(status) != Some(status) {
            out.send(Bytes::copy_from_slice(&status)).await?;
        }
        if now >= Phase::Draining {
            return Err(Fault::overloaded("the server is stopping"));
        }
        tokio::select! {
            changed = phase.changed() => if changed.is_err() {
                return Ok(());
            },
            () = out.closed() => return Ok(()),
        }
    }
}
