//! Laws of the rules over random command sequences, on the store in memory.

mod hostile;
mod laws;
mod model;
mod moving;
mod performing;
mod planning;
mod shop;
mod world;
