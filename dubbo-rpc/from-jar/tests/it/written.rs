//! What was written is the jar's, compiles, and says on the wire what Java says.

use crate::options;
use crate::shapes::{
    ArrayList, Deque, ObjectOf, Set, Shapes, ShapesClient, ShapesCodes, ShapesColor,
    ShapesConstants, ShapesPaged, ShapesRefused, ShapesReply, ShapesTree, ShapesUser, TreeMap,
    shapes,
};
use dubbo_from_jar::{Options, generate};
use dubbo_rpc::Fault;
use dubbo_rpc::hessian2::{Decode, Encode, JavaType, Value, from_value, to_value};
use std::collections::HashMap;

#[test]
fn the_file_is_what_the_jar_says() {
    let output = generate(&options("Shapes")).unwrap();
    let kept = include_str!("shapes.rs");
    assert!(
        output.rust == kept,
        "tests/it/shapes.rs is not what the tool writes; in this crate's folder run `cargo run -- \
         testdata/shapes.jar --interface com.example.shapes.Shapes --out tests/it/shapes.rs`"
    );
    assert_eq!(generate(&options("Shapes")).unwrap().rust, output.rust);
}

#[test]
fn without_names_the_services_of_the_first_jar_are_taken() {
    let output = generate(&Options {
        interfaces: Vec::new(),
        skip_unmapped: true,
        ..options("")
    })
    .unwrap();
    let services = ["com.example.shapes.Hopeless", "com.example.shapes.Shapes"];
    assert_eq!(output.interfaces, services);
}

#[test]
fn elements_are_plain_when_asked() {
    let output = generate(&Options {
        plain_elements: true,
        ..options("Shapes")
    })
    .unwrap();
    assert!(output.rust.contains("users: Option<Vec<ShapesUser>>"));
    assert!(!output.rust.contains("Vec<Option<"));
}

/// What `javap -s` says of the methods.
#[test]
fn descriptors_are_the_class_files() {
    let schema = shapes::schema();
    let descriptor = |name: &str, count: usize| -> Vec<String> {
        let of = schema
            .methods
            .iter()
            .filter(|m| m.name == name && m.parameters.len() == count);
        of.map(|m| m.parameters.iter().map(|p| p.descriptor.as_str()).collect())
            .collect()
    };
    assert_eq!(descriptor("get", 1), ["Ljava/lang/Object;"]);
    assert_eq!(descriptor("save", 1), ["Ljava/lang/Object;"]);
    assert_eq!(descriptor("list", 1), ["Ljava/util/List;"]);
    assert_eq!(descriptor("same", 1), ["Lcom/example/shapes/Shapes$Query;"]);
    assert_eq!(
        descriptor("any", 2),
        ["Ljava/lang/Object;Ljava/lang/Class;"]
    );
    assert_eq!(
        descriptor("type", 4),
        ["IILjava/lang/String;Ljava/lang/String;"]
    );
    assert_eq!(
        descriptor("getURL", 0).len() + descriptor("getUrl", 0).len(),
        2
    );
    assert_eq!(
        descriptor("nested", 3),
        ["[Ljava/lang/Object;[[I[Ljava/util/Date;"]
    );
    assert_eq!(descriptor("fails", 1), ["Ljava/lang/Exception;"]);
    assert_eq!(
        descriptor("overloaded", 1),
        [
            "[I",
            "Ljava/lang/Integer;",
            "Lcom/example/shapes/other/User;"
        ]
    );
    assert_eq!(
        descriptor("collections", 9),
        [
            "Ljava/util/Collection;Ljava/util/ArrayList;Ljava/util/TreeMap;Ljava/util/LinkedHashSet;\
          Ljava/util/Deque;Ljava/util/Set;Ljava/util/Map;Ljava/util/Set;Ljava/util/Set;"
        ]
    );
    let names: Vec<_> = schema
        .methods
        .iter()
        .find(|m| m.name == "type")
        .unwrap()
        .parameters
        .iter()
        .map(|p| p.name)
        .collect();
    assert_eq!(names, ["self", "type", "cx", "match"]);
}

