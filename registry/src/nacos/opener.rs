//! Opening a client of the library with our settings.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use nacos_sdk::api::naming::NamingServiceBuilder;
use nacos_sdk::api::props::ClientProps;
use tokio::net::TcpStream;

use super::calls::Calls;
use super::login::Login;
use crate::error::{Error, ErrorKind};
use crate::registry::AppInfo;
use crate::url::RegistryUrl;

/// Clients talk gRPC on the API's port plus this.
const GRPC_OFFSET: u16 = 1000;

/// Makes clients.
#[derive(Debug, Clone)]
pub(super) struct Opener {
    pub(super) url: RegistryUrl,
    application: String,
    pub(super) cache: PathBuf,
    clients: Arc<AtomicU64>,
    pub(super) login: Option<Arc<Login>>,
}

impl Opener {
    pub(super) fn new(url: &RegistryUrl, app: &AppInfo) -> Self {
        static LINKS: AtomicU64 = AtomicU64::new(0);
        let folder = format!(
            "nacos-client-{}-{}",
            std::process::id(),
            LINKS.fetch_add(1, Ordering::Relaxed)
        );
        Self {
            url: url.clone(),
            application: app.application.clone(),
            cache: app
                .cache_folder
                .clone()
                .unwrap_or_else(std::env::temp_dir)
                .join(folder),
            clients: Arc::default(),
            login: Login::start(url),
        }
    }

    /// A new client. Answers, connected or not, after the first attempt to connect.
    pub(super) async fn open(&self) -> Result<Calls, Error> {
        let number = self.clients.fetch_add(1, Ordering::Relaxed);
        let props = ClientProps::new()
            .server_addr(self.url.servers().join(","))
            .namespace(self.url.namespace())
            .app_name(&self.application)
            // Our configuration counts, not variables that the library happens to know.
            .env_first(false)
            // Off, or "the last instance was switched off" never arrives.
            .naming_push_empty_protection(false)
            // The library starts without its server only with this on; the folder is a fresh one, so nothing is loaded.
            .naming_load_cache_at_start(true)
            .cache_dir(self.cache.join(number.to_string()));
        let builder = match &self.login {
            Some(login) => NamingServiceBuilder::new(props).with_auth_plugin(login.plugin()),
            None => NamingServiceBuilder::new(props),
        };
        let naming = Box::pin(builder.build()).await.map_err(|error| {
            Error::new(ErrorKind::Unreachable, format!("opening a client: {error}"))
        })?;
        Ok(Calls::new(naming, self.url.group()))
    }

    /// Whether some server accepts connections where gRPC should be.
    pub(super) async fn is_reachable(&self) -> bool {
        for server in self.url.servers() {
            let Some((host, port)) = server.rsplit_once(':') else {
                continue;
            };
            let Some(port) = port
                .parse::<u16>()
                .ok()
                .and_then(|port| port.checked_add(GRPC_OFFSET))
            else {
                continue;
            };
            let connect = TcpStream::connect((host.trim_matches(['[', ']']), port));
            if matches!(
                tokio::time::timeout(Duration::from_secs(1), connect).await,
                Ok(Ok(_))
            ) {
                return true;
            }
        }
        false
    }
}
