//! Door of the part catalogue (配件目录): vehicles of numbers, fitment, what stands for what. The catalogue is one for all tenants.

use dubbo_api::catalog::{
    Fit, FitImport, FitReq, ImportReport, PartCatalogService, PartRef, Vehicle,
};
use dubbo_api::code::ResultCode;
use dubbo_api::reply::Reply;
use dubbo_rpc::{Context, Fault};
use stock::catalogue::{self, Fitment, Grade, Related, RelationKind, Vehicles, Vin, fit_kit};
use stock::ids::Sku;
use stock_sql::{Error, FitRows, PartInfo};

use super::form::{self, Bad, Formed};
use super::{StockCenter, inquiry, unanswered};

/// Longest OE number, in characters.
const PLACE_MAX: usize = 32;

impl PartCatalogService for StockCenter {
    async fn resolve_vin(
        &self,
        _cx: &Context,
        vin: Option<String>,
    ) -> Result<Reply<Vehicle>, Fault> {
        let vin = match formed_vin("vin", vin.as_deref().unwrap_or_default()) {
            Ok(vin) => vin,
            Err(bad) => return Ok(bad.into_reply()),
        };
        let found = self.vehicle_of(&vin).await;
        Ok(found
            .map(|found| vehicle_reply(&vin, found))
            .unwrap_or_else(|error| unanswered(&error)))
    }

    async fn check_fitment(
        &self,
        _cx: &Context,
        request: FitReq,
    ) -> Result<Reply<Vec<Fit>>, Fault> {
        let asked = match FitAsked::form(&request) {
            Ok(asked) => asked,
            Err(bad) => return Ok(bad.into_reply()),
        };
        Ok(self
            .fitment(&asked)
            .await
            .unwrap_or_else(|error| unanswered(&error)))
    }

    async fn interchange(
        &self,
        _cx: &Context,
        sku_or_oe: Option<String>,
    ) -> Result<Reply<Vec<PartRef>>, Fault> {
        let asked = sku_or_oe.unwrap_or_default();
        if let Err(bad) = form::name("skuOrOe", &asked, form::NAME_MAX) {
            return Ok(bad.into_reply());
        }
        Ok(self
            .stand_for(&asked)
            .await
            .unwrap_or_else(|error| unanswered(&error)))
    }

    async fn import_fitment(
        &self,
        _cx: &Context,
        request: FitImport,
    ) -> Result<Reply<ImportReport>, Fault> {
        Ok(match self.import_parts(&request).await {
            Ok(reply) => super::traced(reply, request.context.as_ref()),
            Err(bad) => bad.into_reply(),
        })
    }
}

/// A vehicle identification number that must be one.
pub(super) fn formed_vin(field: &str, text: &str) -> Formed<Vin> {
    Vin::parse(text).map_err(|problem| Bad::new(field, text, problem.to_string()))
}

/// The vehicle a caller names: by its identifier, by a number, or not at all.
#[derive(Debug)]
pub(super) enum Named {
    Vehicle(String),
    Vin(Vin),
}

/// Reads which vehicle is meant.
pub(super) fn named_vehicle(id: Option<&str>, vin: Option<&str>) -> Formed<Option<Named>> {
    let id = form::optional("vehicleId", id, form::NAME_MAX)?;
    let vin = vin.filter(|text| !text.is_empty());
    match (id, vin) {
        (Some(id), None) => Ok(Some(Named::Vehicle(id.to_owned()))),
        (None, Some(vin)) => Ok(Some(Named::Vin(formed_vin("vin", vin)?))),
        (None, None) => Ok(None),
        (Some(_), Some(vin)) => Err(Bad::new("vin", vin, "null when vehicleId is given")),
    }
}

/// What the catalogue knows of a number.
pub(super) enum OfVin {
    One(catalogue::Vehicle, Option<i32>),
    /// Several vehicles, or one the catalogue has lost: in words.
    Not(String),
}

/// A vehicle to check parts against, or why there is none.
pub(super) enum Checked {
    Vehicle(catalogue::Vehicle, Option<i32>),
    Unknown(String),
}

struct FitAsked {
    vehicle: Named,
    skus: Vec<Sku>,
    place: Option<String>,
}

