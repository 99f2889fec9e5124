//! Between the calls of a connection and its task: requests one way, whole answers the other.

use std::cmp::Ordering as Order;
use std::collections::{BinaryHeap, VecDeque};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::Request;
use tokio::time::Instant;

use super::super::dial::Refused;
use super::exchange::{Answer, Broken};

/// A request on its way to the connection's task.
pub(super) struct Job {
    pub(super) head: Request<()>,
    pub(super) frame: Bytes,
    pub(super) answering: Answering,
}

/// What a call came to.
pub(super) enum Outcome {
    /// The connection opened no stream for it, and says why; another may.
    Unopened(String),
    /// Its time is over.
    Late,
    Ended(Result<Answer, Broken>),
}

/// What the connection's task finds when it looks.
pub(super) struct Seen {
    /// Whether requests wait.
    pub(super) wanted: bool,
    /// When the next call may be late.
    pub(super) earliest: Option<Instant>,
}

/// Deadlines up to this number are kept until they are over, whether their calls are done or not.
const DEADLINES: usize = 64;

/// Requests that wait for the connection's task.
pub(super) struct Handover {
    refused: Refused,
    /// A short lock, never held over an await.
    queue: Mutex<Queue>,
    /// As [`Queue::over`] says, for a look without its lock.
    is_over: AtomicBool,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    /// Jobs among them whose callers have left.
    left: usize,
    task: Option<Waker>,
    /// Why none is taken any more, once that is so.
    over: Option<String>,
    /// When calls are late. A timer of the connection's looks at them: one of each call's own would cost more than the call's frames do.
    deadlines: BinaryHeap<Deadline>,
    /// How many of them there are when those of calls that are done are thrown away.
    full: usize,
    /// When the task looks at them.
    alarm: Option<Instant>,
}

/// When a call is late; the earliest is the greatest.
struct Deadline {
    at: Instant,
    call: Arc<Call>,
}

