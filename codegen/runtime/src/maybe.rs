//! Setters for values that may not be there.

/// Calls a setter only where there is a value.
///
/// ```
/// use tamis_runtime::Maybe as _;
///
/// tamis_runtime::object! {
///     pub struct Order: Serialize {
///         required id: i64 = "id",
///         optional note: String as into = "note",
///     }
/// }
///
/// let order = |note: Option<&str>| Order::new(7).maybe(note, Order::note);
/// assert_eq!(order(Some("soon")).note.as_deref(), Some("soon"));
/// assert_eq!(order(None).note, None);
/// ```
pub trait Maybe: Sized {
    /// `self.set(value)` if there is a value, else `self`.
    #[must_use]
    fn maybe<V>(self, value: Option<V>, set: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }
}

impl<T> Maybe for T {}
