//! What is written once and copied is what is written anew, byte for byte.

use hessian2::{
    Date, Decoder, Encode, Encoder, ErrorKind, Hessian, Limits, ObjectList, PreparedFields, Texts,
};

use crate::sample::{Point, Shadow};

/// What a page shows of one article.
#[derive(Hessian, Debug, Clone, Default, PartialEq)]
#[hessian(class = "com.example.Shown")]
struct Shown {
    sku: String,
    known: bool,
    left: i64,
    days: Option<i32>,
    price: f64,
    at: Option<Date>,
}

/// An answer with a list in its middle.
#[derive(Hessian, Debug, Default, PartialEq)]
#[hessian(class = "com.example.Answer")]
struct Answer<T> {
    code: String,
    data: Option<T>,
    first: Option<Point>,
}

const LEADING: usize = 5;

fn items() -> Vec<Shown> {
    let item = |sku: &str, left, at| Shown {
        sku: sku.to_owned(),
        known: left > 0,
        left,
        days: (left == 0).then_some(7),
        price: 12.5,
        at,
    };
    let mut items: Vec<Shown> = (0..20)
        .map(|n| item(&format!("SKU-{n:06}"), n * 1_000, Some(Date(60_000 * n))))
        .collect();
    items.push(item("", 1 << 40, None));
    items.push(item("轮胎-🚗", -1, Some(Date(1_700_000_000_123))));
    items.push(item(&"x".repeat(31), 5, Some(Date(-1))));
    items.push(item(&"x".repeat(32), 5, Some(Date(i64::MIN))));
    items.push(item(&"é".repeat(70_000), 5, Some(Date(0))));
    items
}

fn written<T: Encode>(value: &T) -> Vec<u8> {
    let mut e = Encoder::new();
    e.write(value).unwrap();
    e.into_vec()
}

/// The list of `items`, every third of which becomes known last.
fn listed(items: &[Shown]) -> ObjectList<Shown> {
    let mut list = ObjectList::with_capacity(items.len(), 40);
    for (index, item) in items.iter().enumerate() {
        match index % 3 {
            0 => {
                let leading = PreparedFields::of(item, LEADING).unwrap();
                list.push_prepared(&leading, [&item.at]).unwrap();
            }
            1 => list.push(item).unwrap(),
            _ => list.push_gap().unwrap(),
        }
    }
    for (index, item) in items.iter().enumerate().filter(|(index, _)| index % 3 == 2) {
        list.fill(index, item).unwrap();
    }
    list
}

#[test]
fn a_list_of_prepared_objects_is_the_list_of_the_objects() {
    for items in [
        vec![],
        items()[..7].to_vec(),
        items()[..8].to_vec(),
        items(),
    ] {
        let list = listed(&items);
        assert_eq!(list.len(), items.len());
        assert_eq!(list.read().unwrap(), items);
        assert_eq!(written(&list), written(&items), "alone");
        let answer = Answer {
            code: "OK".to_owned(),
            data: Some(items),
            first: Some(Point::default()),
        };
        let prepared = Answer {
            code: "OK".to_owned(),
            data: Some(list),
            first: Some(Point::default()),
        };
        let bytes = written(&prepared);
        assert_eq!(bytes, written(&answer), "inside another object");
        let limits = Limits {
            string_units: usize::MAX,
            ..Limits::default()
        };
        let read: Answer<Vec<Shown>> = Decoder::with_limits(&bytes, limits).read().unwrap();
        assert_eq!(read, answer);
    }
}

#[test]
fn a_class_gets_the_number_its_stream_gives_it() {
    let items = items();
    let list = listed(&items);
    let (mut one, mut other) = (Encoder::new(), Encoder::new());
    for class in 0..17 {
        for e in [&mut one, &mut other] {
            e.object(&format!("com.example.C{class}"), &[]).unwrap();
        }
    }
    one.write(&list).unwrap();
    other.write(&items).unwrap();
    // A reference after the list leads to the same value in both.
    let bytes = one.into_vec();
    assert!(bytes.contains(&b'O'), "beyond the short form");
    assert_eq!(bytes, other.into_vec());
}

#[test]
fn what_streams_number_is_refused() {
    let kind = |refused: Result<PreparedFields<Answer<Vec<i32>>>, hessian2::Error>| {
        let error = refused.unwrap_err();
        (error.kind(), error.to_string())
    };
    let answer = |data, first| Answer {
        code: "OK".to_owned(),
        data,
        first,
    };
    let (list, object) = (
        answer(Some(vec![]), None),
        answer(None, Some(Point::default())),
    );
    let (refused, message) = kind(PreparedFields::of(&list, 2));
    assert_eq!(refused, ErrorKind::Unencodable);
    assert!(message.contains("data"), "{message}");
    assert!(PreparedFields::of(&list, 1).is_ok(), "the list comes later");
    assert_eq!(
        kind(PreparedFields::of(&object, 3)).0,
        ErrorKind::Unencodable
    );
    let flat = PreparedFields::of(&answer(None, None), 3).unwrap();
    assert_eq!(flat.read().unwrap(), answer(None, None));
    assert_eq!(
        kind(PreparedFields::of(&answer(None, None), 4)).0,
        ErrorKind::Unencodable,
        "it has three fields"
    );
    let mut open = ObjectList::with_capacity(1, 8);
    assert!(open.push(&object).is_err());
    let mut open: ObjectList<Answer<Vec<i32>>> = ObjectList::with_capacity(1, 8);
    assert!(
        open.push_prepared(&flat, [&1_i32]).is_err(),
        "four of three"
    );
    let one = PreparedFields::of(&list, 1).unwrap();
    assert!(open.push_prepared(&one, [&1_i32]).is_err(), "two of three");
    assert!(
        open.push_prepared(&one, [&Some(vec![1]), &None::<i32>])
            .is_err(),
        "a list among the rest"
    );
}

