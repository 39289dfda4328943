//! Fonts: the glyphs in use as Type 0 fonts that say what they show.

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};
use skrifa::{FontRef, Tag};
use subsetter::GlyphRemapper;

use crate::model::guarded::guarded;
use crate::pdf::cff;
use crate::pdf::codes::{Code, FaceCodes};
use crate::pdf::deflate;
use crate::pdf::faces::Face;
use crate::pdf::file::File;
use crate::pdf::syntax;

/// A font, ready for any number of files. Streams are compressed.
pub struct Font {
    /// With the tag that tells subsets of one font apart.
    name: String,
    is_cff: bool,
    program: Vec<u8>,
    /// The length of the font's program before compression.
    length: usize,
    /// The entries of the descriptor, but for the program.
    descriptor: Vec<u8>,
    /// What `/W` says.
    widths: Vec<u8>,
    to_unicode: Vec<u8>,
    /// For TrueType fonts: glyphs by code.
    glyphs: Option<Vec<u8>>,
}

/// The fonts of a book, by `FaceId`; none for a face that no page shows, and
/// for a font that no reader could use.
pub fn fonts(
    faces: &[Option<Face>],
    codes: &[FaceCodes],
    widths: &[Vec<i32>],
) -> Vec<Option<Font>> {
    let made = faces.par_iter().zip(codes).zip(widths);
    made.map(|((face, codes), widths)| font(face.as_ref()?, codes, widths)).collect()
}

fn font(face: &Face, codes: &FaceCodes, widths: &[i32]) -> Option<Font> {
    let codes = codes.codes.as_slice();
    if codes.is_empty() {
        return None;
    }
    let remapper = remapper(codes);
    let program = program(face, codes, &remapper)?;
    let to_unicode = to_unicode(codes);
    let name = format!("{}+{}", tag(&[&program, &to_unicode]), face.name);
    Some(Font {
        is_cff: face.is_cff,
        length: program.len(),
        descriptor: descriptor(face, &name),
        widths: width_array(codes, widths),
        to_unicode: deflate::deflate(&to_unicode),
        glyphs: (!face.is_cff).then(|| deflate::deflate(&glyph_map(codes, &remapper))),
        program: deflate::deflate(&program),
        name,
    })
}

impl Font {
    /// Adds the font to a file and gives the number of its dictionary.
    pub fn add<'f>(&'f self, file: &mut File<'f>) -> u32 {
        let (key, kind, subtype): (&str, &str, &str) = match self.is_cff {
            true => ("FontFile3", "/Subtype/CIDFontType0C", "CIDFontType0"),
            false => ("FontFile2", "", "CIDFontType2"),
        };
        let mut entries = kind.as_bytes().to_vec();
        if !self.is_cff {
            entries.extend_from_slice(format!("/Length1 {}", self.length).as_bytes());
        }
        let program = file.add_deflated(entries, &self.program);
        let mut descriptor = b"<<".to_vec();
        descriptor.extend_from_slice(&self.descriptor);
        descriptor.extend_from_slice(format!("/{key} {program} 0 R>>").as_bytes());
        let descriptor = file.add(descriptor);

        let mut cid_font = format!(
            "<</Type/Font/Subtype/{subtype}/BaseFont/{}/CIDSystemInfo\
             <</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R",
            self.name
        )
        .into_bytes();
        if let Some(glyphs) = &self.glyphs {
            let glyphs = file.add_deflated(Vec::new(), glyphs);
            cid_font.extend_from_slice(format!("/CIDToGIDMap {glyphs} 0 R").as_bytes());
        }
        cid_font.extend_from_slice(b"/DW 0/W");
        cid_font.extend_from_slice(&self.widths);
        cid_font.extend_from_slice(b">>");
        let cid_font = file.add(cid_font);

        let to_unicode = file.add_deflated(Vec::new(), &self.to_unicode);
        let suffix = if self.is_cff { "-Identity-H" } else { "" };
        let font = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/{}{suffix}/Encoding/Identity-H\
             /DescendantFonts[{cid_font} 0 R]/ToUnicode {to_unicode} 0 R>>",
            self.name
        );
        file.add(font.into_bytes())
    }
}

/// The glyphs in use, numbered in the order of their codes.
fn remapper(codes: &[Code]) -> GlyphRemapper {
    let glyphs: Vec<u16> = codes.iter().map(|code| code.glyph).collect();
    GlyphRemapper::new_from_glyphs(&glyphs)
}

