//! Rust that `dubbo-from-jar` wrote for Java projects of this repository: it compiles here, and the tests call and host it.
//!
//! A test holds each file to its jar. After a change of the Java side: `cargo run -p dubbo-from-jar -- JAR ... --out FILE`, as the file's head says.

/// Tables of the order service, from `java/order-service`: a MyBatis interface, which is no service, but has its shapes.
pub mod order_dao;
/// The probe, from `java/probe-api`; compiled without names of parameters.
pub mod probe_api;
/// The stock center's own contract, from `dubbo-api/java`.
pub mod stock_api;
/// The interfaces of the echo benchmark and of streams, from `java/tools-336`.
pub mod tools_api;

use std::path::PathBuf;

use dubbo_from_jar::Options;

use crate::maven;

/// A kept file: its path in this crate, its text and what it is made by.
#[derive(Debug)]
pub struct Kept {
    /// From this crate's folder.
    pub path: &'static str,
    /// As it is compiled here.
    pub text: &'static str,
    /// What writes the same text.
    pub options: Options,
}

/// All of them; the jars are there once [`crate::java::build`] is done.
pub fn kept() -> Vec<Kept> {
    let jar = |path: &str| Options {
        jars: vec![project().join(path)],
        ..Options::default()
    };
    let reply = ("com.autoparts.stock.api.Result", "Reply");
    vec![
        Kept {
            path: "src/from_jar/stock_api.rs",
            text: include_str!("stock_api.rs"),
            options: Options {
                rename: [(reply.0.to_owned(), reply.1.to_owned())].into(),
                ..jar("../../dubbo-api/java/target/stock-api-0.1.0.jar")
            },
        },
        Kept {
            path: "src/from_jar/probe_api.rs",
            text: include_str!("probe_api.rs"),
            options: Options {
                dynamic: ["com.autoparts.probe.Node".to_owned()].into(),
                ..jar("probe-api/target/probe-api-1.jar")
            },
        },
        Kept {
            path: "src/from_jar/tools_api.rs",
            text: include_str!("tools_api.rs"),
            options: jar("tools-336/target/tools-336-1.jar"),
        },
        Kept {
            path: "src/from_jar/order_dao.rs",
            text: include_str!("order_dao.rs"),
            options: jar("order-service/target/order-service-1.jar"),
        },
    ]
}

fn project() -> PathBuf {
    maven::project("java")
}
