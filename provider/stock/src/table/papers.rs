//! Rows about documents of goods.

use std::fmt::Write as _;

use super::{Run, Words, stock_lines};
use crate::command::*;
use crate::ids::*;
use crate::paper::PaperKind;

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
            })),
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
