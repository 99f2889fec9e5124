//! The contract of the stock center.
