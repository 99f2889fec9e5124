//! Which level is asked, and which is used.

use super::*;

fn provider(protocol: &str, host: &str, application: &str) -> ProviderAddress {
    let mut provider = ProviderAddress::dubbo(ServiceKey::new("a.B"), host, 1);
    provider.protocol = protocol.to_owned();
    let application = ("application".to_owned(), application.to_owned());
    provider.parameters.extend([application]);
    provider
}

/// A registry with both levels, a rule, and what is followed.
struct World {
    interface: watch::Sender<List>,
    applications: watch::Sender<List>,
    rule: watch::Sender<ConfigState>,
    addresses: Addresses,
    rest: watch::Receiver<Rest>,
}

impl World {
    fn new(own: Migration, rule: ConfigState) -> Self {
        let (interface, of_interface) = watch::channel(None);
        let (applications, of_applications) = watch::channel(None);
        let (rule, of_rule) = watch::channel(rule);
        let (sender, addresses) = watch::channel::<List>(None);
        let (rest_sender, rest) = watch::channel(Rest::default());
        let merger = Merger {
            levels: Levels {
                key: ServiceKey::new("a.B").with_version("1"),
                application: "mall".to_owned(),
                provided_by: BTreeSet::new(),
                own,
                protocol: None,
            },
            subscribe: Box::new(move |level| {
                Ok(match level {
                    Level::Interface => of_interface.clone(),
                    Level::Application => of_applications.clone(),
                })
            }),
            interface: None,
            application: None,
            rule: of_rule,
            said: String::new(),
            sender,
            rest: rest_sender,
        };
        tokio::spawn(merger.run());
        Self {
            interface,
            applications,
            rule,
            addresses,
            rest,
        }
    }

    fn say(&self, text: &str) {
        self.rule.send_replace(ConfigState::Present(text.into()));
    }

    /// Protocols and hosts of the next list.
    async fn hosts(&mut self) -> Vec<(String, String)> {
        self.addresses.changed().await.unwrap();
        let list = self.addresses.borrow_and_update().clone().unwrap();
        list.into_iter()
            .map(|one| (one.protocol, one.host))
            .collect()
    }

    /// Waits until so many follow the interface and the applications; one receiver of each is kept to be cloned.
    async fn until_followed(&self, interface: usize, applications: usize) {
        let wanted = (interface + 1, applications + 1);
        let count = || {
            (
                self.interface.receiver_count(),
                self.applications.receiver_count(),
            )
        };
        let seen = tokio::time::timeout(LEVEL_WAIT, async {
            while count() != wanted {
                tokio::task::yield_now().await;
            }
        });
        assert!(seen.await.is_ok(), "{:?} instead of {wanted:?}", count());
    }
}

fn is(protocol: &str, host: &str) -> (String, String) {
    (protocol.to_owned(), host.to_owned())
}

#[tokio::test]
async fn the_level_in_use_follows_the_rule() {
    let mut world = World::new(Migration::default(), ConfigState::Unknown);
    // Neither the rule nor the other level is known, and both are not waited for any longer.
    let both = vec![
        provider("dubbo", "old", "stock"),
        provider("tri", "old", "stock"),
        provider("rmi", "x", "s"),
    ];
    world.interface.send_replace(Some(both));
    let before = Instant::now();
    assert_eq!(world.hosts().await, [is("dubbo", "old")]);
    assert!(before.elapsed() >= LEVEL_WAIT);
    let new = provider("tri", "new", "stock");
    world.applications.send_replace(Some(vec![new]));
    assert_eq!(world.hosts().await, [is("tri", "new")]);
    world.say("applications: [{serviceKey: stock, step: FORCE_INTERFACE}]");
    assert_eq!(world.hosts().await, [is("dubbo", "old")]);
    world.say("interfaces: [{serviceKey: 'a.B:1', step: FORCE_APPLICATION}]");
    assert_eq!(world.hosts().await, [is("tri", "new")]);
    world.say("step: FORCE_INTERFACE");
    assert_eq!(world.hosts().await, [is("dubbo", "old")]);
    world.say("step: nonsense");
    assert_eq!(world.hosts().await, [is("tri", "new")]);
    world.say("proportion: 80");
    let is_shared = |rest: &Rest| rest.percent == 20 && rest.list[0].host == "old";
    let shared = tokio::time::timeout(LEVEL_WAIT, world.rest.wait_for(is_shared));
    assert!(shared.await.is_ok());
}

#[test]
fn a_consumer_names_applications_with_commas() {
    let names = |text: &str| {
        let mut consumer = Url::default();
        let value = ("provided-by".to_owned(), text.to_owned());
        consumer.params.extend([value]);
        Vec::from_iter(provided_by(&consumer))
    };
    assert_eq!(names(" stock, ,other,stock"), ["other", "stock"]);
    assert!(names(" ").is_empty() && provided_by(&Url::default()).is_empty());
}

#[tokio::test]
async fn a_level_that_is_forbidden_is_not_asked() {
    let own = |step| Migration {
        step,
        ..Migration::default()
    };
    let world = World::new(own(Step::ForceInterface), ConfigState::Unknown);
    world.until_followed(0, 0).await;
    world.rule.send_replace(ConfigState::Absent);
    world.until_followed(1, 0).await;
    world.say("step: FORCE_APPLICATION");
    world.until_followed(0, 1).await;
    world.say("step: APPLICATION_FIRST");
    world.until_followed(1, 1).await;
    world.say("step: FORCE_INTERFACE");
    world.until_followed(1, 0).await;
    // Whether it is meant for the providers' application is known by asking for them.
    world
        .say("step: FORCE_INTERFACE\napplications: [{serviceKey: stock, step: FORCE_APPLICATION}]");
    world.until_followed(1, 1).await;
    let other = World::new(own(Step::ForceApplication), ConfigState::Absent);
    other.until_followed(0, 1).await;
}
