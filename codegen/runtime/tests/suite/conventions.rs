//! Filters in the conventions of other servers: their operators, their lists, their null tests, and what they would misread.

use tamis_runtime::{
    EmptyList, Encoder, Filter, FilterField, Identity, ListStyle, Method, ParameterProblem,
    RequestError, TextOp, Value, VendorOp, op, profile,
};

/// The query of one field's conditions.
fn wire<T: Value, S>(field: &'static FilterField, filter: &Filter<T, S>) -> Result<String, String> {
    let mut request = Encoder::new(Method::GET, "http://x");
    request.filter(field, Some(filter));
    let url = request.url().to_owned();
    request.finish().map_err(|error| error.to_string())?;
    Ok(url
        .trim_start_matches("http://x")
        .trim_start_matches('?')
        .to_owned())
}

static NAME: FilterField = FilterField {
    eq: Some("name%5B%24eq%5D"),
    in_: Some("name%5B%24in%5D"),
    text: &[
        (TextOp::IContains, "name__ic"),
        (TextOp::NotRegex, "name__nregex"),
    ],
    empty: Some("name__empty"),
    exists: Some("name__exists"),
    not_in: Some("name__n"),
    between: Some("name__range"),
    vendor: &[("near", "name__near"), ("overlap", "name__overlap")],
    ..FilterField::NONE
};

enum Near {}
impl VendorOp for Near {
    const NAME: &'static str = "near";
}
enum Overlap {}
impl VendorOp for Overlap {
    const NAME: &'static str = "overlap";
}

profile! {
    /// Everything that `NAME` has, and `ne`, which it has not.
    Rich: op::Eq, op::Ne, op::In, op::NotIn, op::Between, op::Empty, op::Exists, op::IContains, op::NotRegex, Near,
        Overlap;
}

#[test]
fn the_operators_of_other_conventions() {
    for (filter, expected) in [
        (
            Filter::<String, Rich>::from("R&D, 50%"),
            "name%5B%24eq%5D=R%26D%2C%2050%25",
        ),
        (Filter::from(&"a".to_owned()), "name%5B%24eq%5D=a"),
        (Filter::from(["a", "b c"]), "name%5B%24in%5D=a,b%20c"),
        (Filter::icontains("x+y"), "name__ic=x%2By"),
        (Filter::not_regex("^a|b$"), "name__nregex=%5Ea%7Cb%24"),
        (Filter::is_empty(), "name__empty=true"),
        (Filter::not_empty(), "name__empty=false"),
        (Filter::exists(), "name__exists=true"),
        (Filter::not_exists(), "name__exists=false"),
        (Filter::not_in(["a"]), "name__n=a"),
        (Filter::between("a", "f"), "name__range=a,f"),
        (Filter::with::<Near>("Delhi"), "name__near=Delhi"),
        (
            Filter::with_list::<Overlap, _>(["a", "b"]),
            "name__overlap=a,b",
        ),
    ] {
        assert_eq!(wire(&NAME, &filter).unwrap(), expected);
    }
}

#[test]
fn what_a_server_would_misread_is_refused() {
    for (filter, message) in [
        (
            Filter::<String, Rich>::from(["a", "x,y"]),
            "parameter `name[$in]`: the item \"x,y\" contains ',', where the server would split it in two",
        ),
        (
            Filter::from(["a", ""]),
            "parameter `name[$in]`: an item of the list is empty",
        ),
        (
            Filter::ne("a"),
            "parameter `name[$eq]`: the server does not offer the operator of a condition",
        ),
    ] {
        assert_eq!(wire(&NAME, &filter).unwrap_err(), message);
    }
    let empty: Vec<String> = Vec::new();
    let mut request = Encoder::new(Method::GET, "http://x");
    request.filter(&NAME, Some(&Filter::<String, Rich>::from(empty)));
    let Err(RequestError::Parameter { name, problem, .. }) = request.finish() else {
        panic!("it was not refused")
    };
    assert_eq!(
        (name.as_str(), problem),
        ("name[$in]", ParameterProblem::EmptyList)
    );
}

#[test]
fn lists_are_written_as_the_server_reads_them() {
    const fn field(list: ListStyle) -> FilterField {
        FilterField {
            in_: Some("f"),
            list,
            empty_list: EmptyList::Sent,
            ..FilterField::NONE
        }
    }
    static COMMA: FilterField = field(ListStyle::Comma);
    static ESCAPED: FilterField = field(ListStyle::Escaped);
    static SPACE: FilterField = field(ListStyle::Space);
    static PIPE: FilterField = field(ListStyle::Pipe);
    static REPEATED: FilterField = field(ListStyle::Repeated);
    static BRACKETS: FilterField = field(ListStyle::Brackets);
    static INDEXED: FilterField = field(ListStyle::Indexed);
    static QUOTED: FilterField = field(ListStyle::Quoted);

    let plain = Filter::<String, Identity>::from(["a", "b&"]);
    let comma = Filter::<String, Identity>::from(["a,\"b\"", "c"]);
    for (field, expected, with_comma) in [
        (&COMMA, "f=a,b%26", None),
        (&ESCAPED, "f=a,b%26", Some("f=a%2C%22b%22,c")),
        (&SPACE, "f=a%20b%26", Some("f=a%2C%22b%22%20c")),
        (&PIPE, "f=a%7Cb%26", Some("f=a%2C%22b%22%7Cc")),
        (&REPEATED, "f=a&f=b%26", Some("f=a%2C%22b%22&f=c")),
        (
            &BRACKETS,
            "f%5B%5D=a&f%5B%5D=b%26",
            Some("f%5B%5D=a%2C%22b%22&f%5B%5D=c"),
        ),
        (
            &INDEXED,
            "f%5B0%5D=a&f%5B1%5D=b%26",
            Some("f%5B0%5D=a%2C%22b%22&f%5B1%5D=c"),
        ),
        (
            &QUOTED,
            "f=%22a%22,%22b%26%22",
            Some("f=%22a%2C%5C%22b%5C%22%22,%22c%22"),
        ),
    ] {
        assert_eq!(wire(field, &plain).unwrap(), expected);
        assert_eq!(wire(field, &comma).ok().as_deref(), with_comma);
        assert_eq!(
            wire(field, &Filter::<String, Identity>::is_in([""; 0])).unwrap(),
            "f="
        );
    }
}

