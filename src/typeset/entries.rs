//! The entries of an index as elements of a column, with what must be known of
//! them to end a column well.

use std::ops::Range;

use crate::model::edition::{Continued, Subheadings};
use crate::model::index::{CrossReferences, Entry, Index, Subentry};
use crate::model::language::Language;
use crate::model::length::Length;
use crate::model::pages::EntryLocators;
use crate::model::style::{Align, Shape as Letters};
use crate::model::wording;
use crate::typeset::chunks::IN_RANGE;
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Element, paragraph};
use crate::typeset::items::{Item, Shape};

/// The entries of an index, composed.
#[derive(Default)]
pub(crate) struct Entries {
    pub(crate) elements: Vec<Element>,
    /// One for each element.
    pub(crate) parts: Vec<Part>,
    /// What separates a repeated heading from its subheading.
    pub(crate) joint: Vec<Item>,
    /// *(continued)*, with the space before it.
    pub(crate) suffix: Vec<Item>,
    /// What stands for the rest of a heading that is too long to repeat.
    pub(crate) ellipsis: Vec<Item>,
    pub(crate) continued: Continued,
}

/// What an element is within its entry.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The entry's position in the index; none for a group's letter.
    pub(crate) entry: Option<u32>,
    pub(crate) role: Role,
    /// The items that are its heading or subheading.
    pub(crate) term: Range<usize>,
    /// The element with the heading that it stands under.
    pub(crate) above: Option<usize>,
}

/// The parts of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A group's letter.
    Letter,
    /// The heading, with whatever runs on from it.
    Heading,
    /// The biographical note.
    Note,
    /// A subheading, by its level from 1.
    Subheading(i32),
    /// *See also*.
    References,
}

/// How the lines of an index are set.
struct Column<'a, 'l> {
    measure: Length,
    /// Indent of a level.
    step: Length,
    /// Indent of turned lines: deeper than the deepest subheading.
    turn: Length,
    leading: Length,
    hyphenates: bool,
    subheadings: Subheadings,
    manner: Manner<'a>,
    language: &'l Language,
}

impl Column<'_, '_> {
    /// A ragged paragraph that begins at a level's indent.
    fn paragraph(&self, items: Vec<Item>, level: i32) -> Element {
        let left = self.turn;
        self.set(items, Shape { left, first: self.step * level - left, ..self.flush() })
    }

    fn flush(&self) -> Shape {
        Shape { hyphenates: self.hyphenates, ..Shape::flush(self.measure, Align::Left) }
    }

    fn set(&self, items: Vec<Item>, shape: Shape) -> Element {
        Element { is_on_grid: false, ..paragraph(items, shape, self.leading) }
    }
}

impl Entries {
    fn push(&mut self, element: Element, part: Part) {
        self.elements.push(element);
        self.parts.push(part);
    }
}

impl<'a> Composer<'a> {
    /// Composes the entries of the index at a position, for a column's width.
    pub(crate) fn index(
        &mut self,
        (index, at): (&Index, usize),
        locators: &[EntryLocators],
        measure: Length,
        language: &Language,
    ) -> Entries {
        let style = &self.style.index;
        let layout = self.book.edition.indexes[at].layout;
        let manner = Manner::new(self.style, "text", style.size);
        let deepest = depth(index, layout.subheadings);
        let column = Column {
            measure,
            step: style.turn,
            turn: style.turn * (deepest + 1),
            leading: style.leading,
            hyphenates: self.style.text.align == Align::Justified,
            subheadings: layout.subheadings,
            manner,
            language,
        };
        let italic = manner.shaped(Letters::Italic);
        let suffix = format!(" ({})", wording::of(language).continued);
        let mut entries = Entries {
            joint: self.after(", ", manner, language),
            suffix: self.after(&suffix, italic, language),
            ellipsis: self.plain("…", manner, language),
            continued: layout.continued,
            ..Entries::default()
        };
        let mut locators = locators.iter();
        let mut count = 0;
        for group in &index.groups {
            if !group.letter.is_empty() {
                self.group_letter(&group.letter, &column, &mut entries);
            }
            for entry in &group.entries {
                let own = locators.next().cloned().unwrap_or_default();
                self.entry((entry, count), &own, &column, &mut entries);
                count += 1;
            }
        }
        entries
    }

    fn group_letter(&mut self, letter: &str, column: &Column<'a, '_>, entries: &mut Entries) {
        let size = column.manner.size.scaled(11, 10);
        let manner = Manner { size, ..column.manner }.shaped(Letters::SmallCapitals);
        let items = self.plain(letter, manner, column.language);
        let element = column.set(items, Shape { hyphenates: false, ..column.flush() });
        let part = Part { entry: None, role: Role::Letter, term: 0..0, above: None };
        entries.push(Element { before: column.leading, ..element }, part);
    }

