//! The life of one HTTP/1.1 connection: JSON, and documents, until a request upgrades it.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::time::{Instant, sleep};

use super::super::state::{Connection, Phase};
use super::events::Outgoing;
use super::h2c::{self, Offer, Upgrade};
use super::wire::{Watch, Watched};
use super::{Ended, Stream, http2, json, tick};

/// Bytes of a request's line and headers. Java: 4,096 and 8,192.
const HEAD_BYTES: usize = 16 * 1024;

/// Headers of a request.
const HEADERS: usize = 100;

/// What leaves of a connection that is closed at once.
const FAREWELL: Duration = Duration::from_secs(1);

/// The request that upgrades the connection, once it is there.
type Upgrading = Arc<Mutex<Option<Upgrade>>>;

/// Serves a connection of which `before` was read already, until it ends. It may become one of HTTP/2 unless it is `secure`: in TLS, ALPN
/// decides that (RFC 7540, 3.2).
pub(crate) async fn serve<S: Stream>(
    stream: S,
    before: Vec<u8>,
    connection: Arc<Connection>,
    secure: bool,
) -> Ended {
    let upgrading = Upgrading::default();
    let slot = (!secure).then(|| Arc::clone(&upgrading));
    let ended = serve_requests(stream, before, Arc::clone(&connection), slot).await;
    let upgrade = upgrading
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    match upgrade {
        Some(upgrade) => Box::pin(upgraded::<S>(upgrade, connection)).await,
        None => ended,
    }
}

/// Goes on in HTTP/2, with the answer to the request that wanted it.
async fn upgraded<S: Stream>(upgrade: Upgrade, connection: Arc<Connection>) -> Ended {
    let Upgrade {
        on,
        offer,
        parts,
        body,
        share,
    } = upgrade;
    let patience = connection.state.limits.frame_read;
    let opening = async {
        let stream = on.await.map_err(|error| error.to_string())?;
        let stream = stream
            .downcast::<TokioIo<Watched<S>>>()
            .map_err(|_| "the upgraded stream is another".to_owned())?;
        let (mut io, read) = (stream.io.into_inner(), stream.read_buf.to_vec());
        let before = h2c::open(&mut io, read, &offer, &parts).await;
        Ok((io, before.map_err(|error| error.to_string())?))
    };
    match tokio::time::timeout(patience, opening).await {
        Ok(Ok((stream, before))) => {
            // Now it is read as any request is.
            drop(share);
            http2::serve_upgraded(stream, before, connection, Some(body)).await
        }
        Ok(Err(why)) => Ended::broken(why),
        Err(_) => Ended::broken(format!(
            "HTTP/2 did not begin in {patience:?} after the upgrade"
        )),
    }
}

async fn serve_requests<S: Stream>(
    stream: S,
    before: Vec<u8>,
    connection: Arc<Connection>,
    upgrading: Option<Upgrading>,
) -> Ended {
    let watch = Watch::new();
    let stream = Watched::http1(stream, before, watch.clone());
    let limits = connection.state.limits.clone();
    let mut phase = connection.state.phase.subscribe();
    let tick_every = tick(&connection);
    let service = service_fn(move |request| {
        let connection = Arc::clone(&connection);
        answer(connection, request, upgrading.clone())
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.frame_read)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .half_close(true);
    let serving = builder
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(serving);
    if *phase.borrow_and_update() >= Phase::Draining {
        serving.as_mut().graceful_shutdown();
    }
    let tick = sleep(tick_every);
    tokio::pin!(tick);
    loop {
        tokio::select! {
            biased;
            over = &mut serving => {
                return match over {
                    Ok(()) => Ended::fine("it was closed"),
                    Err(error) if error.is_timeout() || error.is_parse() => Ended::broken(error.to_string()),
                    Err(error) => Ended::fine(&error.to_string()),
                };
            }
            () = &mut tick => {
                let stalled = watch
                    .seen()
                    .write_waits_since
                    .is_some_and(|since| since.elapsed() >= limits.write_stall);
                if stalled {
                    return Ended::broken(format!("no reply was read for {:?}", limits.write_stall));
                }
                tick.as_mut().reset(Instant::now() + tick_every);
            }
            changed = phase.changed() => {
                let at = if changed.is_ok() { *phase.borrow_and_update() } else { Phase::Closed };
                if at >= Phase::Draining {
                    serving.as_mut().graceful_shutdown();
                }
                if at == Phase::Closed {
                    let _ = tokio::time::timeout(FAREWELL, &mut serving).await;
                    return Ended::fine("the server is stopping");
                }
            }
        }
    }
}

async fn answer(
    connection: Arc<Connection>,
    mut request: Request<Incoming>,
    upgrading: Option<Upgrading>,
) -> Result<Response<Outgoing>, Infallible> {
    let on = hyper::upgrade::on(&mut request);
    let (parts, body) = request.into_parts();
    let body = json::Body::Http1(body);
    let state = &connection.state;
    // A server that is stopping answers this one, and no more.
    let stays = *state.phase.borrow() < Phase::Draining;
    let answer = match (upgrading.filter(|_| stays), Offer::of(&parts)) {
        (Some(upgrading), Some(offer)) => match json::collect(state, &parts.headers, body).await {
            Ok((body, share)) => {
                let upgrade = Upgrade {
                    on,
                    offer,
                    parts,
                    body,
                    share,
                };
                *upgrading.lock().unwrap_or_else(PoisonError::into_inner) = Some(upgrade);
                return Ok(h2c::switching().map(Outgoing::of));
            }
            Err(refused) => json::Answer::refused(refused),
        },
        _ => json::answer(&connection, &parts, body).await,
    };
    let mut response = Response::new(answer.body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    Ok(response)
}
