//! `when => then`: calls that match the left side go to providers that match the right one.
//!
//! Upstream: `ConditionStateRouter`, `MultiDestConditionRouter`, `ListenableStateRouter`, `ConditionRuleParser`. Of v3.1 3.3.6 reads
//! `from`, `to`, `match` and `weight`; `ratio`, `trafficDisable` and a `priority` of one condition mean nothing to it.
//!
//! Not as upstream: a consumer's own rule runs once. `ProviderAppStateRouter` runs it too where the provider's application has none,
//! which shifts the shares of v3.1's destinations where they overlap.

use dubbo_rpc::Url;
use serde_json::{Map, Value};

use super::terms::{Terms, is_then, is_when, terms};
use super::{Request, yaml};

/// Java's weight of a destination that names none, or none above 0.
const DESTINATION_WEIGHT: u64 = 100;

/// A rule for a service or an application.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ConditionRule {
    force: bool,
    enabled: bool,
    conditions: Conditions,
}

#[derive(Debug, Clone, PartialEq)]
enum Conditions {
    /// Up to v3.0.
    One(Vec<Condition>),
    /// v3.1.
    Several(Vec<Destinations>),
}

/// `when => then`.
#[derive(Debug, Clone, Default, PartialEq)]
struct Condition {
    when: Terms,
    /// `None` forbids the call.
    then: Option<Terms>,
}

/// `from` and `to` of v3.1.
#[derive(Debug, Clone, PartialEq)]
struct Destinations {
    from: Terms,
    to: Vec<(Terms, u64)>,
}

impl ConditionRule {
    /// Reads a rule.
    ///
    /// # Errors
    /// What is wrong with it; Java then keeps to the rule it had.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let map = yaml::read(text)?;
        let head = yaml::head(&map)?;
        let version = head.version.unwrap_or_default().to_lowercase();
        let conditions = if version.starts_with("v3.1") {
            Conditions::Several(several(&map)?)
        } else if version.as_str() > "v3.1" {
            return Err(format!(
                "configVersion `{version}` is not known, v3.1 and below are"
            ));
        } else {
            let lines = yaml::texts(&map, "conditions").unwrap_or_default();
            // Those of a rule that is switched off are not looked at: it switches the one before it off, whatever it says.
            let read = lines.iter().map(|line| match head.enabled {
                true => Condition::read(line),
                false => Ok(Condition::default()),
            });
            Conditions::One(read.collect::<Result<_, _>>()?)
        };
        let none = match &conditions {
            Conditions::One(conditions) => conditions.is_empty(),
            Conditions::Several(conditions) => conditions.is_empty(),
        };
        if none || !head.valid {
            return Err("the rule has no conditions, or says that it is not valid".to_owned());
        }
        Ok(Self {
            force: head.force,
            enabled: head.enabled,
            conditions,
        })
    }

    /// Which of `among`, indices into `urls`, the call may go to.
    pub(crate) fn route(
        &self,
        urls: &[&Url],
        mut among: Vec<usize>,
        request: &Request<'_>,
        draw: &mut dyn FnMut(u64) -> u64,
    ) -> Vec<usize> {
        if !self.enabled {
            return among;
        }
        match &self.conditions {
            Conditions::One(conditions) => {
                for condition in conditions {
                    among = condition.route(self.force, urls, among, request);
                }
            }
            Conditions::Several(conditions) => {
                for condition in conditions {
                    among = condition.route(self.force, urls, among, request, draw);
                }
            }
        }
        among
    }
}

impl Condition {
    fn read(line: &str) -> Result<Self, String> {
        if line.trim().is_empty() {
            return Err("a condition is empty".to_owned());
        }
        let line = line.replace("consumer.", "").replace("provider.", "");
        let (when, then) = match line.split_once("=>") {
            Some((when, then)) => (when.trim(), then.trim()),
            None => ("", line.trim()),
        };
        Ok(Self {
            when: if when == "true" {
                Terms::new()
            } else {
                terms(when)?
            },
            then: if then.is_empty() || then == "false" {
                None
            } else {
                Some(terms(then)?)
            },
        })
    }

