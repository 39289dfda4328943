//! Any case to a whole book: ebook, PDFs, proofs, sheets, cover.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    common::build(&common::inputs(&common::files(text)));
});
