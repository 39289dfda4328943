//! Marks of transcription: the destinations of links that are none, and the
//! edition's signs for them.

use crate::model::diagnostic::Diagnostics;
use crate::model::nearest;
use crate::model::source::Span;
use crate::model::transcription::{Mark, MarkLook, Shown, TranscriptionSettings};
use crate::parse::fields::{self, Fields};
use crate::parse::yaml::{Node, Value};

const LOOKS: [(&str, MarkLook); 4] = [
    ("plain", MarkLook::Plain),
    ("italic", MarkLook::Italic),
    ("struck", MarkLook::Struck),
    ("raised", MarkLook::Raised),
];

/// The mark that `supplied:` and the like mean; nothing for other
/// destinations. What only looks like a mark is reported.
pub fn mark(destination: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Option<Mark>> {
    let (name, rest) = destination.split_once(':')?;
    let mark = Mark::named(name);
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_name || (mark.is_none() && !rest.is_empty()) {
        return None;
    }
    let names = Mark::ALL.map(Mark::name);
    if mark.is_none() {
        let help = match nearest::nearest(name, names) {
            Some(near) => format!("did you mean `{near}:`?"),
            None => format!("the marks are {}, each with a colon", fields::listed(&names)),
        };
        let message = format!("there is no mark of transcription `{name}:`");
        diagnostics.error("unknown-mark", span, message).help(help);
    } else if !rest.is_empty() {
        diagnostics
            .error("unknown-mark", span, format!("nothing can follow `{name}:`"))
            .help("put what there is to say into a note behind the mark");
    }
    Some(mark)
}

/// The signs of the edition.
///
/// Each mark has its signs, `[…]`, with `…` for the text; or a mapping with
/// `signs` and `look`.
pub fn settings(node: Option<&Node>, diagnostics: &mut Diagnostics) -> TranscriptionSettings {
    let mut settings = TranscriptionSettings::default();
    let names = Mark::ALL.map(Mark::name);
    let found = node.and_then(|node| Fields::new(node, "`transcription`", &names, diagnostics));
    let Some(marks) = found else { return settings };
    for mark in Mark::ALL {
        if let Some(node) = marks.get(mark.name()) {
            let shown = shown(node, mark, settings.shown(mark).clone(), diagnostics);
            settings.show(mark, shown);
        }
    }
    settings
}

fn shown(node: &Node, mark: Mark, usual: Shown, diagnostics: &mut Diagnostics) -> Shown {
    let (signs, look) = match &node.value {
        Value::Map(_) => {
            let what = format!("`{}`", mark.name());
            let keys = ["signs", "look"];
            let Some(fields) = Fields::new(node, &what, &keys, diagnostics) else { return usual };
            (fields.text("signs", diagnostics), fields.choice("look", &LOOKS, diagnostics))
        }
        _ => (fields::text(node, mark.name(), diagnostics), None),
    };
    let look = look.unwrap_or(usual.look);
    let Some(signs) = signs else { return Shown { look, ..usual } };
    Shown::parse(&signs.text, look).unwrap_or_else(|| {
        fields::wrong_type(
            signs.span,
            "`signs`",
            "signs with `…` where the text goes",
            diagnostics,
        );
        usual
    })
}
