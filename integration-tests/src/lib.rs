//! Real peers, real callers, faults.
//!
//! The harness starts genuine servers ([`mariadb::MariaDb`], [`nacos::Nacos`], [`rabbitmq::RabbitMq`],
//! [`redis::Redis`]) on loopback, each with a data folder of
//! its own, waits until they serve, and ends them by process id. Nothing outlives the test process: a peer is killed
//! when it is dropped, and a guard process kills it when the test process ends in any other way, `kill -9` included.
//!
//! A peer that tests may share is started once per test binary (`shared()`); a test that stops, kills or pauses a peer
//! starts one for itself (`start()`). What a machine lacks is said on standard error; with `STOCK_PEERS=required`,
//! which the test command sets, its absence is a failure, so nothing is skipped in silence.
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `STOCK_PEERS` | `required`: a missing program fails the test | absence is said, the test is not run |
//! | `STOCK_PEERS_PORTS` | first and last port for peers, `21000-27999` | `21000-27999` |
//! | `STOCK_SCALE` | `full`: repetitions and outages as long as the requirements say | about a tenth |
//! | `STOCK_PEERS_DIR` | where data folders are made | the system's temporary folder |
//! | `STOCK_CASE_72_HOLDS` | holds that run out together in case 72 | `10000`; the full figure is `100000` |
//! | `STOCK_TCC_ORDERS` | orders whose messages come out of order | `1000`; the full figure is `100000` |
//! | `STOCK_HOSTILE_NAMES` | made-up names of methods and services | `2000`; the full figure is `100000` |

pub mod availability;
pub mod dubbo_rust;
pub mod echo;
pub mod error;
pub mod from_jar;
pub mod galera;
pub mod growth;
pub mod hostile;
pub mod java;
pub mod mariadb;
pub mod maven;
pub mod nacos;
pub mod ports;
pub mod probe;
pub mod process;
pub mod rabbitmq;
pub mod ratio;
pub mod redis;
pub mod sdk;
pub mod soak;
pub mod stock_center;
