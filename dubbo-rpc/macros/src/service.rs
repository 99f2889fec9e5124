//! `#[service]`: a Rust trait as a Java interface.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, ItemTrait, LitStr, Result, Token, TraitItem};

use crate::service_method::Method;

/// What stands in the attribute's parentheses.
pub(crate) struct Options {
    interface: LitStr,
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut interface = None;
        while !input.is_empty() {
            let key: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            let value: LitStr = input.parse()?;
            if key != "interface" {
                return Err(Error::new(
                    key.span(),
                    "unknown key; the only one is `interface`",
                ));
            }
            interface = Some(value);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        let interface = interface.ok_or_else(|| {
            input
                .error("the Java interface is missing: #[service(interface = \"com.example.Foo\")]")
        })?;
        let name = interface.value();
        let proper = |part: &str| {
            let mut chars = part.chars();
            chars
                .next()
                .is_some_and(|first| first.is_alphabetic() || first == '_')
                && chars.all(|other| other.is_alphanumeric() || matches!(other, '_' | '$'))
        };
        if !name.split('.').all(proper) {
            let message = "no fully qualified Java name, such as \"com.example.Foo\"";
            return Err(Error::new(interface.span(), message));
        }
        Ok(Self { interface })
    }
}

pub(crate) fn expand(options: &Options, mut item: ItemTrait) -> Result<TokenStream> {
    if !item.generics.params.is_empty() {
        let message = "a Java interface that is called remotely has no type parameters";
        return Err(Error::new_spanned(&item.generics, message));
    }
    let mut methods = Vec::new();
    for trait_item in &mut item.items {
        let TraitItem::Fn(function) = trait_item else {
            return Err(Error::new_spanned(trait_item, "a service has methods only"));
        };
        let method = Method::parse(function)?;
        *trait_item = TraitItem::Verbatim(method.declaration(function));
        methods.push(method);
    }
    item.supertraits
        .push(syn::parse_quote!(::core::marker::Send));
    item.supertraits
        .push(syn::parse_quote!(::core::marker::Sync));
    item.supertraits.push(syn::parse_quote!('static));
    item.colon_token.get_or_insert_with(Default::default);
    let server = expand_server(&item, &methods);
    let client = expand_client(&item, &methods);
    let schema = expand_schema(options, &item, &methods);
    Ok(quote!(#item #server #client #schema))
}

fn schema_function(item: &ItemTrait) -> Ident {
    format_ident!("__schema_of_{}", snake_case(&item.ident.to_string()))
}

fn expand_server(item: &ItemTrait, methods: &[Method]) -> TokenStream {
    let (vis, name) = (&item.vis, &item.ident);
    let server = format_ident!("{name}Server");
    let doc = format!("Hosts an implementation of [`{name}`].");
    let schema = schema_function(item);
    let arms = methods
        .iter()
        .enumerate()
        .map(|(index, method)| method.server_arm(name, index));
    let streams: Vec<_> = methods
        .iter()
        .enumerate()
        .map(|(index, method)| method.stream_arm(name, index))
        .filter(|arm| !arm.is_empty())
        .collect();
    let streams = (!streams.is_empty()).then(|| {
        quote! {
            fn stream(
                &self,
                method: usize,
                cx: ::dubbo_rpc::Context,
                mut streams: ::dubbo_rpc::ServerStreams,
            ) -> ::dubbo_rpc::CallFuture {
                match method {
                    #(#streams)*
                    _ => ::dubbo_rpc::Outcome::no_such_method(method),
                }
            }
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        #vis struct #server<T>(::std::sync::Arc<T>);

        impl<T: #name> #server<T> {
            /// A service that calls `service`.
            #[must_use]
            #vis fn new(service: ::std::sync::Arc<T>) -> Self {
                Self(service)
            }
        }

        impl<T: #name> ::dubbo_rpc::Service for #server<T> {
            fn schema(&self) -> ::dubbo_rpc::ServiceSchema {
                #schema()
            }

            fn call(
                &self,
                method: usize,
                cx: ::dubbo_rpc::Context,
                args: &mut ::dubbo_rpc::Args<'_>,
            ) -> ::core::result::Result<::dubbo_rpc::CallFuture, ::dubbo_rpc::BadArgument> {
                let _ = &args;
                match method {
                    #(#arms)*
                    _ => ::core::result::Result::Ok(::dubbo_rpc::Outcome::no_such_method(method)),
                }
            }

            #streams
        }
    }
}

fn expand_client(item: &ItemTrait, methods: &[Method]) -> TokenStream {
    let (vis, name) = (&item.vis, &item.ident);
    let client = format_ident!("{name}Client");
    let doc = format!("Calls a remote [`{name}`].");
    let calls = methods.iter().map(Method::client_method);
    let text = client.to_string();
    quote! {
        #[doc = #doc]
        #[derive(Clone)]
        #vis struct #client {
            invoker: ::std::sync::Arc<dyn ::dubbo_rpc::Invoker>,
            service: ::dubbo_rpc::ServiceRef,
        }

        impl #client {
            /// A client of `service` whose calls `invoker` does.
            #[must_use]
            #vis fn new(
                invoker: ::std::sync::Arc<dyn ::dubbo_rpc::Invoker>,
                service: ::dubbo_rpc::ServiceRef,
            ) -> Self {
                Self { invoker, service }
            }
        }

        impl ::core::fmt::Debug for #client {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text).field("service", &self.service).finish_non_exhaustive()
            }
        }

        impl #name for #client {
            #(#calls)*
        }
    }
}

