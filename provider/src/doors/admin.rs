//! Door of administration (运营管理). Settings go through the lanes like any write; what takes effect by itself does so within [`EFFECTIVE_WITHIN_MS`] on
//! every provider of the database, and on this one at once.

mod health;
mod rebuild;
mod requests;

use dubbo_api::admin::{
    CacheReq, Health, HoldRuleReq, HotReq, ReplayReq, SafetyRule, StockAdminService, SwitchReq,
};
use dubbo_api::code::ResultCode;
use dubbo_api::reply::{Nothing, OpContext, Reply};
use dubbo_rpc::{Context, Fault};
use stock::admin::Setting;
use stock::command::{Command, Envelope};
use stock::facts::Facts;
use stock::rules;

use super::form::Formed;
use super::{StockCenter, answer, envelope};

/// Attachment that carries the operator's token.
pub const OPERATOR_TOKEN: &str = "operator-token";
/// A setting is seen by every provider of the database after so many milliseconds at most: sites, switches and facts are read again every two seconds.
const EFFECTIVE_WITHIN_MS: u64 = 4_000;

impl StockAdminService for StockCenter {
    async fn set_safety_stock(
        &self,
        cx: &Context,
        rule: SafetyRule,
    ) -> Result<Reply<Nothing>, Fault> {
        let setting = requests::safety(&rule);
        Ok(self
            .administer(cx, rule.context.as_ref(), setting, rule.dry_run)
            .await)
    }

    async fn set_hot(&self, cx: &Context, request: HotReq) -> Result<Reply<Nothing>, Fault> {
        let setting = requests::hot(&request);
        let reply = self
            .administer(cx, request.context.as_ref(), setting, request.dry_run)
            .await;
        // Said in the answer, so that nobody relies on what is not there.
        let effect = match (request.mode.as_str(), self.cache.is_some()) {
            ("NORMAL", _) => "served as any SKU",
            (_, false) => {
                "admission and rates; no gate: there is no Redis (cache.url), every order is decided by the database"
            }
            (_, true) => {
                "admission and rates, and a gate that says SOLD_OUT early; the database decides"
            }
        };
        Ok(if reply.is_success() {
            reply.detail("effect", effect)
        } else {
            reply
        })
    }

    async fn set_switch(&self, cx: &Context, request: SwitchReq) -> Result<Reply<Nothing>, Fault> {
        let setting = requests::switch(&request);
        Ok(self
            .administer(cx, request.context.as_ref(), setting, request.dry_run)
            .await)
    }

    async fn set_hold_rule(
        &self,
        cx: &Context,
        request: HoldRuleReq,
    ) -> Result<Reply<Nothing>, Fault> {
        let setting = requests::hold_rule(&request);
        Ok(self
            .administer(cx, request.context.as_ref(), setting, request.dry_run)
            .await)
    }

    async fn rebuild_cache(
        &self,
        cx: &Context,
        request: CacheReq,
    ) -> Result<Reply<Nothing>, Fault> {
        if let Some(refused) = self.unauthorized(cx) {
            return Ok(refused);
        }
        if let Err(bad) = requests::named(request.context.as_ref()) {
            return Ok(bad.into_reply());
        }
        Ok(self.rebuild(&request).await)
    }

    async fn replay_outbox(
        &self,
        cx: &Context,
        request: ReplayReq,
    ) -> Result<Reply<Nothing>, Fault> {
        if let Some(refused) = self.unauthorized(cx) {
            return Ok(refused);
        }
        if let Err(bad) = requests::named(request.context.as_ref()) {
            return Ok(bad.into_reply());
        }
        Ok(self.replay(&request).await)
    }

    async fn health(&self, _cx: &Context) -> Result<Reply<Health>, Fault> {
        Ok(Reply::ok(self.look_at_health().await))
    }
}

impl StockCenter {
    /// Has a setting made, or only looked at.
    async fn administer(
        &self,
        cx: &Context,
        context: Option<&OpContext>,
        setting: Formed<Setting>,
        dry_run: bool,
    ) -> Reply<Nothing> {
        if let Some(refused) = self.unauthorized(cx) {
            return refused;
        }
        let formed = setting.and_then(|setting| {
            let op = setting.op();
            envelope::envelope(context, op, Command::Administer(setting))
        });
        let wanted = match formed {
            Ok(envelope) => envelope,
            Err(bad) => return bad.into_reply(),
        };
        let reply = if dry_run {
            self.try_setting(&wanted).await
        } else {
            self.make_setting(cx, wanted).await
        };
        super::traced(reply, context)
    }

