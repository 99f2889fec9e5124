//! Exported services, found by `[group/]path[:version]`.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::governance::{Governance, Governed};
use super::{Refusal, RpcType, Service, ServiceSchema};
use crate::body::descriptor::class_names;

/// Under what names a service is exported.
#[derive(Debug, Clone, Default)]
pub struct ExportOptions {
    /// Version callers must ask for; empty for none.
    pub version: String,
    /// Group callers must ask for; empty for none.
    pub group: String,
    /// Path when it is not the interface's name.
    pub path: Option<String>,
    /// Secret every call must bring as attachment `token`. Java: `token`.
    pub token: Option<String>,
}

/// A service as it was exported, for registries.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The interface.
    pub schema: Arc<ServiceSchema>,
    /// Its names.
    pub options: ExportOptions,
}

/// Two services under one name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("two services are exported as {key:?}; give one of them another group, version or path")]
pub struct ExportError {
    key: String,
}

/// One exported service.
pub(crate) struct Export {
    pub(crate) interface: &'static str,
    pub(crate) options: ExportOptions,
    pub(crate) service: Arc<dyn Service>,
    pub(crate) schema: Arc<ServiceSchema>,
    methods: Vec<Method>,
    /// Indices of the methods of each name: several when it is overloaded.
    by_name: HashMap<String, Vec<usize>>,
    pub(super) governed: Governed,
}

struct Method {
    name: &'static str,
    descriptor: String,
    arity: usize,
    /// `Class.getName` of what it returns.
    returns: String,
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export")
            .field("key", &self.key())
            .finish_non_exhaustive()
    }
}

/// All services of a server.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    /// In the order they came; calls name one by its index, for a count of references would be a
    /// cache line that every core writes for every call.
    exports: Vec<Export>,
    /// Indices by path: one for each group and version. The map's hasher is seeded, the keys are not ours.
    by_path: HashMap<String, Vec<usize>>,
}

/// `[group/]path[:version]`.
pub(super) fn key(path: &str, version: &str, group: &str) -> String {
    let version = normal_version(version);
    let mut key = String::with_capacity(path.len() + version.len() + group.len() + 2);
    if !group.is_empty() {
        key.push_str(group);
        key.push('/');
    }
    key.push_str(path);
    if !version.is_empty() {
        key.push(':');
        key.push_str(version);
    }
    key
}

/// Java sends `0.0.0` when a reference has no version, and keeps `*` out of keys.
fn normal_version(version: &str) -> &str {
    if matches!(version, "0.0.0" | "*") {
        ""
    } else {
        version
    }
}

impl Registry {
    pub(crate) fn export(
        &mut self,
        service: Arc<dyn Service>,
        options: ExportOptions,
    ) -> Result<(), ExportError> {
        let export = Export::new(service, options);
        let path = export.path().to_owned();
        if self
            .find(&path, &export.options.version, &export.options.group)
            .is_some()
        {
            return Err(ExportError { key: export.key() });
        }
        self.by_path
            .entry(path)
            .or_default()
            .push(self.exports.len());
        self.exports.push(export);
        Ok(())
    }

    /// The index of an export.
    pub(crate) fn find(&self, path: &str, version: &str, group: &str) -> Option<usize> {
        let version = normal_version(version);
        let found = self.by_path.get(path)?.iter().find(|index| {
            self.get(**index).is_some_and(|export| {
                normal_version(&export.options.version) == version && export.options.group == group
            })
        });
        found.copied()
    }

    /// The export with an index that [`Registry::find`] yielded.
    pub(crate) fn get(&self, index: usize) -> Option<&Export> {
        self.exports.get(index)
    }

    pub(crate) fn exported(&self) -> Vec<Exported> {
        let mut all: Vec<_> = self.exports.iter().collect();
        all.sort_by_key(|export| export.key());
        all.into_iter()
            .map(|export| Exported {
                schema: Arc::clone(&export.schema),
                options: export.options.clone(),
            })
            .collect()
    }
}

