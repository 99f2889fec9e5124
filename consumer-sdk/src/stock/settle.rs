//! What became of a write whose answer was lost: asked by its key, sent again where it never took effect.

use std::time::Duration;

use dubbo_api::states::OpType;
use dubbo_api::{
    OpAnswer, OpContext, OpKey, PreOccupyReq, Reply, Reservation, ResultCode,
    StockReservationService as _,
};
use dubbo_rpc::{Context, Fault};

use super::StockClient;
use super::answer::{Answered as _, StockError};

/// Questions by key, and sendings of a write, before it is given up.
pub const SETTLE_ROUNDS: u32 = 3;
/// Wait between rounds; doubles.
const ROUND_WAIT: Duration = Duration::from_millis(100);

/// What is known of a write after the question.
#[derive(Debug, Clone)]
pub enum Settled {
    /// It was answered; this is the answer, a refusal perhaps.
    Answered(Box<OpAnswer>),
    /// It never took effect, and may be sent.
    NeverArrived,
}

impl StockClient {
    /// Tells what became of a write, by its key. Asks [`SETTLE_ROUNDS`] times at most, for the question may be lost as well.
    ///
    /// # Errors
    /// [`StockError`] when nobody could be asked.
    pub async fn settle(&self, cx: &Context, key: &OpKey) -> Result<Settled, StockError> {
        let mut wait = ROUND_WAIT;
        let mut round = 1;
        loop {
            let asked = self.reservations().get_by_key(cx, key.clone()).await;
            match asked.done() {
                Ok(answer) => return Ok(Settled::Answered(Box::new(answer))),
                Err(error) if error.code() == Some(&ResultCode::NotFound) => {
                    return Ok(Settled::NeverArrived);
                }
                Err(error) if round >= SETTLE_ROUNDS || !error.is_retryable() || cx.is_late() => {
                    return Err(error);
                }
                Err(_) => {}
            }
            tokio::time::sleep(wait).await;
            wait *= 2;
            round += 1;
        }
    }

    /// Sends a hold until its outcome is known: an answer that was lost is asked for by key, and what never arrived is sent
    /// again under the same key.
    pub(super) async fn pre_occupy_settled(
        &self,
        cx: &Context,
        request: &PreOccupyReq,
        key: &OpKey,
    ) -> Result<Reservation, StockError> {
        let mut wait = ROUND_WAIT;
        let mut round = 1;
        loop {
            let sent = self.reservations().pre_occupy(cx, request.clone()).await;
            let error = match sent.done() {
                Ok(reservation) => return Ok(reservation),
                Err(error) => error,
            };
            if round >= SETTLE_ROUNDS || cx.is_late() {
                return Err(error);
            }
            if error.is_outcome_unknown() {
                match self.settle(cx, key).await? {
                    Settled::Answered(answer) => return answered(*answer).done(),
                    Settled::NeverArrived => {}
                }
            } else if !error.is_retryable() {
                return Err(error);
            }
            tokio::time::sleep(wait).await;
            wait *= 2;
            round += 1;
        }
    }
}

/// The stored answer in the form in which it was given.
fn answered(answer: OpAnswer) -> Result<Reply<Reservation>, Fault> {
    let mut reply = Reply::of(answer.code);
    reply.message = answer.message;
    reply.shortages = answer.shortages;
    reply.data = answer.reservation;
    Ok(reply)
}

/// The key under which a request is one write.
pub(super) fn key_of(context: &OpContext, op_type: OpType) -> OpKey {
    OpKey {
        tenant: context.tenant.clone(),
        source_system: context.source_system.clone(),
        op_type,
        biz_no: context.biz_no.clone(),
        op_seq: context.op_seq,
    }
}
