//! Connections that have had no call answered yet: they share a part of the processors among them.
//!
//! Whoever means harm has to connect again and again, for what he does ends his connections (rapid reset, CONTINUATION floods, TLS handshakes
//! without end). However many such connections there are, no more than [`Limits::newcomers`](crate::Limits::newcomers) are worked on at a
//! moment; those whose calls are answered do not wait for them.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::sync::Semaphore;
use tokio_util::sync::PollSemaphore;

/// Whether a connection has had a call answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Known(Arc<AtomicBool>);

impl Known {
    /// It has.
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A connection's task, which is worked on in its turn until the connection is known. It waits for input and time without a turn.
pub(super) struct Newcomer<F> {
    serving: Pin<Box<F>>,
    /// `None` once it is known: a turn that it has asked for, and was perhaps given, goes back with it.
    turns: Option<PollSemaphore>,
    known: Known,
}

impl<F: Future> Newcomer<F> {
    pub(super) fn new(turns: Arc<Semaphore>, known: Known, serving: F) -> Self {
        Self {
            serving: Box::pin(serving),
            turns: Some(PollSemaphore::new(turns)),
            known,
        }
    }
}

impl<F: Future> Future for Newcomer<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        if this.known.is_set() {
            this.turns = None;
        }
        let Some(turns) = &mut this.turns else {
            return this.serving.as_mut().poll(cx);
        };
        // Given back when this step is done; the turns are never closed.
        let _turn = ready!(turns.poll_acquire(cx));
        this.serving.as_mut().poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    #[test]
    fn newcomers_wait_for_their_turn_and_those_who_are_known_do_not() {
        let mut cx = Context::from_waker(Waker::noop());
        let turns = Arc::new(Semaphore::new(2));
        let newcomer = |known: &Known| {
            let serving = std::future::ready(());
            Newcomer::new(Arc::clone(&turns), known.clone(), serving)
        };
        let mut poll = |known: &Known| Pin::new(&mut newcomer(known)).poll(&mut cx);
        let (unknown, known) = (Known::default(), Known::default());
        known.set();
        let one = turns.try_acquire().unwrap();
        assert_eq!(poll(&unknown), Poll::Ready(()));
        let other = turns.try_acquire().unwrap();
        assert_eq!(poll(&unknown), Poll::Pending);
        assert_eq!(poll(&known), Poll::Ready(()));
        drop((one, other));
        assert_eq!(poll(&unknown), Poll::Ready(()));
        assert_eq!(turns.available_permits(), 2);
    }

    #[test]
    fn a_turn_given_to_who_has_become_known_meanwhile_is_the_next_ones() {
        let mut cx = Context::from_waker(Waker::noop());
        let turns = Arc::new(Semaphore::new(1));
        let known = Known::default();
        let serving = std::future::pending::<()>();
        let mut newcomer = Newcomer::new(Arc::clone(&turns), known.clone(), serving);
        let taken = turns.try_acquire().unwrap();
        assert_eq!(Pin::new(&mut newcomer).poll(&mut cx), Poll::Pending);
        known.set();
        drop(taken);
        assert!(turns.try_acquire().is_err(), "it was given to who waited");
        assert_eq!(Pin::new(&mut newcomer).poll(&mut cx), Poll::Pending);
        assert!(turns.try_acquire().is_ok());
    }
}
