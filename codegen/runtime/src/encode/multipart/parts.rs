//! What the members of a multipart body become: serde's side of multipart bodies.
//!
//! In: the calls of a `Serialize`. Out: calls of [`Writer`], one for each part. What is sent as JSON goes through
//! `serde_json`'s own serializer.

use serde::Serialize;
use serde::ser::{self, Error as _, Impossible, Serializer};
use serde_json::Error;
use serde_json::value::Serializer as JsonSerializer;

use super::writer::Writer;
use crate::file::{self, File};

/// Serializes a body, a member of one, or an item of a list that is a member.
pub(super) struct PartSerializer<'w, 'p, 'n> {
    writer: &'w mut Writer<'p>,
    place: Place<'n>,
}

/// What is being serialized.
#[derive(Clone, Copy)]
enum Place<'n> {
    Body,
    /// The member of this name.
    Member(&'n str),
    /// An item of the member of this name.
    Item(&'n str),
}

impl<'w, 'p, 'n> PartSerializer<'w, 'p, 'n> {
    /// For a body.
    pub(super) fn of_body(writer: &'w mut Writer<'p>) -> Self {
        Self {
            writer,
            place: Place::Body,
        }
    }

    /// The name of the part, which a body has not.
    fn name(&self) -> Result<&'n str, Error> {
        match self.place {
            Place::Body => Err(Error::custom("a multipart body is an object or a list")),
            Place::Member(name) | Place::Item(name) => Ok(name),
        }
    }

    fn text(self, text: &str) -> Result<(), Error> {
        let name = self.name()?;
        self.writer.text(name, text)
    }

    fn object(self, length: Option<usize>) -> Result<Object<'w, 'p, 'n>, Error> {
        Ok(match self.place {
            Place::Body => Object::Members {
                writer: self.writer,
                key: String::new(),
            },
            Place::Member(name) | Place::Item(name) => Object::Json {
                json: JsonSerializer.serialize_map(length)?,
                writer: self.writer,
                name,
            },
        })
    }

    fn list(self, length: Option<usize>) -> Result<List<'w, 'p, 'n>, Error> {
        let writer = self.writer;
        let name = match self.place {
            Place::Body if !writer.may_be_unnamed => {
                return Err(Error::custom("a form is an object"));
            }
            Place::Body => {
                writer.is_unnamed = true;
                return Ok(List::Items { writer, name: "" });
            }
            Place::Member(name) | Place::Item(name) => name,
        };
        Ok(match self.place {
            Place::Member(_) if !writer.is_json(name) => List::Items { writer, name },
            _ => List::Json {
                json: JsonSerializer.serialize_seq(length)?,
                writer,
                name,
            },
        })
    }
}

macro_rules! as_text {
    ($($method:ident: $ty:ty),* $(,)?) => {
        $(fn $method(self, value: $ty) -> Result<(), Error> {
            self.text(&value.to_string())
        })*
    };
}

impl<'w, 'p, 'n> Serializer for PartSerializer<'w, 'p, 'n> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = List<'w, 'p, 'n>;
    type SerializeTuple = List<'w, 'p, 'n>;
    type SerializeTupleStruct = List<'w, 'p, 'n>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Object<'w, 'p, 'n>;
    type SerializeStruct = Object<'w, 'p, 'n>;
    type SerializeStructVariant = Impossible<(), Error>;

    as_text! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_char: char,
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        if value.is_finite() {
            self.text(&value.to_string())
        } else {
            Err(Error::custom(
                "a number that is not finite has no text form",
            ))
        }
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        if value.is_finite() {
            self.text(&value.to_string())
        } else {
            Err(Error::custom(
                "a number that is not finite has no text form",
            ))
        }
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        let name = self.name()?;
        self.writer.file(name, &File::new(value.to_vec()))
    }

    fn serialize_none(self) -> Result<(), Error> {
        match self.place {
            // Without it, the list would be another one.
            Place::Item(name) => Err(Error::custom(format_args!(
                "an item of `{name}` is `null`, for which there is no part"
            ))),
            Place::Body | Place::Member(_) => Ok(()),
        }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        // Taken in any case, so that no other value can be mistaken for it.
        let file = if name == file::TOKEN {
            file::at_hand()
        } else {
            None
        };
        match file {
            Some(file) => {
                let name = self.name()?;
                self.writer.file(name, &file)
            }
            None => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut object = self.object(Some(1))?;
        ser::SerializeStruct::serialize_field(&mut object, variant, value)?;
        ser::SerializeStruct::end(object)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        self.list(length)
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, Error> {
        self.list(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        self.list(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error::custom(
            "a part has no form for a variant of several values",
        ))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, Error> {
        self.object(length)
    }

    fn serialize_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStruct, Error> {
        self.object(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error::custom(
            "a part has no form for a variant with members",
        ))
    }
}

/// An object: the body, or a part in JSON.
pub(super) enum Object<'w, 'p, 'n> {
    Members {
        writer: &'w mut Writer<'p>,
        key: String,
    },
    Json {
        writer: &'w mut Writer<'p>,
        name: &'n str,
        json: <JsonSerializer as Serializer>::SerializeMap,
    },
}

fn member<T: Serialize + ?Sized>(
    writer: &mut Writer<'_>,
    name: &str,
    value: &T,
) -> Result<(), Error> {
    value.serialize(PartSerializer {
        writer,
        place: Place::Member(name),
    })
}

impl ser::SerializeStruct for Object<'_, '_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match self {
            Self::Members { writer, .. } => member(writer, name, value),
            Self::Json { json, .. } => ser::SerializeMap::serialize_entry(json, name, value),
        }
    }

    fn end(self) -> Result<(), Error> {
        ser::SerializeMap::end(self)
    }
}

impl ser::SerializeMap for Object<'_, '_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        match self {
            Self::Members { key: kept, .. } => {
                *kept = match key.serialize(JsonSerializer)? {
                    serde_json::Value::String(key) => key,
                    other => other.to_string(),
                };
                Ok(())
            }
            Self::Json { json, .. } => json.serialize_key(key),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        match self {
            Self::Members { writer, key } => member(writer, key, value),
            Self::Json { json, .. } => json.serialize_value(value),
        }
    }

    fn end(self) -> Result<(), Error> {
        match self {
            Self::Members { .. } => Ok(()),
            Self::Json { writer, name, json } => {
                writer.json(name, &serde_json::to_vec(&ser::SerializeMap::end(json)?)?)
            }
        }
    }
}

/// A list: a part for each item, or one in JSON.
pub(super) enum List<'w, 'p, 'n> {
    Items {
        writer: &'w mut Writer<'p>,
        name: &'n str,
    },
    Json {
        writer: &'w mut Writer<'p>,
        name: &'n str,
        json: <JsonSerializer as Serializer>::SerializeSeq,
    },
}

impl List<'_, '_, '_> {
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        match self {
            Self::Items { writer, name } => value.serialize(PartSerializer {
                writer,
                place: Place::Item(name),
            }),
            Self::Json { json, .. } => ser::SerializeSeq::serialize_element(json, value),
        }
    }

    fn finish(self) -> Result<(), Error> {
        match self {
            Self::Items { .. } => Ok(()),
            Self::Json { writer, name, json } => {
                writer.json(name, &serde_json::to_vec(&ser::SerializeSeq::end(json)?)?)
            }
        }
    }
}

macro_rules! list {
    ($($name:ident $method:ident),*) => {
        $(impl ser::$name for List<'_, '_, '_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.item(value)
            }

            fn end(self) -> Result<(), Error> {
                self.finish()
            }
        })*
    };
}

list!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field);
