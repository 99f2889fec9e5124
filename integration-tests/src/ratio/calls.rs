//! Goals of calls: echo and lists, ours against Java Dubbo 3.3.6 and against TCP.

use std::process::Command;
use std::time::Duration;

use super::contest::{Contest, turns};
use super::goals::Goal;
use super::machine::pin;
use super::sample::{self, PROVIDER, Sample};
use crate::echo::{Call, Load, Protocol};
use crate::error::{PeerError, Result};
use crate::java::JavaServer;
use crate::ports::PortLease;
use crate::process::{Process, data_folder};

/// Bytes of the echoed text.
const TEXT: usize = 100;
/// Rows of a list.
const ROWS: i32 = 15;
/// Calls in flight on the one connection.
const DEPTH: usize = 64;
/// Connections of the goals against TCP.
const CONNECTIONS: usize = 64;
/// Java's just-in-time compiler sees so much before it is measured.
const WARM_UP_JAVA: Duration = Duration::from_secs(15);
const WARM_UP: Duration = Duration::from_secs(2);
const READY: Duration = Duration::from_secs(30);
/// Waits are compared at so small a part of Java's own rate: a half.
const OPEN_PART: u32 = 2;

/// A provider of echoes.
#[derive(Debug)]
struct Side {
    name: String,
    id: u32,
    address: String,
    protocol: Protocol,
    _own: Option<(Process, tempfile::TempDir)>,
    _java: Option<JavaServer>,
    _lease: PortLease,
}

impl Side {
    /// This program again, as `serve-echo` or `serve-bytes`.
    async fn own(command: &str, protocol: Protocol) -> Result<Self> {
        let lease = PortLease::take(&[0])?;
        let folder = data_folder(command)?;
        let log = folder.path().join("log");
        let program = std::env::current_exe().map_err(PeerError::because("this program"))?;
        let mut server = Command::new(program);
        server.args([command, &lease.port().to_string()]);
        let mut process = Process::spawn(command, server, &log, folder.path())?;
        let ready = || {
            let text = std::fs::read_to_string(&log).unwrap_or_default();
            std::future::ready(text.starts_with("ready"))
        };
        process.wait_until(READY, ready).await?;
        Ok(Self {
            name: match command {
                "serve-bytes" => "TCP echo".to_owned(),
                _ => "dubbo-rpc".to_owned(),
            },
            id: process.id(),
            address: format!("127.0.0.1:{}", lease.port()),
            protocol,
            _own: Some((process, folder)),
            _java: None,
            _lease: lease,
        })
    }

    async fn java(protocol: Protocol, dispatcher: &str) -> Result<Self> {
        let lease = PortLease::take(&[0])?;
        let port = lease.port().to_string();
        let spoken = match protocol {
            Protocol::Triple => "tri",
            Protocol::Dubbo | Protocol::Bytes => "dubbo",
        };
        let arguments = [
            ["--port", &port],
            ["--protocol", spoken],
            ["--dispatcher", dispatcher],
        ];
        let class = "com.autoparts.bench.EchoProvider";
        let java = JavaServer::start_measured("tools-336", class, arguments.as_flattened()).await?;
        Ok(Self {
            name: format!("Java Dubbo 3.3.6, dispatcher {dispatcher}"),
            id: java.id(),
            address: format!("127.0.0.1:{}", lease.port()),
            protocol,
            _own: None,
            _java: Some(java),
            _lease: lease,
        })
    }

    fn load(&self, call: Call, connections: usize, depth: usize) -> Load {
        Load {
            address: self.address.clone(),
            protocol: self.protocol,
            call,
            connections,
            depth,
        }
    }

    async fn turn(
        &self,
        call: Call,
        connections: usize,
        depth: usize,
        time: Duration,
    ) -> Result<Sample> {
        let load = self.load(call, connections, depth);
        sample::take(&self.name, &[(PROVIDER, self.id)], load.closed(time)).await
    }
}

/// What is wanted: goals by name, rounds, and the time of a turn.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Names of goals, or the letters and numbers they begin with; all if empty.
    pub only: Vec<String>,
    /// Rounds.
    pub rounds: usize,
    /// Time of one turn.
    pub time: Duration,
}

impl Plan {
    /// Whether there is a goal of that name, or several that begin with it.
    #[must_use]
    pub fn knows(only: &str) -> bool {
        let named = |id: &str| id == only || id.split(' ').next() == Some(only);
        super::goals::ALL.iter().any(|goal| named(goal.id))
    }

    /// The goal, if it is wanted.
    #[must_use]
    pub fn wants(&self, id: &str) -> Option<&'static Goal> {
        let named = |only: &String| id == only || id.split(' ').next() == Some(only.as_str());
        let wanted = self.only.is_empty() || self.only.iter().any(named);
        Goal::named(id).filter(|_| wanted)
    }

    /// Whether any of these is wanted.
    #[must_use]
    pub fn any(&self, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.wants(id).is_some())
    }
}

