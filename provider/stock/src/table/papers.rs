//! Rows about documents of goods.

use std::fmt::Write as _;

use super::lines::presale_lines;
use super::{Run, Words, stock_lines};
use crate::command::*;
use crate::ids::*;
use crate::paper::{PaperKind, Presale};

impl Run {
    pub(super) fn paper_command(&self, verb: &str, words: &Words<'_>) -> Command {
        let first = words.plain.first().copied().unwrap_or_default();
        let warehouse = Warehouse::from(first);
        let today = Day::of(self.memory.now);
        match verb {
            "expect" => Command::PurchaseExpect(PurchaseExpect {
                asn_no: words.plain[1].to_owned(),
                supplier: None,
                warehouse,
                expected_at: None,
                lines: stock_lines(&words.plain[2..], today),
            }),
            "tr-lock" | "tr-out" | "tr-in" => {
                let leg = TransferLeg {
                    transfer_no: first.to_owned(),
                    from: words.plain[1].into(),
                    to: words.plain[2].into(),
                    lines: stock_lines(&words.plain[3..], today),
                    last_receipt: words.flag("last"),
                };
                Command::Transfer(match verb {
                    "tr-lock" => TransferCommand::Lock(leg),
                    "tr-out" => TransferCommand::Out(leg),
                    _ => TransferCommand::In(leg),
                })
            }
            "tr-loss" => Command::Transfer(TransferCommand::Loss(TransferLoss {
                transfer_no: first.to_owned(),
                lines: stock_lines(&words.plain[1..], today),
                approver: words.named.get("by").copied().unwrap_or("boss").to_owned(),
                proposer: words
                    .named
                    .get("of")
                    .map_or(Some("clerk"), |of| (*of != "nobody").then_some(*of))
                    .map(str::to_owned),
            })),
            "presale" => Command::Presale(PresaleCommand::Open(OpenPresale {
                presale_no: words.plain[1].to_owned(),
                warehouse,
                pool: words.id("pool"),
                expected_at: words.named.get("at").map(|hours| self.in_hours(hours)),
                sale_until: words
                    .named
                    .get("end")
                    .map(|s| self.memory.now.plus_seconds(s.parse().expect("seconds"))),
                lines: presale_lines(&words.plain[2..]),
            })),
            "unpresale" => Command::Presale(PresaleCommand::Close(ClosePresale {
                presale_no: words.plain[1].to_owned(),
                warehouse,
                pool: words.id("pool"),
                lines: presale_lines(&words.plain[2..]),
            })),
            "serve" => Command::ConvertPresale(ConvertPresale {
                warehouse,
                sku: words.plain[1].into(),
                owner: Owner::own(),
            }),
            "vendor" => Command::ReturnToVendor(ReturnToVendor {
                warehouse,
                supplier: Some("S1".to_owned()),
                lines: stock_lines(&words.plain[1..], today),
                reason: None,
            }),
            "recall" => {
                let [_, pool, sku] = words.plain[..3] else {
                    panic!("recall W POOL S")
                };
                Command::RecallRest(format!("{warehouse}/{pool}/{sku}"))
            }
            _ => panic!("no such verb: {verb}"),
        }
    }

    pub(super) fn in_hours(&self, hours: &str) -> Moment {
        let hours: i64 = hours.parse().expect("hours");
        self.memory.now.plus_seconds(hours * 3_600)
    }

    /// What an order waits for of presales: `WAITING 3 of S1@W1`, one after the other.
    pub(super) fn waits(&self, order: &str) -> String {
        let papers = self.memory.papers().values();
        let mine = papers.filter(|p| p.order_no.as_ref().is_some_and(|no| no.as_str() == order));
        let told = mine.filter_map(|paper| {
            let body = Presale::of(paper)?;
            let mut text = paper.status.clone();
            for line in &body.lines {
                let (key, waiting) = (&line.key, line.waiting());
                let _ = write!(text, " {waiting} of {}@{}", key.sku, key.warehouse);
            }
            Some(text)
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() {
            "nothing".to_owned()
        } else {
            told.join("; ")
        }
    }

    /// When the goods of a presale are expected.
    pub(super) fn expected(&self, words: &Words<'_>) -> String {
        let sku = self.memory.facts.skus.get(words.plain[1]).expect("a sku");
        let mut offers = sku.presales.iter();
        let offer = offers.find(|offer| offer.warehouse.as_str() == words.plain[0]);
        let at = offer.expect("a presale").expected_at;
        at.map_or_else(
            || "unknown".to_owned(),
            |at| format!("in {} h", (at.0 - self.memory.now.0) / 3_600_000),
        )
    }

    /// State and claims: `IN_TRANSIT transfer_transit S1*5@W2`.
    pub(super) fn doc(&self, words: &Words<'_>) -> String {
        let kind = PaperKind::parse(words.plain[0]).expect("a kind of paper");
        let Some(found) = self.memory.paper(&"T".into(), kind, words.plain[1]) else {
            return "none".into();
        };
        let mut text = found.status.clone();
        for claim in &found.claims {
            let (bucket, key) = (claim.bucket.as_str(), &claim.key);
            let _ = write!(
                text,
                " {bucket} {}*{}@{}",
                key.sku, claim.quantity, key.warehouse
            );
        }
        text
    }
}
