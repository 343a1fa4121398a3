//! The setters of a generated client's builder: the same for every API, so that they stand here.

/// The setters of a builder that has a [`CoreBuilder`](crate::CoreBuilder) in its field `core`, but for those that the
/// document decides: the credentials and where the server is.
#[doc(hidden)]
#[macro_export]
macro_rules! client_settings {
    () => {
        /// Sets how long a call may take, all attempts included; `None`: as long as it takes. Default: 60 seconds.
        pub fn timeout(
            mut self,
            limit: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
        ) -> Self {
            self.core = self.core.timeout(limit);
            self
        }

        /// Sets how long each attempt of a call may take; `None`: as long as the call. Default: `None`.
        pub fn attempt_timeout(
            mut self,
            limit: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
        ) -> Self {
            self.core = self.core.attempt_timeout(limit);
            self
        }

        /// Sets how failed calls are tried again. Default: up to three attempts, where that does no harm.
        pub fn retry(mut self, retry: $crate::Retry) -> Self {
            self.core = self.core.retry(retry);
            self
        }

        /// Keeps to what the server says of the requests that are left (`RateLimit-Remaining` and its kin): when there are none,
        /// the next ones wait until there are again. Default: `false`.
        pub fn paced(mut self, paced: bool) -> Self {
            self.core = self.core.paced(paced);
            self
        }

        /// Sets how long a connection may take; `None`: as long as it takes. Default: 10 seconds.
        pub fn connect_timeout(
            mut self,
            limit: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
        ) -> Self {
            self.core = self.core.connect_timeout(limit);
            self
        }

        /// Sets how long the server may send nothing once it has begun to send a response; `None`: as long as it likes.
        /// Default: 5 minutes.
        pub fn idle_timeout(
            mut self,
            limit: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
        ) -> Self {
            self.core = self.core.idle_timeout(limit);
            self
        }

        /// Sets how many bytes the body of a response may have, decompressed; `None`: any number. Default: 64 MiB. What is
        /// read as it comes is not counted.
        pub fn max_response_size(
            mut self,
            bytes: impl ::core::convert::Into<::core::option::Option<usize>>,
        ) -> Self {
            self.core = self.core.max_response_size(bytes);
            self
        }

        /// Trusts servers whose certificates come from these authorities (PEM), beside those that the machine trusts.
        pub fn root_certificates(mut self, pem: impl ::core::convert::AsRef<[u8]>) -> Self {
            self.core = self.core.root_certificates(pem);
            self
        }

        /// Trusts no servers but those whose certificates come from these authorities (PEM).
        pub fn only_root_certificates(mut self, pem: impl ::core::convert::AsRef<[u8]>) -> Self {
            self.core = self.core.only_root_certificates(pem);
            self
        }

        /// Sets the certificate by which the client proves who it is: PEM, with its private key.
        pub fn client_certificate(
            mut self,
            pem: impl ::core::convert::Into<$crate::Secret>,
        ) -> Self {
            self.core = self.core.client_certificate(pem);
            self
        }

        /// Sends everything through a proxy, by its URL. Default: what `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say.
        pub fn proxy(mut self, url: impl ::core::convert::Into<$crate::Secret>) -> Self {
            self.core = self.core.proxy(url);
            self
        }

        /// Sends everything directly, whatever proxies the environment names.
        pub fn no_proxy(mut self) -> Self {
            self.core = self.core.no_proxy();
            self
        }

        /// Sends a header with every request.
        pub fn header(
            mut self,
            name: impl ::core::convert::AsRef<str>,
            value: impl ::core::convert::AsRef<str>,
        ) -> Self {
            self.core = self.core.header(name, value);
            self
        }

        /// Sets the `User-Agent`. Default: the name and version of the runtime.
        pub fn user_agent(mut self, user_agent: impl ::core::convert::AsRef<str>) -> Self {
            self.core = self.core.user_agent(user_agent);
            self
        }

        /// Calls a function with each request before it is sent, once for each attempt and with its credentials: to add a
        /// header, say, or a signature.
        pub fn on_request(
            mut self,
            function: impl ::core::ops::Fn(&mut $crate::http::Request<$crate::Body>)
            + $crate::MaybeSend
            + $crate::MaybeSync
            + 'static,
        ) -> Self {
            self.core = self.core.on_request(function);
            self
        }

        /// Calls a function with what each attempt came to: for metrics, say.
        pub fn on_attempt(
            mut self,
            function: impl ::core::ops::Fn(&$crate::Attempt<'_>)
            + $crate::MaybeSend
            + $crate::MaybeSync
            + 'static,
        ) -> Self {
            self.core = self.core.on_attempt(function);
            self
        }

        /// Holds the items of each response against the filters that were sent, and makes a call fail whose filter the
        /// server has ignored. What the server may compare in another way is never an error. Default: `false`.
        pub fn verify_filters(mut self, verify: bool) -> Self {
            self.core = self.core.verify_filters(verify);
            self
        }

        $crate::layer_settings! {}
        $crate::trace_settings! {}

        /// Sends requests in a way of your own: with a `reqwest::Client` that you have already, say.
        pub fn transport(mut self, transport: impl $crate::Transport) -> Self {
            self.core = self.core.transport(transport);
            self
        }
    };
}

/// The setters that the feature `tower` adds.
#[cfg(all(feature = "tower", not(target_arch = "wasm32")))]
#[doc(hidden)]
#[macro_export]
macro_rules! layer_settings {
    () => {
        $crate::layer_settings! {
            /// Puts a layer of tower around the sending of each request: an attempt goes through it, with its
            /// credentials. It stands around those that were given before it.
            layer
            /// Puts a layer of tower around each call, with all its attempts and the waits between them. It stands around
            /// those that were given before it.
            call_layer
        }
    };
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        pub fn $name(mut self, layer: impl $crate::HttpLayer) -> Self {
            self.core = self.core.$name(layer);
            self
        }
    )*};
}

/// The setters that the feature `tower` adds.
#[cfg(not(all(feature = "tower", not(target_arch = "wasm32"))))]
#[doc(hidden)]
#[macro_export]
macro_rules! layer_settings {
    () => {};
}

/// The setter that the feature `tracing` adds.
#[cfg(feature = "tracing")]
#[doc(hidden)]
#[macro_export]
macro_rules! trace_settings {
    () => {
        /// Shows the values of these parameters of the query in traces. Without this call, none is shown: those of filters
        /// are customers' data. Those of credentials never are.
        pub fn traced_parameters<N: ::core::convert::Into<::std::string::String>>(
            mut self,
            names: impl ::core::iter::IntoIterator<Item = N>,
        ) -> Self {
            self.core = self.core.traced_parameters(names);
            self
        }
    };
}

/// The setter that the feature `tracing` adds.
#[cfg(not(feature = "tracing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! trace_settings {
    () => {};
}
