//! A relay on loopback between the client library and Nacos' gRPC port, so that we decide when a connection ends.
//!
//! The library gives up a connection without closing it: the server goes on serving what was registered over it, and
//! nothing can take that back. And after a connection that could not be opened it waits up to 64 s. Through the relay
//! every attempt of the library succeeds and then waits until Nacos is there; and a connection that does not answer is
//! cut, for both sides.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Clients talk gRPC on the API's port plus this (Java: `Constants.SDK_GRPC_PORT_DEFAULT_OFFSET`).
const GRPC_OFFSET: u16 = 1000;
/// How long connecting to one server may take.
const CONNECT_DEADLINE: Duration = Duration::from_secs(2);
/// How long to wait before all servers are tried again.
const RETRY: Duration = Duration::from_millis(500);

/// Carries connections for as long as it is held.
#[derive(Debug)]
pub(super) struct Relay {
    port: u16,
    /// Counts the cuts; connections end when it changes or goes.
    cuts: watch::Sender<u64>,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// `host:port` of gRPC.
    servers: Vec<String>,
    /// Why no server could be reached the last time.
    failure: watch::Sender<Option<String>>,
}

impl Relay {
    /// Listens for the client library. `servers` are `host:port` of the API.
    pub(super) fn start(servers: &[String]) -> std::io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            servers: servers
                .iter()
                .filter_map(|server| grpc_address(server))
                .collect(),
            failure: watch::Sender::new(None),
        });
        let cuts = watch::Sender::new(0);
        tokio::spawn(accept(listener, cuts.subscribe(), Arc::clone(&shared)));
        Ok(Self { port, cuts, shared })
    }

    /// The port for the client library, on 127.0.0.1.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Ends all connections to servers; the library makes a new one.
    pub(super) fn cut(&self) {
        self.cuts.send_modify(|cuts| *cuts += 1);
    }

    /// Why no server can be reached, if a connection is waiting for one.
    pub(super) fn failure(&self) -> Option<String> {
        self.shared.failure.borrow().clone()
    }
}

fn grpc_address(server: &str) -> Option<String> {
    let (host, port) = server.rsplit_once(':')?;
    let port = port.parse::<u16>().ok()?.checked_add(GRPC_OFFSET)?;
    Some(format!("{host}:{port}"))
}

async fn accept(listener: TcpListener, mut cuts: watch::Receiver<u64>, shared: Arc<Shared>) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            changed = cuts.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
        };
        match accepted {
            Ok((stream, _)) => {
                tokio::spawn(carry(stream, cuts.clone(), Arc::clone(&shared)));
            }
            // Out of descriptors, most likely: wait for some to come back.
            Err(_) => tokio::time::sleep(RETRY).await,
        }
    }
}

/// Carries one connection until one side ends it or it is cut. One that still waits for a server is left alone.
async fn carry(mut client: TcpStream, mut cuts: watch::Receiver<u64>, shared: Arc<Shared>) {
    let mut reach = Box::pin(shared.reach());
    let mut server = loop {
        tokio::select! {
            server = &mut reach => break server,
            changed = cuts.changed() => if changed.is_err() { return },
        }
    };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut client, &mut server) => {}
        _ = cuts.changed() => {}
    }
}

impl Shared {
    /// Connects to one of the servers, however long that takes; each time beginning with another one.
    async fn reach(&self) -> TcpStream {
        let mut next = fastrand::usize(..self.servers.len().max(1));
        loop {
            for _ in 0..self.servers.len() {
                let server = &self.servers[next % self.servers.len()];
                next += 1;
                let connect = TcpStream::connect(server.as_str());
                let failure = match tokio::time::timeout(CONNECT_DEADLINE, connect).await {
                    Ok(Ok(stream)) => {
                        self.failure.send_replace(None);
                        return stream;
                    }
                    Ok(Err(error)) => error.to_string(),
                    Err(_) => format!("no answer within {} s", CONNECT_DEADLINE.as_secs()),
                };
                self.failure
                    .send_replace(Some(format!("cannot connect to {server}: {failure}")));
            }
            tokio::time::sleep(RETRY.mul_f64(1.0 + fastrand::f64())).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    /// A server as the API's address of which the relay derives the gRPC port, and its listener.
    async fn server() -> (String, TcpListener) {
        loop {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let port = listener.local_addr().unwrap().port();
            if let Some(api) = port.checked_sub(GRPC_OFFSET) {
                return (format!("127.0.0.1:{api}"), listener);
            }
        }
    }

    #[tokio::test]
    async fn carries_both_ways_until_cut() {
        let (address, listener) = server().await;
        let relay = Relay::start(&[address]).unwrap();
        let mut client = TcpStream::connect(("127.0.0.1", relay.port()))
            .await
            .unwrap();
        let (mut nacos, _) = listener.accept().await.unwrap();
        client.write_all(b"ping").await.unwrap();
        let mut four = [0; 4];
        nacos.read_exact(&mut four).await.unwrap();
        assert_eq!(&four, b"ping");
        nacos.write_all(b"pong").await.unwrap();
        client.read_exact(&mut four).await.unwrap();
        assert_eq!(&four, b"pong");

        relay.cut();
        assert_eq!(
            client.read(&mut four).await.unwrap_or(0),
            0,
            "cut for the library"
        );
        assert_eq!(
            nacos.read(&mut four).await.unwrap_or(0),
            0,
            "cut for the server"
        );
        let _again = TcpStream::connect(("127.0.0.1", relay.port()))
            .await
            .unwrap();
        listener.accept().await.unwrap();
    }

    #[tokio::test]
    async fn a_connection_waits_for_a_server_and_says_why() {
        let (address, listener) = server().await;
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let relay = Relay::start(&[address]).unwrap();
        let mut client = TcpStream::connect(("127.0.0.1", relay.port()))
            .await
            .unwrap();
        client.write_all(b"early").await.unwrap();
        while relay.failure().is_none() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let (mut nacos, _) = listener.accept().await.unwrap();
        let mut five = [0; 5];
        nacos.read_exact(&mut five).await.unwrap();
        assert_eq!(&five, b"early");
        assert_eq!(relay.failure(), None);
    }

    #[tokio::test]
    async fn goes_with_its_owner() {
        let (address, listener) = server().await;
        let relay = Relay::start(&[address]).unwrap();
        let mut client = TcpStream::connect(("127.0.0.1", relay.port()))
            .await
            .unwrap();
        let _held = listener.accept().await.unwrap();
        drop(relay);
        assert_eq!(client.read(&mut [0; 4]).await.unwrap_or(0), 0);
    }
}
