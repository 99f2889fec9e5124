//! What surrounds a call: attachments, timeouts, limits, services and methods that are not there.

use std::time::Duration;

use consumer_sdk::{CallOptions, Fault, ServiceRef};
use dubbo_rpc::{Invocation, RpcCode};
use hessian2::Value;
use tokio::time::Instant;

use super::samples::{CJK, HEADER, TEXT, plain};
use super::{Case, Checked, Subject, Wrong, cases, cx, equal, failed, fault, refer, text, that};
use crate::from_jar::probe_api::{ProbeService as _, probe_service};
use crate::probe::{GROUP, VERSION};

/// The timeout that is too short for what is asked, and what is asked.
const SHORT: Duration = Duration::from_millis(300);
const LONG_MS: i32 = 3_000;
/// Longer than the 8 MiB that both sides allow.
const OVER_LIMIT: usize = 9_000_000;

pub(super) fn all(s: &Subject) -> Vec<Case<'_>> {
    cases![s:
        "attachment.request" => attachment_request,
        "attachment.request.cjk" => attachment_request_cjk,
        "attachment.reply" => attachment_reply,
        "attachment.reply.cjk" => attachment_reply_cjk,
        "$echo" => echo,
        "timeout" => timeout,
        "reply.7M" => reply_7m,
        "reply.over-limit" => reply_over_limit,
        "unknown.service" => unknown_service,
        "unknown.method" => unknown_method,
        "group.version" => group_version,
        "group.unknown" => group_unknown,
    ]
}

/// Run after all others.
pub(super) fn last(s: &Subject) -> Vec<Case<'_>> {
    cases![s: "request.over-limit" => request_over_limit]
}

async fn still_answers(s: &Subject) -> Checked {
    equal(&text("after"), &s.probe.echo(&cx(), text("after")).await?)
}

async fn attachment(s: &Subject, value: &str, of_reply: bool) -> Checked {
    let cx = cx().with_attachment("probe-key", value);
    let seen = s.probe.attachment(&cx, text("probe-key")).await?;
    if of_reply {
        return equal(&text(value), &cx.response_attachment("reply-probe-key"));
    }
    equal(&text(value), &seen)?;
    equal(&None, &s.probe.attachment(&cx, text("other-key")).await?)
}

async fn attachment_request(s: &Subject) -> Checked {
    attachment(s, HEADER, false).await
}

async fn attachment_request_cjk(s: &Subject) -> Checked {
    attachment(s, TEXT, false).await
}

async fn attachment_reply(s: &Subject) -> Checked {
    attachment(s, HEADER, true).await
}

async fn attachment_reply_cjk(s: &Subject) -> Checked {
    attachment(s, CJK, true).await
}

async fn echo(s: &Subject) -> Checked {
    let list = vec![Value::Int(1), TEXT.into(), Value::Null];
    for sent in ["OK".into(), TEXT.into(), Value::Null, Value::list(list)] {
        let seen = s.reference.generic().echo(&cx(), sent.clone()).await?;
        equal(&sent, &plain(&seen))?;
    }
    Ok(())
}

async fn timeout(s: &Subject) -> Checked {
    let hasty = cx().with_local(CallOptions::new().timeout(SHORT));
    let started = Instant::now();
    let late = fault(s.probe.sleep(&hasty, LONG_MS).await)?;
    let took = started.elapsed();
    that(late.is_timeout(), format!("no timeout: {late}"))?;
    let limit = Duration::from_secs(2);
    that(
        took >= SHORT && took < limit,
        "it did not end when it was late",
    )?;
    still_answers(s).await
}

async fn reply_7m(s: &Subject) -> Checked {
    let seen = s.probe.big(&cx(), 7_000_000).await?;
    equal(&Some(7_000_000), &seen.map(|text| text.len()))
}

async fn reply_over_limit(s: &Subject) -> Checked {
    let size = i32::try_from(OVER_LIMIT).map_err(|error| failed(error.to_string()))?;
    let refused = match s.probe.big(&cx(), size).await {
        Err(fault) => fault.to_string(),
        Ok(_) => return Err(failed("it succeeded")),
    };
    that(refused.contains("too large"), refused)?;
    still_answers(s).await
}

async fn request_over_limit(s: &Subject) -> Checked {
    let service = ServiceRef::new(probe_service::INTERFACE);
    // Its own limit is lifted, so that the provider's is met.
    let large = refer(&s.apart, s.place, service)
        .timeout(Duration::from_secs(2))
        .connect()
        .await?;
    let sent = Some("x".repeat(OVER_LIMIT));
    match Subject::probe_of(&large).echo(&cx(), sent).await {
        Err(_) => still_answers(s).await,
        Ok(_) => Err(failed("it succeeded")),
    }
}

/// What becomes of a method without arguments.
async fn call(s: &Subject, service: ServiceRef, method: &str) -> Result<Fault, Wrong> {
    let reference = s.refer(service.clone()).connect().await?;
    let call = Invocation::new(service, method.into(), "".into(), Vec::new(), cx());
    let result = consumer_sdk::Invoker::invoke(&reference, call).await;
    fault(result.map(drop))
}

fn only_direct(s: &Subject) -> Checked {
    if s.is_direct() {
        return Ok(());
    }
    Err(Wrong::NotApplicable("a registry has no address of it"))
}

async fn unknown_service(s: &Subject) -> Checked {
    only_direct(s)?;
    let service = ServiceRef::new("com.autoparts.probe.NoSuchService");
    let fault = call(s, service, "call").await?;
    that(fault.exception().is_none(), fault.to_string())?;
    // Triple has a status of its own for it.
    if !s.is_triple() {
        equal(&RpcCode::Network, &fault.rpc_code())?;
    }
    still_answers(s).await
}

async fn unknown_method(s: &Subject) -> Checked {
    let service = s.reference.service().clone();
    let says = call(s, service, "noSuchMethod").await?.to_string();
    that(says.contains("noSuchMethod"), says)?;
    still_answers(s).await
}

async fn group_version(s: &Subject) -> Checked {
    let service = ServiceRef::new(probe_service::INTERFACE)
        .with_group(GROUP)
        .with_version(VERSION);
    let other = Subject::probe_of(&s.refer(service).connect().await?);
    equal(&text("x"), &other.echo(&cx(), text("x")).await?)?;
    let two = other.join_string_int(&cx(), text("x"), 1).await?;
    equal(&text("two:x:1"), &two)
}

async fn group_unknown(s: &Subject) -> Checked {
    only_direct(s)?;
    if s.is_triple() {
        let why = "Triple falls back to the service without a group (resolve-fallback-to-default)";
        return Err(Wrong::NotApplicable(why));
    }
    let service = ServiceRef::new(probe_service::INTERFACE)
        .with_group("no-such-group")
        .with_version(VERSION);
    let absent = Subject::probe_of(&s.refer(service).connect().await?);
    let refused = fault(absent.echo(&cx(), text("x")).await)?;
    equal(&RpcCode::Network, &refused.rpc_code())
}
