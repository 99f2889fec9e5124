//! `#[derive(Hessian)]`: what the attributes say, before any code is written.

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Error, Fields, LitStr, Result};

/// `#[hessian(...)]` of a struct or enum.
pub(crate) struct Container {
    /// Java class on the wire.
    pub(crate) class: LitStr,
    /// The JDK type it stands for in signatures, when that is another or needs no description.
    pub(crate) java_type: Option<LitStr>,
    /// Whether `fn check(&self) -> Result<(), Error>` has the last word on a decoded value.
    pub(crate) check: bool,
    /// Whether generic calls may send the value as text, parsed by `FromStr`.
    pub(crate) text: bool,
    /// Whether the one value inside is all there is on the wire.
    pub(crate) transparent: bool,
    /// The Java class of a transparent list, and of a transparent map.
    pub(crate) list: Option<LitStr>,
    pub(crate) map: Option<LitStr>,
    pub(crate) doc: String,
}

/// `#[hessian(...)]` of a field or variant.
#[derive(Default)]
pub(crate) struct Member {
    pub(crate) name: Option<LitStr>,
    pub(crate) flatten_super: bool,
    pub(crate) other: bool,
    pub(crate) doc: String,
}

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let container = container(input)?;
    if let (false, Some(class)) = (
        container.transparent,
        container.list.as_ref().or(container.map.as_ref()),
    ) {
        return Err(Error::new(
            class.span(),
            "`list` and `map` are for a transparent struct",
        ));
    }
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Unnamed(fields) if container.transparent => {
                crate::derive_transparent::expand(input, &container, fields)
            }
            _ if container.transparent => Err(Error::new(
                input.ident.span(),
                "a transparent struct holds one value: `struct Name(pub Type);`",
            )),
            Fields::Named(fields) => crate::derive_struct::expand(input, &container, fields),
            Fields::Unit => {
                let none = syn::parse_quote!({});
                crate::derive_struct::expand(input, &container, &none)
            }
            Fields::Unnamed(fields) => Err(Error::new(
                fields.span(),
                "a Java class has named fields: write `struct Name { field: Type }`",
            )),
        },
        Data::Enum(data) => crate::derive_enum::expand(input, &container, data),
        Data::Union(data) => Err(Error::new(
            data.union_token.span,
            "a union has no Java counterpart",
        )),
    }
}

fn container(input: &DeriveInput) -> Result<Container> {
    let (mut class, mut java_type, mut list, mut map) = (None, None, None, None);
    let (mut check, mut text, mut transparent) = (false, false, false);
    for attr in hessian(&input.attrs) {
        attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("class") {
                class = Some(class_name(meta.value()?.parse()?)?);
            } else if meta.path.is_ident("java_type") {
                java_type = Some(class_name(meta.value()?.parse()?)?);
            } else if meta.path.is_ident("check") {
                check = true;
            } else if meta.path.is_ident("text") {
                text = true;
            } else if meta.path.is_ident("transparent") {
                transparent = true;
            } else if meta.path.is_ident("list") {
                list = Some(class_name(meta.value()?.parse()?)?);
            } else if meta.path.is_ident("map") {
                map = Some(class_name(meta.value()?.parse()?)?);
            } else {
                return Err(meta.error(
                    "expected `class`, `java_type`, `check`, `text`, `transparent`, `list` or `map`",
                ));
            }
            Ok(())
        })?;
    }
    let class = class.ok_or_else(|| {
        Error::new(
            Span::call_site(),
            "name the Java class: #[hessian(class = \"com.example.Name\")]",
        )
    })?;
    Ok(Container {
        class,
        java_type,
        check,
        text,
        transparent,
        list,
        map,
        doc: doc(&input.attrs),
    })
}

/// A binary class name: packages, then the class, then `$` and nested classes.
fn class_name(name: LitStr) -> Result<LitStr> {
    let text = name.value();
    let valid = text.split(['.', '$']).all(|part| {
        part.chars().next().is_some_and(|c| !c.is_ascii_digit())
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    });
    if valid {
        Ok(name)
    } else {
        Err(Error::new(name.span(), "not a Java class name"))
    }
}

