//! `java.util.concurrent.atomic`: on the wire objects with the field `value`.

use dubbo_macros::Hessian;

/// `java.util.concurrent.atomic.AtomicInteger`
#[derive(Hessian, Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[hessian(
    class = "java.util.concurrent.atomic.AtomicInteger",
    java_type = "java.util.concurrent.atomic.AtomicInteger"
)]
pub struct AtomicInteger {
    /// The number.
    pub value: i32,
}

/// `java.util.concurrent.atomic.AtomicLong`
#[derive(Hessian, Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[hessian(
    class = "java.util.concurrent.atomic.AtomicLong",
    java_type = "java.util.concurrent.atomic.AtomicLong"
)]
pub struct AtomicLong {
    /// The number.
    pub value: i64,
}

/// `java.util.concurrent.atomic.AtomicBoolean`, which keeps an int.
#[derive(Hessian, Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[hessian(
    class = "java.util.concurrent.atomic.AtomicBoolean",
    java_type = "java.util.concurrent.atomic.AtomicBoolean"
)]
pub struct AtomicBoolean {
    /// 1 for true, 0 for false.
    pub value: i32,
}

/// `java.util.concurrent.atomic.AtomicReference`
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(
    class = "java.util.concurrent.atomic.AtomicReference",
    java_type = "java.util.concurrent.atomic.AtomicReference"
)]
pub struct AtomicReference<T> {
    /// What it refers to.
    pub value: Option<T>,
}