impl PartialEq for Deadline {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Deadline {}

impl PartialOrd for Deadline {
    fn partial_cmp(&self, other: &Self) -> Option<Order> {
        Some(self.cmp(other))
    }
}

impl Ord for Deadline {
    fn cmp(&self, other: &Self) -> Order {
        other.at.cmp(&self.at)
    }
}

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Progress {
    Queued,
    Opened,
    Sent,
}

/// One call, as its task and the connection's share it.
struct Call {
    progress: AtomicU8,
    /// Whether its caller has what it waited for, or has left.
    is_over: AtomicBool,
    /// A short lock, never held over an await.
    slot: Mutex<Slot>,
}

#[derive(Default)]
struct Slot {
    outcome: Option<Outcome>,
    caller: Option<Waker>,
    /// Whether the caller has left.
    left: bool,
    task: Option<Waker>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Handover {
    /// That of a connection that may turn out to be refused.
    pub(super) fn new(refused: Refused) -> Self {
        Self {
            refused,
            queue: Mutex::default(),
            is_over: AtomicBool::new(false),
        }
    }

    /// Why the connection was refused, if it was.
    pub(super) fn refused(&self) -> &Refused {
        &self.refused
    }

    /// Gives a request to the connection's task, for an answer by then.
    ///
    /// # Errors
    /// With the reason, when it takes no more.
    pub(super) fn submit(
        self: &Arc<Self>,
        head: Request<()>,
        frame: Bytes,
        deadline: Instant,
    ) -> Result<Waiting, String> {
        let call = Arc::new(Call {
            progress: AtomicU8::new(Progress::Queued as u8),
            is_over: AtomicBool::new(false),
            slot: Mutex::default(),
        });
        let job = Job {
            head,
            frame,
            answering: Answering(Some(Arc::clone(&call))),
        };
        let task = {
            let mut queue = locked(&self.queue);
            if let Some(reason) = &queue.over {
                return Err(reason.clone());
            }
            let due = queue.due(deadline, &call);
            // Where others wait already, the task has been told, or waits itself for a stream to open.
            let task = match due || queue.jobs.is_empty() {
                true => queue.task.take(),
                false => None,
            };
            queue.jobs.push_back(job);
            task
        };
        if let Some(task) = task {
            task.wake();
        }
        Ok(Waiting {
            call,
            handover: Arc::clone(self),
            done: false,
        })
    }

    /// Whether it takes no more.
    pub(super) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    /// Takes no more, and tells those that wait. The first reason counts.
    pub(super) fn end(&self, reason: &str) {
        let (jobs, task) = {
            let mut queue = locked(&self.queue);
            queue.over.get_or_insert_with(|| reason.to_owned());
            self.is_over.store(true, Ordering::Release);
            queue.left = 0;
            (std::mem::take(&mut queue.jobs), queue.task.take())
        };
        for job in jobs {
            job.answering.give(Outcome::Unopened(reason.to_owned()));
        }
        if let Some(task) = task {
            task.wake();
        }
    }

    /// For the connection's task, which is woken by the first request from now on, by one that is late before all others, and by the end.
    pub(super) fn poll(&self, cx: &Context<'_>) -> Seen {
        let mut queue = locked(&self.queue);
        let known = queue.task.as_ref();
        if !known.is_some_and(|task| task.will_wake(cx.waker())) {
            queue.task = Some(cx.waker().clone());
        }
        let earliest = queue.deadlines.peek().map(|deadline| deadline.at);
        queue.alarm = earliest;
        Seen {
            wanted: !queue.jobs.is_empty(),
            earliest,
        }
    }

    /// For the connection's task: tells those who are late.
    pub(super) fn expire(&self, now: Instant) {
        loop {
            let deadline = {
                let mut queue = locked(&self.queue);
                let is_due = |first: &Deadline| first.at <= now || first.call.is_over();
                match queue.deadlines.peek() {
                    Some(first) if is_due(first) => queue.deadlines.pop(),
                    _ => None,
                }
            };
            match deadline {
                Some(deadline) => deadline.call.late(),
                None => return,
            }
        }
    }

    /// For the connection's task: the next request whose caller still waits.
    pub(super) fn next(&self) -> Option<Job> {
        loop {
            let job = locked(&self.queue).jobs.pop_front()?;
            if job.answering.opens() {
                return Some(job);
            }
        }
    }

    /// A caller has left whose request waits here, perhaps. Such requests are at most as many as the others, and two: a connection that opens
    /// no stream holds no more than its callers' calls.
    fn caller_left(&self) {
        let mut gone = VecDeque::new();
        {
            let mut queue = locked(&self.queue);
            queue.left += 1;
            if queue.left > 2 && queue.left > queue.jobs.len() / 2 {
                queue.left = 0;
                let jobs = std::mem::take(&mut queue.jobs);
                (gone, queue.jobs) = jobs.into_iter().partition(|job| job.answering.is_left());
            }
        }
        drop(gone);
    }
}

impl Queue {
    /// Notes when a call is late; whether that is before all others.
    fn due(&mut self, at: Instant, call: &Arc<Call>) -> bool {
        if self.deadlines.len() >= self.full.max(DEADLINES) {
            self.deadlines.retain(|deadline| !deadline.call.is_over());
            self.full = 2 * self.deadlines.len();
        }
        let call = Arc::clone(call);
        self.deadlines.push(Deadline { at, call });
        self.alarm.is_none_or(|alarm| at < alarm)
    }
}

impl Call {
    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    /// Its time is over: its caller is told, unless there is an answer, and the connection's task gives it up.
    fn late(&self) {
        let wakers = {
            let mut slot = locked(&self.slot);
            if self.is_over() || slot.outcome.is_some() {
                return;
            }
            slot.outcome = Some(Outcome::Late);
            slot.left = true;
            [slot.caller.take(), slot.task.take()]
        };
        wakers.into_iter().flatten().for_each(Waker::wake);
    }
}

/// A call's answer, for its caller. Who drops it gives the call up.
pub(super) struct Waiting {
    call: Arc<Call>,
    handover: Arc<Handover>,
    done: bool,
}

impl Waiting {
    /// Whether the request has left as a whole; before that no provider can have begun what it has not got.
    pub(super) fn is_sent(&self) -> bool {
        self.call.progress.load(Ordering::Relaxed) == Progress::Sent as u8
    }
}

impl Future for Waiting {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Outcome> {
        let outcome = {
            let mut slot = locked(&self.call.slot);
            match slot.outcome.take() {
                Some(outcome) => outcome,
                None => {
                    let known = slot.caller.as_ref();
                    if !known.is_some_and(|caller| caller.will_wake(cx.waker())) {
                        slot.caller = Some(cx.waker().clone());
                    }
                    return Poll::Pending;
                }
            }
        };
        // The request of who is late may still wait.
        self.done = !matches!(outcome, Outcome::Late);
        Poll::Ready(outcome)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.call.is_over.store(true, Ordering::Relaxed);
        if self.done {
            return;
        }
        let task = {
            let mut slot = locked(&self.call.slot);
            slot.left = true;
            slot.task.take()
        };
        if self.call.progress.load(Ordering::Relaxed) == Progress::Queued as u8 {
            self.handover.caller_left();
        }
        if let Some(task) = task {
            task.wake();
        }
    }
}

/// A call's answer, for the connection's task to give; one that is dropped tells that the task was stopped.
pub(super) struct Answering(Option<Arc<Call>>);

impl Answering {
    /// Gives the call its outcome; a caller who has left gets none.
    pub(super) fn give(mut self, outcome: Outcome) {
        if let Some(call) = self.0.take() {
            give(&call, outcome);
        }
    }

