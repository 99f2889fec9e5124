//! Real peers, real callers, faults.
