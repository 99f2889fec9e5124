//! Who writes, and under which key.

use dubbo_api::reply::OpContext;
use stock::command::{Command, Envelope};
use stock::ids::{Moment, Tenant};
use stock::op::{OpKey, OpType};

use super::form::{self, Bad, Formed};

/// Who writes, as the context says.
pub(super) struct Key<'c> {
    pub(super) tenant: Tenant,
    pub(super) source: &'c str,
    pub(super) biz_no: &'c str,
    pub(super) op_seq: i32,
    pub(super) operator: Option<&'c str>,
}

/// Reads who writes, and under which key.
pub(super) fn key(context: Option<&OpContext>) -> Formed<Key<'_>> {
    let Some(context) = context else {
        return Err(Bad::new(
            "context",
            "",
            "given: sourceSystem and bizNo make the call repeatable",
        ));
    };
    let source = context.source_system.as_deref().unwrap_or_default();
    let source = form::name("context.sourceSystem", source, form::SHORT_NAME_MAX)?;
    if source == crate::sweeper::SOURCE {
        return Err(Bad::new(
            "context.sourceSystem",
            source,
            "the caller's own name",
        ));
    }
    let biz_no = context.biz_no.as_deref().unwrap_or_default();
    let biz_no = form::name("context.bizNo", biz_no, form::NAME_MAX)?;
    form::within(
        "context.opSeq",
        i64::from(context.op_seq),
        0,
        i64::from(i32::MAX),
    )?;
    Ok(Key {
        tenant: super::tenant(context.tenant.as_ref())?,
        source,
        biz_no,
        op_seq: context.op_seq,
        operator: form::optional(
            "context.operator",
            context.operator.as_deref(),
            form::NAME_MAX,
        )?,
    })
}

/// Wraps a command under the key its caller gave.
pub(super) fn envelope(
    context: Option<&OpContext>,
    op: OpType,
    command: Command,
) -> Formed<Envelope> {
    let who = key(context)?;
    let named = OpKey {
        tenant: who.tenant,
        source: who.source.to_owned(),
        op,
        biz_no: who.biz_no.to_owned(),
        op_seq: who.op_seq,
    };
    let mut envelope = Envelope::new(named, command);
    envelope.operator = who.operator.map(str::to_owned);
    let trace = context.and_then(|context| context.trace_id.as_deref());
    let trace = form::optional("context.traceId", trace, form::NAME_MAX)?;
    envelope.trace_id = trace.map(str::to_owned);
    let occurred = context.and_then(|context| context.occurred_at);
    envelope.occurred_at = occurred.map(|date| Moment(date.0));
    Ok(envelope)
}
