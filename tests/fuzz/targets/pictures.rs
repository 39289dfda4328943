//! Any bytes as an image, from disk to the books: the reader of images looks
//! at what they hold, not at what they are called.
#![no_main]

use std::path::PathBuf;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use recto::load;
use recto::model::diagnostic::Diagnostics;

/// A folder with an edition that shows one image, and has it on its cover.
fn folder() -> &'static PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("recto-pictures-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
        let edition = "title: T\nlanguage: en-GB\ncover: a.png\ncontents: { body: [a.md] }\n";
        let chapter = "# One\n\nWords.\n\n![A picture](a.png \"Of *it*\")\n\n![](a.png)\n";
        std::fs::write(folder.join("edition.yaml"), edition).expect("a file can be written");
        std::fs::write(folder.join("a.md"), chapter).expect("a file can be written");
        folder
    })
}

fuzz_target!(|data: &[u8]| {
    std::fs::write(folder().join("a.png"), data).expect("a file can be written");
    let inputs = load::inputs(folder(), &mut Diagnostics::default());
    let inputs = inputs.expect("the folder can be read");
    if inputs.images.contains_key("a.png") {
        common::build(&inputs);
    }
});
