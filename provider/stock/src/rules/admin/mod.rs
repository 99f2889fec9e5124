//! Administration: settings are checked against the catalogue and stored; switches are obeyed by every other rule's commands.

mod set;
mod switch;
#[cfg(test)]
mod tests;

pub(super) use set::set;
pub(super) use switch::check as check_switches;