impl FitAsked {
    fn form(request: &FitReq) -> Formed<Self> {
        super::tenant(request.tenant.as_ref())?;
        let named = named_vehicle(request.vehicle_id.as_deref(), request.vin.as_deref())?;
        let place = form::optional("position", request.position.as_deref(), PLACE_MAX)?;
        Ok(Self {
            vehicle: named.ok_or_else(|| Bad::new("vehicleId", "", "given, or vin"))?,
            skus: inquiry::skus(&request.skus)?,
            place: place.map(str::to_owned),
        })
    }
}

impl StockCenter {
    async fn vehicle_of(&self, vin: &Vin) -> Result<OfVin, Error> {
        let rows = self.store.vin_rows(vin).await?;
        Ok(match catalogue::resolve(vin, &rows) {
            Vehicles::One(code, year) => match self.store.vehicle(&code).await? {
                Some(vehicle) => OfVin::One(vehicle, year),
                None => OfVin::Not(format!("the catalogue has no vehicle {code} any more")),
            },
            Vehicles::Several(codes) => OfVin::Not(format!(
                "the VIN may be of several vehicles: {}; ask which and give vehicleId",
                codes.join(", ")
            )),
            Vehicles::None => OfVin::Not(
                "the catalogue does not know the VIN; ask for make and model and give vehicleId"
                    .to_owned(),
            ),
        })
    }

    /// The vehicle a caller named.
    pub(super) async fn checked(&self, named: &Named) -> Result<Checked, Error> {
        Ok(match named {
            Named::Vehicle(code) => match self.store.vehicle(code).await? {
                Some(vehicle) => Checked::Vehicle(vehicle, None),
                None => Checked::Unknown(format!(
                    "the catalogue has no vehicle {}",
                    form::shown(code)
                )),
            },
            Named::Vin(vin) => match self.vehicle_of(vin).await? {
                OfVin::One(vehicle, year) => Checked::Vehicle(vehicle, year),
                OfVin::Not(why) => Checked::Unknown(why),
            },
        })
    }

    /// Whether parts fit, by part; kits of which nothing is known fit as their components do.
    pub(super) async fn fits(
        &self,
        vehicle: &catalogue::Vehicle,
        year: Option<i32>,
        skus: &[Sku],
        place: Option<&str>,
    ) -> Result<Vec<(Sku, Vec<catalogue::Fit>)>, Error> {
        let facts = self.store.facts(skus).await?;
        let mut all = skus.to_vec();
        let components = |sku: &Sku| {
            let kit = facts.get(sku).map(|found| found.kit.as_slice());
            kit.unwrap_or_default().iter().map(|part| part.sku.clone())
        };
        all.extend(skus.iter().flat_map(components));
        all.sort();
        all.dedup();
        let rows = self.store.fit_rows(vehicle, &all).await?;
        let one = |sku: &Sku, place: Option<&str>| fits_of(sku, &rows, vehicle, year, place);
        Ok(skus
            .iter()
            .map(|sku| {
                let mut fits = one(sku, place);
                let silent = !rows.known.contains(sku);
                if silent && !facts.contains_key(sku) {
                    fits = vec![catalogue::Fit::unknown(
                        "the catalogue does not know this part",
                    )];
                } else if silent && !facts[sku].kit.is_empty() {
                    let parts: Vec<_> = components(sku)
                        .map(|part| (part.clone(), one(&part, None)))
                        .collect();
                    fits = vec![fit_kit(&parts)];
                }
                (sku.clone(), fits)
            })
            .collect())
    }

    async fn fitment(&self, asked: &FitAsked) -> Result<Reply<Vec<Fit>>, Error> {
        let (vehicle, year) = match self.checked(&asked.vehicle).await? {
            Checked::Vehicle(vehicle, year) => (vehicle, year),
            Checked::Unknown(why) => {
                let unknown = asked
                    .skus
                    .iter()
                    .map(|sku| fit(sku, catalogue::Fit::unknown(why.clone())));
                let mut reply = Reply::ok(unknown.collect());
                reply.message = Some(why);
                return Ok(reply);
            }
        };
        let found = self
            .fits(&vehicle, year, &asked.skus, asked.place.as_deref())
            .await?;
        let fits = found
            .into_iter()
            .flat_map(|(sku, fits)| fits.into_iter().map(move |one| fit(&sku, one)));
        Ok(Reply::ok(fits.collect()))
    }

