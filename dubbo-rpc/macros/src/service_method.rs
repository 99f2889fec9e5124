//! One method of a `#[service]` trait.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Error, FnArg, GenericArgument, Ident, LitStr, Pat, PathArguments, Result, ReturnType,
    TraitItemFn, Type,
};

use crate::service::{camel_case, doc_of};
use crate::service_stream::Flow;

pub(crate) struct Method {
    rust_name: Ident,
    java_name: String,
    doc: String,
    parameters: Vec<Parameter>,
    /// The whole declared return type.
    output: Type,
    /// What the method returns when it succeeds.
    value: Type,
    flow: Flow,
}

pub(crate) struct Parameter {
    pub(crate) ident: Ident,
    pub(crate) java_name: String,
    pub(crate) ty: Type,
}

impl Method {
    /// Reads a method and takes its `#[dubbo(...)]` away.
    pub(crate) fn parse(function: &mut TraitItemFn) -> Result<Self> {
        let (name, args) = take_options(function)?;
        let signature = &function.sig;
        if signature.asyncness.is_none() {
            let message = "a remote method is `async fn`";
            return Err(Error::new_spanned(signature.fn_token, message));
        }
        if !signature.generics.params.is_empty() {
            let message = "a remote method has no type parameters";
            return Err(Error::new_spanned(&signature.generics, message));
        }
        let mut inputs = signature.inputs.iter();
        match inputs.next() {
            Some(FnArg::Receiver(this))
                if this.reference.is_some() && this.mutability.is_none() => {}
            _ => {
                return Err(Error::new_spanned(
                    signature,
                    "a remote method takes `&self` first",
                ));
            }
        }
        match inputs.next() {
            Some(FnArg::Typed(typed)) if is_context(&typed.ty) => {}
            _ => {
                let message = "a remote method takes `cx: &Context` after `&self`";
                return Err(Error::new_spanned(signature, message));
            }
        }
        let parameters = parameters_of(signature, inputs, args)?;
        let (output, value) = result_of(signature)?;
        let flow = Flow::of(&parameters, &value, &signature.ident)?;
        Ok(Self {
            java_name: name.map_or_else(
                || camel_case(&signature.ident.to_string()),
                |name| name.value(),
            ),
            rust_name: signature.ident.clone(),
            doc: doc_of(&function.attrs),
            parameters,
            output,
            value,
            flow,
        })
    }

