//! Between the contract's types and the protobuf messages that Triple IDL callers send.
//!
//! The messages in [`messages`] are generated from the contract's schema. Where Java has `null` they have
//! an absent `optional`; a `java.util.Date` is an `int64` of milliseconds since the epoch.
//!
//! Whoever changes a field's type while no release has it yet, and so stops `generated.rs` from compiling: empty that
//! file, then run `cargo xtask api`.

use std::collections::BTreeMap;

use dubbo_rpc::{EncodedArguments, MessageMethod};
use hessian2::{Date, Decode, Decoder, Encode, Encoder};
use prost::Message;

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

/// A service of package `com.autoparts.stock.v1`: how its messages become calls of the Java interface it stands for.
#[derive(Debug)]
pub struct Proto {
    /// The Java interface.
    pub interface: &'static str,
    /// Full name in the `.proto`.
    pub name: &'static str,
    /// Its methods.
    pub methods: &'static [MessageMethod],
}

/// The `.proto` files as a `FileDescriptorSet`, for gRPC server reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!("../proto/descriptors.bin");

/// Every service of the contract as a service of messages.
pub fn services() -> &'static [Proto] {
    generated::SERVICES
}

/// The arguments of a method that takes one object.
fn read<T>(message: &[u8]) -> Result<EncodedArguments, String>
where
    T: Item + Encode,
    T::Proto: Message + Default,
{
    let message = T::Proto::decode(message).map_err(|error| error.to_string())?;
    Ok(vec![argument(&T::from_proto(message))?])
}

/// One argument as it travels.
fn argument<T: Encode>(value: &T) -> Result<Vec<u8>, String> {
    let mut encoder = Encoder::new();
    value
        .encode(&mut encoder)
        .map_err(|error| error.to_string())?;
    Ok(encoder.into_vec())
}

/// The message of a result.
fn write<T>(value: &[u8]) -> Result<Vec<u8>, String>
where
    T: Item + Decode,
    T::Proto: Message,
{
    // A result of ours, whose length the server bounds when it is sent.
    let limits = hessian2::Limits {
        bytes: usize::MAX,
        expansion_floor: usize::MAX,
        ..hessian2::Limits::default()
    };
    let value: T = Decoder::with_limits(value, limits)
        .read()
        .map_err(|error| error.to_string())?;
    Ok(value.to_proto().encode_to_vec())
}

/// The list of a reply: there when the call succeeded, also when it is empty.
fn list_of_reply<T: Item>(code: Option<&str>, proto: Vec<T::Proto>) -> Option<Vec<T>> {
    let success = crate::ResultCode::from(code.unwrap_or_default()).is_success();
    (success || !proto.is_empty()).then(|| Field::from_proto(proto))
}
