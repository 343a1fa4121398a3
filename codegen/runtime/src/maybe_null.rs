//! A member that is absent, `null` or a value, where the three mean three things.

/// A member of an object that is sent: left out, `null`, or a value.
///
/// A document that says that a member may be left out and that it may be `null` usually means two things by it: an update
/// leaves alone what is left out, and removes what is `null`.
///
/// ```
/// use tamis_runtime::MaybeNull;
///
/// let given: MaybeNull<String> = "a name".into();
/// assert_eq!(given.as_value().map(String::as_str), Some("a name"));
/// assert_eq!(MaybeNull::from(7), MaybeNull::Value(7));
/// assert!(MaybeNull::<i64>::default().is_absent());
/// assert_ne!(MaybeNull::<i64>::Absent, MaybeNull::Null);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MaybeNull<T> {
    /// It is left out.
    #[default]
    Absent,
    /// It is `null`.
    Null,
    /// It is there.
    Value(T),
}

impl<T> MaybeNull<T> {
    /// Whether it is left out.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether it is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    pub const fn as_value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value; where there is none, its default is put there first.
    pub fn get_or_insert_default(&mut self) -> &mut T
    where
        T: Default,
    {
        if self.as_value().is_none() {
            *self = Self::Value(T::default());
        }
        match self {
            Self::Value(value) => value,
            Self::Absent | Self::Null => unreachable!("there is a value now"),
        }
    }

    /// The value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for MaybeNull<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// A large member is in a box; what is given for it need not be.
impl<T> From<T> for MaybeNull<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl From<&str> for MaybeNull<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}
