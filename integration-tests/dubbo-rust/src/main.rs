//! dubbo-rust 0.4.0 as a peer: `caller HOST:PORT ORDER SKU` orders of a stock center, `dialogue HOST:PORT` calls in all four kinds, `provider PORT` answers them.
//! Each call says a line of JSON: `{"case": …, "ok": …, "detail": …}`.

use std::pin::Pin;

use dubbo::codegen::{async_trait, Decoding, Request, Response};
use dubbo::config::{
    protocol::Protocol, provider::ProviderConfig, service::ServiceConfig, RootConfig,
};
use dubbo::status::{Code, Status};
use dubbo::Dubbo;
use futures_util::{Stream, StreamExt};

#[allow(clippy::all)]
mod contract {
    include!(concat!(env!("OUT_DIR"), "/com.autoparts.stock.v1.rs"));
}
#[allow(clippy::all)]
mod dialogue {
    include!(concat!(env!("OUT_DIR"), "/com.autoparts.dialogue.rs"));
}

use contract::stock_reservation_service_client::StockReservationServiceClient;
use contract::{CancelReq, OccupyLine, OpContext, PreOccupyReq};
use dialogue::dialogue_client::DialogueClient;
use dialogue::dialogue_server::{register_server, Dialogue};
use dialogue::Line;

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["caller", place, order, sku] => caller(place, order, sku).await,
        ["dialogue", place] => dialogue(place).await,
        ["provider", port] => provider(port).await,
        _ => {
            eprintln!("caller HOST:PORT ORDER SKU | dialogue HOST:PORT | provider PORT");
            std::process::exit(2);
        }
    }
}

const DIALOGUE: &str = "com.autoparts.dialogue.Dialogue";

/// An address as its static registry takes it.
fn at(place: &str, interface: &str) -> String {
    format!("tri://{place}/{interface}?interface={interface}")
}

fn told(case: &str, outcome: Result<String, Status>) {
    let (ok, detail) = match outcome {
        Ok(detail) => (true, detail),
        Err(status) => (false, format!("{status:?}")),
    };
    println!(
        "{}",
        serde_json::json!({"case": case, "ok": ok, "detail": detail})
    );
}

fn context(biz_no: &str) -> Option<OpContext> {
    Some(OpContext {
        source_system: Some("dubbo-rust".to_owned()),
        biz_no: Some(biz_no.to_owned()),
        ..OpContext::default()
    })
}

async fn caller(place: &str, order: &str, sku: &str) {
    let mut stock = StockReservationServiceClient::connect(at(
        place,
        "com.autoparts.stock.v1.StockReservationService",
    ));
    let mut pre_occupy = async |order: &str, quantity: i64| {
        let request = PreOccupyReq {
            context: context(order),
            order_no: Some(order.to_owned()),
            lines: vec![OccupyLine {
                sku: Some(sku.to_owned()),
                quantity,
                ..OccupyLine::default()
            }],
            ..PreOccupyReq::default()
        };
        let reply = stock.pre_occupy(Request::new(request)).await;
        reply.map(|reply| reply.into_parts().1.code.unwrap_or_default())
    };
    told("preOccupy", pre_occupy(order, 2).await);
    told("preOccupy.again", pre_occupy(order, 2).await);
    told(
        "preOccupy.short",
        pre_occupy(&format!("{order}-LARGE"), 1_000_000).await,
    );
    let request = CancelReq {
        context: context(&format!("{order}-C")),
        order_no: Some(order.to_owned()),
        ..CancelReq::default()
    };
    let reply = stock.cancel(Request::new(request)).await;
    told(
        "cancel",
        reply.map(|reply| reply.into_parts().1.code.unwrap_or_default()),
    );
}

fn line(text: &str, number: i64) -> Line {
    Line {
        text: text.to_owned(),
        number,
    }
}

async fn dialogue(place: &str) {
    let mut peer = DialogueClient::connect(at(place, DIALOGUE));
    let said = peer.say(Request::new(line("刹车片 \u{1f697}", 7))).await;
    told("say", said.map(|said| text(&said.into_parts().1)));
    told(
        "count",
        all(peer.count(Request::new(line("n", 3))).await).await,
    );
    let lines = || futures_util::stream::iter([line("a", 1), line("b", 2), line("c", 3)]);
    let collected = peer.collect(lines()).await;
    told(
        "collect",
        collected.map(|collected| text(&collected.into_parts().1)),
    );
    told("converse", all(peer.converse(lines()).await).await);
    told(
        "say.refused",
        peer.say(Request::new(line("refuse", 0)))
            .await
            .map(|said| text(&said.into_parts().1)),
    );
}

fn text(line: &Line) -> String {
    format!("{}:{}", line.text, line.number)
}

async fn all(reply: Result<Response<Decoding<Line>>, Status>) -> Result<String, Status> {
    let (_, mut lines) = reply?.into_parts();
    let mut seen = Vec::new();
    while let Some(line) = lines.next().await {
        seen.push(text(&line?));
    }
    Ok(seen.join(" "))
}

struct Answers;

type Lines = Pin<Box<dyn Stream<Item = Result<Line, Status>> + Send>>;

#[async_trait]
impl Dialogue for Answers {
    async fn say(&self, request: Request<Line>) -> Result<Response<Line>, Status> {
        let said = request.into_inner();
        if said.text == "refuse" {
            return Err(Status::new(
                Code::FailedPrecondition,
                "refused as asked".to_owned(),
            ));
        }
        Ok(Response::new(said))
    }

    type CountStream = Lines;

    async fn count(&self, request: Request<Line>) -> Result<Response<Lines>, Status> {
        let asked = request.into_inner();
        let lines = (1..=asked.number).map(move |number| Ok(line(&asked.text, number)));
        Ok(Response::new(Box::pin(futures_util::stream::iter(
            lines.collect::<Vec<_>>(),
        ))))
    }

    async fn collect(&self, request: Request<Decoding<Line>>) -> Result<Response<Line>, Status> {
        let mut lines = request.into_inner();
        let mut sum = line("", 0);
        while let Some(next) = lines.next().await {
            let next = next?;
            sum = line(
                &format!("{}{}", sum.text, next.text),
                sum.number + next.number,
            );
        }
        Ok(Response::new(sum))
    }

    type ConverseStream = Lines;

    async fn converse(&self, request: Request<Decoding<Line>>) -> Result<Response<Lines>, Status> {
        let lines = request.into_inner();
        Ok(Response::new(Box::pin(lines.map(|next| {
            next.map(|said| line(&said.text, said.number * 10))
        }))))
    }
}

async fn provider(port: &str) {
    register_server(Answers);
    let protocol = Protocol::default()
        .name("tri".to_owned())
        .ip("127.0.0.1".to_owned())
        .port(port.to_owned());
    let service = ServiceConfig::default()
        .interface(DIALOGUE.to_owned())
        .version("1.0.0".to_owned())
        .group("dialogue".to_owned())
        .protocol("tri".to_owned());
    let mut config = RootConfig::new();
    config.protocols.insert("tri".to_owned(), protocol);
    let mut provider = ProviderConfig::new();
    provider.services.insert(DIALOGUE.to_owned(), service);
    config.provider = provider;
    Dubbo::new().with_config(config).start().await;
}
