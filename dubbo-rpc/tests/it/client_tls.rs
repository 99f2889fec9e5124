//! TLS of both clients: against this crate's own server, and against peers that do it wrong.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::{
    Client, ClientOptions, ClientTls, ClientTlsOptions, Context, Fault, Invoker, Limits, Pem,
    ServerHandle, ServiceRef, Tls, TripleClient,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::authority::{Authority, options};
use crate::peer::STOCK;
use crate::stock::{self, CJK, MemStock, StockService as _, StockServiceClient};

async fn serve(authority: &Authority, clients: Option<&Authority>, plain: bool) -> ServerHandle {
    let tls = Tls::new(&options(authority, clients)).unwrap();
    stock::builder(Arc::new(MemStock::default()), Limits::default())
        .tls(tls, plain)
        .start()
        .await
        .unwrap()
}

fn trusting(authority: &Authority) -> ClientTlsOptions {
    ClientTlsOptions::new(authority.pem.clone().into_bytes())
}

fn showing(options: ClientTlsOptions, own: &(String, String)) -> ClientTlsOptions {
    let (certificate, key) = own.clone();
    options.identity(certificate.into_bytes(), key.into_bytes())
}

fn with(tls: Option<&ClientTlsOptions>) -> ClientOptions {
    ClientOptions {
        connect_timeout: Duration::from_secs(10),
        timeout: Duration::from_secs(10),
        tls: tls.map(|tls| ClientTls::new(tls).unwrap()),
        ..ClientOptions::default()
    }
}

/// Echoes over one of the two clients; the fault where connecting or calling failed.
async fn echo(triple: bool, address: &str, options: ClientOptions) -> Result<(), Fault> {
    let invoker: Arc<dyn Invoker> = if triple {
        Arc::new(TripleClient::connect(address, options).await?)
    } else {
        Arc::new(Client::connect(address, options).await?)
    };
    let stock = StockServiceClient::new(invoker, ServiceRef::new(STOCK));
    // Longer than a record of TLS and than a window of HTTP/2.
    let long = "件".repeat(500_000);
    for text in [CJK, &long] {
        let back = stock.echo(&Context::new(), Some(text.to_owned())).await?;
        assert!(back.as_deref() == Some(text));
    }
    Ok(())
}

/// Fails on both protocols, was certainly not done, and says all of `words`.
async fn refused(address: &str, tls: Option<&ClientTlsOptions>, words: &[&str]) {
    for triple in [false, true] {
        let fault = echo(triple, address, with(tls)).await.unwrap_err();
        let text = fault.to_string();
        assert!(fault.was_not_done(), "triple {triple}: {fault:?}");
        for word in words {
            assert!(
                text.contains(word),
                "triple {triple}: no {word:?} in {text}"
            );
        }
    }
}

#[tokio::test]
async fn both_protocols_are_called_in_tls() {
    let authority = Authority::new();
    let server = serve(&authority, None, false).await;
    let address = server.local_addr().to_string();
    let tls = trusting(&authority).server_name("stock.test");
    for triple in [false, true] {
        echo(triple, &address, with(Some(&tls))).await.unwrap();
    }
    // Several authorities in one text, in a file.
    let folder = tempfile();
    let all = format!("{}{}", Authority::new().pem, authority.pem);
    std::fs::write(folder.join("ca.pem"), all).unwrap();
    let tls = ClientTlsOptions::new(folder.join("ca.pem")).server_name("stock.test");
    for triple in [false, true] {
        echo(triple, &address, with(Some(&tls))).await.unwrap();
    }
    std::fs::remove_dir_all(folder).unwrap();
    assert_eq!(server.stats().broken_connections, 0);
}

/// A folder of the test's own.
fn tempfile() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("dubbo-rpc-tls-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The name that is expected is the host of the address unless another is given.
#[tokio::test]
async fn the_name_in_the_certificate_is_looked_at() {
    let authority = Authority::new();
    let (certificate, key) = authority.vouch("127.0.0.1");
    let tls = Tls::new(&dubbo_rpc::TlsOptions {
        certificates: certificate.into_bytes(),
        key: key.into_bytes(),
        client_authorities: None,
    });
    let server = stock::builder(Arc::new(MemStock::default()), Limits::default())
        .tls(tls.unwrap(), false)
        .start()
        .await
        .unwrap();
    let address = server.local_addr().to_string();
    let unnamed = trusting(&authority);
    for triple in [false, true] {
        echo(triple, &address, with(Some(&unnamed))).await.unwrap();
    }
    let by_name = format!("localhost:{}", server.local_addr().port());
    let words = ["`localhost`", "127.0.0.1", "server_name", &by_name];
    refused(&by_name, Some(&unnamed), &words).await;
    let other = trusting(&authority).server_name("other.test");
    refused(&address, Some(&other), &["`other.test`", "server_name"]).await;
}

#[tokio::test]
async fn case_c21_providers_that_nobody_vouches_for_are_not_called() {
    let authority = Authority::new();
    let server = serve(&authority, None, false).await;
    let address = server.local_addr().to_string();
    let other = trusting(&Authority::new()).server_name("stock.test");
    let words = ["issued by none of the trusted authorities", &address];
    refused(&address, Some(&other), &words).await;
    // Expired.
    let expired = authority.vouch_until("stock.test", 2020);
    let tls = Tls::new(&dubbo_rpc::TlsOptions {
        certificates: expired.0.into_bytes(),
        key: expired.1.into_bytes(),
        client_authorities: None,
    });
    let server = stock::builder(Arc::new(MemStock::default()), Limits::default())
        .tls(tls.unwrap(), false)
        .start()
        .await
        .unwrap();
    let address = server.local_addr().to_string();
    let trusting = trusting(&authority).server_name("stock.test");
    refused(&address, Some(&trusting), &["expired", "renewed"]).await;
}

/// In TLS 1.3 a certificate is refused after the handshake is over for the caller: calls are told so, and that they were not done.
#[tokio::test]
async fn case_c21_callers_show_certificates_and_learn_why_they_are_refused() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let server = serve(&authority, Some(&clients), false).await;
    let address = server.local_addr().to_string();
    let none = trusting(&authority).server_name("stock.test");
    let known = showing(none.clone(), &clients.vouch("order.test"));
    for triple in [false, true] {
        echo(triple, &address, with(Some(&known))).await.unwrap();
    }
    let words = ["asks for a certificate", "identity", &address];
    refused(&address, Some(&none), &words).await;
    let unknown = showing(none.clone(), &Authority::new().vouch("order.test"));
    let words = ["does not accept this side's certificate", "identity"];
    refused(&address, Some(&unknown), &words).await;
    let expired = showing(none.clone(), &clients.vouch_until("order.test", 2020));
    refused(&address, Some(&expired), &words).await;

    // Renewed for the next connection of clients that are there.
    let tls = ClientTls::new(&none).unwrap();
    let options = ClientOptions {
        tls: Some(tls.clone()),
        ..with(None)
    };
    let client = Client::connect(address.clone(), options).await.unwrap();
    let stock = StockServiceClient::new(Arc::new(client.clone()), ServiceRef::new(STOCK));
    assert!(stock.echo(&Context::new(), None).await.is_err());
    assert!(tls.renew(&none.clone().server_name("no name")).is_err());
    tls.renew(&known).unwrap();
    client.lost().await;
    assert_eq!(stock.echo(&Context::new(), None).await.unwrap(), None);
}

