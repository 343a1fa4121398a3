//! stub
pub(crate) fn locate(_: &mut [crate::Report], _: &[crate::Source]) {}
