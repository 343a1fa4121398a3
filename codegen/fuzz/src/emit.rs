//! From the text of a document to the files of a client.
//!
//! In: any bytes; most are JSON that `mutate.rs` has changed as a tree. Out: nothing, or a crash where a promise is broken:
//! the generator panics, makes what is not Rust, or a comment in which rustdoc finds a test, or something else the second time. Time and memory are limited by
//! the options in `run`.

#![no_main]

mod comments;
mod mutate;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use tamis::{Generated, Source};

fuzz_target!(|data: &[u8]| {
    let Some(generated) = generate(data) else {
        return;
    };
    for (path, text) in generated.files() {
        if let Err(error) = syn::parse_file(text) {
            panic!("{path} is not Rust: {error}\n{text}");
        }
        if let Some(comment) = comments::runs(text) {
            panic!("{path} has a test in a comment:\n{comment}");
        }
    }
    // Twice as long, so not each time.
    if data.len() % 8 == 0 {
        let again = generate(data).expect("it was generated before");
        assert!(generated.files().eq(again.files()), "other bytes the second time");
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::mutate(data, size, max_size, seed).unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});

/// A client, if the document is one.
fn generate(data: &[u8]) -> Option<Generated> {
    let outcome = tamis::configure().generate(&[Source::new("document.yaml", data)]);
    match outcome {
        Ok(generated) => Some(generated),
        Err(error) => {
            for diagnostic in error.diagnostics() {
                assert_ne!(diagnostic.code, "internal", "{error}");
            }
            // Making the message looks for lines in the text.
            assert!(!error.to_string().is_empty());
            None
        }
    }
}