    async fn stand_for(&self, asked: &str) -> Result<Reply<Vec<PartRef>>, Error> {
        let sku = Sku::from(asked);
        let mut refs: Vec<(Related, Vec<String>)> = Vec::new();
        if self
            .store
            .facts(std::slice::from_ref(&sku))
            .await?
            .contains_key(&sku)
        {
            let relations = self.store.relations(&sku).await?;
            refs.extend(relations.related().into_iter().map(|related| {
                let chain = related.chain.iter().map(Sku::to_string).collect();
                (related, chain)
            }));
        } else {
            let bearers = self.store.skus_of_oe(asked).await?;
            if bearers.is_empty() {
                let what = format!(
                    "the catalogue has no SKU and no OE number {}",
                    form::shown(asked)
                );
                return Ok(Reply::refused(ResultCode::NotFound, what)
                    .detail("kind", "part")
                    .detail("value", asked));
            }
            refs.extend(bearers.into_iter().map(|bearer| {
                let chain = vec![asked.to_owned(), bearer.to_string()];
                let related = Related {
                    chain: vec![bearer.clone()],
                    sku: bearer,
                    kind: RelationKind::SameOe,
                };
                (related, chain)
            }));
        }
        let skus: Vec<Sku> = refs
            .iter()
            .map(|(related, _)| related.sku.clone())
            .collect();
        let parts = self.store.parts(&skus).await?;
        Ok(Reply::ok(
            refs.into_iter()
                .map(|(related, chain)| part_ref(&related, parts.get(&related.sku), chain))
                .collect(),
        ))
    }
}

fn fits_of(
    sku: &Sku,
    rows: &FitRows,
    vehicle: &catalogue::Vehicle,
    year: Option<i32>,
    place: Option<&str>,
) -> Vec<catalogue::Fit> {
    let own = rows.rows.get(sku).map_or(&[][..], Vec::as_slice);
    catalogue::fits(own, rows.known.contains(sku), vehicle, year, place)
}

fn vehicle_reply(vin: &Vin, found: OfVin) -> Reply<Vehicle> {
    let mut vehicle = Vehicle {
        vin: Some(vin.as_str().to_owned()),
        ..Vehicle::default()
    };
    match found {
        OfVin::One(known, year) => {
            vehicle.known = true;
            vehicle.vehicle_id = Some(known.code);
            vehicle.make = Some(known.make);
            vehicle.model = Some(known.model);
            vehicle.model_year = year;
            vehicle.engine = Some(known.engine);
            vehicle.displacement_ml = known.displacement_ml.and_then(|ml| i32::try_from(ml).ok());
            vehicle.transmission = known.transmission;
            vehicle.body = known.body;
            Reply::ok(vehicle)
        }
        OfVin::Not(why) => {
            let mut reply = Reply::ok(vehicle);
            reply.message = Some(why);
            reply
        }
    }
}

fn fit(sku: &Sku, fit: catalogue::Fit) -> Fit {
    Fit {
        sku: sku.as_str().into(),
        fitment: fitment(fit.fitment),
        position: fit.place,
        quantity_per_vehicle: fit.quantity,
        note: fit.note,
    }
}

/// In the contract's words.
pub(super) fn fitment(fitment: Fitment) -> dubbo_api::states::Fitment {
    fitment.as_str().into()
}

/// In the contract's words: it has no word for a supplier's own box, which is a brand to the buyer. Empty if the catalogue has none.
pub(super) fn grade(grade: Option<Grade>) -> dubbo_api::states::PartGrade {
    match grade {
        Some(Grade::Oes) => Grade::Brand.as_str().into(),
        Some(grade) => grade.as_str().into(),
        None => String::new().into(),
    }
}

fn part_ref(related: &Related, info: Option<&PartInfo>, chain: Vec<String>) -> PartRef {
    PartRef {
        sku: related.sku.as_str().into(),
        name: info.map(|info| info.name.clone()),
        brand: info.and_then(|info| info.brand.clone()),
        oe_no: info.and_then(|info| info.oe_nos.first().cloned()),
        kind: related.kind.as_str().into(),
        grade: grade(info.and_then(|info| info.grade)),
        chain,
    }
}
