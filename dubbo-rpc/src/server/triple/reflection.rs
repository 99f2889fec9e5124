//! gRPC server reflection, version 1 and the older `v1alpha` alike: a caller without the `.proto`, such as `grpcurl`, asks for it.
//!
//! Upstream: `grpc/reflection/v1/reflection.proto`; in Dubbo `ReflectionV1AlphaService`. Messages are read and written by hand: this crate
//! has no protobuf library, and these are few.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use bytes::Bytes;

use crate::context::Context;
use crate::dispatch::{
    Args, BadArgument, CallFuture, MethodSchema, Outcome, RpcType, Service, ServiceSchema,
};
use crate::fault::Fault;
use crate::frame::Status;
use crate::stream::ServerStreams;
use crate::triple::wrapper::{WrapperError, fields, put};

/// Full names of the service, which differ in nothing else.
pub(crate) const NAMES: [&str; 2] = [
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
];

/// A `FileDescriptorSet` of the services that this crate answers itself: health and reflection. Made by `protoc --descriptor_set_out` of the files beside it.
const OWN: &[u8] = include_bytes!("own/descriptors.bin");

/// `google.rpc.Code.NOT_FOUND`, `INVALID_ARGUMENT`.
const NOT_FOUND: u8 = 5;
const INVALID_ARGUMENT: u8 = 3;

/// The files of a `FileDescriptorSet`, found by name and by what they define.
#[derive(Debug)]
pub(crate) struct Files {
    files: Vec<File>,
    by_name: HashMap<String, usize>,
    by_symbol: HashMap<String, usize>,
    services: BTreeSet<String>,
}

#[derive(Debug)]
struct File {
    bytes: Bytes,
    /// Names of the files it imports.
    imports: Vec<String>,
}

/// Bytes that are no `FileDescriptorSet`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no FileDescriptorSet, as `protoc --descriptor_set_out` writes it: {0}")]
pub struct DescriptorError(String);

impl From<WrapperError> for DescriptorError {
    fn from(error: WrapperError) -> Self {
        Self(error.0)
    }
}

fn text(bytes: &[u8]) -> Result<&str, DescriptorError> {
    std::str::from_utf8(bytes).map_err(|_| DescriptorError("a name is not UTF-8".to_owned()))
}

impl Files {
    /// Reads sets of files, and those of this crate's own services; of two with one name the first counts.
    pub(crate) fn with_own(sets: &[Bytes]) -> Result<Self, DescriptorError> {
        Self::read(&[sets, &[Bytes::from_static(OWN)]].concat())
    }

    fn read(sets: &[Bytes]) -> Result<Self, DescriptorError> {
        let mut all = Self {
            files: Vec::new(),
            by_name: HashMap::new(),
            by_symbol: HashMap::new(),
            services: BTreeSet::new(),
        };
        for set in sets {
            for field in fields(set) {
                if let (1, file) = field? {
                    all.add(set.slice_ref(file))?;
                }
            }
        }
        Ok(all)
    }

    /// Takes in a `FileDescriptorProto`: name = 1, package = 2, dependency = 3, message_type = 4, enum_type = 5, service = 6.
    fn add(&mut self, bytes: Bytes) -> Result<(), DescriptorError> {
        let (mut name, mut package, mut imports) = ("", "", Vec::new());
        for field in fields(&bytes) {
            match field? {
                (1, value) => name = text(value)?,
                (2, value) => package = text(value)?,
                (3, value) => imports.push(text(value)?.to_owned()),
                _ => {}
            }
        }
        let index = self.files.len();
        if self.by_name.contains_key(name) {
            return Ok(());
        }
        self.by_name.insert(name.to_owned(), index);
        for field in fields(&bytes) {
            match field? {
                (4, message) => self.message(package, message, index)?,
                (5, value) => {
                    self.named(package, value, index)?;
                }
                (6, service) => {
                    let full = self.named(package, service, index)?;
                    for method in fields(service) {
                        if let (2, method) = method? {
                            self.named(&full, method, index)?;
                        }
                    }
                    self.services.insert(full);
                }
                _ => {}
            }
        }
        self.files.push(File { bytes, imports });
        Ok(())
    }

