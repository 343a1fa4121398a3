//! A client that was generated for another version of the runtime.

const _: () = tamis_runtime::support::contract(0);

fn main() {}
