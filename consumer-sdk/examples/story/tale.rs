//! The tale itself: each step is a call of the contract, and says what came of it. It stops at the first answer that is not the expected one.

use std::fmt::Display;
use std::time::{SystemTime, UNIX_EPOCH};

use consumer_sdk::api::states::{DeliveryResult, ReconRun, ReturnGrade};
use consumer_sdk::api::{
    ConfirmReq, DayReq, DeliveryLine, DeliveryReq, FitReq, FulfillmentNo, FulfillmentOrder,
    FulfillmentService, GradeLine, GradeReq, OccupyLine, OpContext, OrderNo, PartCatalogService,
    PickLine, PickReq, PlanNo, PreOccupyReq, PromiseLine, PromiseReq, Quantity, ReconRunReq,
    ReconcileService, Reply, ReturnInLine, ReturnInReq, ReturnLineReq, ReturnOrder, ReturnReq,
    ReturnSentReq, SellableReq, ShipLine, ShipReq, Sku, SourcingLine, SourcingReq, SourcingService,
    StockQueryService, StockReservationService, Vehicle, WarehouseCode,
};
use consumer_sdk::{Context, Fault, StockClient};

/// The buyer's car, of the bundled catalogue.
pub(crate) const VIN: &str = "LFVA11AB9D3012345";
/// The part it needs, of the bundled catalogue.
pub(crate) const PART: &str = "PAD-1001";
/// Another article, which comes back in place of the part.
const OTHER: &str = "PAD-1002";
/// Guangzhou, Tianhe district.
const AREA: &str = "440106";

/// Why a tale ended early.
#[derive(Debug)]
pub(crate) enum Broken {
    /// A call did not get through.
    Call(Fault),
    /// An answer was not the expected one.
    Answer(String),
}

impl Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Call(fault) => write!(f, "the call failed: {fault}"),
            Self::Answer(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Broken {}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        Self::Call(fault)
    }
}

type Told<T> = Result<T, Broken>;

/// One telling, with numbers of its own.
pub(crate) struct Tale {
    stock: StockClient,
    cx: Context,
    /// In every number of this telling.
    run: u128,
    lines: Vec<String>,
}

impl Tale {
    /// A tale over a stock center; its documents are numbered by the time.
    ///
    /// # Errors
    /// When the machine's clock stands before 1970.
    pub(crate) fn begin(stock: StockClient) -> Result<Self, std::time::SystemTimeError> {
        Ok(Self {
            stock,
            cx: Context::new(),
            run: SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis(),
            lines: Vec::new(),
        })
    }

    /// What was said so far.
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// All of it.
    ///
    /// # Errors
    /// The first step that went otherwise.
    pub(crate) async fn tell(&mut self) -> Told<()> {
        self.browse().await?;
        let signed = self.signed().await?;
        let refused = self.refused().await?;
        let returned = self.returned().await?;
        for order in [signed, refused, returned] {
            self.trace(&order).await?;
        }
        self.reconcile().await
    }

    /// Browses by vehicle: what car it is, whether the part fits, what is there, when it would come.
    async fn browse(&mut self) -> Told<()> {
        self.say("browse", "by the car's identification number");
        let reply = self.stock.catalog().resolve_vin(&self.cx, Some(VIN.into()));
        let car: Vehicle = good("resolveVin", reply.await?)?;
        self.note(&format!(
            "{} is a {} {}",
            VIN,
            car.make.as_deref().unwrap_or("?"),
            car.model.as_deref().unwrap_or("?")
        ));
        let request = FitReq {
            vin: Some(VIN.to_owned()),
            skus: vec![PART.into()],
            ..FitReq::default()
        };
        let fits = good(
            "checkFitment",
            self.stock
                .catalog()
                .check_fitment(&self.cx, request)
                .await?,
        )?;
        for fit in &fits {
            self.note(&format!("{} {}", fit.sku, fit.fitment));
        }
        let request = SellableReq {
            skus: vec![PART.into()],
            area_code: Some(AREA.to_owned()),
            ..SellableReq::default()
        };
        let reply = self.stock.queries().batch_sellable(&self.cx, request);
        for item in good("batchSellable", reply.await?)? {
            self.note(&format!(
                "{} {}: {} to be had",
                item.sku, item.band, item.sellable
            ));
        }
        let request = PromiseReq {
            area_code: Some(AREA.to_owned()),
            lines: vec![PromiseLine {
                sku: PART.into(),
                quantity: Quantity(2),
                ..PromiseLine::default()
            }],
            ..PromiseReq::default()
        };
        let promise = good(
            "promise",
            self.stock.queries().promise(&self.cx, request).await?,
        )?;
        expect("a date for two of them", promise.earliest_full.is_some())?;
        self.note("two of them can be promised");
        Ok(())
    }

