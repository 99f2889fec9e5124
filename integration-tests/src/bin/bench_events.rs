//! How fast a backlog of events is drained: `bench_events [EVENTS]`, 100000 unless said otherwise. A real MariaDB (durable) and a real RabbitMQ (quorum queue,
//! persistent, confirmed) on this machine; the backlog is made by receipts before the relay starts.
//!
//! ```text
//! cargo build --release --package stock-provider && cargo run --release --package integration-tests --bin bench_events
//! ```

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use integration_tests::error::{PeerError, Result};
use integration_tests::mariadb::MariaDb;
use integration_tests::rabbitmq::{RabbitMq, queue_of_everything};
use integration_tests::stock_center::StockCenter;
use lapin::options::QueueDeclareOptions;
use lapin::types::FieldTable;
use lapin::{Channel, Connection, ConnectionProperties};
use stock::bucket::Bucket;
use stock::command::{Command, Envelope, PurchaseIn, StockLine};
use stock::op::OpKey;
use stock_provider::config::SecretUrl;
use stock_provider::events::{EventsOptions, Relay, Topology};
use stock_provider::lane::{LaneOptions, Lanes};
use stock_sql::{Store, StoreOptions};
use tokio_util::sync::CancellationToken;

const QUEUE: &str = "bench";
/// Commands at once while the backlog is made.
const AT_ONCE: usize = 256;

#[tokio::main]
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to a person"
)]
async fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).and_then(|text| text.parse().ok());
    match measure(wanted.unwrap_or(100_000)).await {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(events: usize) -> Result<String> {
    let mariadb = MariaDb::start().await?;
    let broker = RabbitMq::start().await?;
    let url = mariadb.create_database().await?;
    let store = Store::open(&url, StoreOptions::default())
        .await
        .map_err(PeerError::because("the database"))?;
    store
        .migrate()
        .await
        .map_err(PeerError::because("the schema"))?;
    let catalogue = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/catalogue");
    StockCenter::prepare(&[("DATABASE__URL", &url)])?.run(&["import", catalogue])?;
    store
        .refresh_network()
        .await
        .map_err(PeerError::because("the catalogue"))?;
    fill(&store, events).await?;
    let channel = queue(&broker.url())
        .await
        .map_err(PeerError::because("the broker"))?;
    let stop = CancellationToken::new();
    let options = EventsOptions {
        url: SecretUrl::new(broker.url()),
        topology: Topology::Declare,
        poll: Duration::from_millis(20),
        batch: 256,
        prefetch: 1,
        tries: 1,
    };
    let started = Instant::now();
    let relay = tokio::spawn(Relay::new(store.clone(), 2, options, stop.clone()).run());
    let mut first = None;
    loop {
        let pending = store
            .outbox_floor()
            .await
            .map_err(PeerError::because("the outbox"))?;
        let told = depth(&channel)
            .await
            .map_err(PeerError::because("the queue"))?;
        if told > 0 && first.is_none() {
            first = Some(started.elapsed());
        }
        if pending.is_none() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = started.elapsed();
    stop.cancel();
    relay.await.map_err(PeerError::because("the relay"))?;
    // A quorum queue tells its length a moment later.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let told = depth(&channel)
        .await
        .map_err(PeerError::because("the queue"))?;
    store.close().await;
    let seconds = took.as_secs_f64();
    Ok(format!(
        "{told} events of {events} wanted were confirmed by a quorum queue in {seconds:.2} s: {:.0} events/s; the first after {:.2} s",
        f64::from(told) / seconds,
        first.unwrap_or(took).as_secs_f64()
    ))
}

/// Makes a backlog: receipts of one line, one event each.
async fn fill(store: &Store, events: usize) -> Result<()> {
    let lanes = Lanes::start(
        store,
        LaneOptions {
            count: 2,
            transactions: 2,
            batch_max: 512,
            queue_max: 20_000,
            node: 7,
        },
    );
    let lanes = Arc::new(lanes);
    let mut going = tokio::task::JoinSet::new();
    for caller in 0..AT_ONCE {
        let lanes = Arc::clone(&lanes);
        let share = events / AT_ONCE + usize::from(caller < events % AT_ONCE);
        going.spawn(async move {
            for n in 0..share {
                let answer = lanes.submit(receipt(caller, n), None).await;
                if !answer.code.is_success() {
                    return Err(PeerError::new(answer.message));
                }
            }
            Ok(())
        });
    }
    while let Some(done) = going.join_next().await {
        done.map_err(PeerError::because("a caller"))??;
    }
    lanes.shutdown(Duration::from_secs(30)).await;
    Ok(())
}

fn receipt(caller: usize, n: usize) -> Envelope {
    let command = Command::PurchaseIn(PurchaseIn {
        warehouse: "W1".into(),
        lines: vec![StockLine {
            line_no: 1,
            // Those the fixtures have, L01 to L50.
            sku: format!("L{:02}", caller % 50 + 1).as_str().into(),
            quantity: 1,
            owner: None,
            pool: None,
            lot: None,
            dates: stock::command::LotDates::default(),
            unit_cost: None,
        }],
        to: Bucket::Available,
        asn_no: None,
        last_receipt: false,
        rest_expected_at: None,
    });
    let key = OpKey {
        tenant: "bench".into(),
        source: "bench".to_owned(),
        op: command.op(),
        biz_no: format!("IN-{caller}-{n}"),
        op_seq: 0,
    };
    Envelope::new(key, command)
}

async fn queue(url: &str) -> std::result::Result<Channel, lapin::Error> {
    let connection = Connection::connect(url, ConnectionProperties::default()).await?;
    let channel = connection.create_channel().await?;
    queue_of_everything(&channel, QUEUE).await?;
    // The connection lives as long as its channel.
    Ok(channel)
}

async fn depth(channel: &Channel) -> std::result::Result<u32, lapin::Error> {
    let options = QueueDeclareOptions {
        passive: true,
        ..QueueDeclareOptions::default()
    };
    let found = channel
        .queue_declare(QUEUE.into(), options, FieldTable::default())
        .await?;
    Ok(found.message_count())
}
