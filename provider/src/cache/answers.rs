//! What was worked out for listing pages: the projection per area and SKU. An answer stays true as long as what it was worked out from is the same.

use std::sync::Arc;

use stock::facts::{Network, SkuFacts};
use stock::ids::{Area, Channel, Warehouse};
use stock::inquiry::{Sellable, View};
use stock::projection::{Figures, Goods};

/// Who asks for what, and all that the answer is worked out from.
#[derive(Debug)]
pub struct Asking<'a> {
    /// Goods; no kit, of which the answer depends on its components.
    pub goods: &'a Goods,
    /// Where to, through whom.
    pub view: &'a View<'a>,
    /// Sites, coverage, switches.
    pub network: &'a Arc<Network>,
    /// What is known of the SKU.
    pub facts: &'a Arc<SkuFacts>,
    /// Figures.
    pub figures: &'a Arc<Figures>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Question {
    goods: Goods,
    area: Option<Area>,
    channel: Option<Channel>,
    warehouse: Option<Warehouse>,
}

#[derive(Debug)]
struct Answer {
    network: Arc<Network>,
    facts: Arc<SkuFacts>,
    figures: Arc<Figures>,
    found: Option<Sellable>,
}

/// A bounded memory of answers.
#[derive(Debug)]
pub(super) struct Answers(moka::sync::Cache<Question, Arc<Answer>>);

impl Answers {
    pub(super) fn new(max: u64, age: std::time::Duration) -> Self {
        let memory = moka::sync::Cache::builder();
        Self(memory.max_capacity(max).time_to_live(age).build())
    }

    pub(super) fn of(
        &self,
        asking: &Asking<'_>,
        work_out: impl FnOnce() -> Option<Sellable>,
    ) -> Option<Sellable> {
        let question = Question {
            goods: asking.goods.clone(),
            area: asking.view.area.cloned(),
            channel: asking.view.channel.cloned(),
            warehouse: asking.view.warehouse.cloned(),
        };
        if let Some(known) = self.0.get(&question)
            && Arc::ptr_eq(&known.figures, asking.figures)
            && Arc::ptr_eq(&known.facts, asking.facts)
            && Arc::ptr_eq(&known.network, asking.network)
        {
            return known.found;
        }
        let found = work_out();
        let answer = Answer {
            network: Arc::clone(asking.network),
            facts: Arc::clone(asking.facts),
            figures: Arc::clone(asking.figures),
            found,
        };
        self.0.insert(question, Arc::new(answer));
        found
    }
}
