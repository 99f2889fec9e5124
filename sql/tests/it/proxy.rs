//! A proxy in front of a MySQL server that cuts the connection at the COMMIT, before or after the server gets it, or falls silent.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// When to cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Not at all.
    Never = 0,
    /// The server never sees the next COMMIT.
    Before = 1,
    /// The server gets the next COMMIT, its answer never arrives.
    After = 2,
    /// The server gets the next COMMIT, and the connection stays open in silence.
    Silent = 3,
}

/// A running proxy; stops with its runtime.
#[derive(Clone, Debug)]
pub(crate) struct Proxy {
    pub(crate) port: u16,
    cut: Arc<AtomicU8>,
}

/// COM_QUERY "COMMIT" as a client sends it: length, sequence, command, text.
const COMMIT: &[u8] = b"\x07\0\0\0\x03COMMIT";

impl Proxy {
    pub(crate) async fn start(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let proxy = Self {
            port: listener.local_addr().unwrap().port(),
            cut: Arc::default(),
        };
        let cut = Arc::clone(&proxy.cut);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (server, cut) = (server.clone(), Arc::clone(&cut));
                tokio::spawn(async move {
                    if let Ok(server) = TcpStream::connect(server).await {
                        forward(client, server, &cut).await;
                    }
                });
            }
        });
        proxy
    }

    /// Arms the proxy for one COMMIT.
    pub(crate) fn arm(&self, cut: Cut) {
        self.cut.store(cut as u8, Ordering::SeqCst);
    }
}

async fn forward(mut client: TcpStream, mut server: TcpStream, cut: &AtomicU8) {
    let (mut to_server, mut to_client) = (vec![0; 64 * 1_024], vec![0; 64 * 1_024]);
    loop {
        tokio::select! {
            read = client.read(&mut to_server) => {
                let Ok(count @ 1..) = read else { return };
                let bytes = &to_server[..count];
                let armed = if bytes.ends_with(COMMIT) { cut.swap(0, Ordering::SeqCst) } else { 0 };
                if armed == Cut::Before as u8 || server.write_all(bytes).await.is_err() {
                    return;
                }
                if armed == Cut::Silent as u8 {
                    std::future::pending::<()>().await;
                }
                if armed == Cut::After as u8 {
                    // The server's answer shows that it has committed; the client never gets it.
                    let _ = server.read(&mut to_client).await;
                    return;
                }
            }
            read = server.read(&mut to_client) => {
                let Ok(count @ 1..) = read else { return };
                if client.write_all(&to_client[..count]).await.is_err() {
                    return;
                }
            }
        }
    }
}
