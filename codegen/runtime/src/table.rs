//! Operations as tables: what a document states about their parameters in, everything that callers use of them out.
//!
//! What is sent and how a response is read stands beside the table, in the implementation of
//! [`Operation`](crate::Operation): that part differs from operation to operation, and this part does not.

/// Defines the type of an operation: its fields, how it is made, filled in and sent.
///
/// The first braces hold what must be given, the second ones what may be. `Client` is the type of the client, which
/// has functions `send`, and `pages` and `items` where the head ends in `, Pages, Items`.
///
/// | behind the type | what callers give |
/// |---|---|
/// | | a value of the type |
/// | `as into` | what turns into it |
/// | `as each<T>` | a list of what turns into `T` |
/// | `as filter` | conditions, which join those that are there |
///
/// A field that may be given is documented by the first line of its documentation, its setter by all of it.
///
/// What sends is `#[inline]`, so that the compiler makes code for the operations that are sent, where they are, and for no others.
///
/// ```
/// # mod pets {
/// # use tamis_runtime::{Encoder, Error, NoError, Operation, OperationInfo, RawResponse, Sending};
/// # #[derive(Clone, Debug)]
/// # pub struct Client;
/// # impl Client {
/// #     fn send<T: Operation>(&self, _: &T) -> Sending<T::Output, T::Error> { unreachable!() }
/// # }
/// tamis_runtime::operation! {
///     /// `GET /pets/{owner}`
///     pub struct ListPets<Client> -> Sending<Vec<String>, NoError> {
///         /// Whose.
///         owner: String as into,
///     } with {
///         /// How many at most.
///         limit: i64,
///     }
/// }
///
/// impl<C> Operation for ListPets<C> {
///     // …
/// #   type Output = Vec<String>;
/// #   type Error = NoError;
/// #   const INFO: OperationInfo = OperationInfo { id: "", method: "GET", path: "/pets/{owner}", security: &[] };
/// #   fn encode(&self, _: &mut Encoder) {}
/// #   fn decode(response: &RawResponse) -> Result<Self::Output, Error<Self::Error>> { response.json() }
/// }
/// # }
/// # fn main() {
/// # use pets::ListPets;
///
/// let operation = ListPets::new("somebody").limit(10);
/// assert_eq!((operation.owner.as_str(), operation.limit), ("somebody", Some(10)));
/// # }
/// ```
#[macro_export]
macro_rules! operation {
    // What needs nothing has a default.
    (
        $(#[$head:meta])*
        pub struct $name:ident<$client:ty> -> Sending<$output:ty, $error:ty $(,)?> $(, $pages:ident, $items:ident)? {}
        $(with { $($optional:tt)* })?
    ) => {
        $crate::operation! { @fields
            $(#[$head])*
            #[derive(Default)]
            $name {} { $($($optional)*)? }
        }
        $crate::operation! { @calls $name<$client> -> <$output, $error> $($pages, $items)? }
    };
    (
        $(#[$head:meta])*
        pub struct $name:ident<$client:ty> -> Sending<$output:ty, $error:ty $(,)?> $(, $pages:ident, $items:ident)? {
            $($required:tt)*
        } $(with { $($optional:tt)* })?
    ) => {
        $crate::operation! { @fields
            $(#[$head])*
            $name { $($required)* } { $($($optional)*)? }
        }
        $crate::operation! { @calls $name<$client> -> <$output, $error> $($pages, $items)? }
    };
    (@fields
        $(#[$head:meta])*
        $name:ident {$(
            $(#[$doc:meta])*
            $required:ident: $required_type:ty $(as $required_how:ident $(<$required_item:ty $(,)?>)?)?
        ),* $(,)?} {$(
            #[$brief:meta]
            $(#[$more:meta])*
            $optional:ident: $optional_type:ty $(as $optional_how:ident $(<$optional_item:ty $(,)?>)?)?
        ),* $(,)?}
    ) => {
        $(#[$head])*
        #[derive(Clone, Debug)]
        #[must_use = "an operation does nothing until it is sent"]
        pub struct $name<C = $crate::Unbound> {
            $($(#[$doc])* pub $required: $required_type,)*
            $(#[$brief] pub $optional: ::core::option::Option<$optional_type>,)*
            client: C,
        }

        impl $name {
            /// The operation without a client, for `Client::send`.
            #[allow(clippy::self_named_constructors, reason = "an operation may be called `New`")]
            pub fn new($($required: $crate::operation_takes!($required_type $(, $required_how $(, $required_item)?)?)),*) -> Self {
                Self {
                    $($required: $crate::operation_value!($required $(, $required_how)?),)*
                    $($optional: ::core::option::Option::None,)*
                    client: $crate::Unbound,
                }
            }
        }

        impl<C> $name<C> {
            pub(super) fn bind(
                client: C,
                $($required: $crate::operation_takes!($required_type $(, $required_how $(, $required_item)?)?)),*
            ) -> Self {
                Self {
                    $($required: $crate::operation_value!($required $(, $required_how)?),)*
                    $($optional: ::core::option::Option::None,)*
                    client,
                }
            }

            $(
                #[$brief]
                $(#[$more])*
                pub fn $optional(
                    mut self,
                    $optional: $crate::operation_takes!($optional_type $(, $optional_how $(, $optional_item)?)?),
                ) -> Self {
                    $crate::operation_set!(self.$optional, $optional $(, $optional_how)?);
                    self
                }
            )*
        }
    };
    (@calls $name:ident<$client:ty> -> <$output:ty, $error:ty> $($pages:ident, $items:ident)?) => {
        impl $name<$client> {
            /// Sends the request.
            #[inline]
            pub fn send(self) -> $crate::Sending<$output, $error> {
                self.client.send(&self)
            }

            $crate::blocking_call! { $output, $error }

            $(
                /// Sends the request for each page in turn.
                #[inline]
                pub fn pages(self) -> $crate::$pages<Self> {
                    ::core::clone::Clone::clone(&self.client).pages(self)
                }

                /// Sends the request for each page in turn, and gives the items one by one.
                #[inline]
                pub fn items(self) -> $crate::$items<Self> {
                    ::core::clone::Clone::clone(&self.client).items(self)
                }
            )?
        }

        /// `operation.await` is `operation.send().await`.
        impl ::core::future::IntoFuture for $name<$client> {
            type Output = ::core::result::Result<$output, $crate::Error<$error>>;
            type IntoFuture = $crate::Sending<$output, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    };
}

/// The function that the feature `ureq` adds.
#[cfg(all(feature = "ureq", not(target_arch = "wasm32")))]
#[doc(hidden)]
#[macro_export]
macro_rules! blocking_call {
    ($output:ty, $error:ty) => {
        /// Sends the request and waits in this thread.
        #[inline]
        pub fn send_blocking(self) -> ::core::result::Result<$output, $crate::Error<$error>> {
            self.send().blocking()
        }
    };
}

/// The function that the feature `ureq` adds.
#[cfg(not(all(feature = "ureq", not(target_arch = "wasm32"))))]
#[doc(hidden)]
#[macro_export]
macro_rules! blocking_call {
    ($output:ty, $error:ty) => {};
}

/// What a function takes for a value.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_takes {
    ($ty:ty) => { $ty };
    ($ty:ty, into) => { impl ::core::convert::Into<$ty> };
    ($ty:ty, filter) => { impl ::core::convert::Into<$ty> };
    ($ty:ty, each, $item:ty) => {
        impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<$item>>
    };
}

/// The value that a function makes of what it takes.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_value {
    ($value:ident) => {
        $value
    };
    ($value:ident, into) => {
        ::core::convert::Into::into($value)
    };
    ($value:ident, each) => {
        ::core::iter::Iterator::collect(::core::iter::Iterator::map(
            ::core::iter::IntoIterator::into_iter($value),
            ::core::convert::Into::into,
        ))
    };
}

/// How a setter keeps the value.
#[doc(hidden)]
#[macro_export]
macro_rules! operation_set {
    ($slot:expr, $value:ident, filter) => {
        $crate::Filter::add(&mut $slot, $value)
    };
    ($slot:expr, $value:ident $(, $how:ident)?) => {
        $slot = ::core::option::Option::Some($crate::operation_value!($value $(, $how)?))
    };
}
