//! Font files to faces: what each can draw, and which one draws a character.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use harfrust::{Font, ShaperFont};

use crate::model::inputs::Inputs;
use crate::model::pages::FaceId;
use crate::model::style::{Family, Style};
use crate::typeset::sound;

/// The faces of a style, each loaded once.
pub(crate) struct Faces {
    faces: Vec<Face>,
    families: BTreeMap<String, [FaceId; 4]>,
    fallback: Vec<(FaceId, FaceId, i64)>,
}

/// One font.
pub(crate) struct Face {
    pub(crate) name: String,
    pub(crate) font: Font,
    /// Font units in one em.
    pub(crate) units: i64,
    /// Whether it has all of ASCII that can be printed: most words need no
    /// closer look.
    pub(crate) has_ascii: bool,
    /// A bit for each character; made when it is first asked for, as few of a
    /// style's faces are.
    coverage: OnceLock<Vec<u64>>,
}

impl Face {
    /// Whether the font has a glyph for the character.
    pub(crate) fn covers(&self, character: char) -> bool {
        let code = character as usize;
        let coverage = self.coverage.get_or_init(|| coverage(&self.font));
        coverage.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// Where the ink of a character lies, in 1/1000 em.
    pub(crate) fn ink(&self, character: char) -> Option<Ink> {
        let shaper = ShaperFont::new(&self.font);
        let glyph = shaper.nominal_glyph(character as u32)?;
        let extents = shaper.glyph_extents(glyph)?;
        let thousandths = |units: i32| i64::from(units) * 1000 / self.units;
        Some(Ink {
            left: thousandths(extents.x_bearing),
            right: thousandths(extents.x_bearing + extents.width),
            top: thousandths(extents.y_bearing),
            bottom: thousandths(extents.y_bearing + extents.height),
        })
    }
}

/// The edges of a glyph's ink, in 1/1000 em from its origin, upwards.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ink {
    pub(crate) left: i64,
    pub(crate) right: i64,
    pub(crate) top: i64,
    pub(crate) bottom: i64,
}

/// Which member of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cut {
    pub(crate) is_bold: bool,
    pub(crate) is_italic: bool,
}

impl Faces {
    /// Loads every font that `style` names.
    ///
    /// Gives the name of the first one that is missing or cannot be read.
    pub(crate) fn load(style: &Style, inputs: &Inputs) -> Result<Faces, String> {
        let mut faces =
            Faces { faces: Vec::new(), families: BTreeMap::new(), fallback: Vec::new() };
        for (name, family) in &style.families {
            let Family { regular, italic, bold, bold_italic } = family;
            let mut cuts = [FaceId(0); 4];
            for (cut, file) in cuts.iter_mut().zip([regular, italic, bold, bold_italic]) {
                *cut = faces.face(file, inputs)?;
            }
            faces.families.insert(name.clone(), cuts);
        }
        for fallback in &style.fallback {
            let regular = faces.face(&fallback.regular, inputs)?;
            let bold = faces.face(&fallback.bold, inputs)?;
            faces.fallback.push((regular, bold, fallback.scale));
        }
        Ok(faces)
    }

    fn face(&mut self, name: &str, inputs: &Inputs) -> Result<FaceId, String> {
        if let Some(at) = self.faces.iter().position(|face| face.name == name) {
            return Ok(FaceId(at as u16));
        }
        let file = inputs.fonts.get(name).ok_or_else(|| name.to_string())?;
        let font = match file.data {
            // Those that are built in are known.
            Cow::Borrowed(data) => Font::new(data, 0),
            Cow::Owned(ref data) if !sound::is_sound(data) => None,
            Cow::Owned(ref data) => Font::new(data.clone(), 0),
        };
        let font = font.ok_or_else(|| name.to_string())?;
        let units = i64::from(font.units_per_em()).max(1);
        let has_ascii = {
            let shaper = ShaperFont::new(&font);
            (0x20..0x7F).all(|character| shaper.nominal_glyph(character).is_some())
        };
        let coverage = OnceLock::new();
        self.faces.push(Face { name: name.to_string(), font, units, has_ascii, coverage });
        Ok(FaceId(self.faces.len() as u16 - 1))
    }

    /// The face behind a handle.
    pub(crate) fn get(&self, id: FaceId) -> &Face {
        &self.faces[id.0 as usize]
    }

    /// The face of a family; that of `text` where the style has no such family.
    pub(crate) fn of_family(&self, family: &str, cut: Cut) -> FaceId {
        let cuts = self
            .families
            .get(family)
            .or_else(|| self.families.get("text"))
            .copied()
            .unwrap_or([FaceId(0); 4]);
        cuts[usize::from(cut.is_italic) + 2 * usize::from(cut.is_bold)]
    }

    /// The first fallback face for a character, with its scale in per cent.
    pub(crate) fn for_character(&self, character: char, is_bold: bool) -> Option<(FaceId, i64)> {
        self.fallback
            .iter()
            .map(|(regular, bold, scale)| (if is_bold { *bold } else { *regular }, *scale))
            .find(|(face, _)| self.get(*face).covers(character))
    }

    /// Names of all faces, by handle.
    pub(crate) fn names(&self) -> Vec<String> {
        self.faces.iter().map(|face| face.name.clone()).collect()
    }
}

/// A bit for each character that a font has a glyph for.
fn coverage(font: &Font) -> Vec<u64> {
    let mut coverage = vec![0; 0x11_0000 / 64];
    for (code, _) in font.charmap().unicodes() {
        if let Some(word) = coverage.get_mut(code as usize / 64) {
            *word |= 1 << (code % 64);
        }
    }
    coverage
}
