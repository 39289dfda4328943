//! Any text as a chapter, with its files as a case has them: structure,
//! references and indexes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    common::understand(&common::inputs(&common::files(text)));
});
