//! What the registry says: who provides a service, at which level, and which rules hold.

mod board;
mod levels;
mod metadata;
mod migration;

pub(crate) use board::Board;
pub(crate) use levels::{Levels, Rest, follow, provided_by};
pub(crate) use metadata::Asking;
pub(crate) use migration::Migration;
