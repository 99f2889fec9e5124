//! What `#[derive(Hessian)]` makes of structs and enums.

use crate::sample::{Base, Color, Derived, Node, Point, Reply, Shadow};
use hessian2::schema::{ClassKind, Schema};
use hessian2::{
    Array, BigDecimal, Date, Decode, Decoder, Encode, Encoder, ErrorKind, JavaType, LocalDateTime,
    Value, from_value, to_value,
};
use std::collections::{BTreeMap, HashMap, HashSet};

fn bytes_of<T: Encode>(value: &T) -> Vec<u8> {
    let mut e = Encoder::new();
    e.write(value).unwrap();
    e.into_vec()
}

fn round_trip<T: Encode + Decode + PartialEq + std::fmt::Debug>(value: &T) {
    let bytes = bytes_of(value);
    let mut d = Decoder::new(&bytes);
    assert_eq!(&d.read::<T>().unwrap(), value);
    assert!(d.is_at_end());
    let dynamic = to_value(value).unwrap();
    assert_eq!(&from_value::<T>(&dynamic).unwrap(), value);
    let mut d = Decoder::new(&bytes);
    d.skip().unwrap();
    assert!(d.is_at_end());
}

fn java_bytes(name: &str) -> Vec<u8> {
    let rows = crate::vectors::rows();
    let row = rows.iter().find(|row| row["name"] == name).unwrap();
    crate::vectors::unhex(row["hex"].as_str().unwrap())
}

#[test]
fn typed_values_survive_the_stream() {
    let derived = Derived {
        id: 42,
        note: None,
        p: Some(Point { x: 1, y: -1 }),
        base: Base {
            created_at: Some(Date(1_700_000_000_123)),
            name: Some("base".into()),
        },
    };
    round_trip(&derived);
    assert_eq!(
        Decoder::new(&java_bytes("derived"))
            .read::<Derived>()
            .unwrap(),
        derived
    );
    let reply = Reply {
        code: "OK".into(),
        data: Some(derived.clone()),
        page: vec![derived.clone(), derived],
        by_name: HashMap::from([("a".into(), Vec::new())]),
    };
    round_trip(&reply);
    round_trip(&vec![
        Color::Red,
        Color::Verdant,
        Color::Other("PINK".into()),
    ]);
    round_trip(&BTreeMap::from([(1_i64, Some("x".to_owned())), (2, None)]));
    round_trip(&HashSet::from([1_i64, 1 << 40]));
    round_trip(&Array(vec![Some(1_i32), None]));
    round_trip(&"19.90".parse::<BigDecimal>().unwrap());
    round_trip(&"2024-02-29T23:59:58.5".parse::<LocalDateTime>().unwrap());
    round_trip(&f32::MAX);
    round_trip(&1.1_f32);
}

#[test]
fn a_field_in_class_and_superclass_is_the_subclass_s() {
    let shadow = Decoder::new(&java_bytes("shadow"))
        .read::<Shadow>()
        .unwrap();
    assert_eq!(shadow.name.as_deref(), Some("shadow"));
    assert_eq!(shadow.base.name, None);
    let value = to_value(&shadow).unwrap();
    let names: Vec<_> = value
        .as_object()
        .unwrap()
        .fields()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["name", "createdAt"]);
}

#[test]
fn shared_objects_are_read_again_and_cycles_refused() {
    let mut e = Encoder::new();
    let shared: Value = hessian2::ObjectValue::new("P")
        .with("x", 1)
        .with("y", 2)
        .into();
    e.write(&Value::list(vec![shared.clone(), shared])).unwrap();
    let points: Vec<Point> = Decoder::new(&e.into_vec()).read().unwrap();
    assert_eq!(points, [Point { x: 1, y: 2 }, Point { x: 1, y: 2 }]);

    let error = Decoder::new(&java_bytes("cycle_self"))
        .read::<Node>()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Reference);
    assert!(
        error
            .to_string()
            .contains("com.example.vec.Types$Node.next"),
        "{error}"
    );
}

/// The plan that matches a class with one type must survive that the same class is read into
/// another type inside it.
#[test]
fn one_class_is_read_into_two_types_at_once() {
    let names = ["p", "createdAt", "x", "name", "id", "note"];
    let write = |e: &mut Encoder, inner: &dyn Fn(&mut Encoder)| {
        e.object("any.Class", &names).unwrap();
        inner(e);
        e.write(&Date(5)).unwrap();
        e.write(&7).unwrap();
        e.write("base").unwrap();
        e.write(&42_i64).unwrap();
        e.write("noted").unwrap();
    };
    let mut e = Encoder::new();
    write(&mut e, &|e| write(e, &|e| write(e, &|e| e.write_null())));
    let derived = Derived {
        id: 42,
        note: Some("noted".into()),
        p: Some(Point { x: 7, y: 0 }),
        base: Base {
            created_at: Some(Date(5)),
            name: Some("base".into()),
        },
    };
    assert_eq!(
        Decoder::new(&e.into_vec()).read::<Derived>().unwrap(),
        derived
    );
}

#[test]
fn unknown_fields_are_dropped_and_absent_ones_are_null() {
    let mut e = Encoder::new();
    e.object("any.Name", &["unknown", "x"]).unwrap();
    e.write(&vec![Point { x: 8, y: 9 }]).unwrap();
    e.write(&7).unwrap();
    e.write(&Point { x: 1, y: 1 }).unwrap();
    let bytes = e.into_vec();
    let mut d = Decoder::new(&bytes);
    assert_eq!(d.read::<Point>().unwrap(), Point { x: 7, y: 0 });
    assert_eq!(d.read::<Point>().unwrap(), Point { x: 1, y: 1 });
}

