//! TLS between real peers: Java consumers and Java providers, the SDK through Nacos, certificates that change in their files.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use consumer_sdk::api::{
    SellableReq, StockQueryService as _, StockQueryServiceClient, stock_query_service,
};
use consumer_sdk::{
    ClientOptions, ClientTls, ClientTlsOptions, Consumer, Context, ErrorKind, Fault, Invoker,
    ServiceRef, TlsUse,
};
use dubbo_rpc::{Client, TripleClient};
use integration_tests::from_jar::probe_api::{
    ProbeService as _, ProbeServiceClient, probe_service,
};
use integration_tests::java::{self, JavaServer, Line};
use integration_tests::nacos::{Nacos, Version};
use integration_tests::ports::PortLease;
use integration_tests::stock_center::StockCenter;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::fleet::{Caller, SOON, served_by};
use crate::java_support::{SKUS, java_settings};
use crate::port::heartbeat;

const INTERFACE: &str = stock_query_service::INTERFACE;

/// Certificates in files.
struct Authority {
    folder: tempfile::TempDir,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        std::fs::write(folder.path().join("ca.pem"), pem).unwrap();
        Self {
            folder,
            issuer: Issuer::new(params, key),
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes `{owner}.pem` and `{owner}.key`.
    fn vouch(&self, owner: &str) {
        let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        let key = KeyPair::generate().unwrap();
        let pem = params.signed_by(&key, &self.issuer).unwrap().pem();
        std::fs::write(self.file(&format!("{owner}.pem")), pem).unwrap();
        std::fs::write(self.file(&format!("{owner}.key")), key.serialize_pem()).unwrap();
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// With certificates in its settings the port speaks TLS inside which both protocols are called by Java, whose certificate it
/// asks for; whoever has none, or no TLS, is turned away.
#[tokio::test(flavor = "multi_thread")]
async fn a_java_consumer_calls_over_tls_with_a_certificate_of_its_own() {
    if !java::available() {
        return;
    }
    let authority = Authority::new();
    authority.vouch("server");
    authority.vouch("consumer");
    let files: Vec<PathBuf> = [
        "ca.pem",
        "server.pem",
        "server.key",
        "consumer.pem",
        "consumer.key",
    ]
    .map(|name| authority.file(name))
    .to_vec();
    let mut settings = java_settings("");
    settings.extend([
        ("PROTOCOL__TLS_CERTIFICATES_FILE", text(&files[1])),
        ("PROTOCOL__TLS_KEY_FILE", text(&files[2])),
        ("PROTOCOL__TLS_CLIENT_AUTHORITIES_FILE", text(&files[0])),
        ("PROTOCOL__TLS_ONLY", "true"),
    ]);
    let center = StockCenter::start(&settings).await.unwrap();
    let port = center.port();
    let refs = format!(
        "direct:tri://127.0.0.1:{port}/{INTERFACE},direct:dubbo://127.0.0.1:{port}/{INTERFACE}"
    );
    let more = |certificate: bool| {
        let mut more = vec!["--retries", "0", "--ssl-ca", text(&files[0])];
        if certificate {
            more.extend(["--ssl-cert", text(&files[3]), "--ssl-key", text(&files[4])]);
        }
        more
    };
    let known = Caller::start(Line::V3_3, "", &refs, &more(true)).await;
    let unknown = Caller::start(Line::V3_3, "", &refs, &more(false)).await;
    for (index, protocol) in ["tri", "dubbo"].into_iter().enumerate() {
        let seen = known.calls(index, 50).await;
        assert!(seen.failed == 0 && seen.ok == 50, "{protocol}: {seen:?}");
        assert_eq!(served_by(&center, protocol).await, 50);
        let seen = unknown.calls(index, 3).await;
        assert!(seen.ok == 0 && seen.failed == 3, "{protocol}: {seen:?}");
    }
    let mut plain = TcpStream::connect(center.address()).await.unwrap();
    plain.write_all(&heartbeat()).await.unwrap();
    let mut answer = Vec::new();
    // A reset is a refusal, too.
    let _ = plain.read_to_end(&mut answer).await;
    assert_eq!(answer, b"", "without TLS nothing is answered");
    center.stop().await.unwrap();
}

/// What a client of this authority's world has, with its own certificate or without.
fn client_tls(authority: &Authority, own: Option<&str>) -> ClientTls {
    let options = ClientTlsOptions::new(authority.file("ca.pem")).server_name("127.0.0.1");
    let options = match own {
        None => options,
        Some(own) => options.identity(
            authority.file(&format!("{own}.pem")),
            authority.file(&format!("{own}.key")),
        ),
    };
    ClientTls::new(&options).unwrap()
}

async fn connect(
    protocol: &str,
    address: &str,
    tls: &ClientTls,
) -> Result<Arc<dyn Invoker>, Fault> {
    let options = ClientOptions {
        timeout: SOON,
        tls: Some(tls.clone()),
        ..ClientOptions::default()
    };
    Ok(match protocol {
        "tri" => Arc::new(TripleClient::connect(address, options).await?),
        _ => Arc::new(Client::connect(address, options).await?),
    })
}

/// The same the other way round: providers of Dubbo 3.3.6 with certificates, and with authorities of their callers', are called over
/// both protocols.
#[tokio::test(flavor = "multi_thread")]
async fn java_providers_are_called_over_tls() {
    if !java::available() {
        return;
    }
    let (authority, stranger) = (Authority::new(), Authority::new());
    authority.vouch("server");
    authority.vouch("consumer");
    stranger.vouch("consumer");
    let (ca, certificate, key) = (
        authority.file("ca.pem"),
        authority.file("server.pem"),
        authority.file("server.key"),
    );
    for protocol in ["dubbo", "tri"] {
        for mutual in [false, true] {
            let lease = PortLease::take(&[0]).unwrap();
            let port = lease.port().to_string();
            let class = "com.autoparts.probe.provider.ProbeProvider";
            let mut arguments = vec!["--port", &port, "--protocol", protocol];
            arguments.extend(["--ssl-cert", text(&certificate), "--ssl-key", text(&key)]);
            if mutual {
                arguments.extend(["--ssl-ca", text(&ca)]);
            }
            let _provider = JavaServer::start(Line::V3_3.module(), class, &arguments)
                .await
                .unwrap();
            let address = format!("127.0.0.1:{port}");
            let echo = async |tls: &ClientTls| {
                let link = connect(protocol, &address, tls).await?;
                let service = ServiceRef::new(probe_service::INTERFACE);
                let probe = ProbeServiceClient::new(link, service);
                probe.echo(&Context::new(), Some("库存".to_owned())).await
            };
            let what = format!("{protocol}, mutual {mutual}");
            let own = mutual.then_some("consumer");
            let answer = echo(&client_tls(&authority, own)).await;
            assert_eq!(answer.unwrap().as_deref(), Some("库存"), "{what}");
            // Whom we do not believe is not called.
            let fault = echo(&client_tls(&stranger, None)).await.unwrap_err();
            assert!(
                fault.to_string().contains("trusted authorities"),
                "{what}: {fault}"
            );
            if mutual {
                let fault = echo(&client_tls(&authority, None)).await.unwrap_err();
                println!("{what}, without a certificate: {fault}");
                assert!(fault.to_string().contains("certificate"), "{what}: {fault}");
            }
        }
    }
}

/// A provider that takes TLS only announces it in Nacos, at both levels; the SDK calls it where the consumer has TLS, and says what is
/// missing where it has not.
#[tokio::test(flavor = "multi_thread")]
async fn providers_that_announce_tls_are_called_with_it() {
    for version in Version::ALL {
        let Some(nacos) = Nacos::shared(version).await else {
            return;
        };
        let authority = Authority::new();
        authority.vouch("server");
        authority.vouch("consumer");
        let files = ["ca.pem", "server.pem", "server.key"].map(|name| authority.file(name));
        let registry = format!("{}?group=sdk-tls", nacos.registry_url());
        let mut settings = java_settings(&registry);
        settings.extend([
            ("PROTOCOL__TLS_CERTIFICATES_FILE", text(&files[1])),
            ("PROTOCOL__TLS_KEY_FILE", text(&files[2])),
            ("PROTOCOL__TLS_CLIENT_AUTHORITIES_FILE", text(&files[0])),
            ("PROTOCOL__TLS_ONLY", "true"),
        ]);
        let center = StockCenter::start(&settings).await.unwrap();
        let consumer = Consumer::builder("sdk-tls", &registry);
        let secured = consumer
            .clone()
            .tls(client_tls(&authority, Some("consumer")))
            .build()
            .unwrap();
        for (step, tls) in [
            ("FORCE_INTERFACE", TlsUse::Announced),
            ("FORCE_APPLICATION", TlsUse::Announced),
            ("FORCE_INTERFACE", TlsUse::Always),
            ("FORCE_APPLICATION", TlsUse::Always),
        ] {
            let what = format!("{step} {tls:?} on Nacos {}", version.text());
            let reference = secured
                .refer(ServiceRef::new(INTERFACE))
                .parameter("migration.step", step)
                .tls(tls)
                .connect()
                .await
                .unwrap_or_else(|error| panic!("{what}: {error}"));
            let before = served_by(&center, "dubbo").await;
            let service = reference.service().clone();
            let client = StockQueryServiceClient::new(Arc::new(reference), service);
            let request = SellableReq {
                skus: vec![SKUS[0].into()],
                ..SellableReq::default()
            };
            let answer = client.batch_sellable(&Context::new(), request).await;
            assert!(answer.unwrap().is_success(), "{what}");
            assert_eq!(served_by(&center, "dubbo").await - before, 1, "{what}");
        }
        let plain = consumer.build().unwrap();
        let reference = plain
            .refer(ServiceRef::new(INTERFACE))
            .parameter("migration.step", "FORCE_INTERFACE");
        let error = reference.connect().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport);
        assert!(error.to_string().contains("announces TLS"), "{error}");
        center.stop().await.unwrap();
    }
}

/// The port's certificates are renewed in their files while it runs: connections to come get the new ones, a pair that does not belong
/// together changes nothing and is told, and what is mended is taken.
#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_taken_from_their_files_without_a_restart() {
    let authorities = [Authority::new(), Authority::new(), Authority::new()];
    let server = &authorities[0];
    for authority in &authorities {
        authority.vouch("server");
    }
    let files = ["server.pem", "server.key"].map(|name| server.file(name));
    let mut settings = java_settings("");
    settings.extend([
        ("PROTOCOL__TLS_CERTIFICATES_FILE", text(&files[0])),
        ("PROTOCOL__TLS_KEY_FILE", text(&files[1])),
        ("PROTOCOL__TLS_ONLY", "true"),
    ]);
    let center = StockCenter::start(&settings).await.unwrap();
    let address = center.address();
    // Which of the authorities' worlds is served.
    let served = async || {
        let mut served = Vec::new();
        for (index, authority) in authorities.iter().enumerate() {
            let tls = client_tls(authority, None);
            match connect("tri", &address, &tls).await {
                Ok(_) => served.push(index),
                Err(fault) => assert!(fault.to_string().contains("trusted"), "{fault}"),
            }
        }
        served
    };
    assert_eq!(served().await, [0]);
    let open = connect("tri", &address, &client_tls(server, None)).await;
    let open = StockQueryServiceClient::new(open.unwrap(), ServiceRef::new(INTERFACE));
    let put = |from: &Authority, name: &str| {
        // Beside, then over it, as certificate managers do.
        let beside = server.file("new");
        std::fs::copy(from.file(name), &beside).unwrap();
        std::fs::rename(beside, server.file(name)).unwrap();
    };
    let log = || std::fs::read_to_string(center.log()).unwrap_or_default();
    let told = async |what: &str| {
        let started = Instant::now();
        while !log().contains(what) {
            assert!(started.elapsed() < SOON, "the log does not say {what:?}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    // A new certificate beside the old key.
    put(&authorities[1], "server.pem");
    told("the certificates before stay in use").await;
    assert_eq!(served().await, [0]);
    put(&authorities[1], "server.key");
    told("the Dubbo port has taken its new certificates").await;
    assert_eq!(served().await, [1]);
    // No PEM at all, then a good pair again.
    std::fs::write(server.file("server.pem"), "none").unwrap();
    let refusals = || log().matches("the certificates before stay in use").count();
    let started = Instant::now();
    while refusals() < 2 {
        assert!(started.elapsed() < SOON, "the second refusal is not told");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(served().await, [1]);
    put(&authorities[2], "server.key");
    put(&authorities[2], "server.pem");
    let started = Instant::now();
    while served().await != [2] {
        assert!(started.elapsed() < SOON, "the mended files are not taken");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // What was connected before all that still is.
    let request = SellableReq {
        skus: vec![SKUS[0].into()],
        ..SellableReq::default()
    };
    let answer = open.batch_sellable(&Context::new(), request).await;
    assert!(answer.unwrap().is_success());
    center.stop().await.unwrap();
}