    fn entry(
        &mut self,
        (entry, count): (&Entry, u32),
        locators: &EntryLocators,
        column: &Column<'a, '_>,
        entries: &mut Entries,
    ) {
        let Column { manner, language, .. } = *column;
        let mut items: Vec<Item> = entry.anchor.map(Item::Anchor).into_iter().collect();
        let start = items.len();
        items.extend(self.items(&entry.heading, manner, language));
        let term = start..items.len();
        if entry.is_note_run_in && !entry.note.is_empty() {
            items.extend(self.after(entry.note_joint(), manner, language));
            items.extend(self.items(&entry.note, manner, language));
        }
        let has_locators = !locators.locators.is_empty();
        if has_locators {
            items.extend(self.after(entry.joint(), manner, language));
            items.extend(self.locators(&locators.locators, manner, language));
        }
        let has_note = !entry.note.is_empty() && !entry.is_note_run_in;
        let runs_in = column.subheadings == Subheadings::RunIn && !entry.subentries.is_empty();
        if runs_in && !has_note {
            items.extend(self.after(if has_locators { "; " } else { ": " }, manner, language));
            self.run_in((&entry.subentries, &locators.subentries), column, &mut items);
        }
        let has_body = has_note || (!runs_in && !entry.subentries.is_empty());
        if !has_body {
            self.references(&entry.references, manner, language, &mut items);
        }
        let above = entries.elements.len();
        let part = |role, term| {
            let above = (role != Role::Heading).then_some(above);
            Part { entry: Some(count), role, term, above }
        };
        entries.push(column.paragraph(items, 0), part(Role::Heading, term));
        if has_note {
            let small = Manner { size: manner.size.scaled(95, 100), ..manner };
            let mut items = self.items(&entry.note, small, language);
            // Years of birth and death stay together, too.
            items.retain(|item| !matches!(item, Item::Break { cost } if *cost >= IN_RANGE));
            let shape = Shape { left: column.step, ..column.flush() };
            entries.push(column.set(items, shape), part(Role::Note, 0..0));
        }
        if runs_in && has_note {
            let mut items = Vec::new();
            self.run_in((&entry.subentries, &locators.subentries), column, &mut items);
            self.references(&entry.references, manner, language, &mut items);
            return entries.push(column.paragraph(items, 1), part(Role::Subheading(1), 0..0));
        }
        if !runs_in {
            for (subentry, own) in entry.subentries.iter().zip(&locators.subentries) {
                self.subentry(
                    (subentry, own),
                    (part(Role::Subheading(1), 0..0), 1),
                    column,
                    entries,
                );
            }
        }
        if has_body && entry.references != CrossReferences::None {
            let mut items = Vec::new();
            self.references(&entry.references, manner, language, &mut items);
            entries.push(column.paragraph(items, 1), part(Role::References, 0..0));
        }
    }

    /// A subheading on a line of its own, with what stands below it.
    fn subentry(
        &mut self,
        (subentry, locators): (&Subentry, &EntryLocators),
        (part, level): (Part, i32),
        column: &Column<'a, '_>,
        entries: &mut Entries,
    ) {
        let Column { manner, language, .. } = *column;
        let mut items = self.plain(&subentry.heading, manner, language);
        let term = 0..items.len();
        let has_locators = !locators.locators.is_empty();
        if has_locators {
            items.extend(self.after(", ", manner, language));
            items.extend(self.locators(&locators.locators, manner, language));
        }
        let runs_in = column.subheadings == Subheadings::Mixed && !subentry.subentries.is_empty();
        if runs_in {
            items.extend(self.after(if has_locators { "; " } else { ": " }, manner, language));
            self.run_in((&subentry.subentries, &locators.subentries), column, &mut items);
        }
        let own = entries.elements.len();
        let part = Part { role: Role::Subheading(level), term, ..part };
        entries.push(column.paragraph(items, level), part.clone());
        if !runs_in {
            for (inner, of_inner) in subentry.subentries.iter().zip(&locators.subentries) {
                let part = Part { above: Some(own), ..part.clone() };
                self.subentry((inner, of_inner), (part, level + 1), column, entries);
            }
        }
    }

    /// Subheadings one after the other; those below them in parentheses.
    fn run_in(
        &mut self,
        (subentries, locators): (&[Subentry], &[EntryLocators]),
        column: &Column<'a, '_>,
        items: &mut Vec<Item>,
    ) {
        let Column { manner, language, .. } = *column;
        for (count, (subentry, own)) in subentries.iter().zip(locators).enumerate() {
            if count > 0 {
                items.extend(self.after("; ", manner, language));
            }
            items.extend(self.plain(&subentry.heading, manner, language));
            if !own.locators.is_empty() {
                items.extend(self.after(", ", manner, language));
                items.extend(self.locators(&own.locators, manner, language));
            }
            if !subentry.subentries.is_empty() {
                items.extend(self.after(" (", manner, language));
                self.run_in((&subentry.subentries, &own.subentries), column, items);
                items.extend(self.after(")", manner, language));
            }
        }
    }
}

/// The deepest level at which a line of an index begins.
fn depth(index: &Index, subheadings: Subheadings) -> i32 {
    let entries = index.groups.iter().flat_map(|group| &group.entries);
    let depths = entries.map(|entry| {
        let has_inner = entry.subentries.iter().any(|inner| !inner.subentries.is_empty());
        match subheadings {
            Subheadings::Indented if has_inner => 2,
            Subheadings::Indented | Subheadings::Mixed if !entry.subentries.is_empty() => 1,
            _ => i32::from(!entry.note.is_empty() && !entry.is_note_run_in),
        }
    });
    depths.max().unwrap_or(0)
}
