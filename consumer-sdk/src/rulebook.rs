//! Rules that a program keeps itself, rather than a registry.

use std::collections::BTreeMap;
use std::sync::Arc;

use dubbo_rpc::Url;
use tokio::sync::watch;

use crate::route::{Request, RuleNames, RuleTexts, Rules};

/// Texts of rules by the names Java keeps them under in Nacos' group `dubbo`, such as `mall.condition-router`. Clones share
/// them; every reference of the consumer they are given to follows each change at once.
///
/// ```
/// use consumer_sdk::{Consumer, Rulebook};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let rules = Rulebook::default();
/// rules.set("mall.condition-router", "conditions: ['method=reserve => host=10.0.0.*']");
/// let consumer = Consumer::builder("mall", "10.0.0.1:20880").rules(rules).build()?;
/// # Ok::<(), consumer_sdk::Error>(())
/// # }).unwrap();
/// ```
#[derive(Debug, Clone)]
pub struct Rulebook {
    texts: Arc<watch::Sender<RuleTexts>>,
}

impl Default for Rulebook {
    fn default() -> Self {
        Self {
            texts: Arc::new(watch::Sender::new(RuleTexts::new())),
        }
    }
}

impl Rulebook {
    /// Sets the text of a rule.
    pub fn set(&self, name: impl Into<String>, text: impl Into<String>) {
        let (name, text) = (name.into(), text.into());
        self.texts
            .send_modify(|texts| drop(texts.insert(name, text)));
    }

    /// Takes a rule away.
    pub fn remove(&self, name: &str) {
        self.texts.send_modify(|texts| drop(texts.remove(name)));
    }

    /// Which of its providers a call could go to under these rules, as indices: what a reference would do, without one.
    /// `draw(n)` answers a number below `n`, for rules that divide traffic. Rules that cannot be read count as none.
    #[must_use]
    pub fn chosen(&self, trial: &Trial, draw: &mut dyn FnMut(u64) -> u64) -> Vec<usize> {
        let first = trial.providers.first();
        let application = first.and_then(|url| url.param("remote.application"));
        let rules = self.rules(&trial.consumer, application);
        let urls: Vec<&Url> = trial.providers.iter().collect();
        let attachment = |key: &str| trial.attachments.get(key).map(String::as_str);
        let request = Request {
            consumer: &trial.consumer,
            method: &trial.method,
            attachment: &attachment,
            argument: &|index| trial.arguments.get(index).cloned(),
        };
        rules.routers.route_urls(&urls, &request, draw)
    }

    /// A URL, a consumer's own or a provider's with the consumer's parameters over it, as the override rules change it for a
    /// consumer at `host`.
    #[must_use]
    pub fn overridden(&self, url: Url, host: &str) -> Url {
        let consumer = Url::new("consumer", host, 0, &url.path);
        let consumer = Url {
            params: url.params.clone(),
            ..consumer
        };
        self.rules(&consumer, None).overridden(url)
    }

    fn rules(&self, consumer: &Url, provider_application: Option<&str>) -> Rules {
        let names = RuleNames::new(consumer, provider_application.map(str::to_owned));
        Rules::new(&consumer.host).updated(&names, &self.texts.borrow())
    }

    pub(crate) fn follow(&self) -> watch::Receiver<RuleTexts> {
        self.texts.subscribe()
    }
}

/// A call that is only thought of, to see what rules would do with it.
#[derive(Debug, Clone, Default)]
pub struct Trial {
    /// The consumer's URL, with its `application` and `interface`.
    pub consumer: Url,
    /// The providers' URLs.
    pub providers: Vec<Url>,
    /// The method.
    pub method: String,
    /// Texts of the arguments.
    pub arguments: Vec<String>,
    /// Attachments.
    pub attachments: BTreeMap<String, String>,
}
