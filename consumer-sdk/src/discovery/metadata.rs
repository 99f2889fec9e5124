//! Which services an application provides, asked of one of its instances.
//!
//! Upstream: `org.apache.dubbo.registry.client.metadata.MetadataUtils.getRemoteMetadata`.

use std::sync::Arc;

use dubbo_registry::{MetadataFuture, MetadataInfo, MetadataRequest, MetadataSource, ServiceInfo};
use dubbo_rpc::metadata::{
    self, METADATA_VERSION, MetadataService as _, MetadataServiceClient, metadata_service,
};
use dubbo_rpc::{Client, ClientOptions, Context, Invoker, ServiceRef, TripleClient};

use crate::pool::Pool;
use crate::security::Security;

/// Asks over a connection made for the question: one revision is asked for once.
#[derive(Debug)]
pub(crate) struct Asking {
    pub(crate) pool: Pool,
    pub(crate) security: Security,
}

impl MetadataSource for Asking {
    fn fetch(&self, request: MetadataRequest) -> MetadataFuture {
        let ways = self.security.ways(&request.parameters);
        let pool = self.pool.clone();
        Box::pin(async move {
            let mut failed = String::new();
            for tls in ways {
                match ask(&request, pool.options(*tls)).await {
                    Ok(info) => return Ok(info),
                    Err(why) => failed = why,
                }
            }
            Err(failed)
        })
    }
}

async fn ask(request: &MetadataRequest, options: ClientOptions) -> Result<MetadataInfo, String> {
    let address = address(&request.host, request.port);
    let invoker: Arc<dyn Invoker> = match request.protocol.as_str() {
        "dubbo" => Arc::new(Client::lazy(address.as_str(), options)),
        "tri" => Arc::new(TripleClient::lazy(address.as_str(), options)),
        other => {
            return Err(format!(
                "{address} tells its services over `{other}`; `dubbo` and `tri` are spoken here"
            ));
        }
    };
    let service = ServiceRef::new(metadata_service::INTERFACE)
        .with_group(&*request.application)
        .with_version(METADATA_VERSION);
    let client = MetadataServiceClient::new(invoker, service);
    let cx = Context::new();
    let asked = client.get_metadata_info(&cx, Some(request.revision.clone()));
    let answer = asked.await.map_err(|fault| format!("{address}: {fault}"))?;
    let info = answer.ok_or_else(|| {
        format!(
            "{address} knows no revision {} of its own",
            request.revision
        )
    })?;
    Ok(translated(info))
}

/// `host:port`, an IPv6 address in brackets.
fn address(host: &str, port: u16) -> String {
    if host.contains(':') && !host.starts_with('[') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

fn translated(info: metadata::MetadataInfo) -> MetadataInfo {
    let services = info.services.into_iter().map(|(key, service)| {
        let path = service.path.filter(|path| !path.is_empty());
        let service = ServiceInfo {
            path: path.unwrap_or_else(|| service.name.clone()),
            name: service.name,
            group: service.group,
            version: service.version,
            protocol: service.protocol,
            port: service.port,
            params: service.params,
        };
        (key, service)
    });
    MetadataInfo {
        app: info.app,
        revision: info.revision,
        services: services.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_may_be_of_ipv6() {
        assert_eq!(address("10.0.0.1", 7), "10.0.0.1:7");
        assert_eq!(address("fd00::1", 7), "[fd00::1]:7");
        assert_eq!(address("[fd00::1]", 7), "[fd00::1]:7");
    }
}
