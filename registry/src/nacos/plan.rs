//! What is to be registered under each Nacos name, and written beside it.

use std::collections::BTreeMap;
use std::sync::Arc;

use nacos_sdk::api::naming::ServiceInstance;

use super::calls::Target;
use crate::application::{self, MetadataInfo};
use crate::config::{ConfigKey, MAPPING_GROUP, RULES_GROUP};
use crate::entry::ServiceEntry;
use crate::error::{Error, ErrorKind};
use crate::registry::{AppInfo, MetadataStorage};

/// Everything that stands for a list of services.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) targets: Vec<Target>,
    /// Empty unless registered at the application level.
    pub(super) infos: Vec<Arc<MetadataInfo>>,
    /// The mappings in which the application has to be named.
    pub(super) mappings: Vec<ConfigKey>,
    /// Texts that are written.
    pub(super) texts: Vec<(ConfigKey, Arc<str>)>,
    /// Names and the other name of the same service.
    twins: BTreeMap<String, String>,
}

pub(super) fn plan(entries: &[ServiceEntry], app: &AppInfo) -> Result<Plan, Error> {
    entries.iter().try_for_each(ServiceEntry::check)?;
    let mut plan = Plan::default();
    if app.register_mode.interface() {
        plan.targets = targets(entries, app)?;
        for entry in entries {
            if let [full, legacy] = &*entry.names() {
                plan.twins.insert(full.clone(), legacy.clone());
                plan.twins.insert(legacy.clone(), full.clone());
            }
        }
    }
    if app.register_mode.instance() {
        plan.add_application(entries, app)?;
    }
    Ok(plan)
}

impl Plan {
    /// Where `name` and the other name of the same service, if it has one, are among the targets.
    pub(super) fn names_of_service(&self, name: &str) -> Vec<usize> {
        let twin = self.twins.get(name).map(String::as_str);
        let is_one = |target: &Target| target.name == name || Some(&*target.name) == twin;
        let found = self.targets.iter().enumerate();
        found
            .filter_map(|(index, target)| is_one(target).then_some(index))
            .collect()
    }

    fn add_application(&mut self, entries: &[ServiceEntry], app: &AppInfo) -> Result<(), Error> {
        let mut target = Target {
            name: app.application.clone(),
            instances: Vec::new(),
        };
        for instance in application::instances(entries, app)? {
            target.instances.push(ServiceInstance {
                ip: instance.host,
                port: i32::from(instance.port),
                metadata: instance.metadata.into_iter().collect(),
                ..ServiceInstance::default()
            });
            if app.metadata == MetadataStorage::Remote {
                // Text keys and values, and numbers: always to be written.
                let json = serde_json::to_string(&instance.info).unwrap_or_default();
                let key = ConfigKey::new(&*app.application, &*instance.info.revision);
                self.texts.push((key, json.into()));
            }
            self.infos.push(Arc::new(instance.info));
        }
        if target.instances.is_empty() {
            return Ok(());
        }
        self.targets.push(target);
        for entry in entries {
            let mapping = ConfigKey::new(&*entry.key.interface, MAPPING_GROUP);
            if !self.mappings.contains(&mapping) {
                mapping.check()?;
                self.mappings.push(mapping);
            }
            if let Some(definition) = &entry.definition {
                let key = &entry.key;
                let data_id = format!(
                    "{}:{}:{}:provider:{}",
                    key.interface, key.version, key.group, app.application
                );
                let key = ConfigKey::new(data_id, RULES_GROUP);
                key.check()?;
                self.texts.push((key, Arc::clone(definition)));
            }
        }
        Ok(())
    }
}