/// Measures the goals of calls.
///
/// # Errors
/// When a provider does not come up, or answers what it must not.
pub async fn measure(plan: &Plan, note: &mut impl FnMut(Contest)) -> Result<()> {
    if plan.any(&["R1", "R2", "R3", "R6"]) {
        dubbo(plan, note).await?;
    }
    if plan.any(&["R4 1", "R4 16"]) {
        bytes(plan, note).await?;
    }
    if let Some(goal) = plan.wants("R5") {
        let (ours, java) = (
            Side::own("serve-echo", Protocol::Triple).await?,
            best(Protocol::Triple).await?,
        );
        let cpu = |ours: &Sample, theirs: &Sample| {
            ours.per_cpu_second(PROVIDER) / theirs.per_cpu_second(PROVIDER)
        };
        let call = Call::Echo(TEXT);
        ours.turn(call, 1, DEPTH, WARM_UP).await?;
        let (one, other) = turns(
            plan.rounds,
            async |_| ours.turn(call, 1, DEPTH, plan.time).await,
            async |_| java.turn(call, 1, DEPTH, plan.time).await,
        )
        .await?;
        note(Contest::of(goal, one, other, cpu));
    }
    Ok(())
}

async fn dubbo(plan: &Plan, note: &mut impl FnMut(Contest)) -> Result<()> {
    let ours = Side::own("serve-echo", Protocol::Dubbo).await?;
    let java = best(Protocol::Dubbo).await?;
    let cpu = |ours: &Sample, theirs: &Sample| {
        ours.per_cpu_second(PROVIDER) / theirs.per_cpu_second(PROVIDER)
    };
    let call = Call::Echo(TEXT);
    ours.turn(call, 1, DEPTH, WARM_UP).await?;
    if plan.any(&["R1", "R2"]) {
        let (one, other) = turns(
            plan.rounds,
            async |_| ours.turn(call, 1, DEPTH, plan.time).await,
            async |_| java.turn(call, 1, DEPTH, plan.time).await,
        )
        .await?;
        if let Some(goal) = plan.wants("R1") {
            note(Contest::of(goal, one.clone(), other.clone(), cpu));
        }
        if let Some(goal) = plan.wants("R2") {
            note(Contest::of(goal, one, other, |a, b| a.rate / b.rate));
        }
    }
    if let Some(goal) = plan.wants("R3") {
        let call = Call::List(ROWS);
        java.turn(call, 1, DEPTH, WARM_UP_JAVA).await?;
        let (one, other) = turns(
            plan.rounds,
            async |_| ours.turn(call, 1, DEPTH, plan.time).await,
            async |_| java.turn(call, 1, DEPTH, plan.time).await,
        )
        .await?;
        note(Contest::of(goal, one, other, cpu));
    }
    if let Some(goal) = plan.wants("R6") {
        apart(&[ours.id, java.id])?;
        let most = java.turn(call, 1, DEPTH, plan.time).await?;
        let rate = most.whole_rate() / OPEN_PART;
        let open = async |side: &Side| {
            let load = side.load(call, 1, DEPTH);
            let work = load.open(rate, plan.time);
            sample::take(&side.name, &[(PROVIDER, side.id)], work).await
        };
        let (one, other) = turns(
            plan.rounds,
            async |_| open(&ours).await,
            async |_| open(&java).await,
        )
        .await?;
        note(Contest::of(goal, one, other, |a, b| a.p99_ms / b.p99_ms));
        together()?;
    }
    Ok(())
}

async fn bytes(plan: &Plan, note: &mut impl FnMut(Contest)) -> Result<()> {
    let ours = Side::own("serve-echo", Protocol::Dubbo).await?;
    let tcp = Side::own("serve-bytes", Protocol::Bytes).await?;
    apart(&[ours.id, tcp.id])?;
    let call = Call::Echo(TEXT);
    for (id, depth) in [("R4 1", 1), ("R4 16", 16)] {
        let Some(goal) = plan.wants(id) else { continue };
        ours.turn(call, CONNECTIONS, depth, WARM_UP).await?;
        let (one, other) = turns(
            plan.rounds,
            async |_| ours.turn(call, CONNECTIONS, depth, plan.time).await,
            async |_| tcp.turn(call, CONNECTIONS, depth, plan.time).await,
        )
        .await?;
        note(Contest::of(goal, one, other, |a, b| a.rate / b.rate));
    }
    together()
}

/// Java's provider with the dispatcher that costs it least: calls on Dubbo's threads, as it comes, or on those of its I/O.
async fn best(protocol: Protocol) -> Result<Side> {
    let mut found: Option<(f64, Side)> = None;
    for dispatcher in ["all", "direct"] {
        let side = Side::java(protocol, dispatcher).await?;
        side.turn(Call::Echo(TEXT), 1, DEPTH, WARM_UP_JAVA).await?;
        let sample = side.turn(Call::Echo(TEXT), 1, DEPTH, WARM_UP * 2).await?;
        let here = sample.per_cpu_second(PROVIDER);
        println!("    {}: {here:.0} calls a CPU second", side.name);
        if found.as_ref().is_none_or(|(best, _)| here > *best) {
            found = Some((here, side));
        }
    }
    found
        .map(|(_, side)| side)
        .ok_or_else(|| PeerError::new("no dispatcher"))
}

/// Providers on one core, the generator on the other.
fn apart(providers: &[u32]) -> Result<()> {
    for provider in providers {
        pin(*provider, "0")?;
    }
    pin(std::process::id(), "1")
}

fn together() -> Result<()> {
    let last = std::thread::available_parallelism().map_or(1, usize::from) - 1;
    pin(std::process::id(), &format!("0-{last}"))
}
