//! Stock that is held, and cannot be forgotten.

use std::time::Duration;

use dubbo_api::states::OpType;
use dubbo_api::{
    CancelReq, ConfirmReq, OpContext, OrderNo, PreOccupyReq, Reservation,
    StockReservationService as _,
};
use dubbo_rpc::Context;
use tokio::runtime::Handle;

use super::StockClient;
use super::answer::{Answered as _, Refusal, StockError};
use super::settle::{Settled, key_of};
use crate::error::Error;

/// Sendings of a cancellation in the background before it is left to the hold's own end.
pub const CANCEL_TRIES: u32 = 6;
/// Wait between them; doubles, up to ten seconds.
const CANCEL_WAIT: Duration = Duration::from_millis(200);
/// Time for each.
const CANCEL_TIMEOUT: Duration = Duration::from_secs(5);

/// Stock held for an order. It ends in one of three ways: [`Hold::confirm`], [`Hold::cancel`], or [`Hold::keep`] for who
/// remembers it elsewhere. Dropped before, by `?` or a panic or a cancelled future, it is cancelled in the background, and
/// the log says so; and should that fail too, the stock center lets it run out.
#[derive(Debug)]
#[must_use = "a hold that is dropped is cancelled"]
pub struct Hold {
    reservation: Reservation,
    guard: Guard,
}

/// Cancels when it is dropped, unless it is told that all is well.
#[derive(Debug)]
struct Guard {
    stock: StockClient,
    context: OpContext,
    order_no: OrderNo,
    runtime: Handle,
    /// Whether the hold is known to exist; else it is asked for first.
    is_held: bool,
    armed: bool,
}

impl StockClient {
    /// Holds stock for an order. Knows the outcome as far as it can be known: a lost answer is asked for by its key.
    ///
    /// Must be called within a tokio runtime, which the background cancellation uses. Dropping the future before it has ended
    /// cancels what it may have held.
    ///
    /// # Errors
    /// [`StockError::Refused`] with every short line; [`StockError::Failed`] when something broke. If even then the outcome is
    /// unknown ([`StockError::is_outcome_unknown`]), the same request may be sent again: its key makes it one hold.
    pub async fn hold(&self, cx: &Context, request: PreOccupyReq) -> Result<Hold, StockError> {
        let context = request.context.clone().ok_or_else(|| {
            Error::configuration(
                "a hold needs a `context` with its key: `source_system` and `biz_no`",
            )
        })?;
        let key = key_of(&context, OpType::PreOccupy);
        let mut guard = Guard {
            stock: self.clone(),
            context,
            order_no: request.order_no.clone(),
            runtime: Handle::current(),
            is_held: false,
            armed: true,
        };
        let outcome = self.pre_occupy_settled(cx, &request, &key).await;
        match outcome {
            Ok(reservation) => {
                guard.is_held = true;
                Ok(Hold { reservation, guard })
            }
            Err(error) => {
                // The caller knows now, and may send it again under its key.
                guard.armed = false;
                Err(error)
            }
        }
    }
}

impl Hold {
    /// What is held.
    #[must_use]
    pub fn reservation(&self) -> &Reservation {
        &self.reservation
    }

    /// The order is paid: binds what is held to fulfilment orders.
    ///
    /// # Errors
    /// [`NotEnded`] with the hold, which is still a guard: confirm again, or drop it to cancel.
    pub async fn confirm(self, cx: &Context, pay_no: &str) -> Result<Reservation, NotEnded> {
        let request = ConfirmReq {
            context: Some(self.guard.context.clone()),
            reservation_no: self.reservation.reservation_no.clone(),
            order_no: Some(self.guard.order_no.clone()),
            pay_no: Some(pay_no.to_owned()),
            ..ConfirmReq::default()
        };
        let answer = self.guard.stock.reservations().confirm(cx, request).await;
        self.ended(answer.done())
    }

