//! Whether an order was answered under its key before: asked for many orders in one question, while one is under way the next collects.

use std::collections::HashSet;

use stock::op::OpKey;
use stock_sql::Store;
use tokio::sync::{mpsc, oneshot};

/// Orders that wait for the answer; of more it is not asked, and they pass.
const WAITING_MAX: usize = 8_192;
/// Keys of one question.
const KEYS_MAX: usize = 512;

type Question = (OpKey, oneshot::Sender<bool>);

/// Asks.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    questions: mpsc::Sender<Question>,
}

impl Keys {
    /// Starts to ask; ends with the last clone.
    pub(super) fn start(store: Store) -> Self {
        let (questions, waiting) = mpsc::channel(WAITING_MAX);
        tokio::spawn(ask(store, waiting));
        Self { questions }
    }

    /// Whether a key has an answer; `None` when that cannot be told now.
    pub(super) async fn is_known(&self, key: &OpKey) -> Option<bool> {
        let (reply, answer) = oneshot::channel();
        self.questions.try_send((key.clone(), reply)).ok()?;
        answer.await.ok()
    }
}

async fn ask(store: Store, mut waiting: mpsc::Receiver<Question>) {
    let mut batch = Vec::with_capacity(KEYS_MAX);
    while waiting.recv_many(&mut batch, KEYS_MAX).await > 0 {
        let (keys, replies): (Vec<OpKey>, Vec<_>) = batch.drain(..).unzip();
        let known: HashSet<OpKey> = match store.known_keys(&keys).await {
            Ok(known) => known,
            Err(error) => {
                // Unanswered, every one of them passes to its lane.
                tracing::debug!(%error, "keys of hot orders could not be looked up");
                continue;
            }
        };
        for (key, reply) in keys.iter().zip(replies) {
            let _ = reply.send(known.contains(key));
        }
    }
}
