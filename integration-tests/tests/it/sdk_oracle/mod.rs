//! The SDK's rules and choices beside those of a real Dubbo 3.3.6: cases drawn from a grammar, answered by upstream's own routers, configurators and
//! load balances (`java/tools-336`, package `oracle`) and by ours, and compared one by one, in order.
//!
//! Where upstream draws lots, ours draw from upstream's own numbers after the same seed, so that the choice is compared and not its spread. The seed of
//! a run is printed; `SDK_ORACLE_SEED` and `SDK_ORACLE_CASES` repeat or lengthen one.
//!
//! # Where ours differ on purpose
//! What is left out of the grammar, because upstream's answer is a defect or an accident:
//! | upstream | here |
//! |---|---|
//! | an application's own condition rule runs a second time as that of the provider's application where that one has none (`ProviderAppStateRouter`), which changes the shares of v3.1's destinations | runs once |
//! | `hash.nodes` below 4: an empty ring, `NullPointerException` with every call | the first provider |
//! | random: weights count only if the first provider of the list publishes one, or its time of start | they always count |
//! | `oneof` without a list, a `param` of a match that upstream cannot compare: exceptions while URLs are changed, so that the list of providers is not taken over | matches nothing |
//! | a key twice in a rule, anchors and tags of YAML: the last key, followed, obeyed | the rule is refused |
//! | a `regex` that backtracks: as long as it takes | linear time |

mod balances;
mod conditions;
mod dice;
mod overrides;
mod places;
mod tags;

use consumer_sdk::{Rulebook, Trial};
use integration_tests::java::{self, Dialogue};
use serde_json::{Value, json};

use dice::Dice;

/// Cases of each kind, unless told otherwise.
const CASES: u64 = 1_500;
/// Of a hundred cases so many do something at least: else they would compare nothing.
const TELLING_PERCENT: u64 = 15;
/// Differences that are printed in full.
const SHOWN: usize = 12;

/// A real Dubbo that answers, and what it answered differently.
struct Oracle {
    dialogue: Dialogue,
    seed: u64,
    cases: u64,
    /// In how many cases upstream did anything at all.
    telling: u64,
    differences: Vec<String>,
}

impl Oracle {
    /// `None` where no Java can be had.
    async fn start() -> Option<Self> {
        if !java::available() {
            return None;
        }
        let number = |name: &str| std::env::var(name).ok()?.parse().ok();
        let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
        let (seed, cases) = (
            number("SDK_ORACLE_SEED").unwrap_or(now),
            number("SDK_ORACLE_CASES").unwrap_or(CASES),
        );
        println!("SDK_ORACLE_SEED={seed} SDK_ORACLE_CASES={cases}");
        let dialogue = Dialogue::start("tools-336", "com.autoparts.oracle.Oracle");
        Some(Self {
            dialogue: dialogue.await.unwrap(),
            seed,
            cases,
            telling: 0,
            differences: Vec::new(),
        })
    }

    fn ask(&mut self, question: &Value) -> Value {
        self.dialogue.ask(question).unwrap()
    }

    /// The next number of upstream's after the last seed.
    fn draw(&mut self, kind: &str, bound: u64) -> u64 {
        let answer = self.ask(&json!({"op": "draw", "kind": kind, "bound": bound}));
        answer["drawn"].as_u64().unwrap()
    }

    /// A case in which upstream did something, or nothing.
    fn count(&mut self, is_telling: bool) {
        self.telling += u64::from(is_telling);
    }

    fn compare(&mut self, what: &Value, theirs: &Value, ours: &Value) {
        if theirs != ours {
            let text = format!("theirs {theirs}\nours   {ours}\nof {what:#}");
            self.differences.push(text);
        }
    }

