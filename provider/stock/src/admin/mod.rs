//! What operators set: switches, safety stock, hot SKUs, rules for holds. A setting is a command like any other: one key, one voucher, one stored answer.

mod switch;

use serde::{Deserialize, Serialize};

use crate::ids::{Moment, Pool, Sku, Warehouse};
use crate::movement::codes;
use crate::op::OpType;

pub use switch::{Module, Switch, SwitchMode, SwitchScope, Switches};

/// Turn a switch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchSetting {
    /// What kind of thing.
    pub scope: SwitchScope,
    /// Which one: a SKU, channel or warehouse, or the code of a [`Module`].
    pub target: String,
    /// To which position; `ON` removes the switch.
    pub mode: SwitchMode,
    /// Why.
    pub reason: String,
    /// Back to `ON` by itself then, by the database's clock.
    pub until: Option<Moment>,
}

/// Set the safety stock of a SKU's shared pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetySetting {
    /// SKU.
    pub sku: Sku,
    /// One site; every site without a figure of its own if absent.
    pub warehouse: Option<Warehouse>,
    /// So many base units; none if absent.
    pub quantity: Option<i64>,
}

codes! {
    /// How writes of a hot SKU are to be served.
    HotMode {
        /// As any SKU.
        Normal = "NORMAL",
        /// A gate in front says "sold out" early.
        Gate = "GATE",
        /// As `GATE`: lanes merge the orders of one SKU, so that its stock need not be split.
        Shards = "SHARDS",
        /// As `GATE`: nothing is accepted before the database has it.
        Buffered = "BUFFERED",
    }
}

/// Mark a SKU as hot: what [`crate::hot`] decides holds for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotSetting {
    /// SKU.
    pub sku: Sku,
    /// One site; every site if absent.
    pub warehouse: Option<Warehouse>,
    /// Pool.
    pub pool: Pool,
    /// How; `NORMAL` removes the mark.
    pub mode: HotMode,
    /// Rows to split over, for `SHARDS`.
    pub shards: Option<i64>,
    /// Most units the buffer accepts, for `BUFFERED`.
    pub quota: Option<i64>,
    /// Back to `NORMAL` by itself then.
    pub until: Option<Moment>,
}

/// How orders may hold a SKU.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldRule {
    /// Most base units one buyer may hold unpaid; no limit if absent.
    pub buyer_limit: Option<i64>,
    /// Scarce when no more than so many base units can be sold to the order; never if absent.
    pub scarce_below: Option<i64>,
    /// Longest hold while it is scarce, in seconds.
    pub scarce_seconds: i64,
    /// Orders hold none of it: it is taken when they are paid.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub occupy_on_pay: bool,
}

/// Set how orders may hold a SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldSetting {
    /// SKU; every SKU without a rule of its own if absent.
    pub sku: Option<Sku>,
    /// The rule; none if absent.
    pub rule: Option<HoldRule>,
}

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// See [`SwitchSetting`].
    Switch(SwitchSetting),
    /// See [`SafetySetting`].
    Safety(SafetySetting),
    /// See [`HotSetting`].
    Hot(HotSetting),
    /// See [`HoldSetting`].
    Hold(HoldSetting),
}

impl Setting {
    /// The kind of operation.
    #[must_use]
    pub const fn op(&self) -> OpType {
        match self {
            Self::Switch(_) => OpType::SetSwitch,
            Self::Safety(_) => OpType::SetSafety,
            Self::Hot(_) => OpType::SetHot,
            Self::Hold(_) => OpType::SetHoldRule,
        }
    }

    /// SKUs it is about.
    #[must_use]
    pub fn skus(&self) -> Vec<Sku> {
        match self {
            Self::Switch(set) if set.scope == SwitchScope::Sku => {
                vec![Sku::from(set.target.as_str())]
            }
            Self::Switch(_) => Vec::new(),
            Self::Safety(set) => vec![set.sku.clone()],
            Self::Hot(set) => vec![set.sku.clone()],
            Self::Hold(set) => set.sku.iter().cloned().collect(),
        }
    }

    /// What the setting is of: settings of one thing are decided one after the other.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Switch(set) => format!("{} {}", set.scope.as_str(), set.target),
            Self::Safety(set) => format!("safety {}", set.sku),
            Self::Hot(set) => format!("hot {}", set.sku),
            Self::Hold(set) => format!("hold {}", set.sku.as_ref().map_or("", Sku::as_str)),
        }
    }
}
