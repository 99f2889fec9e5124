//! What is offered of each service: the settings, and over them the parameters of the rules in force.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dubbo_registry::{ServiceEntry, ServiceKey};
use dubbo_rpc::{AccessLog, Governance, ServerHandle, ServiceSchema};

use crate::config::{Config, PublishTriple};

/// Java's interface of the application level: asked for, but no service of the application's.
const METADATA_SERVICE: &str = "org.apache.dubbo.metadata.MetadataService";
/// Parameter by which consumers before 3.1 know that they have to speak TLS; later ones go by their own settings (Java:
/// `CommonConstants.SSL_ENABLED_KEY`).
const SSL_ENABLED: &str = "ssl-enabled";
/// Java's interval of `tps` in milliseconds where none is given.
const TPS_INTERVAL_MS: u64 = 60_000;

/// Parameters by service.
pub(crate) type Parameters = BTreeMap<ServiceKey, BTreeMap<String, String>>;

/// The exported services and what the settings say of them.
pub(crate) struct Offers {
    host: String,
    port: u16,
    services: Vec<(ServiceKey, Arc<ServiceSchema>, Option<Arc<str>>)>,
    base: BTreeMap<String, String>,
    /// What the port speaks beside `dubbo`, as far as it shall be told.
    extra_protocols: Vec<String>,
    /// Whether callers without TLS are refused.
    tls_only: bool,
    legacy_names: bool,
    application: String,
    started_ms: u64,
    access_log: Arc<dyn AccessLog>,
    /// Names of parameters and rules that were said not to be understood.
    said: Mutex<BTreeSet<String>>,
    present: Mutex<Parameters>,
}

impl std::fmt::Debug for Offers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Offers({} services at {}:{})",
            self.services.len(),
            self.host,
            self.port
        )
    }
}

/// Lines of the access log go where all lines go, under a name of their own.
struct ToLog;

impl AccessLog for ToLog {
    fn line(&self, _interface: &str, line: &str) {
        tracing::info!(target: "dubbo.accesslog", "{line}");
    }
}

