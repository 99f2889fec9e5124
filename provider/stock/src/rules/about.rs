//! What a command is about: the order whose life its voucher belongs to, and the parcel.

use crate::book::Book;
use crate::command::{Command, Envelope, Target};
use crate::ids::OrderNo;
use crate::op::parse_no;

/// The order a command is about, as far as the book knows it; `None` for what is done to goods.
#[must_use]
pub fn order_of(envelope: &Envelope, book: &Book) -> Option<OrderNo> {
    let tenant = &envelope.key.tenant;
    let of_target = |target: &Target| match (book.reservation(tenant, target), target) {
        (Some(found), _) => Some(found.order_no.clone()),
        (None, Target::Order(no)) => Some(no.clone()),
        (None, Target::Reservation(_)) => None,
    };
    match &envelope.command {
        Command::PreOccupy(hold) => Some(hold.order_no.clone()),
        Command::Confirm(confirm) => of_target(&confirm.target),
        Command::Cancel(cancel) => of_target(&cancel.target),
        Command::Extend(extend) => of_target(&extend.target),
        Command::Amend(amend) => of_target(&amend.target),
        Command::Expire(no) => of_target(&Target::Reservation(no.clone())),
        Command::Fulfil(command) => super::fulfil::order_of(command, tenant, book),
        Command::Return(command) => super::returns::order_of(command, tenant, book),
        _ => None,
    }
}

/// The parcel whose goods a command is about, as far as the book knows it; `None` for what is not of one parcel.
#[must_use]
pub fn parcel_of(envelope: &Envelope, book: &Book) -> Option<String> {
    let tenant = &envelope.key.tenant;
    match &envelope.command {
        Command::Fulfil(command) => super::fulfil::parcel_of(command, tenant, book),
        Command::Return(command) => super::returns::parcel_of(command, tenant, book),
        Command::Reverse(reverse) => {
            let id = parse_no('V', reverse.voucher_no.as_str())?;
            let (voucher, _) = book.voucher_legs.get(&id)?;
            voucher.parcel_no.clone()
        }
        _ => None,
    }
}
