//! Unions: values that may be of several types.
//!
//! In: a value, read as JSON. Out: the variant that its tag names ([`Tagged`]), or the one that accounts for most of it
//! ([`best`]). Which members a type leaves out is noticed while it reads them (`account.rs`), so that nothing about types
//! has to be known here.

mod account;
mod conversions;
mod decided;
mod part;

use std::fmt::Write as _;

use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{self, Serialize, Serializer};

pub use self::account::{unlisted_members, unlisted_value};
pub use self::part::{Misfit, Part};

use self::account::Rest;
use self::decided::{Union, Variant};
use crate::Json;
use crate::stack::Level;

/// How a variant is read.
pub type Reading<T> = fn(Part<'_>) -> Result<T, Misfit>;

/// Reads a union whose values do not say which variant they are: of the variants that fit, the one that leaves out the
/// least; of equals, the first.
///
/// # Errors
///
/// When no variant fits: it says why not, for each.
pub fn best<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    readings: &[(&str, Reading<T>)],
) -> Result<T, D::Error> {
    let _level = Level::enter().map_err(de::Error::custom)?;
    let value = Json::deserialize(deserializer)?;
    let union = Union::enter();
    let key = union.key::<T>(&value);
    let before = Rest::take();
    let mut trial = Trial {
        best: None,
        misfits: Vec::new(),
    };
    match key.and_then(decided::found) {
        Some(Variant::At(index)) => {
            if let Some((_, read)) = readings.get(index) {
                trial.reads(index, *read, &value);
            }
        }
        Some(Variant::None) => {}
        None => {
            for (index, (_, read)) in readings.iter().enumerate() {
                if trial.reads(index, *read, &value) {
                    break;
                }
            }
            if let Some(key) = key {
                decided::keep(key, trial.variant());
            }
        }
    }
    before.note();
    trial.end(readings)
}

/// What has been found among the variants so far. Each step is a function of its own, so that none has room for more than one
/// value while it calls what reads the next level.
struct Trial<T> {
    /// What it leaves out, its position, and itself.
    best: Option<(Rest, usize, T)>,
    misfits: Vec<Misfit>,
}

impl<T> Trial<T> {
    /// Reads a variant; whether none can be better.
    fn reads(&mut self, index: usize, read: Reading<T>, value: &Json) -> bool {
        let result = read(Part(value));
        self.weigh(index, result)
    }

    fn weigh(&mut self, index: usize, result: Result<T, Misfit>) -> bool {
        let rest = Rest::take();
        match result {
            Ok(found) if self.best.as_ref().is_none_or(|(least, _, _)| rest < *least) => {
                self.best = Some((rest, index, found));
                rest.is_none()
            }
            Ok(_) => false,
            Err(misfit) => {
                self.misfits.push(misfit);
                false
            }
        }
    }

    fn variant(&self) -> Variant {
        match &self.best {
            Some((_, index, _)) => Variant::At(*index),
            None => Variant::None,
        }
    }

    fn end<E: de::Error>(self, readings: &[(&str, Reading<T>)]) -> Result<T, E> {
        match self.best {
            Some((rest, _, found)) => {
                rest.note();
                Ok(found)
            }
            None => Err(E::custom(none_fits(
                readings.iter().map(|(name, _)| *name),
                &self.misfits,
            ))),
        }
    }
}

fn none_fits<'a>(names: impl Iterator<Item = &'a str>, misfits: &[Misfit]) -> String {
    /// Nobody reads more.
    const MOST: usize = 4;
    let mut text = String::from("no variant fits");
    for (index, (name, misfit)) in names.zip(misfits).enumerate() {
        let separator = if index == 0 { ": " } else { "; " };
        if index == MOST {
            text.push_str("; and so on");
            break;
        }
        _ = write!(text, "{separator}as `{name}`, {misfit}");
    }
    text
}

/// Reads a union whose values do not say which variant they are.
///
/// | behind a variant | |
/// |---|---|
/// | | any value of its type |
/// | `as exact` | only a text that the type would write in the same way |
/// | `as exact_instant` | only a text that names one instant |
///
/// ```
/// use tamis_runtime::Uuid;
///
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// struct Cat { lives: Option<i64> }
///
/// #[derive(serde::Deserialize, Debug, PartialEq)]
/// struct Dog { tricks: Option<Vec<String>> }
///
/// #[derive(Debug, PartialEq)]
/// enum Pet { Cat(Cat), Dog(Dog), Id(Uuid), Name(String) }
///
/// tamis_runtime::untagged!(Pet { Cat, Dog, Id as exact, Name });
///
/// let pet: Pet = serde_json::from_str(r#"{"tricks": ["roll"]}"#)?;
/// assert_eq!(pet, Pet::Dog(Dog { tricks: Some(vec!["roll".to_owned()]) }));
/// let id: Pet = serde_json::from_str(r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#)?;
/// assert!(matches!(id, Pet::Id(_)));
/// let name: Pet = serde_json::from_str(r#""67e5504410b1426f9247bb680e5fe0c8""#)?;
/// assert!(matches!(name, Pet::Name(_)));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! untagged {
    ($name:ident { $($variant:ident $(as $how:ident)?),* $(,)? }) => {
        impl<'de> $crate::support::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::support::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::support::best(
                    deserializer,
                    &[$((
                        ::core::stringify!($variant),
                        |part| $crate::untagged!(@read part $(, $how)?).map(Self::$variant),
                    )),*],
                )
            }
        }
    };
    (@read $part:ident) => { $part.decode() };
    (@read $part:ident, $how:ident) => { $part.$how() };
}

/// A value of a union, read so far that its tag can be looked at.
#[derive(Clone, Debug)]
pub struct Tagged {
    tag: Option<String>,
    value: Json,
}

impl Tagged {
    /// Reads a value; its tag is the member called `property`.
    ///
    /// # Errors
    ///
    /// Those of the value.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        property: &str,
    ) -> Result<Self, D::Error> {
        let value = Json::deserialize(deserializer)?;
        let tag = match value.get(property) {
            Some(Json::String(tag)) => Some(tag.clone()),
            None | Some(Json::Null) => None,
            Some(other) => Some(other.to_string()),
        };
        Ok(Self { tag, value })
    }

    /// The tag; nothing when it is missing. A tag that is a number has its digits.
    #[must_use]
    pub fn tag(&self) -> &str {
        self.tag.as_deref().unwrap_or_default()
    }

    /// The value as the variant that the tag names.
    ///
    /// # Errors
    ///
    /// When it is not what the tag says.
    pub fn decode<T, E: de::Error>(self, read: Reading<T>) -> Result<T, E> {
        read(Part(&self.value)).map_err(|misfit| {
            let tag = self.tag.unwrap_or_default();
            E::custom(format_args!("as `{tag}`, {misfit}"))
        })
    }

    /// The value as it is, where no variant has its tag.
    #[must_use]
    pub fn into_json(self) -> Json {
        Rest::unknown(&self.value).note();
        self.value
    }
}

/// Writes a value of a union whose type has no member for the tag, or may leave it out.
///
/// # Errors
///
/// Those of the value, and when it is not an object.
pub fn write_tagged<T: Serialize + ?Sized, S: Serializer>(
    property: &str,
    tag: impl Into<Json>,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(ser::Error::custom)?;
    match value.as_object_mut() {
        Some(members) => _ = members.insert(property.to_owned(), tag.into()),
        None => {
            return Err(ser::Error::custom(format_args!(
                "`{property}` is the member of an object"
            )));
        }
    }
    value.serialize(serializer)
}
