//! `grpc.health.v1.Health/Check`, which probes of Kubernetes and load balancers call.
//!
//! Upstream: `TriBuiltinService`, `TriHealthImpl`. `Watch`, which is a stream, is answered `UNIMPLEMENTED`: who asks for it
//! falls back to `Check`.

use std::collections::HashSet;

use tokio::sync::watch;

use super::super::state::Phase;
use crate::context::Context;
use crate::dispatch::{
    Args, BadArgument, CallFuture, MethodSchema, Outcome, Service, ServiceSchema,
};
use crate::fault::Fault;
use crate::frame::Status;
use crate::text;
use crate::triple::wrapper;

/// Full name of the service.
const NAME: &str = "grpc.health.v1.Health";

/// `HealthCheckResponse` with status `SERVING`: a field of number 1, varint.
const SERVING: [u8; 2] = [0x08, 1];

/// The same with `NOT_SERVING`.
const NOT_SERVING: [u8; 2] = [0x08, 2];

/// Answers for the server as a whole (no name) and for each of its services.
pub(crate) struct HealthService {
    services: HashSet<String>,
    phase: watch::Receiver<Phase>,
}

impl HealthService {
    pub(crate) fn new(services: HashSet<String>, phase: watch::Receiver<Phase>) -> Self {
        Self { services, phase }
    }
}

impl Service for HealthService {
    fn schema(&self) -> ServiceSchema {
        ServiceSchema {
            interface: NAME,
            doc: "",
            methods: vec![MethodSchema {
                name: "check",
                doc: "",
                parameters: Vec::new(),
                returns: hessian2::TypeRef::class("grpc.health.v1.HealthCheckResponse"),
            }],
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
}
