//! Triple and JSON on the port that also speaks `dubbo://`.

pub mod caller;
mod calls;
mod client;
mod events;
mod golden;
mod h2c;
mod hostile;
mod http1;
mod limits;
mod streams;
mod tls;
mod unsent;
