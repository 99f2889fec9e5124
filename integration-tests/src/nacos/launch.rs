//! How each Nacos version is started and how one sees that it serves.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tokio::net::TcpStream;

use super::{Auth, PASSWORD, USER, Version};
use crate::availability::command_path;
use crate::error::{PeerError, Result};
use crate::maven;

/// The API, the console of version 3, gRPC for clients, gRPC between servers, JRaft.
pub(super) const PORT_OFFSETS: [i32; 5] = [0, CONSOLE_OFFSET as i32, 1000, 1001, -1000];
/// Where we put the console of version 3, which has a port of its own.
pub(super) const CONSOLE_OFFSET: u16 = 2;

/// A small heap and a quick start: these servers live for a test run.
const JVM_OPTIONS: [&str; 6] = [
    "-Xms64m",
    "-Xmx320m",
    "-Xss512k",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:MaxMetaspaceSize=224m",
];

fn recipe(version: Version) -> &'static str {
    match version {
        Version::V2 => "peers/nacos2",
        Version::V3 => "peers/nacos3",
    }
}

/// Fetches the jars (and compiles the starter of version 3), once. Blocks.
pub(super) fn prepare(version: Version) -> Result<()> {
    let goals: &[&str] = match version {
        Version::V2 => &["dependency:copy-dependencies"],
        Version::V3 => &["compile", "dependency:copy-dependencies"],
    };
    maven::prepare(&maven::project(recipe(version)), goals)
}

/// The command that runs a server with its data in `folder`.
pub(super) fn command(version: Version, auth: Auth, port: u16, folder: &Path) -> Result<Command> {
    let project = maven::project(recipe(version));
    let jars = project.join("target/lib");
    let temporary = folder.join("tmp");
    for path in [&temporary, &folder.join("conf"), &folder.join("logs")] {
        std::fs::create_dir_all(path).map_err(PeerError::because(format!(
            "cannot create {}",
            path.display()
        )))?;
    }
    // The order matters. Our settings come before the jars' own. hessian 4.0.63 comes before the rest, for sofa's
    // hessian 3.3.6 holds older copies of its classes; Nacos needs both: without 4.0.63 first it dies at the start,
    // without 3.3.6 it looks healthy and no push to a subscriber ever succeeds.
    let class_path: OsString = std::env::join_paths([
        project.join("conf"),
        project.join("target/classes"),
        jars.join("hessian-4.0.63.jar"),
        jars.join("*"),
    ])
    .map_err(PeerError::because("class path of Nacos"))?;

    let mut command = Command::new(command_path("java")?);
    command
        .current_dir(folder)
        .args(JVM_OPTIONS)
        .arg(define("nacos.home", folder.display()))
        .arg(define("user.home", folder.display()))
        .arg(define("java.io.tmpdir", temporary.display()))
        .arg(define("nacos.standalone", true))
        .arg(define("nacos.server.ip", "127.0.0.1"))
        .arg(define("server.address", "127.0.0.1"));
    match version {
        Version::V2 => command.arg(define("server.port", port)),
        Version::V3 => command
            .arg(define("nacos.deployment.type", "merged"))
            .arg(define("nacos.server.main.port", port))
            .arg(define("nacos.console.port", port + CONSOLE_OFFSET)),
    };
    let on = auth == Auth::On;
    command
        .arg("-cp")
        .arg(class_path)
        .arg(match version {
            Version::V2 => "com.alibaba.nacos.Nacos",
            Version::V3 => "peers.Nacos3",
        })
        .arg(format!("--server.tomcat.basedir={}", folder.display()))
        .arg(format!("--nacos.core.auth.enabled={on}"));
    if version == Version::V3 {
        command
            .arg(format!("--nacos.core.auth.admin.enabled={on}"))
            .arg(format!("--nacos.core.auth.console.enabled={on}"));
    }
    Ok(command)
}

fn define(key: &str, value: impl std::fmt::Display) -> String {
    format!("-D{key}={value}")
}

/// Whether everything the tests use answers: API, gRPC, console and, with authentication, a login. (Nacos reads its
/// users up to 15 s after it calls itself ready and refuses every login until then.)
pub(super) async fn is_ready(
    version: Version,
    auth: Auth,
    port: u16,
    http: &reqwest::Client,
) -> bool {
    let api = format!("http://127.0.0.1:{port}/nacos");
    let answers = async |url: String| {
        http.get(url)
            .send()
            .await
            .is_ok_and(|r| r.status().is_success())
    };
    let probe = match version {
        Version::V2 => format!("{api}/v1/console/health/readiness"),
        Version::V3 => format!("{api}/v3/admin/core/state/readiness"),
    };
    if !answers(probe).await
        || TcpStream::connect(("127.0.0.1", port + 1000))
            .await
            .is_err()
    {
        return false;
    }
    if version == Version::V3 {
        let console = format!("http://127.0.0.1:{}", port + CONSOLE_OFFSET);
        if !answers(format!("{console}/v3/console/health/readiness")).await {
            return false;
        }
    }
    auth == Auth::Off || login(version, &api, http).await.is_some()
}

/// Logs in and answers the token; the first time, version 3 has to be told the password of its administrator.
pub(super) async fn login(version: Version, api: &str, http: &reqwest::Client) -> Option<String> {
    let path = match version {
        Version::V2 => "v1/auth/users/login",
        Version::V3 => "v3/auth/user/login",
    };
    if version == Version::V3 {
        // Refused once it is set, which is as good.
        let first = http
            .post(format!("{api}/v3/auth/user/admin"))
            .form(&[("password", PASSWORD)]);
        let _ = first.timeout(Duration::from_secs(2)).send().await;
    }
    let request = http
        .post(format!("{api}/{path}"))
        .form(&[("username", USER), ("password", PASSWORD)]);
    let response = request.send().await.ok()?.error_for_status().ok()?;
    let body: serde_json::Value = serde_json::from_str(&response.text().await.ok()?).ok()?;
    Some(body.get("accessToken")?.as_str()?.to_owned())
}
