//! Methods with `StreamObserver`: arguments or results that come one after the other, over Triple.
//!
//! Upstream: `ReflectionMethodDescriptor.determineRpcType`.

use crate::mapper::{Mapper, Scope, Stop, refuse};
use crate::model::{Parameter, Rust};
use crate::signature::{JavaType, OBJECT};

const OBSERVER: &str = "org.apache.dubbo.common.stream.StreamObserver";

/// What passes through an observer; `None` for another type.
fn observed(ty: &JavaType) -> Option<JavaType> {
    match ty {
        JavaType::Class(name, args) if name == OBSERVER => {
            let object = || JavaType::class(OBJECT);
            Some(args.first().cloned().unwrap_or_else(object))
        }
        _ => None,
    }
}

impl Mapper<'_> {
    /// The parameters of a method that streams, whose result is nothing; `None` for one that does not stream.
    pub(crate) fn streamed(
        &mut self,
        types: &[JavaType],
        returns: &JavaType,
        names: &[Option<String>],
    ) -> Result<Option<Vec<Parameter>>, Stop> {
        let back = observed(returns);
        if back.is_none() && !types.iter().any(|ty| observed(ty).is_some()) {
            return Ok(None);
        }
        let scope = Scope::new();
        let named = |at: usize| {
            let name = names.get(at).cloned().flatten();
            name.unwrap_or_else(|| format!("arg{at}"))
        };
        let last = types.last().and_then(observed);
        match (back, last, types) {
            (None, Some(out), [argument, _])
                if *returns == JavaType::Primitive('V') && observed(argument).is_none() =>
            {
                let argument = Parameter {
                    java: named(0),
                    ty: self.usage(argument, &scope)?,
                };
                let out = Parameter {
                    java: named(1),
                    ty: Rust::of("dubbo_rpc::StreamOut", self.plain(&out, &scope)?),
                };
                Ok(Some(vec![argument, out]))
            }
            (None, Some(out), [_]) if *returns == JavaType::Primitive('V') => {
                Ok(Some(vec![Parameter {
                    java: named(0),
                    ty: Rust::of("dubbo_rpc::StreamOut", self.plain(&out, &scope)?),
                }]))
            }
            (Some(input), Some(out), [_]) => Ok(Some(vec![
                Parameter {
                    java: "requests".to_owned(),
                    ty: Rust::of("dubbo_rpc::StreamIn", self.plain(&input, &scope)?),
                },
                Parameter {
                    java: named(0),
                    ty: Rust::of("dubbo_rpc::StreamOut", self.plain(&out, &scope)?),
                },
            ])),
            _ => refuse(
                "Dubbo streams `void method(Request, StreamObserver)` and `StreamObserver method(StreamObserver)`, \
                 and this is neither",
            ),
        }
    }
}
