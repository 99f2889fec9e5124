//! The life of one HTTP/1.1 connection: JSON, and documents.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::time::{Instant, sleep};

use super::super::state::{Connection, Phase};
use super::wire::{Watch, Watched};
use super::{Ended, Stream, json, tick};

/// Bytes of a request's line and headers. Java: 4,096 and 8,192.
const HEAD_BYTES: usize = 16 * 1024;

/// Headers of a request.
const HEADERS: usize = 100;

/// What leaves of a connection that is closed at once.
const FAREWELL: Duration = Duration::from_secs(1);

/// Serves a connection of which `before` was read already, until it ends.
pub(crate) async fn serve<S: Stream>(
    stream: S,
    before: Vec<u8>,
    connection: Arc<Connection>,
) -> Ended {
    let watch = Watch::new();
    let stream = Watched::http1(stream, before, watch.clone());
    let limits = connection.state.limits.clone();
    let mut phase = connection.state.phase.subscribe();
    let tick_every = tick(&connection);
    let service = service_fn(move |request| answer(Arc::clone(&connection), request));
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.frame_read)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEADERS)
        .half_close(true);
    let serving = builder.serve_connection(TokioIo::new(stream), service);
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
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let answer = json::answer(&connection, &parts, json::Body::Http1(body)).await;
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    Ok(response)
}
