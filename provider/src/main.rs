//! The stock center: `stock-center help` says what it can do.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use stock_provider::config::Config;
use stock_provider::events::Letters;
use stock_provider::{ReconcileCommand, app, operate};

/// The stock center of an automotive-aftermarket mall: a Dubbo provider of inventory.
#[derive(Debug, Parser)]
#[command(name = "stock-center", version)]
struct Arguments {
    /// Settings as TOML; STOCK_SECTION__NAME variables win over it.
    #[arg(long, short, global = true, env = "STOCK_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do; `serve` if nothing is said.
#[derive(Debug, Clone, Subcommand)]
enum Command {
    /// Serve calls until SIGTERM or Ctrl-C.
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Check the invariants of the ledger over the whole database: exit code 1 if one is broken.
    Check,
    /// Import a catalogue and opening stock from a folder of CSV files.
    Import {
        /// Folder with the files of the bundled sample's form (see provider/catalogue).
        #[arg(required_unless_present = "sample")]
        folder: Option<PathBuf>,
        /// The bundled sample itself, if the database has no catalogue.
        #[arg(long, conflicts_with_all = ["folder", "dry_run"])]
        sample: bool,
        /// Only read and report what is wrong, by file and line.
        #[arg(long)]
        dry_run: bool,
    },
    /// Account reconciliation: comparisons, differences, the close of the day, statements.
    #[command(subcommand)]
    Reconcile(ReconcileCommand),
    /// Give dead letters (messages that could not be done) back to their queues.
    Replay {
        /// Of this queue only, for example stock.wms.
        #[arg(long)]
        queue: Option<String>,
        /// Most of them.
        #[arg(long, default_value_t = 1_000)]
        limit: usize,
        /// Only show them, with why they were given up.
        #[arg(long)]
        dry_run: bool,
    },
    /// Try every configured peer and say what is wrong.
    Doctor,
    /// Print the settings in force, secrets masked, and what each does.
    Config,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let config = match Config::load(arguments.config.as_deref(), std::env::vars()) {
        Ok(config) => config,
        Err(error) => return refuse(&error.to_string()),
    };
    if let Err(error) = app::start_log(&config.log) {
        return refuse(&error);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&format!("the runtime cannot be started: {error}")),
    };
    let done = runtime.block_on(async {
        match arguments.command.unwrap_or(Command::Serve) {
            Command::Serve => operate::serve(config, arguments.config.as_deref()).await,
            Command::Migrate => operate::migrate(&config).await,
            Command::Check => operate::check(&config).await,
            Command::Import {
                folder, dry_run, ..
            } => operate::import(&config, folder.as_deref(), dry_run).await,
            Command::Reconcile(command) => operate::reconcile(&config, command).await,
            Command::Replay {
                queue,
                limit,
                dry_run,
            } => {
                let letters = Letters {
                    queue,
                    limit,
                    dry_run,
                };
                operate::replay(&config, &letters).await
            }
            Command::Doctor => operate::doctor(&config).await,
            Command::Config => operate::config(&config),
        }
    });
    match done {
        Ok(code) => code,
        Err(error) => refuse(&error),
    }
}

#[allow(
    clippy::print_stderr,
    reason = "what is wrong with the start is told to the person who starts it"
)]
fn refuse(why: &str) -> ExitCode {
    eprintln!("stock-center: {why}");
    ExitCode::from(3)
}
