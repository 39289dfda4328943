//! Content streams to text, by way of each font's widths and ToUnicode.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};
use unicode_normalization::char::is_combining_mark;

/// A stretch of text at one place. Lengths in points, `y` upwards.
#[derive(Clone, Debug)]
pub struct Run {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub size: f64,
    pub text: String,
    /// The number of the marked stretch it stands in.
    pub mark: Option<i64>,
}

impl Run {
    /// Whether this run stands on the same line as the one before it, if
    /// perhaps raised.
    pub fn is_beside(&self, last: &Run) -> bool {
        (self.y - last.y).abs() < 0.5 * self.size.max(last.size)
    }

    /// Whether no space parts this run from the one before it: on the same
    /// baseline, and where that one ended. Marks stand off both, on a letter.
    pub fn continues(&self, last: &Run) -> bool {
        let gap = self.x - (last.x + last.width);
        let is_mark = |run: &Run| run.text.chars().all(is_combining_mark);
        if is_mark(self) || is_mark(last) {
            return self.is_beside(last) && gap.abs() < self.size;
        }
        (self.y - last.y).abs() < 0.02 && gap.abs() < 0.15 * self.size
    }
}

/// What a font's codes mean. Widths in 1/1000 of its size.
pub struct Font {
    texts: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
    default_width: f64,
}

impl Font {
    /// Reads a composite font's dictionary.
    pub fn read(document: &Document, font: &Dictionary) -> Font {
        let stream = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
        let stream = stream.expect("every font says what its codes mean");
        let map = stream.get_plain_content().expect("a stream can be unpacked");
        let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let below = below.expect("fonts are composite").first().expect("with one descendant");
        let (_, below) = document.dereference(below).expect("the descendant is there");
        let below = below.as_dict().expect("a font is a dictionary");
        let default_width = below.get(b"DW").ok().and_then(number).unwrap_or(1000.0);
        let widths = below.get_deref(b"W", document).and_then(Object::as_array);
        let widths = widths.map(|list| widths_of(document, list)).unwrap_or_default();
        Font { texts: texts(&String::from_utf8_lossy(&map)), widths, default_width }
    }

    fn width(&self, code: u16) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

fn widths_of(document: &Document, list: &[Object]) -> BTreeMap<u16, f64> {
    let mut widths = BTreeMap::new();
    let mut rest = list;
    while let [first, second, after @ ..] = rest {
        let first = first.as_i64().expect("a code") as u16;
        let (_, second) = document.dereference(second).expect("widths");
        if let Ok(each) = second.as_array() {
            for (at, width) in each.iter().enumerate() {
                widths.insert(first + at as u16, number(width).expect("a width"));
            }
            rest = after;
        } else {
            let last = second.as_i64().expect("a code") as u16;
            let width = number(&after[0]).expect("a width");
            widths.extend((first..=last).map(|code| (code, width)));
            rest = &after[1..];
        }
    }
    widths
}

/// The texts of a ToUnicode map: its `bfchar` and `bfrange` sections.
fn texts(map: &str) -> BTreeMap<u16, String> {
    let mut texts = BTreeMap::new();
    let mut words = words(map).into_iter();
    while let Some(word) = words.next() {
        if word != "beginbfchar" && word != "beginbfrange" {
            continue;
        }
        while let Some(first) = words.next().filter(|word| !word.starts_with("end")) {
            let first = units(first)[0];
            if word == "beginbfchar" {
                texts.insert(first, unicode(words.next().expect("a text")));
                continue;
            }
            let last = units(words.next().expect("the last code"))[0];
            let target = words.next().expect("a text");
            for code in first..=last {
                let mut units = units(target);
                *units.last_mut().expect("a text") += code - first;
                texts.insert(code, String::from_utf16_lossy(&units));
            }
        }
    }
    texts
}

/// The words of a map; strings in angle brackets are words of their own.
fn words(map: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for piece in map.split_whitespace() {
        let mut rest = piece;
        while let Some(end) = rest.find('>').filter(|_| rest.starts_with('<')) {
            words.push(&rest[..=end]);
            rest = &rest[end + 1..];
        }
        if !rest.is_empty() {
            words.push(rest);
        }
    }
    words
}

fn units(word: &str) -> Vec<u16> {
    let digits = word.trim_matches(['<', '>']);
    (0..digits.len())
        .step_by(4)
        .map(|at| u16::from_str_radix(&digits[at..at + 4], 16).expect("four hexadecimal digits"))
        .collect()
}

fn unicode(word: &str) -> String {
    String::from_utf16_lossy(&units(word))
}

/// The text state that matters here.
#[derive(Clone)]
struct State {
    /// Of the current transformation, and of text: as `cm` and `Tm` write it.
    page: [f64; 6],
    text: [f64; 6],
    line: [f64; 6],
    font: Vec<u8>,
    size: f64,
    scaling: f64,
    letterspacing: f64,
    rise: f64,
    leading: f64,
}

const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// What is marked between `BDC` and `EMC`.
enum Marked {
    Artifact,
    /// A text that stands for what is shown; taken by the first run.
    Instead(Option<String>),
    /// Shown from left to right, to be read from right to left.
    Reversed,
    /// A node of the structure, by its number on the page.
    Node(i64),
    Other,
}

/// The text of a content stream, in its order, artifacts left out.
pub fn runs(stream: &[u8], fonts: &BTreeMap<Vec<u8>, Font>) -> Vec<Run> {
    let content = Content::decode(stream).expect("a content stream can be read");
    let mut reader = Reader {
        fonts,
        state: State {
            page: IDENTITY,
            text: IDENTITY,
            line: IDENTITY,
            font: Vec::new(),
            size: 0.0,
            scaling: 1.0,
            letterspacing: 0.0,
            rise: 0.0,
            leading: 0.0,
        },
        saved: Vec::new(),
        marked: Vec::new(),
        runs: Vec::new(),
    };
    for operation in &content.operations {
        reader.operation(operation);
    }
    reader.runs
}

struct Reader<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Font>,
    state: State,
    saved: Vec<State>,
    marked: Vec<Marked>,
    runs: Vec<Run>,
}

