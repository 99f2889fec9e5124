//! Exceptions, calls at the same time, calls without an answer.

use std::time::Duration;

use consumer_sdk::Fault;
use dubbo_rpc::{Invocation, RUNTIME_EXCEPTION};
use futures_util::future::{Either, select, try_join_all};
use hessian2::Throwable;
use tokio::time::Instant;

use super::samples::{full, plain_bean};
use super::{Case, Checked, PATIENCE, Subject, Wrong, cases, cx, equal, failed, fault, text, that};
use crate::from_jar::probe_api::{ProbeException, ProbeRefusal, ProbeService as _, Sample};
use crate::java::Line;

/// How long the slow one of two calls takes.
const SLOW_MS: i32 = 1_500;
/// Callers at the same time, and the calls of each.
const CALLERS: usize = 64;
const CALLS: usize = 10;

pub(super) fn all(s: &Subject) -> Vec<Case<'_>> {
    cases![s:
        "throw.none" => throw_none,
        "throw.checked" => throw_checked,
        "throw.declared" => throw_declared,
        "throw.illegal" => throw_illegal,
        "throw.runtime" => throw_runtime,
        "throw.undeclared" => throw_undeclared,
        "throw.then-call" => throw_then_call,
        "throw.stack" => throw_stack,
        "async.future" => async_future,
        "async.out-of-order" => async_out_of_order,
        "async.blocking" => async_blocking,
        "async.failure" => async_failure,
        "oneway" => oneway,
        "void" => void,
        "concurrent.64" => concurrent,
    ]
}

async fn thrown(s: &Subject, kind: &str) -> Result<Fault, Wrong> {
    fault(s.probe.fail(&cx(), text(kind)).await)
}

/// The exception's class and message.
async fn throws(s: &Subject, kind: &str, class: &str, message: &str) -> Checked {
    let fault = thrown(s, kind).await?;
    let exception = fault
        .exception()
        .ok_or_else(|| failed(format!("no exception: {fault}")))?;
    equal(
        &(class, Some(message)),
        &(exception.class(), exception.message()),
    )
}

async fn throw_none(s: &Subject) -> Checked {
    Ok(s.probe.fail(&cx(), text("none")).await?)
}

async fn throw_checked(s: &Subject) -> Checked {
    let fault = thrown(s, "checked").await?;
    let wanted = ProbeException {
        detail_message: text("checked 异常"),
        code: text("C1"),
    };
    let seen = ProbeException::of(&fault).ok_or_else(|| failed(fault.to_string()))?;
    equal(&wanted, &seen)
}

async fn throw_declared(s: &Subject) -> Checked {
    let fault = thrown(s, "declared").await?;
    let wanted = ProbeRefusal {
        detail_message: text("declared"),
        code: text("D1"),
    };
    let seen = ProbeRefusal::of(&fault).ok_or_else(|| failed(fault.to_string()))?;
    equal(&wanted, &seen)
}

async fn throw_illegal(s: &Subject) -> Checked {
    let class = "java.lang.IllegalArgumentException";
    throws(s, "illegal", class, "illegal").await
}

async fn throw_runtime(s: &Subject) -> Checked {
    throws(s, "runtime", RUNTIME_EXCEPTION, "runtime").await
}

/// A class that only the provider has comes as a plain one that says what happened.
async fn throw_undeclared(s: &Subject) -> Checked {
    let fault = thrown(s, "undeclared").await?;
    let exception = fault
        .exception()
        .ok_or_else(|| failed(format!("no exception: {fault}")))?;
    equal(&RUNTIME_EXCEPTION, &exception.class())?;
    let says = exception.message().unwrap_or_default();
    that(says.contains("undeclared"), says)
}

async fn throw_then_call(s: &Subject) -> Checked {
    thrown(s, "runtime").await?;
    let seen = s.probe.echo(&cx(), text("still here")).await?;
    equal(&text("still here"), &seen)
}

