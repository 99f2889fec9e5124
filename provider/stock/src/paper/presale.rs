//! What a paid order still has to get of a presale: the quota it holds, claimed in `presale_held` until goods take its place.

use serde::{Deserialize, Serialize};

use super::{Paper, PaperBody, StepBy};
use crate::balance::BalanceKey;
use crate::book::Place;
use crate::bucket::Bucket;
use crate::ids::{FulfilmentNo, Moment, OrderNo, Tenant};

/// One quantity that was paid before the goods were there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// The reservation's line.
    pub line_no: i64,
    /// The order's line.
    pub order_line_no: i64,
    /// The presale.
    pub presale_no: String,
    /// Balance the quota is held in.
    pub key: BalanceKey,
    /// The order takes no goods older than so many days.
    pub max_age_days: Option<i64>,
    /// Paid.
    pub paid: i64,
    /// Of it, goods took the place of quota.
    pub converted: i64,
    /// Of it, given up before that.
    pub withdrawn: i64,
}

impl Awaited {
    /// Paid and not there yet.
    #[must_use]
    pub const fn waiting(&self) -> i64 {
        self.paid - self.converted - self.withdrawn
    }
}

/// Goods that took the place of quota.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// The voucher that booked it.
    pub by: StepBy,
    /// When.
    pub at: Moment,
    /// Its legs, from and to, by their position in the voucher.
    pub legs: (i64, i64),
    /// How many.
    pub quantity: i64,
    /// The fulfilment order that was made for them.
    pub fo_no: FulfilmentNo,
}

/// What one payment bought of presales. Its number is `P` and digits; it is of the order, and made when it was paid: that is its turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presale {
    /// Row identifier of the reservation.
    pub reservation_id: i64,
    /// The payment.
    pub pay_no: Option<String>,
    /// What was bought.
    pub lines: Vec<Awaited>,
    /// What came of it.
    pub conversions: Vec<Conversion>,
}

impl Presale {
    /// What a paper says of it.
    #[must_use]
    pub const fn of(paper: &Paper) -> Option<&Self> {
        match &paper.body {
            PaperBody::Presale(body) => Some(body),
            _ => None,
        }
    }

    /// Units that still wait.
    #[must_use]
    pub fn waiting(&self) -> i64 {
        self.lines.iter().map(Awaited::waiting).sum()
    }

    /// Units that still wait for goods of a place, whatever the pool.
    #[must_use]
    pub fn waiting_at(&self, place: &Place) -> i64 {
        let here = self.lines.iter();
        here.filter(|line| Place::from(&line.key) == *place)
            .map(Awaited::waiting)
            .sum()
    }

    /// The paper of a payment.
    #[must_use]
    pub fn paper(self, id: i64, tenant: &Tenant, order: &OrderNo, paid_at: Moment) -> Paper {
        let no: OrderNo = crate::op::number('P', id);
        let mut paper = Paper::new(
            id,
            tenant,
            no.as_str(),
            "WAITING",
            paid_at,
            PaperBody::Presale(self),
        );
        paper.order_no = Some(order.clone());
        settle(&mut paper);
        paper
    }
}

/// Puts claims and state in order with what the lines say.
pub fn settle(paper: &mut Paper) {
    let PaperBody::Presale(body) = &paper.body else {
        return;
    };
    let (mut paid, mut converted, mut withdrawn) = (0, 0, 0);
    let mut claims: Vec<(BalanceKey, i64)> = Vec::new();
    for line in &body.lines {
        paid += line.paid;
        converted += line.converted;
        withdrawn += line.withdrawn;
        claims.push((line.key.clone(), line.waiting()));
    }
    let status = if paid == withdrawn {
        "WITHDRAWN"
    } else if paid == converted + withdrawn {
        "CONVERTED"
    } else if converted > 0 {
        "PART_CONVERTED"
    } else {
        "WAITING"
    };
    status.clone_into(&mut paper.status);
    paper.claims.clear();
    for (key, waiting) in claims.into_iter().filter(|(_, waiting)| *waiting > 0) {
        paper.claim(&key, Bucket::PresaleHeld, waiting);
    }
}
