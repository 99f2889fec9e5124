//! What has no Rust is named, and nothing is written in silence.

use crate::options;
use dubbo_from_jar::{Error, Options, generate};

#[test]
fn everything_without_rust_is_listed_with_its_reason() {
    let Err(Error::Unmapped(listed)) = generate(&options("Hopeless")) else {
        panic!("it was written");
    };
    let listed: Vec<String> = listed.iter().map(ToString::to_string).collect();
    for (at, says) in [
        ("Hopeless: map()", "keep it dynamic"),
        ("Hopeless: maybe()", "not Serializable"),
        ("Hopeless: stream(Stream)", "not a value"),
        ("Hopeless$Holder: stream", "java.io.InputStream"),
        ("Hopeless$Replaced: writeReplace()", "--dynamic"),
        ("Inner$Deep: this$0", "make it static"),
        ("Hopeless$Growing: type parameters", "endless types"),
    ] {
        let found = listed.iter().find(|line| line.contains(at));
        let line = found.unwrap_or_else(|| panic!("{at} is not in {listed:#?}"));
        assert!(line.contains(says), "{line}");
    }
    assert_eq!(listed.len(), 7, "{listed:#?}");
    let error = generate(&options("Hopeless")).unwrap_err().to_string();
    assert!(
        error.contains("7 members") && error.contains("--skip-unmapped"),
        "{error}"
    );
}

#[test]
fn what_is_left_out_is_a_comment_where_it_would_stand() {
    let output = generate(&Options {
        skip_unmapped: true,
        ..options("Hopeless")
    })
    .unwrap();
    assert_eq!(output.left_out.len(), 7);
    assert!(output.rust.contains("async fn fine("), "{}", output.rust);
    for method in [
        "maybe", "stream", "holds", "replaced", "inner", "map", "grows",
    ] {
        assert!(
            !output.rust.contains(&format!("async fn {method}(")),
            "{method}"
        );
        assert!(
            output.rust.contains(&format!(" {method}(")),
            "{method} is not told of"
        );
    }
    assert!(!output.rust.contains("pub struct"), "{}", output.rust);
}

#[test]
fn a_dynamic_class_needs_no_form() {
    let dynamic = [
        "java.util.Optional",
        "java.util.concurrent.ConcurrentMap",
        "java.util.stream.Stream",
        "java.io.InputStream",
        "com.example.shapes.Inner",
        "com.example.shapes.Hopeless$Growing",
        "com.example.shapes.Hopeless$Replaced",
    ];
    let output = generate(&Options {
        dynamic: dynamic.into_iter().map(str::to_owned).collect(),
        ..options("Hopeless")
    })
    .unwrap();
    for name in ["AnyOptional", "AnyConcurrentMap", "AnyStream", "AnyInner"] {
        let wrapper = format!("pub struct {name}(pub hessian2::Value);");
        assert!(output.rust.contains(&wrapper), "{name}");
    }
}

#[test]
fn mistakes_are_named() {
    for (interface, says) in [
        ("Nothing", "in none of the jars"),
        ("other.Shapes", "there is com.example.shapes.Shapes"),
        ("BaseService", "type parameters"),
        ("Inner", "no interface"),
    ] {
        let error = generate(&options(interface)).unwrap_err().to_string();
        assert!(error.contains(says), "{interface}: {error}");
    }
    let renamed = |rust: &str| {
        let rename = [(
            "com.example.shapes.Shapes$Reply".to_owned(),
            rust.to_owned(),
        )];
        generate(&Options {
            rename: rename.into(),
            ..options("Shapes")
        })
    };
    for rust in ["Result", "a b", "struct"] {
        let error = renamed(rust).unwrap_err().to_string();
        assert!(error.contains("cannot be called"), "{error}");
    }
    assert!(
        renamed("Answered")
            .unwrap()
            .rust
            .contains("pub struct Answered<T>")
    );
    let error = generate(&Options::default()).unwrap_err().to_string();
    assert!(error.contains("name a jar"), "{error}");
}
