//! Connects to whatever stands behind an address.

use std::time::Duration;

use redis::aio::{ConnectionLike, MultiplexedConnection};
use redis::cluster::ClusterClientBuilder;
use redis::cluster_async::ClusterConnection;
use redis::sentinel::{SentinelClientBuilder, SentinelServerType};
use redis::{
    AsyncConnectionConfig, Client, Cmd, ConnectionAddr, ConnectionInfo, IntoConnectionInfo,
    Pipeline, RedisConnectionInfo, RedisError, RedisFuture, TlsCertificates, TlsMode, Value,
};

use super::address::{Address, Topology};

/// Longest wait for a connection to be made.
pub(super) const CONNECT_WAIT: Duration = Duration::from_secs(1);
/// Requests under way on one connection; more wait, within their deadline.
const IN_FLIGHT_MAX: usize = 1_024;

/// A connection that many callers share.
#[derive(Clone)]
pub(super) enum Wire {
    One(MultiplexedConnection),
    Cluster(ClusterConnection),
}

impl std::fmt::Debug for Wire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::One(_) => "One",
            Self::Cluster(_) => "Cluster",
        })
    }
}

impl ConnectionLike for Wire {
    fn req_packed_command<'a>(&'a mut self, cmd: &'a Cmd) -> RedisFuture<'a, Value> {
        match self {
            Self::One(link) => link.req_packed_command(cmd),
            Self::Cluster(link) => link.req_packed_command(cmd),
        }
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        commands: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        match self {
            Self::One(link) => link.req_packed_commands(commands, offset, count),
            Self::Cluster(link) => link.req_packed_commands(commands, offset, count),
        }
    }

    fn get_db(&self) -> i64 {
        match self {
            Self::One(link) => link.get_db(),
            Self::Cluster(link) => link.get_db(),
        }
    }
}

/// A connection, and where news can be heard beside it.
pub(super) struct Connected {
    pub(super) wire: Wire,
    pub(super) news: Client,
}

/// What it takes to connect.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) address: Address,
    /// Certificate of the authority that signed the servers' ones, as PEM; those of the system if absent.
    pub(super) authority: Option<Vec<u8>>,
    /// Longest wait for an answer.
    pub(super) wait: Duration,
}

impl Target {
    /// Connects.
    ///
    /// # Errors
    /// Whatever the servers or the network say; bounded in time.
    pub(super) async fn connect(&self) -> Result<Connected, RedisError> {
        match &self.address.topology {
            Topology::One => {
                let (host, port) = &self.address.servers[0];
                self.to_one(self.client(host, *port)?).await
            }
            Topology::Sentinel { master } => {
                let addresses = self.address.servers.iter();
                let addresses = addresses.map(|(host, port)| self.at(host, *port));
                let mut builder =
                    SentinelClientBuilder::new(addresses, master, SentinelServerType::Master)?;
                if self.address.tls {
                    builder = builder
                        .set_client_to_redis_tls_mode(TlsMode::Secure)
                        .set_client_to_sentinel_tls_mode(TlsMode::Secure);
                    if let Some(certificates) = self.certificates() {
                        builder = builder
                            .set_client_to_redis_certificates(certificates.clone())
                            .set_client_to_sentinel_certificates(certificates);
                    }
                }
                if let Some(user) = &self.address.user {
                    builder = builder.set_client_to_redis_username(user);
                }
                if let Some(password) = &self.address.password {
                    builder = builder.set_client_to_redis_password(password);
                }
                let mut sentinel = builder
                    .set_client_to_redis_db(self.address.database)
                    .build()?;
                let client = sentinel.async_get_client().await?;
                self.to_one(client).await
            }
            Topology::Cluster => self.to_cluster().await,
        }
    }

    async fn to_one(&self, client: Client) -> Result<Connected, RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_WAIT))
            .set_response_timeout(Some(self.wait))
            .set_concurrency_limit(IN_FLIGHT_MAX);
        let link = client
            .get_multiplexed_async_connection_with_config(&config)
            .await?;
        Ok(Connected {
            wire: Wire::One(link),
            news: client,
        })
    }

    async fn to_cluster(&self) -> Result<Connected, RedisError> {
        let nodes = self.address.servers.iter();
        let nodes: Result<Vec<ConnectionInfo>, _> =
            nodes.map(|(host, port)| self.info(host, *port)).collect();
        let mut builder = ClusterClientBuilder::new(nodes?)
            .connection_timeout(CONNECT_WAIT)
            .response_timeout(self.wait)
            .overall_response_timeout(Some(CONNECT_WAIT))
            .connection_concurrency_limit(IN_FLIGHT_MAX)
            .retries(1);
        if self.address.tls {
            builder = builder.tls(TlsMode::Secure);
            if let Some(certificates) = self.certificates() {
                builder = builder.certs(certificates);
            }
        }
        let link = builder.build()?.get_async_connection().await?;
        // Every node passes news on to all others, so any node that answers will do.
        let mut reached = None;
        for (host, port) in &self.address.servers {
            let client = self.client(host, *port)?;
            let tried = client.get_multiplexed_async_connection();
            if let Ok(Ok(_)) = tokio::time::timeout(CONNECT_WAIT, tried).await {
                reached = Some(client);
                break;
            }
        }
        let (host, port) = &self.address.servers[0];
        let news = match reached {
            Some(client) => client,
            None => self.client(host, *port)?,
        };
        Ok(Connected {
            wire: Wire::Cluster(link),
            news,
        })
    }

    fn at(&self, host: &str, port: u16) -> ConnectionAddr {
        if self.address.tls {
            ConnectionAddr::TcpTls {
                host: host.to_owned(),
                port,
                insecure: false,
                tls_params: None,
            }
        } else {
            ConnectionAddr::Tcp(host.to_owned(), port)
        }
    }

    fn info(&self, host: &str, port: u16) -> Result<ConnectionInfo, RedisError> {
        let mut login = RedisConnectionInfo::default().set_db(self.address.database);
        if let Some(user) = &self.address.user {
            login = login.set_username(user);
        }
        if let Some(password) = &self.address.password {
            login = login.set_password(password);
        }
        let info = self.at(host, port).into_connection_info()?;
        Ok(info.set_redis_settings(login))
    }

    fn client(&self, host: &str, port: u16) -> Result<Client, RedisError> {
        let info = self.info(host, port)?;
        match self.certificates().filter(|_| self.address.tls) {
            Some(certificates) => Client::build_with_tls(info, certificates),
            None => Client::open(info),
        }
    }

    fn certificates(&self) -> Option<TlsCertificates> {
        self.authority.clone().map(|pem| TlsCertificates {
            client_tls: None,
            root_cert: Some(pem),
        })
    }
}
