//! Serve: goods that came are given to the paid orders that wait for them, by the time they paid, in the voucher that brings them. Goods of a quota serve
//! the presales of that quota, shared goods serve every presale of their SKU. Where goods end within an order, it is served in part: who paid earlier is
//! not overtaken.

use std::collections::{BTreeMap, BTreeSet};

use super::{Desk, booked, document};
use crate::answer::{Body, BookedLine};
use crate::balance::BalanceKey;
use crate::book::{Move, Place, Plan};
use crate::bucket::Bucket;
use crate::command::{Command, ConvertPresale, TransferCommand};
use crate::facts::PresaleOffer;
use crate::fulfilment::{Event, EventLine, EventName, Handling, Progress};
use crate::ids::{FulfilmentNo, IdSource, Moment, OrderNo};
use crate::lot::Lots;
use crate::movement::Movement;
use crate::paper::presale::{Awaited, Conversion, settle};
use crate::paper::{Paper, PaperBody, PaperKind, Presale};
use crate::policy::SERVED_ORDERS_MAX;
use crate::reservation::{Fulfilment, FulfilmentLine, FulfilmentStatus};

/// The place the sweeper looks at.
pub(super) fn place(convert: &ConvertPresale, desk: &Desk<'_>) -> Place {
    Place {
        sku: convert.sku.clone(),
        warehouse: convert.warehouse.clone(),
        owner: convert.owner.clone(),
        tenant: desk.tenant().clone(),
    }
}

/// Presales, sold or over, whose goods a command may bring.
pub(super) fn offers<'a>(desk: &Desk<'a>) -> Vec<&'a PresaleOffer> {
    let mut places = BTreeSet::new();
    let mut name = |warehouse: &crate::ids::Warehouse, lines: &[crate::command::StockLine]| {
        for line in lines {
            places.insert(Place::from(&super::key_of(desk.tenant(), warehouse, line)));
        }
    };
    match &desk.envelope.command {
        Command::PurchaseIn(receipt) => name(&receipt.warehouse, &receipt.lines),
        Command::Inspect(inspect) => name(&inspect.warehouse, &inspect.passed),
        Command::Transfer(TransferCommand::In(leg) | TransferCommand::Out(leg)) => {
            name(&leg.to, &leg.lines);
        }
        Command::ConvertPresale(convert) => {
            places.insert(place(convert, desk));
        }
        _ => {}
    }
    let skus = places
        .iter()
        .filter_map(|place| Some((place, desk.facts.skus.get(&place.sku)?)));
    skus.flat_map(|(place, sku)| sku.presales.iter().filter(|offer| offer.is_at(place)))
        .collect()
}

/// Has the goods that a plan makes free serve who waits for them, and tells those who go on waiting when the rest is expected.
pub(in crate::rules) fn received(
    plan: &mut Plan,
    rest_expected_at: Option<Moment>,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) {
    let offers = offers(desk);
    if offers.is_empty() {
        return;
    }
    let mut served = Served::new(desk, plan.moves.len());
    let mut goods: BTreeMap<Place, Vec<(BalanceKey, i64)>> = BTreeMap::new();
    for into in &plan.moves {
        let (key, bucket) = &into.to;
        if *bucket == Bucket::Available && served.lots.may_be_sold(key, desk.book.today()) {
            let here = goods.entry(Place::from(key)).or_default();
            here.push((key.clone(), into.quantity));
        }
    }
    for (place, here) in &mut goods {
        served.serve(place, here, ids);
    }
    served.tell_the_rest(&offers, rest_expected_at);
    served.into_plan(plan);
}

/// The sweeper's look: whatever is free of a place serves who waits there.
pub(in crate::rules) fn convert(
    convert: &ConvertPresale,
    desk: &Desk<'_>,
    ids: &mut IdSource,
) -> Plan {
    let place = place(convert, desk);
    let (book, today) = (desk.book, desk.book.today());
    let here = book.pools_of(&place);
    let here = here.filter(|(key, balance)| {
        balance.get(Bucket::Available) > 0 && book.lots.may_be_sold(key, today)
    });
    let mut goods: Vec<(BalanceKey, i64)> = here
        .map(|(key, balance)| (key.clone(), balance.get(Bucket::Available)))
        .collect();
    goods.sort_by_cached_key(|(key, _)| book.lots.turn(key));
    let mut plan = document(Vec::new(), Vec::new());
    let mut served = Served::new(desk, 0);
    served.serve(&place, &mut goods, ids);
    served.into_plan(&mut plan);
    plan
}

