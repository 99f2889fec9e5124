//! Redis beside the stock center: it makes reads fast and says early what is sold out, and may be lost at any moment.

mod account;
mod late;
mod page;
mod peer;
mod projection;
mod room;
mod sale;
mod topology;
