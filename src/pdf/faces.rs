//! The font files behind the faces in use: their widths and their names.

use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::model::inputs::Inputs;
use crate::model::pages::Pages;

/// A face as its file describes it. Lengths are in 1/1000 em.
pub struct Face<'a> {
    pub data: &'a [u8],
    /// The PostScript name, fit for a PDF name.
    pub name: String,
    pub is_cff: bool,
    /// By glyph.
    pub widths: Vec<i32>,
    /// By glyph: the first character that it shows by itself.
    pub characters: Vec<Option<char>>,
    pub ascent: i32,
    pub descent: i32,
    pub cap_height: i32,
    pub italic_angle: i32,
    pub weight: i32,
    /// Left, bottom, right, top.
    pub bounds: [i32; 4],
    pub is_monospace: bool,
    pub is_serif: bool,
}

/// The faces of `pages`, in their order; none where no word `shown` has it,
/// where a file is missing or is not a font that a PDF can carry.
pub fn faces<'a>(pages: &Pages, shown: &[bool], inputs: &'a Inputs) -> Vec<Option<Face<'a>>> {
    let mut in_use = vec![false; pages.faces.len()];
    for (word, _) in pages.words.iter().zip(shown).filter(|(_, is_shown)| **is_shown) {
        if let Some(is_used) = in_use.get_mut(usize::from(word.face.0)) {
            *is_used = true;
        }
    }
    let open = |(stem, is_used): (&String, bool)| match is_used {
        true => face(&inputs.fonts.get(stem)?.data, stem),
        false => None,
    };
    pages.faces.iter().zip(in_use).map(open).collect()
}

fn face<'a>(data: &'a [u8], stem: &str) -> Option<Face<'a>> {
    let font = FontRef::new(data).ok()?;
    let is_cff = font.cff().is_ok();
    if !is_cff && font.glyf().is_err() {
        return None;
    }
    let metrics = font.metrics(Size::unscaled(), LocationRef::default());
    let per_em = f32::from(metrics.units_per_em.max(1));
    let scaled = |units: f32| (units * 1000.0 / per_em).round() as i32;
    let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let widths = (0..metrics.glyph_count.min(65_536))
        .map(|glyph| scaled(glyphs.advance_width(GlyphId::new(glyph)).unwrap_or(0.0)))
        .collect();
    let mut characters: Vec<Option<char>> = vec![None; metrics.glyph_count as usize];
    for (code, glyph) in font.charmap().mappings() {
        let shown = characters.get_mut(glyph.to_u32() as usize);
        if let (Some(shown), Some(character)) = (shown, char::from_u32(code)) {
            *shown = Some(shown.map_or(character, |known| known.min(character)));
        }
    }
    let bounds = metrics.bounds.unwrap_or_default();
    // OS/2 counts serif classes 1 to 5 and 7.
    let class = font.os2().map_or(0, |table| table.s_family_class() >> 8);
    Some(Face {
        data,
        name: name(&font, stem),
        is_cff,
        widths,
        characters,
        ascent: scaled(metrics.ascent),
        descent: scaled(metrics.descent),
        cap_height: scaled(metrics.cap_height.unwrap_or(metrics.ascent)),
        italic_angle: metrics.italic_angle.round() as i32,
        weight: font.attributes().weight.value() as i32,
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(scaled),
        is_monospace: metrics.is_monospace,
        is_serif: matches!(class, 1..=5 | 7),
    })
}

/// The font's own PostScript name, or the name of its file.
fn name(font: &FontRef, stem: &str) -> String {
    let own = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let fit = |text: String| -> String {
        text.chars().filter(|one| one.is_ascii_alphanumeric() || *one == '-').take(63).collect()
    };
    let own = own.map(|text| fit(text.chars().collect())).unwrap_or_default();
    if own.is_empty() { fit(stem.to_string()) } else { own }
}
