//! Documents: titles made from their data, correspondents, enclosures, order.

use crate::model::book::{Reference, SectionId, Within};
use crate::model::date::{Date, DocumentDate};
use crate::model::diagnostic::Diagnostics;
use crate::model::document::{Arrangement, DocumentStatus};
use crate::model::document_words;
use crate::model::edition::{DocumentOrder, DocumentSettings};
use crate::model::language::Language;
use crate::model::manuscript::{Document, Written};
use crate::model::source::Span;
use crate::model::text::Inline;
use crate::resolve::dates::in_words;
use crate::resolve::sections::Planned;
use crate::resolve::targets::Targets;
use crate::resolve::text::{Place, Role, Weaver};

/// Reports documents that stand before an earlier one of their part, and
/// enclosures that are not there.
pub(crate) fn check(
    sections: &[Planned],
    settings: &DocumentSettings,
    targets: &Targets,
    diagnostics: &mut Diagnostics,
) {
    let mut last: Option<(Option<SectionId>, &DocumentDate, Span)> = None;
    for section in sections {
        let chapter = section.chapter();
        let Some(document) = chapter.and_then(|chapter| chapter.document.as_ref()) else {
            continue;
        };
        enclosures(document, targets, diagnostics);
        let Some(date) = document.date.as_ref().filter(|_| !section.is_enclosed) else { continue };
        let before = last.replace((section.part, date, document.span));
        let Some((part, earlier, span)) = before else { continue };
        let counts = part == section.part && settings.order == DocumentOrder::Date;
        if counts && is_after(earlier.from, date.from) && !date.is_circa && !earlier.is_circa {
            let message = format!("`{}` is earlier than the document before it", document.id);
            diagnostics
                .warning("document-out-of-order", document.span, message)
                .also(span, format!("this one is of {}", earlier.from))
                .help("move it in `contents`, or set `documents: { order: contents }`");
        }
    }
}

/// Whether one date is surely after another: what only one of them says does
/// not count.
fn is_after(left: Date, right: Date) -> bool {
    let months = left.month.zip(right.month);
    let days = left.day.zip(right.day);
    left.year > right.year
        || left.year == right.year && months.is_some_and(|(left, right)| left > right)
        || left.year == right.year
            && months.is_some_and(|(left, right)| left == right)
            && days.is_some_and(|(left, right)| left > right)
}

fn enclosures(document: &Document<Written>, targets: &Targets, diagnostics: &mut Diagnostics) {
    for (id, span) in &document.encloses {
        if *id == document.id {
            diagnostics
                .error("self-reference", *span, format!("`{id}` encloses itself"))
                .help("name the document that came with it");
        } else if targets.document(id).is_none() {
            targets.report_no_document(id, *span, diagnostics);
        }
    }
}