pub(crate) fn member(attrs: &[Attribute]) -> Result<Member> {
    let mut member = Member {
        doc: doc(attrs),
        ..Member::default()
    };
    for attr in hessian(attrs) {
        attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("name") {
                member.name = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("flatten_super") {
                member.flatten_super = true;
            } else if meta.path.is_ident("other") {
                member.other = true;
            } else {
                return Err(meta.error("expected `name`, `flatten_super` or `other`"));
            }
            Ok(())
        })?;
    }
    Ok(member)
}

fn hessian(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("hessian"))
}

/// The doc comment, without the space after each `///`.
pub(crate) fn doc(attrs: &[Attribute]) -> String {
    let lines: Vec<String> = attrs
        .iter()
        .filter_map(|attr| match &attr.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(line),
                    ..
                }) => {
                    let line = line.value();
                    Some(line.strip_prefix(' ').unwrap_or(&line).to_owned())
                }
                _ => None,
            },
            _ => None,
        })
        .collect();
    lines.join("\n").trim().to_owned()
}

/// `order_no` as `orderNo`.
pub(crate) fn lower_camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.trim_start_matches("r#").chars() {
        if c == '_' {
            upper = !out.is_empty();
        } else if upper {
            out.extend(c.to_uppercase());
            upper = false;
        } else {
            out.push(c);
        }
    }
    out
}

/// `SoldOut` as `SOLD_OUT`.
pub(crate) fn screaming_snake(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for (i, c) in name.trim_start_matches("r#").chars().enumerate() {
        if c.is_uppercase() && i > 0 {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{expand, lower_camel, screaming_snake};

    /// Mistakes, and what the error must say.
    fn mistakes() -> [(syn::DeriveInput, &'static str); 15] {
        [
            (
                syn::parse_quote!(
                    struct A {
                        a: i32,
                    }
                ),
                "name the Java class",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "com.1x")]
                    struct A {
                        a: i32,
                    }
                ),
                "not a Java class name",
            ),
            (
                syn::parse_quote!(
                    #[hessian(klass = "A")]
                    struct A {}
                ),
                "expected `class`",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A")]
                    struct A(i32);
                ),
                "named fields",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A")]
                    struct A {
                        a_b: i32,
                        #[hessian(name = "aB")]
                        c: i32,
                    }
                ),
                "two fields are called `aB`",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A")]
                    struct A {
                        #[hessian(flatten_super)]
                        a: B,
                        #[hessian(flatten_super)]
                        b: B,
                    }
                ),
                "one superclass",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A")]
                    struct A<const N: usize> {
                        a: i32,
                    }
                ),
                "type parameters only",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A")]
                    struct A<Key, Kind> {
                        a: Key,
                        b: Kind,
                    }
                ),
                "the same letter",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A", transparent)]
                    struct A {
                        a: i32,
                    }
                ),
                "holds one value",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A", transparent)]
                    struct A(i32, i32);
                ),
                "holds one value",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A", transparent, check)]
                    struct A(i32);
                ),
                "the inner type's",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A", list = "A")]
                    struct A {}
                ),
                "for a transparent struct",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A", transparent, list = "A", map = "A")]
                    struct A(i32);
                ),
                "`list` or `map`",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A")]
                    enum A {
                        X(i32),
                    }
                ),
                "holds nothing",
            ),
            (
                syn::parse_quote!(
                    #[hessian(class = "A")]
                    enum A {
                        #[hessian(other)]
                        X,
                    }
                ),
                "Other(String)",
            ),
        ]
    }

    #[test]
    fn mistakes_are_named() {
        for (input, says) in mistakes() {
            let error = expand(&input).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn names_follow_java_habits() {
        assert_eq!(lower_camel("order_no"), "orderNo");
        assert_eq!(lower_camel("r#type"), "type");
        assert_eq!(lower_camel("x"), "x");
        assert_eq!(lower_camel("oe_number_2"), "oeNumber2");
        assert_eq!(screaming_snake("SoldOut"), "SOLD_OUT");
        assert_eq!(screaming_snake("Red"), "RED");
    }
}