#[test]
fn null_tests_have_their_polarity() {
    static EXISTS: FilterField = FilterField {
        null: Some("f__exists"),
        null_values: ("false", "true"),
        ..FilterField::NONE
    };
    static NOT_NULL: FilterField = FilterField {
        not_null: Some("f__notnull"),
        ..FilterField::NONE
    };
    static PAIR: FilterField = FilterField {
        null: Some("f_null"),
        not_null: Some("f_nnull"),
        null_values: ("1", "0"),
        ..FilterField::NONE
    };
    let (null, not_null) = (Filter::<i64>::is_null(), Filter::<i64>::not_null());
    assert_eq!(wire(&EXISTS, &null).unwrap(), "f__exists=false");
    assert_eq!(wire(&EXISTS, &not_null).unwrap(), "f__exists=true");
    assert_eq!(wire(&NOT_NULL, &null).unwrap(), "f__notnull=false");
    assert_eq!(wire(&NOT_NULL, &not_null).unwrap(), "f__notnull=true");
    assert_eq!(wire(&PAIR, &null).unwrap(), "f_null=1");
    assert_eq!(wire(&PAIR, &not_null).unwrap(), "f_nnull=1");
}

#[test]
fn operators_that_share_a_parameter_are_not_sent_together() {
    // NetBox: a list is the base parameter, repeated; a second value would widen the list, not narrow it.
    static BASE: FilterField = FilterField {
        eq: Some("name"),
        in_: Some("name"),
        list: ListStyle::Repeated,
        ..FilterField::NONE
    };
    let both = Filter::<String, Identity>::from("a").and(["b", "c"]);
    assert!(wire(&BASE, &both).unwrap_err().contains("set twice"));
}

macro_rules! tests_of_text {
    ($($op:ident $constructor:ident,)*) => {
        static TEXTS: FilterField = FilterField {
            text: &[$((TextOp::$op, stringify!($constructor))),*],
            ..FilterField::NONE
        };

        profile! {
            /// All tests of text.
            Texts: $(op::$op),*;
        }

        /// Each test, with the name of its parameter.
        fn tests_of_text() -> Vec<(Filter<String, Texts>, &'static str)> {
            vec![$((Filter::$constructor("a b"), stringify!($constructor))),*]
        }
    };
}

tests_of_text! {
    Contains contains, NotContains not_contains, IContains icontains, NotIContains not_icontains,
    StartsWith starts_with, NotStartsWith not_starts_with,
    IStartsWith istarts_with, NotIStartsWith not_istarts_with,
    EndsWith ends_with, NotEndsWith not_ends_with, IEndsWith iends_with, NotIEndsWith not_iends_with,
    Exact exact, NotExact not_exact, IExact iexact, NotIExact not_iexact,
    Like like, NotLike not_like, ILike ilike, NotILike not_ilike,
    Regex regex, NotRegex not_regex, IRegex iregex, NotIRegex not_iregex,
    Search search, NotSearch not_search, ISearch isearch, NotISearch not_isearch,
}

#[test]
fn every_test_of_text_has_a_parameter_of_its_own() {
    for (filter, name) in tests_of_text() {
        assert_eq!(wire(&TEXTS, &filter).unwrap(), format!("{name}=a%20b"));
    }
}

#[test]
fn each_list_of_a_field_is_written_in_its_own_way() {
    static FIELD: FilterField = FilterField {
        in_: Some("f"),
        not_in: Some("f__n"),
        between: Some("f__range"),
        vendor: &[("overlap", "f__overlap")],
        list: ListStyle::Repeated,
        lists: &[
            ("f__range", ListStyle::Comma),
            ("f__overlap", ListStyle::Pipe),
        ],
        ..FilterField::NONE
    };
    for (filter, expected) in [
        (Filter::<String, Rich>::from(["a", "b"]), "f=a&f=b"),
        (Filter::not_in(["a", "b"]), "f__n=a&f__n=b"),
        (Filter::between("a", "b"), "f__range=a,b"),
        (
            Filter::with_list::<Overlap, _>(["a", "b"]),
            "f__overlap=a%7Cb",
        ),
    ] {
        assert_eq!(wire(&FIELD, &filter).unwrap(), expected);
    }
}
