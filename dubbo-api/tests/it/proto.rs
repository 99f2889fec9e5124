//! The committed `.proto` files, read by a protobuf compiler, hold what the Rust types say.

use std::collections::BTreeMap;
use std::fs;

use dubbo_api::generate::{self, Contract, Type};
use protox::prost_reflect::{Cardinality, DescriptorPool, DynamicMessage, FieldDescriptor, Kind};

use crate::{differences, room};

const PACKAGE: &str = "com.autoparts.stock.v1";

fn pool() -> DescriptorPool {
    let folder = room().join("proto");
    let files: Vec<_> = fs::read_dir(&folder)
        .expect("is there")
        .map(|entry| entry.expect("can be read").path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "proto"))
        .collect();
    let set = protox::compile(files, [folder]).expect("the .proto files compile");
    DescriptorPool::from_file_descriptor_set(set).expect("the descriptors are whole")
}

/// `name: type presence` of a field of a class.
fn expected_field(name: &str, ty: &Type) -> Option<String> {
    let (kind, presence) = match ty {
        Type::Long => ("int64".to_owned(), "plain"),
        Type::Int => ("int32".to_owned(), "plain"),
        Type::Bool => ("bool".to_owned(), "plain"),
        Type::Double => ("double".to_owned(), "plain"),
        Type::BoxedLong | Type::Date => ("int64".to_owned(), "optional"),
        Type::BoxedInt => ("int32".to_owned(), "optional"),
        Type::BoxedBool => ("bool".to_owned(), "optional"),
        Type::BoxedDouble => ("double".to_owned(), "optional"),
        Type::Text => ("string".to_owned(), "optional"),
        Type::TextMap => ("map of string".to_owned(), "repeated"),
        Type::Class(class, _) => (
            class.rsplit('.').next().expect("a name").to_owned(),
            "optional",
        ),
        Type::List(item) => {
            let item = expected_field(name, item)?;
            let kind = item.split(' ').nth(1).expect("has a type").to_owned();
            (kind, "repeated")
        }
        Type::Void | Type::Param(_) => return None,
    };
    Some(format!("{}: {kind} {presence}", snake(name)))
}

fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut out, c| {
        if c.is_uppercase() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
        out
    })
}

fn expected(contract: &Contract) -> Vec<String> {
    let mut lines = Vec::new();
    for class in contract
        .call_classes()
        .filter(|class| class.params.is_empty())
    {
        let name = class.name.rsplit('.').next().expect("a name");
        for field in &class.fields {
            let field = expected_field(&field.name, &field.ty)
                .expect("only generic classes have parameters");
            lines.push(format!("{name}.{field}"));
        }
    }
    for service in &contract.services {
        let name = service.name.rsplit('.').next().expect("a name");
        for method in &service.methods {
            let request = match method.params.as_slice() {
                [only] => only.ty.erased().rsplit('.').next().map(str::to_owned),
                _ => None,
            };
            let request = request
                .filter(|name| name != "String")
                .unwrap_or_else(|| format!("{}Arguments", capital(&method.name)));
            let Type::Class(_, data) = &method.returns else {
                panic!("{} returns no Result", method.name)
            };
            lines.push(format!(
                "rpc {name}.{}({request}) with {}",
                capital(&method.name),
                data_of(&data[0])
            ));
        }
    }
    lines
}

fn data_of(ty: &Type) -> String {
    match ty {
        Type::Void => "nothing".into(),
        Type::Text => "string".into(),
        Type::List(item) => format!("repeated {}", data_of(item)),
        Type::Class(name, args) => {
            let name = name.rsplit('.').next().expect("a name");
            args.first().map_or_else(
                || name.to_owned(),
                |item| format!("{name} of {}", data_of(item)),
            )
        }
        other => panic!("{other:?} is no data of a reply"),
    }
}

fn capital(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}

fn kind(field: &FieldDescriptor) -> String {
    if field.is_map() {
        return "map of string".into();
    }
    match field.kind() {
        Kind::Int64 => "int64".into(),
        Kind::Int32 => "int32".into(),
        Kind::Bool => "bool".into(),
        Kind::Double => "double".into(),
        Kind::String => "string".into(),
        Kind::Message(message) => message.name().to_owned(),
        other => format!("{other:?}"),
    }
}

fn presence(field: &FieldDescriptor) -> &'static str {
    match (field.cardinality(), field.supports_presence()) {
        (Cardinality::Repeated, _) => "repeated",
        (_, true) => "optional",
        (_, false) => "plain",
    }
}

fn parsed(pool: &DescriptorPool, contract: &Contract) -> Vec<String> {
    let mut lines = Vec::new();
    for class in contract
        .call_classes()
        .filter(|class| class.params.is_empty())
    {
        let name = class.name.rsplit('.').next().expect("a name");
        let message = pool.get_message_by_name(&format!("{PACKAGE}.{name}"));
        for field in message
            .iter()
            .flat_map(|message| message.fields().collect::<Vec<_>>())
        {
            lines.push(format!(
                "{name}.{}: {} {}",
                field.name(),
                kind(&field),
                presence(&field)
            ));
        }
    }
    for service in pool.services() {
        for method in service.methods() {
            let data = method
                .output()
                .get_field_by_name("data")
                .map_or_else(|| "nothing".to_owned(), |f| reply_data(&f));
            lines.push(format!(
                "rpc {}.{}({}) with {data}",
                service.name(),
                method.name(),
                method.input().name()
            ));
        }
    }
    lines
}

