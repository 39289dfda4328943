//! Letters expected and letters found, side by side, up to where they differ.

use crate::model::book::{AnchorId, Book, Section, SectionKind};
use crate::model::text::plain;
use crate::model::wording;
use crate::verify::expected::{Made, Medium, Passage, Picture};
use crate::verify::fonts::UNKNOWN;
use crate::verify::found::Stream;
use crate::verify::letters;

/// How far letters are looked ahead to tell where what the compiler made ends.
const AHEAD: usize = 12;

/// How two rows of letters agree.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    /// Where stretches begin that are the same: expected, found.
    steps: Vec<(usize, usize)>,
    /// Where they differ first, if they do: expected, found.
    pub(crate) difference: Option<(usize, usize)>,
    /// Where they do not: figures whose captions are nowhere, as positions in
    /// `Passage::pictures`.
    pub(crate) lost: Vec<usize>,
}

impl Agreement {
    /// Where in what was found the letter stands that is expected at a place;
    /// none after the first difference.
    pub(crate) fn found(&self, at: usize) -> Option<usize> {
        if self.difference.is_some_and(|(expected, _)| at > expected) {
            return None;
        }
        let count = self.steps.partition_point(|(expected, _)| *expected <= at);
        let (expected, found) = self.steps.get(count.checked_sub(1)?)?;
        Some(found + at - expected)
    }
}

/// Compares a passage with what stands for it. In print, captions below
/// ornaments may stand anywhere, as their figures float and their structure
/// says nothing of them.
pub(crate) fn compare(
    book: &Book,
    medium: Medium,
    expected: &Passage<'_>,
    found: &Stream,
) -> Agreement {
    let may_float = |picture: &Picture<'_>| {
        medium == Medium::Print
            && picture.is_block
            && picture.image.alternative.is_empty()
            && !picture.caption.letters.is_empty()
    };
    let captions = expected.pictures.iter().enumerate().filter(|(_, picture)| may_float(picture));
    let captions = captions.map(|(at, picture)| (at, picture.caption.letters.as_str())).collect();
    let (steps, next) = (vec![(0, 0)], expected.letters.len());
    let mut pair = Pair { book, expected, found, at: (0, 0), steps, captions, count: 0, next };
    let difference = if pair.all() { None } else { Some(pair.at) };
    let lost = pair.captions.iter().filter(|_| difference.is_none());
    let lost = lost.map(|(at, _)| *at).collect();
    Agreement { steps: pair.steps, difference, lost }
}

/// Two rows of letters, compared up to a place.
#[derive(Clone)]
struct Pair<'a> {
    book: &'a Book,
    expected: &'a Passage<'a>,
    found: &'a Stream,
    /// Expected, found.
    at: (usize, usize),
    steps: Vec<(usize, usize)>,
    /// Captions that may stand anywhere, not yet seen: positions in
    /// `Passage::pictures`, letters.
    captions: Vec<(usize, &'a str)>,
    /// What of all that the compiler made is being passed, and where it makes
    /// something next.
    count: usize,
    next: usize,
}

impl<'a> Pair<'a> {
    fn all(&mut self) -> bool {
        for (count, (at, made)) in self.expected.made.iter().enumerate() {
            if !self.literal(*at as usize) {
                return false;
            }
            (self.count, self.next) = (count, self.made_after(count));
            if !self.pass(*made) {
                return false;
            }
        }
        if !self.literal(self.expected.letters.len()) {
            return false;
        }
        // Behind the text the titles of its notes may follow.
        loop {
            let was = self.at.1;
            self.pass_captions();
            self.pass_one(&self.found.headings);
            if self.at.1 == was {
                return was == self.found.letters.len();
            }
        }
    }

    /// Goes on to a place of what is expected; tells whether the letters are
    /// the same up to there.
    fn literal(&mut self, to: usize) -> bool {
        loop {
            let expected = &self.expected.letters[self.at.0..to];
            let found = &self.found.letters[self.at.1..];
            let length = letters::common(expected, found);
            if length == expected.len() {
                self.at = (to, self.at.1 + length);
                return true;
            }
            // A character that no font has stands for one of the manuscript's.
            if found[length..].starts_with(UNKNOWN) {
                let lost = expected[length..].chars().next().map_or(0, char::len_utf8);
                self.at = (self.at.0 + length + lost, self.at.1 + length + UNKNOWN.len_utf8());
                self.steps.push(self.at);
                continue;
            }
            if !self.pass_caption(self.at.1 + length) {
                self.at = (self.at.0 + length, self.at.1 + length);
                return false;
            }
        }
    }

