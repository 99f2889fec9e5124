//! The cases of h2spec, which asks servers about RFC 7540 and 7541 (2.6.0, groups `generic`, `http2` and `hpack`), against the port; sections
//! are those of h2spec, whose numbers are RFC 7540's.
//!
//! Stricter than there: a connection error is a GOAWAY with a code that is allowed and then the end, a stream error is a RST_STREAM with
//! such a code on a connection that goes on; closing without a word counts only where a case says so. Who treats a stream error as one of the
//! connection may (RFC 9113, 5.4.1), and PROTOCOL_ERROR may stand in the place of any other code (5.4): where h2 does so, the case allows
//! it and says it (`GENERIC`, `STRICTER`).

mod case;
mod frames;
mod generic;
mod hpack;
mod messages;
mod streams;
pub mod wire;

use std::sync::Arc;

use dubbo_rpc::{Document, Limits, ServerHandle};

use crate::stock::{self, MemStock};
use crate::triple::caller::Caller;
use case::Case;

/// Cases that break the RFC: section, name, reason. Each is run, and has to fail.
const KNOWN_FAILURES: &[(&str, &str, &str)] = &[(
    "8.1.2.1",
    "a pseudo-header in trailers that end the request",
    "h2 0.4.20 drops pseudo-headers of trailers without a look, where RFC 9113, 8.1, has the request reset; trailers of requests are read by \
     nobody here, so that nothing comes of it",
)];

async fn serve() -> ServerHandle {
    let document = Document {
        path: "/".to_owned(),
        content_type: "text/plain",
        body: "a document".into(),
    };
    stock::builder(Arc::new(MemStock::default()), Limits::default())
        .document(document)
        .start()
        .await
        .unwrap()
}

/// Runs a table; every case has to go as it must, but those that are known not to.
async fn check(cases: Vec<Case>) {
    let server = serve().await;
    let mut wrong = Vec::new();
    for case in &cases {
        let (section, name) = (case.section, case.name);
        let listed = KNOWN_FAILURES
            .iter()
            .find(|known| (known.0, known.1) == (section, name));
        match (case.run(server.local_addr()).await, listed) {
            (Ok(()), None) | (Err(_), Some(_)) => {}
            (Ok(()), Some((.., reason))) => wrong.push(format!(
                "{section} {name}: it goes well, and is listed as a known failure: {reason}"
            )),
            (Err(why), None) => wrong.push(format!("{section} {name}: {why}")),
        }
    }
    let (count, of) = (wrong.len(), cases.len());
    assert!(wrong.is_empty(), "{count} of {of}:\n{}", wrong.join("\n"));
    // Others are served after all that.
    let mut caller = Caller::connect(server.local_addr()).await;
    let answer = caller.echo("well").await;
    assert_eq!(answer.status(), "0");
}
