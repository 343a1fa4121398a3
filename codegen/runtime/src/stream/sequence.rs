//! JSON text sequences: <https://www.rfc-editor.org/rfc/rfc7464>.

/// What stands before each value.
pub(crate) const RECORD_SEPARATOR: u8 = 0x1E;

/// Whether a body of a media type is such a sequence.
pub(crate) fn is_json_sequence(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json-seq" || essence.ends_with("+json-seq")
}
