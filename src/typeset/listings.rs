//! Lists made of documents and events as elements: tables with a row for each
//! document, or terms with what is said of them.

use crate::model::book::Reference;
use crate::model::document_words;
use crate::model::language::Language;
use crate::model::listing::{ListingCell, ListingGroup, ListingRow};
use crate::model::pages::LinkTarget;
use crate::model::structure::Role;
use crate::model::style::{Align, Shape as Letters};
use crate::model::text::{Alignment, Inline, plain};
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Body, Element, Table, paragraph};
use crate::typeset::items::{Item, Shape};

/// The narrowest and the widest column of terms, in ems; a longer term pushes
/// what is said of it to the right.
const NARROWEST: usize = 3;
const WIDEST: usize = 9;

impl<'a> Composer<'a> {
    /// Composes the list of the section at a position of `Book::sections`.
    pub(crate) fn listing(&mut self, at: usize, language: &Language, elements: &mut Vec<Element>) {
        let Some(listing) = self.book.listing(self.book.sections[at].anchor) else { return };
        let title = document_words::of(language).listing(listing.kind);
        self.list_heading(title, language, elements);
        let terms = listing.groups.iter().filter(|group| group.head.is_empty());
        let width = width(terms.flat_map(|group| &group.rows));
        for group in &listing.groups {
            self.listing_heading(&group.heading, language, elements);
            if group.rows.is_empty() {
                continue;
            }
            if group.head.is_empty() {
                self.terms(group, width, language, elements);
            } else {
                let table = self.listing_table(group, language);
                elements.push(table);
            }
        }
    }

    fn listing_heading(
        &mut self,
        heading: &[Inline<Reference>],
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        if heading.is_empty() {
            return;
        }
        let grid = self.style.text.leading;
        let manner = Manner::new(self.style, "text", self.style.text.size).shaped(Letters::Italic);
        let items = self.items(heading, manner, language);
        let shape = Shape::flush(self.style.page.measure(), Align::Left);
        let node = self.tree.heading(1);
        let element = paragraph(items, shape, grid);
        elements.push(Element { before: grid, after: grid / 2, keeps: true, node, ..element });
    }

    fn listing_table(&mut self, group: &ListingGroup, language: &Language) -> Element {
        let style = &self.style.table;
        let manner = Manner::new(self.style, "text", style.size);
        let head = manner.shaped(Letters::Italic);
        let mut rows = vec![Vec::with_capacity(group.head.len())];
        for title in &group.head {
            let items = self.plain(title, head, language);
            rows[0].push(items);
        }
        for row in &group.rows {
            let cells = row.cells.iter().map(|cell| self.cell(cell, manner, language));
            let cells = cells.collect();
            rows.push(cells);
        }
        let aligns = group.alignments.iter().map(|alignment| match alignment {
            Alignment::Start => Align::Left,
            Alignment::Centre => Align::Centre,
            Alignment::End => Align::Right,
        });
        let nodes = self.table_nodes(&rows, true);
        let table = Table {
            rows,
            nodes,
            anchors: group.rows.iter().map(|row| row.anchor).collect(),
            has_head: true,
            aligns: aligns.collect(),
            measure: self.style.page.measure(),
        };
        let shape = Shape::flush(table.measure, Align::Left);
        let element = paragraph(Vec::new(), shape, style.leading);
        let (body, after) = (Body::Table(table), style.space);
        Element { body, after, is_on_grid: false, ..element }
    }

    fn cell(&mut self, cell: &ListingCell, manner: Manner<'a>, language: &Language) -> Vec<Item> {
        match cell {
            ListingCell::Text(content) => self.items(content, manner, language),
            ListingCell::Page(anchor) => {
                let folio = self.folios.get(anchor).map_or("000", String::as_str).to_string();
                let items = self.plain(&folio, manner, language);
                self.linked(LinkTarget::Anchor(*anchor), items)
            }
        }
    }

    /// Terms in a column of their own, what is said of them beside it.
    fn terms(
        &mut self,
        group: &ListingGroup,
        width: usize,
        language: &Language,
        elements: &mut Vec<Element>,
    ) {
        let style = &self.style.glossary;
        let manner = Manner::new(self.style, "text", style.size).shaped(style.shape);
        let tab = style.size * width as i32;
        let list = self.tree.add(Role::List);
        for row in &group.rows {
            let item = self.tree.add_below(Role::Item, list);
            let label = self.tree.add_below(Role::Label, item);
            let mut items = Vec::new();
            let mut cells = row.cells.iter();
            if let Some(term) = cells.next() {
                items.push(Item::Open(label));
                items.extend(self.cell(term, manner, language));
                items.push(Item::Close);
            }
            let said = cells.flat_map(|cell| self.cell(cell, manner, language)).collect();
            let node = self.tree.add_below(Role::Body, item);
            let columns = (tab, self.style.text.align);
            let element = self.hanging((items, said), columns, manner, language);
            let (anchors, after) = (vec![row.anchor], style.space);
            elements.push(Element { anchors, after, node, ..element });
        }
    }
}

/// The width of the column of terms, in ems.
fn width<'r>(rows: impl Iterator<Item = &'r ListingRow>) -> usize {
    let lengths = rows.map(|row| match row.cells.first() {
        Some(ListingCell::Text(term)) => {
            let term = plain(term);
            let capitals = term.chars().filter(|letter| letter.is_uppercase()).count();
            // Tenths of an em: a capital is about seven of them wide.
            5 * term.chars().count() + 2 * capitals
        }
        _ => 0,
    });
    (lengths.max().unwrap_or_default() / 10 + 2).clamp(NARROWEST, WIDEST)
}