    /// The request has left as a whole.
    pub(super) fn sent(&self) {
        self.at(Progress::Sent);
    }

    /// Ready once the caller has left.
    pub(super) fn poll_left(&self, cx: &Context<'_>) -> Poll<()> {
        let Some(call) = &self.0 else {
            return Poll::Ready(());
        };
        let mut slot = locked(&call.slot);
        if slot.left {
            return Poll::Ready(());
        }
        let known = slot.task.as_ref();
        if !known.is_some_and(|task| task.will_wake(cx.waker())) {
            slot.task = Some(cx.waker().clone());
        }
        Poll::Pending
    }

    /// Notes that a stream is opened for it, if the caller still waits.
    fn opens(&self) -> bool {
        self.at(Progress::Opened);
        !self.is_left()
    }

    fn is_left(&self) -> bool {
        self.0.as_ref().is_none_or(|call| locked(&call.slot).left)
    }

    fn at(&self, progress: Progress) {
        if let Some(call) = &self.0 {
            call.progress.store(progress as u8, Ordering::Relaxed);
        }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if let Some(call) = self.0.take() {
            give(&call, Outcome::Ended(Err(Broken::Stopped)));
        }
    }
}

fn give(call: &Call, outcome: Outcome) {
    let caller = {
        let mut slot = locked(&call.slot);
        if slot.left {
            return;
        }
        slot.outcome = Some(outcome);
        slot.caller.take()
    };
    if let Some(caller) = caller {
        caller.wake();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn submit(handover: &Arc<Handover>, deadline: Instant) -> Waiting {
        let waiting = handover.submit(Request::new(()), Bytes::new(), deadline);
        waiting.unwrap_or_else(|reason| panic!("{reason}"))
    }

    fn poll(waiting: &mut Waiting) -> Poll<Outcome> {
        Pin::new(waiting).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn who_is_late_is_told_and_the_earliest_first() {
        let handover = Arc::new(Handover::new(Refused::default()));
        let begun = Instant::now();
        let at = |ms| begun + Duration::from_millis(ms);
        let [mut late, mut later] = [2, 1].map(|ms| submit(&handover, at(ms)));
        let cx = Context::from_waker(Waker::noop());
        assert_eq!(handover.poll(&cx).earliest, Some(at(1)));
        handover.expire(at(1));
        assert!(matches!(poll(&mut later), Poll::Ready(Outcome::Late)));
        assert!(poll(&mut late).is_pending());
        assert!(!later.is_sent());
        // Its request is passed over, the other's is not.
        drop(later);
        let job = handover.next().unwrap();
        assert!(handover.next().is_none());
        job.answering.sent();
        handover.expire(at(2));
        assert!(matches!(poll(&mut late), Poll::Ready(Outcome::Late)));
        assert!(late.is_sent());
        // The task gives it up; an answer now would come too late.
        assert!(job.answering.poll_left(&cx).is_ready());
        job.answering.give(Outcome::Unopened(String::new()));
        assert!(poll(&mut late).is_pending());
    }

    #[test]
    fn no_more_is_kept_of_those_who_left_than_of_those_who_wait() {
        let handover = Arc::new(Handover::new(Refused::default()));
        let deadline = Instant::now() + Duration::from_secs(1);
        let waiting: Vec<_> = (0..10).map(|_| submit(&handover, deadline)).collect();
        for _ in 0..10_000 {
            drop(submit(&handover, deadline));
            let queue = locked(&handover.queue);
            assert!(queue.jobs.len() <= 2 * 10 + 3);
            assert!(queue.deadlines.len() <= 2 * DEADLINES);
        }
        let jobs: Vec<_> = std::iter::from_fn(|| handover.next()).collect();
        assert_eq!(jobs.len(), waiting.len());
    }

    #[test]
    fn the_end_and_a_stopped_task_are_answers_too() {
        let handover = Arc::new(Handover::new(Refused::default()));
        let deadline = Instant::now() + Duration::from_secs(1);
        let [mut opened, mut queued] = [0, 1].map(|_| submit(&handover, deadline));
        drop(handover.next());
        assert!(matches!(
            poll(&mut opened),
            Poll::Ready(Outcome::Ended(Err(Broken::Stopped)))
        ));
        handover.end("goodbye");
        handover.end("it has ended");
        let Poll::Ready(Outcome::Unopened(reason)) = poll(&mut queued) else {
            panic!("no answer")
        };
        assert_eq!(reason, "goodbye");
        let refused = handover.submit(Request::new(()), Bytes::new(), deadline);
        assert_eq!(refused.err().as_deref(), Some("goodbye"));
        assert!(handover.is_over());
    }
}
