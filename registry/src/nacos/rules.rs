//! A text in Nacos config, followed: asked once, then on every change and every so often.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::link::{Link, LinkState};
use crate::config::{ConfigKey, ConfigState};
use crate::error::ErrorKind;

/// Asked at least this often: after a reconnection the library listens again only a minute later.
const REFRESH: Duration = Duration::from_secs(10);
/// Asked again after this if Nacos did not answer.
const RETRY: Duration = Duration::from_secs(2);

/// Publishes a text until nobody listens any more. While Nacos is away, or its answer is refused, what was last known
/// stays.
pub(super) async fn follow(link: Arc<Link>, key: ConfigKey, sender: watch::Sender<ConfigState>) {
    let bell = Arc::new(Notify::new());
    let mut state = link.state();
    let mut listening = false;
    let mut refused: Option<String> = None;
    loop {
        let mut wait = REFRESH;
        let up = matches!(&*state.borrow_and_update(), LinkState::Up { .. });
        if up {
            let outcome = async {
                let configs = link.configs().await?;
                if !listening {
                    configs.listen(&key, &bell).await?;
                    listening = true;
                }
                configs.read(&key).await
            };
            match outcome.await {
                Ok(found) => {
                    refused = None;
                    let now = found.map_or(ConfigState::Absent, ConfigState::Present);
                    sender.send_if_modified(|present| {
                        let changed = *present != now;
                        *present = now;
                        changed
                    });
                }
                Err(error) => {
                    wait = RETRY;
                    let said = error.to_string();
                    if error.kind() != ErrorKind::Unreachable && refused.as_ref() != Some(&said) {
                        tracing::warn!(%key, %error, "a text in Nacos is not taken over; what was known before stays");
                        refused = Some(said);
                    } else {
                        tracing::debug!(%key, %error, "a text in Nacos is not known");
                    }
                }
            }
        }
        tokio::select! {
            () = sender.closed() => return,
            () = bell.notified() => {}
            changed = state.changed() => if changed.is_err() { return },
            () = tokio::time::sleep(wait) => {}
        }
    }
}
