//! Any bytes as a PDF that a printer would judge.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recto::model::preflight::Sheets;
use recto::model::print_settings::PrintSettings;

fuzz_target!(|data: &[u8]| {
    let usual = PrintSettings::default();
    let sheets = Sheets { signature: usual.signature, paper: usual.paper };
    let _ = recto::preflight(data, sheets);
});