/// What is given to whom.
struct Served<'a> {
    desk: &'a Desk<'a>,
    /// What is known of lots, those that the command tells of among them.
    lots: Lots,
    /// Legs of the voucher before those of this.
    legs_before: usize,
    moves: Vec<Move>,
    lines: Vec<BookedLine>,
    fulfilments: Vec<Fulfilment>,
    /// By row identifier.
    papers: BTreeMap<i64, Paper>,
    offers: Vec<PresaleOffer>,
    events: Vec<Event>,
    /// Whose legs are: first, last, order.
    orders: Vec<(i64, i64, OrderNo)>,
}

impl<'a> Served<'a> {
    fn new(desk: &'a Desk<'a>, legs_before: usize) -> Self {
        let command = &desk.envelope.command;
        let learned = crate::rules::lots::learned(command, desk.book, desk.facts, desk.tenant());
        let mut lots = desk.book.lots.clone();
        for facts in learned {
            lots.insert(facts);
        }
        Self {
            desk,
            lots,
            legs_before,
            moves: Vec::new(),
            lines: Vec::new(),
            fulfilments: Vec::new(),
            papers: BTreeMap::new(),
            offers: Vec::new(),
            events: Vec::new(),
            orders: Vec::new(),
        }
    }

    /// Papers that wait for goods of a place, as they stand by now, in their turn.
    fn waiting(&self, place: &Place) -> Vec<Paper> {
        let claiming = self.desk.book.claimants(place, Bucket::PresaleHeld);
        let mut waiting: Vec<Paper> = claiming
            .filter(|paper| paper.kind == PaperKind::Presale)
            .map(|paper| self.papers.get(&paper.id).unwrap_or(paper).clone())
            .collect();
        waiting.sort_by_key(|paper| (paper.created_at, paper.id));
        waiting
    }

    fn serve(&mut self, place: &Place, goods: &mut Vec<(BalanceKey, i64)>, ids: &mut IdSource) {
        for paper in self.waiting(place) {
            goods.retain(|(_, left)| *left > 0);
            if goods.is_empty() || self.fulfilments.len() >= SERVED_ORDERS_MAX {
                return;
            }
            self.serve_one(place, goods, paper, ids);
        }
    }

    fn serve_one(
        &mut self,
        place: &Place,
        goods: &mut [(BalanceKey, i64)],
        mut paper: Paper,
        ids: &mut IdSource,
    ) {
        let now = self.desk.book.now;
        let id = ids.next();
        let no: FulfilmentNo = crate::op::number('F', id);
        let mut bound: Vec<FulfilmentLine> = Vec::new();
        let first_leg = self.next_leg();
        let PaperBody::Presale(body) = &mut paper.body else {
            return;
        };
        for line in &mut body.lines {
            if Place::from(&line.key) != *place {
                continue;
            }
            for (key, left) in goods.iter_mut() {
                let quantity = line.waiting().min(*left);
                if quantity <= 0 || !self.fits(line, key) {
                    continue;
                }
                *left -= quantity;
                line.converted += quantity;
                let first = self.convert(line, key, quantity);
                body.conversions.push(Conversion {
                    by: self.desk.by(),
                    at: now,
                    legs: (first, first + 1),
                    quantity,
                    fo_no: no.clone(),
                });
                bound.push(bound_line(bound.len(), line, key, quantity));
            }
        }
        if bound.is_empty() {
            return;
        }
        let reservation_id = body.reservation_id;
        let Some(order_no) = paper.order_no.clone() else {
            return;
        };
        self.events.push(created(&paper, place, &no, &bound));
        self.orders
            .push((first_leg, self.next_leg() - 1, order_no.clone()));
        self.fulfilments.push(Fulfilment {
            id,
            tenant: place.tenant.clone(),
            order_no,
            reservation_id,
            warehouse: place.warehouse.clone(),
            status: FulfilmentStatus::Allocated,
            created_at: now,
            version: 0,
            handling: Handling::default(),
            lines: bound,
        });
        settle(&mut paper);
        self.papers.insert(paper.id, paper);
    }

    /// Whether goods of an account may serve a line.
    fn fits(&self, line: &Awaited, key: &BalanceKey) -> bool {
        let lots = &self.lots;
        let today = self.desk.book.today();
        let young = line
            .max_age_days
            .is_none_or(|days| lots.is_within(key, days, today));
        young && (key.pool.is_shared() || key.pool == line.key.pool)
    }

    /// Books goods in the place of quota; says where in the voucher.
    fn convert(&mut self, line: &Awaited, key: &BalanceKey, quantity: i64) -> i64 {
        let first = self.next_leg();
        let movement = Movement::PsConvert;
        self.moves.push(Move {
            movement,
            from: (line.key.clone(), Bucket::PresaleHeld),
            to: (line.key.clone(), Bucket::PresaleContra),
            quantity,
        });
        self.moves.push(Move {
            movement,
            from: (key.clone(), Bucket::Available),
            to: (key.clone(), Bucket::Allocated),
            quantity,
        });
        let line_no = i64::try_from(self.lines.len() + 1).unwrap_or(i64::MAX);
        self.lines
            .push(booked(line_no, key, movement, quantity, quantity));
        first
    }