#[test]
fn schema_says_what_java_needs() {
    let mut schema = Schema::new();
    schema.add::<Option<Reply<Derived>>>();
    schema.add::<Color>();
    let names: Vec<_> = schema.classes.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "com.example.vec.Types$Base",
            "com.example.vec.Types$Color",
            "com.example.vec.Types$Derived",
            "com.example.vec.Types$Point",
            "com.example.vec.Types$Result",
        ]
    );
    let result = &schema.classes["com.example.vec.Types$Result"];
    assert_eq!(
        (result.doc.as_str(), &*result.parameters),
        ("What every method answers.", &["T".to_owned()][..])
    );
    let ClassKind::Object(fields) = &result.kind else {
        panic!("a class")
    };
    let fields: Vec<_> = fields
        .iter()
        .map(|f| format!("{} {}", f.type_ref, f.name))
        .collect();
    assert_eq!(
        fields,
        [
            "java.lang.String code",
            "T data",
            "java.util.List<T> page",
            "java.util.Map<java.lang.String, java.util.List<T>> byName",
        ]
    );
    let derived = &schema.classes["com.example.vec.Types$Derived"];
    assert_eq!(
        derived.superclass.as_ref().unwrap().to_string(),
        "com.example.vec.Types.Base"
    );
    let ClassKind::Object(fields) = &derived.kind else {
        panic!("a class")
    };
    assert_eq!(fields[0].type_ref.to_string(), "long");
    assert_eq!(
        <Vec<i64>>::type_ref().to_string(),
        "java.util.List<java.lang.Long>"
    );
    assert_eq!(
        <Reply<Derived>>::descriptor(),
        "Lcom/example/vec/Types$Result;"
    );
    assert_eq!(<Array<Option<i64>>>::descriptor(), "[Ljava/lang/Long;");
    let ClassKind::Enum(constants) = &schema.classes["com.example.vec.Types$Color"].kind else {
        panic!("an enum")
    };
    assert_eq!(
        constants.iter().map(|c| &*c.name).collect::<Vec<_>>(),
        ["RED", "GREEN", "BLUE"]
    );
}

/// A page of a generic reply: the superclass names the type parameter.
#[derive(hessian2::Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.PagedReply")]
struct PagedReply<T> {
    total: i64,
    #[hessian(flatten_super)]
    base: GenericBase<Vec<T>>,
}

#[derive(hessian2::Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.GenericBase")]
struct GenericBase<T> {
    code: Option<String>,
    data: Option<T>,
    total: i64,
}

#[test]
fn a_superclass_may_name_the_type_parameters() {
    let reply = PagedReply {
        total: 7,
        base: GenericBase {
            code: Some("OK".to_owned()),
            data: Some(vec![1_i32, 2]),
            total: 0,
        },
    };
    round_trip(&reply);
    let dynamic = to_value(&reply).unwrap();
    let names: Vec<_> = dynamic.as_object().unwrap().fields().collect();
    let names: Vec<_> = names.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["total", "code", "data"]);
    let mut schema = Schema::new();
    schema.add::<PagedReply<String>>();
    let class = &schema.classes["com.example.PagedReply"];
    assert_eq!(
        class.superclass.as_ref().unwrap().to_string(),
        "com.example.GenericBase<java.util.List<T>>"
    );
}

/// `java.util.Collection`, which no Rust type stands for by itself.
#[derive(hessian2::Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "java.util.Collection", transparent)]
struct Collection<T>(Vec<T>);

/// `java.lang.Object` of which more is known here.
#[derive(hessian2::Hessian, Debug, Clone, PartialEq)]
#[hessian(
    class = "java.lang.Object",
    java_type = "java.lang.Object",
    transparent
)]
struct Known<T>(T);

#[test]
fn a_transparent_struct_is_its_value_under_another_name() {
    let items = Collection(vec![1_i64, 2]);
    round_trip(&items);
    assert_eq!(bytes_of(&items), bytes_of(&items.0));
    assert_eq!(Collection::<i64>::descriptor(), "Ljava/util/Collection;");
    assert_eq!(
        Collection::<i64>::type_ref().to_string(),
        "java.util.Collection<java.lang.Long>"
    );
    assert_eq!(Collection::<i64>::null(), Some(Collection(Vec::new())));
    assert_eq!(Known::<Point>::null(), None);
    assert_eq!(Known::<Point>::descriptor(), "Ljava/lang/Object;");
    let mut schema = Schema::new();
    schema.add::<Known<Point>>();
    assert!(schema.classes.contains_key("com.example.vec.Types$Point"));
}

/// A map that Java must get as this class, wherever it stands.
#[derive(hessian2::Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "java.util.TreeMap", transparent, map = "java.util.TreeMap")]
struct TreeMap<K, V>(BTreeMap<K, V>)
where
    K: Ord;

#[derive(hessian2::Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "java.util.TreeSet", transparent, list = "java.util.TreeSet")]
struct TreeSet<T>(Vec<T>);

#[test]
fn a_transparent_collection_is_written_as_its_class() {
    let both = (
        TreeMap(BTreeMap::from([("a".to_owned(), 1_i64)])),
        TreeSet(vec![1_i32]),
    );
    round_trip(&both.0);
    round_trip(&both.1);
    let name = |value: &Value| match value {
        Value::Map(map) => map.type_name.clone(),
        Value::List(list) => list.type_name.clone(),
        _ => None,
    };
    let map = to_value(&both.0).unwrap();
    assert_eq!(name(&map).as_deref(), Some("java.util.TreeMap"));
    let list = to_value(&both.1).unwrap();
    assert_eq!(name(&list).as_deref(), Some("java.util.TreeSet"));
}
