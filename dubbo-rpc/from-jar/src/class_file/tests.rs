//! Class files whole, cut off and damaged.

use super::{BadClass, ClassFile, ConstantValue, ENUM, INTERFACE, PUBLIC};
use std::io::Read as _;

/// The classes of `testdata/shapes.jar`, by entry.
fn classes() -> Vec<(String, Vec<u8>)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/shapes.jar");
    let mut jar = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut classes = Vec::new();
    for at in 0..jar.len() {
        let mut entry = jar.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name.ends_with(".class") {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            classes.push((name, bytes));
        }
    }
    assert!(classes.len() > 20, "{} classes", classes.len());
    classes
}

fn class(name: &str) -> ClassFile {
    let classes = classes();
    let (_, bytes) = classes
        .iter()
        .find(|(entry, _)| entry.ends_with(name))
        .unwrap();
    ClassFile::read(bytes).unwrap()
}

#[test]
fn an_interface_is_read() {
    let shapes = class("/Shapes.class");
    assert!(shapes.is(INTERFACE) && shapes.is(PUBLIC));
    assert_eq!(
        shapes.header.interfaces[0].to_string(),
        "BaseService<Shapes.User, Long>"
    );
    let same = shapes.methods.iter().find(|m| m.name == "same").unwrap();
    assert_eq!(same.erased, ["Lcom/example/shapes/Shapes$Query;"]);
    assert_eq!(same.parameters[0].to_string(), "T");
    assert_eq!(same.type_parameters[0].bound.to_string(), "Shapes.Query");
    assert_eq!(same.names, [Some("query".to_owned())]);
    let fails = shapes.methods.iter().find(|m| m.name == "fails").unwrap();
    assert_eq!(
        fails.throws,
        ["com.example.shapes.Shapes$Refused", "java.io.IOException"]
    );
    let color = class("/Shapes$Color.class");
    assert!(color.is(ENUM));
}

#[test]
fn constants_are_of_static_fields_and_of_their_kind() {
    let user = class("/Shapes$User.class");
    let constant = |name: &str| {
        let mut fields = user.fields.iter();
        let field = fields.find(|field| field.name == name).unwrap();
        field.constant.clone()
    };
    assert_eq!(constant("ONE"), Some(ConstantValue::Int(11)));
    // javac writes the value of a final field of objects, too.
    assert_eq!(constant("fixed"), None);
    let classes = classes();
    let (_, bytes) = classes
        .iter()
        .find(|(name, _)| name.ends_with("/NotAService.class"))
        .unwrap();
    // As if the fields were longs.
    let at = bytes.windows(4).position(|part| part == [1, 0, 1, b'I']);
    let mut bytes = bytes.clone();
    bytes[at.unwrap() + 3] = b'J';
    let BadClass(reason) = ClassFile::read(&bytes).unwrap_err();
    assert!(reason.contains("where a field is J"), "{reason}");
}

#[test]
fn names_come_from_variables_where_the_compiler_kept_no_others() {
    let classes = classes();
    let (_, bytes) = classes
        .iter()
        .find(|(name, _)| name.ends_with("/Shapes.class"))
        .unwrap();
    // As if compiled without `-parameters`: the attribute goes by a name nobody knows.
    let mut bytes = bytes.clone();
    let at = bytes
        .windows(16)
        .position(|window| window == b"MethodParameters")
        .unwrap();
    bytes[at..at + 16].copy_from_slice(b"methodParameters");
    let shapes = ClassFile::read(&bytes).unwrap();
    let greeting = shapes
        .methods
        .iter()
        .find(|m| m.name == "greeting")
        .unwrap();
    let names: Vec<_> = greeting.names.iter().flatten().collect();
    // `second` is a long and takes two slots.
    assert_eq!(names, ["first", "second", "third"]);
    let find = shapes.methods.iter().find(|m| m.name == "find").unwrap();
    assert_eq!(find.names, [None]);
}

#[test]
fn a_class_cut_off_anywhere_is_refused() {
    for (name, bytes) in classes() {
        ClassFile::read(&bytes).unwrap();
        for len in 0..bytes.len() {
            let error = ClassFile::read(&bytes[..len]).unwrap_err();
            assert!(!error.to_string().is_empty(), "{name} of {len} bytes");
        }
        let longer = [&bytes[..], &[0]].concat();
        let BadClass(reason) = ClassFile::read(&longer).unwrap_err();
        assert!(reason.contains("behind its end"), "{reason}");
    }
}

#[test]
fn a_damaged_class_panics_nothing() {
    let (mut read, mut refused) = (0, 0);
    for (_, bytes) in classes() {
        for (at, damage) in (0..bytes.len()).zip([0x01, 0x80, 0xff].into_iter().cycle()) {
            let mut damaged = bytes.clone();
            damaged[at] ^= damage;
            match ClassFile::read(&damaged) {
                Ok(_) => read += 1,
                Err(_) => refused += 1,
            }
        }
    }
    // Most bytes are code and texts that are not looked into.
    assert!(
        read > 1000 && refused > 1000,
        "{read} read, {refused} refused"
    );
}