    /// Position in the voucher of the leg that comes next.
    fn next_leg(&self) -> i64 {
        i64::try_from(self.legs_before + self.moves.len() + 1).unwrap_or(i64::MAX)
    }

    /// A new date for what goes on waiting: as the receipt says, else as another announcement does; a date that is over by now is none.
    fn tell_the_rest(&mut self, offers: &[&PresaleOffer], told: Option<Moment>) {
        for offer in offers {
            let place = Place::from(&offer.key());
            let waiting = self.waiting(&place);
            let waits = |paper: &Paper| {
                let body = Presale::of(paper)?;
                let mut lines = body.lines.iter();
                let any = lines.any(|line| line.key == offer.key() && line.waiting() > 0);
                any.then(|| body.clone())
            };
            let waiting: Vec<(Paper, Presale)> = waiting
                .into_iter()
                .filter_map(|paper| waits(&paper).map(|body| (paper, body)))
                .collect();
            let now = self.desk.book.now;
            let known = offer.expected_at.filter(|at| *at > now);
            let next = told.or(known).or_else(|| self.announced(&place));
            if waiting.is_empty() || next == offer.expected_at {
                continue;
            }
            for (paper, body) in &waiting {
                self.events.push(postponed(paper, body, offer, next));
            }
            self.offers.push(PresaleOffer {
                expected_at: next,
                ..(*offer).clone()
            });
        }
    }

    /// When announced goods are expected in a place, the earliest that is still to come.
    fn announced(&self, place: &Place) -> Option<Moment> {
        let now = self.desk.book.now;
        let announced = self.desk.book.claimants(place, Bucket::Incoming);
        let dates = announced.filter_map(|paper| match &paper.body {
            PaperBody::Asn(asn) => asn.expected_at.filter(|at| *at > now),
            _ => None,
        });
        dates.min()
    }

    fn into_plan(self, plan: &mut Plan) {
        if let Body::Voucher(view) = &mut plan.answer.body {
            view.lines.extend(self.lines);
        }
        plan.moves.extend(self.moves);
        plan.fulfilments.extend(self.fulfilments);
        plan.papers.extend(self.papers.into_values());
        plan.offers.extend(self.offers);
        plan.answer.events.extend(self.events);
        plan.orders.extend(self.orders);
    }
}

fn bound_line(before: usize, line: &Awaited, key: &BalanceKey, quantity: i64) -> FulfilmentLine {
    FulfilmentLine {
        line_no: i64::try_from(before + 1).unwrap_or(i64::MAX),
        order_line_no: line.order_line_no,
        owner: key.owner.clone(),
        sku: key.sku.clone(),
        pool: key.pool.clone(),
        lot: key.lot.clone(),
        kit: None,
        ratio: 1,
        allocated: quantity,
        deallocated: 0,
        shipped: 0,
        progress: Progress::default(),
    }
}

fn created(paper: &Paper, place: &Place, no: &FulfilmentNo, lines: &[FulfilmentLine]) -> Event {
    let lines = lines.iter().map(|line| EventLine {
        order_line_no: line.order_line_no,
        sku: line.sku.clone(),
        warehouse: place.warehouse.clone(),
        pool: line.pool.clone(),
        quantity: line.allocated,
    });
    Event {
        name: EventName::Created,
        fo_no: Some(no.clone()),
        parcel_no: None,
        return_no: None,
        order_no: paper.order_no.clone(),
        lines: lines.collect(),
        reason: None,
        refund: false,
        dates: None,
    }
}

fn postponed(paper: &Paper, body: &Presale, offer: &PresaleOffer, next: Option<Moment>) -> Event {
    let key = offer.key();
    let lines = body.lines.iter().filter(|line| line.key == key);
    let lines = lines.filter(|line| line.waiting() > 0);
    Event {
        name: EventName::PromiseChanged,
        fo_no: None,
        parcel_no: None,
        return_no: None,
        order_no: paper.order_no.clone(),
        lines: lines
            .map(|line| EventLine {
                order_line_no: line.order_line_no,
                sku: line.key.sku.clone(),
                warehouse: line.key.warehouse.clone(),
                pool: line.key.pool.clone(),
                quantity: line.waiting(),
            })
            .collect(),
        reason: Some("PRESALE".to_owned()),
        refund: false,
        dates: Some((offer.expected_at, next)),
    }
}