    /// Passes the caption in which a place of what was found is, if it is one;
    /// what was compared of it does not count.
    fn pass_caption(&mut self, place: usize) -> bool {
        if self.captions.is_empty() {
            return false;
        }
        let bounds = &self.found.bounds;
        let after = bounds.partition_point(|bound| *bound as usize <= place);
        let from = after.checked_sub(1).map_or(0, |at| bounds[at] as usize);
        let to = bounds.get(after).map_or(self.found.letters.len(), |bound| *bound as usize);
        let caption = &self.found.letters[from..to];
        let Some(which) = self.captions.iter().position(|(_, other)| *other == caption) else {
            return false;
        };
        if from < self.at.1 {
            return false;
        }
        self.captions.remove(which);
        self.at = (self.at.0 + from - self.at.1, to);
        self.steps.push(self.at);
        true
    }

    fn pass_captions(&mut self) {
        let is_bound =
            |pair: &Pair<'_>| pair.found.bounds.binary_search(&(pair.at.1 as u32)).is_ok();
        while !self.captions.is_empty() && is_bound(self) && self.pass_caption(self.at.1) {}
    }

    /// Passes the stretch that begins here, if one does.
    fn pass_one(&mut self, stretches: &[(u32, u32)]) {
        let first = stretches.partition_point(|(from, _)| (*from as usize) < self.at.1);
        if let Some((from, to)) = stretches.get(first)
            && *from as usize == self.at.1
            && to > from
        {
            self.at.1 = *to as usize;
            self.steps.push(self.at);
        }
    }

    /// Passes what the compiler made.
    fn pass(&mut self, made: Made) -> bool {
        match made {
            Made::Bullet => {
                self.pass_captions();
                self.pass_one(&self.found.labels);
                true
            }
            Made::Heading => {
                self.pass_one(&self.found.headings);
                true
            }
            Made::Label(to) => self.label(to as usize),
            Made::Folio(anchor) => self.folio(anchor),
            Made::Number => self.number(0),
        }
    }

    /// Passes a label, so that the title behind it ends where a block does.
    fn label(&mut self, to: usize) -> bool {
        let bounds = &self.found.bounds;
        let first = bounds.partition_point(|bound| *bound as usize <= self.at.1);
        let last = bounds.get(first + 1).or(bounds.last()).map_or(0, |bound| *bound as usize);
        for from in self.at.1..=last.min(self.found.letters.len()) {
            if !self.found.letters.is_char_boundary(from) {
                continue;
            }
            let mut title = self.clone();
            title.at.1 = from;
            if title.title(to) {
                self.at.1 = from;
                self.steps.push(self.at);
                return true;
            }
        }
        true
    }

    /// Whether a title stands here, and ends a block before what comes next.
    fn title(&mut self, to: usize) -> bool {
        let start = self.at.0;
        for (count, (at, made)) in self.expected.made.iter().enumerate() {
            let is_within = (start..to).contains(&(*at as usize));
            if is_within && matches!(made, Made::Folio(_)) {
                self.next = self.made_after(count);
                if !self.literal(*at as usize) || !self.pass(*made) {
                    return false;
                }
            }
        }
        if !self.literal(to) {
            return false;
        }
        let made = self.expected.made.iter().skip(self.count + 1).map(|(at, _)| *at as usize);
        self.next = made.filter(|at| *at >= to).min().unwrap_or(self.expected.letters.len());
        let is_end = self.found.bounds.binary_search(&(self.at.1 as u32)).is_ok();
        is_end && self.goes_on(self.at.1)
    }

    /// Where the compiler makes something after the `count`th time it did.
    fn made_after(&self, count: usize) -> usize {
        let next = self.expected.made.get(count + 1);
        next.map_or(self.expected.letters.len(), |(at, _)| *at as usize)
    }

    /// Whether the next letters that are expected stand at a place of what was
    /// found, or a caption may.
    fn goes_on(&self, place: usize) -> bool {
        let end = self.next.min(self.at.0 + AHEAD).max(self.at.0);
        let expected = &self.expected.letters;
        let expected = &expected[self.at.0..letters::boundary(expected, end)];
        let found = &self.found.letters[place..];
        let length = letters::common(expected, found);
        length == expected.len()
            || found[length..].starts_with(UNKNOWN)
            || !self.captions.is_empty()
    }

    /// Passes so many letters and the numeral after them: as much of it as
    /// leaves what comes next.
    fn number(&mut self, word: usize) -> bool {
        let numeral = &self.found.letters[self.at.1 + word..];
        let arabic = numeral.bytes().take_while(u8::is_ascii_digit).count();
        let is_roman = |byte: &u8| b"ivxlcdm".contains(byte);
        let roman = numeral.bytes().take_while(is_roman).count();
        for length in (0..=arabic.max(roman)).rev() {
            let after = self.at.1 + word + length;
            if self.goes_on(after) {
                self.at.1 = after;
                self.steps.push(self.at);
                return true;
            }
        }
        false
    }

