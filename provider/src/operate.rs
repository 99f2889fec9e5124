//! The subcommands. Each returns the exit code: 0 done, 1 differences found, 3 (as an error) a peer or setting is wrong.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use stock::projection::Compared;
use stock_sql::{CheckLimits, Store};
use tokio_util::sync::CancellationToken;

use crate::app::{self, Running};
use crate::cache::Cache;
use crate::config::{Config, SETTINGS, Sample};
use crate::datadir::DataDir;
use crate::events::{Broker, BrokerError, EventsOptions, Letters};
use crate::lane::{LaneOptions, Lanes};
use crate::operation;
use crate::reconcile_command::ReconcileCommand;
use crate::{sample, store};

/// Most broken invariants printed.
const VIOLATIONS_SHOWN: usize = 50;
/// Longest wait for Redis where it is only looked at.
const CACHE_WAIT: Duration = Duration::from_secs(4);
/// SKUs compared with Redis at a time.
const CACHE_PAGE: usize = 512;
/// Longest wait for the lanes at the end of an import.
const LANES_WAIT: Duration = Duration::from_secs(60);

/// Serves until SIGTERM or Ctrl-C, then drains.
///
/// # Errors
/// When a part cannot be started; in words.
pub async fn serve(config: Config, file: Option<&Path>) -> Result<ExitCode, String> {
    load_sample_apart(&config, file).await;
    let running = app::start(&config).await?;
    announce(&config, &running);
    wait_for_end().await;
    tracing::info!("draining: consumers are sent elsewhere, running calls are finished");
    running.shutdown().await;
    tracing::info!("ended");
    Ok(ExitCode::SUCCESS)
}

/// Loads the bundled sample into a database that is not there yet, by a process of its own: an import needs more memory than serving, and it goes with the
/// process. If that cannot be, the start loads it, or says why not.
async fn load_sample_apart(config: &Config, file: Option<&Path>) {
    if config.data.sample == Sample::Never
        || !config.is_embedded_default()
        || config.embedded_file().exists()
    {
        return;
    }
    let (Ok(claimed), Ok(program)) = (DataDir::claim(&config.data.dir), std::env::current_exe())
    else {
        return;
    };
    let mut import = std::process::Command::new(program);
    if let Some(file) = file {
        import.arg("--config").arg(file);
    }
    import
        .args(["import", "--sample"])
        .stdout(std::process::Stdio::null());
    let ended = tokio::task::spawn_blocking(move || import.status()).await;
    tracing::debug!(?ended, "the import of the sample has ended");
    drop(claimed);
}

fn announce(config: &Config, running: &Running) {
    let dubbo = running.dubbo_address();
    let admin = running.admin_address();
    tracing::info!("stock center {} is ready", env!("CARGO_PKG_VERSION"));
    tracing::info!(
        "dubbo://{dubbo}  com.autoparts.stock.api.* (Hessian2), application {}",
        config.application.name
    );
    tracing::info!("http://{admin}  /health /ready /live /metrics");
    tracing::info!("database {}", config.database_url());
    if config.registry.address.is_empty() {
        tracing::info!(
            "not registered: set registry.address (or STOCK_REGISTRY__ADDRESS=nacos://host:8848) so that consumers find it"
        );
    }
    tracing::info!(
        "call it from Rust: cargo run --release --package consumer-sdk --example reserve -- {dubbo}"
    );
    tracing::info!(
        "call it from Java: <dubbo:reference interface=\"com.autoparts.stock.api.StockQueryService\" url=\"dubbo://{dubbo}\"/> with the jar of dubbo-api/java"
    );
}

async fn wait_for_end() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be caught; Ctrl-C still ends in order");
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