impl Weaver<'_> {
    /// A document's title from its data: *Stalin to Kaganovich and Molotov,
    /// 11 August 1931*. Its correspondents are mentions.
    pub(crate) fn made_title(
        &mut self,
        document: &Document<Written>,
        place: Place,
    ) -> Vec<Inline<Reference>> {
        let words = Words::of(self.language);
        let span = document.span;
        // What the edition does not print stands in brackets.
        let is_bracketed = document.status == DocumentStatus::NotFound;
        let mut title = if is_bracketed { self.made("[", span, place) } else { Vec::new() };
        let bracket_count = title.len();
        title.extend(self.names(&document.from, words, span, place));
        if !document.to.is_empty() {
            if title.len() > bracket_count {
                title.extend(self.made(words.to, span, place));
            }
            title.extend(self.names(&document.to, words, span, place));
        }
        let mut rest = String::new();
        if title.len() == bracket_count {
            let noun = document_words::of(self.language).document;
            rest.push_str(document.kind.as_deref().unwrap_or(noun));
        }
        match (&document.date, document.date_printed.is_empty()) {
            (None, true) => {}
            (Some(date), true) => {
                rest.push_str(", ");
                rest.push_str(&in_words(date, self.language));
            }
            (_, false) => rest.push_str(", "),
        }
        if !rest.is_empty() {
            title.extend(self.made(&rest, span, place));
        }
        // The printed date stands among the document's data as well: what it
        // points at, it points at from there.
        let bare = Place { role: Role::Bare, ..place };
        let date = self.inlines(document.date_printed.clone(), bare);
        title.extend(self.numbered(date, place));
        if is_bracketed {
            title.extend(self.made("]", span, place));
        }
        title
    }

    /// Names as a sentence joins them: *A, B and C*.
    fn names(
        &mut self,
        correspondents: &[Inline<Written>],
        words: Words,
        span: Span,
        place: Place,
    ) -> Vec<Inline<Reference>> {
        let mut names = Vec::new();
        for (at, name) in correspondents.iter().enumerate() {
            let is_last = at + 1 == correspondents.len();
            let joint = match (at, is_last) {
                (0, _) => "",
                (1, true) => words.and,
                (_, true) => words.last_and,
                (_, false) => ", ",
            };
            if !joint.is_empty() {
                names.extend(self.made(joint, span, place));
            }
            names.extend(self.inlines(vec![name.clone()], place));
        }
        names
    }

    /// The correspondents of a document whose title is the editor's own: they
    /// are mentioned where the document begins.
    pub(crate) fn correspondents(&mut self, document: &Document<Written>, place: Place) {
        let place = Place { within: Within::Heading, ..place };
        let (anchor, _) = self.bounds[place.section.0 as usize];
        for name in document.from.iter().chain(&document.to) {
            let Inline::Reference { to: Written::Tag(tag), span, .. } = name else { continue };
            match self.roster.find(&tag.id) {
                Some(_) => {
                    self.mention(tag, *span, anchor, place);
                }
                None => self.unknown(tag, place),
            }
        }
    }

    /// The data of a document, for whoever shows them beside the text.
    pub(crate) fn document(
        &mut self,
        written: Document<Written>,
        place: Place,
    ) -> Document<Reference> {
        let data = Place { role: Role::Data, ..place };
        Document {
            id: written.id,
            number: written.number,
            status: written.status,
            arrangement: Arrangement {
                date: written.date.map_or(String::new(), |date| in_words(&date, self.language)),
                ..written.arrangement
            },
            date: written.date,
            date_printed: self.inlines(written.date_printed, place),
            from: self.inlines(written.from, data),
            to: self.inlines(written.to, data),
            place: self.inlines(written.place, place),
            kind: written.kind,
            // Taken out by then: it is a note.
            source: self.inlines(written.source, data),
            numbers: written.numbers,
            encloses: written.encloses,
            span: written.span,
        }
    }
}

/// The words that join names in a language.
#[derive(Clone, Copy, Debug)]
struct Words {
    to: &'static str,
    /// Between two names.
    and: &'static str,
    /// Before the last of more than two.
    last_and: &'static str,
}

impl Words {
    fn of(language: &Language) -> Words {
        match (language.primary().as_str(), language.region()) {
            ("en", Some("US")) => Words { to: " to ", and: " and ", last_and: ", and " },
            ("en", _) => Words { to: " to ", and: " and ", last_and: " and " },
            ("de", _) => Words { to: " an ", and: " und ", last_and: " und " },
            ("fr", _) => Words { to: " à ", and: " et ", last_and: " et " },
            ("es", _) => Words { to: " a ", and: " y ", last_and: " y " },
            ("it", _) => Words { to: " a ", and: " e ", last_and: " e " },
            // Languages whose words we do not know, or that inflect names.
            _ => Words { to: " – ", and: ", ", last_and: ", " },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_after;
    use crate::model::date::Date;

    #[track_caller]
    fn check(left: &str, right: &str, expected: bool) {
        let [left, right] = [left, right].map(|date| Date::parse(date).expect("a date"));
        assert_eq!(is_after(left, right), expected);
    }

    #[test]
    fn only_what_both_say_counts() {
        check("1931-08-12", "1931-08-11", true);
        check("1931-08-11", "1931-08-11", false);
        check("1931-08-11", "1931-08", false);
        check("1931-09", "1931-08-11", true);
        check("1932", "1931-08-11", true);
        check("1931", "1931-08-11", false);
        check("1930-12-31", "1931-01-01", false);
    }
}
