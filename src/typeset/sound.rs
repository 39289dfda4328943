//! Whether a file is a font that both books can carry: one that is cut short or
//! damaged would lose text without a word.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::model::guarded::guarded;

/// Glyphs that are drawn to see whether they can be: those of all Western
/// letters, and the first hundreds of larger fonts.
const TRIED: u32 = 4000;

/// Whether `data` is a sound font: all its tables are in it, and its glyphs can
/// be drawn.
pub(crate) fn is_sound(data: &[u8]) -> bool {
    guarded(|| tried(data)).unwrap_or(false)
}

fn tried(data: &[u8]) -> bool {
    let Ok(font) = FontRef::new(data) else { return false };
    let is_within = |offset: u32, length: u32| {
        offset.checked_add(length).is_some_and(|end| end as usize <= data.len())
    };
    let mut tables = font.table_directory.table_records().iter();
    let is_whole = tables.all(|table| is_within(table.offset(), table.length()));
    let has_outlines = (font.glyf().is_ok() && font.loca(None).is_ok()) || font.cff().is_ok();
    let can_be_read = font.head().is_ok()
        && font.hhea().is_ok()
        && font.hmtx().is_ok()
        && font.cmap().is_ok()
        && has_outlines;
    let Ok(maxp) = font.maxp() else { return false };
    if !is_whole || !can_be_read || maxp.num_glyphs() == 0 {
        return false;
    }
    let glyphs = font.outline_glyphs();
    (0..u32::from(maxp.num_glyphs()).min(TRIED)).map(GlyphId::new).all(|glyph| {
        let size = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        glyphs.get(glyph).is_some_and(|outline| outline.draw(size, &mut Nowhere).is_ok())
    })
}

/// Takes an outline and draws nothing.
struct Nowhere;

impl OutlinePen for Nowhere {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::is_sound;

    const FONT: &[u8] = include_bytes!("../../fonts/NotoSerifGeorgian-Regular.ttf");

    #[track_caller]
    fn check(data: &[u8], is_font: bool) {
        assert_eq!(is_sound(data), is_font);
    }

    #[test]
    fn damaged_fonts_are_told_from_whole_ones() {
        check(FONT, true);
        check(include_bytes!("../../fonts/LibertinusSerif-Italic.otf"), true);
        check(&FONT[..FONT.len() - 1], false);
        check(&FONT[..400], false);
        check(b"OTTO", false);
        let mut torn = FONT.to_vec();
        let middle = torn.len() / 2;
        torn[middle..].fill(0xFF);
        check(&torn, false);
    }
}