impl Offers {
    pub(crate) fn new(
        config: &Config,
        server: &ServerHandle,
        host: &str,
        port: u16,
    ) -> Result<Self, String> {
        let base = base(config)?;
        let services = server
            .services()
            .into_iter()
            .filter(|exported| exported.schema.interface != METADATA_SERVICE)
            .map(|exported| {
                let key = ServiceKey::new(exported.schema.interface)
                    .with_version(&*exported.options.version)
                    .with_group(&*exported.options.group);
                let definition = definition(exported.schema.interface, &config.application.name);
                (key, exported.schema, definition)
            })
            .collect();
        let spoken = match config.registry.triple {
            PublishTriple::Off => &[][..],
            PublishTriple::Extra | PublishTriple::All => server.protocols(),
        };
        let extra_protocols = spoken.iter().skip(1).map(|name| (*name).to_owned());
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Ok(Self {
            extra_protocols: extra_protocols.collect(),
            host: host.to_owned(),
            port,
            services,
            base,
            tls_only: config.protocol.tls_only,
            legacy_names: config.registry.legacy_names,
            application: config.application.name.clone(),
            started_ms: since.map_or(0, |since| {
                u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
            }),
            access_log: Arc::new(ToLog),
            said: Mutex::default(),
            present: Mutex::default(),
        })
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn application(&self) -> &str {
        &self.application
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &ServiceKey> {
        self.services.iter().map(|(key, ..)| key)
    }

    /// A service's description as admin pages read it.
    pub(crate) fn definition(&self, interface: &str, version: &str, group: &str) -> Option<String> {
        let wanted = ServiceKey::new(interface)
            .with_version(version)
            .with_group(group);
        let found = self.services.iter().find(|(key, ..)| *key == wanted);
        found.and_then(|(_, _, definition)| Some(definition.as_ref()?.to_string()))
    }

    /// Parameters in force: those of the settings, and the rules' over them.
    pub(crate) fn present(&self) -> Parameters {
        let rules = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        self.services
            .iter()
            .map(|(key, ..)| {
                let mut parameters = self.base.clone();
                if let Some(rules) = rules.get(key) {
                    parameters.extend(rules.clone());
                }
                (key.clone(), parameters)
            })
            .collect()
    }

    /// Takes over what the rules say; whether anything has changed.
    pub(crate) fn set_rules(&self, rules: Parameters) -> bool {
        for parameters in rules.values() {
            for (name, value) in parameters {
                self.check(name, value);
            }
        }
        let mut present = self.present.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = *present != rules;
        *present = rules;
        changed
    }

    /// Says once, by name, what of a rule does nothing here.
    pub(crate) fn say_once(&self, what: String) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() < SAID_MAX && said.insert(what.clone()) {
            tracing::warn!("{what}");
        }
    }

    fn check(&self, name: &str, value: &str) {
        match Parameter::of(name) {
            None => self.say_once(format!("the parameter `{name}` of an override rule is not supported by this provider; it changes nothing")),
            Some(Parameter::Number) if value.parse::<u64>().is_err() => self.say_once(format!(
                "the parameter `{name}` of an override rule is `{value}`, a number is expected; it changes nothing"
            )),
            Some(_) => {}
        }
    }

    /// What is registered under these parameters: nothing of a service that is disabled.
    pub(crate) fn entries(&self, parameters: &Parameters) -> Vec<ServiceEntry> {
        self.services
            .iter()
            .filter_map(|(key, schema, definition)| {
                let of = parameters.get(key)?;
                let text = |name: &str| of.get(name).filter(|value| !value.is_empty()).cloned();
                let number = |name: &str| number(of, name);
                if is(of, "disabled", "true") || is(of, "enabled", "false") {
                    return None;
                }
                let warmup = number("warmup").filter(|warmup| *warmup > 0);
                let published = |name: &String| {
                    matches!(Parameter::of(name), Some(Parameter::Published))
                        || (name.contains('.')
                            && matches!(Parameter::of(name), Some(Parameter::Number))
                            && !name.starts_with("tps."))
                };
                let mut more: BTreeMap<String, String> = of
                    .iter()
                    .filter(|(name, _)| published(name))
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect();
                if self.tls_only {
                    more.insert(SSL_ENABLED.to_owned(), "true".to_owned());
                }
                if let Some(warmup) = warmup {
                    more.insert("warmup".to_owned(), warmup.to_string());
                }
                let weight = number("weight").and_then(|weight| u32::try_from(weight).ok());
                Some(ServiceEntry {
                    methods: schema.methods.iter().map(|m| m.name.to_owned()).collect(),
                    weight: weight.unwrap_or(100),
                    timeout_ms: number("timeout").filter(|timeout| *timeout > 0),
                    token: text("token"),
                    tag: text("dubbo.tag").or_else(|| text("tag")),
                    timestamp_ms: warmup.map(|_| self.started_ms),
                    legacy_name: self.legacy_names,
                    extra_protocols: self.extra_protocols.clone(),
                    definition: definition.clone(),
                    parameters: more,
                    ..ServiceEntry::dubbo(key.clone(), &*self.host, self.port)
                })
            })
            .collect()
    }

    /// Puts the parameters in force that hold for calls.
    pub(crate) fn govern(&self, server: &ServerHandle, parameters: &Parameters) {
        self.govern_with(server, parameters, None);
    }

    /// The same, while callers still know the tokens of `before`.
    pub(crate) fn govern_with(
        &self,
        server: &ServerHandle,
        parameters: &Parameters,
        before: Option<&Parameters>,
    ) {
        for (key, of) in parameters {
            let token = |of: &BTreeMap<String, String>| {
                of.get("token").filter(|token| !token.is_empty()).cloned()
            };
            let now = token(of);
            let mut tokens: Vec<String> = now.iter().cloned().collect();
            let mut without_token = false;
            if let (Some(before), Some(_)) = (before.and_then(|before| before.get(key)), &now) {
                match token(before) {
                    Some(old) if !tokens.contains(&old) => tokens.push(old),
                    Some(_) => {}
                    None => without_token = true,
                }
            }
            let most = |value: &String| value.parse::<usize>().ok().filter(|most| *most > 0);
            let executes = of
                .iter()
                .filter_map(|(name, value)| {
                    let method = match name.as_str() {
                        "executes" => "",
                        name => name.strip_suffix(".executes")?,
                    };
                    Some((method.to_owned(), most(value)?))
                })
                .collect();
            let tps = number(of, "tps").filter(|tps| *tps > 0).map(|tps| {
                let interval = number(of, "tps.interval").unwrap_or(TPS_INTERVAL_MS);
                (tps, Duration::from_millis(interval.max(1)))
            });
            // A path in a rule would be a way to write files: it counts as switched on.
            let logged = of
                .get("accesslog")
                .is_some_and(|value| !matches!(value.as_str(), "" | "false" | "N/A"));
            let governance = Governance {
                tokens,
                without_token,
                executes,
                tps,
                access_log: logged.then(|| Arc::clone(&self.access_log)),
            };
            server.govern(&key.interface, &key.version, &key.group, governance);
        }
    }
}

/// Most names that are said not to be understood.
const SAID_MAX: usize = 1_000;

/// What a provider does with a parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parameter {
    /// A number, obeyed or published.
    Number,
    /// Obeyed here.
    Obeyed,
    /// Told to consumers as it is.
    Published,
}

