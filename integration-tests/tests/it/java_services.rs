//! An SSM order service (Dubbo 2.7.23) and an SSM mall service (Dubbo 3.3.6), as a Java team builds them, run unchanged
//! against a Java provider of the stock interfaces and against the stock center: their answers are the same.

use integration_tests::java::{self, JavaServer};
use integration_tests::mariadb::MariaDb;
use integration_tests::nacos::{Auth, Nacos, Version};
use integration_tests::ports::PortLease;
use integration_tests::stock_center::StockCenter;
use serde_json::{Value, json};

use crate::java_support::{SKUS, WAREHOUSE, java_settings, stock_level};
use crate::story::tale;

/// Both services, and where their HTTP is.
struct Services {
    _order: JavaServer,
    _mall: JavaServer,
    order_url: String,
    mall_url: String,
    http: reqwest::Client,
    _leases: [PortLease; 2],
}

/// A database of the service's own: on MariaDB where there is one, else H2 in the service's memory.
async fn database(name: &str) -> Vec<String> {
    let Some(server) = MariaDb::shared().await else {
        return vec![
            "--db".into(),
            format!("jdbc:h2:mem:{name};MODE=MySQL;DB_CLOSE_DELAY=-1"),
        ];
    };
    let url = server.create_database().await.unwrap();
    let (login, place) = url
        .strip_prefix("mysql://")
        .unwrap()
        .split_once('@')
        .unwrap();
    let (user, password) = login.split_once(':').unwrap();
    vec![
        "--db".into(),
        format!("jdbc:mysql://{place}?useSSL=false&allowPublicKeyRetrieval=true"),
        "--db-user".into(),
        user.to_owned(),
        "--db-password".into(),
        password.to_owned(),
    ]
}

impl Services {
    /// Starts both against the stock provider found by `find`, such as `["--direct", "127.0.0.1:20880"]`.
    async fn start(find: [&str; 2]) -> Self {
        let leases = [
            PortLease::take(&[0]).unwrap(),
            PortLease::take(&[0]).unwrap(),
        ];
        let mut started = Vec::new();
        for (lease, module, class) in [
            (&leases[0], "order-service", "com.autoparts.order.Main"),
            (&leases[1], "mall-service", "com.autoparts.mall.Main"),
        ] {
            let port = lease.port().to_string();
            let database = database(module).await;
            let mut arguments = vec!["--port", &port, find[0], find[1]];
            arguments.extend(database.iter().map(String::as_str));
            started.push(JavaServer::start(module, class, &arguments).await.unwrap());
        }
        let mall = started.pop().unwrap();
        let order = started.pop().unwrap();
        Self {
            order_url: format!("http://127.0.0.1:{}", leases[0].port()),
            mall_url: format!("http://127.0.0.1:{}", leases[1].port()),
            _order: order,
            _mall: mall,
            http: reqwest::Client::new(),
            _leases: leases,
        }
    }

    /// Status and body.
    async fn get(&self, url: String) -> Value {
        let answer = self.http.get(url).send().await.unwrap();
        let status = answer.status().as_u16();
        let body: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        json!({ "status": status, "body": body })
    }

    async fn post(&self, url: String, body: Value) -> Value {
        let request = self
            .http
            .post(url)
            .header("content-type", "application/json")
            .body(body.to_string());
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        let body: Value = serde_json::from_str(&text).unwrap_or(Value::String(text));
        json!({ "status": status, "body": body })
    }

    async fn place(&self, order_no: &str, lines: Value) -> Value {
        let body = json!({ "orderNo": order_no, "buyerId": "buyer-件", "warehouse": WAREHOUSE, "lines": lines });
        self.post(format!("{}/orders", self.order_url), body).await
    }

    async fn step(&self, order_no: &str, step: &str) -> Value {
        let body = if step == "pay" {
            json!({ "payNo": format!("pay-{order_no}") })
        } else {
            json!({})
        };
        self.post(format!("{}/orders/{order_no}/{step}", self.order_url), body)
            .await
    }

    async fn browse(&self) -> Value {
        let skus = SKUS.join(",");
        self.get(format!(
            "{}/parts?skus={skus}&warehouse={WAREHOUSE}",
            self.mall_url
        ))
        .await
    }

    async fn cart(&self, sku: &str, quantity: i64) -> Value {
        let url = format!("{}/carts/buyer-1?warehouse={WAREHOUSE}", self.mall_url);
        self.post(url, json!({ "sku": sku, "quantity": quantity }))
            .await
    }

