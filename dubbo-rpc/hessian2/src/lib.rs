//! Hessian2 as Dubbo's hessian-lite speaks it.