    fn route(
        &self,
        force: bool,
        urls: &[&Url],
        among: Vec<usize>,
        request: &Request<'_>,
    ) -> Vec<usize> {
        if among.is_empty() || !is_when(&self.when, request) {
            return among;
        }
        let Some(then) = &self.then else {
            return Vec::new();
        };
        let left: Vec<usize> = among
            .iter()
            .copied()
            .filter(|index| !then.is_empty() && is_then(then, urls[*index], request.consumer))
            .collect();
        if left.is_empty() && !force {
            among
        } else {
            left
        }
    }
}

impl Destinations {
    fn route(
        &self,
        force: bool,
        urls: &[&Url],
        among: Vec<usize>,
        request: &Request<'_>,
        draw: &mut dyn FnMut(u64) -> u64,
    ) -> Vec<usize> {
        if among.is_empty() || !is_when(&self.from, request) {
            return among;
        }
        if self.to.is_empty() {
            return Vec::new();
        }
        let mut destinations = Vec::new();
        for (terms, weight) in &self.to {
            let left: Vec<usize> = among
                .iter()
                .copied()
                // No terms at all: every provider, here.
                .filter(|index| is_then(terms, urls[*index], request.consumer))
                .collect();
            if !left.is_empty() {
                destinations.push((left, *weight));
            }
        }
        match destinations.len() {
            0 if force => Vec::new(),
            0 => among,
            1 => destinations.remove(0).0,
            _ => {
                let total: u64 = destinations.iter().map(|(_, weight)| weight).sum();
                let mut drawn = draw(total);
                for (left, weight) in destinations {
                    // As Java: the number drawn may use a weight up.
                    if drawn <= weight {
                        return left;
                    }
                    drawn -= weight;
                }
                Vec::new()
            }
        }
    }
}

