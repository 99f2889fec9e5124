//! Calls without the service's types: names and dynamic values.

use std::sync::Arc;

use hessian2::Value;

use super::{Invocation, Invoker, ServiceRef};
use crate::context::Context;
use crate::fault::Fault;

/// Descriptor of `$invoke(String, String[], Object[])`.
const INVOKE: &str = "Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;";

/// Calls any method of a service by name (`org.apache.dubbo.rpc.service.GenericService`).
///
/// Objects travel as maps with the extra key `class`, enum constants as their names.
#[derive(Clone)]
pub struct GenericClient {
    invoker: Arc<dyn Invoker>,
    service: ServiceRef,
}

impl std::fmt::Debug for GenericClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GenericClient")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}

impl GenericClient {
    /// A generic client of one service.
    #[must_use]
    pub fn new(invoker: Arc<dyn Invoker>, service: ServiceRef) -> Self {
        Self { invoker, service }
    }

    /// Calls `method`. `types` are the parameters' Java types as in source (`int`,
    /// `java.lang.String[]`); empty when the method's name is unique.
    ///
    /// # Errors
    /// As any call; an exception of the service arrives as
    /// `com.alibaba.dubbo.rpc.service.GenericException`.
    pub async fn invoke(
        &self,
        cx: &Context,
        method: &str,
        types: &[&str],
        arguments: Vec<Value>,
    ) -> Result<Value, Fault> {
        let types = if types.is_empty() && !arguments.is_empty() {
            Value::Null
        } else {
            Value::typed_list(
                "[string",
                types.iter().map(|name| Value::from(*name)).collect(),
            )
        };
        let arguments: Vec<super::Argument> = vec![
            Box::new(method.to_owned()),
            Box::new(types),
            Box::new(Value::typed_list("[object", arguments)),
        ];
        let mut call = Invocation::new(
            self.service.clone(),
            Arc::from("$invoke"),
            Arc::from(INVOKE),
            arguments,
            cx.clone(),
        );
        call.generic = Some("true");
        self.invoker.invoke(call).await?.read()
    }

    /// Sends a value there and back, through the method every service has.
    ///
    /// # Errors
    /// As any call.
    pub async fn echo(&self, cx: &Context, value: Value) -> Result<Value, Fault> {
        let call = Invocation::new(
            self.service.clone(),
            Arc::from("$echo"),
            Arc::from("Ljava/lang/Object;"),
            vec![Box::new(value)],
            cx.clone(),
        );
        self.invoker.invoke(call).await?.read()
    }
}
