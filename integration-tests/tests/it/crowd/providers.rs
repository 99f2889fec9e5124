//! One database with the catalogue of the random histories, and two providers on it, each with a runtime of its own, so that it can die in the middle of
//! anything.

use std::collections::BTreeMap;
use std::time::Duration;

use integration_tests::mariadb::MariaDb;
use sqlx::Connection as _;
use stock::facts::Facts;
use stock::ids::Day;
use stock::memory::Memory;
use stock_provider::lane::{LaneOptions, Lanes};
use stock_sql::{CatalogueFile, CatalogueSources, Store, StoreOptions};
use tokio::runtime::{Builder, Runtime};

use crate::proxy::Proxy;
use crate::world::{BEGIN, SKUS, TRACKED};

const BRANDS: &str = "code,name,name_en,grade\nT,测试,Test,OES\n";
const PARTS: &str = "sku,name,name_en,category,brand,unit,suspended,safety_default\n\
    A,甲,A,TEST,T,件,0,1\nB,乙,B,TEST,T,件,0,0\nK,套,K,TEST,T,套,0,0\nT,胎,T,TEST,T,件,0,1\n";
const KITS: &str = "kit,sku,ratio\nK,A,2\nK,B,1\n";
const SITES: &str = "code,name,name_en,kind,area,enabled\nW1,一仓,One,REGIONAL,310115,1\nW2,二仓,Two,REGIONAL,440111,1\n";
const COVERAGE: &str = "area,warehouse,priority\n31,W1,1\n31,W2,2\n44,W2,1\n";
const TERMS: &str = "area,warehouse,service_level,lead_hours,first_kg_minor,next_kg_minor,parcel_minor,valid_from,valid_to\n\
    31,W1,,24,800,200,100,,\n31,W2,,24,800,200,100,,\n44,W2,,24,800,200,100,,\n";
const WAVES: &str = "warehouse,weekday,cutoff_minute,processing_minutes,orders_max,lines_max\nW1,0,1440,0,60,90\nW2,0,1440,0,60,90\n";
const CHANNELS: &str = "code,name,shared_allowed\nvip,会员,0\n";

/// Providers at a time.
const PROVIDERS: usize = 2;
/// The database itself notes in which order batches were written. Whoever writes has locked what it decides by, so that of two that rest on the same the
/// one that was decided first is noted first; SQLite has one writer at a time, and notes the order of all.
const NOTES_SQLITE: [&str; 2] = [
    "CREATE TABLE written (at INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, outbox_id BIGINT NOT NULL)",
    "CREATE TRIGGER note_written AFTER INSERT ON outbox BEGIN INSERT INTO written (outbox_id) VALUES (NEW.id); END",
];
const NOTES_MYSQL: [&str; 2] = [
    "CREATE TABLE written (at BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT, outbox_id BIGINT NOT NULL)",
    "CREATE TRIGGER note_written AFTER INSERT ON outbox FOR EACH ROW INSERT INTO written (outbox_id) VALUES (NEW.id)",
];
const WRITTEN: &str =
    "SELECT v.id, w.at FROM voucher v JOIN written w ON w.outbox_id = v.outbox_id";

/// The database and who serves it.
#[derive(Debug)]
pub(super) struct House {
    /// The test's own link to the database.
    pub(super) store: Store,
    pub(super) providers: Vec<Provider>,
    /// In front of MariaDB: the way of one of the providers to the database.
    pub(super) proxy: Option<Proxy>,
    url: String,
    started: i64,
    _folder: tempfile::TempDir,
}

/// A provider's lanes.
#[derive(Debug)]
pub(super) struct Provider {
    pub(super) lanes: Lanes,
    url: String,
    runtime: Option<Runtime>,
}

fn options() -> StoreOptions {
    StoreOptions {
        max_connections: 4,
        // A server that fell silent is given up soon.
        statement_wait: Duration::from_secs(1),
        ..StoreOptions::default()
    }
}

impl Provider {
    async fn start(url: &str, node: i64) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let at = url.to_owned();
        let starting = runtime.spawn(async move {
            let store = Store::open(&at, options()).await.unwrap();
            store.refresh_network().await.unwrap();
            let options = LaneOptions {
                count: 2,
                transactions: 2,
                batch_max: 64,
                queue_max: 1_000,
                node,
            };
            Lanes::start(&store, options)
        });
        Self {
            lanes: starting.await.unwrap(),
            url: url.to_owned(),
            runtime: Some(runtime),
        }
    }

    /// Ends in the middle of whatever it does.
    fn crash(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.crash();
    }
}

