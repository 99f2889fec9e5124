//! Where services are and which rules hold: Nacos, or a fixed list.
