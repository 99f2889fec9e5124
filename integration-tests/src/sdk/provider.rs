//! The probe on one Java line, over one protocol: at the interface level one process shows one port only, because a client of Nacos has
//! one instance per service (seen with 3.0.15, of whose two protocols one was not to be found).

use crate::error::{PeerError, Result};
use crate::java::compatibility::{Level, Protocol};
use crate::java::{JavaServer, Line};
use crate::nacos::Nacos;
use crate::ports::PortLease;

use super::{Place, Way};

/// Its main class, in every line's module.
const CLASS: &str = "com.autoparts.probe.provider.ProbeProvider";

/// A Java provider of the probe, registered in one Nacos at every level its line has.
#[derive(Debug)]
pub struct JavaProvider {
    line: Line,
    protocol: Protocol,
    lease: PortLease,
    registry: String,
    _server: JavaServer,
}

impl JavaProvider {
    /// Starts it and waits until it serves.
    ///
    /// # Errors
    /// When it does not come up; with the end of its log.
    pub async fn start(line: Line, protocol: Protocol, nacos: &Nacos) -> Result<Self> {
        let lease = PortLease::take(&[0])?;
        // Tests and providers do not see each other's.
        let (module, process) = (line.module(), std::process::id());
        let namespace = format!("sdk-{module}-{}-{process}", protocol.text());
        let server = format!("{}?namespace={namespace}", nacos.server_addr());
        let port = lease.port().to_string();
        let mut arguments = vec!["--port", &port, "--nacos", &server];
        if Line::TRIPLE.contains(&line) {
            arguments.extend(["--protocol", protocol.text(), "--application", "true"]);
        }
        let process = JavaServer::start(module, CLASS, &arguments).await?;
        Ok(Self {
            line,
            protocol,
            lease,
            registry: format!("nacos://{server}"),
            _server: process,
        })
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.lease.port()
    }

    /// What a consumer is given to find it: its address, or the registry's.
    ///
    /// # Errors
    /// When the place is another line's, or can have no provider.
    pub fn address(&self, place: Place) -> Result<String> {
        let is_here = (place.line, place.protocol) == (self.line, self.protocol);
        if !is_here || place.impossible().is_some() {
            let (line, place) = (self.line.release(), place.text());
            return Err(PeerError::new(format!("{line} is no provider at {place}")));
        }
        Ok(match place.way {
            Way::Direct => {
                let port = self.port();
                format!("{}://127.0.0.1:{port}", place.protocol.text())
            }
            Way::Found(..) => self.registry.clone(),
        })
    }
}

/// URL parameters by which a reference looks at one level and takes one protocol.
pub(super) fn parameters(place: Place) -> Vec<(&'static str, &'static str)> {
    match place.way {
        Way::Direct => Vec::new(),
        Way::Found(level, _) => vec![
            ("protocol", place.protocol.text()),
            ("migration.step", Level::step(level)),
        ],
    }
}
