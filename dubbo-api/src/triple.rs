//! Between the contract's types and the protobuf messages that Triple IDL callers send.
//!
//! The messages in [`messages`] are generated from the contract's schema. Where Java has `null` they have
//! an absent `optional`; a `java.util.Date` is an `int64` of milliseconds since the epoch.
//!
//! Whoever changes a field's type while no release has it yet, and so stops `generated.rs` from compiling: empty that
//! file, then run `cargo xtask api`.

use std::collections::BTreeMap;

use hessian2::Date;

use crate::text::Quantity;

#[rustfmt::skip]
#[allow(clippy::needless_update, reason = "a field added since must not stop the generator from compiling")]
mod generated;

/// The protobuf messages of package `com.autoparts.stock.v1`.
pub mod messages {
    pub use super::generated::*;
}

/// A value as a field of a message holds it.
pub trait Field: Sized {
    /// The type of the message's field.
    type Proto;

    /// The value for the message.
    fn to_proto(&self) -> Self::Proto;

    /// The value from the message.
    fn from_proto(proto: Self::Proto) -> Self;
}

/// A value as an element of a `repeated`, or inside an `optional`, field.
pub trait Item: Sized {
    /// The type of the element.
    type Proto;

    /// The value for the message.
    fn to_proto(&self) -> Self::Proto;

    /// The value from the message.
    fn from_proto(proto: Self::Proto) -> Self;
}

impl<T: Item> Field for Option<T> {
    type Proto = Option<T::Proto>;

    fn to_proto(&self) -> Self::Proto {
        self.as_ref().map(T::to_proto)
    }

    fn from_proto(proto: Self::Proto) -> Self {
        proto.map(T::from_proto)
    }
}

impl<T: Item> Field for Vec<T> {
    type Proto = Vec<T::Proto>;

    fn to_proto(&self) -> Self::Proto {
        self.iter().map(T::to_proto).collect()
    }

    fn from_proto(proto: Self::Proto) -> Self {
        proto.into_iter().map(T::from_proto).collect()
    }
}

impl Field for BTreeMap<String, String> {
    type Proto = Self;

    fn to_proto(&self) -> Self {
        self.clone()
    }

    fn from_proto(proto: Self) -> Self {
        proto
    }
}

impl Field for Quantity {
    type Proto = i64;

    fn to_proto(&self) -> i64 {
        self.0
    }

    fn from_proto(proto: i64) -> Self {
        Self(proto)
    }
}

macro_rules! same {
    ($($kind:ident: $($type:ty),*;)*) => {$($(
        impl $kind for $type {
            type Proto = Self;

            fn to_proto(&self) -> Self {
                self.clone()
            }

            fn from_proto(proto: Self) -> Self {
                proto
            }
        }
    )*)*};
}

same! {
    Field: i64, i32, bool, f64;
    Item: i64, i32, bool, f64, String;
}

impl Item for Date {
    type Proto = i64;

    fn to_proto(&self) -> i64 {
        self.0
    }

    fn from_proto(proto: i64) -> Self {
        Self(proto)
    }
}

/// The list of a reply: there when the call succeeded, also when it is empty.
fn list_of_reply<T: Item>(code: Option<&str>, proto: Vec<T::Proto>) -> Option<Vec<T>> {
    let success = crate::ResultCode::from(code.unwrap_or_default()).is_success();
    (success || !proto.is_empty()).then(|| Field::from_proto(proto))
}
