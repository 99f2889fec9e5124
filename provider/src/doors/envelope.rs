//! Who writes, and under which key.

use dubbo_api::reply::OpContext;
use stock::command::{Command, Envelope};
use stock::ids::Moment;
use stock::op::{OpKey, OpType};

use super::form::{self, Bad, Formed};

/// Wraps a command under the key its caller gave.
pub(super) fn envelope(
    context: Option<&OpContext>,
    op: OpType,
    command: Command,
) -> Formed<Envelope> {
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
    let key = OpKey {
        tenant: super::tenant(context.tenant.as_ref())?,
        source: source.to_owned(),
        op,
        biz_no: biz_no.to_owned(),
        op_seq: context.op_seq,
    };
    let mut envelope = Envelope::new(key, command);
    let operator = form::optional(
        "context.operator",
        context.operator.as_deref(),
        form::NAME_MAX,
    )?;
    envelope.operator = operator.map(str::to_owned);
    let trace = form::optional(
        "context.traceId",
        context.trace_id.as_deref(),
        form::NAME_MAX,
    )?;
    envelope.trace_id = trace.map(str::to_owned);
    envelope.occurred_at = context.occurred_at.map(|date| Moment(date.0));
    Ok(envelope)
}