    /// The method in the trait, its future known to be `Send`.
    pub(crate) fn declaration(&self, function: &TraitItemFn) -> TokenStream {
        let attrs = &function.attrs;
        let (name, inputs) = (&function.sig.ident, &function.sig.inputs);
        let output = &self.output;
        let body = match &function.default {
            Some(block) => quote!({ async move #block }),
            None => quote!(;),
        };
        quote! {
            #(#attrs)*
            fn #name(#inputs)
                -> impl ::core::future::Future<Output = #output> + ::core::marker::Send
            #body
        }
    }

    /// The arm of the server's dispatch.
    pub(crate) fn server_arm(&self, service: &Ident, index: usize) -> TokenStream {
        if !self.flow.is_unary() {
            return quote! {
                #index => ::core::result::Result::Ok(::dubbo_rpc::Outcome::only_streams(&cx)),
            };
        }
        let method = &self.rust_name;
        let names: Vec<_> = (0..self.parameters.len())
            .map(|i| format_ident!("arg{i}"))
            .collect();
        let types = self.parameters.iter().map(|parameter| &parameter.ty);
        let java_names = self.parameters.iter().map(|parameter| &parameter.java_name);
        quote! {
            #index => {
                #(let #names = args.next::<#types>(#java_names)?;)*
                let service = ::std::sync::Arc::clone(&self.0);
                ::core::result::Result::Ok(::std::boxed::Box::pin(async move {
                    let result = <T as #service>::#method(&*service, &cx, #(#names),*).await;
                    ::dubbo_rpc::Outcome::of(&cx, result)
                }))
            }
        }
    }

    /// The arm of the server's dispatch of streams; nothing for a method that does not.
    pub(crate) fn stream_arm(&self, service: &Ident, index: usize) -> TokenStream {
        self.flow
            .server_arm(service, &self.rust_name, index, &self.parameters)
    }

    /// The method of the client.
    pub(crate) fn client_method(&self) -> TokenStream {
        let (method, java_name, output) = (&self.rust_name, &self.java_name, &self.output);
        let declared = self.parameters.iter().map(|parameter| {
            let (name, ty) = (&parameter.ident, &parameter.ty);
            quote!(#name: #ty)
        });
        let sent = self.flow.arguments(&self.parameters);
        let names: Vec<_> = sent.iter().map(|parameter| &parameter.ident).collect();
        let types: Vec<_> = sent.iter().map(|parameter| &parameter.ty).collect();
        let observer = self
            .flow
            .descriptor()
            .map(|text| quote!(::std::borrow::Cow::Borrowed(#text)));
        let observer = observer.into_iter();
        let value = &self.value;
        let end = if self.flow.is_unary() {
            quote!(self.invoker.invoke(call).await?.read::<#value>())
        } else {
            self.flow.client_end(&self.parameters)
        };
        quote! {
            async fn #method(&self, cx: &::dubbo_rpc::Context, #(#declared),*) -> #output {
                static NAMES: ::std::sync::LazyLock<(::std::sync::Arc<str>, ::std::sync::Arc<str>)> =
                    ::std::sync::LazyLock::new(|| {
                        let descriptors: &[::std::borrow::Cow<'static, str>] = &[
                            #(<#types as ::dubbo_rpc::hessian2::JavaType>::descriptor(),)*
                            #(#observer,)*
                        ];
                        (
                            ::std::sync::Arc::from(#java_name),
                            ::std::sync::Arc::from(descriptors.concat()),
                        )
                    });
                let arguments: ::std::vec::Vec<::dubbo_rpc::Argument> =
                    ::std::vec![#(::std::boxed::Box::new(#names)),*];
                let call = ::dubbo_rpc::Invocation::new(
                    ::core::clone::Clone::clone(&self.service),
                    ::std::sync::Arc::clone(&NAMES.0),
                    ::std::sync::Arc::clone(&NAMES.1),
                    arguments,
                    ::core::clone::Clone::clone(cx),
                );
                #end
            }
        }
    }

    pub(crate) fn schema(&self) -> TokenStream {
        let (name, doc) = (&self.java_name, &self.doc);
        let (observer, returns, rpc_type) = self.flow.schema(&self.value);
        let sent = self.flow.arguments(&self.parameters);
        let parameters = sent.iter().map(|parameter| {
            let (name, ty) = (&parameter.java_name, &parameter.ty);
            quote! {
                ::dubbo_rpc::ParameterSchema {
                    name: #name,
                    ty: <#ty as ::dubbo_rpc::hessian2::JavaType>::type_ref(),
                    descriptor: <#ty as ::dubbo_rpc::hessian2::JavaType>::descriptor().into_owned(),
                }
            }
        });
        let parameters = parameters.chain(observer);
        quote! {
            ::dubbo_rpc::MethodSchema {
                name: #name,
                doc: #doc,
                parameters: ::std::vec![#(#parameters),*],
                returns: #returns,
                rpc_type: ::dubbo_rpc::RpcType::#rpc_type,
            }
        }
    }

    /// Every type the signature names.
    pub(crate) fn types(&self) -> Vec<&Type> {
        let sent = self.flow.arguments(&self.parameters).iter();
        let types = sent.map(|parameter| &parameter.ty).chain([&self.value]);
        types.chain(self.flow.types()).collect()
    }
}

/// The parameters after the context, under the names `args` gives them.
fn parameters_of<'a>(
    signature: &syn::Signature,
    inputs: impl Iterator<Item = &'a FnArg>,
    args: Option<Vec<LitStr>>,
) -> Result<Vec<Parameter>> {
    let mut parameters = Vec::new();
    for input in inputs {
        let FnArg::Typed(typed) = input else { continue };
        let Pat::Ident(pattern) = &*typed.pat else {
            return Err(Error::new_spanned(
                &typed.pat,
                "a parameter is a plain name",
            ));
        };
        if matches!(&*typed.ty, Type::Reference(_)) {
            let message = "a parameter is owned: it comes from, or goes into, a message";
            return Err(Error::new_spanned(&typed.ty, message));
        }
        parameters.push(Parameter {
            java_name: camel_case(&pattern.ident.to_string()),
            ident: pattern.ident.clone(),
            ty: (*typed.ty).clone(),
        });
    }
    if let Some(args) = args {
        if args.len() != parameters.len() {
            let message = format!(
                "args names {} of {} parameters",
                args.len(),
                parameters.len()
            );
            return Err(Error::new_spanned(&signature.ident, message));
        }
        for (parameter, name) in parameters.iter_mut().zip(args) {
            parameter.java_name = name.value();
        }
    }
    Ok(parameters)
}

/// `name = "..."` and `args("...", ...)` of `#[dubbo(...)]`.
fn take_options(function: &mut TraitItemFn) -> Result<(Option<LitStr>, Option<Vec<LitStr>>)> {
    let (mut name, mut args) = (None, None);
    for attr in function
        .attrs
        .extract_if(.., |attr| attr.path().is_ident("dubbo"))
    {
        attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("name") {
                name = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("args") {
                let content;
                syn::parenthesized!(content in meta.input);
                let list =
                    content.parse_terminated(|item| item.parse::<LitStr>(), syn::Token![,])?;
                args = Some(list.into_iter().collect());
            } else {
                return Err(meta.error("unknown key; there are `name` and `args`"));
            }
            Ok(())
        })?;
    }
    Ok((name, args))
}

fn is_context(ty: &Type) -> bool {
    let Type::Reference(reference) = ty else {
        return false;
    };
    let Type::Path(path) = &*reference.elem else {
        return false;
    };
    reference.mutability.is_none()
        && path
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "Context")
}

/// The declared type and its first argument: `Result<T, Fault>` and `T`.
fn result_of(signature: &syn::Signature) -> Result<(Type, Type)> {
    let message = "a remote method returns `Result<T, Fault>`";
    if let ReturnType::Type(_, ty) = &signature.output
        && let Type::Path(path) = &**ty
        && let Some(segment) = path.path.segments.last()
        && segment.ident == "Result"
        && let PathArguments::AngleBracketed(arguments) = &segment.arguments
        && let Some(GenericArgument::Type(value)) = arguments.args.first()
    {
        return Ok(((**ty).clone(), value.clone()));
    }
    Err(Error::new_spanned(&signature.output, message))
}