    /// What routers leave of a list under rules, here and there.
    fn route(
        &mut self,
        rules: &Rulebook,
        texts: &[(String, String)],
        trial: &Trial,
        dice: &mut Dice,
    ) {
        let arguments: Vec<Value> = trial.arguments.iter().map(|text| json!(text)).collect();
        let providers: Vec<String> = trial.providers.iter().map(places::raw).collect();
        let texts: serde_json::Map<String, Value> = texts
            .iter()
            .map(|(name, text)| (name.clone(), json!(text)))
            .collect();
        let question = json!({
            "op": "route", "seed": dice.seed(), "consumer": places::raw(&trial.consumer), "providers": providers,
            "rules": texts, "method": trial.method, "arguments": arguments, "attachments": trial.attachments,
        });
        let theirs = self.ask(&question)["left"].clone();
        let left = theirs.as_array().map(Vec::len);
        self.count(left != Some(trial.providers.len()));
        let ours = rules.chosen(trial, &mut |below| self.draw("long", below));
        self.compare(&question, &theirs, &json!(ours));
    }

    fn finish(self, what: &str) {
        let count = self.differences.len();
        assert!(
            count == 0,
            "{count} {what} differ, after SDK_ORACLE_SEED={} SDK_ORACLE_CASES={}:\n{}",
            self.seed,
            self.cases,
            self.differences[..count.min(SHOWN)].join("\n\n")
        );
        let told = self.telling * 100 / self.cases.max(1);
        println!(
            "{} {what}: the same; something was done in {told} %",
            self.cases
        );
        assert!(
            told >= TELLING_PERCENT,
            "only {told} % of the {what} do anything"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn routers_run_in_the_order_of_upstream() {
    let Some(mut oracle) = Oracle::start().await else {
        return;
    };
    // Mesh rules are not followed, script rules are refused, mocks are no providers here.
    assert_eq!(
        oracle.ask(&json!({"op": "order"})),
        json!([
            "MockStateRouterFactory",
            "StandardMeshRuleRouterFactory",
            "TagStateRouterFactory",
            "ServiceStateRouterFactory",
            "ProviderAppStateRouterFactory",
            "AppStateRouterFactory",
            "AppScriptRouterFactory"
        ])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn condition_rules_leave_what_upstream_leaves() {
    let Some(mut oracle) = Oracle::start().await else {
        return;
    };
    for case in 0..oracle.cases {
        let mut dice = Dice::new(oracle.seed, case);
        let (texts, trial) = conditions::case(&mut dice);
        routed(&mut oracle, &texts, &trial, &mut dice);
    }
    oracle.finish("condition rules");
}

#[tokio::test(flavor = "multi_thread")]
async fn tag_rules_leave_what_upstream_leaves() {
    let Some(mut oracle) = Oracle::start().await else {
        return;
    };
    for case in 0..oracle.cases {
        let mut dice = Dice::new(oracle.seed, case);
        let (texts, trial) = tags::case(&mut dice);
        routed(&mut oracle, &texts, &trial, &mut dice);
    }
    oracle.finish("tag rules");
}

fn routed(oracle: &mut Oracle, texts: &[(String, String)], trial: &Trial, dice: &mut Dice) {
    let rules = Rulebook::default();
    for (name, text) in texts {
        rules.set(name.as_str(), text.as_str());
    }
    oracle.route(&rules, texts, trial, dice);
}

#[tokio::test(flavor = "multi_thread")]
async fn override_rules_make_of_urls_what_upstream_makes() {
    let Some(mut oracle) = Oracle::start().await else {
        return;
    };
    for case in 0..oracle.cases {
        overrides::case(&mut oracle, case);
    }
    oracle.finish("override rules");
}

#[tokio::test(flavor = "multi_thread")]
async fn load_balance_chooses_whom_upstream_chooses() {
    let Some(mut oracle) = Oracle::start().await else {
        return;
    };
    balances::warm_up(&mut oracle);
    for case in 0..oracle.cases / 5 {
        let mut dice = Dice::new(oracle.seed, case);
        balances::hash(&mut oracle, &mut dice);
        balances::in_turn(&mut oracle, &mut dice);
        balances::at_random(&mut oracle, &mut dice);
        balances::least_active(&mut oracle, &mut dice);
    }
    oracle.finish("choices, five times over");
}
