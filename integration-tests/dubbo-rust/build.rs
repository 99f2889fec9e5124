//! Code for the contract's `.proto`, as a team on dubbo-rust has it written.

fn main() {
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    let contract = "../../dubbo-api/proto";
    let protos = [
        format!("{contract}/types.proto"),
        format!("{contract}/stock_reservation_service.proto"),
        "proto/dialogue.proto".to_owned(),
    ];
    for proto in &protos {
        println!("cargo:rerun-if-changed={proto}");
    }
    dubbo_build::prost::configure()
        .output_dir(out)
        .compile(&protos, &[contract, "proto"])
        .expect("protoc reads the contract");
}