    /// The first order: two, signed for.
    async fn signed(&mut self) -> Told<String> {
        let order = self.order("A");
        for shipped in self.buy_and_ship(&order, 2).await? {
            let end = self
                .deliver(&shipped, &[(DeliveryResult::Signed, None)])
                .await?;
            self.say("signed", &format!("{} is {}", end.fo_no, end.state));
        }
        Ok(order)
    }

    /// The second order: two, both refused at the door; the goods come home and are good.
    async fn refused(&mut self) -> Told<String> {
        let order = self.order("B");
        for shipped in self.buy_and_ship(&order, 2).await? {
            let end = self
                .deliver(&shipped, &[(DeliveryResult::Rejected, None)])
                .await?;
            let opened = end.return_no.clone().ok_or_else(|| {
                Broken::Answer(format!("the refusal of {} opened no return", end.fo_no))
            })?;
            self.say(
                "refused",
                &format!("{} is {}, {opened} opened", end.fo_no, end.state),
            );
            let parts = total(&shipped);
            let arrived = self
                .arrive(opened.as_ref(), &end.warehouse, &[(Some(1), PART, parts)])
                .await?;
            let graded = self
                .grade(&arrived, &[(Some(1), ReturnGrade::Good, parts, None)])
                .await?;
            self.say("home", &format!("{} is {}", graded.return_no, graded.state));
        }
        Ok(order)
    }

    /// The third order: five, signed for, all sent back: two are good, one is broken, one is another article, one is missing.
    async fn returned(&mut self) -> Told<String> {
        let order = self.order("C");
        let shipments = self.buy_and_ship(&order, 5).await?;
        let [shipped] = &shipments[..] else {
            return Err(Broken::Answer(format!(
                "{order} leaves in {} parcels, the tale needs one",
                shipments.len()
            )));
        };
        self.deliver(shipped, &[(DeliveryResult::Signed, None)])
            .await?;
        let return_no = format!("RT{}", self.run);
        let request = ReturnReq {
            context: self.key(&return_no),
            return_no: return_no.as_str().into(),
            order_no: Some(order.as_str().into()),
            approved: true,
            lines: vec![ReturnLineReq {
                order_line_no: 1,
                sku: PART.into(),
                quantity: Quantity(5),
            }],
            reason: Some("wrong axle".to_owned()),
            ..ReturnReq::default()
        };
        let applied = good(
            "createReturn",
            self.stock
                .fulfillment()
                .create_return(&self.cx, request)
                .await?,
        )?;
        self.say(
            "return",
            &format!("{} is {}", applied.return_no, applied.state),
        );
        let request = ReturnSentReq {
            context: self.key(&return_no),
            return_no: return_no.as_str().into(),
            carrier: Some("SF".to_owned()),
            ..ReturnSentReq::default()
        };
        let reply = self
            .stock
            .fulfillment()
            .report_return_sent(&self.cx, request);
        good("reportReturnSent", reply.await?)?;
        let came = [(Some(1), PART, 3), (None, OTHER, 1)];
        let arrived = self.arrive(&return_no, &shipped.warehouse, &came).await?;
        let grades = [
            (Some(1), ReturnGrade::Good, 2, None),
            (Some(1), ReturnGrade::Defective, 1, None),
            (Some(1), ReturnGrade::WrongItem, 1, Some(OTHER)),
            (Some(1), ReturnGrade::Missing, 1, None),
        ];
        let graded = self.grade(&arrived, &grades).await?;
        self.say(
            "graded",
            &format!("{} is {}", graded.return_no, graded.state),
        );
        Ok(order)
    }

    /// Plans, holds, pays, picks and ships; the shipments on their way.
    async fn buy_and_ship(&mut self, order: &str, quantity: i64) -> Told<Vec<FulfillmentOrder>> {
        let plan = self.plan(quantity).await?;
        let request = PreOccupyReq {
            context: self.key(order),
            order_no: order.into(),
            lines: vec![OccupyLine {
                sku: PART.into(),
                quantity: Quantity(quantity),
                ..OccupyLine::default()
            }],
            area_code: Some(AREA.to_owned()),
            plan_no: Some(plan),
            ..PreOccupyReq::default()
        };
        let held = good(
            "preOccupy",
            self.stock
                .reservations()
                .pre_occupy(&self.cx, request)
                .await?,
        )?;
        self.say(
            "order",
            &format!("{order} holds {quantity} × {PART}: {}", held.state),
        );
        let payment = format!("PAY-{order}");
        let request = ConfirmReq {
            context: self.key(&payment),
            order_no: Some(order.into()),
            pay_no: Some(payment),
            ..ConfirmReq::default()
        };
        let paid = good(
            "confirm",
            self.stock.reservations().confirm(&self.cx, request).await?,
        )?;
        let mut shipped = Vec::new();
        for fo_no in paid.fulfillment_nos {
            let picked = self.pick(&fo_no).await?;
            shipped.push(self.ship(&picked).await?);
        }
        Ok(shipped)
    }

