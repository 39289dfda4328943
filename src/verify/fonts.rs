//! What the codes of a PDF's fonts stand for: their ToUnicode maps.

use crate::verify::inflate::Inflater;
use crate::verify::letters;
use crate::verify::objects::{self, Objects};
use crate::verify::syntax::{self, Reader, Value};

/// What the map does not know.
pub(crate) const UNKNOWN: char = '\u{fffd}';

/// The codes of one font, two bytes each.
pub(crate) struct Font {
    /// By code: from and to, in `texts`; `None` for a code without a text.
    places: Vec<Option<(u32, u32)>>,
    texts: String,
    /// By code: its text, where that is one byte, as most are; else 0.
    bytes: Vec<u8>,
}

impl Font {
    /// Adds what a code stands for: its letters alone.
    pub(crate) fn push(&self, code: u16, to: &mut String) {
        if let Some(byte @ 1..) = self.bytes.get(usize::from(code)) {
            return to.push(char::from(*byte));
        }
        match self.places.get(usize::from(code)).copied().flatten() {
            Some((from, end)) => to.push_str(&self.texts[from as usize..end as usize]),
            None => to.push(UNKNOWN),
        }
    }

    /// A font whose codes are the numbers of their letters.
    #[cfg(test)]
    pub(crate) fn latin() -> Font {
        let mut font = Font { places: Vec::new(), texts: String::new(), bytes: Vec::new() };
        for code in 32..127_u8 {
            font.set(u16::from(code), &char::from(code).to_string());
        }
        font
    }

    fn read(map: &[u8]) -> Font {
        let mut font = Font { places: Vec::new(), texts: String::new(), bytes: Vec::new() };
        let mut reader = Reader::new(map);
        let mut is_within = false;
        while let Some(token) = reader.token() {
            match token {
                b"beginbfchar" => is_within = true,
                b"endbfchar" => is_within = false,
                code if is_within => {
                    let code = syntax::string(code);
                    let text = reader.token().map(syntax::string).unwrap_or_default();
                    if let [high, low] = code[..] {
                        font.set(u16::from_be_bytes([high, low]), &syntax::utf16(&text));
                    }
                }
                _ => {}
            }
        }
        font
    }

    fn set(&mut self, code: u16, text: &str) {
        let from = self.texts.len() as u32;
        letters::push(text, &mut self.texts);
        let count = self.places.len().max(usize::from(code) + 1);
        self.places.resize(count, None);
        self.bytes.resize(count, 0);
        self.places[usize::from(code)] = Some((from, self.texts.len() as u32));
        if let &[byte] = &self.texts.as_bytes()[from as usize..] {
            self.bytes[usize::from(code)] = byte;
        }
    }
}

/// The fonts that pages name.
pub(crate) struct Fonts<'o> {
    named: Vec<(Value<'o>, Font)>,
}

impl<'o> Fonts<'o> {
    /// The fonts of a page's resources, which all pages share.
    pub(crate) fn read(
        objects: &'o Objects<'_>,
        page: u32,
        inflater: &mut Inflater,
    ) -> Result<Fonts<'o>, String> {
        let page = objects.get(page).ok_or("a page is missing")?;
        let resources = objects.under(page, b"/Resources").ok_or("a page has no resources")?;
        let mut named = Vec::new();
        let fonts = objects.under(resources, b"/Font").unwrap_or(b"<<>>");
        for (name, font) in syntax::entries(fonts) {
            let font = objects.resolve(font).ok_or("a font is missing")?;
            let map = syntax::get(font, b"/ToUnicode").and_then(syntax::reference);
            let map = map.ok_or("a font does not say what its letters are")?;
            let map = objects::unpacked(objects.stream(map)?, inflater)?;
            named.push((name, Font::read(&map)));
        }
        Ok(Fonts { named })
    }

    /// One font and its name.
    #[cfg(test)]
    pub(crate) fn of(name: Value<'o>, font: Font) -> Fonts<'o> {
        Fonts { named: vec![(name, font)] }
    }

    /// The font of a name, as a position.
    pub(crate) fn find(&self, name: &[u8]) -> Option<usize> {
        self.named.iter().position(|(known, _)| *known == name)
    }

    /// The font at a position.
    pub(crate) fn get(&self, at: usize) -> &Font {
        &self.named[at].1
    }
}

#[cfg(test)]
mod tests {
    use super::Font;

    #[test]
    fn codes_stand_for_letters() {
        let font = Font::read(b"2 beginbfchar\n<0001><00660066>\n<0003><0020>\nendbfchar\n");
        let mut text = String::new();
        for code in [1, 3, 2, 0] {
            font.push(code, &mut text);
        }
        assert_eq!(text, "ff\u{fffd}\u{fffd}");
    }
}
