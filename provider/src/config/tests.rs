use super::*;

fn load(text: &str, env: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let env = env.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Config::load(Some(file.path()), env)
}

#[test]
fn every_setting_is_documented_and_every_documented_setting_exists() {
    let table = toml::Table::try_from(Config::default()).unwrap();
    let mut keys: Vec<String> = table
        .iter()
        .flat_map(|(section, fields)| {
            fields
                .as_table()
                .unwrap()
                .keys()
                .map(move |name| format!("{section}.{name}"))
        })
        .collect();
    let mut documented: Vec<String> = SETTINGS.iter().map(|s| s.key.to_owned()).collect();
    keys.sort();
    documented.sort();
    assert_eq!(keys, documented);
}

#[test]
fn environment_wins_over_file_and_file_over_default() {
    let config = load(
        "[protocol]\nport = 1\nhost = \"0.0.0.0\"\n",
        &[
            ("STOCK_PROTOCOL__PORT", "2"),
            ("STOCK_REGISTRY__LEGACY_NAMES", "true"),
            ("PATH", "x"),
        ],
    )
    .unwrap();
    assert_eq!(config.protocol.port, 2);
    assert_eq!(config.protocol.host, "0.0.0.0");
    assert!(config.registry.legacy_names);
    assert_eq!(config.admin.port, 22_222);
}

#[test]
fn an_unknown_key_names_the_nearest() {
    let error = load("[protocol]\nprot = 1\n", &[]).unwrap_err().to_string();
    assert!(
        error.contains("protocol.prot") && error.contains("`protocol.port`"),
        "{error}"
    );
    let error = load("", &[("STOCK_LANE__BATCH_MX", "2")])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("`lane.batch_max`") && error.contains("STOCK_LANE__BATCH_MX"),
        "{error}"
    );
}

#[test]
fn wrong_values_are_refused_with_limit_and_way_out() {
    for (text, part) in [
        ("[lane]\nbatch_max = 0\n", "1 to 4096"),
        (
            "[database]\nurl = \"postgres://u:canary@h/d\"\n",
            "mysql://user:password@host:port/database",
        ),
        (
            "[registry]\naddress = \"zookeeper://h\"\n",
            "nacos://host:port",
        ),
        ("[protocol]\nport = 70000\n", "u16"),
        ("[protocol]\ntls_key_file = \"x\"\n", "set both"),
        (
            "[protocol]\ntls_only = true\n",
            "set protocol.tls_certificates_file",
        ),
        ("[protocol\n", "TOML"),
    ] {
        let error = load(text, &[]).unwrap_err().to_string();
        assert!(error.contains(part), "{text}: {error}");
        assert!(!error.contains("canary"), "{error}");
    }
}

#[test]
fn a_secret_file_gives_the_address() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "mysql://u:p@h/d\n").unwrap();
    let path = file.path().to_str().unwrap();
    let config = load("", &[("STOCK_DATABASE__URL_FILE", path)]).unwrap();
    assert_eq!(config.database_url().expose(), "mysql://u:p@h/d");
    assert!(!toml::to_string(&config).unwrap().contains(":p@"));
}

#[test]
fn the_address_of_redis_is_a_secret_and_is_checked() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "redis://u:canary@h:1/2\n").unwrap();
    let file = secret.path().display();
    let config = load(&format!("[cache]\nurl_file = \"{file}\"\n"), &[]).unwrap();
    let options = config.cache().unwrap().unwrap();
    assert_eq!(options.address.database, 2);
    let shown = format!("{options:?} {}", toml::to_string(&config).unwrap());
    assert!(!shown.contains("canary"), "{shown}");
    assert!(load("", &[]).unwrap().cache().unwrap().is_none());
    let wrong = |text: &str| load(text, &[]).unwrap_err().to_string();
    let told = wrong("[cache]\nurl = \"http://u:canary@h\"\n");
    assert!(
        told.contains("cache.url") && !told.contains("canary"),
        "{told}"
    );
    for (key, low, high) in [("age_ms", 100, 60_000), ("timeout_ms", 1, 5_000)] {
        let with = |value: i64| load(&format!("[cache]\n{key} = {value}\n"), &[]);
        assert!(with(low).is_ok() && with(high).is_ok());
        assert!(with(low - 1).is_err() && with(high + 1).is_err(), "{key}");
    }
}
