//! Everything that was read from disk, before anybody looks inside.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::correction::Correction;
use crate::model::drawing::Drawing;
use crate::model::fonts::FontFile;
use crate::model::source::{FileId, Sources};

/// A manuscript folder in memory.
///
/// `sources` holds every Markdown and YAML file of the folder, the style and
/// the stylesheets; names are relative to the folder, with `/`.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    pub sources: Sources,
    /// `edition.yaml`.
    pub edition: Option<FileId>,
    /// Styles for print by name (`octavo`), nearest to the manuscript first
    /// come, so that an editor's own file wins over the built-in copy.
    pub styles: BTreeMap<String, FileId>,
    /// Stylesheets for the ebook by name (`octavo`).
    pub stylesheets: BTreeMap<String, FileId>,
    /// The manuscript's own stylesheets, `styles/*.css`, in the order of their
    /// names: they come after that of the style.
    pub own_stylesheets: Vec<FileId>,
    /// Image files by their name below the manuscript folder.
    pub images: BTreeMap<String, ImageFile>,
    /// What SVG files draw, by their names in `images`.
    pub drawings: BTreeMap<String, Drawing>,
    /// Fonts by the stem of their file (`LibertinusSerif-Regular`).
    pub fonts: BTreeMap<String, FontFile>,
    /// ICC profiles by the stem of their file (`fogra39`).
    pub profiles: BTreeMap<String, Cow<'static, [u8]>>,
    /// What `corrections.yaml` has corrected in the sources, in its order.
    pub corrections: Vec<Correction>,
}

/// An image as read, with what its header says. Width and height in pixels; of
/// a drawing in tenths of a pixel, of which 96 are an inch.
#[derive(Clone, Debug)]
pub struct ImageFile {
    pub data: Vec<u8>,
    pub format: ImageFormat,
    pub width: u32,
    pub height: u32,
}

impl ImageFile {
    /// Whether each pixel is either black or white: a PNG of one bit a pixel,
    /// as its header says (at byte 24 the bits, then the kind of colour).
    pub fn is_line_art(&self) -> bool {
        self.format == ImageFormat::Png && self.data.get(24..26) == Some(&[1, 0])
    }
}

/// The formats that both outputs can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    Png,
    Jpeg,
    /// A drawing: see [`Inputs::drawings`].
    Svg,
}
