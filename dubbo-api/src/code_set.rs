//! Sets of String codes: an `enum` inside, a `java.lang.String` on the wire.
//!
//! A Java enum cannot grow (an older reader fails on a constant it does not know), so the contract has none.
//! A code that this version does not know is kept as `Other` and written back unchanged.

/// One set of codes as documentation and generators see it.
#[derive(Clone, Copy, Debug)]
pub struct CodeSet {
    /// The name of the Rust enum and of the Java class of constants.
    pub name: &'static str,
    /// What the codes tell.
    pub doc: &'static str,
    /// The codes in their order.
    pub values: &'static [CodeValue],
}

/// One code of a [`CodeSet`].
#[derive(Clone, Copy, Debug)]
pub struct CodeValue {
    /// The text on the wire.
    pub value: &'static str,
    /// Meaning in English.
    pub meaning: &'static str,
    /// Meaning in Chinese.
    pub chinese: &'static str,
}

macro_rules! code_sets {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident {
            $($(#[doc = $meaning:literal])* $variant:ident = $value:literal $chinese:literal,)*
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $meaning])* $variant,)*
            /// A code of a newer version, kept as it came; empty when the field was `null`.
            Other(String),
        }

        impl $name {
            /// The set with its meanings.
            pub const SET: $crate::code_set::CodeSet = $crate::code_set::CodeSet {
                name: stringify!($name),
                doc: concat!($($doc),*),
                values: &[$($crate::code_set::CodeValue {
                    value: $value,
                    meaning: concat!($($meaning),*),
                    chinese: $chinese,
                },)*],
            };

            /// The text on the wire; empty when absent.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(text) => text,
                }
            }

            /// Whether the field was `null` or empty.
            pub fn is_absent(&self) -> bool {
                self.as_str().is_empty()
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($value => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($value => Self::$variant,)*
                    _ => Self::Other(text),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::text::string_on_the_wire!($name);
    )*};
}
pub(crate) use code_sets;