    /// Browse, cart, place, pay, cancel, and what goes wrong with each. Names and answers.
    async fn flow(&self, run: &str) -> Vec<(String, Value)> {
        let [a, b] = SKUS;
        let one = |sku: &str, quantity: i64| json!([{ "sku": sku, "quantity": quantity }]);
        let no = |name: &str| format!("{run}-{name}");
        let mut seen: Vec<(String, Value)> = Vec::new();
        let mut note =
            |name: &str, answer: Value| seen.push((name.to_owned(), normal(answer, run)));

        for (sku, title, price) in [(a, "前制动片 😀", 8990), (b, "机油滤清器", 2590)] {
            let body = json!({ "sku": sku, "title": title, "priceMinor": price });
            note(
                "part on the shelf",
                self.post(format!("{}/parts", self.mall_url), body).await,
            );
        }
        note("browse", self.browse().await);
        note("into the cart", self.cart(a, 3).await);
        note("more than there is into the cart", self.cart(a, 1000).await);
        note(
            "an unknown part into the cart",
            self.cart("NO-SUCH-PART", 1).await,
        );

        let lines = json!([{ "sku": a, "quantity": 3 }, { "sku": b, "quantity": 1 }]);
        note("place", self.place(&no("1"), lines.clone()).await);
        note("place again", self.place(&no("1"), lines).await);
        note("browse after placing", self.browse().await);
        note("pay", self.step(&no("1"), "pay").await);
        note("pay again", self.step(&no("1"), "pay").await);
        note("cancel what is paid", self.step(&no("1"), "cancel").await);

        note("place a second", self.place(&no("2"), one(a, 2)).await);
        note("cancel it", self.step(&no("2"), "cancel").await);
        note("cancel it again", self.step(&no("2"), "cancel").await);
        note("pay what is cancelled", self.step(&no("2"), "pay").await);
        note("browse after cancelling", self.browse().await);

        note("place too much", self.place(&no("3"), one(a, 1000)).await);
        note("place the same part twice, together too much", {
            let lines = json!([{ "sku": a, "quantity": 60 }, { "sku": a, "quantity": 60 }]);
            self.place(&no("4"), lines).await
        });
        note(
            "place an unknown part",
            self.place(&no("5"), one("NO-SUCH-PART", 1)).await,
        );
        note(
            "place nothing of a part",
            self.place(&no("6"), one(a, 0)).await,
        );
        note("place without lines", self.place(&no("7"), json!([])).await);
        note(
            "an unknown order",
            self.get(format!("{}/orders/{}", self.order_url, no("x")))
                .await,
        );
        note("the rest", self.place(&no("8"), one(a, 97)).await);
        note("nothing is left", self.place(&no("9"), one(a, 1)).await);
        note("browse the empty shelf", self.browse().await);
        seen
    }
}

/// The answer without what differs from run to run: numbers the provider gives.
fn normal(answer: Value, run: &str) -> Value {
    match answer {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(key, value)| {
                    let value = match (&*key, value) {
                        ("reservationNo", Value::String(_)) => json!("<a number>"),
                        (_, value) => normal(value, run),
                    };
                    (key, value)
                })
                .collect(),
        ),
        Value::Array(items) => items.into_iter().map(|item| normal(item, run)).collect(),
        Value::String(text) => Value::String(text.replace(run, "<run>")),
        other => other,
    }
}

