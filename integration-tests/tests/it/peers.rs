//! The harness itself: peers start, stop, die, come back, and leave nothing behind.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use integration_tests::availability::{Program, have};
use integration_tests::mariadb::MariaDb;
use integration_tests::nacos::{Nacos, Version};
use integration_tests::process::{Process, data_folder};
use integration_tests::rabbitmq::RabbitMq;

/// Whether a process with this id lives.
fn lives(id: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| {
        !stat
            .rsplit(')')
            .next()
            .unwrap_or("")
            .trim_start()
            .starts_with('Z')
    })
}

#[tokio::test]
async fn mariadb_keeps_committed_rows_over_kill_and_restart() {
    if !have("MariaDB", &[Program::MariaDb]) {
        return;
    }
    let db = MariaDb::start().await.unwrap();
    db.execute("CREATE DATABASE k; CREATE TABLE k.t (id INT PRIMARY KEY) ENGINE=InnoDB")
        .await
        .unwrap();
    db.execute("INSERT INTO k.t VALUES (1)").await.unwrap();
    db.kill9().await;
    assert!(
        db.execute("SELECT 1").await.is_err(),
        "a killed server answers"
    );
    db.launch().await.unwrap();
    db.execute("INSERT INTO k.t VALUES (2)").await.unwrap();
    db.restart().await.unwrap();
    assert_eq!(
        db.execute("SELECT id FROM k.t ORDER BY id").await.unwrap(),
        "1\n2\n"
    );
    assert_eq!(
        db.execute("SELECT @@innodb_flush_log_at_trx_commit")
            .await
            .unwrap(),
        "1\n"
    );
}

#[tokio::test]
async fn mariadb_pauses_and_goes_on() {
    if !have("MariaDB", &[Program::MariaDb]) {
        return;
    }
    let db = MariaDb::start().await.unwrap();
    db.pause().await;
    let asked = tokio::time::timeout(Duration::from_secs(1), db.execute("SELECT 1")).await;
    assert!(asked.is_err(), "a paused server answers");
    db.resume().await;
    assert_eq!(db.execute("SELECT 1").await.unwrap(), "1\n");
}

#[tokio::test]
async fn shared_mariadb_gives_each_caller_its_own_database() {
    let Some(db) = MariaDb::shared().await else {
        return;
    };
    let (one, two) = (
        db.create_database().await.unwrap(),
        db.create_database().await.unwrap(),
    );
    assert_ne!(one, two);
    assert!(
        one.starts_with(&format!(
            "mysql://stock:stock-secret@127.0.0.1:{}/",
            db.port()
        )),
        "{one}"
    );
}

#[tokio::test]
async fn rabbitmq_keeps_what_it_was_told_over_kill_and_stop() {
    if !RabbitMq::available() {
        return;
    }
    let broker = RabbitMq::start().await.unwrap();
    broker.create_vhost("kept").await.unwrap();
    broker.kill9().await;
    assert!(
        tokio::net::TcpStream::connect(("127.0.0.1", broker.port()))
            .await
            .is_err(),
        "a killed broker answers"
    );
    broker.launch().await.unwrap();
    let known = broker.ctl(&["list_vhosts"]).await.unwrap();
    assert!(known.contains("kept"), "{known}");
    broker.stop().await.unwrap();
    broker.launch().await.unwrap();
    let known = broker.ctl(&["list_vhosts"]).await.unwrap();
    assert!(known.contains("kept"), "{known}");
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why_with_its_log() {
    if !have("MariaDB", &[Program::MariaDb]) {
        return;
    }
    let db = MariaDb::start().await.unwrap();
    db.stop().await.unwrap();
    let _taken = std::net::TcpListener::bind(("127.0.0.1", db.port())).unwrap();
    let error = db.launch().await.unwrap_err().to_string();
    assert!(error.contains("Address already in use"), "{error}");
}

/// Starts a peer (`sleep` plays it) in a process of its own: this test binary again, running only the test below.
const OWNER_FOLDER: &str = "STOCK_GUARD_TEST_FOLDER";

/// Does nothing unless [`a_peer_dies_with_its_owner_even_if_that_is_killed`] runs it: then it owns a peer and waits.
#[test]
fn owner_of_a_peer() {
    let Some(folder) = std::env::var_os(OWNER_FOLDER).map(PathBuf::from) else {
        return;
    };
    let data = folder.join("data");
    std::fs::create_dir(&data).unwrap();
    let process = sleeping_peer(&data);
    std::fs::write(folder.join("id.part"), process.id().to_string()).unwrap();
    std::fs::rename(folder.join("id.part"), folder.join("id")).unwrap();
    loop {
        std::thread::park();
    }
}

fn sleeping_peer(folder: &Path) -> Process {
    let mut command = Command::new("sleep");
    command.arg("600");
    Process::spawn("sleep", command, &folder.join("log"), folder).unwrap()
}

#[tokio::test]
async fn a_peer_dies_with_its_owner_even_if_that_is_killed() {
    let folder = data_folder("guard").unwrap();
    let mut owner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "peers::owner_of_a_peer"])
        .env(OWNER_FOLDER, folder.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let file = folder.path().join("id");
    eventually("the owner starts its peer", || file.exists()).await;
    let peer: u32 = std::fs::read_to_string(file).unwrap().parse().unwrap();
    assert!(lives(peer));
    owner.kill().unwrap();
    owner.wait().unwrap();
    eventually("the peer dies", || !lives(peer)).await;
    eventually("its data goes", || !folder.path().join("data").exists()).await;
}

#[tokio::test]
async fn a_peer_dies_when_dropped() {
    let folder = data_folder("guard").unwrap();
    let process = sleeping_peer(folder.path());
    let id = process.id();
    assert!(lives(id));
    drop(process);
    assert!(!lives(id), "dropped, but alive");
}

async fn eventually(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..200 {
        if condition() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited 10 s in vain: {what}");
}

#[tokio::test]
async fn nacos_serves_configurations_and_lists_no_unknown_service() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        nacos
            .publish_config("peers.test", "dubbo", "hello")
            .await
            .unwrap();
        assert_eq!(
            nacos
                .instances("providers:no.such.Service::")
                .await
                .unwrap(),
            []
        );
    }
}
