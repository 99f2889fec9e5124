//! `#[derive(Hessian)]` of a struct around one value: that value on the wire, a Java class of its
//! own in signatures.

use crate::derive::Container;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, FieldsUnnamed, GenericParam, Result};

pub(crate) fn expand(
    input: &DeriveInput,
    container: &Container,
    fields: &FieldsUnnamed,
) -> Result<TokenStream> {
    if fields.unnamed.len() != 1 {
        return Err(Error::new_spanned(
            fields,
            "a transparent struct holds one value: `struct Name(pub Type);`",
        ));
    }
    if container.check || container.text {
        return Err(Error::new_spanned(
            &input.ident,
            "`check` and `text` are the inner type's: leave them out of a transparent struct",
        ));
    }
    let write = match (&container.list, &container.map) {
        (None, None) => quote!(__h::Encode::encode(&self.0, e)),
        (Some(class), None) => quote! {
            e.begin_list(::core::option::Option::Some(#class), self.0.len())?;
            for item in &self.0 {
                __h::Encode::encode(item, e)?;
            }
            ::core::result::Result::Ok(())
        },
        (None, Some(class)) => quote! {
            e.begin_map(::core::option::Option::Some(#class))?;
            for (key, value) in &self.0 {
                __h::Encode::encode(key, e)?;
                __h::Encode::encode(value, e)?;
            }
            e.end_map();
            ::core::result::Result::Ok(())
        },
        (Some(_), Some(map)) => {
            return Err(Error::new(
                map.span(),
                "a class is a `list` or `map`, not both",
            ));
        }
    };
    let mut params = Vec::new();
    for param in &input.generics.params {
        let GenericParam::Type(param) = param else {
            return Err(Error::new_spanned(
                param,
                "a Java class has type parameters only",
            ));
        };
        params.push(&param.ident);
    }
    let inner = &fields.unnamed[0].ty;
    let name = &input.ident;
    // The bound is the inner type's own: a set asks more of its elements than a list.
    let header = |of: &TokenStream| {
        let mut generics = input.generics.clone();
        let clause = generics.make_where_clause();
        clause.predicates.push(syn::parse_quote!(#inner: #of));
        for param in &params {
            clause.predicates.push(syn::parse_quote!(#param: #of));
        }
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        quote!(impl #impl_generics #of for #name #ty_generics #where_clause)
    };
    let (encode, decode, java_type) = (
        header(&quote!(__h::Encode)),
        header(&quote!(__h::Decode)),
        header(&quote!(__h::JavaType)),
    );
    let type_ref = match (&container.java_type, &container.class) {
        (Some(java), _) => quote!(__h::TypeRef::class(#java)),
        (None, class) => quote! {
            __h::TypeRef::generic(#class, [#(<#params as __h::JavaType>::type_ref()),*])
        },
    };
    Ok(quote! {
        const _: () = {
            use ::hessian2::derive as __h;
            #encode {
                fn encode(&self, e: &mut __h::Encoder) -> __h::Result<()> {
                    #write
                }
            }
            #decode {
                fn decode(d: &mut __h::Decoder<'_>) -> __h::Result<Self> {
                    <#inner as __h::Decode>::decode(d).map(Self)
                }
                fn null() -> ::core::option::Option<Self> {
                    <#inner as __h::Decode>::null().map(Self)
                }
            }
            #java_type {
                fn type_ref() -> __h::TypeRef {
                    #type_ref
                }
                fn describe(schema: &mut __h::Schema) {
                    <#inner as __h::JavaType>::describe(schema);
                }
            }
        };
    })
}
