//! The contract as a page to read.

use std::fmt::Write as _;

use super::model::{Class, Contract, Service, simple};
use crate::code::ResultCode;
use crate::code_set::CodeSet;
use crate::event;

const INTRODUCTION: &str = "\
<!-- @generated from the Rust types of crate dubbo-api by `cargo xtask api`. Do not edit. -->
# The contract (库存中心接口)

One source: the Rust types of `dubbo-api`. From them come the Java 8 jar (`dubbo-api/java`), the protobuf files
(`dubbo-api/proto`), the OpenAPI document, the events' schemas and the service definitions (`dubbo-api/schema`), and this page.

Rules that hold for every version:

- Fields and methods are only ever added. A field that a caller does not know is ignored; one that it does not send is null.
- Null and the empty string are the same \"absent\"; null and the empty list are the same.
- Quantities are `long`, in base units (pieces; millilitres for fluids), 1 to 2^40 in a request. Amounts of money are `long` in
  the smallest currency unit (fen). Times are `java.util.Date`; the database's clock decides, the caller's is only stored.
- Codes are `String`: a newer server may send one that an older jar does not name.
- A refusal is an answer with a code. An exception means that something broke on the way.
- Every write carries `OpContext`: the same (tenant, sourceSystem, kind of write, bizNo, opSeq) takes effect once, and the answer is
  stored. Sending a write again, by Dubbo's retries or by the caller, is safe and answers `OK_DUPLICATE` with the first result.
  After a lost answer `getByKey` tells what became of it. A refusal is remembered for 60 seconds; the same key may then succeed.
- The protobuf package is `com.autoparts.stock.v1`; an absent `optional` is null, times are milliseconds since the epoch.

## How to call

From Java (8 or later; Dubbo 2.6, 2.7 or 3.x): `mvn -f dubbo-api/java/pom.xml install`, then

```xml
<dependency>
  <groupId>com.autoparts</groupId>
  <artifactId>stock-api</artifactId>
  <version>VERSION</version>
</dependency>
```

and in the Spring XML, beside your application and registry, `<import resource=\"classpath:stock-consumer.xml\"/>`
(`stock-consumer-alibaba.xml` where the old namespace is used; Dubbo 2.6.12, 2.7.23, 3.2.19 and 3.3.6 read both).

```java
PreOccupyReq request = new PreOccupyReq();
OpContext context = new OpContext();
context.setSourceSystem(\"order\");
context.setBizNo(orderNo);
request.setContext(context);
request.setOrderNo(orderNo);
OccupyLine line = new OccupyLine();
line.setSku(\"BRK-0986494\");
line.setQuantity(2);
request.getLines().add(line);
Result<Reservation> result = stockReservationService.preOccupy(request);
if (!result.succeeded()) {
    // result.getCode() is one of ResultCode; result.getShortages() lists every short line.
}
```

From Rust the same trait calls a remote stock center and hosts one:

```rust,ignore
let reply = stock.pre_occupy(&cx, PreOccupyReq {
    context: Some(OpContext { source_system: Some(\"order\".into()), biz_no: Some(order_no.into()), ..Default::default() }),
    order_no: order_no.into(),
    lines: vec![OccupyLine { sku: \"BRK-0986494\".into(), quantity: Quantity(2), ..Default::default() }],
    ..Default::default()
}).await?;
let reservation = reply.into_data()?;
```

From protobuf: `proto/stock_reservation_service.proto`, path `/com.autoparts.stock.v1.StockReservationService/PreOccupy`.
";

/// The whole page.
pub(super) fn page(contract: &Contract) -> String {
    let mut out = INTRODUCTION.replace("VERSION", env!("CARGO_PKG_VERSION"));
    out.push_str("\n## Interfaces\n\nPackage `com.autoparts.stock.api`.\n");
    for service in &contract.services {
        out += &methods(service);
    }
    out += &result_codes();
    out.push_str("\n## Sets of codes\n");
    for set in contract
        .code_sets
        .iter()
        .filter(|set| set.name != ResultCode::SET.name)
    {
        out += &codes(set);
    }
    out.push_str(
        "\n## Classes\n\nTypes are Java's. What is not said to be required may be null.\n",
    );
    for class in contract.call_classes() {
        out += &fields(class);
    }
    out += &events(contract);
    out
}

fn methods(service: &Service) -> String {
    let mut out = format!(
        "\n### {}\n\n{}\n\n| method | what it does |\n|---|---|\n",
        simple(&service.name),
        service.doc.trim()
    );
    for method in &service.methods {
        let params: Vec<_> = method
            .params
            .iter()
            .map(|p| format!("{} {}", p.ty.java(), p.name))
            .collect();
        let _ = writeln!(
            out,
            "| `{} {}({})` | {} |",
            method.returns.java(),
            method.name,
            params.join(", "),
            cell(&method.doc)
        );
    }
    out
}

fn cell(text: &str) -> String {
    text.trim().replace('\n', " ").replace('|', "\\|")
}

fn result_codes() -> String {
    let mut out = String::from(
        "\n## Result codes\n\n\"Again\" means: the same call with the same key may be sent again and may then succeed.\n\n\
         | code | meaning | 含义 | again | what to do | 处理建议 |\n|---|---|---|---|---|---|\n",
    );
    for value in ResultCode::SET.values {
        let advice = ResultCode::from(value.value).advice();
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} |",
            value.value,
            cell(value.meaning),
            value.chinese,
            if advice.retryable { "yes" } else { "no" },
            cell(advice.english),
            advice.chinese
        );
    }
    out
}

fn codes(set: &CodeSet) -> String {
    let mut out = format!(
        "\n### {}\n\n{}\n\n| code | meaning | 含义 |\n|---|---|---|\n",
        set.name,
        set.doc.trim()
    );
    for value in set.values {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} |",
            value.value,
            cell(value.meaning),
            value.chinese
        );
    }
    out
}

fn fields(class: &Class) -> String {
    let params = if class.params.is_empty() {
        String::new()
    } else {
        format!("&lt;{}&gt;", class.params.join(", "))
    };
    let mut out = format!(
        "\n### {}{params}\n\n{}\n\n| field | type | what it is |\n|---|---|---|\n",
        simple(&class.name),
        class.doc.trim()
    );
    for field in &class.fields {
        let _ = writeln!(
            out,
            "| `{}` | `{}` | {} |",
            field.name,
            field.ty.java(),
            cell(&field.doc)
        );
    }
    out
}

fn events(contract: &Contract) -> String {
    let mut out = format!(
        "\n## Events\n\nPublished as JSON to the topic exchange `{}`, persistent, at least once, in order per aggregate; a queue whose consumer relies on the order is declared with\n\
         `x-single-active-consumer`. The classes are in package\n\
         `com.autoparts.stock.api.event`; a time is a number of milliseconds since the epoch. The same as AsyncAPI: `schema/asyncapi.json`; as JSON Schema: `schema/events.json`.\n\n\
         | routing key | payload | sent by this release |\n|---|---|---|\n",
        event::EXCHANGE
    );
    for published in event::PUBLISHED {
        let sent = if published.is_sent { "yes" } else { "not yet" };
        let _ = writeln!(
            out,
            "| `{}` | `{}` | {sent} |",
            published.key, published.payload
        );
    }
    for class in contract.event_classes() {
        out += &fields(class);
    }
    out
}
