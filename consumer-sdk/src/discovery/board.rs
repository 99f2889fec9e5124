//! Texts of rules: those in the registry, and over them those that the program keeps itself.

use std::collections::{BTreeMap, BTreeSet};

use dubbo_registry::{ConfigKey, ConfigState, RULES_GROUP, Registry};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::route::RuleTexts;

/// The texts one reference needs.
#[derive(Debug)]
pub(crate) struct Board {
    registry: Option<Registry>,
    own: watch::Receiver<RuleTexts>,
    own_lasts: bool,
    found: watch::Sender<BTreeMap<String, ConfigState>>,
    heard: watch::Receiver<BTreeMap<String, ConfigState>>,
    followed: BTreeMap<String, Followed>,
}

/// Ends with the name's last use; none for a name that no text can have.
#[derive(Debug)]
struct Followed(Option<JoinHandle<()>>);

impl Drop for Followed {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

impl Board {
    /// Texts of `registry`, where there is one, and `own` ones before them.
    pub(crate) fn new(registry: Option<Registry>, own: watch::Receiver<RuleTexts>) -> Self {
        let (found, heard) = watch::channel(BTreeMap::new());
        Self {
            registry,
            own,
            own_lasts: true,
            found,
            heard,
            followed: BTreeMap::new(),
        }
    }

    /// Follows these names from now on, and no others. Must be called within a tokio runtime.
    pub(crate) fn follow(&mut self, names: &BTreeSet<String>) {
        let Some(registry) = &self.registry else {
            return;
        };
        self.followed.retain(|name, _| names.contains(name));
        self.found.send_if_modified(|found| {
            found.retain(|name, _| names.contains(name));
            false
        });
        for name in names {
            if self.followed.contains_key(name) {
                continue;
            }
            let found = self.found.clone();
            match registry.watch_config(ConfigKey::new(name.as_str(), RULES_GROUP)) {
                Ok(mut text) => {
                    let kept = name.clone();
                    let task = tokio::spawn(async move {
                        loop {
                            let now = text.borrow_and_update().clone();
                            found.send_modify(|found| drop(found.insert(kept.clone(), now)));
                            if text.changed().await.is_err() {
                                return;
                            }
                        }
                    });
                    self.followed.insert(name.clone(), Followed(Some(task)));
                }
                Err(error) => {
                    tracing::warn!(rule = name, %error, "there can be no rule of this name in the registry");
                    self.followed.insert(name.clone(), Followed(None));
                    found.send_modify(|found| {
                        found.insert(name.clone(), ConfigState::Absent);
                    });
                }
            }
        }
    }

    /// Whether the registry has answered for every name that is followed.
    pub(crate) fn is_settled(&self) -> bool {
        let found = self.heard.borrow();
        let answered = |name: &String| {
            found
                .get(name)
                .is_some_and(|state| *state != ConfigState::Unknown)
        };
        self.followed.keys().all(answered)
    }

    /// All texts there are; those the program keeps stand in the place of the registry's.
    pub(crate) fn texts(&mut self) -> RuleTexts {
        let found = self.heard.borrow_and_update();
        let of_registry = found
            .iter()
            .filter_map(|(name, state)| Some((name.clone(), state.text()?.to_owned())));
        let mut texts: RuleTexts = of_registry.collect();
        texts.extend(self.own.borrow_and_update().clone());
        texts
    }

    /// Waits until a text has changed.
    pub(crate) async fn changed(&mut self) {
        loop {
            tokio::select! {
                changed = self.own.changed(), if self.own_lasts => match changed {
                    Ok(()) => return,
                    // Nobody is left who could change one.
                    Err(_) => self.own_lasts = false,
                },
                // Its sender is here.
                _ = self.heard.changed() => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dubbo_registry::FixedRegistry;

    #[tokio::test]
    async fn own_texts_stand_before_those_of_the_registry() {
        let fixed = FixedRegistry::new(Vec::new());
        fixed.set_config(
            &ConfigKey::new("a.condition-router", RULES_GROUP),
            Some("theirs"),
        );
        fixed.set_config(
            &ConfigKey::new("b.condition-router", RULES_GROUP),
            Some("b"),
        );
        let own = watch::Sender::new(RuleTexts::new());
        let mut board = Board::new(Some(Registry::Fixed(fixed.clone())), own.subscribe());
        let names = ["a.condition-router", "b.condition-router", "/ no name /"];
        board.follow(&names.map(str::to_owned).into());
        while !board.is_settled() {
            board.changed().await;
        }
        let text = |board: &mut Board, name: &str| board.texts().get(name).cloned();
        assert_eq!(
            text(&mut board, "a.condition-router").as_deref(),
            Some("theirs")
        );
        own.send_modify(|texts| drop(texts.insert("a.condition-router".into(), "ours".into())));
        board.changed().await;
        assert_eq!(
            text(&mut board, "a.condition-router").as_deref(),
            Some("ours")
        );
        assert_eq!(text(&mut board, "b.condition-router").as_deref(), Some("b"));
        fixed.set_config(&ConfigKey::new("b.condition-router", RULES_GROUP), None);
        board.changed().await;
        assert_eq!(text(&mut board, "b.condition-router"), None);
        // What is followed no longer is not there any more.
        drop(own);
        board.follow(&BTreeSet::new());
        assert_eq!(board.texts().len(), 1, "its own");
    }
}
