//! Triple, by the library's own client.

use std::sync::Arc;
use std::time::{Duration, Instant};

use dubbo_rpc::{ClientOptions, Context, ServiceRef, TripleClient};

use super::{Call, EchoClient, Load, echo};
use crate::error::{PeerError, Result};

pub(super) async fn closed(load: &Load, until: Instant) -> Result<(u64, Vec<Duration>)> {
    let Call::Echo(bytes) = load.call else {
        return Err(PeerError::new("over Triple only texts are echoed"));
    };
    let options = ClientOptions {
        timeout: Duration::from_secs(8),
        application: Some("bench-consumer".to_owned()),
        ..ClientOptions::default()
    };
    let client = TripleClient::connect(load.address.clone(), options).await;
    let client = client.map_err(PeerError::because("connecting"))?;
    let echo = EchoClient::new(Arc::new(client), ServiceRef::new(echo::INTERFACE));
    let text = Some("x".repeat(bytes));
    let callers: Vec<_> = (0..load.depth)
        .map(|_| {
            let (echo, text) = (echo.clone(), text.clone());
            tokio::spawn(async move { caller(&echo, text, until).await })
        })
        .collect();
    let (mut calls, mut waits) = (0, Vec::new());
    for caller in callers {
        let (count, mut sampled) = caller.await.map_err(PeerError::because("a caller"))??;
        calls += count;
        waits.append(&mut sampled);
    }
    Ok((calls, waits))
}

async fn caller(
    echo: &EchoClient,
    text: Option<String>,
    until: Instant,
) -> Result<(u64, Vec<Duration>)> {
    use super::Echo as _;
    let (mut calls, mut waits) = (0_u64, Vec::new());
    loop {
        let begun = Instant::now();
        if begun >= until {
            return Ok((calls, waits));
        }
        let back = echo.echo(&Context::new(), text.clone()).await;
        if back.map_err(PeerError::because("an echo"))? != text {
            return Err(PeerError::new("a reply without the text that was sent"));
        }
        calls += 1;
        if calls % 8 == 0 {
            waits.push(begun.elapsed());
        }
    }
}
