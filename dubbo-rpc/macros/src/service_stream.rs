//! Methods of a `#[service]` trait that stream.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Error, GenericArgument, Ident, PathArguments, Result, Type};

use crate::service_method::Parameter;

/// Java's class for both directions.
const OBSERVER: &str = "org.apache.dubbo.common.stream.StreamObserver";

/// What a method streams.
pub(crate) enum Flow {
    Unary,
    /// Results into the last parameter, perhaps for an argument before it.
    Replies(Type),
    /// Arguments, for one result.
    Requests(Type),
    Both(Box<(Type, Type)>),
}

impl Flow {
    /// Reads it off the parameters; `value` is what the method returns.
    pub(crate) fn of(parameters: &[Parameter], value: &Type, at: &Ident) -> Result<Self> {
        let inputs: Vec<Type> = streamed(parameters, "StreamIn");
        let outs: Vec<Type> = streamed(parameters, "StreamOut");
        let last_is_out = parameters
            .last()
            .is_some_and(|last| item(&last.ty, "StreamOut").is_some());
        let flow = match (&inputs[..], &outs[..], parameters.len()) {
            ([], [], _) => return Ok(Self::Unary),
            ([], [out], 1 | 2) if last_is_out => Self::Replies(out.clone()),
            ([input], [], 1) => return Ok(Self::Requests(input.clone())),
            ([input], [out], 2) if last_is_out => {
                Self::Both(Box::new((input.clone(), out.clone())))
            }
            _ => {
                let message = "a method that streams takes, behind its context: a value and a StreamOut, or a StreamOut, or a StreamIn, or a \
                               StreamIn and a StreamOut";
                return Err(Error::new_spanned(at, message));
            }
        };
        if !matches!(value, Type::Tuple(tuple) if tuple.elems.is_empty()) {
            let message = "what is sent into a StreamOut is the result: such a method returns `Result<(), Fault>`";
            return Err(Error::new_spanned(value, message));
        }
        Ok(flow)
    }

    pub(crate) fn is_unary(&self) -> bool {
        matches!(self, Self::Unary)
    }

    /// The arm of the server's dispatch of streams.
    pub(crate) fn server_arm(
        &self,
        service: &Ident,
        method: &Ident,
        index: usize,
        parameters: &[Parameter],
    ) -> TokenStream {
        let call = quote!(<T as #service>::#method);
        let work = match self {
            Self::Unary => return TokenStream::new(),
            Self::Replies(out) => match parameters {
                [argument, _] => {
                    let (ty, name) = (&argument.ty, &argument.java_name);
                    quote! {
                        let argument = streams.argument::<#ty>(#name).await?;
                        let out = streams.values_out::<#out>();
                        ::core::mem::drop(streams);
                        #call(&*service, &cx, argument, out).await
                    }
                }
                _ => quote! {
                    let out = streams.values_out::<#out>();
                    ::core::mem::drop(streams);
                    #call(&*service, &cx, out).await
                },
            },
            Self::Requests(input) => quote! {
                let (input, out) = (streams.values_in::<#input>(), streams.values_out());
                ::core::mem::drop(streams);
                let value = #call(&*service, &cx, input).await?;
                out.send(value).await
            },
            Self::Both(both) => {
                let (input, out) = &**both;
                quote! {
                let (input, out) = (streams.values_in::<#input>(), streams.values_out::<#out>());
                ::core::mem::drop(streams);
                #call(&*service, &cx, input, out).await
                }
            }
        };
        quote! {
            #index => {
                let service = ::std::sync::Arc::clone(&self.0);
                ::std::boxed::Box::pin(async move {
                    let cx = &cx;
                    let work = async move { #work };
                    let result: ::core::result::Result<(), ::dubbo_rpc::Fault> = work.await;
                    ::dubbo_rpc::Outcome::of(cx, result)
                })
            }
        }
    }

    /// How the client does the call: expects `call` to be made by a macro of the arguments, with the streams beside it.
    pub(crate) fn client_end(&self, parameters: &[Parameter]) -> TokenStream {
        let last = parameters.last().map(|last| &last.ident);
        let first = parameters.first().map(|first| &first.ident);
        match self {
            Self::Unary => TokenStream::new(),
            Self::Replies(_) => quote! {
                let call = call.streaming(::dubbo_rpc::ClientStreams::to(#last));
                self.invoker.invoke(call).await.map(::core::mem::drop)
            },
            Self::Requests(_) => quote! {
                let (reply, replies) = ::dubbo_rpc::channel(1);
                let call = call.streaming(::dubbo_rpc::ClientStreams::to(reply).of(#first));
                ::dubbo_rpc::only_reply(self.invoker.invoke(call), replies).await
            },
            Self::Both(..) => quote! {
                let call = call.streaming(::dubbo_rpc::ClientStreams::to(#last).of(#first));
                self.invoker.invoke(call).await.map(::core::mem::drop)
            },
        }
    }

    /// Arguments that are sent before anything is streamed.
    pub(crate) fn arguments<'a>(&self, parameters: &'a [Parameter]) -> &'a [Parameter] {
        match self {
            Self::Unary => parameters,
            Self::Replies(_) => &parameters[..parameters.len() - 1],
            Self::Requests(_) | Self::Both(..) => &[],
        }
    }

    /// JVM descriptor behind those of the arguments.
    pub(crate) fn descriptor(&self) -> Option<String> {
        (!self.is_unary()).then(|| format!("L{};", OBSERVER.replace('.', "/")))
    }

    /// Java's parameter for the results, and its return type, where they are not those of the trait.
    pub(crate) fn schema(&self, value: &Type) -> (Option<TokenStream>, TokenStream, TokenStream) {
        let type_ref = |ty: &Type| quote!(<#ty as ::dubbo_rpc::hessian2::JavaType>::type_ref());
        let observer = |ty: &Type| {
            let ty = type_ref(ty);
            quote!(::dubbo_rpc::hessian2::TypeRef::generic(#OBSERVER, [#ty.boxed()]))
        };
        let parameter = |ty: &Type| {
            let (ty, descriptor) = (observer(ty), self.descriptor());
            quote! {
                ::dubbo_rpc::ParameterSchema {
                    name: "responseObserver",
                    ty: #ty,
                    descriptor: ::std::string::String::from(#descriptor),
                }
            }
        };
        match self {
            Self::Unary => (None, type_ref(value), quote!(Unary)),
            Self::Replies(out) => (Some(parameter(out)), type_ref(value), quote!(ServerStream)),
            Self::Requests(input) => (
                Some(parameter(value)),
                observer(input),
                quote!(ClientStream),
            ),
            Self::Both(both) => (
                Some(parameter(&both.1)),
                observer(&both.0),
                quote!(BiStream),
            ),
        }
    }

    /// Types that are streamed.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Self::Unary => Vec::new(),
            Self::Replies(ty) | Self::Requests(ty) => vec![ty],
            Self::Both(both) => vec![&both.0, &both.1],
        }
    }
}

fn streamed(parameters: &[Parameter], name: &str) -> Vec<Type> {
    let types = parameters.iter().map(|parameter| &parameter.ty);
    types.filter_map(|ty| item(ty, name)).collect()
}

/// `T` of a type `name<T>`.
fn item(ty: &Type, name: &str) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if last.ident != name {
        return None;
    }
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        },
        _ => None,
    }
}