impl Parameter {
    fn of(name: &str) -> Option<Self> {
        match name {
            "timeout" | "weight" | "executes" | "tps" | "tps.interval" | "warmup" => {
                Some(Self::Number)
            }
            "token" | "accesslog" | "disabled" | "enabled" | "tag" | "dubbo.tag" => {
                Some(Self::Obeyed)
            }
            "retries" | "loadbalance" | "deprecated" | "cluster" | "actives" => {
                Some(Self::Published)
            }
            // `{method}.timeout` and its like.
            _ => match name.rsplit_once('.') {
                Some((_, "timeout" | "weight" | "executes")) => Some(Self::Number),
                Some((_, "retries" | "loadbalance" | "actives")) => Some(Self::Published),
                _ => None,
            },
        }
    }
}

/// The contract's description with the URL parameters that Java adds (Java: `FullServiceDefinition`).
fn definition(interface: &str, application: &str) -> Option<Arc<str>> {
    let mut definition = dubbo_api::generate::service_definition(interface)?;
    definition["parameters"] = serde_json::json!({
        "application": application,
        "interface": interface,
        "side": "provider",
    });
    Some(definition.to_string().into())
}

fn number(of: &BTreeMap<String, String>, name: &str) -> Option<u64> {
    of.get(name)?.parse().ok()
}

fn is(of: &BTreeMap<String, String>, name: &str, value: &str) -> bool {
    of.get(name).is_some_and(|found| found == value)
}

/// The settings as Java's parameters.
fn base(config: &Config) -> Result<BTreeMap<String, String>, String> {
    let provider = &config.provider;
    let token = if provider.token_file.is_empty() {
        String::new()
    } else {
        let text = std::fs::read_to_string(&provider.token_file)
            .map_err(|error| format!("provider.token_file {}: {error}", provider.token_file))?;
        let token = text.trim().to_owned();
        if token.is_empty() {
            return Err(format!(
                "provider.token_file {} is empty; write the token into it, or leave the setting out",
                provider.token_file
            ));
        }
        token
    };
    let number = |value: u64| {
        if value == 0 {
            String::new()
        } else {
            value.to_string()
        }
    };
    let all = [
        ("weight", provider.weight.to_string()),
        ("timeout", number(provider.timeout_ms)),
        ("token", token),
        ("executes", number(u64::from(provider.executes))),
        ("tps", number(u64::from(provider.tps))),
        ("tps.interval", number(provider.tps_interval_ms)),
        ("warmup", number(provider.warmup_ms)),
        ("dubbo.tag", provider.tag.clone()),
        (
            "accesslog",
            if provider.access_log {
                "true".to_owned()
            } else {
                String::new()
            },
        ),
    ];
    Ok(all
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect())
}
