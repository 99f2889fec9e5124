//! Ports for peers, handed out without races.
//!
//! A free port found by binding to port 0 may be taken by anyone before the server binds it, and a server such as Nacos
//! derives four more ports from the one it is given. So ports come from a range outside the kernel's ephemeral ports,
//! each is locked by a file for as long as the peer lives (other test processes respect the lock), and each is bound
//! once for trial (which finds everybody else).

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

use crate::error::{PeerError, Result};

/// The range unless `STOCK_PEERS_PORTS` says otherwise: below Linux' ephemeral ports (32768 and up).
const DEFAULT_RANGE: (u16, u16) = (21000, 27999);

/// A port and its companions, ours until dropped.
#[derive(Debug)]
pub struct PortLease {
    port: u16,
    /// The locks go with the file handles, at the latest with the process.
    _locks: Vec<File>,
}

impl PortLease {
    /// Leases a port `p` such that `p + offset` is free for every offset; `0` stands for the port itself.
    ///
    /// # Errors
    /// When the range is malformed or has no such port left.
    pub fn take(offsets: &[i32]) -> Result<Self> {
        let (first, last) = range()?;
        let folder = std::env::temp_dir().join("stock-peer-ports");
        fs::create_dir_all(&folder).map_err(PeerError::because(format!(
            "cannot create {}",
            folder.display()
        )))?;
        // Different processes start at different places, so that they seldom try the same port.
        let span = u32::from(last - first) + 1;
        let start = std::process::id().wrapping_mul(37) % span;
        for step in 0..span {
            let port = first + u16::try_from((start + step) % span).unwrap_or(0);
            if let Some(locks) = lock_all(&folder, port, offsets) {
                return Ok(Self {
                    port,
                    _locks: locks,
                });
            }
        }
        Err(PeerError::new(format!(
            "no free port with companions {offsets:?} in {first}-{last}; widen STOCK_PEERS_PORTS"
        )))
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

fn lock_all(folder: &std::path::Path, port: u16, offsets: &[i32]) -> Option<Vec<File>> {
    offsets
        .iter()
        .map(|offset| {
            let port = u16::try_from(i32::from(port) + offset).ok()?;
            lock(folder.join(port.to_string()), port)
        })
        .collect()
}

fn lock(path: PathBuf, port: u16) -> Option<File> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .ok()?;
    file.try_lock().ok()?;
    TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).ok()?;
    Some(file)
}

fn range() -> Result<(u16, u16)> {
    let Ok(text) = std::env::var("STOCK_PEERS_PORTS") else {
        return Ok(DEFAULT_RANGE);
    };
    text.split_once('-')
        .and_then(|(first, last)| Some((first.trim().parse().ok()?, last.trim().parse().ok()?)))
        .filter(|(first, last)| first < last)
        .ok_or_else(|| {
            PeerError::new(format!(
                "STOCK_PEERS_PORTS is `{text}`, expected e.g. `21000-27999`"
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leases_do_not_overlap_and_come_back_when_dropped() {
        let one = PortLease::take(&[0, 2]).unwrap();
        let two = PortLease::take(&[0, 2]).unwrap();
        let ports = [one.port(), one.port() + 2, two.port(), two.port() + 2];
        for (i, port) in ports.iter().enumerate() {
            assert!(!ports[..i].contains(port), "{ports:?}");
        }
        let folder = std::env::temp_dir().join("stock-peer-ports");
        assert!(lock(folder.join(one.port().to_string()), one.port()).is_none());
        let port = one.port();
        drop(one);
        assert!(lock(folder.join(port.to_string()), port).is_some());
    }

    #[test]
    fn a_port_in_use_is_passed_over() {
        let lease = PortLease::take(&[0]).unwrap();
        let _listener = TcpListener::bind((Ipv4Addr::LOCALHOST, lease.port())).unwrap();
        let folder = std::env::temp_dir().join("stock-peer-ports");
        let port = lease.port();
        drop(lease);
        assert!(lock(folder.join(port.to_string()), port).is_none());
    }
}
