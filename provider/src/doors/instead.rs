//! Vehicles and equivalent parts of order lines: whether what was ordered fits, and what may be held in its place when it is short.

use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use dubbo_api::reservation::Reservation;
use stock::catalogue::{Fitment, tells};
use stock::command::OrderLine;
use stock::ids::{Area, Channel, Owner, Sku, Tenant};
use stock_sql::Error;

use super::catalogue::{Checked, Named};
use super::form::{Bad, Formed};
use super::substitutes::Asked;
use super::{StockCenter, form};

/// Most lines of one order for which equivalent parts are looked for.
const SUBSTITUTED_LINES_MAX: usize = 20;
/// Most vehicles of one order.
const VEHICLES_MAX: usize = 20;

/// A part is held in the place of another only where it is known to fit, which takes a vehicle; and looking for parts has a bound.
pub(super) fn check(lines: &[OrderLine]) -> Formed<()> {
    for (index, line) in lines.iter().enumerate() {
        if line.allow_substitute && line.vehicle.is_none() {
            return Err(Bad::new(
                &format!("lines[{index}].vehicleId"),
                "",
                "given with allowSubstitute: a part is held instead only where it is known to fit",
            ));
        }
    }
    let substituted = lines.iter().filter(|line| line.allow_substitute).count();
    if substituted > SUBSTITUTED_LINES_MAX {
        let limit = format!("at most {SUBSTITUTED_LINES_MAX} lines with allowSubstitute");
        return Err(Bad::new("lines", substituted, limit));
    }
    let vehicles = vehicles(lines).len();
    if vehicles > VEHICLES_MAX {
        let limit = format!("for at most {VEHICLES_MAX} vehicles");
        return Err(Bad::new("lines", vehicles, limit));
    }
    Ok(())
}

fn vehicles(lines: &[OrderLine]) -> Vec<&str> {
    let mut named: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.vehicle.as_deref())
        .collect();
    named.sort_unstable();
    named.dedup();
    named
}

impl StockCenter {
    /// Looks at the vehicles of lines: refuses a part that is known not to fit, and finds what may be held in the place of those that allow it.
    pub(super) async fn fit_lines(
        &self,
        tenant: &Tenant,
        (area, channel): (Option<&Area>, Option<&Channel>),
        lines: &mut [OrderLine],
    ) -> Result<Option<Reply<Reservation>>, Error> {
        if let Some(refused) = self.misfit(lines).await? {
            return Ok(Some(refused));
        }
        for line in lines.iter_mut().filter(|line| line.allow_substitute) {
            let Some(vehicle) = line.vehicle.clone() else {
                continue;
            };
            let asked = Asked {
                tenant: tenant.clone(),
                owner: line.owner.clone().unwrap_or_else(Owner::own),
                sku: line.sku.clone(),
                vehicle: Some(Named::Vehicle(vehicle)),
                area: area.cloned(),
                channel: channel.cloned(),
                quantity: Some(line.quantity),
                kinds: Vec::new(),
                grades: Vec::new(),
                limit: super::substitutes::OFFERED_DEFAULT_LINES,
            };
            let offered = self.offered(&asked).await?;
            // A vehicle that is not known tells nothing of any part.
            let known = offered.filter(|offered| offered.unknown.is_none());
            let fitting = known.into_iter().flat_map(|offered| offered.candidates);
            line.substitutes = fitting
                .filter(|one| one.fitment() == Fitment::Fits)
                .map(|one| one.related.sku)
                .collect();
        }
        Ok(None)
    }

    async fn misfit(&self, lines: &[OrderLine]) -> Result<Option<Reply<Reservation>>, Error> {
        for vehicle in vehicles(lines) {
            let of_vehicle = || {
                let mine = lines.iter();
                mine.filter(|line| line.vehicle.as_deref() == Some(vehicle))
            };
            let named = Named::Vehicle(vehicle.to_owned());
            let Checked::Vehicle(found, year) = self.checked(&named).await? else {
                continue;
            };
            let mut skus: Vec<Sku> = of_vehicle().map(|line| line.sku.clone()).collect();
            skus.sort();
            skus.dedup();
            for (sku, fits) in self.fits(&found, year, &skus, None).await? {
                if tells(&fits) == Fitment::NotFit {
                    return Ok(Some(mismatch(vehicle, &sku)));
                }
            }
        }
        Ok(None)
    }
}

fn mismatch(vehicle: &str, sku: &Sku) -> Reply<Reservation> {
    let message = format!(
        "sku {} does not fit vehicle {}: ask which vehicle it is for, or offer what fits (substitutes)",
        form::shown(sku.as_str()),
        form::shown(vehicle)
    );
    Reply::refused(ResultCode::FitmentMismatch, message)
        .detail("sku", sku.as_str())
        .detail("vehicleId", vehicle)
}