#[test]
#[allow(clippy::approx_constant)]
fn constants_hold_what_java_holds() {
    assert_eq!(ShapesConstants::GROUP, "shapes");
    assert_eq!(
        (ShapesConstants::TINY, ShapesConstants::SMALL),
        (-5_i8, -300_i16)
    );
    assert_eq!(
        (ShapesConstants::LETTER, ShapesConstants::HALF),
        ('库', 0xd800_u16)
    );
    assert_eq!(
        (ShapesConstants::LEAST, ShapesConstants::FAR),
        (i32::MIN, 1_i64 << 40)
    );
    assert_eq!(
        (ShapesConstants::SINGLE, ShapesConstants::PI),
        (1.1_f32, 3.14_f64)
    );
    assert!(ShapesConstants::NONE.is_nan() && ShapesConstants::YES);
    assert_eq!(ShapesConstants::BELOW, f64::NEG_INFINITY);
    assert_eq!(ShapesConstants::QUOTED, "库\"存\\\n\u{202e}\0");
    // Of two Java names that are one in Rust the one that is Rust's already keeps it.
    assert_eq!(
        (ShapesConstants::MAX_RETRIES, ShapesConstants::MAX_RETRIES_2),
        (4, 3)
    );
    // No type need be said for those of a class with type parameters.
    assert_eq!(ShapesReply::MAX, 3);
    // Its own, before the interface's; private ones, and fields that are final, are none.
    assert_eq!((ShapesUser::ONE, ShapesUser::TWO), (11, 2));
    assert_eq!(
        (to_value(&ShapesColor::X).is_ok(), ShapesColor::X_2),
        (true, 1)
    );
    assert_eq!(ShapesRefused::CLASS, "com.example.shapes.Shapes$Refused");
    assert_eq!((ShapesRefused::CLASS_2, ShapesRefused::WHY), (7, "failed"));
    assert_eq!(ShapesCodes::SOLD_OUT, 17);
    let kept = include_str!("shapes.rs");
    for none in ["BOXED", "COMPUTED", "SECRET", "SERIAL", "FIXED"] {
        assert!(!kept.contains(&format!("const {none}")), "{none}");
    }
}

/// Without a name all classes of the jar that hold nothing else are written.
#[test]
fn holders_of_constants_are_written_with_all_services() {
    let all = generate(&Options {
        interfaces: Vec::new(),
        skip_unmapped: true,
        ..options("")
    })
    .unwrap();
    let holder = "/// Constants of Java interface `com.example.shapes.NotAService`.
#[derive(Debug)]
pub enum NotAService {}

impl NotAService {
    /// `int ONE`
    pub const ONE: i32 = 1;
    /// `int TWO`
    pub const TWO: i32 = 2;
}
";
    assert!(all.rust.contains(holder), "{}", all.rust);
    let one = generate(&options("Shapes")).unwrap();
    assert!(!one.rust.contains("NotAService {}"));
}

fn round_trip<T: Encode + Decode + PartialEq + std::fmt::Debug>(value: &T) -> Value {
    let dynamic = to_value(value).unwrap();
    assert_eq!(&from_value::<T>(&dynamic).unwrap(), value);
    dynamic
}

#[test]
fn values_survive_and_are_named_as_java_names_them() {
    let user = ShapesUser {
        name: Some("one".to_owned()),
        ..ShapesUser::default()
    };
    let paged = ShapesPaged {
        base: ShapesReply {
            code: 0,
            data: Some(vec![Some(user.clone()), None]),
        },
        total: 2,
        code: 7,
    };
    let dynamic = round_trip(&paged);
    let object = dynamic.as_object().unwrap();
    assert_eq!(object.class(), "com.example.shapes.Shapes$Paged");
    // A name that class and superclass both have is the class's.
    let names: Vec<_> = object.fields().map(|(name, _)| name).collect();
    assert_eq!(names, ["total", "code", "data"]);

    let leaf = ShapesTree::default();
    round_trip(&ShapesTree {
        left: Some(Box::new(leaf.clone())),
        children: Some(vec![Some(leaf)]),
        reply: None,
    });
    let lists = [
        (round_trip(&ArrayList(vec![1_i32])), "java.util.ArrayList"),
        (round_trip(&Deque(vec![1_i32])), "java.util.LinkedList"),
        (round_trip(&Set(vec![user])), "java.util.HashSet"),
    ];
    for (list, name) in lists {
        assert_eq!(list.as_list().unwrap().type_name.as_deref(), Some(name));
    }
    let map = round_trip(&TreeMap(HashMap::from([("a".to_owned(), 1_i64)])));
    assert_eq!(
        map.as_map().unwrap().type_name.as_deref(),
        Some("java.util.TreeMap")
    );
    assert_eq!(ObjectOf::<i64>::descriptor(), "Ljava/lang/Object;");
}

#[test]
fn an_exception_goes_into_a_fault_and_comes_out_of_it() {
    let refused = ShapesRefused {
        detail_message: Some("sold out".to_owned()),
        code: 3,
        ..ShapesRefused::default()
    };
    let fault = Fault::from(refused.clone());
    assert_eq!(ShapesRefused::of(&fault), Some(refused));
    assert_eq!(fault.exception().unwrap().message(), Some("sold out"));
    assert_eq!(ShapesRefused::of(&Fault::new("other")), None);
}

/// The client is one of the trait.
#[allow(dead_code)]
fn is_shapes(client: ShapesClient) -> impl Shapes {
    client
}
