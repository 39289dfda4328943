//! For tests: a small book with all that a PDF can hold, set by hand.

use harfrust::{Buffer, Direction, Font, ShapeOptions, ShaperFont};

use crate::model::book::{Anchor, AnchorId, Book, SectionId};
use crate::model::date::Date;
use crate::model::edition::{Contributor, Edition};
use crate::model::folio::Folio;
use crate::model::fonts::FontFile;
use crate::model::inputs::{ImageFile, ImageFormat, Inputs};
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::{
    FaceId, Glyph, Line, Link, LinkTarget, OutlineItem, Page, Pages, Piece, PlacedImage, Position,
    Rule, Word, WordId,
};
use crate::model::sample;
use crate::model::structure::{NodeId, Structure};

/// The faces of [`Setter`], by `FaceId`.
const FACES: [(&str, &[u8]); 5] = [
    ("LibertinusSerif-Regular", include_bytes!("../../fonts/LibertinusSerif-Regular.otf")),
    ("LibertinusSerif-Italic", include_bytes!("../../fonts/LibertinusSerif-Italic.otf")),
    ("NotoSerifGeorgian-Regular", include_bytes!("../../fonts/NotoSerifGeorgian-Regular.ttf")),
    ("NotoNaskhArabic-Regular", include_bytes!("../../fonts/NotoNaskhArabic-Regular.ttf")),
    ("SourceSans3-Regular", include_bytes!("../../fonts/SourceSans3-Regular.ttf")),
];

const ROMAN: FaceId = FaceId(0);
const ITALIC: FaceId = FaceId(1);
const GEORGIAN: FaceId = FaceId(2);
const ARABIC: FaceId = FaceId(3);
const SANS: FaceId = FaceId(4);

/// Everything that `pdf::write` takes.
pub struct Sample {
    pub book: Book,
    pub pages: Pages,
    pub inputs: Inputs,
}

/// What a piece of a line is set in, and what it says.
type Said<'t> = (FaceId, f64, f64, &'t str);

/// Sets lines of words, without breaking any.
struct Setter {
    fonts: Vec<Font>,
    words: Vec<Word>,
}

impl Setter {
    fn word(&mut self, face: FaceId, text: &str) -> WordId {
        let mut buffer = Buffer::new();
        // The typesetter gives hyphens that it puts in the glyph of a hyphen.
        buffer.push_str(if text == "\u{AD}" { "-" } else { text });
        buffer.guess_segment_properties();
        let is_right_to_left = buffer.direction() == Direction::RightToLeft;
        let font = ShaperFont::new(&self.fonts[usize::from(face.0)]);
        harfrust::shape(&font, &mut buffer, ShapeOptions::new()).expect("a direction is set");
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        let glyphs = glyphs
            .map(|(info, position)| Glyph {
                id: info.glyph_id as u16,
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                cluster: info.cluster,
            })
            .collect();
        self.words.push(Word { face, language: 0, is_right_to_left, glyphs, text: text.into() });
        WordId(self.words.len() as u32 - 1)
    }

    /// A line whose word spaces are `stretch` points wider than natural. Of a
    /// word with `|` in it only what comes before is shown.
    fn line(&mut self, baseline: f64, expansion: i16, stretch: f64, said: &[Said]) -> Line {
        let mut pieces = Vec::new();
        let mut x = 0.0;
        for (face, size, rise, text) in said {
            let word = self.word(*face, &text.replace('|', ""));
            let end = text.find('|').unwrap_or(text.len()) as u32;
            let glyphs = &self.words[word.0 as usize].glyphs;
            let shown = match text.contains('|') {
                true => glyphs.iter().take_while(|glyph| glyph.cluster < end).count(),
                false => glyphs.len(),
            };
            let natural: i32 = glyphs[..shown].iter().map(|glyph| glyph.advance).sum();
            let mut width =
                f64::from(natural) * size / 1000.0 * (1.0 + f64::from(expansion) / 10_000.0);
            if *text == " " {
                width += stretch;
            }
            pieces.push(Piece {
                word,
                from: 0,
                to: shown as u16,
                x: points(x),
                width: points(width),
                size: points(*size),
                rise: points(*rise),
            });
            x += width;
        }
        Line {
            x: points(40.0),
            baseline: points(baseline),
            pieces: pieces.into(),
            expansion,
            is_last: false,
            begins: None,
            node: NodeId::NONE,
            inner: Vec::new(),
        }
    }

    /// A line in one face and size.
    fn plain(&mut self, baseline: f64, face: FaceId, size: f64, text: &str) -> Line {
        let said: Vec<Said> = text
            .split_inclusive(' ')
            .flat_map(|word| {
                let bare = word.trim_end_matches(' ');
                [bare, &word[bare.len()..]]
            })
            .filter(|text| !text.is_empty())
            .map(|text| (face, size, 0.0, text))
            .collect();
        self.line(baseline, 0, 0.0, &said)
    }
}

fn points(length: f64) -> Length {
    Length::from_points(length)
}

