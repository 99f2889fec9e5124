//! A wire that can be interrupted: requests held back, answers lost.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the wire does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Both directions pass.
    Pass,
    /// Requests wait in the wire.
    HoldRequests,
    /// Requests pass, answers are lost.
    LoseAnswers,
    /// Requests pass, answers come so late.
    LateAnswers(Duration),
}

/// A TCP relay in front of a provider; ends when dropped.
#[derive(Debug)]
pub(crate) struct Relay {
    address: SocketAddr,
    mode: watch::Sender<Mode>,
    cut: watch::Sender<()>,
}

impl Relay {
    /// A relay to `target`, which passes everything at first.
    pub(crate) async fn to(target: String) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (mode, modes) = watch::channel(Mode::Pass);
        let (cut, cuts) = watch::channel(());
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                let Ok(far) = TcpStream::connect(&target).await else {
                    return;
                };
                let ((near_in, near_out), (far_in, far_out)) =
                    (near.into_split(), far.into_split());
                let (mut one, mut other) = (cuts.clone(), cuts.clone());
                one.mark_unchanged();
                other.mark_unchanged();
                let (forth, back) = (
                    requests(near_in, far_out, modes.clone()),
                    answers(far_in, near_out, modes.clone()),
                );
                tokio::spawn(async move {
                    tokio::select! {
                        () = forth => {}
                        _ = one.changed() => {}
                    }
                });
                tokio::spawn(async move {
                    tokio::select! {
                        () = back => {}
                        _ = other.changed() => {}
                    }
                });
            }
        });
        Self { address, mode, cut }
    }

    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// Ends every connection that stands.
    pub(crate) fn cut(&self) {
        self.cut.send_replace(());
    }

    pub(crate) fn set(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }
}

async fn requests(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut modes: watch::Receiver<Mode>,
) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if modes
            .wait_for(|mode| *mode != Mode::HoldRequests)
            .await
            .is_err()
            || to.write_all(&buffer[..length]).await.is_err()
        {
            return;
        }
    }
}

async fn answers(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, modes: watch::Receiver<Mode>) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let mode = *modes.borrow();
        if let Mode::LateAnswers(late) = mode {
            tokio::time::sleep(late).await;
        }
        let lost = mode == Mode::LoseAnswers;
        if !lost && to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
