//! What else would do: parts that stand for the wanted one, fit the vehicle and can be sold where they are wanted.

use dubbo_api::inquiry::{Substitute, SubstituteReq};
use dubbo_api::reply::Reply;
use dubbo_api::states::{PartGrade, RelationKind as KindText};
use dubbo_api::text::Quantity;
use stock::catalogue::{Candidate, Fit, Grade, Related, RelationKind, Wanted, offer};
use stock::facts::Facts;
use stock::ids::{Area, Channel, Owner, Sku, Tenant};
use stock::inquiry::{self, Line, View};
use stock::policy::QUANTITY_MAX;
use stock_sql::{Error, PartInfo};

use super::catalogue::{self, Checked, Named};
use super::form::{self, Bad, Formed};
use super::{StockCenter, answer, inquiry as door, reservation};

/// Parts offered when the caller names no limit, and the most.
const OFFERED_DEFAULT: i64 = 10;
const OFFERED_MAX: i64 = 50;
/// Most parts that are looked at: the nearest relations first.
const LOOKED_AT_MAX: usize = 200;

/// Parts looked at to be held in the place of an order's line.
pub(super) const OFFERED_DEFAULT_LINES: usize = 10;

/// A question for substitutes.
pub(super) struct Asked {
    pub(super) tenant: Tenant,
    pub(super) owner: Owner,
    pub(super) sku: Sku,
    pub(super) vehicle: Option<Named>,
    pub(super) area: Option<Area>,
    pub(super) channel: Option<Channel>,
    pub(super) quantity: Option<i64>,
    pub(super) kinds: Vec<RelationKind>,
    pub(super) grades: Vec<Grade>,
    pub(super) limit: usize,
}

/// What may be offered, the best first.
pub(super) struct Offered {
    pub(super) candidates: Vec<Candidate>,
    /// Why nothing is known of what fits.
    pub(super) unknown: Option<String>,
    parts: std::collections::BTreeMap<Sku, PartInfo>,
}

impl Asked {
    pub(super) fn form(request: &SubstituteReq) -> Formed<Self> {
        let limit = request.limit.map_or(OFFERED_DEFAULT, i64::from);
        let limit = form::within("limit", limit, 1, OFFERED_MAX)?;
        let sku = form::name("sku", request.sku.as_str(), form::NAME_MAX)?;
        let quantity = request
            .quantity
            .map(|quantity| form::within("quantity", quantity, 1, QUANTITY_MAX))
            .transpose()?;
        Ok(Self {
            tenant: super::tenant(request.tenant.as_ref())?,
            owner: Owner::own(),
            sku: Sku::from(sku),
            vehicle: catalogue::named_vehicle(
                request.vehicle_id.as_deref(),
                request.vin.as_deref(),
            )?,
            area: reservation::area(request.area_code.as_deref())?,
            channel: door::channel(request.channel.as_deref())?,
            quantity,
            kinds: kinds(&request.kinds)?,
            grades: grades(&request.grades)?,
            limit: usize::try_from(limit).unwrap_or(1),
        })
    }

    fn view(&self) -> View<'_> {
        View {
            tenant: &self.tenant,
            owner: &self.owner,
            area: self.area.as_ref(),
            channel: self.channel.as_ref(),
            warehouse: None,
        }
    }
}

fn kinds(given: &[KindText]) -> Formed<Vec<RelationKind>> {
    let kind = |(index, text): (usize, &KindText)| {
        RelationKind::parse(text.as_str()).ok_or_else(|| {
            let limit = "SAME_OE, INTERCHANGE, SUPERSEDED_BY or ALTERNATIVE";
            Bad::new(&format!("kinds[{index}]"), text.as_str(), limit)
        })
    };
    given
        .iter()
        .enumerate()
        .take(RelationKind::ALL.len() + 1)
        .map(kind)
        .collect()
}

/// The grades that a caller's grade stands for: to a buyer, a supplier's own box is a brand.
fn grades(given: &[PartGrade]) -> Formed<Vec<Grade>> {
    let mut grades = Vec::new();
    for (index, text) in given.iter().enumerate().take(Grade::ALL.len() + 1) {
        match Grade::parse(text.as_str()).filter(|grade| *grade != Grade::Oes) {
            Some(Grade::Brand) => grades.extend([Grade::Oes, Grade::Brand]),
            Some(grade) => grades.push(grade),
            None => {
                let limit = "OE, BRAND, ECONOMY or REMAN";
                return Err(Bad::new(&format!("grades[{index}]"), text.as_str(), limit));
            }
        }
    }
    Ok(grades)
}

