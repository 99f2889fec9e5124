//! The host and port that consumers are told; another than the bound one behind NAT and in containers.

use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _, UdpSocket};

use dubbo_registry::RegistryUrl;

use crate::config::Config;

/// What is registered: the configured host and port, or the bound ones. A port that is bound to every address of the
/// machine is told by the address from which the registry is reached (Java: `ServiceConfig.findConfiguredHosts`).
///
/// # Errors
/// When no address can be told.
pub fn advertised(
    config: &Config,
    local: SocketAddr,
    registry: Option<&RegistryUrl>,
) -> Result<(String, u16), String> {
    let protocol = &config.protocol;
    let port = match protocol.advertised_port {
        0 => local.port(),
        port => port,
    };
    if !protocol.advertised_host.is_empty() {
        // An address of IPv6 is told without its brackets, as in Java's metadata.
        let host = protocol.advertised_host.trim_matches(['[', ']']);
        return Ok((host.to_owned(), port));
    }
    if !local.ip().is_unspecified() {
        return Ok((local.ip().to_string(), port));
    }
    let Some(registry) = registry else {
        return Ok((local.ip().to_string(), port));
    };
    match registry.servers().iter().find_map(|server| towards(server)) {
        Some(ip) => Ok((ip.to_string(), port)),
        None => Err(format!(
            "protocol.host is {}, and no address of this machine leads to the registry, so consumers cannot be told where \
             to call: set protocol.advertised_host to the address they reach",
            protocol.host
        )),
    }
}

/// The address of this machine from which `server` (`host:port`) is reached. Nothing is sent: a datagram socket that is
/// connected has looked up its route.
fn towards(server: &str) -> Option<IpAddr> {
    let target = server.to_socket_addrs().ok()?.next()?;
    let any: SocketAddr = if target.is_ipv4() {
        ([0, 0, 0, 0], 0).into()
    } else {
        ([0_u16; 8], 0).into()
    };
    let socket = UdpSocket::bind(any).ok()?;
    socket.connect(target).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified()).then_some(ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(
        host: &str,
        advertised_host: &str,
        port: u16,
        registry: &str,
    ) -> Result<(String, u16), String> {
        let mut config = Config::default();
        config.protocol.host = host.to_owned();
        config.protocol.advertised_host = advertised_host.to_owned();
        config.protocol.advertised_port = port;
        let bound = SocketAddr::new(host.parse().unwrap(), 20880);
        advertised(&config, bound, Some(&registry.parse().unwrap()))
    }

    #[test]
    fn the_configured_address_is_told_else_the_bound_one_else_the_one_towards_the_registry() {
        let nacos = "nacos://127.0.0.1:8848";
        for (host, advertised, port, expected) in [
            ("127.0.0.1", "", 0, ("127.0.0.1", 20880)),
            ("0.0.0.0", "stock.example", 30880, ("stock.example", 30880)),
            ("0.0.0.0", "", 0, ("127.0.0.1", 20880)),
            ("::1", "", 0, ("::1", 20880)),
            ("0.0.0.0", "[fd00::1]", 0, ("fd00::1", 20880)),
        ] {
            let (host, port) = told(host, advertised, port, nacos).unwrap();
            assert_eq!((host.as_str(), port), expected);
        }
        let error = told("0.0.0.0", "", 0, "nacos://no.such.host.invalid:1").unwrap_err();
        assert!(error.contains("protocol.advertised_host"), "{error}");
    }
}
