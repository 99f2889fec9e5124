//! JVM descriptors and the ways Java writes a parameter's type.
//!
//! Upstream: `org.apache.dubbo.common.utils.ReflectUtils`.

/// Number of descriptors concatenated in the text: 3 in `ILjava/lang/String;[J`. `None` when it is
/// no list of descriptors.
pub(crate) fn count(descriptors: &str) -> Option<usize> {
    let mut rest = descriptors;
    let mut count = 0;
    while !rest.is_empty() {
        rest = &rest[first_len(rest)?..];
        count += 1;
    }
    Some(count)
}

fn first_len(text: &str) -> Option<usize> {
    let dimensions = text.bytes().take_while(|byte| *byte == b'[').count();
    match text.as_bytes().get(dimensions)? {
        b'V' | b'Z' | b'B' | b'C' | b'D' | b'F' | b'I' | b'J' | b'S' => Some(dimensions + 1),
        b'L' => {
            let end = text[dimensions..].find(';')?;
            (end > 1).then_some(dimensions + end + 1)
        }
        _ => None,
    }
}

/// The descriptor of a parameter type as a generic caller names it: `int`, `java.lang.String`,
/// `java.lang.String[]`, or already in the JVM's style `I`, `Ljava/lang/String;`, `[J`,
/// `[Ljava.lang.String;`.
pub(crate) fn of_type_name(name: &str) -> String {
    let name = name.trim();
    let mut element = name;
    let mut dimensions = 0;
    while let Some(inner) = element.strip_suffix("[]") {
        element = inner.trim_end();
        dimensions += 1;
    }
    let mut descriptor = "[".repeat(dimensions);
    if let Some(letter) = primitive(element) {
        descriptor.push(letter);
    } else if element.starts_with('[') || (element.starts_with('L') && element.ends_with(';')) {
        descriptor.push_str(&element.replace('.', "/"));
    } else if element.len() == 1 && first_len(element) == Some(1) {
        descriptor.push_str(element);
    } else {
        // A generic type is erased; the callers who write `java.util.List<Long>` mean the list.
        let raw = element.split('<').next().unwrap_or(element);
        descriptor.push('L');
        descriptor.push_str(&raw.replace('.', "/"));
        descriptor.push(';');
    }
    descriptor
}

/// The types of a list of descriptors in the form of `Class.getName`: `int`, `java.lang.String`, `[J`,
/// `[Ljava.lang.String;`. `None` when it is no list of descriptors.
pub(crate) fn class_names(descriptors: &str) -> Option<Vec<String>> {
    let mut rest = descriptors;
    let mut names = Vec::new();
    while !rest.is_empty() {
        let (first, after) = rest.split_at(first_len(rest)?);
        rest = after;
        names.push(match first.as_bytes() {
            [b'L', ..] => first[1..first.len() - 1].replace('/', "."),
            [b'[', ..] => first.replace('/', "."),
            letter => PRIMITIVES
                .iter()
                .find(|(_, primitive)| letter == [*primitive])
                .map(|(source, _)| (*source).to_owned())?,
        });
    }
    Some(names)
}

const PRIMITIVES: [(&str, u8); 9] = [
    ("void", b'V'),
    ("boolean", b'Z'),
    ("byte", b'B'),
    ("char", b'C'),
    ("double", b'D'),
    ("float", b'F'),
    ("int", b'I'),
    ("long", b'J'),
    ("short", b'S'),
];

fn primitive(name: &str) -> Option<char> {
    PRIMITIVES
        .iter()
        .find(|(source, _)| *source == name)
        .map(|(_, letter)| char::from(*letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_java_concatenates() {
        for (text, parameters) in [
            ("", 0),
            ("I", 1),
            ("ILjava/lang/String;[J", 3),
            ("ILjava/lang/String;[J[[Ljava/util/List;Z", 5),
        ] {
            assert_eq!(count(text), Some(parameters), "{text}");
        }
        for text in [
            "L",
            "Ljava/lang/String",
            "[",
            "X",
            "I L",
            "L;",
            "[[",
            "é",
            "IéI",
        ] {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn names_classes_as_java_does() {
        let names = class_names("ILjava/lang/String;[J[[Ljava/util/List;La/B$C;V").unwrap();
        let wanted = [
            "int",
            "java.lang.String",
            "[J",
            "[[Ljava.util.List;",
            "a.B$C",
            "void",
        ];
        assert_eq!(names, wanted);
        for (name, descriptor) in names.iter().zip(["I", "Ljava/lang/String;", "[J"]) {
            assert_eq!(of_type_name(name), descriptor);
        }
        assert_eq!(class_names("X"), None);
        assert_eq!(class_names(""), Some(vec![]));
    }

    #[test]
    fn reads_every_style_of_type_name() {
        for (name, descriptor) in [
            ("int", "I"),
            ("long[]", "[J"),
            ("java.lang.String", "Ljava/lang/String;"),
            ("java.lang.String[]", "[Ljava/lang/String;"),
            ("java.util.List[][]", "[[Ljava/util/List;"),
            ("[Ljava.lang.String;", "[Ljava/lang/String;"),
            ("Ljava/lang/String;", "Ljava/lang/String;"),
            ("[J", "[J"),
            ("J", "J"),
            ("void", "V"),
            ("a.B$C", "La/B$C;"),
            ("java.util.List<java.lang.Long>", "Ljava/util/List;"),
        ] {
            assert_eq!(of_type_name(name), descriptor, "{name}");
        }
    }
}
