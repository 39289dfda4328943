//! Images that have too few pixels for the size at which they are printed.

use crate::lint::levels::Findings;
use crate::model::book::Book;
use crate::model::inputs::{ImageFormat, Inputs};
use crate::model::pages::Pages;
use crate::model::pictures::Places;
use crate::model::preflight::{LINE_ART_RESOLUTION, RESOLUTION, resolution};

/// Reports each image of the pages that is too coarse, at its place.
pub(crate) fn report(book: &Book, pages: &Pages, inputs: &Inputs, findings: &mut Findings<'_>) {
    let spans = Places::new(book).by_page(pages);
    for (page, spans) in pages.pages.iter().zip(&spans) {
        for (image, span) in page.images.iter().zip(spans) {
            let Some((file, span)) = inputs.images.get(&image.name).zip(*span) else { continue };
            if file.format == ImageFormat::Svg {
                continue;
            }
            let needed = if file.is_line_art() { LINE_ART_RESOLUTION } else { RESOLUTION };
            let across = resolution(file.width, image.width);
            let dots = across.min(resolution(file.height, image.height));
            if dots >= needed {
                continue;
            }
            let wanted = (u64::from(file.width) * u64::from(needed)).div_ceil(dots.max(1).into());
            let message =
                format!("`{}` is printed at {dots} dots an inch, and needs {needed}", image.name);
            if let Some(diagnostic) = findings.report("low-resolution", span, message) {
                diagnostic.help(format!("at its size in print it should be {wanted} pixels wide"));
            }
        }
    }
}
