//! Fonts: whether they are in the file, and no more of them than is used.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use crate::model::preflight::Gravity;
use crate::pdf::preflight::findings::Findings;

/// What is known of a font, by the place of its dictionary in memory.
#[derive(Default)]
pub(crate) struct Fonts {
    known: BTreeMap<usize, Font>,
}

struct Font {
    name: String,
    is_embedded: bool,
    is_subset: bool,
}

impl Fonts {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.known.len()
    }

    /// Looks at the fonts of a page: those of its resources, and of the
    /// resources of the forms on it.
    pub(crate) fn page(
        &mut self,
        at: u32,
        document: &Document,
        resources: &[&Dictionary],
        findings: &mut Findings,
    ) {
        for resources in resources {
            let fonts = resources.get_deref(b"Font", document).and_then(Object::as_dict);
            for (_, font) in fonts.into_iter().flat_map(Dictionary::iter) {
                let font = document.dereference(font).and_then(|(_, font)| font.as_dict());
                let Ok(font) = font else { continue };
                let key = std::ptr::from_ref(font) as usize;
                let known = self.known.entry(key).or_insert_with(|| read(document, font));
                let name = &known.name;
                if !known.is_embedded {
                    let help = "embed every font, those that all computers have too";
                    let message = format!("the font `{name}` is not in the file");
                    findings.on_page(
                        (Gravity::Error, "font-not-embedded", help),
                        message,
                        at,
                        None,
                    );
                } else if !known.is_subset {
                    let help = "the file need only hold the characters in use";
                    let message =
                        format!("the font `{name}` is in the file with all its characters");
                    findings.on_page((Gravity::Note, "font-not-subset", help), message, at, None);
                }
            }
        }
    }
}

fn read(document: &Document, font: &Dictionary) -> Font {
    let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or(b"");
    let name = String::from_utf8_lossy(name).into_owned();
    let kind = font.get(b"Subtype").and_then(Object::as_name).unwrap_or(b"");
    // Its glyphs are streams of the file.
    if kind == b"Type3" {
        return Font { name, is_embedded: true, is_subset: true };
    }
    let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
    let below = below.ok().and_then(|below| document.dereference(below.first()?).ok());
    let owner = below.and_then(|(_, below)| below.as_dict().ok()).unwrap_or(font);
    let descriptor = owner.get_deref(b"FontDescriptor", document).and_then(Object::as_dict);
    let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    let is_embedded = descriptor.is_ok_and(|descriptor| {
        keys.iter()
            .any(|key| descriptor.get_deref(key, document).is_ok_and(|it| it.as_stream().is_ok()))
    });
    let tag = name.split_once('+').map_or("", |(tag, _)| tag);
    let is_subset = tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase());
    Font { name, is_embedded, is_subset }
}