/// Several ports of one service go together: one client has one entry per name in Nacos, and a second registration would
/// replace the first.
fn targets(entries: &[ServiceEntry], app: &AppInfo) -> Result<Vec<Target>, Error> {
    let mut names: BTreeMap<String, Vec<ServiceInstance>> = BTreeMap::new();
    for entry in entries {
        let instance = ServiceInstance {
            ip: entry.host.clone(),
            port: i32::from(entry.port),
            metadata: entry.metadata(app)?.into_iter().collect(),
            ..ServiceInstance::default()
        };
        for name in entry.names() {
            let instances = names.entry(name).or_default();
            if instances
                .iter()
                .any(|other| other.ip == instance.ip && other.port == instance.port)
            {
                return Err(Error::new(
                    ErrorKind::Service,
                    format!(
                        "service {} is there twice at {}:{}; Nacos tells instances apart by host and port",
                        entry.key, entry.host, entry.port
                    ),
                ));
            }
            instances.push(instance.clone());
        }
    }
    Ok(names
        .into_iter()
        .map(|(name, instances)| Target { name, instances })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::ServiceKey;
    use crate::registry::RegisterMode;

    fn entry(interface: &str, port: u16) -> ServiceEntry {
        ServiceEntry::dubbo(ServiceKey::new(interface), "127.0.0.1", port)
    }

    fn names(plan: &Plan) -> Vec<(&str, Vec<i32>)> {
        plan.targets
            .iter()
            .map(|t| {
                (
                    t.name.as_str(),
                    t.instances.iter().map(|i| i.port).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn ports_of_one_service_go_together() {
        let legacy = ServiceEntry {
            legacy_name: true,
            ..entry("a.B", 2)
        };
        let plan = plan(
            &[entry("a.B", 1), legacy, entry("a.C", 1)],
            &AppInfo::new("x"),
        )
        .unwrap();
        assert_eq!(
            names(&plan),
            [
                ("providers:a.B", vec![2]),
                ("providers:a.B::", vec![1, 2]),
                ("providers:a.C::", vec![1])
            ]
        );
        assert!(plan.mappings.is_empty() && plan.infos.is_empty());
        for (name, together) in [
            ("providers:a.B", vec![0, 1]),
            ("providers:a.B::", vec![0, 1]),
            ("providers:a.C::", vec![2]),
        ] {
            assert_eq!(plan.names_of_service(name), together, "{name}");
        }
    }

    #[test]
    fn the_same_place_twice_is_refused() {
        let error = plan(&[entry("a.B", 1), entry("a.B", 1)], &AppInfo::new("x")).unwrap_err();
        assert!(
            error.to_string().contains("twice at 127.0.0.1:1"),
            "{error}"
        );
    }

    #[test]
    fn the_mode_says_at_which_levels() {
        let described = ServiceEntry {
            definition: Some("{}".into()),
            ..entry("a.B$C", 1)
        };
        for (mode, expected) in [
            (RegisterMode::Interface, vec!["providers:a.B___C::"]),
            (RegisterMode::Instance, vec!["stock-center"]),
            (
                RegisterMode::All,
                vec!["providers:a.B___C::", "stock-center"],
            ),
        ] {
            let app = AppInfo {
                register_mode: mode,
                ..AppInfo::new("stock-center")
            };
            let plan = plan(std::slice::from_ref(&described), &app).unwrap();
            let found: Vec<&str> = plan.targets.iter().map(|t| t.name.as_str()).collect();
            assert_eq!(found, expected);
            let texts: Vec<&str> = plan
                .texts
                .iter()
                .map(|(key, _)| key.data_id.as_str())
                .collect();
            let mapped: Vec<&str> = plan
                .mappings
                .iter()
                .map(|key| key.data_id.as_str())
                .collect();
            if mode.instance() {
                assert_eq!(texts, ["a.B___C:::provider:stock-center"]);
                assert_eq!(mapped, ["a.B___C"]);
            } else {
                assert!(texts.is_empty() && mapped.is_empty());
            }
        }
    }

    #[test]
    fn remote_metadata_is_written_under_its_revision() {
        let app = AppInfo {
            register_mode: RegisterMode::Instance,
            metadata: MetadataStorage::Remote,
            ..AppInfo::new("stock-center")
        };
        let plan = plan(&[entry("a.B", 1)], &app).unwrap();
        let (key, text) = &plan.texts[0];
        assert_eq!(
            (key.data_id.as_str(), &key.group),
            ("stock-center", &plan.infos[0].revision)
        );
        let written: MetadataInfo = serde_json::from_str(text).unwrap();
        assert_eq!(written, *plan.infos[0]);
        assert_eq!(
            plan.targets[0].instances[0].metadata["dubbo.metadata.storage-type"],
            "remote"
        );
    }
}
