//! Every setting: its key, what it does, its unit and default. One table for the check of unknown keys, the documentation and `stock-center config`.

/// One documented setting.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Key in the TOML file, `section.name`.
    pub key: &'static str,
    /// What it does, with unit and default.
    pub doc: &'static str,
}

const fn setting(key: &'static str, doc: &'static str) -> Setting {
    Setting { key, doc }
}

/// All settings, in the order of the documentation.
pub const SETTINGS: &[Setting] = &[
    setting(
        "application.name",
        "name under which the provider appears in the registry (default stock-center)",
    ),
    setting(
        "protocol.host",
        "address the Dubbo port binds to (default 127.0.0.1; 0.0.0.0 for all)",
    ),
    setting(
        "protocol.port",
        "Dubbo port (default 20880; 0 takes a free one)",
    ),
    setting(
        "protocol.advertised_host",
        "address consumers are told in the registry, where it is another than the bound one: NAT, containers (default: the bound address; where host is 0.0.0.0, the one from which the registry is reached); DUBBO_IP_TO_REGISTRY sets it, too",
    ),
    setting(
        "protocol.advertised_port",
        "port consumers are told in the registry (default: the bound port); DUBBO_PORT_TO_REGISTRY sets it, too",
    ),
    setting(
        "protocol.payload_bytes",
        "largest Dubbo body in bytes, both ways (default 8388608)",
    ),
    setting(
        "protocol.connections_max",
        "most open connections (default 10000)",
    ),
    setting(
        "protocol.in_flight_per_connection_max",
        "most calls running for one connection (default 20000)",
    ),
    setting(
        "protocol.in_flight_max",
        "most calls running in all; more are refused as overload (default 50000)",
    ),
    setting(
        "protocol.text_zone",
        "zone of dates that generic calls send as text without one: Asia/Shanghai, UTC or an offset such as +08:00 (default Asia/Shanghai)",
    ),
    setting(
        "protocol.triple_exceptions",
        "how exceptions reach Triple callers: status (gRPC status; every caller) or thrown (the exception itself; Java callers from 3.2 on) (default status)",
    ),
    setting(
        "protocol.tls_certificates_file",
        "PEM file of the server's certificates, its own first: the Dubbo port then speaks TLS, too, whatever protocol is inside; read again when it changes (default none)",
    ),
    setting(
        "protocol.tls_key_file",
        "PEM file of the private key of the first certificate (default none)",
    ),
    setting(
        "protocol.tls_client_authorities_file",
        "PEM file of the certificates of who may vouch for callers: every caller with TLS must then show one (default none)",
    ),
    setting(
        "protocol.tls_only",
        "refuse callers without TLS, and tell consumers so in the registry (default false)",
    ),
    setting(
        "registry.address",
        "nacos://[user:password@]host:port[,host:port][?namespace=ID&group=NAME]; empty: not registered (default empty)",
    ),
    setting(
        "registry.user",
        "user to log in to the registry as, with password_file; or both in the address (default none)",
    ),
    setting(
        "registry.password_file",
        "file that holds the registry's password, for secrets mounted as files",
    ),
    setting(
        "registry.legacy_names",
        "also register the names that Dubbo 2.6 consumers look for (default false)",
    ),
    setting(
        "registry.register_mode",
        "where the provider is registered: instance (as an application, for Dubbo 3), interface (for every Dubbo) or all (default all)",
    ),
    setting(
        "registry.metadata",
        "where consumers of Dubbo 3 get the list of services: local (asked from the provider) or remote (kept in the registry) (default local)",
    ),
    setting(
        "registry.triple",
        "how far the registry says that the Dubbo port speaks Triple: extra (in the interfaces' URLs, for references of Dubbo 3.3 with protocol=\"tri,dubbo\"), all (as services of the application, too, for references with protocol=\"tri\"; consumers of 3.0 to 3.2 that ask for no protocol may then use either) or off (default extra)",
    ),
    setting(
        "registry.required",
        "whether the provider is ready only once the registry has confirmed every service (default false: it serves callers that know the address, and is registered when the registry comes)",
    ),
    setting(
        "provider.version",
        "version of the exported services (default none)",
    ),
    setting(
        "provider.group",
        "group of the exported services (default none)",
    ),
    setting(
        "provider.weight",
        "weight told to consumers; the weight in Nacos' console multiplies it (default 100)",
    ),
    setting(
        "provider.timeout_ms",
        "timeout told to consumers, in milliseconds (default 3000)",
    ),
    setting(
        "provider.token_file",
        "file that holds the token every call must bring; consumers get it from the registry (default none)",
    ),
    setting(
        "provider.executes",
        "most calls of one method that run at once; more get RpcException code 7; 0: no limit (default 0)",
    ),
    setting(
        "provider.tps",
        "most calls of one service within provider.tps_interval_ms; more get RpcException code 7; 0: no limit (default 0)",
    ),
    setting(
        "provider.tps_interval_ms",
        "the interval of provider.tps, in milliseconds (default 60000)",
    ),
    setting(
        "provider.warmup_ms",
        "time over which consumers raise the weight of a provider that has just started, in milliseconds; 0: full weight at once (default 0)",
    ),
    setting(
        "provider.tag",
        "routing tag told to consumers (default none)",
    ),
    setting(
        "provider.access_log",
        "a line in Dubbo's form for every call, in the log under dubbo.accesslog (default false)",
    ),
    setting(
        "provider.shutdown_wait_ms",
        "longest wait for running calls at shutdown, in milliseconds (default 10000)",
    ),
    setting(
        "admin.host",
        "address the admin port binds to (default 127.0.0.1)",
    ),
    setting(
        "admin.port",
        "port for health, metrics and Dubbo's QoS commands, over HTTP and as a telnet line (default 22222; 0 takes a free one)",
    ),
    setting(
        "admin.qos_from",
        "IP addresses beside loopback that may give the commands ls, online and offline, with commas between (default none)",
    ),
    setting(
        "admin.operator_token_file",
        "file that holds the token which calls of StockAdminService must carry as attachment operator-token (default none: no token is asked for)",
    ),
    setting(
        "database.url",
        "sqlite://FILE or mysql://user:password@host:port/database; empty: SQLite in data_dir (default empty)",
    ),
    setting(
        "database.url_file",
        "file that holds database.url, for secrets mounted as files",
    ),
    setting(
        "database.connections_max",
        "most connections to the database; 0: 16, of SQLite 4, where each has a thread and memory of its own in this process (default 0)",
    ),
    setting(
        "cache.url",
        "Redis: redis://[user:password@]host:port[/database], redis-sentinel://…/master or redis-cluster://…, with TLS rediss…://; empty: none, every question is answered from the database (default empty)",
    ),
    setting(
        "cache.url_file",
        "file that holds cache.url, for secrets mounted as files",
    ),
    setting(
        "cache.ca_file",
        "file with the certificate, as PEM, of the authority that signed Redis's (default: those of the system)",
    ),
    setting(
        "cache.prefix",
        "start of every key in Redis; stock centers that share a Redis need one each (default stock)",
    ),
    setting(
        "cache.timeout_ms",
        "longest wait for an answer of Redis, in milliseconds; then the database is asked (default 50)",
    ),
    setting(
        "cache.age_ms",
        "figures of listing pages are at most so old, in milliseconds by the database's clock (default 2000)",
    ),
    setting(
        "cache.front_max",
        "most SKUs whose figures are kept in this process (default 200000)",
    ),
    setting(
        "hot.fresh_ms",
        "a hot SKU is refused as sold out only by figures at most so old, in milliseconds (default 500)",
    ),
    setting(
        "hot.sku_per_second",
        "orders for one hot SKU that this provider admits per second; more get RATE_LIMITED (default 5000)",
    ),
    setting(
        "hot.buyer_per_second",
        "orders for one hot SKU that this provider admits of one buyer per second, twice as many at once (default 5)",
    ),
    setting(
        "hot.waiting_max",
        "orders for one hot SKU that may wait for a lane of this provider; more get RATE_LIMITED, so that other SKUs keep theirs (default 2000)",
    ),
    setting(
        "hot.auto_per_second",
        "orders per second that make a SKU hot by itself on this provider, where there is a Redis; 0: never (default 1000)",
    ),
    setting(
        "hot.auto_seconds",
        "how long a SKU that became hot by itself stays so after the last such second (default 60)",
    ),
    setting(
        "data.dir",
        "folder for the embedded database and caches (default ./data)",
    ),
    setting(
        "data.sample",
        "load the bundled sample catalogue into an empty database: auto (only for the default SQLite), always, never (default auto)",
    ),
    setting(
        "lane.count",
        "writing lanes, which share the SKUs among them; 0: 1 on SQLite, 2 on MySQL (default 0)",
    ),
    setting(
        "lane.transactions",
        "transactions that a lane has under way at a time, each on a connection of its own: more where the database is far away (default 1)",
    ),
    setting(
        "lane.batch_max",
        "most commands in one transaction (default 512)",
    ),
    setting(
        "lane.queue_max",
        "most commands waiting for one lane; more get BUSY_RETRY (default 20000)",
    ),
    setting(
        "sweeper.interval_ms",
        "pause between two looks for holds that ran out, in milliseconds (default 1000)",
    ),
    setting("sweeper.batch", "holds claimed at a time (default 64)"),
    setting(
        "sweeper.lots_interval_ms",
        "pause between two looks for lots past the last day they may be sold, in milliseconds (default 60000)",
    ),
    setting(
        "keep.refusals_hours",
        "how long refusals are kept after they were told, in hours; a retry is served anew after 60 s already (default 24)",
    ),
    setting(
        "keep.answers_days",
        "how long the answer to a reservation's key is kept in full, in days; its code and voucher stay (default 90)",
    ),
    setting(
        "keep.sent_hours",
        "how long events are kept after they were sent, in hours (default 72)",
    ),
    setting(
        "keep.interval_ms",
        "pause between two looks for rows that are kept no longer, in milliseconds (default 60000)",
    ),
    setting(
        "keep.batch",
        "rows taken away in one transaction (default 128)",
    ),
    setting(
        "reconcile.schedule",
        "ask for the comparisons of the schedule: a ledger sample every minute, documents every five, whole comparisons after a day's end (default true)",
    ),
    setting(
        "reconcile.tenants",
        "tenants of the schedule, with commas between (default default)",
    ),
    setting(
        "reconcile.share_percent",
        "share of the time a comparison works, in percent; it rests for the remainder so that callers keep theirs (default 10)",
    ),
    setting(
        "reconcile.settle_seconds",
        "age at which ledger rows are taken as surely committed, in seconds (default 10)",
    ),
    setting(
        "reconcile.day_start_seconds",
        "seconds after 00:00 in Asia/Shanghai at which a business day begins (default 0)",
    ),
    setting(
        "reconcile.back_dated",
        "a document that happened on a closed business day: book (today, with its own time) or refuse (default book)",
    ),
    setting(
        "reconcile.abc_default",
        "class of parts that have none of their own, for the tolerance of R4: A, B or C (default A)",
    ),
    setting(
        "reconcile.close_requires",
        "comparisons without which no business day is closed, with commas between (default R1,R2,R4,R5,R6)",
    ),
    setting(
        "events.url",
        "amqp://user:password@host:port/vhost (or amqps://) of the RabbitMQ that events are sent to, of a cluster its nodes with commas between (host:port,host:port); empty: none are sent, they wait in the outbox (default empty)",
    ),
    setting(
        "events.url_file",
        "file that holds events.url, for secrets mounted as files",
    ),
    setting(
        "events.topology",
        "exchanges and queues at the broker: declare (made where absent) or expect (made by somebody else, absence is an error) (default declare)",
    ),
    setting(
        "events.poll_ms",
        "pause between two looks for events that found none, in milliseconds (default 100)",
    ),
    setting(
        "events.batch",
        "transactions whose events are sent in one go, 1 to 512 (default 256)",
    ),
    setting(
        "events.intake",
        "take in messages from stock.order, stock.wms, stock.tms, stock.aftersale, stock.supplier and stock.delay (default true)",
    ),
    setting(
        "events.prefetch",
        "messages of one queue in hand at once, 1 to 1000 (default 32)",
    ),
    setting(
        "events.tries",
        "how often a message is tried before it goes to the dead letters, 1 to 135: five times a second apart, ten times 5 s, twenty times 30 s, then 5 min (default 135)",
    ),
    setting("log.format", "text or json (default text)"),
    setting(
        "log.filter",
        "levels, for example info or info,stock_provider=debug (default info)",
    ),
];

/// The known key nearest to an unknown one, if any is near.
#[must_use]
pub fn nearest(unknown: &str) -> Option<&'static str> {
    SETTINGS
        .iter()
        .map(|s| (strsim::damerau_levenshtein(s.key, unknown), s.key))
        .min()
        .filter(|(distance, key)| *distance <= key.len() / 2)
        .map(|(_, key)| key)
}
