//! `#[derive(Hessian)]` of a struct: a Java class with its superclass flattened in.

use crate::derive::{Container, lower_camel, member};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::HashSet;
use syn::visit_mut::VisitMut;
use syn::{DeriveInput, Error, FieldsNamed, GenericParam, Ident, Result, Type};

struct Field {
    ident: Ident,
    ty: Type,
    java: String,
    doc: String,
}

struct Model<'a> {
    input: &'a DeriveInput,
    container: &'a Container,
    own: Vec<Field>,
    base: Option<(Ident, Type)>,
    params: Vec<Ident>,
}

pub(crate) fn expand(
    input: &DeriveInput,
    container: &Container,
    fields: &FieldsNamed,
) -> Result<TokenStream> {
    let model = model(input, container, fields)?;
    let class = class_impl(&model);
    let encode = encode_impl(&model);
    let decode = decode_impl(&model);
    let java = java_type_impl(&model);
    Ok(quote! {
        const _: () = {
            use ::hessian2::derive as __h;
            #class
            #encode
            #decode
            #java
        };
    })
}

fn model<'a>(
    input: &'a DeriveInput,
    container: &'a Container,
    fields: &FieldsNamed,
) -> Result<Model<'a>> {
    let (mut own, mut base) = (Vec::new(), None);
    let mut names = HashSet::new();
    for field in &fields.named {
        let says = member(&field.attrs)?;
        let Some(ident) = field.ident.clone() else {
            continue;
        };
        if says.other {
            return Err(Error::new(
                ident.span(),
                "`other` is for a variant of an enum",
            ));
        }
        if says.flatten_super {
            if base.replace((ident.clone(), field.ty.clone())).is_some() {
                return Err(Error::new(ident.span(), "a Java class has one superclass"));
            }
            continue;
        }
        let java = match &says.name {
            Some(name) => name.value(),
            None => lower_camel(&ident.to_string()),
        };
        if !names.insert(java.clone()) {
            let message = format!("two fields are called `{java}` in Java");
            return Err(Error::new(ident.span(), message));
        }
        own.push(Field {
            ident,
            ty: field.ty.clone(),
            java,
            doc: says.doc,
        });
    }
    let mut params: Vec<Ident> = Vec::new();
    for param in &input.generics.params {
        let GenericParam::Type(param) = param else {
            return Err(Error::new_spanned(
                param,
                "a Java class has type parameters only",
            ));
        };
        if params
            .iter()
            .any(|other| letter(other) == letter(&param.ident))
        {
            let message = "two type parameters begin with the same letter, their name in Java";
            return Err(Error::new(param.ident.span(), message));
        }
        params.push(param.ident.clone());
    }
    Ok(Model {
        input,
        container,
        own,
        base,
        params,
    })
}

