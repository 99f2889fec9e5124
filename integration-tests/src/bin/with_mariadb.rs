//! Runs a command beside a MariaDB of its own: `with_mariadb cargo test …`. The command finds the server, without a database, in `STOCK_MYSQL_URL`.

use std::process::{Command, ExitCode};

use integration_tests::mariadb::MariaDb;

#[tokio::main]
#[expect(clippy::print_stderr, reason = "it talks to a person")]
async fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let Some(program) = words.next() else {
        eprintln!("which command? with_mariadb PROGRAM [ARGUMENT]…");
        return ExitCode::from(2);
    };
    let mariadb = match MariaDb::start().await {
        Ok(mariadb) => mariadb,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let url = mariadb.url("");
    let mut command = Command::new(program);
    command
        .args(words)
        .env("STOCK_MYSQL_URL", url.trim_end_matches('/'));
    let status = tokio::task::spawn_blocking(move || command.status()).await;
    if let Err(error) = mariadb.stop().await {
        eprintln!("{error}");
    }
    match status {
        Ok(Ok(status)) if status.success() => ExitCode::SUCCESS,
        Ok(Ok(_)) => ExitCode::FAILURE,
        Ok(Err(error)) => {
            eprintln!("the command cannot be started: {error}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("the command's wait failed: {error}");
            ExitCode::FAILURE
        }
    }
}