async fn throw_stack(s: &Subject) -> Checked {
    let fault = thrown(s, "runtime").await?;
    let exception = fault
        .exception()
        .ok_or_else(|| failed(format!("no exception: {fault}")))?;
    let whole: Throwable = exception
        .decode()
        .map_err(|error| failed(error.to_string()))?;
    that(!whole.stack_trace.is_empty(), "no stack trace")
}

fn has_futures(s: &Subject) -> Checked {
    match s.place.line {
        Line::V2_6 => Err(Wrong::NotApplicable("2.6 has no CompletableFuture results")),
        _ => Ok(()),
    }
}

async fn async_future(s: &Subject) -> Checked {
    has_futures(s)?;
    let seen = s.probe.eventually(&cx(), text("later"), 50).await?;
    equal(&text("later"), &seen)
}

async fn first_is_fast(
    slow: impl Future<Output = Result<Option<String>, Fault>>,
    slow_answer: &str,
    fast: impl Future<Output = Result<Option<String>, Fault>>,
) -> Checked {
    let (slow, fast) = (std::pin::pin!(slow), std::pin::pin!(fast));
    match select(slow, fast).await {
        Either::Left(_) => Err(failed("the slow answer came first")),
        Either::Right((fast, slow)) => {
            equal(&text("fast"), &fast?)?;
            equal(&text(slow_answer), &slow.await?)
        }
    }
}

async fn async_out_of_order(s: &Subject) -> Checked {
    has_futures(s)?;
    let (slow, fast) = (cx(), cx());
    first_is_fast(
        s.probe.eventually(&slow, text("slow"), SLOW_MS),
        "slow",
        s.probe.eventually(&fast, text("fast"), 0),
    )
    .await
}

/// The provider's thread sleeps in the one call, and the other is answered over the same connection.
async fn async_blocking(s: &Subject) -> Checked {
    let (slow, fast) = (cx(), cx());
    first_is_fast(
        s.probe.sleep(&slow, SLOW_MS),
        "slept",
        s.probe.echo(&fast, text("fast")),
    )
    .await
}

async fn async_failure(s: &Subject) -> Checked {
    let (fails, works) = (cx(), cx());
    let (failed_call, answered) = tokio::join!(
        s.probe.fail(&fails, text("checked")),
        s.probe.echo(&works, text("beside"))
    );
    equal(&text("beside"), &answered?)?;
    let says = fault(failed_call)?.to_string();
    that(says.contains("checked 异常"), says)
}

/// A text that nobody else notes.
fn own_text(s: &Subject, of: &str) -> String {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    format!("{of} {number} {}", s.place.text())
}

async fn oneway(s: &Subject) -> Checked {
    const SENT: i32 = 10;
    let noted = own_text(s, "one-way");
    for _ in 0..SENT {
        let call = Invocation::new(
            s.reference.service().clone(),
            "note".into(),
            "Ljava/lang/String;".into(),
            vec![Box::new(noted.clone())],
            cx(),
        );
        s.invoke(call.one_way()).await?;
    }
    let until = Instant::now() + PATIENCE / 4;
    loop {
        let seen = s.probe.notes(&cx(), Some(noted.clone())).await?;
        if seen == SENT || Instant::now() > until {
            return equal(&SENT, &seen);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn void(s: &Subject) -> Checked {
    let noted = own_text(s, "void");
    s.probe.note(&cx(), Some(noted.clone())).await?;
    equal(&1, &s.probe.notes(&cx(), Some(noted)).await?)
}

async fn concurrent(s: &Subject) -> Checked {
    let caller = |number: usize| async move {
        for call in 0..CALLS {
            let said = format!("{number}/{call} 件");
            let seen = s.probe.echo(&cx(), Some(said.clone())).await?;
            equal(&Some(said.clone()), &seen)?;
            if call == 0 {
                let sent = Some(Sample {
                    name: Some(said),
                    ..full()?
                });
                let seen = s.probe.round_trip(&cx(), sent.clone()).await?;
                equal(&sent, &plain_bean(seen))?;
            }
        }
        Ok::<(), Wrong>(())
    };
    try_join_all((0..CALLERS).map(caller)).await.map(drop)
}
