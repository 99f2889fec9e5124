//! Which of two lists of providers a consumer uses: that of the interface, or that of the applications.
//!
//! Upstream: `org.apache.dubbo.registry.client.migration.model.MigrationRule`, `DefaultMigrationAddressComparator`,
//! `MigrationInvoker`.

use dubbo_registry::{ProviderAddress, read_yaml};
use dubbo_rpc::Url;
use serde_json::{Map, Value};

/// Which list is used (Java: `MigrationStep`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Step {
    /// Only that of the interface.
    ForceInterface,
    /// That of the applications where there are enough of them, else that of the interface.
    #[default]
    ApplicationFirst,
    /// Only that of the applications.
    ForceApplication,
}

impl Step {
    fn read(text: &str) -> Result<Self, String> {
        match text.trim() {
            "FORCE_INTERFACE" => Ok(Self::ForceInterface),
            "APPLICATION_FIRST" => Ok(Self::ApplicationFirst),
            "FORCE_APPLICATION" => Ok(Self::ForceApplication),
            other => Err(format!(
                "step `{other}` is none of FORCE_INTERFACE, APPLICATION_FIRST and FORCE_APPLICATION"
            )),
        }
    }
}

/// What holds for one service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Migration {
    pub(crate) step: Step,
    /// Providers of the applications per provider of the interface from which on the former are enough (Java's default: 0).
    pub(crate) threshold: f64,
    /// Of a hundred calls so many go to the applications' list where it is the one in use, the others to the interface's.
    pub(crate) proportion: i32,
}

impl Default for Migration {
    fn default() -> Self {
        Self {
            step: Step::default(),
            threshold: 0.0,
            proportion: ALL,
        }
    }
}

/// All calls, in percent.
const ALL: i32 = 100;

impl Migration {
    /// What a consumer's own parameters say (`migration.step`, `migration.threshold`, and `migration.promotion` for what a rule
    /// calls `proportion`).
    ///
    /// # Errors
    /// What is wrong with them.
    pub(crate) fn of_url(consumer: &Url) -> Result<Self, String> {
        let mut migration = Self::default();
        if let Some(step) = consumer.param("migration.step") {
            migration.step = Step::read(step)?;
        }
        if let Some(threshold) = consumer.param("migration.threshold") {
            migration.threshold = number(threshold)?;
        }
        if let Some(proportion) = consumer.param("migration.promotion") {
            migration.proportion = percent(proportion)?;
        }
        Ok(migration)
    }

