//! Events that no voucher tells of: made when they happen, and kept in an outbox row of their own until they are sent.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use stock::ids::{IdSource, Moment, Tenant};
use stock_sql::{NOTICE_BYTES_MAX, Notice, OutboxRow};

use super::told::Draft;

/// Half of the nodes that number rows: those of lanes lie in the other half of the circle, so that in one process no two draw the same number.
const HALF: i64 = 512;

/// Who draws numbers of notices.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Teller {
    /// The account reconciliation.
    Reconciler,
    /// The relay.
    Relay,
}

/// Numbers of notices.
#[derive(Debug)]
pub(crate) struct Numbers(Mutex<IdSource>);

impl Numbers {
    /// Numbers of one who tells, in the process of a node.
    pub(crate) fn of(teller: Teller, node: i64) -> Self {
        let place = match teller {
            Teller::Reconciler => HALF,
            Teller::Relay => HALF + 1,
        };
        Self(Mutex::new(IdSource::new(node.wrapping_add(place))))
    }

    /// The next number at a moment.
    pub(crate) fn next(&self, now: Moment) -> i64 {
        let mut ids = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ids.advance_to(now);
        ids.next()
    }
}

/// An event to be.
#[derive(Clone, Debug)]
pub(crate) struct Tale<'t, P> {
    /// Tenant.
    pub(crate) tenant: &'t Tenant,
    /// Routing key.
    pub(crate) key: String,
    /// What it is about.
    pub(crate) aggregate: String,
    /// The document that caused it.
    pub(crate) biz_no: String,
    /// What happened.
    pub(crate) payload: P,
}

/// The notice of some events that happened together, under a number that nobody else has. One that is too long to be stored is left out, and said so.
pub(crate) fn notice<P: Serialize>(id: i64, at: Moment, tales: &[Tale<'_, P>]) -> Option<Notice> {
    let drafts: Vec<Draft> = tales
        .iter()
        .zip(1..)
        .map(|(tale, place)| Draft {
            key: tale.key.clone(),
            aggregate: tale.aggregate.clone(),
            tenant: tale.tenant.clone(),
            event_id: format!("N{id}-{place}"),
            occurred_at: at,
            biz_no: tale.biz_no.clone(),
            trace_id: None,
            payload: serde_json::to_value(&tale.payload).unwrap_or_default(),
        })
        .collect();
    let text = serde_json::to_string(&drafts).unwrap_or_default();
    if drafts.is_empty() || text.is_empty() {
        return None;
    }
    if text.len() > NOTICE_BYTES_MAX {
        tracing::error!(
            bytes = text.len(),
            most = NOTICE_BYTES_MAX,
            "events cannot be told: they are too long to be stored"
        );
        return None;
    }
    Some(Notice { id, at, text })
}

/// The events of a row's notice, in their order; none where it has none.
pub(super) fn drafts(row: &OutboxRow) -> Vec<Draft> {
    let Some(text) = &row.notice else {
        return Vec::new();
    };
    serde_json::from_str(text).unwrap_or_else(|error| {
        // A newer release wrote it, or somebody changed it by hand: what is behind it must not wait for ever.
        tracing::error!(row = row.id, %error, "a notice cannot be read and is not told");
        Vec::new()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tale(tenant: &Tenant, text: String) -> Tale<'_, String> {
        Tale {
            tenant,
            key: "recon.diff.LOST".to_owned(),
            aggregate: "diff:D1".to_owned(),
            biz_no: "D1".to_owned(),
            payload: text,
        }
    }

    fn row(notice: Option<&str>) -> OutboxRow {
        OutboxRow {
            id: 9,
            vouchers: Vec::new(),
            created_at: Moment(1),
            sequences: None,
            notice: notice.map(str::to_owned),
        }
    }

    #[test]
    fn what_is_told_is_read_back() {
        let tenant = Tenant::from("t");
        let tales = [
            tale(&tenant, "one".to_owned()),
            tale(&tenant, "two".to_owned()),
        ];
        let written = notice(9, Moment(5), &tales).unwrap();
        let read = drafts(&row(Some(&written.text)));
        let told: Vec<(&str, &serde_json::Value)> = read
            .iter()
            .map(|draft| (draft.event_id.as_str(), &draft.payload))
            .collect();
        assert_eq!(told[0], ("N9-1", &"one".into()));
        assert_eq!(told[1], ("N9-2", &"two".into()));
        assert_eq!(read[0].occurred_at, Moment(5));
        assert!(drafts(&row(None)).is_empty());
        assert!(drafts(&row(Some("{"))).is_empty(), "what cannot be read");
    }

    #[test]
    fn a_notice_is_bounded_at_n_and_n_plus_one() {
        let tenant = Tenant::from("t");
        let of = |bytes: usize| notice(9, Moment(5), &[tale(&tenant, "x".repeat(bytes))]);
        let beside = of(1).unwrap().text.len() - 1;
        let most = of(NOTICE_BYTES_MAX - beside).unwrap();
        assert_eq!(most.text.len(), NOTICE_BYTES_MAX);
        assert_eq!(of(NOTICE_BYTES_MAX - beside + 1), None);
        assert_eq!(notice::<String>(9, Moment(5), &[]), None);
    }

    #[test]
    fn numbers_of_two_who_tell_never_meet() {
        let (one, other) = (
            Numbers::of(Teller::Reconciler, 1_023),
            Numbers::of(Teller::Relay, 1_023),
        );
        let mut lane = IdSource::new(1_023);
        lane.advance_to(Moment(77));
        let drawn = [one.next(Moment(77)), other.next(Moment(77)), lane.next()];
        assert!(drawn[0] != drawn[1] && drawn[1] != drawn[2] && drawn[0] != drawn[2]);
        assert!(one.next(Moment(1)) > drawn[0], "a clock that goes back");
    }
}