#[test]
fn a_gap_that_was_left_is_an_error_and_not_a_shorter_list() {
    let mut list: ObjectList<Point> = ObjectList::with_capacity(2, 8);
    list.push(&Point::default()).unwrap();
    list.push_gap().unwrap();
    let refused = Encoder::new().write(&list).unwrap_err();
    assert!(refused.to_string().contains("item 1"), "{refused}");
    assert!(list.read().is_err());
    for no_gap in [0, 2] {
        let refused = list.fill(no_gap, &Point::default()).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::OutOfRange);
    }
    list.fill(1, &Point { x: 1, y: 2 }).unwrap();
    assert_eq!(list.read().unwrap()[1], Point { x: 1, y: 2 });
}

#[test]
fn fields_of_a_superclass_are_prepared_too() {
    let mut value = Shadow {
        name: Some("own".to_owned()),
        ..Shadow::default()
    };
    value.base.created_at = Some(Date(7));
    let mut list = ObjectList::with_capacity(1, 8);
    let leading = PreparedFields::of(&value, 1).unwrap();
    list.push_prepared(&leading, [&value.base.created_at])
        .unwrap();
    assert_eq!(written(&list), written(&vec![value]));
}

#[test]
fn it_knows_the_text_it_begins_with() {
    for item in items() {
        let leading = PreparedFields::of(&item, LEADING).unwrap();
        for other in items() {
            assert_eq!(
                leading.begins_with(&other.sku),
                item.sku == other.sku,
                "{:.40} {:.40}",
                item.sku,
                other.sku
            );
        }
        assert!(!leading.begins_with(&format!("{}x", item.sku)));
    }
    let number = PreparedFields::of(&Point { x: 0, y: 0 }, 2).unwrap();
    assert!(!number.begins_with("") && !number.begins_with("0"));
}

#[test]
fn texts_are_a_list_of_strings() {
    let names: Vec<String> = items().into_iter().map(|item| item.sku).collect();
    let mut texts = Texts::default();
    for name in &names {
        texts.push(name).unwrap();
    }
    let bytes = written(&texts);
    assert_eq!(bytes, written(&names));
    let read: Texts = Decoder::new(&bytes).read().unwrap();
    assert_eq!(read, texts);
    assert_eq!(read.len(), names.len());
    assert!(read.iter().eq(names.iter().map(String::as_str)));
    for (index, name) in names.iter().enumerate() {
        assert_eq!(read.get(index), Some(name.as_str()));
    }
    assert_eq!(read.get(names.len()), None);
    let loose = vec![None, Some("a"), None];
    let read: Texts = Decoder::new(&written(&loose)).read().unwrap();
    assert!(read.iter().eq(["", "a", ""]));
    let read: Texts = Decoder::new(b"N").read().unwrap();
    assert!(read.is_empty());
    // 1, 2L, true: as every text reads them.
    let read: Texts = Decoder::new(b"\x7b\x91\xe2T").read().unwrap();
    assert!(read.iter().eq(["1", "2", "true"]));
    // A run of short ones, and whatever may end it.
    for last in [
        None,
        Some("é"),
        Some("轮胎-🚗"),
        Some(&*"y".repeat(32)),
        Some(""),
    ] {
        let mut mixed = vec![Some("a"); 9];
        mixed[5] = last;
        let expected = mixed.iter().map(|text| text.unwrap_or_default());
        let bytes = written(&mixed);
        let read: Texts = Decoder::new(&bytes).read().unwrap();
        assert!(read.iter().eq(expected), "{read:?}");
        let whole: Vec<Option<String>> = Decoder::new(&bytes).read().unwrap();
        assert_eq!(whole.len(), 9);
        for cut in 0..bytes.len() {
            assert!(
                Decoder::new(&bytes[..cut]).read::<Texts>().is_err(),
                "{cut}"
            );
            assert!(Decoder::new(&bytes[..cut]).skip().is_err(), "{cut}");
        }
        let mut all = Decoder::new(&bytes);
        all.skip().unwrap();
        assert!(all.is_at_end());
    }
    for no_list in [&b"\x91"[..], b"\x01a", b"HZ", b"\x79\x78"] {
        assert!(Decoder::new(no_list).read::<Texts>().is_err());
    }
}

#[test]
fn texts_stay_within_the_limits_of_their_stream() {
    let bytes = written(&vec!["a"; 10]);
    let read = |limits: Limits| Decoder::with_limits(&bytes, limits).read::<Texts>();
    let items = |items| Limits {
        items,
        ..Limits::default()
    };
    assert!(read(items(10)).is_ok());
    assert_eq!(read(items(9)).unwrap_err().kind(), ErrorKind::Limit);
    // Ten ends of four bytes, and a block of 64 for the texts.
    let memory = |expansion_floor| Limits {
        expansion: 0,
        expansion_floor,
        ..Limits::default()
    };
    assert!(read(memory(104)).is_ok());
    assert_eq!(read(memory(103)).unwrap_err().kind(), ErrorKind::Limit);
    let bytes = written(&vec!["abc"; 10]);
    let units = |string_units| {
        let limits = Limits {
            string_units,
            ..Limits::default()
        };
        (
            Decoder::with_limits(&bytes, limits.clone()).read::<Texts>(),
            Decoder::with_limits(&bytes, limits).skip(),
        )
    };
    let (read, passed) = units(3);
    assert!(read.is_ok() && passed.is_ok());
    let (read, passed) = units(2);
    assert_eq!(read.unwrap_err().kind(), ErrorKind::Limit);
    assert_eq!(passed.unwrap_err().kind(), ErrorKind::Limit);
}