impl House {
    /// A fresh database on the server, or in a file.
    pub(super) async fn build(server: Option<&MariaDb>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match server {
            Some(server) => server.create_database().await.unwrap(),
            None => format!("sqlite://{}", folder.path().join("stock.db").display()),
        };
        let store = Store::open(&url, StoreOptions::default()).await.unwrap();
        store.migrate().await.unwrap();
        note_what_is_written(&url).await;
        // The lots of the histories were made before these began; they may be sold for as long again as time has passed since.
        let passed = Day::of(store.now().await.unwrap()).since(Day::of(BEGIN));
        let lots = format!(
            "sku,max_age_days,warn_age_days\n{},{},\n",
            TRACKED.0,
            TRACKED.1 + passed
        );
        let sources = CatalogueSources::new()
            .with(CatalogueFile::Brand, BRANDS.as_bytes())
            .with(CatalogueFile::Sku, PARTS.as_bytes())
            .with(CatalogueFile::KitPart, KITS.as_bytes())
            .with(CatalogueFile::Warehouse, SITES.as_bytes())
            .with(CatalogueFile::Coverage, COVERAGE.as_bytes())
            .with(CatalogueFile::CoverageTerms, TERMS.as_bytes())
            .with(CatalogueFile::SiteWave, WAVES.as_bytes())
            .with(CatalogueFile::Channel, CHANNELS.as_bytes())
            .with(CatalogueFile::LotPolicy, std::io::Cursor::new(lots));
        let report = store.import_catalogue(sources, false).await.unwrap();
        assert_eq!(report.errors, []);
        store.refresh_network().await.unwrap();
        let mut house = Self {
            store,
            providers: Vec::new(),
            proxy: None,
            url,
            started: 0,
            _folder: folder,
        };
        let mut ways = vec![house.url.clone(); PROVIDERS];
        if server.is_some() {
            let (head, tail) = house.url.rsplit_once(':').unwrap();
            let (port, database) = tail.split_once('/').unwrap();
            let proxy = Proxy::start(format!("127.0.0.1:{port}")).await;
            ways[0] = format!("{head}:{}/{database}", proxy.port);
            house.proxy = Some(proxy);
        }
        for way in ways {
            let provider = house.provider(&way).await;
            house.providers.push(provider);
        }
        house
    }

    async fn provider(&mut self, url: &str) -> Provider {
        // Four numbers of nodes each: three lanes and one to spare.
        self.started += 4;
        Provider::start(url, self.started).await
    }

    /// The rules' own store with the facts of this database.
    pub(super) async fn memory(&self) -> Memory {
        let skus = SKUS.map(stock::ids::Sku::from);
        let facts = Facts {
            network: self.store.network(),
            skus: self.store.facts(&skus).await.unwrap(),
        };
        assert_eq!(facts.skus.len(), SKUS.len());
        Memory::new(facts, self.store.now().await.unwrap())
    }

    /// The place of each voucher's batch among all that were written.
    pub(super) async fn written(&self) -> BTreeMap<i64, i64> {
        let rows: Vec<(i64, i64)> = if is_sqlite(&self.url) {
            let mut link = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
            sqlx::query_as(WRITTEN).fetch_all(&mut link).await.unwrap()
        } else {
            let mut link = sqlx::MySqlConnection::connect(&self.url).await.unwrap();
            sqlx::query_as(WRITTEN).fetch_all(&mut link).await.unwrap()
        };
        rows.into_iter().collect()
    }

    /// Whether the database has one writer at a time.
    pub(super) fn writes_alone(&self) -> bool {
        is_sqlite(&self.url)
    }

    /// A provider dies; another takes its place.
    pub(super) async fn crash(&mut self, at: usize) {
        self.providers[at].crash();
        let url = self.providers[at].url.clone();
        self.providers[at] = self.provider(&url).await;
    }

    /// Every provider finishes what it accepted.
    pub(super) async fn settle(&mut self) {
        for at in 0..self.providers.len() {
            let lanes = self.providers[at].lanes.clone();
            lanes.shutdown(Duration::from_secs(30)).await;
            self.crash(at).await;
        }
    }

    pub(super) async fn leave(mut self) {
        for provider in &mut self.providers {
            provider.lanes.shutdown(Duration::from_secs(30)).await;
        }
        self.store.close().await;
    }
}

fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

async fn note_what_is_written(url: &str) {
    if is_sqlite(url) {
        let mut link = sqlx::SqliteConnection::connect(url).await.unwrap();
        for statement in NOTES_SQLITE {
            sqlx::query(statement).execute(&mut link).await.unwrap();
        }
    } else {
        let mut link = sqlx::MySqlConnection::connect(url).await.unwrap();
        for statement in NOTES_MYSQL {
            sqlx::raw_sql(statement).execute(&mut link).await.unwrap();
        }
    }
}