/// The font's program with the glyphs in use alone; that of a CFF font finds
/// them by their codes.
fn program(face: &Face, codes: &[Code], remapper: &GlyphRemapper) -> Option<Vec<u8>> {
    let subset = guarded(|| subsetter::subset(face.data, 0, remapper).ok())??;
    if !face.is_cff {
        return Some(subset);
    }
    let glyph = |code: &Code| Some((code.number, remapper.get(code.glyph)?));
    let glyphs: Vec<(u16, u16)> = codes.iter().filter_map(glyph).collect();
    let table = FontRef::new(&subset).ok()?.table_data(Tag::new(b"CFF "))?;
    cff::with_codes(table.as_bytes(), &glyphs)
}

/// Glyphs of the subset by code, two bytes each.
fn glyph_map(codes: &[Code], remapper: &GlyphRemapper) -> Vec<u8> {
    let count = codes.last().map_or(0, |last| usize::from(last.number) + 1);
    let mut map = vec![0; 2 * count];
    for code in codes {
        let glyph = remapper.get(code.glyph).unwrap_or(0).to_be_bytes();
        let at = 2 * usize::from(code.number);
        map[at..at + 2].copy_from_slice(&glyph);
    }
    map
}

/// Six capitals that tell this subset from any other.
fn tag(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    let digest = hash.finalize();
    digest[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}

fn descriptor(face: &Face, name: &str) -> Vec<u8> {
    const FIXED_PITCH: u32 = 1;
    const SERIF: u32 = 1 << 1;
    const SYMBOLIC: u32 = 1 << 2;
    const ITALIC: u32 = 1 << 6;
    let flag = |is_set: bool, flag: u32| if is_set { flag } else { 0 };
    let flags = SYMBOLIC
        | flag(face.is_monospace, FIXED_PITCH)
        | flag(face.is_serif, SERIF)
        | flag(face.italic_angle != 0, ITALIC);
    // Fonts do not tell the width of their stems; this is what weight makes
    // likely: 86 at 400, 140 at 700.
    let stem = 14 + face.weight * 18 / 100;
    let [left, bottom, right, top] = face.bounds;
    format!(
        "/Type/FontDescriptor/FontName/{name}/Flags {flags}\
         /FontBBox[{left} {bottom} {right} {top}]/ItalicAngle {}/Ascent {}/Descent {}\
         /CapHeight {}/StemV {stem}/FontWeight {}",
        face.italic_angle,
        face.ascent,
        face.descent,
        face.cap_height,
        (face.weight / 100 * 100).clamp(100, 900),
    )
    .into_bytes()
}

/// Widths in runs of successive codes.
fn width_array(codes: &[Code], widths: &[i32]) -> Vec<u8> {
    let mut out = b"[".to_vec();
    let mut next = None;
    for code in codes {
        let number = usize::from(code.number);
        if next == Some(number) {
            out.push(b' ');
        } else {
            if next.is_some() {
                out.push(b']');
            }
            syntax::integer(&mut out, i64::from(code.number));
            out.push(b'[');
        }
        syntax::integer(&mut out, i64::from(widths[number]));
        next = Some(number + 1);
    }
    out.extend_from_slice(b"]]");
    out
}

/// A CMap that says what each code stands for.
fn to_unicode(codes: &[Code]) -> Vec<u8> {
    let mut out = b"/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
        /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
        1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        .to_vec();
    // The glyphs after the first of a cluster say nothing by themselves; what
    // they say must be known all the same (ISO 19005-2, 6.2.11.7.2).
    const NOTHING: &str = "\u{200B}";
    let entries: Vec<&Code> = codes.iter().filter(|code| code.number != 0).collect();
    for chunk in entries.chunks(100) {
        out.extend_from_slice(format!("{} beginbfchar\n", chunk.len()).as_bytes());
        for code in chunk {
            out.push(b'<');
            syntax::hexadecimal(&mut out, code.number);
            out.extend_from_slice(b"><");
            syntax::utf16(&mut out, if code.text.is_empty() { NOTHING } else { &code.text });
            out.extend_from_slice(b">\n");
        }
        out.extend_from_slice(b"endbfchar\n");
    }
    out.extend_from_slice(b"endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    out
}
