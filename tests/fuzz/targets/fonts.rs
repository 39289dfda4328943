//! Any bytes as the font of the text, or as the profile of the press.
#![no_main]

use std::borrow::Cow;

use libfuzzer_sys::fuzz_target;
use recto::model::fonts::FontFile;

const STYLE: &str = include_str!("../../../styles/octavo.yaml");
const CHAPTER: &str = "# One: a héading\n\nOffice *staff* **fly** 1922–23, AV. To [NKVD](style:smallcaps) \
    m^2^ and a note.[^1]\n\n[^1]: The first note: “Wave”.\n";

fuzz_target!(|data: &[u8]| {
    let is_profile = data.get(36..40) == Some(b"acsp");
    let style = STYLE.replace("LibertinusSerif-Regular, italic", "Fuzz, italic");
    let style = style.replace("italic: LibertinusSerif-Italic", "italic: Fuzz");
    let edition = "title: T\nlanguage: en-GB\nstyle: mine\ncontents: { body: [a.md] }\n\
        print: { profile: fuzz }\n";
    let (edition, style) = match is_profile {
        true => (edition.replace("style: mine\n", ""), STYLE.to_string()),
        false => (edition.replace("print: { profile: fuzz }\n", ""), style),
    };
    let files =
        [("edition.yaml", &edition[..]), ("styles/mine.yaml", &style[..]), ("a.md", CHAPTER)];
    let mut inputs = common::inputs(&files);
    if is_profile {
        inputs.profiles.insert("fuzz".to_string(), Cow::Owned(data.to_vec()));
    } else {
        let font = FontFile { name: "Fuzz".to_string(), data: Cow::Owned(data.to_vec()) };
        inputs.fonts.insert("Fuzz".to_string(), font);
    }
    common::build(&inputs);
});
