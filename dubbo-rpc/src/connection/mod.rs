//! Bytes in and out of one connection, for servers and clients alike: knows buffers and back-pressure,
//! not what a frame means.

mod inbuf;
mod outbox;
mod pump;

pub(crate) use inbuf::InBuf;
pub(crate) use outbox::Outbox;
pub(crate) use pump::{Pump, Wake};