/// Brings the schema up to date.
///
/// # Errors
/// When the database cannot be used.
pub async fn migrate(config: &Config) -> Result<ExitCode, String> {
    let store = store::open(config).await?;
    store.migrate().await.map_err(|error| error.to_string())?;
    say(&format!(
        "the schema of {} is up to date",
        config.database_url()
    ));
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Checks the invariants over the whole database; safe while providers serve.
///
/// # Errors
/// When the database cannot be used.
pub async fn check(config: &Config) -> Result<ExitCode, String> {
    let store = store::open(config).await?;
    let violations = store
        .check(CheckLimits::default())
        .await
        .map_err(|error| error.to_string())?;
    let mut violations: Vec<String> = violations.iter().map(ToString::to_string).collect();
    if let Some(cache) = looking_cache(config, &store).await? {
        violations.extend(check_cache(&cache, &store).await?);
    }
    store.close().await;
    for violation in violations.iter().take(VIOLATIONS_SHOWN) {
        say(violation);
    }
    if violations.is_empty() {
        say("all invariants hold");
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!("{} invariants are broken", violations.len()));
    Ok(ExitCode::from(1))
}

/// The configured read side, only to look at, if Redis answers.
async fn looking_cache(config: &Config, store: &Store) -> Result<Option<Cache>, String> {
    let Some(options) = config.cache().map_err(|error| error.to_string())? else {
        return Ok(None);
    };
    let cache = Cache::new(store.clone(), options);
    // It ends with the process.
    cache.connect(&CancellationToken::new());
    if cache.is_up_within(CACHE_WAIT).await {
        return Ok(Some(cache));
    }
    say(&format!(
        "cache {}: {}",
        config.cache.url,
        cache.health().detail()
    ));
    Ok(None)
}

/// I9: no figures in Redis are ahead of the database, or differ from it at their version.
async fn check_cache(cache: &Cache, store: &Store) -> Result<Vec<String>, String> {
    let mut violations = Vec::new();
    let mut after = String::new();
    loop {
        let skus = store.skus_after(&after, CACHE_PAGE).await;
        let skus = skus.map_err(|error| error.to_string())?;
        let Some(last) = skus.last() else { break };
        after = last.to_string();
        let compared = cache.compare_skus(None, None, skus).await;
        let compared = compared.map_err(|error| format!("I9 cannot be checked: {error}"))?;
        let wrong = compared.iter().filter(|one| one.outcome == Compared::Wrong);
        violations.extend(wrong.map(|one| {
            format!(
                "I9: {} of {} ({}): the cache has {:?}, the database {:?}",
                one.goods.sku, one.goods.owner, one.goods.tenant, one.kept, one.database
            )
        }));
    }
    Ok(violations)
}

/// Imports a catalogue and its opening stock; without a folder the bundled sample, if it is missing.
///
/// # Errors
/// When the database cannot be used, or files cannot be read at all.
pub async fn import(
    config: &Config,
    folder: Option<&Path>,
    dry_run: bool,
) -> Result<ExitCode, String> {
    let store = store::open(config).await?;
    store.migrate().await.map_err(|error| error.to_string())?;
    let lanes = Lanes::start(
        &store,
        LaneOptions {
            count: 1,
            transactions: 1,
            batch_max: config.lane.batch_max,
            queue_max: config.lane.queue_max,
            node: i64::from(std::process::id()),
        },
    );
    let done = match folder {
        Some(folder) => sample::import_folder(&store, &lanes, folder, dry_run).await,
        None => sample::load_if_missing(&store, &lanes).await,
    };
    lanes.shutdown(LANES_WAIT).await;
    store.close().await;
    let report = done?;
    for line in &report.lines {
        say(line);
    }
    Ok(if report.rejected == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Account reconciliation from the command line.
///
/// # Errors
/// When the database cannot be used, or the command cannot be done; in words.
pub async fn reconcile(config: &Config, command: ReconcileCommand) -> Result<ExitCode, String> {
    let store = store::open(config).await?;
    store.migrate().await.map_err(|error| error.to_string())?;
    let options = LaneOptions {
        count: 1,
        transactions: 1,
        batch_max: config.lane.batch_max,
        queue_max: config.lane.queue_max,
        node: i64::from(std::process::id()),
    };
    let lanes = Lanes::start(&store, options);
    let cache = looking_cache(config, &store).await?;
    let reconciler = app::reconciler(config, &store, &lanes)?.with_cache(cache);
    let done = crate::reconcile_command::run(&reconciler, command).await;
    lanes.shutdown(LANES_WAIT).await;
    store.close().await;
    done
}

/// Tries every configured peer.
///
/// # Errors
/// Never; what is wrong is printed and makes the exit code 3.
pub async fn doctor(config: &Config) -> Result<ExitCode, String> {
    let mut sick = false;
    match store::open(config).await {
        Ok(store) => {
            match store.now().await {
                Ok(now) => say(&format!(
                    "database {}: answers, its clock says {} ms",
                    config.database_url(),
                    now.0
                )),
                Err(error) => {
                    sick = true;
                    say(&format!("database {}: {error}", config.database_url()));
                }
            }
            store.close().await;
        }
        Err(error) => {
            sick = true;
            say(&error);
        }
    }
    match config.cache().map_err(|error| error.to_string())? {
        None => say("cache: none configured; every question is answered from the database"),
        Some(options) => match crate::cache::doctor(&options).await {
            Ok(well) => say(&format!("cache {}: {well}", config.cache.url)),
            Err(why) => {
                sick = true;
                say(&format!("cache {}: {why}", config.cache.url));
            }
        },
    }
    if config.registry.address.is_empty() {
        say("registry: none configured; consumers must know the address");
    } else {
        for (server, problem) in registry_problems(config).await? {
            match problem {
                None => say(&format!("registry {server}: answers")),
                Some(why) => {
                    sick = true;
                    say(&format!(
                        "registry {server}: {why}; correct registry.address or start Nacos"
                    ));
                }
            }
        }
    }
    match config.events() {
        None => say("events: no broker configured; events wait in the outbox"),
        Some(options) => {
            let url = &options.url;
            match try_broker(&options).await {
                Ok(()) => say(&format!("events {url}: answers, its exchange can be used")),
                Err(error) => {
                    sick = true;
                    say(&format!(
                        "events {url}: {error}; correct events.url or start RabbitMQ"
                    ));
                }
            }
        }
    }
    Ok(if sick {
        ExitCode::from(3)
    } else {
        ExitCode::SUCCESS
    })
}

/// Connects to the broker and makes or finds what events are published to.
async fn try_broker(options: &EventsOptions) -> Result<(), BrokerError> {
    let broker = Broker::connect(&options.url, "stock-center doctor").await?;
    options.topology.events(broker.channel()).await?;
    broker.close().await;
    Ok(())
}

/// Whether each server's API port and the gRPC port beside it accept connections.
async fn registry_problems(config: &Config) -> Result<Vec<(String, Option<String>)>, String> {
    const WAIT: Duration = Duration::from_secs(2);
    /// Nacos serves gRPC at this distance from its API port.
    const GRPC_OFFSET: u16 = 1_000;
    let mut problems = Vec::new();
    for server in operation::registry_url(config)?.servers() {
        let mut problem = None;
        if let Some((host, port)) = server.rsplit_once(':') {
            let port: u16 = port.parse().unwrap_or(0);
            for port in [port, port.saturating_add(GRPC_OFFSET)] {
                let tried =
                    tokio::time::timeout(WAIT, tokio::net::TcpStream::connect((host, port))).await;
                match tried {
                    Ok(Ok(_)) => {}
                    Ok(Err(error)) => problem = Some(format!("port {port}: {error}")),
                    Err(_) => problem = Some(format!("port {port} does not answer within 2 s")),
                }
            }
        }
        problems.push((server.clone(), problem));
    }
    Ok(problems)
}

/// Gives dead letters back to their queues, or shows them.
///
/// # Errors
/// When no broker is configured, or it fails.
pub async fn replay(config: &Config, letters: &Letters) -> Result<ExitCode, String> {
    let options = config
        .events()
        .ok_or("no message broker is configured: set events.url")?;
    let told = letters
        .run(&options)
        .await
        .map_err(|error| format!("events {}: {error}", options.url))?;
    for letter in &told {
        say(&format!(
            "{} {} {} after {} tries: {} | {}",
            letter.queue, letter.key, letter.id, letter.attempts, letter.cause, letter.beginning
        ));
    }
    let done = if letters.dry_run {
        "are dead"
    } else {
        "were given back to their queues"
    };
    say(&format!("{} messages {done}", told.len()));
    Ok(ExitCode::SUCCESS)
}

/// Prints the settings in force.
///
/// # Errors
/// When they cannot be written as TOML.
pub fn config(config: &Config) -> Result<ExitCode, String> {
    say(
        "# Settings in force. Each can be set in the file given with --config, or as STOCK_SECTION__NAME.\n",
    );
    let text = toml::to_string(config).map_err(|error| error.to_string())?;
    let mut section = String::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut section);
        }
        let key = format!("{section}.{}", line.split(' ').next().unwrap_or_default());
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) {
            say(&format!("# {}", setting.doc));
        }
        say(line);
    }
    Ok(ExitCode::SUCCESS)
}

#[allow(
    clippy::print_stdout,
    reason = "the answer of a subcommand goes to the person who asked"
)]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