impl Model<'_> {
    /// `impl<..> Trait for Name<..> where T: Bound`.
    fn header(&self, of: &TokenStream, bound: Option<&TokenStream>) -> TokenStream {
        let name = &self.input.ident;
        let mut generics = self.input.generics.clone();
        if let Some(bound) = bound {
            let params = &self.params;
            let clause = generics.make_where_clause();
            for param in params {
                clause.predicates.push(syn::parse_quote!(#param: #bound));
            }
        }
        let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
        quote!(impl #impl_generics #of for #name #ty_generics #where_clause)
    }
}

fn class_impl(model: &Model<'_>) -> TokenStream {
    let header = model.header(&quote!(__h::Object), None);
    let class = &model.container.class;
    let names = model.own.iter().map(|field| &field.java);
    let fields = match &model.base {
        None => quote!(&[#(#names),*]),
        Some(_) => quote!(Self::__JOINED.names()),
    };
    let joined = joined(model);
    quote! {
        #joined
        #header {
            const CLASS: &'static __h::Class = &__h::Class { name: #class, fields: #fields };
        }
    }
}

/// The names of class and superclass joined. An associated constant, because the superclass may
/// name the type parameters, which an item inside a function could not.
fn joined(model: &Model<'_>) -> Option<TokenStream> {
    let (_, base) = model.base.as_ref()?;
    let names = model.own.iter().map(|field| &field.java);
    let name = &model.input.ident;
    let (impl_generics, ty_generics, where_clause) = model.input.generics.split_for_impl();
    Some(quote! {
        impl #impl_generics #name #ty_generics #where_clause {
            const __JOINED: &'static __h::Joined =
                &__h::Joined::new(&[#(#names),*], <#base as __h::Object>::CLASS.fields);
        }
    })
}

/// Brings the joined names into a function body.
fn joined_here() -> TokenStream {
    quote!(let joined = Self::__JOINED;)
}

fn encode_impl(model: &Model<'_>) -> TokenStream {
    let bound = quote!(__h::Encode);
    let encode = model.header(&quote!(__h::Encode), Some(&bound));
    let fields = model.header(&quote!(__h::EncodeFields), Some(&bound));
    let (own, index) = (
        model.own.iter().map(|f| &f.ident).collect::<Vec<_>>(),
        0..model.own.len(),
    );
    let count = model.own.len();
    let (consts, write_base, base_arm) = match &model.base {
        None => (
            quote!(),
            quote!(),
            quote!(_ => ::core::result::Result::Ok(())),
        ),
        Some((ident, _)) => (
            joined_here(),
            quote! {
                let mut __i = #count;
                while __i < joined.names().len() {
                    __h::EncodeFields::encode_field(&self.#ident, joined.source(__i) - #count, e)?;
                    __i += 1;
                }
            },
            quote!(i => {
                __h::EncodeFields::encode_field(&self.#ident, joined.source(i) - #count, e)
            }),
        ),
    };
    quote! {
        #encode {
            fn encode(&self, e: &mut __h::Encoder) -> __h::Result<()> {
                #consts
                e.object_of(<Self as __h::Object>::CLASS)?;
                #(__h::Encode::encode(&self.#own, e)?;)*
                #write_base
                ::core::result::Result::Ok(())
            }
        }
        #fields {
            fn encode_field(&self, index: usize, e: &mut __h::Encoder) -> __h::Result<()> {
                #consts
                let _ = &e;
                match index {
                    #(#index => __h::Encode::encode(&self.#own, e),)*
                    #base_arm
                }
            }
        }
    }
}

/// What the code of the superclass's field adds to that of the own fields.
struct Inherited {
    slot: TokenStream,
    parts: TokenStream,
    consts: TokenStream,
    arm: TokenStream,
    finish: TokenStream,
}

impl Inherited {
    fn of(model: &Model<'_>) -> Self {
        let count = model.own.len();
        match &model.base {
            None => Inherited {
                slot: quote!(),
                parts: quote!(),
                consts: quote!(),
                arm: quote!(_ => d.skip(),),
                finish: quote!(),
            },
            Some((ident, ty)) => Inherited {
                slot: quote!(__base: <#ty as __h::DecodeFields>::Parts,),
                parts: quote!(__base: <#ty as __h::DecodeFields>::parts(),),
                consts: joined_here(),
                arm: quote!(i => <#ty as __h::DecodeFields>::decode_field(
                    &mut parts.__base, joined.source(i) - #count, d),),
                finish: quote!(#ident: <#ty as __h::DecodeFields>::finish(parts.__base)?,),
            },
        }
    }
}

fn decode_impl(model: &Model<'_>) -> TokenStream {
    let decode = model.header(&quote!(__h::Decode), Some(&quote!(__h::Decode)));
    let text = model.container.text.then(|| {
        quote! {
            if let ::core::option::Option::Some(value) = __h::read_text_form(d)? {
                return ::core::result::Result::Ok(value);
            }
        }
    });
    let fields = decode_fields_impl(model);
    quote! {
        #decode {
            fn decode(d: &mut __h::Decoder<'_>) -> __h::Result<Self> {
                #text
                d.read_object()
            }
        }
        #fields
    }
}

fn decode_fields_impl(model: &Model<'_>) -> TokenStream {
    let header = model.header(&quote!(__h::DecodeFields), Some(&quote!(__h::Decode)));
    let mut generics = model.input.generics.clone();
    for param in &model.params {
        generics
            .make_where_clause()
            .predicates
            .push(syn::parse_quote!(#param: __h::Decode));
    }
    let (_, ty_generics, where_clause) = generics.split_for_impl();
    let params = &model.input.generics.params;
    let own: Vec<_> = model.own.iter().map(|f| &f.ident).collect();
    let slots: Vec<_> = own
        .iter()
        .map(|ident| format_ident!("f_{}", ident))
        .collect();
    let types: Vec<_> = model.own.iter().map(|f| &f.ty).collect();
    let index: Vec<_> = (0..own.len()).collect();
    let Inherited {
        slot,
        parts,
        consts,
        arm,
        finish,
    } = Inherited::of(model);
    let check = model.container.check.then(|| quote!(value.check()?;));
    quote! {
        #[allow(missing_debug_implementations, missing_docs, unreachable_pub, non_snake_case)]
        pub struct __Parts<#params> #where_clause {
            #(#slots: ::core::option::Option<#types>,)*
            #slot
        }
        #header {
            type Parts = __Parts #ty_generics;
            fn parts() -> Self::Parts {
                __Parts { #(#slots: ::core::option::Option::None,)* #parts }
            }
            #[allow(clippy::needless_return)]
            fn decode_field(
                parts: &mut Self::Parts,
                index: usize,
                d: &mut __h::Decoder<'_>,
            ) -> __h::Result<()> {
                #consts
                let _ = &parts;
                match index {
                    #(#index => {
                        parts.#slots = ::core::option::Option::Some(__h::Decode::decode(d)?);
                        ::core::result::Result::Ok(())
                    })*
                    #arm
                }
            }
            fn finish(parts: Self::Parts) -> __h::Result<Self> {
                let _ = &parts;
                #[allow(clippy::let_and_return)]
                let value = Self {
                    #(#own: __h::present(parts.#slots, <Self as __h::Object>::CLASS, #index)?,)*
                    #finish
                };
                #check
                ::core::result::Result::Ok(value)
            }
        }
    }
}

/// What a type parameter is called in Java.
fn letter(param: &Ident) -> char {
    param.to_string().chars().next().unwrap_or('T')
}

/// Replaces the type parameters of the struct by what stands for them in a schema.
struct Parameters<'a>(&'a [Ident]);

impl VisitMut for Parameters<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if let Type::Path(path) = ty
            && path.qself.is_none()
            && let Some(ident) = path.path.get_ident()
            && self.0.contains(ident)
        {
            let name = letter(ident);
            *ty = syn::parse_quote!(__h::TypeParameter<#name>);
            return;
        }
        syn::visit_mut::visit_type_mut(self, ty);
    }
}

fn java_type_impl(model: &Model<'_>) -> TokenStream {
    let header = model.header(&quote!(__h::JavaType), Some(&quote!(__h::JavaType)));
    let class = &model.container.class;
    if let Some(java) = &model.container.java_type {
        return quote! {
            #header {
                fn type_ref() -> __h::TypeRef {
                    __h::TypeRef::class(#java)
                }
            }
        };
    }
    let params = &model.params;
    let param_names = params.iter().map(|param| letter(param).to_string());
    let generic = |ty: &Type| {
        let mut ty = ty.clone();
        Parameters(params).visit_type_mut(&mut ty);
        ty
    };
    let names: Vec<_> = model.own.iter().map(|f| &f.java).collect();
    let docs: Vec<_> = model.own.iter().map(|f| &f.doc).collect();
    let types: Vec<_> = model.own.iter().map(|f| generic(&f.ty)).collect();
    let doc = &model.container.doc;
    let (superclass, describe_super) = match &model.base {
        None => (quote!(::core::option::Option::None), quote!()),
        Some((_, ty)) => {
            let ty = generic(ty);
            (
                quote!(::core::option::Option::Some(<#ty as __h::JavaType>::type_ref())),
                quote!(<#ty as __h::JavaType>::describe(schema);),
            )
        }
    };
    quote! {
        #header {
            fn type_ref() -> __h::TypeRef {
                __h::TypeRef::generic(#class, [#(<#params as __h::JavaType>::type_ref()),*])
            }
            fn describe(schema: &mut __h::Schema) {
                #(<#params as __h::JavaType>::describe(schema);)*
                schema.class_once(#class, |schema| {
                    #describe_super
                    #(<#types as __h::JavaType>::describe(schema);)*
                    let _ = &schema;
                    __h::ClassSchema {
                        name: #class.into(),
                        doc: #doc.into(),
                        parameters: ::std::vec![#(#param_names.into()),*],
                        superclass: #superclass,
                        kind: __h::ClassKind::Object(::std::vec![#(
                            __h::FieldSchema {
                                name: #names.into(),
                                type_ref: <#types as __h::JavaType>::type_ref(),
                                doc: #docs.into(),
                            }
                        ),*]),
                    }
                });
            }
        }
    }
}
