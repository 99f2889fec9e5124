//! The stock center: library and server.
