//! The hard cases of the domain: real provider processes, called over real `dubbo://`, on SQLite and on MariaDB.
//!
//! All cases of a database share its providers (MariaDB has two, on one database); every case is a tenant of its own. After each case every invariant
//! of the whole database is checked.

mod admin;
mod catalogue;
mod crowd;
mod deeds;
mod goods;
mod holding;
mod hostile;
mod inquiry;
mod keys;
mod life;
mod lots;
pub(crate) mod mall;
mod papers;
mod performance;
mod presale;
mod promises;
pub(crate) mod provider;
pub(crate) mod reconcile;
pub(crate) mod relay;
mod sourcer;
mod sourcing;
mod sweep;
mod table;
mod tcc;

/// Runs each case on SQLite and on MariaDB, in a mall of its own, and checks the database after it.
macro_rules! on_both_databases {
    ($($case:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let center = crate::cases::provider::sqlite().await;
                let mall = crate::cases::mall::Mall::open(center, stringify!($case)).await;
                super::$case(&mall).await;
                center.check().await;
            })+
        }
        mod mariadb {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let Some(center) = crate::cases::provider::mariadb().await else { return };
                let mall = crate::cases::mall::Mall::open(center, stringify!($case)).await;
                super::$case(&mall).await;
                center.check().await;
            })+
        }
    };
}
use on_both_databases;
