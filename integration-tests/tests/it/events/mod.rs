//! Messages between systems: real provider processes, a real RabbitMQ.

mod cluster;
mod incoming;
mod listener;
mod notices;
mod outage;
mod outgoing;
mod reader;
mod schema;