impl Export {
    fn new(service: Arc<dyn Service>, options: ExportOptions) -> Self {
        let schema = Arc::new(service.schema());
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut methods = Vec::with_capacity(schema.methods.len());
        for (index, method) in schema.methods.iter().enumerate() {
            by_name
                .entry(method.name.to_owned())
                .or_default()
                .push(index);
            methods.push(Method {
                name: method.name,
                descriptor: method.descriptor(),
                arity: method.parameters.len(),
                returns: class_names(&method.returns.descriptor())
                    .and_then(|mut names| names.pop())
                    .unwrap_or_default(),
            });
        }
        Self {
            interface: schema.interface,
            options,
            service,
            governed: Governed::new(&schema),
            schema,
            methods,
            by_name,
        }
    }

    pub(crate) fn path(&self) -> &str {
        self.options.path.as_deref().unwrap_or(self.interface)
    }

    pub(crate) fn key(&self) -> String {
        key(self.path(), &self.options.version, &self.options.group)
    }

    pub(crate) fn method_name(&self, index: usize) -> &'static str {
        self.methods.get(index).map_or("", |method| method.name)
    }

    /// Class of what a method returns, `void` for nothing.
    pub(crate) fn returned_class(&self, index: usize) -> &str {
        self.methods
            .get(index)
            .map_or("", |method| method.returns.as_str())
    }

    /// The method of this name and descriptor. A caller that is not Java may describe parameters
    /// in its own way: then the only method of this name and number of parameters.
    pub(crate) fn method(&self, name: &str, descriptor: &str, arity: usize) -> Option<usize> {
        let same_name = self.by_name.get(name)?;
        let exact = same_name
            .iter()
            .find(|index| self.methods[**index].descriptor == descriptor);
        exact.copied().or_else(|| {
            only(
                same_name
                    .iter()
                    .filter(|index| self.methods[**index].arity == arity)
                    .copied(),
            )
        })
    }

    /// The method that streams of this name, or of this name with a small first letter; it has no overloads.
    pub(crate) fn streamed(&self, name: &str) -> Option<usize> {
        let index = self
            .only_method(name)
            .or_else(|| self.only_method(&super::small_first(name)))?;
        let method = self.schema.methods.get(index)?;
        (method.rpc_type != RpcType::Unary).then_some(index)
    }

    /// Whether a method takes one message and answers with many.
    pub(crate) fn is_server_stream(&self, method: usize) -> bool {
        let method = self.schema.methods.get(method);
        method.is_some_and(|method| method.rpc_type == RpcType::ServerStream)
    }

    /// The method of this name when there is just one.
    pub(crate) fn only_method(&self, name: &str) -> Option<usize> {
        only(self.by_name.get(name)?.iter().copied())
    }

    /// Puts rules in force in place of those before; the token of [`ExportOptions`] goes with them.
    pub(crate) fn govern(&self, governance: Governance) {
        self.governed.set(governance, &self.schema);
    }

    pub(crate) fn check_token(&self, given: Option<&str>, method: &str) -> Result<(), Refusal> {
        let good = match self.governed.rules() {
            Some(rules) => rules.takes_token(given),
            None => match &self.options.token {
                Some(wanted) => {
                    given.is_some_and(|given| same(given.as_bytes(), wanted.as_bytes()))
                }
                None => true,
            },
        };
        if good {
            return Ok(());
        }
        Err(Refusal::Token {
            interface: self.interface.to_string(),
            method: crate::text::name(method),
        })
    }
}

fn only(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Compares in a time that depends on the lengths only, so that a token cannot be guessed byte by
/// byte.
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_as_java_builds_them() {
        assert_eq!(key("a.B", "", ""), "a.B");
        assert_eq!(key("a.B", "0.0.0", ""), "a.B");
        assert_eq!(key("a.B", "*", "g"), "g/a.B");
        assert_eq!(key("a.B", "1.0", "g"), "g/a.B:1.0");
    }

    #[test]
    fn tokens_are_compared_whole() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"abcd"));
        assert!(!same(b"", b"a"));
    }
}
