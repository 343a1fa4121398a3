//! Unions in unions, whose variants have the same members: no text of a server makes reading them endless.

#![allow(missing_docs, reason = "what an object is for is not what is tested")]
#![allow(unreachable_pub, reason = "the macros make public types")]

use tamis_runtime::{object, untagged};

object! {
    #[derive(Debug, PartialEq)]
    pub struct Left: Deserialize {
        optional inside: Box<Side> = "inside",
        optional left: i64 = "left",
    }
}

object! {
    #[derive(Debug, PartialEq)]
    pub struct Right: Deserialize {
        optional inside: Box<Side> = "inside",
        optional right: i64 = "right",
    }
}

object! {
    /// A type of the name that a word in the macro has, too.
    #[derive(Debug, PartialEq)]
    pub struct Sent: Deserialize {
        required id: i64 = "id",
    }
}

#[test]
fn a_type_may_be_called_sent() {
    assert_eq!(
        serde_json::from_str::<Sent>(r#"{"id": 7}"#).unwrap(),
        Sent { id: 7 }
    );
}

#[derive(Debug, PartialEq)]
pub enum Side {
    Left(Left),
    Right(Right),
}

untagged!(Side { Left, Right });

impl Side {
    fn inside(&self) -> Option<&Self> {
        match self {
            Self::Left(Left { inside, .. }) | Self::Right(Right { inside, .. }) => {
                inside.as_deref()
            }
        }
    }
}

/// A value with others in it. Where each variant were tried for each, 2 to the power of this would be read.
const LEVELS: usize = 100;

fn nested(innermost: &str) -> String {
    let (begin, end) = (r#"{"inside": "#.repeat(LEVELS), "}".repeat(LEVELS));
    format!("{begin}{innermost}{end}")
}

#[test]
fn what_no_variant_knows_does_not_double_the_work_of_each_level() {
    for (innermost, is_right) in [
        (r#"{"new": 1}"#, false),
        (r#"{"left": 1, "new": 1}"#, false),
        (r#"{"right": 1, "new": 1}"#, true),
    ] {
        let mut side: &Side = &serde_json::from_str(&nested(innermost)).unwrap();
        let mut levels = 0;
        while let Some(inside) = side.inside() {
            side = inside;
            levels += 1;
        }
        assert_eq!(levels, LEVELS);
        assert_eq!(matches!(side, Side::Right(_)), is_right, "{innermost}");
    }
}

#[test]
fn what_fits_no_variant_is_an_error_at_once() {
    let error =
        serde_json::from_str::<Side>(&nested(r#"{"left": "x", "right": "x"}"#)).unwrap_err();
    assert!(error.to_string().starts_with("no variant fits"), "{error}");
}

/// The same value in two places of a list, and of another union, is read for each.
#[test]
fn equal_values_are_all_read() {
    let text = r#"{"inside": {"right": 2, "new": 1}, "left": 1, "new": 1}"#;
    let sides: Vec<Side> = serde_json::from_str(&format!("[{text}, {text}]")).unwrap();
    let expected = || {
        Side::Left(Left {
            inside: Some(Box::new(Side::Right(Right {
                inside: None,
                right: Some(2),
            }))),
            left: Some(1),
        })
    };
    assert_eq!(sides, [expected(), expected()]);
}
