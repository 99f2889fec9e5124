//! Runs the cells of the table of compatibility and writes it into `docs/compatibility.md`: all of them, or those of the
//! releases or levels that are named.
//!
//! ```text
//! cargo run -p integration-tests --bin compatibility
//! cargo run -p integration-tests --bin compatibility -- 3.2.19 3.3.6
//! cargo run -p integration-tests --bin compatibility -- all
//! ```
#![allow(clippy::print_stdout)] // it talks to a person

use integration_tests::java::compatibility::{Place, Provider, Table, document};
use integration_tests::nacos::{Auth, Nacos, Version};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |place: &Place| {
        let own = [place.line.release(), place.level.text()];
        named.is_empty() || named.iter().any(|name| own.contains(&name.as_str()))
    };
    let mut table = Table::load();
    for version in Version::ALL {
        let nacos = Nacos::start(version, Auth::Off).await?;
        for place in Place::all().into_iter().filter(wanted) {
            if place.impossible().is_some() {
                continue;
            }
            let provider = Provider::start(&nacos, place.line, place.protocol).await?;
            let cell = provider.run(place).await?;
            println!("{place:?} on Nacos {}: {cell:?}", version.text());
            table.add(place, version, cell);
            table.save()?;
            provider.stop().await;
        }
    }
    println!("written: {}", document().display());
    Ok(())
}
