//! Derive for Hessian2 values and attribute for Dubbo service traits.

mod derive;
mod derive_enum;
mod derive_struct;
mod derive_transparent;
mod service;
mod service_method;
mod service_stream;

use proc_macro::TokenStream;

/// Makes a struct a Java class or an enum a Java enum: implements `hessian2::Encode`,
/// `hessian2::Decode` and `hessian2::JavaType`.
///
/// On the struct or enum, `#[hessian(...)]` takes
///
/// - `class = "com.example.Name"` (required): the binary name of the Java class,
/// - `java_type = "..."`: the JDK class it stands for in signatures, where that differs,
/// - `check`: a decoded value is passed to its `fn check(&self) -> Result<(), hessian2::Error>`,
/// - `text`: in generic calls it may come as text, read by `FromStr`,
/// - `transparent`, on `struct Name(pub Type)`: on the wire it is the value inside; only signatures
///   say the class, with the struct's type parameters, or `java_type` without any,
/// - `list = "..."` or `map = "..."`, on a transparent struct around one: the class it is written as.
///
/// On a field: `name = "javaName"` (default: the Rust name in lower camel case), and
/// `flatten_super` for the one field that holds the superclass: the class `extends` the field's
/// class, whose fields are written in this object. A name both have is the subclass's.
///
/// On a variant: `name = "JAVA_NAME"` (default: the Rust name in upper snake case), and `other`
/// for a variant `Other(String)` that takes the constants this side does not know.
///
/// Type parameters of a generic struct are named by their first letter in the Java class.
#[proc_macro_derive(Hessian, attributes(hessian))]
pub fn derive_hessian(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    derive::expand(&input)
        .unwrap_or_else(|e| e.to_compile_error())
        .into()
}

/// Makes a trait a Java interface that can be hosted and called: see the crate `dubbo-rpc`, which
/// re-exports this.
///
/// `interface = "com.example.Foo"` names the Java interface. Every method is
/// `async fn(&self, cx: &Context, ...) -> Result<T, Fault>` with owned parameters; on a method,
/// `#[dubbo(name = "javaName", args("first", "second"))]` replaces the default names, which are the
/// Rust names in lower camel case. Overloads are methods with one `name`. A method with a body may
/// be left out by implementations.
///
/// A method streams, over Triple, if it takes behind its context a value and a `StreamOut<R>`, a `StreamOut<R>` only, a `StreamIn<A>`
/// only, or a `StreamIn<A>` and a `StreamOut<R>`: see the crate `dubbo-rpc`.
///
/// For a trait `Foo` this makes, beside the trait, whose futures are `Send`:
///
/// - `FooServer<T>`, which hosts a `T: Foo`,
/// - `FooClient`, which implements `Foo` by calling a remote one,
/// - module `foo` with `INTERFACE` and `schema()`.
#[proc_macro_attribute]
pub fn service(options: TokenStream, item: TokenStream) -> TokenStream {
    let options = syn::parse_macro_input!(options as service::Options);
    let item = syn::parse_macro_input!(item as syn::ItemTrait);
    service::expand(&options, item)
        .unwrap_or_else(|e| e.to_compile_error())
        .into()
}