    async fn plan(&mut self, quantity: i64) -> Told<PlanNo> {
        let request = SourcingReq {
            area_code: Some(AREA.to_owned()),
            lines: vec![SourcingLine {
                sku: PART.into(),
                quantity: Quantity(quantity),
                ..SourcingLine::default()
            }],
            ..SourcingReq::default()
        };
        let plan = good(
            "source",
            self.stock.sourcing().source(&self.cx, request).await?,
        )?;
        expect("a complete plan", plan.complete)?;
        let sites: Vec<&str> = plan.parcels.iter().map(|p| p.warehouse.as_ref()).collect();
        self.say(
            "plan",
            &format!("{} from {}", plan.plan_no, sites.join(", ")),
        );
        Ok(plan.plan_no)
    }

    /// What is to be sent comes from the shelf and is packed.
    async fn pick(&mut self, fo_no: &FulfillmentNo) -> Told<FulfillmentOrder> {
        let release = self.key(&format!("REL-{fo_no}")).unwrap_or_default();
        let reply = self
            .stock
            .fulfillment()
            .release(&self.cx, fo_no.clone(), release);
        let sent = good("release", reply.await?)?;
        let lines = sent.lines.iter().map(|line| PickLine {
            line_no: line.line_no,
            picked: line.allocated,
            ..PickLine::default()
        });
        let request = PickReq {
            context: self.key(&format!("PK-{fo_no}")),
            fo_no: fo_no.clone(),
            lines: lines.collect(),
            packed: true,
        };
        let reply = self.stock.fulfillment().report_pick(&self.cx, request);
        good("reportPick", reply.await?)
    }

    async fn ship(&mut self, picked: &FulfillmentOrder) -> Told<FulfillmentOrder> {
        let parcel = format!("PC-{}", picked.fo_no);
        let lines = picked.lines.iter().map(|line| ShipLine {
            line_no: line.line_no,
            quantity: line.picked,
            ..ShipLine::default()
        });
        let request = ShipReq {
            context: self.key(&parcel),
            fo_no: picked.fo_no.clone(),
            parcel_no: Some(parcel.clone()),
            carrier: Some("SF".to_owned()),
            lines: lines.collect(),
            ..ShipReq::default()
        };
        let reply = self.stock.fulfillment().report_ship(&self.cx, request);
        let shipped = good("reportShip", reply.await?)?;
        self.say(
            "ship",
            &format!("{parcel} left {}, {}", shipped.warehouse, shipped.state),
        );
        Ok(shipped)
    }

    /// The carrier's report of the one parcel: all units come to each result's share; no share means all.
    async fn deliver(
        &mut self,
        shipped: &FulfillmentOrder,
        results: &[(DeliveryResult, Option<i64>)],
    ) -> Told<FulfillmentOrder> {
        let parcel = format!("PC-{}", shipped.fo_no);
        let lines = shipped.lines.iter().flat_map(|line| {
            results.iter().map(|(result, share)| DeliveryLine {
                line_no: line.line_no,
                result: result.clone(),
                quantity: share.map_or(line.shipped, Quantity),
                reason: None,
            })
        });
        let request = DeliveryReq {
            context: self.key(&parcel),
            fo_no: shipped.fo_no.clone(),
            parcel_no: Some(parcel.clone()),
            lines: lines.collect(),
            ..DeliveryReq::default()
        };
        let reply = self.stock.fulfillment().report_delivery(&self.cx, request);
        good("reportDelivery", reply.await?)
    }

    async fn arrive(
        &mut self,
        return_no: &str,
        warehouse: &WarehouseCode,
        came: &[(Option<i64>, &str, i64)],
    ) -> Told<ReturnOrder> {
        let lines = came.iter().map(|(line_no, sku, quantity)| ReturnInLine {
            line_no: *line_no,
            sku: Sku::from(*sku),
            quantity: Quantity(*quantity),
        });
        let request = ReturnInReq {
            context: self.key(return_no),
            return_no: return_no.into(),
            warehouse: warehouse.clone(),
            lines: lines.collect(),
            ..ReturnInReq::default()
        };
        let reply = self
            .stock
            .fulfillment()
            .report_return_received(&self.cx, request);
        good("reportReturnReceived", reply.await?)
    }

