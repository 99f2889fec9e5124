//! Names and quantities as types of their own, so that a warehouse is never passed where a SKU belongs.
//!
//! On the wire each is what Java has: a `java.lang.String` or a `long`. Java's `null` and the empty string
//! are one and the same "absent": absent reads as the empty name, and the empty name is written as `null`.

use std::borrow::Borrow;
use std::fmt;

use hessian2::{Decode, Decoder, Encode, Encoder, Error, JavaType, TypeRef};

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The name as it travels; empty when absent.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether the caller left it out (`null` or empty).
            pub fn is_absent(&self) -> bool {
                self.0.is_empty()
            }

            /// The text itself.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        $crate::text::string_on_the_wire!($name);
    )*};
}

/// Writes and reads a type as a nullable `java.lang.String`; it needs `as_str()` and `From<String>`.
macro_rules! string_on_the_wire {
    ($name:ident) => {
        impl hessian2::Encode for $name {
            fn encode(&self, e: &mut hessian2::Encoder) -> Result<(), hessian2::Error> {
                match self.as_str() {
                    "" => {
                        e.write_null();
                        Ok(())
                    }
                    text => e.write_str(text),
                }
            }
        }

        impl hessian2::Decode for $name {
            fn decode(d: &mut hessian2::Decoder<'_>) -> Result<Self, hessian2::Error> {
                Ok(d.read::<Option<String>>()?
                    .map_or_else(Self::default, Self::from))
            }

            fn null() -> Option<Self> {
                Some(Self::default())
            }
        }

        impl hessian2::JavaType for $name {
            fn descriptor() -> std::borrow::Cow<'static, str> {
                <String as hessian2::JavaType>::descriptor()
            }

            fn type_ref() -> hessian2::TypeRef {
                <String as hessian2::JavaType>::type_ref()
            }
        }

        impl $crate::triple::Field for $name {
            type Proto = Option<String>;

            fn to_proto(&self) -> Option<String> {
                Some(self.as_str())
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
            }

            fn from_proto(proto: Option<String>) -> Self {
                proto.map_or_else(Self::default, Self::from)
            }
        }

        impl $crate::triple::Item for $name {
            type Proto = String;

            fn to_proto(&self) -> String {
                self.as_str().to_owned()
            }

            fn from_proto(proto: String) -> Self {
                Self::from(proto)
            }
        }
    };
}
pub(crate) use string_on_the_wire;

names! {
    /// A stock keeping unit: the code of one sellable part, at most 64 characters.
    Sku
    /// The code of a warehouse, store or supplier site, at most 64 characters.
    WarehouseCode
    /// The goods' owner (own stock or a consignor), at most 64 characters; absent means the tenant's own stock.
    Owner
    /// A part of the free stock set aside: `SHARED`, `CH:<channel>` or `ACT:<activity>`, at most 64 characters.
    Pool
    /// The mall whose stock it is, at most 64 characters; absent means the server's default tenant.
    Tenant
    /// The mall's order number, at most 64 characters.
    OrderNo
    /// The stock center's number of a reservation.
    ReservationNo
    /// The stock center's number of a ledger voucher.
    VoucherNo
    /// The stock center's number of a fulfilment order.
    FulfillmentNo
    /// The number of a customer's return or of a refusal at the door, at most 64 characters.
    ReturnNo
    /// The stock center's number of a sourcing plan.
    PlanNo
    /// The stock center's number of a difference found by a reconciliation.
    DiffNo
}

/// An amount of one SKU in its base unit (pieces; millilitres for fluids). A Java `long`.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Quantity(pub i64);

impl Quantity {
    /// The largest quantity a request may carry: 2^40.
    pub const MAX: Self = Self(1 << 40);

    /// The number itself.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl From<i64> for Quantity {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Encode for Quantity {
    fn encode(&self, e: &mut Encoder) -> Result<(), Error> {
        e.write_i64(self.0);
        Ok(())
    }
}

impl Decode for Quantity {
    fn decode(d: &mut Decoder<'_>) -> Result<Self, Error> {
        d.read().map(Self)
    }

    fn null() -> Option<Self> {
        Some(Self(0))
    }
}

impl JavaType for Quantity {
    fn descriptor() -> std::borrow::Cow<'static, str> {
        <i64 as JavaType>::descriptor()
    }

    fn type_ref() -> TypeRef {
        <i64 as JavaType>::type_ref()
    }
}
