//! News: of which goods a listing page would show something else than before. Whoever hears it forgets what he has of them.
//!
//! A message lost costs nothing but time: what is shown is never older than allowed.

use std::time::Duration;

use futures_util::StreamExt as _;
use stock::projection::Goods;
use tokio_util::sync::CancellationToken;

use super::Cache;
use super::connect::CONNECT_WAIT;

/// Goods in one message.
const MESSAGE_GOODS_MAX: usize = 256;
/// Bytes of a message that is read; a longer one is none of ours.
const MESSAGE_BYTES_MAX: usize = 256 * 1_024;
/// Pause before news is listened to anew.
const PAUSE: Duration = Duration::from_millis(300);

impl Cache {
    /// Tells every provider.
    pub(super) async fn tell(&self, goods: &[Goods]) {
        for piece in goods.chunks(MESSAGE_GOODS_MAX) {
            let told = self
                .inner
                .shelf
                .publish(&to_text(&self.inner.holder, piece))
                .await;
            if let Err(error) = told {
                tracing::debug!(%error, "other providers could not be told");
                return;
            }
        }
    }

    /// Listens until told to stop.
    pub(super) async fn hear_news(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.listen() => {}
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    /// Listens while the link is up.
    async fn listen(&self) {
        let mut state = self.inner.link.watch();
        let Ok(times) = state.wait_for(|state| state.up).await.map(|up| up.times) else {
            return;
        };
        let Some(client) = self.inner.link.news() else {
            return;
        };
        let channel = self.inner.shelf.channel();
        let subscribed = tokio::time::timeout(CONNECT_WAIT, async {
            let mut heard = client.get_async_pubsub().await?;
            heard.subscribe(&channel).await?;
            Ok::<_, redis::RedisError>(heard)
        });
        let mut heard = match subscribed.await {
            Ok(Ok(heard)) => heard,
            Ok(Err(error)) => {
                tracing::debug!(%error, "news cannot be listened to");
                return;
            }
            Err(_) => return,
        };
        let mut messages = heard.on_message();
        loop {
            tokio::select! {
                // Another link may be one to another server.
                _ = state.wait_for(|state| !state.up || state.times != times) => return,
                message = messages.next() => match message {
                    Some(message) => self.heard(message.get_payload_bytes()),
                    None => return,
                },
            }
        }
    }

    fn heard(&self, message: &[u8]) {
        let Some((holder, goods)) = from_text(message) else {
            return;
        };
        if holder == self.inner.holder {
            return;
        }
        metrics::counter!("stock_cache_news_total").increment(1);
        for goods in goods {
            self.inner.front.invalidate(&goods);
        }
    }
}

fn to_text(holder: &str, goods: &[Goods]) -> String {
    let mut text = holder.to_owned();
    for goods in goods {
        text += &format!("\n{}\t{}\t{}", goods.tenant, goods.owner, goods.sku);
    }
    text
}

/// Who tells it, and of which goods; `None` for what is no news.
fn from_text(message: &[u8]) -> Option<(&str, Vec<Goods>)> {
    if message.len() > MESSAGE_BYTES_MAX {
        return None;
    }
    let mut lines = std::str::from_utf8(message).ok()?.split('\n');
    let holder = lines.next()?;
    let goods = lines.map(|line| {
        let mut names = line.split('\t');
        let goods = Goods {
            tenant: names.next()?.into(),
            owner: names.next()?.into(),
            sku: names.next()?.into(),
        };
        names.next().is_none().then_some(goods)
    });
    Some((holder, goods.collect::<Option<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_read_back_and_noise_is_not_news() {
        let goods = |sku: &str| Goods {
            tenant: "t".into(),
            owner: "SELF".into(),
            sku: sku.into(),
        };
        let told = [goods("A"), goods("乙")];
        let text = to_text("1x2", &told);
        let (holder, heard) = from_text(text.as_bytes()).unwrap();
        assert_eq!((holder, heard), ("1x2", told.to_vec()));
        for noise in [&b"1x2\nA"[..], b"1x2\nt\tS\tA\tB", b"\xff\xfe"] {
            assert_eq!(from_text(noise), None);
        }
        assert_eq!(from_text(&vec![b'a'; MESSAGE_BYTES_MAX + 1]), None);
        assert!(from_text(&vec![b'a'; MESSAGE_BYTES_MAX]).is_some());
    }
}