    /// Passes a reference to a page; to a place on no page, the title of its
    /// section.
    fn folio(&mut self, anchor: AnchorId) -> bool {
        let word = letters::of(wording::of(&self.book.edition.language).page);
        let found = &self.found.letters[self.at.1..];
        if found.starts_with(&word) && self.number(word.len()) {
            return true;
        }
        let section = self.book.section(self.book.anchor(anchor).section);
        let title = letters::of(&title(section));
        if !title.is_empty() && found.starts_with(&title) {
            self.at.1 += title.len();
            self.steps.push(self.at);
            return true;
        }
        false
    }
}

/// The title of a section of the manuscript, as the ebook gives it.
fn title(section: &Section) -> String {
    match &section.kind {
        SectionKind::Chapter(chapter) => {
            let document = chapter.chapter.document.as_ref();
            let number = document.and_then(|document| document.number);
            let number = number.map_or(String::new(), |number| format!("{number}."));
            number + &plain(&chapter.chapter.title)
        }
        SectionKind::Part(part) => plain(&part.title),
        SectionKind::Generated(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::model::book::Book;
    use crate::model::sample;
    use crate::model::source::{FileId, Span};
    use crate::model::text::Image;
    use crate::verify::expected::{Made, Medium, Passage, Picture};
    use crate::verify::found::Stream;

    /// Letters in blocks, parted by `/`; a block in `<>` is a label, one that
    /// begins with `#` a heading.
    fn stream(blocks: &str) -> Stream {
        let mut stream = Stream::default();
        for block in blocks.split('/') {
            stream.bound();
            let from = stream.end();
            stream.letters.push_str(block.trim_matches(|sign| "<>#".contains(sign)));
            let range = (from, stream.end());
            match block.chars().next() {
                Some('<') => stream.labels.push(range),
                Some('#') => stream.headings.push(range),
                _ => {}
            }
            stream.bound();
        }
        stream
    }

    /// `*` stands for a bullet, `|` ends a title below a label.
    fn passage(letters: &str) -> Passage<'_> {
        let mut passage = Passage::default();
        let span = Span::new(FileId(0), 0, 0);
        if let Some((title, _)) = letters.split_once('|') {
            passage.made(Made::Label(title.len() as u32));
        }
        for (at, part) in letters.split(['*', '|']).enumerate() {
            if at > 0 && !letters.contains('|') {
                passage.made(Made::Bullet);
            }
            passage.text(part, span);
        }
        passage
    }

    #[track_caller]
    fn check(expected: &str, found: &str, difference: Option<(usize, usize)>) {
        let agreement = compare(
            &Book::of(sample::edition()),
            Medium::Print,
            &passage(expected),
            &stream(found),
        );
        assert_eq!(agreement.difference, difference, "{expected} {found}");
    }

    #[test]
    fn letters_are_the_same_or_differ_somewhere() {
        check("abcdef", "abc/def", None);
        check("abcdef", "abc/ddf", Some((4, 4)));
        check("abcdef", "abc", Some((3, 3)));
        check("abc", "abc/d", Some((3, 3)));
    }

    #[test]
    fn what_the_compiler_made_is_passed() {
        check("one*two*three", "one/<1.>/two/<2.>/three", None);
        check("one*two", "one/two", None);
        check("one", "one/#Notes", None);
        check("title|text", "Chapter3/title/text", None);
        check("title|text", "Chapter3title/text", None);
        check("title|text", "title/text", None);
        check("title|text", "Chapter3titles/text", Some((0, 0)));
        check("|text", "Chapter3/text", None);
    }

    #[test]
    fn a_character_that_no_font_has_may_be_any() {
        check("aéb", "a\u{fffd}b", None);
    }

    #[test]
    fn the_caption_of_an_ornament_may_stand_anywhere() {
        let image = Image { name: String::new(), alternative: String::new() };
        for (found, difference) in [
            ("one/under/two", None),
            ("one/two/under", None),
            ("under/one/two", None),
            ("one/under/twi", Some((5, 10))),
            ("one/under/under/two", Some((3, 8))),
        ] {
            let mut expected = passage("onetwo");
            let span = Span::new(FileId(0), 0, 0);
            let caption = passage("under");
            let picture = Picture { at: 3, image: &image, span, is_block: true, caption };
            expected.pictures.push(picture);
            let agreement =
                compare(&Book::of(sample::edition()), Medium::Print, &expected, &stream(found));
            assert_eq!(agreement.difference, difference, "{found}");
        }
    }
}
