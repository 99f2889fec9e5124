//! Rules that choose and change providers, as Java's routers and configurators do.
//!
//! | text | where it is kept | file |
//! |---|---|---|
//! | condition rule | `{application}.condition-router`, `{interface}:{version}:{group}.condition-router` | [`condition`] |
//! | tag rule | `{provider's application}.tag-router` | [`tag`] |
//! | script rule | `{provider's application}.script-router` | refused |
//! | override rule | `{application}.configurators`, `{interface}:{version}:{group}.configurators` | [`overrides`] |
//!
//! A text that cannot be read leaves the rule that was there before, with an error in the log; a text that has gone takes its
//! rule along.
//!
//! What these say is compared with upstream's own routers and configurators, case by case (`integration-tests`, `sdk_oracle`). Known to
//! differ: conditions look at a provider's parameters with the consumer's over them, as upstream does for what the interface's
//! list holds; for instances of an application it looks at the provider's alone (`InstanceAddressURL.getOriginalParameters`).

mod condition;
mod override_match;
mod overrides;
mod pattern;
mod rules;
mod tag;
mod terms;
mod yaml;

pub(crate) use rules::{Routers, RuleNames, RuleTexts, Rules};
pub(crate) use tag::TAG;

use dubbo_rpc::Url;

/// What a router may look at of a call.
#[derive(Clone, Copy)]
pub(crate) struct Request<'a> {
    /// The consumer's URL.
    pub(crate) consumer: &'a Url,
    /// The method that is meant.
    pub(crate) method: &'a str,
    /// Text attachment of the call.
    pub(crate) attachment: &'a dyn Fn(&str) -> Option<&'a str>,
    /// Text of an argument.
    pub(crate) argument: &'a dyn Fn(usize) -> Option<String>,
}
