//! `#[derive(Hessian)]` of an enum: a Java enum, on the wire an object with its constant's name.

use crate::derive::{Container, member, screaming_snake};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::HashSet;
use syn::{DataEnum, DeriveInput, Error, Fields, Ident, Result};

struct Constant<'a> {
    ident: &'a Ident,
    java: String,
    doc: String,
}

pub(crate) fn expand(
    input: &DeriveInput,
    container: &Container,
    data: &DataEnum,
) -> Result<TokenStream> {
    let (mut constants, mut other, mut names) = (Vec::new(), None, HashSet::new());
    for variant in &data.variants {
        let says = member(&variant.attrs)?;
        if says.other {
            let holds_text = matches!(&variant.fields, Fields::Unnamed(f) if f.unnamed.len() == 1);
            if !holds_text || other.replace(&variant.ident).is_some() {
                let message = "one variant may be `other`, holding the name: Other(String)";
                return Err(Error::new(variant.ident.span(), message));
            }
            continue;
        }
        if !matches!(variant.fields, Fields::Unit) {
            let message = "a Java enum constant holds nothing on the wire";
            return Err(Error::new(variant.ident.span(), message));
        }
        let java = match &says.name {
            Some(name) => name.value(),
            None => screaming_snake(&variant.ident.to_string()),
        };
        if !names.insert(java.clone()) {
            let message = format!("two constants are called `{java}` in Java");
            return Err(Error::new(variant.ident.span(), message));
        }
        constants.push(Constant {
            ident: &variant.ident,
            java,
            doc: says.doc,
        });
    }
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &input.generics,
            "a Java enum has no type parameters",
        ));
    }
    Ok(code(input, container, &constants, other))
}

fn code(
    input: &DeriveInput,
    container: &Container,
    constants: &[Constant<'_>],
    other: Option<&Ident>,
) -> TokenStream {
    let (name, class, doc) = (&input.ident, &container.class, &container.doc);
    let idents: Vec<_> = constants.iter().map(|c| c.ident).collect();
    let names: Vec<_> = constants.iter().map(|c| &c.java).collect();
    let docs: Vec<_> = constants.iter().map(|c| &c.doc).collect();
    let write_other = other.map(|ident| quote!(Self::#ident(name) => name,));
    let read_other = match other {
        Some(ident) => quote!(name => ::core::result::Result::Ok(Self::#ident(name.into())),),
        None => quote!(
            name => ::core::result::Result::Err(__h::unknown_constant(d, #class, name)),
        ),
    };
    let java = container.java_type.as_ref().unwrap_or(class);
    let describe = container.java_type.is_none().then(|| {
        quote! {
            fn describe(schema: &mut __h::Schema) {
                schema.class_once(#class, |_| __h::ClassSchema {
                    name: #class.into(),
                    doc: #doc.into(),
                    parameters: ::std::vec::Vec::new(),
                    superclass: ::core::option::Option::None,
                    kind: __h::ClassKind::Enum(::std::vec![#(
                        __h::ConstantSchema { name: #names.into(), doc: #docs.into() }
                    ),*]),
                });
            }
        }
    });
    quote! {
        const _: () = {
            use ::hessian2::derive as __h;
            impl __h::Object for #name {
                const CLASS: &'static __h::Class =
                    &__h::Class { name: #class, fields: &["name"] };
            }
            impl __h::Encode for #name {
                fn encode(&self, e: &mut __h::Encoder) -> __h::Result<()> {
                    e.object_of(<Self as __h::Object>::CLASS)?;
                    e.write_str(match self {
                        #(Self::#idents => #names,)*
                        #write_other
                    })
                }
            }
            impl __h::Decode for #name {
                fn decode(d: &mut __h::Decoder<'_>) -> __h::Result<Self> {
                    let name = __h::read_constant(d, #class)?;
                    match &*name {
                        #(#names => ::core::result::Result::Ok(Self::#idents),)*
                        #read_other
                    }
                }
            }
            impl __h::JavaType for #name {
                fn type_ref() -> __h::TypeRef {
                    __h::TypeRef::class(#java)
                }
                #describe
            }
        };
    }
}
