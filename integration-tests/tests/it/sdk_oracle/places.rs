//! Consumers and providers, as URLs, and calls.

use consumer_sdk::{Trial, Url};

use super::dice::Dice;

pub(super) const INTERFACE: &str = "a.B";
pub(super) const HOSTS: &[&str] = &[
    "10.0.0.1",
    "10.0.0.2",
    "10.0.0.13",
    "10.0.1.1",
    "10.1.0.1",
    "192.168.3.4",
];
pub(super) const PORTS: &[&str] = &["20880", "20881", "50051"];
pub(super) const REGIONS: &[&str] = &["hz", "bj", "hzx", "sh"];
pub(super) const LEVELS: &[&str] = &["1", "5", "10", "99", "x", "-3"];
pub(super) const METHODS: &[&str] = &["reserve", "release", "query"];
pub(super) const CONSUMER_HOSTS: &[&str] = &["10.9.0.1", "10.9.0.2"];

/// A URL with its parameters as they are: upstream decodes them only where all of a URL is encoded.
pub(super) fn raw(url: &Url) -> String {
    let parameters = url
        .params
        .iter()
        .map(|(key, value)| format!("{key}={value}"));
    let parameters: Vec<String> = parameters.collect();
    let (protocol, path) = (&url.protocol, &url.path);
    let place = match url.port {
        0 => url.host.clone(),
        _ => url.address(),
    };
    format!("{protocol}://{place}/{path}?{}", parameters.join("&"))
}

/// What both sides may say of themselves.
fn describe(url: &mut Url, dice: &mut Dice) {
    let say = |url: &mut Url, key: &str, value: &str| {
        url.params.insert(key.to_owned(), value.to_owned());
    };
    for (key, values) in [
        ("region", REGIONS),
        ("level", LEVELS),
        ("env", &["gray", "prod", ""][..]),
        ("weight", &["10", "100", "200"]),
        ("timeout", &["500", "1000"]),
    ] {
        if !dice.once_in(3) {
            say(url, key, dice.one_of(values));
        }
    }
}

pub(super) fn consumer(dice: &mut Dice) -> Url {
    let mut url = Url::new("consumer", dice.one_of(CONSUMER_HOSTS), 0, INTERFACE);
    describe(&mut url, dice);
    for (key, value) in [
        ("application", "mall"),
        ("interface", INTERFACE),
        ("side", "consumer"),
    ] {
        url.params.insert(key.to_owned(), value.to_owned());
    }
    if dice.once_in(4) {
        url.params.insert("version".to_owned(), "1.0".to_owned());
    }
    if dice.once_in(6) {
        url.params.insert("group".to_owned(), "g".to_owned());
    }
    url
}

/// A provider as a consumer sees it: with the consumer's name beside its own.
pub(super) fn provider(consumer: &Url, dice: &mut Dice) -> Url {
    let port = dice.one_of(PORTS).parse().unwrap();
    let protocol = dice.one_of(&["dubbo", "dubbo", "tri"]);
    let mut url = Url::new(protocol, dice.one_of(HOSTS), port, INTERFACE);
    describe(&mut url, dice);
    for key in ["application", "interface", "side", "version", "group"] {
        if let Some(value) = consumer.param(key) {
            url.params.insert(key.to_owned(), value.to_owned());
        }
    }
    url.params
        .insert("remote.application".to_owned(), "stock".to_owned());
    url
}

/// A call of a consumer that knows providers; never two at one place.
pub(super) fn trial(dice: &mut Dice) -> Trial {
    let consumer = consumer(dice);
    let mut providers: Vec<Url> = Vec::new();
    for one in dice.some(1, 7, |dice| provider(&consumer, dice)) {
        if providers
            .iter()
            .all(|known| known.address() != one.address())
        {
            providers.push(one);
        }
    }
    let mut trial = Trial {
        consumer,
        providers,
        method: dice.one_of(METHODS).to_owned(),
        arguments: dice.some(0, 3, |dice| {
            dice.one_of(&["O-1", "O-2", "7", "150", "", "null", "a b"])
                .to_owned()
        }),
        ..Trial::default()
    };
    for (key, values) in [
        ("vip", &["yes", "no", "7", ""][..]),
        ("user", &["u1", "u2"]),
    ] {
        if dice.once_in(2) {
            let value = dice.one_of(values).to_owned();
            trial.attachments.insert(key.to_owned(), value);
        }
    }
    trial
}
