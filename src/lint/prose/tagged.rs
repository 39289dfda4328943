//! Tags whose text is somebody else's name.

use crate::lint::forms;
use crate::lint::levels::Findings;
use crate::lint::names::Names;
use crate::lint::prose::paragraph::{Kind, Paragraph};
use crate::model::book::Book;
use crate::model::text::plain;

/// Reports tags that print a name of another record, and none of their own.
pub(crate) fn report(
    book: &Book,
    names: &Names,
    paragraph: &Paragraph<'_>,
    findings: &mut Findings<'_>,
) {
    for (mention, range) in &paragraph.tags {
        let letters = &paragraph.letters[range.clone()];
        if letters.is_empty() || letters.iter().any(|letter| letter.kind == Kind::Made) {
            continue;
        }
        let mention = book.mention(*mention);
        let text: String = letters.iter().map(|letter| letter.character).collect();
        let Some(form) = names.exact(&text) else { continue };
        let record = forms::head(book, mention.record);
        let [other, ..] = form.bearers.as_slice() else { continue };
        if form.bearers.contains(&record) || form.bearers.contains(&mention.record) {
            continue;
        }
        let tagged = &book.record(mention.record).data.id;
        let other = &book.record(*other).data;
        let message = format!("`{text}` is a name of `{}`, and is tagged `{tagged}`", other.id);
        if let Some(found) = findings.report("wrong-name", paragraph.span(range.clone()), message) {
            found.also(other.span, format!("`{}`", plain(&other.heading))).help(format!(
                "tag it `{}`; if the text is right, add it to the aliases of `{tagged}`",
                other.id
            ));
        }
    }
}
