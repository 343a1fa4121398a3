//! An operator of a server's own, on a field that does not offer it.

use tamis_runtime::{Filter, VendorOp};

enum Near {}

impl VendorOp for Near {
    const NAME: &'static str = "near";
}

fn main() {
    let _: Filter<String> = Filter::with::<Near>("Delhi");
}
