//! Holds by plans of sourcing, and inquiry as a witness: what it says can be sold can be held, and not one more.

use proptest::test_runner::TestCaseError;
use stock::bucket::Bucket;
use stock::code::Code;
use stock::command::{Command, Envelope, OrderLine, PreOccupy};
use stock::counter::{CounterKey, CounterKind};
use stock::ids::{Area, Channel, Day, Owner, Tenant};
use stock::inquiry::{Pooled, View, explain, sellable};
use stock::memory::Memory;
use stock::op::OpKey;
use stock::reservation::HoldMode;
use stock::sourcing::ask::{Ask, AskLine, Load, Seen, StockRow, slots};
use stock::sourcing::held::{Sourcing, Verdict};
use stock::sourcing::plan::plan;
use stock::sourcing::promise::Wave;
use stock::sourcing::rules::{CapacityRule, CoverageRule, RuleSet, Rules};

use crate::world::{CHANNELS, SKUS, TENANT, WAREHOUSES};

/// Rules of sourcing: each site's day takes so many orders held by plans.
pub(crate) fn rules() -> Rules {
    let capacities = WAREHOUSES.map(|warehouse| CapacityRule {
        warehouse: warehouse.into(),
        wave: Wave {
            orders: Some(6),
            lines: Some(9),
            ..Wave::default()
        },
    });
    let of = |warehouse: &str, area: &str, priority| CoverageRule {
        warehouse: warehouse.into(),
        area: area.into(),
        level: String::new(),
        priority,
        lead_hours: Some(24),
        first_kg: 800,
        next_kg: 200,
        parcel: 100,
        valid_from: None,
        valid_to: None,
    };
    let set = RuleSet {
        coverage: vec![of("W1", "31", 1), of("W2", "31", 2), of("W2", "44", 1)],
        capacities: capacities.into(),
        ..RuleSet::default()
    };
    Rules::of(&set, &RuleSet::default())
}

/// Steps of one search.
const STEPS: u64 = 50_000;

/// The hold as rules of sourcing would have it: planned on what is there, no site or pool named.
pub(crate) fn by_plan(mut hold: PreOccupy, memory: &Memory) -> PreOccupy {
    hold.fixed_warehouse = None;
    for line in &mut hold.lines {
        (line.warehouse, line.pool) = (None, None);
    }
    let policy = Some("DEFAULT".to_owned());
    let ask = Ask {
        tenant: TENANT.into(),
        order_no: Some(hold.order_no.clone()),
        area: hold.area.clone(),
        channel: hold.channel.clone(),
        policy: policy.clone(),
        lines: hold.lines.iter().map(asked).collect(),
        order_value: None,
        required_by: None,
        excluded: Vec::new(),
        max_parcels: None,
    };
    let network = &memory.facts.network.sourcing;
    let rules = network.rules(&ask.tenant);
    let found = match plan(&ask, &seen(&ask, memory), rules, &memory.facts, STEPS) {
        Ok(plan) if enough(&plan, hold.mode) => Verdict::Take(plan.allocation(None)),
        Ok(plan) => Verdict::Refuse {
            code: plan.cause.unwrap_or(Code::NoSource),
            message: plan.refusal(&ask),
            shortages: plan.shortages,
        },
        Err(_) => Verdict::Refuse {
            code: Code::SkuUnknown,
            message: "no such sku: check the code".into(),
            shortages: Vec::new(),
        },
    };
    hold.sourcing = Some(Box::new(Sourcing {
        policy,
        plan_no: None,
        found: Some(found),
    }));
    hold
}

fn enough(plan: &stock::sourcing::plan::Plan, mode: HoldMode) -> bool {
    match mode {
        HoldMode::All => plan.is_complete(),
        HoldMode::Partial => !plan.parcels.is_empty(),
    }
}

fn asked(line: &OrderLine) -> AskLine {
    AskLine {
        line_no: line.line_no,
        sku: line.sku.clone(),
        quantity: line.quantity,
        owner: line.owner.clone().unwrap_or_else(Owner::own),
        group: None,
        max_age_days: line.max_age_days,
    }
}