fn expand_schema(options: &Options, item: &ItemTrait, methods: &[Method]) -> TokenStream {
    let (vis, name) = (&item.vis, &item.ident);
    let interface = &options.interface;
    let doc = doc_of(&item.attrs);
    let function = schema_function(item);
    let module = format_ident!("{}", snake_case(&name.to_string()));
    let entries = methods.iter().map(Method::schema);
    let types = methods.iter().flat_map(Method::types);
    let module_doc = format!("The Java interface behind [`{name}`](super::{name}).");
    // The module may be no more visible than the trait, and its contents as visible as it.
    quote! {
        #[doc(hidden)]
        fn #function() -> ::dubbo_rpc::ServiceSchema {
            let mut types = ::dubbo_rpc::hessian2::Schema::new();
            #(types.add::<#types>();)*
            ::dubbo_rpc::ServiceSchema {
                interface: #interface,
                doc: #doc,
                methods: ::std::vec![#(#entries),*],
                types,
            }
        }

        #[doc = #module_doc]
        #vis mod #module {
            /// Name of the Java interface.
            pub const INTERFACE: &str = #interface;

            /// Methods, types and documentation of the Java interface.
            #[must_use]
            pub fn schema() -> ::dubbo_rpc::ServiceSchema {
                super::#function()
            }
        }
    }
}

/// The text of doc comments, a line each.
pub(crate) fn doc_of(attrs: &[syn::Attribute]) -> String {
    let mut lines = Vec::new();
    for attr in attrs {
        if attr.path().is_ident("doc")
            && let syn::Meta::NameValue(pair) = &attr.meta
            && let syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) = &pair.value
        {
            let text = text.value();
            lines.push(
                text.strip_prefix(' ')
                    .unwrap_or(&text)
                    .trim_end()
                    .to_owned(),
            );
        }
    }
    lines.join("\n").trim().to_owned()
}

/// `StockInquiry` as `stock_inquiry`.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for (index, ch) in name.char_indices() {
        if ch.is_uppercase() && index > 0 {
            out.push('_');
        }
        out.extend(ch.to_lowercase());
    }
    out
}