    /// The same where a rule changes it: what the rule says of the service, of one of its applications, or of all.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub(crate) fn ruled(
        mut self,
        text: &str,
        service: &str,
        applications: &[&str],
    ) -> Result<Self, String> {
        let documents = read_yaml(text).map_err(|error| error.to_string())?;
        let Some(rule) = documents.first() else {
            return Ok(self);
        };
        let rule = rule
            .as_object()
            .ok_or("the rule is no mapping of keys to values")?;
        let keyed = |list: &str, keys: &[&str]| {
            let rules = rule
                .get(list)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            rules
                .filter_map(Value::as_object)
                .find(|one| {
                    let key = one.get("serviceKey").and_then(Value::as_str);
                    key.is_some_and(|key| keys.contains(&key))
                })
                .cloned()
        };
        let particular =
            keyed("interfaces", &[service]).or_else(|| keyed("applications", applications));
        for part in [Some(rule), particular.as_ref()].into_iter().flatten() {
            self.take(part)?;
        }
        Ok(self)
    }

    fn take(&mut self, part: &Map<String, Value>) -> Result<(), String> {
        match part.get("step") {
            None | Some(Value::Null) => {}
            Some(Value::String(step)) => self.step = Step::read(step)?,
            Some(other) => return Err(format!("step `{other}` is no text")),
        }
        match part.get("threshold") {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => self.threshold = number(text)?,
            Some(other) => self.threshold = number(&other.to_string())?,
        }
        match part.get("proportion") {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => self.proportion = percent(text)?,
            Some(other) => self.proportion = percent(&other.to_string())?,
        }
        Ok(())
    }

    /// The list to be used; `None` while what has to be known is not. `late` says that the slower level is not waited for any more.
    pub(crate) fn choose<'a>(
        &self,
        interface: Option<&'a Vec<ProviderAddress>>,
        application: Option<&'a Vec<ProviderAddress>>,
        late: bool,
    ) -> Option<&'a Vec<ProviderAddress>> {
        match self.step {
            Step::ForceInterface => interface,
            Step::ForceApplication => application,
            Step::ApplicationFirst => match (interface, application) {
                (Some(old), Some(new)) => Some(if self.are_enough(new.len(), old.len()) {
                    new
                } else {
                    old
                }),
                (None, Some(new)) if late && !new.is_empty() => Some(new),
                (Some(old), None) if late && !old.is_empty() => Some(old),
                _ => None,
            },
        }
    }

    /// The share of the calls, in percent, that goes to the interface's list although the applications' is in use; 0 for none, and
    /// where the former has nobody: upstream's calls then fail.
    pub(crate) fn rest_percent(
        &self,
        interface: Option<&Vec<ProviderAddress>>,
        application: Option<&Vec<ProviderAddress>>,
    ) -> u8 {
        let (Step::ApplicationFirst, Some(old), Some(new)) = (self.step, interface, application)
        else {
            return 0;
        };
        if old.is_empty() || !self.are_enough(new.len(), old.len()) {
            return 0;
        }
        u8::try_from(ALL - self.proportion.clamp(0, ALL)).unwrap_or(0)
    }

    fn are_enough(&self, new: usize, old: usize) -> bool {
        if new == 0 || old == 0 {
            return new > 0;
        }
        let (new, old) = (u32::try_from(new), u32::try_from(old));
        let count = |count: Result<u32, _>| f64::from(count.unwrap_or(u32::MAX));
        count(new) / count(old) >= self.threshold
    }
}

/// Whether a rule says anything of single applications, so that their names have to be known.
pub(crate) fn has_applications(text: &str) -> bool {
    read_yaml(text).is_ok_and(|documents| {
        let first = documents.first();
        first.is_some_and(|rule| rule.get("applications").is_some_and(Value::is_array))
    })
}

fn percent(text: &str) -> Result<i32, String> {
    let percent = text.trim().parse();
    percent.map_err(|_| format!("proportion `{text}` is no whole number, as 100 is"))
}

