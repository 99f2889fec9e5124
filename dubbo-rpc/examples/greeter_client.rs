//! Calls the greeter example, by its types and without them.
//!
//! ```text
//! cargo run -p dubbo-rpc --example greeter_client -- 127.0.0.1:20881
//! ```
#![expect(clippy::print_stdout, reason = "it talks to a person")]

#[path = "greeter/api.rs"]
mod api;

use std::sync::Arc;
use std::time::Duration;

use dubbo_rpc::hessian2::Value;
use dubbo_rpc::{Client, ClientOptions, Context, GenericClient, Invoker, ServiceRef};

use api::{Greeter, GreeterClient, Person, Tone};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:20881".to_owned());
    let options = ClientOptions {
        application: Some("greeter-client".into()),
        ..ClientOptions::default()
    };
    let client: Arc<dyn Invoker> = Arc::new(Client::connect(address, options).await?);
    let service = ServiceRef::new(api::greeter::INTERFACE);
    let greeter = GreeterClient::new(Arc::clone(&client), service.clone());

    let cx = Context::new().with_timeout(Duration::from_secs(3));
    println!("{}", greeter.greet(&cx, "Ada".into()).await?);
    println!(
        "attachment greeted = {:?}",
        cx.response_attachment("greeted")
    );

    let person = Person {
        name: Some("Lin".into()),
        tone: Some(Tone::Formal),
        ..Person::default()
    };
    println!("{:?}", greeter.greet_person(&Context::new(), person).await?);

    if let Err(fault) = greeter
        .greet_person(&Context::new(), Person::default())
        .await
    {
        println!("refused: {fault}");
    }
    println!(
        "{}",
        greeter
            .greet_later(&Context::new(), "Bo".into(), 50)
            .await?
    );

    let generic = GenericClient::new(client, service);
    let person = Value::map(vec![
        (Value::from("name"), Value::from("Eve")),
        (Value::from("tone"), Value::from("CASUAL")),
    ]);
    let types = ["com.example.greeting.Person"];
    println!(
        "{:?}",
        generic
            .invoke(&Context::new(), "greet", &types, vec![person])
            .await?
    );
    greeter.forget(&Context::new(), "Ada".into()).await?;
    Ok(())
}
