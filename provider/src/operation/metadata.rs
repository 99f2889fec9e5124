//! The list of services that consumers of Dubbo 3 ask for, at the application level.

use std::sync::{Arc, OnceLock};

use dubbo_registry::MetadataInfo;
use dubbo_rpc::metadata::{self, MetadataServer, MetadataSource};
use tokio::sync::watch;

use super::offer::Offers;

/// What is announced; filled once the port is open and the registry told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Announced(Arc<Facts>);

#[derive(Debug, Default)]
struct Facts {
    offers: OnceLock<Arc<Offers>>,
    revisions: OnceLock<watch::Receiver<Vec<Arc<MetadataInfo>>>>,
}

impl Announced {
    pub(crate) fn offers(&self, offers: &Arc<Offers>) {
        let _ = self.0.offers.set(Arc::clone(offers));
    }

    pub(crate) fn registration(&self, revisions: watch::Receiver<Vec<Arc<MetadataInfo>>>) {
        let _ = self.0.revisions.set(revisions);
    }

    /// The service itself.
    pub(crate) fn server(&self, application: &str) -> MetadataServer<Self> {
        MetadataServer::new(application, self.clone())
    }
}

impl MetadataSource for Announced {
    fn revision(&self, revision: Option<&str>) -> Option<metadata::MetadataInfo> {
        let known = self.0.revisions.get()?.borrow();
        let found = match revision {
            Some(revision) => known.iter().find(|info| info.revision == revision),
            None => known.last(),
        };
        found.map(|info| on_the_wire(info))
    }

    fn host(&self) -> String {
        self.0
            .offers
            .get()
            .map_or_else(String::new, |offers| offers.host().to_owned())
    }

    fn definition(&self, interface: &str, version: &str, group: &str) -> Option<String> {
        self.0.offers.get()?.definition(interface, version, group)
    }
}

fn on_the_wire(info: &MetadataInfo) -> metadata::MetadataInfo {
    let services = info.services.iter().map(|(key, service)| {
        let service = metadata::ServiceInfo {
            name: service.name.clone(),
            group: service.group.clone(),
            version: service.version.clone(),
            protocol: service.protocol.clone(),
            port: service.port,
            path: Some(service.path.clone()),
            params: service.params.clone(),
        };
        (key.clone(), service)
    });
    metadata::MetadataInfo {
        app: info.app.clone(),
        revision: info.revision.clone(),
        services: services.collect(),
    }
}
