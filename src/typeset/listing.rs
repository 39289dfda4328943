//! Lists and definitions to elements.

use crate::model::book::Reference;
use crate::model::length::Length;
use crate::model::structure::{NodeId, Role};
use crate::model::text::{Definition, List};
use crate::typeset::compose::Composer;
use crate::typeset::endings;
use crate::typeset::galley::{Body, Element, Scope, paragraph, surround};
use crate::typeset::items::{Item, Shape};

impl<'a> Composer<'a> {
    pub(crate) fn list(
        &mut self,
        list: &List<Reference>,
        scope: &Scope<'a>,
        elements: &mut Vec<Element>,
    ) {
        let style = self.style;
        let indent = style.list.indent;
        let first = elements.len();
        let node =
            self.tree.add(if list.start.is_some() { Role::NumberedList } else { Role::List });
        let above = self.tree.enter(node);
        for (count, blocks) in list.items.iter().enumerate() {
            let item = self.tree.add_below(Role::Item, node);
            let label = self.tree.add_below(Role::Label, item);
            let body = self.tree.add_below(Role::Body, item);
            self.tree.enter(body);
            let marker = match list.start {
                Some(start) => format!("{}.", start.saturating_add(count as u64)),
                None => {
                    let bullets = &style.list.bullets;
                    let bullet = bullets.get(scope.depth).or(bullets.last());
                    bullet.cloned().unwrap_or_else(|| "•".to_string())
                }
            };
            let inner = Scope {
                left: scope.left + indent,
                depth: scope.depth + 1,
                indent: if list.is_tight { Length::ZERO } else { scope.indent },
                ..scope.clone()
            };
            let at = elements.len();
            self.blocks(blocks, &inner, elements);
            self.mark((&marker, label), scope, at, indent, elements);
            if count > 0 && !list.is_tight {
                elements[at].before = elements[at].before.max(style.list.space);
            }
        }
        self.tree.leave(above);
        endings::of_list(&mut elements[first..]);
        let space = if scope.depth == 0 { scope.leading / 2 } else { Length::ZERO };
        surround(elements, first, space);
    }

    /// Sets a list's number or bullet before the element at `at`.
    fn mark(
        &mut self,
        (marker, label): (&str, NodeId),
        scope: &Scope<'a>,
        at: usize,
        indent: Length,
        elements: &mut Vec<Element>,
    ) {
        let mut items = vec![Item::Open(label)];
        items.extend(self.plain(marker, scope.manner, &scope.language));
        let to = scope.left + indent;
        items.extend([Item::Close, Item::Tab { to }]);
        let is_text = matches!(elements.get(at), Some(element) if matches!(element.body, Body::Paragraph { .. }));
        if !is_text {
            let shape = Shape { left: to, ..scope.shape(-indent) };
            let element = paragraph(Vec::new(), shape, scope.leading);
            let (keeps, node) = (true, label);
            elements.insert(at, Element { keeps, is_on_grid: scope.is_on_grid, node, ..element });
        }
        if let Body::Paragraph { items: text, shape, .. } = &mut elements[at].body {
            shape.first = -(shape.left - scope.left);
            items.append(text);
            *text = items;
        }
    }

    pub(crate) fn definitions(
        &mut self,
        list: &[Definition<Reference>],
        scope: &Scope<'a>,
        elements: &mut Vec<Element>,
    ) {
        let first = elements.len();
        let mut term = scope.manner;
        term.cut.is_italic = !term.cut.is_italic;
        let node = self.tree.add(Role::List);
        let above = self.tree.enter(node);
        for definition in list {
            let item = self.tree.add_below(Role::Item, node);
            let label = self.tree.add_below(Role::Label, item);
            let body = self.tree.add_below(Role::Body, item);
            self.tree.enter(body);
            let items = self.items(&definition.term, term, &scope.language);
            let element = paragraph(items, scope.shape(Length::ZERO), scope.leading);
            let (keeps, node) = (true, label);
            elements.push(Element { keeps, is_on_grid: scope.is_on_grid, node, ..element });
            let inner = Scope {
                left: scope.left + scope.indent.max(self.style.text.indent),
                ..scope.clone()
            };
            for description in &definition.descriptions {
                self.blocks(description, &inner, elements);
            }
        }
        self.tree.leave(above);
        surround(elements, first, scope.leading / 2);
    }
}
