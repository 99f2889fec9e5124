//! A Java interface in Rust: what would be an interface jar is a trait and a few structs.
#![allow(unreachable_pub, reason = "in a program of one's own this is a crate")]

use std::collections::BTreeMap;

use dubbo_rpc::hessian2::{Date, Hessian};
use dubbo_rpc::{Context, Fault};

/// `com.example.greeting.Tone`, a Java enum.
#[derive(Hessian, Debug, Clone, PartialEq, Eq)]
#[hessian(class = "com.example.greeting.Tone")]
pub enum Tone {
    Formal,
    Casual,
    /// A constant that a newer jar has and this program does not know.
    #[hessian(other)]
    Other(String),
}

/// `com.example.greeting.Person`.
#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.greeting.Person")]
pub struct Person {
    pub name: Option<String>,
    pub age: i32,
    pub tone: Option<Tone>,
    pub nicknames: Option<Vec<String>>,
}

/// `com.example.greeting.Greeting`.
#[derive(Hessian, Debug, Clone, PartialEq, Default)]
#[hessian(class = "com.example.greeting.Greeting")]
pub struct Greeting {
    pub text: Option<String>,
    pub at: Option<Date>,
    pub counts: BTreeMap<String, i64>,
}

/// `com.example.greeting.Greeter`:
///
/// ```java
/// public interface Greeter {
///     String greet(String name);
///     Greeting greet(Person person) throws UnknownPersonException;
///     CompletableFuture<String> greetLater(String name, long delayMs);
///     void forget(String name);
/// }
/// ```
#[dubbo_rpc::service(interface = "com.example.greeting.Greeter")]
pub trait Greeter {
    /// Greets by name.
    async fn greet(&self, cx: &Context, name: String) -> Result<String, Fault>;

    /// Greets somebody known: an overload of [`Greeter::greet`].
    #[dubbo(name = "greet", args("person"))]
    async fn greet_person(&self, cx: &Context, person: Person) -> Result<Greeting, Fault>;

    /// Greets after a while; a Java caller gets a `CompletableFuture`.
    async fn greet_later(&self, cx: &Context, name: String, delay_ms: i64)
    -> Result<String, Fault>;

    /// Forgets who was greeted.
    async fn forget(&self, cx: &Context, name: String) -> Result<(), Fault>;
}
