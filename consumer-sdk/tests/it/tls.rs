//! TLS between the SDK and its providers: whom it is spoken with, and what is said where it cannot be.

use std::collections::HashSet;

use consumer_sdk::{
    ClientTls, ClientTlsOptions, Consumer, ConsumerBuilder, Context, ErrorKind, Pem, ServiceRef,
    TlsUse,
};
use dubbo_rpc::{Tls, TlsOptions};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

use crate::greeter::{Greeter, PATIENCE, Provider, client, greeter, until};

/// TLS of a provider at 127.0.0.1, and of who trusts it.
fn pair() -> (Tls, ClientTls) {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let authority = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let own = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&own, &issuer).unwrap().pem();
    let tls = Tls::new(&TlsOptions {
        certificates: certificate.into_bytes(),
        key: own.serialize_pem().into_bytes(),
        client_authorities: None,
    });
    let trusting = ClientTlsOptions::new(Pem::from(authority.into_bytes()));
    (tls.unwrap(), ClientTls::new(&trusting).unwrap())
}

fn consumer(addresses: &[String]) -> ConsumerBuilder {
    Consumer::builder("tests", addresses.join(","))
}

fn cx() -> Context {
    Context::new().with_timeout(PATIENCE)
}

#[tokio::test]
async fn tls_is_spoken_with_whom_the_reference_says() {
    let (tls, trusting) = pair();
    let secured = Provider::start_in_tls("secured", tls.clone(), false).await;
    let both = Provider::start_in_tls("both", tls, true).await;
    let plain = Provider::start("plain").await;
    let addresses = [
        format!("dubbo://{}?ssl-enabled=true", secured.address()),
        format!("tri://{}?ssl-enabled=true", both.address()),
        format!("dubbo://{}", plain.address()),
    ];
    for (said, listed, reached) in [
        (None, &addresses[..], &["secured", "both"][..]),
        (Some(TlsUse::Always), &addresses, &["secured", "both"]),
        (
            Some(TlsUse::Announced),
            &addresses,
            &["secured", "both", "plain"],
        ),
        // A port with TLS only would take the connection, and end it at the first call.
        (Some(TlsUse::Never), &addresses[1..], &["both", "plain"]),
    ] {
        let consumer = consumer(listed).tls(trusting.clone()).build().unwrap();
        let builder = consumer.refer(ServiceRef::new(greeter::INTERFACE));
        let builder = match said {
            Some(said) => builder.tls(said),
            None => builder,
        };
        let reference = builder.connect().await.unwrap();
        let available = || {
            let states = reference.providers().into_iter();
            states.filter(|state| state.available).count()
        };
        until("those that can be are connected", || {
            available() == reached.len()
        })
        .await;
        let greeter = client(&reference);
        let mut seen = HashSet::new();
        for _ in 0..100 {
            seen.insert(greeter.name(&cx(), "x".to_owned()).await.unwrap());
        }
        let wanted: HashSet<_> = reached.iter().map(|name| format!("{name} x")).collect();
        assert_eq!(seen, wanted, "{said:?}");
    }
}

#[tokio::test]
async fn what_is_missing_is_said() {
    let (tls, _) = pair();
    let secured = Provider::start_in_tls("secured", tls, false).await;
    let addresses = [format!("dubbo://{}?ssl-enabled=true", secured.address())];
    // No TLS on this side.
    let plain = consumer(&addresses).build().unwrap();
    let reference = plain.refer(ServiceRef::new(greeter::INTERFACE));
    let reference = reference.start().unwrap();
    let fault = client(&reference)
        .name(&cx(), "x".to_owned())
        .await
        .unwrap_err();
    let text = fault.to_string();
    assert!(fault.was_not_done(), "{fault:?}");
    assert!(
        text.contains("announces TLS") && text.contains("ConsumerBuilder::tls"),
        "{text}"
    );
    let reference = plain.refer(ServiceRef::new(greeter::INTERFACE));
    let error = reference.tls(TlsUse::Always).start().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    // Other authorities.
    let other = consumer(&addresses).tls(pair().1).build().unwrap();
    let reference = other.refer(ServiceRef::new(greeter::INTERFACE));
    let reference = reference.start().unwrap();
    let fault = client(&reference)
        .name(&cx(), "x".to_owned())
        .await
        .unwrap_err();
    let text = fault.to_string();
    assert!(fault.was_not_done(), "{fault:?}");
    assert!(text.contains("none of the trusted authorities"), "{text}");
}
