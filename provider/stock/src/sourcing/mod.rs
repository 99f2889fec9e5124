//! Sourcing (寻源): which sites send what of an order, and when it arrives.
//!
//! Pure like every rule: what is free where, what the rules say and what time it is are arguments, and the search is bounded by a number of steps instead
//! of a clock. The same question comes to the same plan, and the plan tells why.

pub mod ask;
pub mod calendar;
pub mod candidates;
pub mod demand;
mod greedy;
pub mod held;
mod hub;
pub mod network;
pub mod place;
pub mod plan;
#[cfg(test)]
mod plan_tests;
pub mod problem;
pub mod promise;
pub mod rules;
pub mod solve;
#[cfg(test)]
mod tests;