#[tokio::test]
async fn ports_that_do_not_speak_it_are_told_apart() {
    let authority = Authority::new();
    let tls = trusting(&authority).server_name("stock.test");
    // A server of this crate's without TLS hangs up.
    let (plain, _) = stock::start(Limits::default()).await;
    let address = plain.local_addr().to_string();
    refused(
        &address,
        Some(&tls),
        &["as a port without TLS does", &address],
    )
    .await;
    // One that answers something else.
    let address = peer(|_| b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()).await;
    let words = ["does not answer in TLS", "without TLS"];
    refused(&address.to_string(), Some(&tls), &words).await;
    // One that never answers.
    let address = peer(|_| Vec::new()).await.to_string();
    for triple in [false, true] {
        let options = ClientOptions {
            connect_timeout: Duration::from_millis(300),
            ..with(Some(&tls))
        };
        let fault = echo(triple, &address, options).await.unwrap_err();
        let text = fault.to_string();
        assert!(fault.was_not_done(), "{fault:?}");
        assert!(text.contains("not complete after 300ms"), "{text}");
    }
    // Without TLS a port that has nothing else is not served, and one that has both is.
    let server = serve(&authority, None, false).await;
    for triple in [false, true] {
        let address = server.local_addr().to_string();
        let fault = echo(triple, &address, with(None)).await.unwrap_err();
        assert!(fault.is_transport(), "{fault:?}");
    }
    let server = serve(&authority, None, true).await;
    for triple in [false, true] {
        for tls in [None, Some(&tls)] {
            let address = server.local_addr().to_string();
            echo(triple, &address, with(tls)).await.unwrap();
        }
    }
}

/// A peer that answers what it is told to whatever it gets first, and keeps the connection.
async fn peer(answer: fn(&[u8]) -> Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut kept = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut first = [0; 2048];
            let len = stream.read(&mut first).await.unwrap_or_default();
            let _ = stream.write_all(&answer(&first[..len])).await;
            kept.push(stream);
        }
    });
    address
}

/// Triple needs HTTP/2: a TLS server that only speaks HTTP/1.1 says so in the handshake.
#[tokio::test]
async fn triple_asks_for_h2() {
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::crypto::ring;
    use tokio_rustls::rustls::pki_types::pem::PemObject as _;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let authority = Authority::new();
    let (certificate, key) = authority.vouch("stock.test");
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()],
            PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap(),
        )
        .unwrap();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    let tls = trusting(&authority).server_name("stock.test");
    let fault = echo(true, &address, with(Some(&tls))).await.unwrap_err();
    let text = fault.to_string();
    assert!(
        text.contains("not HTTP/2") && fault.was_not_done(),
        "{text}"
    );
}

#[test]
fn what_cannot_be_used_is_named() {
    let authority = Authority::new();
    let own = authority.vouch("order.test");
    let other = authority.vouch("other.test");
    let bytes = |text: &str| Pem::from(text.as_bytes().to_vec());
    let good = || ClientTlsOptions::new(bytes(&authority.pem));
    for (options, words) in [
        (
            ClientTlsOptions::new(bytes("")),
            "authorities: there is none",
        ),
        (
            ClientTlsOptions::new(std::path::PathBuf::from("no/such.pem")),
            "authorities: no/such.pem",
        ),
        (
            good().identity(bytes(""), bytes(&own.1)),
            "certificates: there is none",
        ),
        (good().identity(bytes(&own.0), bytes("x")), "private key"),
        (
            good().identity(bytes(&own.0), bytes(&other.1)),
            "certificates and private key",
        ),
        (good().server_name("two words"), "`two words`"),
    ] {
        let error = ClientTls::new(&options).unwrap_err().to_string();
        assert!(error.contains(words), "no {words:?} in {error}");
    }
    let shown = format!("{:?}", good().identity(bytes(&own.0), bytes(&own.1)));
    assert!(!shown.contains("PRIVATE"), "{shown}");
}