impl StockCenter {
    pub(super) async fn substituted(&self, asked: &Asked) -> Result<Reply<Vec<Substitute>>, Error> {
        let Some(offered) = self.offered(asked).await? else {
            return Ok(door::unknown_skus(&[asked.sku.as_str()]));
        };
        let all = offered.candidates.iter();
        let mut reply = Reply::ok(
            all.map(|one| substitute(one, offered.parts.get(&one.related.sku)))
                .collect(),
        );
        reply.message = offered.unknown;
        Ok(reply)
    }

    /// What stands for a part, fits and is there; `None` if the catalogue does not know the part.
    pub(super) async fn offered(&self, asked: &Asked) -> Result<Option<Offered>, Error> {
        let known = self.facts(std::slice::from_ref(&asked.sku)).await?;
        if !known.skus.contains_key(&asked.sku) {
            return Ok(None);
        }
        let mut message = None;
        let vehicle = match &asked.vehicle {
            None => None,
            Some(named) => match self.checked(named).await? {
                Checked::Vehicle(vehicle, year) => Some((vehicle, year)),
                Checked::Unknown(why) => {
                    message = Some(format!("{why}; whether these parts fit is not known"));
                    None
                }
            },
        };
        let mut related = self.store.relations(&asked.sku).await?.related();
        related.truncate(LOOKED_AT_MAX);
        let mut skus: Vec<Sku> = related.iter().map(|one| one.sku.clone()).collect();
        let facts = self.facts(&skus).await?;
        related.retain(|one| facts.skus.contains_key(&one.sku));
        let mut fits: std::collections::BTreeMap<Sku, Vec<Fit>> = match &vehicle {
            Some((vehicle, year)) => self
                .fits(vehicle, *year, &skus, None)
                .await?
                .into_iter()
                .collect(),
            None => std::collections::BTreeMap::new(),
        };
        skus.push(asked.sku.clone());
        let parts = self.store.parts(&skus).await?;
        let candidates = self
            .candidates(asked, related, &facts, &parts, &mut fits)
            .await?;
        let wanted = Wanted {
            for_vehicle: vehicle.is_some(),
            quantity: asked.quantity,
            kinds: &asked.kinds,
            grades: &asked.grades,
            grade: parts.get(&asked.sku).and_then(|info| info.grade),
        };
        let mut candidates = offer(candidates, &wanted);
        candidates.truncate(asked.limit);
        Ok(Some(Offered {
            candidates,
            unknown: message,
            parts,
        }))
    }

    /// The related parts with what can be sold of each, and when it can be there.
    async fn candidates(
        &self,
        asked: &Asked,
        related: Vec<Related>,
        facts: &Facts,
        parts: &std::collections::BTreeMap<Sku, PartInfo>,
        fits: &mut std::collections::BTreeMap<Sku, Vec<Fit>>,
    ) -> Result<Vec<Candidate>, Error> {
        let view = asked.view();
        let skus: Vec<Sku> = related.iter().map(|one| one.sku.clone()).collect();
        let (now, balances) = self.goods(&view, &skus, facts).await?;
        let mut candidates: Vec<Candidate> = Vec::with_capacity(related.len());
        for one in related {
            let Some(sellable) = inquiry::sellable(&view, &one.sku, facts, &balances, now) else {
                continue;
            };
            candidates.push(Candidate {
                grade: parts.get(&one.sku).and_then(|info| info.grade),
                fits: fits.remove(&one.sku).unwrap_or_default(),
                sellable: sellable.quantity,
                band: sellable.band,
                promise_at: None,
                related: one,
            });
        }
        let lines: Vec<Line> = candidates
            .iter()
            .filter(|one| one.sellable > 0)
            .map(|one| Line {
                sku: one.related.sku.clone(),
                quantity: asked
                    .quantity
                    .or_else(|| one.quantity_per_vehicle())
                    .unwrap_or(1)
                    .min(one.sellable),
            })
            .collect();
        if asked.area.is_some() && !lines.is_empty() {
            let mut dates = self.date_each(&view, &lines, facts).await?;
            for one in &mut candidates {
                one.promise_at = dates.remove(&one.related.sku).and_then(|date| date.all_at);
            }
        }
        Ok(candidates)
    }
}

fn substitute(one: &Candidate, info: Option<&PartInfo>) -> Substitute {
    Substitute {
        sku: one.related.sku.as_str().into(),
        name: info.map(|info| info.name.clone()),
        brand: info.and_then(|info| info.brand.clone()),
        oe_no: info.and_then(|info| info.oe_nos.first().cloned()),
        kind: one.related.kind.as_str().into(),
        grade: catalogue::grade(one.grade),
        fitment: catalogue::fitment(one.fitment()),
        quantity_per_vehicle: one.quantity_per_vehicle(),
        sellable: Quantity(one.sellable),
        band: one.band.as_str().into(),
        promise_at: one.promise_at.map(answer::date),
        chain: one
            .related
            .chain
            .iter()
            .map(|sku| sku.as_str().into())
            .collect(),
    }
}
