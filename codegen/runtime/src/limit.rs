//! A limit that may be set, or set to none.

/// A limit as it was set, if it was.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Limit<T> {
    /// It was not set.
    #[default]
    Unset,
    /// It was set; `None` is no limit.
    Set(Option<T>),
}

impl<T> Limit<T> {
    /// The limit, or another where it was not set.
    pub(crate) fn unless_set(self, other: Option<T>) -> Option<T> {
        match self {
            Self::Unset => other,
            Self::Set(limit) => limit,
        }
    }
}