    /// A `DescriptorProto`: name = 1, nested_type = 3, enum_type = 4.
    fn message(&mut self, scope: &str, message: &[u8], file: usize) -> Result<(), DescriptorError> {
        let full = self.named(scope, message, file)?;
        for field in fields(message) {
            match field? {
                (3, nested) => self.message(&full, nested, file)?,
                (4, nested) => {
                    self.named(&full, nested, file)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes in what has its name in field 1, and answers its full name.
    fn named(&mut self, scope: &str, thing: &[u8], file: usize) -> Result<String, DescriptorError> {
        let mut name = "";
        for field in fields(thing) {
            if let (1, value) = field? {
                name = text(value)?;
                break;
            }
        }
        let full = match scope {
            "" => name.to_owned(),
            scope => format!("{scope}.{name}"),
        };
        self.by_symbol.insert(full.clone(), file);
        Ok(full)
    }

    /// A file and all it imports, each once.
    fn closure(&self, first: usize) -> Vec<&Bytes> {
        let (mut taken, mut order, mut open) = (BTreeSet::new(), Vec::new(), vec![first]);
        while let Some(index) = open.pop() {
            if !taken.insert(index) {
                continue;
            }
            if let Some(file) = self.files.get(index) {
                order.push(&file.bytes);
                let imports = file.imports.iter();
                open.extend(imports.filter_map(|name| self.by_name.get(name)));
            }
        }
        order
    }

    /// Answers a `ServerReflectionRequest`: host = 1, and one of file_by_filename = 3, file_containing_symbol = 4,
    /// file_containing_extension = 5, all_extension_numbers_of_type = 6, list_services = 7.
    fn answer(&self, request: &Bytes, own: &[&'static str]) -> Result<Bytes, DescriptorError> {
        let mut host: &[u8] = b"";
        let mut asked = None;
        for field in fields(request) {
            match field? {
                (1, value) => host = value,
                (number @ 3..=7, value) => asked = Some((number, value)),
                _ => {}
            }
        }
        let mut response = Vec::with_capacity(256);
        put(&mut response, 1, host);
        put(&mut response, 2, request);
        match asked {
            Some((7, _)) => {
                let mut list = Vec::new();
                let names = self.services.iter().map(String::as_str);
                let names: BTreeSet<&str> = names.chain(own.iter().copied()).collect();
                for name in names {
                    let mut entry = Vec::with_capacity(name.len() + 2);
                    put(&mut entry, 1, name.as_bytes());
                    put(&mut list, 1, &entry);
                }
                put(&mut response, 6, &list);
            }
            Some((number @ (3 | 4), value)) => {
                let name = text(value)?;
                let known = match number {
                    3 => self.by_name.get(name),
                    _ => self.by_symbol.get(name),
                };
                match known {
                    Some(index) => {
                        let mut files = Vec::new();
                        for file in self.closure(*index) {
                            put(&mut files, 1, file);
                        }
                        put(&mut response, 4, &files);
                    }
                    None => {
                        let name = crate::text::name(name);
                        refuse(
                            &mut response,
                            NOT_FOUND,
                            &format!("{name} is not known here"),
                        );
                    }
                }
            }
            Some(_) => refuse(&mut response, NOT_FOUND, "there are no extensions here"),
            None => refuse(&mut response, INVALID_ARGUMENT, "nothing is asked for"),
        }
        Ok(response.into())
    }
}

/// `ErrorResponse`: error_code = 1, error_message = 2, in field 7.
fn refuse(response: &mut Vec<u8>, code: u8, message: &str) {
    let mut error = vec![0x08, code];
    put(&mut error, 2, message.as_bytes());
    put(response, 7, &error);
}

/// The service under one of its names.
pub(crate) struct ReflectionService {
    pub(crate) name: &'static str,
    pub(crate) files: Arc<Files>,
    /// Services without a file, such as this.
    pub(crate) own: Arc<[&'static str]>,
}

impl Service for ReflectionService {
    fn schema(&self) -> ServiceSchema {
        ServiceSchema {
            interface: self.name,
            doc: "",
            methods: vec![MethodSchema {
                name: "serverReflectionInfo",
                doc: "",
                parameters: Vec::new(),
                returns: hessian2::TypeRef::class("grpc.reflection.v1.ServerReflectionResponse"),
                rpc_type: RpcType::BiStream,
            }],
            types: hessian2::Schema::new(),
        }
    }

    fn call(&self, method: usize, _: Context, _: &mut Args<'_>) -> Result<CallFuture, BadArgument> {
        Ok(Outcome::no_such_method(method))
    }

    fn stream(&self, _method: usize, cx: Context, mut streams: ServerStreams) -> CallFuture {
        let (files, own) = (Arc::clone(&self.files), Arc::clone(&self.own));
        Box::pin(async move {
            let (mut requests, out) = (streams.messages_in(), streams.messages_out());
            drop(streams);
            let work = async move {
                while let Some(request) = requests.next().await {
                    let answer = files
                        .answer(&request?, &own)
                        .map_err(|error| Fault::refused(Status::BAD_REQUEST, error.to_string()))?;
                    out.send(answer).await?;
                }
                Ok(Vec::new())
            };
            let ended = work.await;
            Outcome::message(&cx, ended)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(number: u8, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, number, bytes);
        out
    }

    /// `b.proto` imports `a.proto`; the first defines message `p.A` with `p.A.In`, the second service `p.S` with `Do`.
    fn files() -> Files {
        let inner = [with(1, b"A"), with(3, &with(1, b"In"))].concat();
        let a = [with(1, b"a.proto"), with(2, b"p"), with(4, &inner)].concat();
        let service = [with(1, b"S"), with(2, &with(1, b"Do"))].concat();
        let b = [
            with(1, b"b.proto"),
            with(2, b"p"),
            with(3, b"a.proto"),
            with(6, &service),
        ]
        .concat();
        let set = [with(1, &a), with(1, &b)].concat();
        Files::read(&[set.into()]).unwrap()
    }

    fn ask(files: &Files, number: u8, name: &[u8]) -> Vec<(u64, Vec<u8>)> {
        let request = Bytes::from(with(number, name));
        let answer = files.answer(&request, &["own.S"]).unwrap();
        let parts = fields(&answer).map(|field| field.unwrap());
        parts
            .filter(|(number, _)| *number > 2)
            .map(|(number, value)| (number, value.to_vec()))
            .collect()
    }

    #[test]
    fn files_are_found_by_name_and_by_what_they_define() {
        let files = files();
        for symbol in ["p.S", "p.S.Do"] {
            let answer = ask(&files, 4, symbol.as_bytes());
            assert_eq!(answer[0].0, 4, "{symbol}");
            let sent = fields(&answer[0].1).count();
            assert_eq!(sent, 2, "{symbol}: the file and the one it imports");
        }
        for (number, name) in [(4, "p.A"), (4, "p.A.In"), (3, "a.proto")] {
            let answer = ask(&files, number, name.as_bytes());
            assert_eq!(fields(&answer[0].1).count(), 1, "{name}");
        }
        let list = ask(&files, 7, b"");
        assert_eq!(list[0].0, 6);
        assert_eq!(fields(&list[0].1).count(), 2);
    }

    #[test]
    fn own_services_are_described() {
        let own = Files::with_own(&[]).unwrap();
        for symbol in NAMES
            .map(|name| format!("{name}.ServerReflectionInfo"))
            .iter()
            .map(String::as_str)
            .chain([
                "grpc.health.v1.Health.Watch",
                "grpc.health.v1.HealthCheckResponse.ServingStatus",
            ])
        {
            let answer = ask(&own, 4, symbol.as_bytes());
            assert_eq!(
                (answer[0].0, fields(&answer[0].1).count()),
                (4, 1),
                "{symbol}"
            );
        }
        let all = Files::with_own(&[Bytes::from_static(OWN)]).unwrap();
        assert_eq!(all.files.len(), 3, "each once");
        let list = ask(&all, 7, b"");
        assert_eq!(
            fields(&list[0].1).count(),
            4,
            "three, and the one that is named beside"
        );
    }

    #[test]
    fn what_is_not_there_is_said() {
        let files = files();
        for (number, name) in [(4, "p.B"), (3, "c.proto"), (5, ""), (6, "p.A"), (2, "?")] {
            assert_eq!(ask(&files, number, name.as_bytes())[0].0, 7, "{name}");
        }
        assert!(Files::read(&[Bytes::from_static(&[0x0A, 9])]).is_err());
        assert!(Files::read(&[Bytes::from(with(1, &with(1, &[0xFF])))]).is_err());
    }
}
