//! Tables and figures.

use crate::model::book::{AnchorId, Reference};
use crate::model::inputs::ImageFormat;
use crate::model::length::Length;
use crate::model::structure::{NodeId, Role};
use crate::model::style::{Align, FigurePlace, Shape as Letters};
use crate::model::text::{Alignment, Image, Inline, Table as Source};
use crate::typeset::compose::{Composer, Manner};
use crate::typeset::galley::{Body, Element, Figure, Scope, Table, paragraph};
use crate::typeset::items::{Item, Shape};

/// Printed resolution that an image is not enlarged beyond, in pixels an inch.
const RESOLUTION: i64 = 200;

impl<'a> Composer<'a> {
    /// Composes a table's cells.
    pub(crate) fn table(&mut self, table: &Source<Reference>, scope: &Scope<'a>) -> Element {
        let style = self.style;
        let size = style.table.size.min(scope.manner.size);
        let manner = Manner { size, ..scope.manner };
        let has_head = table.head.iter().any(|cell| !cell.is_empty());
        let mut rows = Vec::with_capacity(table.rows.len() + 1);
        if has_head {
            let mut manner = manner;
            manner.cut.is_italic = true;
            rows.push(self.cells(&table.head, manner, scope));
        }
        for row in &table.rows {
            rows.push(self.cells(row, manner, scope));
        }
        let aligns = table
            .alignments
            .iter()
            .map(|alignment| match alignment {
                Alignment::Start => Align::Left,
                Alignment::Centre => Align::Centre,
                Alignment::End => Align::Right,
            })
            .collect();
        let measure = scope.measure - scope.left - scope.right;
        let nodes = self.table_nodes(&rows, has_head);
        let anchors = Vec::new();
        let body = Body::Table(Table { rows, nodes, anchors, has_head, aligns, measure });
        let space = style.table.space;
        let element = paragraph(Vec::new(), scope.shape(Length::ZERO), style.table.leading);
        Element { body, before: space, after: space, is_on_grid: false, ..element }
    }

    fn cells(
        &mut self,
        cells: &[Vec<Inline<Reference>>],
        manner: Manner<'a>,
        scope: &Scope<'a>,
    ) -> Vec<Vec<Item>> {
        cells.iter().map(|cell| self.items(cell, manner, &scope.language)).collect()
    }

    /// A node for each cell.
    pub(crate) fn table_nodes(
        &mut self,
        rows: &[Vec<Vec<Item>>],
        has_head: bool,
    ) -> Vec<Vec<NodeId>> {
        let table = self.tree.add(Role::Table);
        let mut nodes = Vec::with_capacity(rows.len());
        for (count, cells) in rows.iter().enumerate() {
            let row = self.tree.add_below(Role::Row, table);
            let role = if count == 0 && has_head { Role::HeadCell } else { Role::Cell };
            nodes.push(cells.iter().map(|_| self.tree.add_below(role, row)).collect());
        }
        nodes
    }

    /// Composes a figure: the image as wide as its pixels allow, its caption
    /// below.
    pub(crate) fn figure(
        &mut self,
        image: &Image,
        (caption, credit): (&[Inline<Reference>], &[Inline<Reference>]),
        is_plate: bool,
        anchor: Option<AnchorId>,
        scope: &Scope<'a>,
    ) -> Option<Element> {
        let style = self.style;
        let file = self.inputs.images.get(&image.name)?;
        let measure = scope.measure - scope.left - scope.right;
        let page = style.text.leading * style.page.lines;
        let room = page - style.caption.leading * 5 - style.caption.space;
        let inch = Length::from_points(72.0);
        let resolution = match file.format {
            ImageFormat::Png | ImageFormat::Jpeg => RESOLUTION,
            // Tenths of a CSS pixel.
            ImageFormat::Svg => 960,
        };
        let natural = inch.scaled(i64::from(file.width), resolution);
        let mut width = natural.min(measure);
        let mut height = width.scaled(i64::from(file.height), i64::from(file.width.max(1)));
        if height > room {
            height = room;
            width = height.scaled(i64::from(file.width), i64::from(file.height.max(1)));
        }
        let family = style.caption.family.as_str();
        let manner = Manner::new(style, family, style.caption.size);
        let has_caption = !caption.is_empty();
        let mut caption = self.items(caption, manner, &scope.language);
        if !credit.is_empty() {
            if has_caption {
                caption.extend(self.after(" ", manner, &scope.language));
            }
            caption.extend(self.items(credit, manner.shaped(Letters::Italic), &scope.language));
        }
        let caption_shape = Shape {
            left: scope.left,
            right: scope.right,
            ..Shape::flush(scope.measure, Align::Left)
        };
        // An ornament is for the eye alone; what is written below it is not.
        let (node, caption_node) = match image.alternative.is_empty() {
            true => (NodeId::ARTIFACT, self.tree.add(Role::Paragraph)),
            false => {
                let node = self.tree.add(Role::Figure);
                self.tree.describe(node, &image.alternative);
                (node, self.tree.add_below(Role::Caption, node))
            }
        };
        let calls_note = caption.iter().any(|item| matches!(item, Item::Note(_)));
        let stands_free = scope.depth == 0 && measure == style.page.measure();
        let body = Body::Figure(Figure {
            node,
            caption_node,
            name: image.name.clone(),
            alternative: image.alternative.clone(),
            anchor,
            width,
            height,
            left: scope.left + (measure - width) / 2,
            caption,
            caption_shape,
            // What is rounded up to the grid is the whole page.
            page: is_plate.then(|| page - style.text.leading / 2),
            floats: style.figures.place != FigurePlace::Here && stands_free && !calls_note,
        });
        let space = style.text.leading;
        let element = paragraph(Vec::new(), scope.shape(Length::ZERO), style.caption.leading);
        Some(Element { body, before: space, after: space, is_on_grid: false, ..element })
    }
}
