//! Code to elements.

use crate::model::length::Length;
use crate::model::structure::Role;
use crate::model::style::Align;
use crate::model::text::{Inline, Text};
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Element, Scope, paragraph, surround};
use crate::typeset::items::{Item, Shape};

impl<'a> Composer<'a> {
    /// Composes code: each line a paragraph, its spaces as they are.
    pub(crate) fn code(&mut self, text: &Text, scope: &Scope<'a>, elements: &mut Vec<Element>) {
        let first = elements.len();
        let style = self.style;
        let size = style.quotation.size.scaled(9, 10);
        let manner = Manner { family: "sans", ..Manner::new(style, "sans", size) };
        let mut offset = 0;
        for line in text.text.split('\n') {
            // Spaces count here.
            let node = Text { text: line.replace(' ', "\u{a0}"), ..text.clone() };
            let mut items = self.items(&[Inline::Text(node)], manner, &scope.language);
            for item in &mut items {
                if let Item::Word { offset: at, .. } = item {
                    // Each space above became two bytes.
                    let shown = line.replace(' ', "\u{a0}");
                    let before = shown.get(..*at as usize).unwrap_or_default();
                    let spaces = before.matches('\u{a0}').count();
                    *at = (offset + before.len() - spaces) as u32;
                }
            }
            let shape = Shape {
                align: Align::Left,
                hyphenates: false,
                left: scope.left + style.quotation.indent_left,
                ..scope.shape(Length::ZERO)
            };
            let element = paragraph(items, shape, style.quotation.leading);
            elements.push(Element { is_on_grid: false, ..element });
            offset += line.len() + 1;
        }
        let node = self.tree.add(Role::Paragraph);
        self.tree.together(node, &mut elements[first..]);
        surround(elements, first, style.quotation.space);
    }
}