fn several(map: &Map<String, Value>) -> Result<Vec<Destinations>, String> {
    let empty = Map::new();
    let mut all = Vec::new();
    for condition in yaml::maps(map, "conditions").unwrap_or_default() {
        let from = match condition.get("from") {
            None => &empty,
            Some(from) => from.as_object().ok_or("`from` is no mapping")?,
        };
        let from = yaml::text(from.get("match")).unwrap_or_default();
        let mut to = Vec::new();
        for destination in yaml::maps(condition, "to").unwrap_or_default() {
            let then = yaml::text(destination.get("match")).unwrap_or_default();
            let weight = match yaml::text(destination.get("weight")) {
                None => DESTINATION_WEIGHT,
                Some(text) => match text.parse::<i32>() {
                    Ok(weight) => u64::try_from(weight)
                        .ok()
                        .filter(|weight| *weight > 0)
                        .unwrap_or(DESTINATION_WEIGHT),
                    Err(_) => return Err(format!("weight `{text}` is no number")),
                },
            };
            to.push((
                if then == "false" {
                    Terms::new()
                } else {
                    terms(&then)?
                },
                weight,
            ));
        }
        all.push(Destinations {
            from: if from == "true" {
                Terms::new()
            } else {
                terms(&from)?
            },
            to,
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls() -> Vec<Url> {
        [
            "dubbo://10.0.0.1:20880/a.B?region=hz&weight=10",
            "dubbo://10.0.0.2:20880/a.B?region=bj&weight=200",
            "dubbo://10.0.0.3:20881/a.B?application=stock",
        ]
        .map(|text| text.parse().unwrap())
        .to_vec()
    }

    fn route(rule: &str) -> Vec<usize> {
        let urls = urls();
        let urls: Vec<&Url> = urls.iter().collect();
        let consumer: Url = "consumer://10.9.0.1/a.B?application=mall&region=hz"
            .parse()
            .unwrap();
        let request = Request {
            consumer: &consumer,
            method: "reserve",
            attachment: &|key| (key == "vip").then_some("yes"),
            argument: &|index| (index == 0).then(|| "O-1".to_owned()),
        };
        let rule = ConditionRule::read(rule).unwrap();
        rule.route(&urls, vec![0, 1, 2], &request, &mut |_| 0)
    }

    #[test]
    fn conditions_choose_providers() {
        for (condition, forced, expected) in [
            ("=> region=hz", false, &[0][..]),
            ("=> region=nowhere", false, &[0, 1, 2]),
            ("=> region=nowhere", true, &[]),
            ("=> region=$region", false, &[0]),
            ("=> region!=hz", false, &[1]),
            ("=> host=10.0.0.*", false, &[0, 1, 2]),
            ("=> address=10.0.0.3:20881", false, &[2]),
            ("=> weight=~100", false, &[0]),
            ("=> port=20880 & region=hz,bj", false, &[0, 1]),
            ("method=reserve =>", false, &[]),
            ("method=reserve => false", false, &[]),
            ("method=cancel =>", false, &[0, 1, 2]),
            ("method=res* & application=mall => region=bj", false, &[1]),
            ("arguments[0]=O-1 => region=bj", false, &[1]),
            ("arguments[1]=O-1 => region=bj", false, &[0, 1, 2]),
            ("attachments[vip]=yes => region=bj", false, &[1]),
            ("attachments[none]!=yes => region=bj", false, &[0, 1, 2]),
            (
                "consumer.application=mall => provider.region=bj",
                false,
                &[1],
            ),
            ("host!=10.9.0.1 => region=bj", false, &[0, 1, 2]),
            ("region=hz", false, &[0]),
            ("true => region=hz", false, &[0]),
        ] {
            let rule = format!("force: {forced}\nconditions:\n  - '{condition}'\n");
            assert_eq!(route(&rule), expected, "{condition} forced {forced}");
        }
    }

    #[test]
    fn several_destinations() {
        let rule = |to: &str| {
            format!(
                "configVersion: v3.1\nconditions:\n  - from: {{match: 'method=reserve'}}\n    to: {to}\n"
            )
        };
        assert_eq!(route(&rule("[{match: region=hz, weight: 10}]")), [0]);
        assert_eq!(
            route(&rule("[{match: region=none}, {match: region=bj}]")),
            [1]
        );
        assert_eq!(
            route(&rule("[{match: region=hz}, {match: region=bj}]")),
            [0]
        );
        assert_eq!(route(&rule("[]")), [] as [usize; 0]);
        assert_eq!(route(&rule("[{match: region=none}]")), [0, 1, 2]);
        assert_eq!(route(&rule("[{weight: 1}]")), [0, 1, 2]);
    }

    #[test]
    fn conditions_run_one_after_the_other_and_can_be_switched_off() {
        assert_eq!(
            route("conditions: ['=> host=10.0.0.1,10.0.0.2', '=> region=bj']"),
            [1]
        );
        assert_eq!(
            route("enabled: false\nconditions: ['=> region=bj']"),
            [0, 1, 2]
        );
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (rule, says) in [
            ("conditions: []", "no conditions"),
            ("valid: false\nconditions: ['=> a=b']", "not valid"),
            ("configVersion: v3.2\nconditions: ['=> a=b']", "v3.2"),
            ("conditions: ['=b => a=b']", "out of place"),
            ("conditions: ['a=!b => c=d']", "out of place"),
            ("conditions: ['a,b => c=d']", "out of place"),
            (
                "configVersion: v3.1\nconditions: [{to: [{weight: x}]}]",
                "`x`",
            ),
        ] {
            let error = ConditionRule::read(rule).unwrap_err();
            assert!(error.contains(says), "{rule}: {error}");
        }
    }
}