fn reply_data(field: &FieldDescriptor) -> String {
    let name = kind(field);
    if presence(field) == "repeated" {
        return format!("repeated {name}");
    }
    match field.kind() {
        Kind::Message(page) if name.ends_with("Page") => {
            let items = page.get_field_by_name("items").expect("a page has items");
            format!("Page of {}", kind(&items))
        }
        _ => name,
    }
}

#[test]
fn what_reflection_serves_is_current() {
    let served = DescriptorPool::decode(dubbo_api::triple::DESCRIPTORS).expect("whole");
    let files = |pool: &DescriptorPool| -> BTreeMap<_, _> {
        let files = pool
            .files()
            .map(|file| file.file_descriptor_proto().clone());
        files
            .map(|mut file| {
                file.source_code_info = None;
                (file.name().to_owned(), file)
            })
            .collect()
    };
    assert!(
        files(&served) == files(&pool()),
        "run `cargo xtask api` and commit: proto/descriptors.bin is not current"
    );
}

#[test]
fn the_proto_files_agree() {
    let contract = generate::contract();
    let ours = expected(&contract);
    assert!(ours.len() > 700, "{} facts", ours.len());
    assert_eq!(
        differences(&ours, &parsed(&pool(), &contract), "the .proto"),
        Vec::<String>::new()
    );
}

#[test]
fn field_numbers_are_the_committed_ones() {
    let committed = fs::read_to_string(room().join("proto/field-numbers.txt")).expect("is there");
    let numbers: BTreeMap<&str, u32> = committed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once(" = ").expect("name = number"))
        .map(|(name, number)| (name, number.parse().expect("a number")))
        .collect();
    let mut seen = 0;
    for message in pool()
        .all_messages()
        .filter(|message| !message.is_map_entry())
    {
        for field in message.fields() {
            let name = format!("{}.{}", message.name(), field.name());
            assert_eq!(numbers.get(name.as_str()), Some(&field.number()), "{name}");
            seen += 1;
        }
    }
    assert!(seen > 900, "{seen} fields");
    assert_eq!(
        numbers.len(),
        seen,
        "a field was removed or renamed; the contract only grows"
    );
}

/// The comparison itself can fail.
#[test]
fn an_edit_of_a_proto_file_is_seen() {
    let contract = generate::contract();
    let compile = |edit: &dyn Fn(&str) -> String| {
        let folder = tempfile::tempdir().expect("a folder");
        for entry in fs::read_dir(room().join("proto")).expect("is there") {
            let path = entry.expect("can be read").path();
            if path.extension().is_none_or(|ext| ext != "proto") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("is text");
            fs::write(
                folder.path().join(path.file_name().expect("has a name")),
                edit(&text),
            )
            .expect("can be written");
        }
        let set = protox::compile(
            ["stock_query_service.proto", "types.proto"],
            [folder.path()],
        )
        .expect("still compiles");
        let pool = DescriptorPool::from_file_descriptor_set(set).expect("whole");
        let ours: Vec<_> = expected(&contract)
            .into_iter()
            .filter(|l| !l.starts_with("rpc") || l.contains(" StockQuery"))
            .collect();
        differences(&ours, &parsed(&pool, &contract), "the .proto").len()
    };
    assert_eq!(compile(&str::to_owned), 0);
    assert_eq!(
        compile(&|text| text.replace("int64 reserved = ", "int32 reserved = ")),
        2
    );
    assert_eq!(
        compile(&|text| text.replace("int64 reserved = ", "int64 held = ")),
        2
    );
    assert_eq!(
        compile(&|text| text.replace("rpc Promise(PromiseReq)", "rpc Promise(LotQuery)")),
        2
    );
}

/// The committed Rust messages write what the committed `.proto` reads.
#[test]
fn rust_messages_are_read_by_the_proto() {
    use dubbo_api::triple::{Item as _, messages};
    use prost::Message as _;
    let request = crate::values::a_request();
    let bytes = request.to_proto().encode_to_vec();
    let descriptor = pool()
        .get_message_by_name(&format!("{PACKAGE}.PreOccupyReq"))
        .expect("is there");
    let read = DynamicMessage::decode(descriptor, bytes.as_slice()).expect("can be read");
    let text = |name: &str| {
        read.get_field_by_name(name)
            .expect("is there")
            .as_str()
            .expect("is text")
            .to_owned()
    };
    assert_eq!(text("order_no"), "O1");
    assert_eq!(text("mode"), "PARTIAL");
    assert!(!read.has_field_by_name("area_code"), "null is absent");
    assert_eq!(
        read.get_field_by_name("ttl_seconds")
            .expect("is there")
            .as_i32(),
        Some(900)
    );
    let context = read
        .get_field_by_name("context")
        .expect("is there")
        .into_owned();
    let context = context.as_message().expect("is a message");
    assert_eq!(
        context
            .get_field_by_name("occurred_at")
            .expect("is there")
            .as_i64(),
        Some(1_700_000_000_123)
    );
    assert_eq!(
        read.unknown_fields().count(),
        0,
        "every field has its number"
    );
    let back = messages::PreOccupyReq::decode(bytes.as_slice()).expect("can be read");
    assert_eq!(dubbo_api::PreOccupyReq::from_proto(back), request);
}
