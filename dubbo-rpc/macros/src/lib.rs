//! Derive for Hessian2 values and attribute for Dubbo service traits.
