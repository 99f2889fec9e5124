//! Any bytes on a `dubbo://` connection, cut anywhere: frames, requests, typed and generic arguments, replies.
#![no_main]

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use dubbo_rpc::{Context, Fault, Provider};
use hessian2::{Limits, Value};
use libfuzzer_sys::fuzz_target;
use sample::Everything;

#[path = "../../tests/it/sample.rs"]
#[allow(dead_code)]
mod sample;

#[dubbo_rpc::service(interface = "f.S")]
trait Probe {
    /// A field of every type, there and back.
    #[dubbo(name = "e")]
    async fn everything(&self, cx: &Context, all: Everything) -> Result<Everything, Fault>;
    /// Collections, also from generic calls.
    #[dubbo(name = "c")]
    async fn collections(
        &self,
        cx: &Context,
        texts: Vec<Option<String>>,
        counts: BTreeMap<String, i64>,
    ) -> Result<BTreeMap<String, i64>, Fault>;
    /// Any value.
    #[dubbo(name = "v")]
    async fn value(&self, cx: &Context, value: Value) -> Result<Value, Fault>;
}

struct Echo;

impl Probe for Echo {
    async fn everything(&self, _cx: &Context, all: Everything) -> Result<Everything, Fault> {
        Ok(all)
    }

    async fn collections(
        &self,
        _cx: &Context,
        texts: Vec<Option<String>>,
        counts: BTreeMap<String, i64>,
    ) -> Result<BTreeMap<String, i64>, Fault> {
        Ok(texts.into_iter().flatten().map(|text| (text, 1)).chain(counts).collect())
    }

    async fn value(&self, _cx: &Context, value: Value) -> Result<Value, Fault> {
        Ok(value)
    }
}

static PROVIDER: LazyLock<Provider> = LazyLock::new(|| Provider::new(ProbeServer(Arc::new(Echo))));

/// The header the fuzzer would have to find: a two-way request, hessian2, with a right length.
fn framed(body: &[u8]) -> Vec<u8> {
    let mut frame = vec![0xda, 0xbb, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    frame.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes());
    frame.extend(body);
    frame
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&how, bytes)) = bytes.split_first() else { return };
    LazyLock::force(&PROVIDER);
    // Half of the runs give the frame for free, half of those the head of a request and the mode of a generic call.
    let frame = match how % 4 {
        0 | 1 => bytes.to_vec(),
        2 => framed(bytes),
        _ => {
            let (method, descriptor) = match how / 4 % 4 {
                0 => ("e", <Everything as hessian2::JavaType>::descriptor()),
                1 => ("c", "Ljava/util/List;Ljava/util/Map;".into()),
                2 => ("v", "Ljava/lang/Object;".into()),
                _ => {
                    ("$invoke", "Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;".into())
                }
            };
            let mut e = hessian2::Encoder::new();
            for text in ["2.0.2", "f.S", "0.0.0", method, &*descriptor] {
                e.write(text).expect("text can be written");
            }
            let mut body = e.into_vec();
            body.extend(bytes);
            if method == "$invoke" {
                let mode = ["true", "bean", "gson", "raw.return"][usize::from(how / 16) % 4];
                let mut e = hessian2::Encoder::new();
                e.write(&BTreeMap::from([("generic", mode)])).expect("text can be written");
                body.extend(e.into_vec());
            }
            framed(&body)
        }
    };
    let cost = allocation_counter::measure(|| {
        let _ = PROVIDER.receive(&frame, usize::from(how) * 7 + 1);
    });
    // The request is read in up to three forms at a time, each within the codec's budget, and its answer is built.
    let limits = Limits::default();
    let most = 4 * (frame.len() * limits.expansion + limits.expansion_floor);
    assert!(cost.bytes_max <= most as u64, "{} for {}", cost.bytes_max, frame.len());
});