/// `say_hello` as `sayHello`.
pub(crate) fn camel_case(name: &str) -> String {
    let mut out = String::new();
    let mut upper = false;
    for ch in name.trim_start_matches("r#").chars() {
        if ch == '_' {
            upper = !out.is_empty();
        } else if upper {
            out.extend(ch.to_uppercase());
            upper = false;
        } else {
            out.push(ch);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(options: &str, item: &str) -> std::result::Result<String, String> {
        let options = syn::parse_str::<Options>(options).map_err(|e| e.to_string())?;
        let item = syn::parse_str::<ItemTrait>(item).map_err(|e| e.to_string())?;
        expand(&options, item)
            .map(|tokens| tokens.to_string())
            .map_err(|e| e.to_string())
    }

    #[test]
    fn names_become_java_names() {
        assert_eq!(camel_case("say_hello_to_2"), "sayHelloTo2");
        assert_eq!(camel_case("r#type"), "type");
        assert_eq!(snake_case("StockQueryService"), "stock_query_service");
    }

    #[test]
    fn a_trait_becomes_server_client_and_schema() {
        let item = "pub trait Greeter { /// Doc.\n async fn say_hello(&self, cx: &Context, \
                    user_name: String) -> Result<String, Fault>; }";
        let code = expanded("interface = \"a.Greeter\"", item).unwrap();
        let file = syn::parse_str::<syn::File>(&code).unwrap();
        assert!(file.items.len() >= 8);
        for part in [
            "GreeterServer",
            "GreeterClient",
            "mod greeter",
            "\"sayHello\"",
            "\"userName\"",
            "Doc.",
        ] {
            assert!(code.contains(part), "{part} is missing in {code}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let fine = "interface = \"a.B\"";
        let with = |method: &str| format!("trait B {{ {method} }}");
        for (options, item, message) in [
            ("", "trait B {}".to_owned(), "interface is missing"),
            (
                "interfaces = \"a.B\"",
                "trait B {}".to_owned(),
                "unknown key",
            ),
            (
                "interface = \"a b\"",
                "trait B {}".to_owned(),
                "no fully qualified",
            ),
            (
                "interface = \"a..B\"",
                "trait B {}".to_owned(),
                "no fully qualified",
            ),
            (fine, "trait B<T> {}".to_owned(), "no type parameters"),
            (fine, with("const X: i32;"), "methods only"),
            (
                fine,
                with("fn f(&self, cx: &Context) -> Result<(), Fault>;"),
                "async fn",
            ),
            (
                fine,
                with("async fn f(cx: &Context) -> Result<(), Fault>;"),
                "&self",
            ),
            (
                fine,
                with("async fn f(&mut self, cx: &Context) -> Result<(), Fault>;"),
                "&self",
            ),
            (
                fine,
                with("async fn f(&self, n: i32) -> Result<(), Fault>;"),
                "cx: &Context",
            ),
            (
                fine,
                with("async fn f(&self, cx: &Context, s: &str) -> Result<(), Fault>;"),
                "owned",
            ),
            (
                fine,
                with("async fn f(&self, cx: &Context) -> i32;"),
                "Result<T, Fault>",
            ),
            (
                fine,
                with("async fn f(&self, cx: &Context);"),
                "Result<T, Fault>",
            ),
            (
                fine,
                with("async fn f<T>(&self, cx: &Context) -> Result<(), Fault>;"),
                "no type",
            ),
            (
                fine,
                with(
                    "async fn f(&self, cx: &Context, out: StreamOut<i32>, n: i32) -> Result<(), Fault>;",
                ),
                "a method that streams takes",
            ),
            (
                fine,
                with("async fn f(&self, cx: &Context, out: StreamOut<i32>) -> Result<i32, Fault>;"),
                "is the result",
            ),
            (
                fine,
                with("#[dubbo(args(\"a\"))] async fn f(&self, cx: &Context) -> Result<(), Fault>;"),
                "args names 1 of 0",
            ),
            (
                fine,
                with("#[dubbo(nam = \"a\")] async fn f(&self, cx: &Context) -> Result<(), Fault>;"),
                "unknown key",
            ),
        ] {
            let error = expanded(options, &item).unwrap_err();
            assert!(error.contains(message), "{item}: {error}");
        }
    }
}