fn number(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.trim().parse().ok();
    number
        .filter(|number| number.is_finite() && *number >= 0.0)
        .ok_or_else(|| format!("threshold `{text}` is no number from 0 on"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dubbo_registry::ServiceKey;

    fn list(count: u16) -> Vec<ProviderAddress> {
        let key = ServiceKey::new("a.B");
        let at = |port| ProviderAddress::dubbo(key.clone(), "10.0.0.1", port);
        (1..=count).map(at).collect()
    }

    #[test]
    fn lists_are_chosen_as_java_does() {
        let migration = |step, threshold| Migration {
            step,
            threshold,
            ..Migration::default()
        };
        let first = Step::ApplicationFirst;
        for (of, interface, application, late, chosen) in [
            (migration(first, 0.0), Some(2), Some(1), false, Some(1)),
            (migration(first, 0.5), Some(2), Some(1), false, Some(1)),
            (migration(first, 0.6), Some(2), Some(1), false, Some(2)),
            (migration(first, 1.0), Some(0), Some(1), false, Some(1)),
            (migration(first, 0.0), Some(2), Some(0), false, Some(2)),
            (migration(first, 0.0), Some(0), Some(0), false, Some(0)),
            (migration(first, 0.0), Some(2), None, false, None),
            (migration(first, 0.0), Some(2), None, true, Some(2)),
            (migration(first, 0.0), None, Some(3), false, None),
            (migration(first, 0.0), None, Some(3), true, Some(3)),
            (migration(first, 0.0), Some(0), None, true, None),
            (
                migration(Step::ForceInterface, 0.0),
                Some(2),
                Some(3),
                false,
                Some(2),
            ),
            (
                migration(Step::ForceInterface, 0.0),
                None,
                Some(3),
                true,
                None,
            ),
            (
                migration(Step::ForceApplication, 0.0),
                Some(2),
                Some(0),
                false,
                Some(0),
            ),
            (
                migration(Step::ForceApplication, 0.0),
                Some(2),
                None,
                true,
                None,
            ),
        ] {
            let (old, new) = (interface.map(list), application.map(list));
            let found = of.choose(old.as_ref(), new.as_ref(), late);
            assert_eq!(
                found.map(Vec::len),
                chosen,
                "{of:?} {interface:?} {application:?} {late}"
            );
        }
    }

    #[test]
    fn a_share_of_the_calls_goes_to_the_other_list_where_both_have_somebody() {
        let of = |text: &str, interface: Option<u16>, application: Option<u16>| {
            let migration = Migration::default().ruled(text, "a.B", &["stock"]).unwrap();
            let (old, new) = (interface.map(list), application.map(list));
            migration.rest_percent(old.as_ref(), new.as_ref())
        };
        assert_eq!(of("proportion: 70", Some(1), Some(1)), 30);
        assert_eq!(of("proportion: '0'", Some(1), Some(1)), 100);
        assert_eq!(of("proportion: -5", Some(1), Some(1)), 100);
        let particular = "proportion: 70\napplications: [{serviceKey: stock, proportion: 90}]";
        assert_eq!(of(particular, Some(1), Some(1)), 10);
        for (text, interface, application) in [
            ("proportion: 100", Some(1), Some(1)),
            ("proportion: 300", Some(1), Some(1)),
            ("proportion: 70", Some(0), Some(1)),
            ("proportion: 70", None, Some(1)),
            ("proportion: 70", Some(1), Some(0)),
            ("proportion: 70\nthreshold: 2", Some(1), Some(1)),
            ("proportion: 70\nstep: FORCE_APPLICATION", Some(1), Some(1)),
        ] {
            assert_eq!(of(text, interface, application), 0, "{text}");
        }
        let own: Url = "consumer://h/a.B?migration.promotion=60".parse().unwrap();
        assert_eq!(Migration::of_url(&own).unwrap().proportion, 60);
    }

    #[test]
    fn rules_are_read_from_the_particular_to_the_general() {
        let text = "key: mall\nstep: FORCE_INTERFACE\nthreshold: 0.5\n\
            interfaces:\n  - serviceKey: a.B:1.0\n    step: FORCE_APPLICATION\n\
            applications:\n  - {serviceKey: stock, step: APPLICATION_FIRST, threshold: '2'}\n";
        let of = |service, applications: &[&str]| {
            let own = Migration::default();
            let ruled = own.ruled(text, service, applications).unwrap();
            (ruled.step, ruled.threshold)
        };
        assert_eq!(of("a.B:1.0", &["stock"]), (Step::ForceApplication, 0.5));
        assert_eq!(
            of("a.C", &["other", "stock"]),
            (Step::ApplicationFirst, 2.0)
        );
        assert_eq!(of("a.C", &[]), (Step::ForceInterface, 0.5));
        let own: Url = "consumer://h/a.B?migration.step=FORCE_APPLICATION"
            .parse()
            .unwrap();
        let own = Migration::of_url(&own).unwrap();
        assert_eq!(own.ruled("", "a.B", &[]), Ok(own));
        for (bad, says) in [
            ("step: LATER", "`LATER`"),
            ("step: [a]", "no text"),
            ("threshold: -1", "`-1`"),
            ("proportion: 0.5", "`0.5`"),
            ("- a", "no mapping"),
            ("step: &a x", "anchor"),
        ] {
            let error = own.ruled(bad, "a.B", &[]).unwrap_err();
            assert!(error.contains(says), "{bad}: {error}");
        }
        let bad: Url = "consumer://h/a.B?migration.threshold=x".parse().unwrap();
        assert!(Migration::of_url(&bad).is_err());
    }
}