impl Reader<'_> {
    fn operation(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        match operation.operator.as_str() {
            "q" => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().expect("as many `Q` as `q`"),
            "cm" => self.state.page = times(&matrix(&numbers), &self.state.page),
            "BT" => (self.state.text, self.state.line) = (IDENTITY, IDENTITY),
            "Tf" => {
                self.state.font = operands[0].as_name().expect("a font's name").to_vec();
                self.state.size = numbers[0];
            }
            "Tz" => self.state.scaling = numbers[0] / 100.0,
            "Tc" => self.state.letterspacing = numbers[0],
            "Ts" => self.state.rise = numbers[0],
            "TL" => self.state.leading = numbers[0],
            "Tm" => (self.state.text, self.state.line) = (matrix(&numbers), matrix(&numbers)),
            "Td" => self.next_line(numbers[0], numbers[1]),
            "TD" => {
                self.state.leading = -numbers[1];
                self.next_line(numbers[0], numbers[1]);
            }
            "T*" => self.next_line(0.0, -self.state.leading),
            "Tj" => self.show(operands),
            "TJ" => self.show(operands[0].as_array().expect("a list of strings and moves")),
            "BMC" | "BDC" => self.marked.push(mark(operands)),
            "EMC" => drop(self.marked.pop().expect("as many ends as beginnings")),
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.state.line = times(&[1.0, 0.0, 0.0, 1.0, x, y], &self.state.line);
        self.state.text = self.state.line;
    }

    fn show(&mut self, items: &[Object]) {
        // A move this wide, in 1/1000 of the size, parts two words; kerning
        // and justified spaces, which are glyphs, stay well below it.
        const APART: f64 = 150.0;
        let font = self.fonts.get(&self.state.font).expect("a font that the page names");
        let is_reversed = self.marked.iter().any(|marked| matches!(marked, Marked::Reversed));
        let mut run = self.begin();
        let mut advance = 0.0;
        for item in items {
            if let Some(back) = number(item) {
                advance -= back / 1000.0 * self.state.size * self.state.scaling;
                if back.abs() > APART && !run.text.ends_with(' ') {
                    self.finish(run, advance);
                    advance = 0.0;
                    run = self.begin();
                }
                continue;
            }
            for pair in item.as_str().expect("a string").chunks(2) {
                let code = u16::from_be_bytes([pair[0], pair[1]]);
                let text = font.texts.get(&code).map_or("\u{fffd}", String::as_str);
                let at = if is_reversed { 0 } else { run.text.len() };
                run.text.insert_str(at, text);
                let width = font.width(code) / 1000.0 * self.state.size;
                advance += (width + self.state.letterspacing) * self.state.scaling;
            }
        }
        self.finish(run, advance);
    }

    fn begin(&self) -> Run {
        let place = times(&[1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise], &self.state.text);
        let place = times(&place, &self.state.page);
        let size = self.state.size * (place[3].powi(2) + place[1].powi(2)).sqrt();
        Run { x: place[4], y: place[5], width: 0.0, size, text: String::new(), mark: None }
    }

    fn finish(&mut self, mut run: Run, advance: f64) {
        run.width = advance * self.state.text[0] * self.state.page[0];
        self.state.text = times(&[1.0, 0.0, 0.0, 1.0, advance, 0.0], &self.state.text);
        for marked in &mut self.marked {
            match marked {
                Marked::Artifact => return,
                Marked::Instead(text) => run.text = text.take().unwrap_or_default(),
                Marked::Node(number) => run.mark = Some(*number),
                Marked::Reversed | Marked::Other => {}
            }
        }
        self.runs.push(run);
    }
}

fn mark(operands: &[Object]) -> Marked {
    if operands[0].as_name().is_ok_and(|name| name == b"Artifact") {
        return Marked::Artifact;
    }
    if operands[0].as_name().is_ok_and(|name| name == b"ReversedChars") {
        return Marked::Reversed;
    }
    let properties = operands.get(1).and_then(|properties| properties.as_dict().ok());
    let number = properties.and_then(|properties| properties.get(b"MCID").ok()?.as_i64().ok());
    if let Some(number) = number {
        return Marked::Node(number);
    }
    let text = properties.and_then(|properties| properties.get(b"ActualText").ok()?.as_str().ok());
    text.map_or(Marked::Other, |text| Marked::Instead(Some(text_string(text))))
}

/// A PDF's text string: UTF-16 after a byte order mark, else Latin.
fn text_string(bytes: &[u8]) -> String {
    let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) else {
        return bytes.iter().map(|byte| char::from(*byte)).collect();
    };
    let units: Vec<u16> =
        rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

fn matrix(numbers: &[f64]) -> [f64; 6] {
    numbers.try_into().expect("a matrix has six numbers")
}

/// First `first`, then `then`.
fn times(first: &[f64; 6], then: &[f64; 6]) -> [f64; 6] {
    let [a, b, c, d, e, f] = *first;
    let [g, h, i, j, k, l] = *then;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}