    async fn grade(
        &mut self,
        arrived: &ReturnOrder,
        found: &[(Option<i64>, ReturnGrade, i64, Option<&str>)],
    ) -> Told<ReturnOrder> {
        let lines = found
            .iter()
            .map(|(line_no, grade, quantity, actual)| GradeLine {
                line_no: *line_no,
                grade: grade.clone(),
                quantity: Quantity(*quantity),
                actual_sku: actual.map(Sku::from),
                ..GradeLine::default()
            });
        let request = GradeReq {
            context: self.key(&format!("QC-{}", arrived.return_no)),
            return_no: arrived.return_no.clone(),
            lines: lines.collect(),
            last: true,
        };
        good(
            "grade",
            self.stock.fulfillment().grade(&self.cx, request).await?,
        )
    }

    /// The whole link of one order.
    async fn trace(&mut self, order: &str) -> Told<()> {
        let reply = self
            .stock
            .fulfillment()
            .trace(&self.cx, OrderNo::from(order));
        let link = good("trace", reply.await?)?;
        let moves: Vec<String> = link
            .events
            .iter()
            .map(|event| format!("{} {}", event.movement, event.quantity))
            .collect();
        expect("movements of the order", !moves.is_empty())?;
        self.say("trace", &format!("{order}: {}", moves.join(" → ")));
        for at in link.positions {
            self.note(&format!(
                "{} × {} {} of {}",
                at.quantity, at.sku, at.bucket, at.warehouse
            ));
        }
        Ok(())
    }

    /// The books: ledger against balances, balances against documents, and the day so far.
    async fn reconcile(&mut self) -> Told<()> {
        for run in [ReconRun::R1, ReconRun::R2] {
            let request = ReconRunReq {
                context: self.key(&format!("{run}-{}", self.run)),
                run: run.clone(),
                skus: vec![PART.into(), OTHER.into()],
                ..ReconRunReq::default()
            };
            let no = good("run", self.stock.reconcile().run(&self.cx, request).await?)?;
            self.say("books", &format!("{run} is {no}"));
        }
        let request = DayReq {
            context: self.key(&format!("DAY-{}", self.run)),
            business_date: Some(today(self.run)),
            ..DayReq::default()
        };
        let report = good(
            "dayReport",
            self.stock.reconcile().day_report(&self.cx, request).await?,
        )?;
        expect("opening plus movements to be closing", report.balanced)?;
        self.say("day", &format!("{} rows, balanced", report.rows.len()));
        Ok(())
    }

    fn order(&self, name: &str) -> String {
        format!("ST{name}{}", self.run)
    }

    #[allow(clippy::unnecessary_wraps, reason = "requests take an Option")]
    fn key(&self, biz_no: &str) -> Option<OpContext> {
        Some(OpContext {
            source_system: Some("story".to_owned()),
            biz_no: Some(biz_no.to_owned()),
            operator: Some("storyteller".to_owned()),
            ..OpContext::default()
        })
    }

    fn say(&mut self, what: &str, text: &str) {
        self.lines.push(format!("{what:<8} {text}"));
    }

    fn note(&mut self, text: &str) {
        self.say("", text);
    }
}

/// The business day of a moment in Asia/Shanghai (eight hours ahead, no summer time), `yyyy-MM-dd`.
fn today(millis: u128) -> String {
    let days = i64::try_from(millis / 1_000 + 8 * 3_600).unwrap_or_default() / 86_400;
    // Days to civil, after Howard Hinnant.
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (
        doy - (153 * mp + 2) / 5 + 1,
        if mp < 10 { mp + 3 } else { mp - 9 },
    );
    let year = yoe + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

fn total(order: &FulfillmentOrder) -> i64 {
    order.lines.iter().map(|line| line.shipped.get()).sum()
}

fn good<T>(call: &str, reply: Reply<T>) -> Told<T> {
    reply.into_data().map_err(|refused| {
        Broken::Answer(format!(
            "{call} answered {}: {:?}",
            refused.code, refused.message
        ))
    })
}

fn expect(what: &str, seen: bool) -> Told<()> {
    if seen {
        return Ok(());
    }
    Err(Broken::Answer(format!("expected {what}")))
}