/// Four pages: two of front matter, a chapter, a page with scripts and a figure.
pub fn sample() -> Sample {
    let open = |(_, data): &(&str, &'static [u8])| Font::new(data.to_vec(), 0).expect("a font");
    let mut setter = Setter { fonts: FACES.iter().map(open).collect(), words: Vec::new() };
    let pages = vec![title(&mut setter), blank(), chapter(&mut setter), scripts(&mut setter)];
    let position = |page, y| Some(Position { page, y: points(y), line: 0 });
    let outline = |title: &str, level, anchor| OutlineItem {
        title: title.to_string(),
        level,
        anchor: AnchorId(anchor),
    };
    let pages = Pages {
        width: points(300.0),
        height: points(400.0),
        faces: FACES.iter().map(|(name, _)| name.to_string()).collect(),
        languages: vec![Language::english()],
        words: setter.words,
        pages,
        anchors: vec![position(0, 60.0), position(2, 50.0), position(3, 40.0), None],
        outline: vec![
            outline("Title", 0, 0),
            outline("Chapter one: “office”", 0, 1),
            outline("Письма", 1, 2),
            outline("Never printed", 1, 3),
        ],
        locators: Vec::new(),
        glossary: Vec::new(),
        remarks: Vec::new(),
        structure: Structure::default(),
    };
    let anchor = |id: &str| Anchor { id: id.to_string(), section: SectionId(0) };
    let book = Book {
        anchors: ["title", "chapter-1", "letters", "nowhere"].map(anchor).to_vec(),
        ..Book::of(edition())
    };
    Sample { book, pages, inputs: inputs() }
}

fn title(setter: &mut Setter) -> Page {
    Page {
        folio: Folio::Roman(1),
        lines: vec![setter.plain(90.0, ROMAN, 24.0, "The Office")],
        ..Page::default()
    }
}

fn blank() -> Page {
    Page { folio: Folio::Roman(2), ..Page::default() }
}

fn chapter(setter: &mut Setter) -> Page {
    let link = |x: f64, target| Link {
        x: points(x),
        y: points(80.0),
        width: points(60.0),
        height: points(12.0),
        target,
        node: NodeId::NONE,
    };
    let roman = |text| (ROMAN, 11.0, 0.0, text);
    Page {
        folio: Folio::Arabic(1),
        lines: vec![
            setter.plain(60.0, ROMAN, 16.0, "Affairs of the office"),
            setter.line(
                90.0,
                150,
                2.5,
                &[
                    roman("Difficult"),
                    roman(" "),
                    (ITALIC, 11.0, 0.0, "flourishes"),
                    roman(" "),
                    roman("of"),
                    roman(" "),
                    roman("well-known"),
                    (ROMAN, 7.0, 4.0, "12"),
                    roman(" "),
                    roman("corre|spondence"),
                    roman("\u{AD}"),
                ],
            ),
            setter.plain(
                104.0,
                ROMAN,
                11.0,
                "spondence, AVATAR Tо\u{301}лстой née e\u{323}\u{301}f.",
            ),
            setter.plain(300.0, ROMAN, 8.75, "12. Ibid., p. 345; ff. (a)\\b."),
        ],
        furniture: vec![setter.plain(30.0, ITALIC, 9.5, "The Office 1")],
        rules: vec![Rule {
            x: points(40.0),
            y: points(285.0),
            width: points(72.0),
            height: points(0.5),
        }],
        links: vec![
            link(40.0, LinkTarget::Anchor(AnchorId(2))),
            link(110.0, LinkTarget::Address("https://example.org/ä(b)".into())),
            link(180.0, LinkTarget::Anchor(AnchorId(3))),
        ],
        ..Page::default()
    }
}

fn scripts(setter: &mut Setter) -> Page {
    let mut hebrew = setter.plain(90.0, ROMAN, 14.0, "שָׁלוֹם עולם טוב");
    let mut right = points(200.0);
    let place = |piece: &Piece| {
        right -= piece.width;
        Piece { x: right, ..*piece }
    };
    hebrew.pieces = hebrew.pieces.iter().map(place).collect();
    let image = PlacedImage {
        x: points(40.0),
        y: points(160.0),
        width: points(60.0),
        height: points(40.0),
        name: "images/square.png".to_string(),
        alternative: "A square".to_string(),
        node: NodeId::NONE,
    };
    Page {
        folio: Folio::Arabic(2),
        lines: vec![
            setter.plain(60.0, GEORGIAN, 11.0, "სერგო ქავთარაძე"),
            hebrew,
            setter.plain(120.0, ARABIC, 14.0, "السلام"),
            setter.plain(140.0, SANS, 9.0, "Figure 1. Café façade, ефим-efficient \u{AD}"),
        ],
        furniture: vec![setter.plain(30.0, ROMAN, 9.5, "2")],
        images: vec![image.clone(), PlacedImage { x: points(120.0), ..image }],
        ..Page::default()
    }
}

fn edition() -> Edition {
    let person = |name: &str, role: &str| Contributor {
        name: name.to_string(),
        sort: None,
        role: role.to_string(),
    };
    Edition {
        title: "The Office & <its> Affairs".to_string(),
        subtitle: Some("Письма".to_string()),
        contributors: vec![person("Ada Example", "author"), person("Jo Smith", "editor")],
        date: Date::parse("2026-11-21"),
        rights: Some("© 2026".to_string()),
        subjects: vec!["History".to_string(), "Biography".to_string()],
        ..sample::edition()
    }
}

/// The fonts, and a picture that fades from left to right.
fn inputs() -> Inputs {
    let mut inputs = Inputs::default();
    for (name, data) in FACES {
        let font = FontFile { name: name.to_string(), data: data.into() };
        inputs.fonts.insert(name.to_string(), font);
    }
    let picture = image::RgbaImage::from_fn(60, 40, |x, y| {
        image::Rgba([200, (y * 6) as u8, 40, (255 - x * 4) as u8])
    });
    let mut data = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut data, image::ImageFormat::Png).expect("memory takes any image");
    let file =
        ImageFile { data: data.into_inner(), format: ImageFormat::Png, width: 60, height: 40 };
    inputs.images.insert("images/square.png".to_string(), file);
    inputs
}