/// What a search is made from: free goods that may be sold, and what the waves hold.
fn seen(ask: &Ask, memory: &Memory) -> Seen {
    let lots = memory.known_lots();
    let today = Day::of(memory.now);
    let free = memory.balances().iter().filter(|(key, balance)| {
        balance.get(Bucket::Available) > 0 && lots.may_be_sold(key, today)
    });
    let stock = free.map(|(key, balance)| StockRow {
        warehouse: key.warehouse.clone(),
        sku: key.sku.clone(),
        owner: key.owner.clone(),
        pool: key.pool.clone(),
        lot: key.lot.clone(),
        produced: lots.of(key).and_then(|facts| facts.produced_on),
        available: balance.get(Bucket::Available),
    });
    let network = &memory.facts.network.sourcing;
    let waves = slots(network, network.rules(&ask.tenant), ask, memory.now);
    let value = |kind, key: &str| {
        let key = CounterKey {
            tenant: ask.tenant.clone(),
            kind,
            key: key.to_owned(),
        };
        memory.counters().get(&key).copied().unwrap_or(0)
    };
    let loads = waves.iter().map(|slot| {
        let key = slot.key();
        let load = Load {
            orders: value(CounterKind::SiteOrders, &key),
            lines: value(CounterKind::SiteLines, &key),
        };
        (key, load)
    });
    Seen {
        at: memory.now,
        stock: stock.collect(),
        loads: loads.collect(),
    }
}

/// Asks what can be sold of everything, everywhere, and has it told to the test: a hold of that much succeeds, one of one more does not. The store stays
/// as it is.
pub(crate) fn witness(memory: &Memory, turn: usize) -> Result<(), TestCaseError> {
    let (tenant, owner) = (Tenant::from(TENANT), Owner::own());
    let area = [None, Some("31"), Some("4403")][turn % 3].map(Area::from);
    let channel = CHANNELS[turn % CHANNELS.len()].map(Channel::from);
    let view = View {
        tenant: &tenant,
        owner: &owner,
        area: area.as_ref(),
        channel: channel.as_ref(),
        warehouse: None,
    };
    let lots = memory.known_lots();
    let goods = Pooled::of(memory.balances().clone(), &lots, Day::of(memory.now));
    let saleable = goods.saleable();
    let sku = SKUS[turn % SKUS.len()].into();
    let Some(told) = sellable(&view, &sku, &memory.facts, &saleable, memory.now) else {
        return Err(TestCaseError::fail(format!("{sku} is not known")));
    };
    let steps = explain(&view, &sku, &memory.facts, &goods);
    if steps.is_none_or(|steps| steps.is_empty()) {
        return Err(TestCaseError::fail(format!("{sku} is not explained")));
    }
    for (quantity, fits) in [(told.quantity, true), (told.quantity + 1, false)] {
        if quantity == 0 {
            continue;
        }
        let line = OrderLine {
            line_no: 1,
            sku: sku.clone(),
            quantity,
            owner: None,
            warehouse: None,
            pool: None,
            max_age_days: None,
            vehicle: None,
            allow_presale: false,
            allow_substitute: false,
            substitutes: Vec::new(),
        };
        let hold = Command::PreOccupy(PreOccupy {
            order_no: "WITNESS".into(),
            lines: vec![line],
            buyer: None,
            area: area.clone(),
            channel: channel.clone(),
            ttl_seconds: 60,
            mode: HoldMode::All,
            fixed_warehouse: None,
            sourcing: None,
        });
        let key = OpKey {
            tenant: tenant.clone(),
            source: "witness".into(),
            op: hold.op(),
            biz_no: format!("{quantity}"),
            op_seq: 0,
        };
        let mut trial = memory.clone();
        let answer = trial.submit(&Envelope::new(key, hold));
        let answer = answer.map_err(TestCaseError::fail)?;
        if answer.code.is_success() != fits {
            return Err(TestCaseError::fail(format!(
                "{} of {sku} can be sold to {area:?} through {channel:?}, and a hold of {quantity} came to {answer:?}",
                told.quantity
            )));
        }
    }
    Ok(())
}
