//! What the editor is told of the pages.

use std::collections::BTreeSet;

use crate::model::diagnostic::Diagnostics;
use crate::model::folio::Folio;
use crate::model::length::Length;
use crate::model::pages::{MakeUp, PageStart, Remark};
use crate::model::source::Span;
use crate::model::text::TextId;
use crate::typeset::places;
use crate::typeset::rows::{self, Row};
use crate::typeset::setting::Setting;

/// A line may pass its measure by a hair that nobody sees.
const TOLERATED: f64 = 0.1;

/// Reports what went wrong in setting the book.
pub(crate) fn report(setting: &mut Setting<'_>, diagnostics: &mut Diagnostics) {
    let book = setting.composer.book;
    for character in setting.composer.take_missing() {
        let span = places::of_character(book, character);
        let code = character as u32;
        diagnostics
            .error(
                "missing-character",
                span,
                format!("no font has the character `{character}` (U+{code:04X})"),
            )
            .help("add a font that has it to `fallback` in the style, or replace the character");
    }
    overfull(setting, diagnostics);
    if setting.joined.sheets.is_empty() {
        let span = setting.composer.inputs.edition.map(|edition| Span::new(edition, 0, 0));
        diagnostics
            .error("empty-book", span, "the contents name nothing to print")
            .help("name a chapter at least: `contents: { body: [chapters/*.md] }`");
    }
    if !setting.has_settled {
        diagnostics
            .warning("unsettled-reference", None, "references to pages did not settle")
            .help("reword the text around a reference to a page that stands near a page's end");
    }
}

/// The rules that pages had to break, page by page.
pub(crate) fn remarks(setting: &Setting<'_>) -> Vec<Remark> {
    let mut found: Vec<(Folio, MakeUp, Option<PageStart>)> = Vec::new();
    for sheet in &setting.joined.sheets {
        let Some((flow, position, starts_recto)) = sheet.of else { continue };
        let flow = &setting.flows[flow];
        let plans = flow.plans(starts_recto);
        let plan = &plans[position];
        let begins = flow.rows_of(plan).find_map(Row::begins);
        let is_last = position + 1 == plans.len();
        let last = flow.rows_of(plan).last().filter(|row| !is_last && !row.is_forced);
        let broken = [
            (plan.flaws.short.abs() > 1).then_some(MakeUp::ShortPage),
            plan.flaws.is_unequal.then_some(MakeUp::UnequalPages),
            plan.flaws.is_overfull.then_some(MakeUp::OverfullPage),
            last.filter(|row| row.ends_in_hyphen() && sheet.is_recto).map(|_| MakeUp::HyphenAtTurn),
            last.and_then(|row| rows::broken_rule(row.penalty)),
        ];
        found.extend(broken.into_iter().flatten().map(|rule| (sheet.folio, rule, begins)));
    }
    if found.is_empty() {
        return Vec::new();
    }
    let spans = places::spans(setting.composer.book);
    let book = setting.composer.book;
    let place = |begins: Option<PageStart>| match begins? {
        PageStart::Text { text, .. } => spans.get(&text.0).copied(),
        PageStart::Anchor(anchor) | PageStart::Entry { target: anchor, .. } => {
            places::of_section(book.section(book.anchor(anchor).section))
        }
    };
    let remark = |(folio, rule, begins)| Remark { folio, rule, span: place(begins) };
    found.into_iter().map(remark).collect()
}

fn overfull(setting: &Setting<'_>, diagnostics: &mut Diagnostics) {
    let tolerated = Length::from_points(TOLERATED);
    let mut lines: BTreeSet<(TextId, u32, Length)> = BTreeSet::new();
    for flow in &setting.flows {
        for line in flow.rows.iter().chain(&flow.notes).flat_map(|row| &row.lines) {
            if line.excess > tolerated {
                let (text, offset) = line.line.begins.unwrap_or((TextId::NONE, 0));
                lines.insert((text, offset, line.excess));
            }
        }
    }
    if lines.is_empty() {
        return;
    }
    let spans = places::spans(setting.composer.book);
    for (text, _, excess) in lines {
        let span = spans.get(&text.0).copied();
        let points = excess.points();
        diagnostics
            .warning("overfull-line", span, format!("a line is {points:.1} pt too long"))
            .help("reword the passage, or give the language of a foreign word so that it can be hyphenated");
    }
}