    async fn make_setting(&self, cx: &Context, wanted: Envelope) -> Reply<Nothing> {
        let op = wanted.key.op;
        let answer = self.lanes.submit(wanted, Some(super::deadline(cx))).await;
        super::count(op, &answer);
        let reply: Reply<Nothing> = answer::head(&answer);
        if !reply.is_success() {
            return reply;
        }
        self.store.forget_facts();
        if let Err(error) = self.store.refresh_network().await {
            tracing::warn!(%error, "a setting was stored and is read a little later");
        }
        reply.detail("effectiveWithinMs", EFFECTIVE_WITHIN_MS.to_string())
    }

    /// Decides a setting on an empty book: what it would come to, with nothing stored.
    async fn try_setting(&self, wanted: &Envelope) -> Reply<Nothing> {
        let skus = rules::skus(wanted);
        let facts = match self.store.facts(&skus).await {
            Ok(skus) => Facts {
                network: self.store.network(),
                skus,
            },
            Err(error) => return super::unanswered(&error),
        };
        let now = match self.store.now().await {
            Ok(now) => now,
            Err(error) => return super::unanswered(&error),
        };
        let answer = rules::try_setting(wanted, &facts, now);
        let mut reply: Reply<Nothing> = answer::head(&answer);
        reply.details.insert("dryRun".to_owned(), "true".to_owned());
        reply
    }

    /// Sends events again, or says how many it would be.
    async fn replay(&self, request: &ReplayReq) -> Reply<Nothing> {
        if request.dead_letters {
            return self.give_back_letters(request).await;
        }
        let replay = match requests::replay(request) {
            Ok(replay) => replay,
            Err(bad) => return bad.into_reply(),
        };
        let Some(events) = &self.events else {
            return Reply::refused(ResultCode::StateConflict, crate::events::NO_BROKER);
        };
        match replay.run(&self.store, events).await {
            Ok(done) => {
                let mut reply = Reply::of(ResultCode::Ok).detail("events", done.events.to_string());
                if done.unlike > 0 {
                    reply = reply.detail(
                        "leftOut",
                        format!(
                            "{} rows whose events another release made otherwise",
                            done.unlike
                        ),
                    );
                }
                if let Some(next) = done.next {
                    reply = reply.detail("nextSeq", next.to_string());
                }
                if request.dry_run {
                    reply = reply.detail("dryRun", "true");
                }
                reply
            }
            Err(error) => {
                tracing::warn!(%error, "events could not be sent again");
                Reply::refused(
                    ResultCode::BusyRetry,
                    format!("{error}; what was sent until then was sent, ask again"),
                )
            }
        }
    }

    /// Gives dead letters back to their queues, or says how many there are.
    async fn give_back_letters(&self, request: &ReplayReq) -> Reply<Nothing> {
        let letters = match requests::letters(request) {
            Ok(letters) => letters,
            Err(bad) => return bad.into_reply(),
        };
        let Some(events) = &self.events else {
            return Reply::refused(ResultCode::StateConflict, crate::events::NO_BROKER);
        };
        match letters.run(events).await {
            Ok(told) => {
                let reply = Reply::of(ResultCode::Ok).detail("letters", told.len().to_string());
                if request.dry_run {
                    reply.detail("dryRun", "true")
                } else {
                    reply
                }
            }
            Err(error) => Reply::refused(
                ResultCode::BusyRetry,
                format!("the broker: {error}; what was given back until then was, ask again"),
            ),
        }
    }

    /// The refusal of a call that does not carry the configured operator's token.
    fn unauthorized(&self, cx: &Context) -> Option<Reply<Nothing>> {
        let wanted = self.operator_token.as_deref()?;
        let given = cx.attachment(OPERATOR_TOKEN).unwrap_or_default();
        (!same(given.as_bytes(), wanted.as_bytes())).then(|| {
            Reply::refused(
                ResultCode::NotAuthorized,
                format!(
                    "the call carries no valid operator's token: set it as attachment `{OPERATOR_TOKEN}`"
                ),
            )
        })
    }
}

/// Compares in a time that depends on the lengths only, so that a token cannot be guessed byte by byte.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}
