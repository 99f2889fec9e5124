//! The state of a fulfilment order, derived from its quantities: whatever order reports come in, the same quantities are the same state.

use super::Ask;
use crate::balance::BalanceKey;
use crate::ids::Moment;
use crate::reservation::{Fulfilment, FulfilmentLine, FulfilmentStatus};

impl FulfilmentStatus {
    /// Whether every unit has reached its end: changed only by a reversal.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(
            self,
            Self::Signed
                | Self::Completed
                | Self::Cancelled
                | Self::ShortClosed
                | Self::Intercepted
        )
    }
}

impl FulfilmentLine {
    /// With the carrier.
    #[must_use]
    pub const fn in_transit(&self) -> i64 {
        let p = &self.progress;
        self.shipped - p.signed - p.rejected - p.lost
    }

    /// Signed for and not on a return.
    #[must_use]
    pub const fn returnable(&self) -> i64 {
        self.progress.signed - self.progress.returned
    }

    /// Whether no unit is counted twice (invariant I6).
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let p = &self.progress;
        let parts = [
            self.allocated,
            self.deallocated,
            self.shipped,
            p.picked,
            p.short_picked,
            p.short_open,
            p.short_closed,
            p.resourced,
            p.cancelling,
            p.signed,
            p.rejected,
            p.lost,
            p.returned,
        ];
        parts.iter().all(|part| *part >= 0)
            && self.open() >= 0
            && self.in_transit() >= 0
            && self.returnable() >= 0
            && p.picked <= self.allocated
            && p.short_open.max(p.cancelling) <= self.open()
            && p.short_closed + p.resourced <= self.deallocated
    }

    /// Nothing may be short or about to be cancelled that is not bound any more.
    pub(crate) fn trim(&mut self) {
        let open = self.open();
        let progress = &mut self.progress;
        progress.short_open = progress.short_open.min(open);
        progress.cancelling = progress.cancelling.min(open);
    }
}

/// Sums over the lines.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    allocated: i64,
    deallocated: i64,
    shipped: i64,
    open: i64,
    in_transit: i64,
    begun: bool,
    all_picked: bool,
    short_open: i64,
    cancelling: i64,
    short_closed: i64,
    resourced: i64,
    signed: i64,
    lost: i64,
}

impl Fulfilment {
    /// The balance a line's goods lie in while they are bound or under way.
    #[must_use]
    pub fn key_of(&self, line: &FulfilmentLine) -> BalanceKey {
        BalanceKey {
            sku: line.sku.clone(),
            warehouse: self.warehouse.clone(),
            pool: line.pool.clone(),
            lot: line.lot.clone(),
            owner: line.owner.clone(),
            tenant: self.tenant.clone(),
        }
    }

    /// Still bound and not shipped, over all lines.
    #[must_use]
    pub fn open_quantity(&self) -> i64 {
        self.lines.iter().map(FulfilmentLine::open).sum()
    }

    /// Sets the state that the quantities say, and the moment the last unit reached its end.
    pub fn settle(&mut self, now: Moment) {
        self.lines.iter_mut().for_each(FulfilmentLine::trim);
        self.status = self.derived();
        self.handling.closed_at = self
            .status
            .is_closed()
            .then(|| self.handling.closed_at.unwrap_or(now));
    }

    /// The state that the quantities say.
    #[must_use]
    pub fn derived(&self) -> FulfilmentStatus {
        let sums = self.sums();
        if sums.open == 0 && sums.in_transit == 0 {
            return self.ended(&sums);
        }
        if sums.open > 0 {
            if self.handling.hold_reason.is_some() {
                return FulfilmentStatus::OnHold;
            }
            if sums.cancelling > 0 {
                return FulfilmentStatus::Cancelling;
            }
            if sums.short_open > 0 {
                return if sums.resourced + sums.short_closed > 0 {
                    FulfilmentStatus::Resourcing
                } else {
                    FulfilmentStatus::ShortPick
                };
            }
            if self.handling.ask == Ask::CancelFailed {
                return FulfilmentStatus::CancelFailed;
            }
        }
        if sums.shipped > 0 {
            self.under_way(&sums)
        } else {
            self.in_the_warehouse(&sums)
        }
    }

    fn sums(&self) -> Sums {
        let mut sums = Sums {
            all_picked: true,
            ..Sums::default()
        };
        for line in &self.lines {
            let p = &line.progress;
            sums.allocated += line.allocated;
            sums.deallocated += line.deallocated;
            sums.shipped += line.shipped;
            sums.open += line.open();
            sums.in_transit += line.in_transit();
            sums.begun |= p.picked + p.short_picked > 0;
            sums.all_picked &= p.picked >= line.allocated - line.deallocated;
            sums.short_open += p.short_open;
            sums.cancelling += p.cancelling;
            sums.short_closed += p.short_closed;
            sums.resourced += p.resourced;
            sums.signed += p.signed;
            sums.lost += p.lost;
        }
        sums
    }

    /// Every unit has reached its end.
    fn ended(&self, sums: &Sums) -> FulfilmentStatus {
        if sums.shipped == 0 {
            return if sums.short_closed > 0 {
                FulfilmentStatus::ShortClosed
            } else if sums.resourced > 0 {
                FulfilmentStatus::Completed
            } else {
                FulfilmentStatus::Cancelled
            };
        }
        if sums.signed == sums.allocated {
            FulfilmentStatus::Signed
        } else if self.handling.ask == Ask::Intercepted && sums.signed + sums.lost == 0 {
            FulfilmentStatus::Intercepted
        } else {
            FulfilmentStatus::Completed
        }
    }

    /// Some units have left the warehouse.
    fn under_way(&self, sums: &Sums) -> FulfilmentStatus {
        if sums.in_transit > 0 {
            match self.handling.ask {
                Ask::Intercepting => return FulfilmentStatus::Intercepting,
                Ask::InterceptFailed if sums.signed == 0 => {
                    return FulfilmentStatus::InterceptFailed;
                }
                _ => {}
            }
        }
        if sums.signed > 0 {
            FulfilmentStatus::PartSigned
        } else if sums.open > 0 || sums.deallocated > 0 {
            FulfilmentStatus::PartShipped
        } else if sums.in_transit < sums.shipped {
            FulfilmentStatus::Delivering
        } else {
            FulfilmentStatus::Shipped
        }
    }

    /// Nothing has left the warehouse yet.
    const fn in_the_warehouse(&self, sums: &Sums) -> FulfilmentStatus {
        if self.handling.packed && sums.all_picked {
            FulfilmentStatus::Packed
        } else if sums.begun || self.handling.packed {
            FulfilmentStatus::Picking
        } else if self.handling.sent_at.is_some() {
            FulfilmentStatus::SentWms
        } else {
            FulfilmentStatus::Allocated
        }
    }

    /// Whether the warehouse is asked to stop something.
    #[must_use]
    pub fn is_asked_to_stop(&self) -> bool {
        self.lines.iter().any(|line| line.progress.cancelling > 0)
    }

    /// Whether the warehouse has begun with what has not shipped yet: it must be asked before it is taken away.
    #[must_use]
    pub fn is_in_hand(&self) -> bool {
        let picked = |line: &FulfilmentLine| line.progress.picked > line.shipped;
        self.open_quantity() > 0 && (self.handling.packed || self.lines.iter().any(picked))
    }
}
