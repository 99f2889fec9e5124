//! TLS on the port, with and without certificates of the callers.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::hessian2::Value;
use dubbo_rpc::{Limits, ServerHandle, Tls, TlsOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::caller::{Caller, PATIENCE};
use crate::authority::{Authority, options};
use crate::peer::Request;
use crate::stock::{self, MemStock};

async fn serve(tls: Tls, plain: bool, limits: Limits) -> ServerHandle {
    stock::builder(Arc::new(MemStock::default()), limits)
        .tls(tls, plain)
        .start()
        .await
        .unwrap()
}

async fn connect(
    address: SocketAddr,
    authority: &Authority,
    own: Option<&(String, String)>,
    alpn: &[&[u8]],
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(authority.pem.as_bytes()).unwrap())
        .unwrap();
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots);
    let mut config = match own {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => builder
            .with_client_auth_cert(
                vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()],
                PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap(),
            )
            .unwrap(),
    };
    config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("stock.test").unwrap();
    timeout(
        PATIENCE,
        TlsConnector::from(Arc::new(config)).connect(name, stream),
    )
    .await
    .unwrap()
}

async fn echo_over(stream: TlsStream<TcpStream>) -> bool {
    let Ok(Ok((send, connection))) = timeout(PATIENCE, h2::client::handshake(stream)).await else {
        return false;
    };
    let mut caller = Caller::of(send, connection);
    let ready = timeout(PATIENCE, caller.send.clone().ready())
        .await
        .unwrap();
    if ready.is_err() {
        return false;
    }
    let (response, mut body) = caller.open(super::caller::head("echo"), false).await;
    if body
        .send_data(super::caller::echo_frame("x").into(), true)
        .is_err()
    {
        return false;
    }
    let answer = super::caller::answer(response).await;
    answer.is_ok_and(|answer| answer.value().0 == Value::from("x"))
}

#[tokio::test]
async fn every_protocol_goes_through_tls() {
    let authority = Authority::new();
    let tls = Tls::new(&options(&authority, None)).unwrap();
    let server = serve(tls.clone(), false, Limits::default()).await;
    let address = server.local_addr();
    let stream = connect(address, &authority, None, &[b"h2"]).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    assert!(echo_over(stream).await);
    let mut stream = connect(address, &authority, None, &[b"http/1.1"])
        .await
        .unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut answer = vec![0; 12];
    timeout(PATIENCE, stream.read_exact(&mut answer))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(answer, b"HTTP/1.1 404");
    // dubbo:// names no protocol in ALPN.
    let mut stream = connect(address, &authority, None, &[]).await.unwrap();
    stream
        .write_all(&Request::echo(7, "x").bytes())
        .await
        .unwrap();
    let mut head = [0; 16];
    timeout(PATIENCE, stream.read_exact(&mut head))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((head[3], head[11]), (20, 7));
    // Plain bytes are not answered on this port.
    let mut plain = TcpStream::connect(address).await.unwrap();
    plain
        .write_all(&Request::echo(7, "x").bytes())
        .await
        .unwrap();
    let mut rest = Vec::new();
    let _ = timeout(PATIENCE, plain.read_to_end(&mut rest))
        .await
        .expect("closed");
    assert!(rest.is_empty());

    // Renewed: who trusts the new authority only is served, on the same port.
    let other = Authority::new();
    assert!(connect(address, &other, None, &[b"h2"]).await.is_err());
    tls.renew(&options(&other, None)).unwrap();
    assert!(echo_over(connect(address, &other, None, &[b"h2"]).await.unwrap()).await);
    let broken = TlsOptions {
        key: b"none".to_vec(),
        ..options(&other, None)
    };
    assert!(
        tls.renew(&broken)
            .unwrap_err()
            .to_string()
            .contains("private key")
    );
    let empty = TlsOptions {
        certificates: Vec::new(),
        ..options(&other, None)
    };
    assert!(Tls::new(&empty).is_err());
    assert!(echo_over(connect(address, &other, None, &[b"h2"]).await.unwrap()).await);
}

#[tokio::test]
async fn case_c21_callers_show_certificates_that_are_believed() {
    let (authority, clients) = (Authority::new(), Authority::new());
    let tls = Tls::new(&options(&authority, Some(&clients))).unwrap();
    let server = serve(tls, true, Limits::default()).await;
    let address = server.local_addr();
    let known = clients.vouch("order.test");
    assert!(
        echo_over(
            connect(address, &authority, Some(&known), &[b"h2"])
                .await
                .unwrap()
        )
        .await
    );
    // Without one, or with one of somebody else's, nothing is served; TLS 1.3 tells it after the handshake.
    let unknown = Authority::new().vouch("order.test");
    for own in [None, Some(&unknown)] {
        let served = match connect(address, &authority, own, &[b"h2"]).await {
            Ok(stream) => echo_over(stream).await,
            Err(_) => false,
        };
        assert!(!served);
    }
    // This server also speaks plainly.
    let mut caller = Caller::connect(address).await;
    assert_eq!(caller.echo("plain").await.value().0, Value::from("plain"));
}

#[tokio::test]
async fn case_c18_handshakes_that_never_end_are_closed() {
    let authority = Authority::new();
    let tls = Tls::new(&options(&authority, None)).unwrap();
    let limits = Limits {
        frame_read: Duration::from_secs(3),
        ..Limits::default()
    };
    let server = serve(tls, false, limits).await;
    let mut silent = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(server.local_addr()).await.unwrap();
        // A record that promises a ClientHello.
        stream.write_all(&[0x16, 3, 1, 2, 0, 1, 0]).await.unwrap();
        silent.push(stream);
    }
    // Accepts are not held up by them.
    assert!(
        echo_over(
            connect(server.local_addr(), &authority, None, &[b"h2"])
                .await
                .unwrap()
        )
        .await
    );
    for mut stream in silent {
        let mut rest = Vec::new();
        let _ = timeout(PATIENCE, stream.read_to_end(&mut rest))
            .await
            .expect("closed in time");
    }
    assert!(server.stats().broken_connections >= 50);
}