    /// Gives back what is held.
    ///
    /// # Errors
    /// [`NotEnded`] with the hold: cancel again, or drop it to do so in the background.
    pub async fn cancel(self, cx: &Context, reason: &str) -> Result<Reservation, NotEnded> {
        let request = self.guard.cancellation(reason);
        let answer = self.guard.stock.reservations().cancel(cx, request).await;
        self.ended(answer.done())
    }

    /// Takes the guard off: somebody else remembers the hold now, such as an order that waits for its payment.
    pub fn keep(mut self) -> Reservation {
        self.guard.armed = false;
        std::mem::take(&mut self.reservation)
    }

    fn ended(mut self, answer: Result<Reservation, StockError>) -> Result<Reservation, NotEnded> {
        match answer {
            Ok(reservation) => {
                self.guard.armed = false;
                Ok(reservation)
            }
            Err(error) => Err(NotEnded {
                hold: Box::new(self),
                error,
            }),
        }
    }
}

/// A hold that could not be ended, and why.
#[derive(Debug)]
pub struct NotEnded {
    /// Still a guard.
    pub hold: Box<Hold>,
    /// Why.
    pub error: StockError,
}

impl std::fmt::Display for NotEnded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for NotEnded {}

impl Guard {
    fn cancellation(&self, reason: &str) -> CancelReq {
        CancelReq {
            context: Some(self.context.clone()),
            order_no: Some(self.order_no.clone()),
            reason: Some(reason.to_owned()),
            ..CancelReq::default()
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if !self.armed {
            return;
        }
        tracing::warn!(order = %self.order_no, "a hold was dropped without being confirmed, cancelled or kept; it is cancelled in the background");
        let guard = Guard {
            stock: self.stock.clone(),
            context: self.context.clone(),
            order_no: self.order_no.clone(),
            runtime: self.runtime.clone(),
            is_held: self.is_held,
            armed: false,
        };
        self.runtime
            .spawn(async move { guard.cancel_until_done().await });
    }
}

impl Guard {
    async fn cancel_until_done(self) {
        let mut wait = CANCEL_WAIT;
        for attempt in 1..=CANCEL_TRIES {
            let cx = Context::new().with_timeout(CANCEL_TIMEOUT);
            match self.try_cancel(&cx).await {
                Ok(true) => {
                    tracing::info!(order = %self.order_no, "a dropped hold is cancelled");
                    return;
                }
                // It never took effect, or is still on its way: asked again, in case it arrives late.
                Ok(false) if attempt < CANCEL_TRIES => {}
                Ok(false) => {
                    tracing::info!(order = %self.order_no, "a dropped hold never took effect");
                    return;
                }
                Err(StockError::Refused(refusal)) if !refusal.retryable => {
                    let Refusal { code, message, .. } = *refusal;
                    tracing::info!(order = %self.order_no, %code, ?message, "a dropped hold has nothing left to cancel");
                    return;
                }
                Err(error) => {
                    tracing::warn!(order = %self.order_no, %error, attempt, "a dropped hold is not cancelled yet");
                }
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(Duration::from_secs(10));
        }
        tracing::error!(order = %self.order_no, "a dropped hold could not be cancelled; it runs out by itself");
    }

    /// Whether it is cancelled now; `false` when there is nothing to cancel yet.
    async fn try_cancel(&self, cx: &Context) -> Result<bool, StockError> {
        if !self.is_held {
            // A cancellation would forbid the order for good; only what is held is cancelled.
            let key = key_of(&self.context, OpType::PreOccupy);
            match self.stock.settle(cx, &key).await? {
                Settled::Answered(answer) if answer.reservation.is_some() => {}
                // Refused: nothing is held, and nothing will be.
                Settled::Answered(_) => return Ok(true),
                Settled::NeverArrived => return Ok(false),
            }
        }
        let request = self.cancellation("dropped by its caller");
        let answer = self.stock.reservations().cancel(cx, request).await;
        answer.done().map(|_| true)
    }
}
