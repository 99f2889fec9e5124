//! A database, a Redis, and read sides of several providers, all in the test's own process.

use std::sync::Arc;
use std::time::Duration;

use integration_tests::redis::Redis;
use stock::projection::{Compared, Goods};
use stock_provider::cache::{Address, Cache, CacheOptions};
use stock_provider::config::SecretUrl;
use stock_provider::lane::{LaneOptions, Lanes, Movements};
use stock_sql::{CatalogueFile, CatalogueSources, Store, StoreOptions};
use tokio_util::sync::CancellationToken;

use crate::cases::provider::until;
use crate::lanes::{done, receipt, reserve};

/// Longest wait for anything on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(40);
const BRANDS: &str = "code,name,name_en,grade\nT,测试,Test,OES\n";
const SITES: &str = "code,name,name_en,kind,area,enabled\nW1,一仓,One,REGIONAL,440111,1\nW2,二仓,Two,REGIONAL,440111,1\n";

/// All of it.
pub(crate) struct Room {
    pub(crate) store: Store,
    pub(crate) url: String,
    /// Each with lanes that tell it what moves.
    pub(crate) sides: Vec<(Cache, Lanes)>,
    stop: CancellationToken,
    _folder: tempfile::TempDir,
}

impl Drop for Room {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// How a read side of a test is kept: figures of this age are shown.
pub(crate) fn options(url: &str, age: Duration) -> CacheOptions {
    CacheOptions {
        address: Address::parse(&SecretUrl::new(url.to_owned())).unwrap(),
        authority: None,
        prefix: "stock".to_owned(),
        // A busy machine may be slow without anything being wrong.
        timeout: Duration::from_millis(500),
        age,
        front_max: 10_000,
    }
}

impl Room {
    /// So many parts `P000`…, a Redis, and so many read sides that answer.
    pub(crate) async fn open(redis: &Redis, parts: usize, sides: usize, age: Duration) -> Self {
        let room = Self::behind(options(&redis.url(), age), parts, sides).await;
        room.filled().await;
        room
    }

    /// The same with a Redis of whatever kind, without waiting for it.
    pub(crate) async fn behind(options: CacheOptions, parts: usize, sides: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("stock.db").display());
        let store = Store::open(&url, StoreOptions::default()).await.unwrap();
        store.migrate().await.unwrap();
        let mut skus =
            String::from("sku,name,name_en,category,brand,unit,suspended,safety_default\n");
        for part in 0..parts {
            skus += &format!("{},件,Part,TEST,T,件,0,0\n", sku(part));
        }
        let sources = CatalogueSources::new()
            .with(CatalogueFile::Brand, BRANDS.as_bytes())
            .with(CatalogueFile::Sku, skus.as_bytes())
            .with(CatalogueFile::Warehouse, SITES.as_bytes());
        let report = store.import_catalogue(sources, false).await.unwrap();
        assert_eq!(report.errors, []);
        let stop = CancellationToken::new();
        let mut room = Self {
            store,
            url,
            sides: Vec::new(),
            stop,
            _folder: folder,
        };
        for node in 0..sides {
            let cache = Cache::new(room.store.clone(), options.clone());
            let lanes = LaneOptions {
                count: 1,
                transactions: 1,
                batch_max: 512,
                queue_max: 20_000,
                node: i64::try_from(node).unwrap(),
            };
            let movements: Arc<dyn Movements> = Arc::new(cache.clone());
            let lanes = Lanes::start_watched(&room.store, lanes, Some(movements));
            cache.start(&room.stop);
            room.sides.push((cache, lanes));
        }
        room
    }

    /// Waits until every read side has its Redis, and that all figures are in it.
    pub(crate) async fn filled(&self) {
        for (cache, _) in &self.sides {
            assert!(cache.is_up_within(PATIENCE).await, "{:?}", cache.health());
        }
        let rebuilt = || async {
            self.sides
                .iter()
                .any(|(cache, _)| cache.last_rebuild().is_some())
        };
        until("all figures in Redis", PATIENCE, rebuilt).await;
    }

    /// Receives goods through one of the sides, in W1.
    pub(crate) async fn receive(&self, side: usize, sku: &str, quantity: i64, no: &str) {
        done(&self.sides[side].1, receipt(no, sku, quantity)).await;
    }

    /// Holds goods through one of the sides.
    pub(crate) async fn hold(&self, side: usize, sku: &str, quantity: i64, no: &str) {
        hold(&self.sides[side].1, sku, quantity, no).await;
    }

    /// What a side shows as free of a SKU.
    pub(crate) async fn free(&self, side: usize, sku: &str) -> i64 {
        let read = self.sides[side].0.figures(&[goods(sku)]).await.unwrap();
        read[0].rows.iter().map(|row| row.available).sum()
    }

    /// Whether Redis has of every SKU exactly what the database has.
    pub(crate) async fn is_equal(&self) -> bool {
        let skus = self.store.skus_after("", 100_000).await.unwrap();
        let Ok(compared) = self.sides[0].0.compare_skus(None, None, skus).await else {
            return false;
        };
        !compared.is_empty() && compared.iter().all(|one| one.outcome == Compared::Equal)
    }
}

/// Holds goods through some lanes.
pub(crate) async fn hold(lanes: &Lanes, sku: &str, quantity: i64, no: &str) {
    done(lanes, reserve(no, &[(sku, quantity)])).await;
}

pub(crate) fn sku(part: usize) -> String {
    format!("P{part:03}")
}

pub(crate) fn goods(sku: &str) -> Goods {
    Goods {
        tenant: "T".into(),
        owner: "SELF".into(),
        sku: sku.into(),
    }
}