async fn levels(address: &str) {
    stock_level(address, SKUS[0], 100).await;
    stock_level(address, SKUS[1], 4).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ssm_services_answer_the_same_on_a_java_provider_and_on_ours() {
    if !java::available() {
        return;
    }
    let lease = PortLease::take(&[0]).unwrap();
    let port = lease.port().to_string();
    let address = format!("127.0.0.1:{port}");
    let with_java = {
        let _provider = JavaServer::start(
            "stock-provider-java",
            "com.autoparts.stock.ref.StockProvider",
            &[
                "--port",
                &port,
                "--skus",
                &SKUS.join(","),
                "--warehouses",
                WAREHOUSE,
            ],
        )
        .await
        .unwrap();
        levels(&address).await;
        Services::start(["--direct", &address])
            .await
            .flow("run-java")
            .await
    };

    // Its own: in a shared one the services would find the stock center of another test.
    let nacos = Nacos::start(Version::V2, Auth::Off).await.unwrap();
    let center = StockCenter::start(&java_settings(&nacos.registry_url()))
        .await
        .unwrap();
    levels(&center.address()).await;
    let with_ours = Services::start(["--nacos", &nacos.server_addr()])
        .await
        .flow("run-ours")
        .await;

    for (java, ours) in with_java.iter().zip(&with_ours) {
        println!("{}: {}", java.0, java.1);
        assert_eq!(java, ours);
    }
    assert_eq!(with_java.len(), with_ours.len());
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
    center.stop().await.unwrap();
}

/// An order placed while stock is away is neither lost nor guessed at: it waits, and the same request settles it later.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_placed_while_stock_is_away_settles_when_it_is_back() {
    if !java::available() {
        return;
    }
    let center = StockCenter::start(&java_settings("")).await.unwrap();
    levels(&center.address()).await;
    let services = Services::start(["--direct", &center.address()]).await;
    let lines = json!([{ "sku": SKUS[0], "quantity": 1 }]);
    let part = json!({ "sku": SKUS[0], "title": "前制动片", "priceMinor": 8990 });
    services
        .post(format!("{}/parts", services.mall_url), part)
        .await;
    center.kill9().await;

    let placed = services.place("away-1", lines.clone()).await;
    assert_eq!(placed["status"], 200, "{placed}");
    assert_eq!(placed["body"]["code"], "TIMEOUT_UNKNOWN", "{placed}");
    assert_eq!(placed["body"]["order"]["state"], "PLACING", "{placed}");
    let shelf = services.browse().await;
    assert_eq!(
        shelf["body"][0]["band"], "UNKNOWN",
        "the page has to stay up: {shelf}"
    );

    center.launch().await.unwrap();
    let mut settled = Value::Null;
    for _ in 0..60 {
        settled = services.place("away-1", lines.clone()).await;
        if settled["body"]["order"]["state"] == "UNPAID" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    assert_eq!(settled["body"]["order"]["state"], "UNPAID", "{settled}");
    // Held once: 99 of the 100 are left.
    let rest = json!([{ "sku": SKUS[0], "quantity": 100 }]);
    let refused = services.place("away-2", rest).await;
    assert_eq!(refused["body"]["shortages"][0]["have"], 99, "{refused}");
    center.stop().await.unwrap();
}

/// The settlement page sources, the order page follows, the buyer gives up or sends back: the services' flows after the payment.
#[tokio::test(flavor = "multi_thread")]
async fn ssm_services_source_follow_and_send_back() {
    if !java::available() {
        return;
    }
    let center = StockCenter::start(&java_settings("")).await.unwrap();
    let services = Services::start(["--direct", &center.address()]).await;
    let (order_url, mall_url) = (&services.order_url, &services.mall_url);
    let part = tale::PART;

    let vehicle = services
        .get(format!("{mall_url}/vehicles/{}", tale::VIN))
        .await;
    assert_eq!(vehicle["body"]["data"]["known"], true, "{vehicle}");
    let fits = services
        .get(format!(
            "{mall_url}/vehicles/{}/fits?skus={part}",
            tale::VIN
        ))
        .await;
    assert_eq!(fits["body"]["data"][0]["fitment"], "FITS", "{fits}");
    let substitutes = services
        .get(format!(
            "{mall_url}/parts/{part}/substitutes?vin={}&area=440106",
            tale::VIN
        ))
        .await;
    assert_eq!(substitutes["body"]["code"], "OK", "{substitutes}");
    let promise = services
        .get(format!(
            "{mall_url}/parts/{part}/promise?quantity=2&area=440106"
        ))
        .await;
    assert!(
        promise["body"]["data"]["earliestFull"].is_number(),
        "{promise}"
    );

    let lines = json!([{ "sku": part, "quantity": 2 }]);
    for name in ["kept", "given-up"] {
        let mut order =
            json!({ "orderNo": name, "buyerId": "b", "areaCode": "440106", "lines": lines });
        let plan = services
            .post(format!("{order_url}/settlement"), order.clone())
            .await;
        assert_eq!(plan["body"]["data"]["complete"], true, "{plan}");
        order["planNo"] = plan["body"]["data"]["planNo"].clone();
        let placed = services.post(format!("{order_url}/orders"), order).await;
        assert_eq!(placed["body"]["order"]["state"], "UNPAID", "{placed}");
        let paid = services.step(name, "pay").await;
        assert_eq!(paid["body"]["order"]["state"], "PAID", "{paid}");
    }
    let early =
        json!({ "returnNo": "RT-1", "lines": [{ "orderLineNo": 1, "sku": part, "quantity": 1 }] });
    let refused = services
        .post(format!("{order_url}/orders/kept/returns"), early)
        .await;
    assert_eq!(
        refused["body"]["code"], "RETURN_EXCEEDS_SIGNED",
        "nothing is signed for yet: {refused}"
    );
    let given_up = services.step("given-up", "give-up").await;
    assert_eq!(given_up["body"][0]["code"], "OK", "{given_up}");
    for (name, last) in [("kept", "CONFIRM"), ("given-up", "DEALLOC")] {
        let trace = services
            .get(format!("{order_url}/orders/{name}/trace"))
            .await;
        let events = trace["body"]["data"]["events"].as_array().unwrap();
        assert_eq!(events.last().unwrap()["movement"], last, "{trace}");
    }
    let checked = center.run(&["check"]).unwrap();
    assert!(checked.contains("all invariants hold"), "{checked}");
    center.stop().await.unwrap();
}
