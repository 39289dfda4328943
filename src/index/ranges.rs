//! Continuous passages: the tags that open them with those that close them.

use rustc_hash::FxHashMap;

use crate::model::book::{Book, MentionId, Within};
use crate::model::diagnostic::Diagnostics;
use crate::model::manuscript::Sigil;
use crate::model::register::RecordId;

/// By the mention that opens it, the mention that closes it.
pub(crate) type Pairs = FxHashMap<MentionId, MentionId>;

/// Pairs `[[<id#sub|]]` with the next `[[>id#sub|]]`.
///
/// `marks` are all mentions that open or close, in reading order. One that
/// finds no partner is reported, and stands for its own place alone.
pub(crate) fn pairs(book: &Book, marks: &[MentionId], diagnostics: &mut Diagnostics) -> Pairs {
    let mut open: FxHashMap<(RecordId, &[String]), MentionId> = FxHashMap::default();
    let mut pairs = Pairs::default();
    for id in marks {
        let mention = book.mention(*id);
        let key = (mention.record, mention.subheadings.as_slice());
        if mention.sigil == Sigil::Opens {
            if let Some(first) = open.get(&key) {
                diagnostics
                    .error(
                        "range-opened-twice",
                        mention.span,
                        format!("the passage on `{}` is open already", name(book, *id)),
                    )
                    .also(book.mention(*first).span, "it opens here")
                    .help("close it first, or take this mark out");
                continue;
            }
            open.insert(key, *id);
            continue;
        }
        match open.remove(&key) {
            Some(opening) if close(book, opening, *id, diagnostics) => {
                pairs.insert(opening, *id);
            }
            Some(_) => {}
            None => {
                let name = name(book, *id);
                diagnostics
                    .error(
                        "unopened-range",
                        mention.span,
                        format!("a passage on `{name}` ends that never began"),
                    )
                    .help(format!("write `[[<{name}|]]` where it begins"));
            }
        }
    }
    for id in marks {
        let mention = book.mention(*id);
        let key = (mention.record, mention.subheadings.as_slice());
        if open.get(&key) == Some(id) {
            let name = name(book, *id);
            diagnostics
                .error(
                    "unclosed-range",
                    mention.span,
                    format!("the passage on `{name}` never ends"),
                )
                .help(format!("write `[[>{name}|]]` where it ends"));
        }
    }
    pairs
}

/// Whether the two can be one passage.
fn close(
    book: &Book,
    opening: MentionId,
    closing: MentionId,
    diagnostics: &mut Diagnostics,
) -> bool {
    let (from, to) = (book.mention(opening), book.mention(closing));
    let note = |within| match within {
        Within::Note(note) => Some(note),
        _ => None,
    };
    let name = name(book, opening);
    if note(from.within) != note(to.within) {
        diagnostics
            .error(
                "range-across-notes",
                to.span,
                format!("the passage on `{name}` leads into or out of a note"),
            )
            .also(from.span, "it opens here")
            .help("open and close it in the text, or within one note");
        return false;
    }
    if from.section != to.section {
        diagnostics
            .warning(
                "range-across-sections",
                to.span,
                format!("the passage on `{name}` began in another chapter"),
            )
            .also(from.span, "it opens here")
            .help("if this is meant, let it be; else close it in its own chapter");
    }
    true
}

/// Identifier and subheadings as a tag has them: `stalin#in exile`.
fn name(book: &Book, id: MentionId) -> String {
    let mention = book.mention(id);
    let mut name = book.record(mention.record).data.id.clone();
    for subheading in &mention.subheadings {
        name.push('#');
        name.push_str(subheading);
    }
    name
}
