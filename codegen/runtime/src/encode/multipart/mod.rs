//! Multipart bodies.
//!
//! In: a value that serializes as an object, and the media types that the document gives its parts. Out: the body, one
//! part for each member: a file with its name, text for what is scalar, a part for each item of a list, JSON for
//! objects. Members that are `null` are left out. Which of these a member is, `parts.rs` says; `writer.rs` writes them.

mod parts;
mod writer;

use serde::Serialize;

use self::parts::PartSerializer;
use self::writer::Writer;
use super::Encoder;
use crate::error::RequestError;

impl Encoder {
    /// Sets a body of `multipart/form-data` with a part for each member of an object. `parts` are the media types that the
    /// document gives some of them, by member.
    ///
    /// A [`File`](crate::File) is sent as one, a list as a part for each item, an object as JSON, anything else as text; a list whose
    /// media type is JSON is one part. Members that are `null` are left out.
    pub fn multipart<T: Serialize + ?Sized>(&mut self, value: &T, parts: &[(&str, &str)]) {
        self.multipart_as("multipart/form-data", value, parts);
    }

    /// Sets a multipart body of another media type: `multipart/mixed`. There a list may stand for the object: it is a part for
    /// each item, without a name.
    pub fn multipart_as<T: Serialize + ?Sized>(
        &mut self,
        media_type: &str,
        value: &T,
        parts: &[(&str, &str)],
    ) {
        let mut writer = Writer::new(parts);
        // RFC 7578: each part of a form has a name.
        writer.may_be_unnamed = !media_type.eq_ignore_ascii_case("multipart/form-data");
        match value.serialize(PartSerializer::of_body(&mut writer)) {
            Ok(()) => {
                let (boundary, body) = writer.finish();
                self.set_body(&format!("{media_type}; boundary={boundary}"), body);
            }
            Err(_) if writer.is_spent => self.refuse_request(RequestError::SpentStream),
            Err(source) => self.refuse_request(RequestError::Body { source }),
        }
    }
}
