//! What the printer's file needs beside the pages: the printing condition,
//! inks instead of colours of light.

use std::collections::{BTreeMap, BTreeSet};

use image::RgbImage;
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};
use printpdf::{DictItem, ExternalXObject};

use crate::model::diagnostic::Diagnostics;
use crate::model::drawing::Drawing;
use crate::model::inputs::Inputs;
use crate::model::pictures::Places;
use crate::model::print_settings::{Inks, PrintSettings};
use crate::pdf::images;
use crate::pdf::shapes::{self, Color};

/// The printing condition with its profile.
pub struct Press<'a> {
    pub settings: &'a PrintSettings,
    /// The ICC profile of the output intent.
    pub profile: &'a [u8],
}

/// An image is said to lose its colours where more than one pixel in
/// `ONE_IN` changes by more than `MUCH`, of 255.
const ONE_IN: usize = 50;
const MUCH: u8 = 60;

impl<'a> Press<'a> {
    /// The press that the edition names.
    pub fn new(settings: &'a PrintSettings, inputs: &'a Inputs) -> Press<'a> {
        let profile = inputs.profiles.get(&settings.profile);
        Press { settings, profile: profile.map_or(&[], |profile| profile.as_ref()) }
    }

    /// Images in the inks of the press, opaque on white paper. Those that are
    /// in them already are carried as they are.
    pub fn images<'p>(
        &self,
        screen: &BTreeMap<&'p str, ExternalXObject>,
        inputs: &Inputs,
        places: &Places<'_>,
        diagnostics: &mut Diagnostics,
    ) -> BTreeMap<&'p str, ExternalXObject> {
        let mut made = BTreeMap::new();
        for (&name, image) in screen {
            if let Some(drawing) = inputs.drawings.get(name) {
                let (form, loses) = self.form(drawing);
                if loses {
                    self.report_lost(name, places, diagnostics);
                }
                made.insert(name, form);
                continue;
            }
            if self.is_fit(image) {
                made.insert(name, image.clone());
                continue;
            }
            let Some(pixels) = inputs.images.get(name).and_then(images::on_white) else { continue };
            let size = (pixels.width(), pixels.height());
            let (samples, back) = self.inked(&pixels);
            if loses(pixels.as_raw(), &back) {
                self.report_lost(name, places, diagnostics);
            }
            let (space, channels) = match self.settings.images {
                Inks::Gray => ("DeviceGray", 1),
                Inks::Cmyk => ("DeviceCMYK", 4),
            };
            let stream = images::flate(size, space, channels, &samples);
            let image = ExternalXObject { stream, width: None, height: None, dpi: None };
            made.insert(name, image);
        }
        made
    }

    fn report_lost(&self, name: &str, places: &Places<'_>, diagnostics: &mut Diagnostics) {
        let message = format!("`{name}` loses much of its colour in print");
        let help = match self.settings.images {
            Inks::Gray => {
                "look at it in `book-print.pdf`; `print: { images: cmyk }` prints in colours"
            }
            Inks::Cmyk => "look at it in `book-print.pdf`: the press cannot print these colours",
        };
        diagnostics.warning("colour-lost", places.first(name), message).help(help);
    }

    /// A drawing in the inks of the press, and whether one of its colours
    /// looks quite different then. Gray takes black ink alone.
    fn form(&self, drawing: &Drawing) -> (ExternalXObject, bool) {
        let colors: BTreeSet<[u8; 3]> = drawing.paints().map(|paint| paint.color).collect();
        let colors: Vec<[u8; 3]> = colors.into_iter().collect();
        let mut pixels = RgbImage::new(colors.len() as u32, 1);
        for (pixel, color) in pixels.pixels_mut().zip(&colors) {
            pixel.0 = *color;
        }
        let (samples, back) = self.inked(&pixels);
        let inks = |color: [u8; 3]| {
            let [red, green, blue] = color;
            if red == green && green == blue {
                return Color::Inks([0, 0, 0, 255 - red]);
            }
            let at = colors.binary_search(&color);
            let at = at.expect("every colour of the drawing was gathered");
            Color::Inks(match self.settings.images {
                Inks::Gray => [0, 0, 0, 255 - samples[at]],
                Inks::Cmyk => [0, 1, 2, 3].map(|ink| samples[at * 4 + ink]),
            })
        };
        (shapes::form(drawing, inks), loses(pixels.as_raw(), &back))
    }

    /// Whether an image is in the inks of the press, and opaque.
    fn is_fit(&self, image: &ExternalXObject) -> bool {
        let dict = &image.stream.dict;
        let is =
            |name: &str| dict.get("ColorSpace") == Some(&DictItem::Name(name.as_bytes().to_vec()));
        let is_inked = is("DeviceGray") || (self.settings.images == Inks::Cmyk && is("DeviceCMYK"));
        is_inked && !dict.contains_key("SMask")
    }

    /// Samples of the inks, and what they look like: red, green and blue.
    fn inked(&self, pixels: &RgbImage) -> (Vec<u8>, Vec<u8>) {
        match self.settings.images {
            Inks::Gray => gray(pixels),
            Inks::Cmyk => self.cmyk(pixels).unwrap_or_else(|| plain_cmyk(pixels)),
        }
    }

    /// Through the profile, relative to the paper's white; none where the
    /// profile cannot be used.
    fn cmyk(&self, pixels: &RgbImage) -> Option<(Vec<u8>, Vec<u8>)> {
        let light = ColorProfile::new_srgb();
        let press = ColorProfile::new_from_slice(self.profile).ok()?;
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..TransformOptions::default()
        };
        let there = light.create_transform_8bit(Layout::Rgb, &press, Layout::Rgba, options).ok()?;
        let back = press.create_transform_8bit(Layout::Rgba, &light, Layout::Rgb, options).ok()?;
        let count = pixels.as_raw().len() / 3;
        let mut inks = vec![0; count * 4];
        let mut seen = vec![0; count * 3];
        there.transform(pixels.as_raw(), &mut inks).ok()?;
        back.transform(&inks, &mut seen).ok()?;
        Some((inks, seen))
    }
}

/// Black ink alone, by how light the colours are.
fn gray(pixels: &RgbImage) -> (Vec<u8>, Vec<u8>) {
    let gray = image::DynamicImage::from(pixels.clone()).into_luma8().into_raw();
    let seen = gray.iter().flat_map(|level| [*level; 3]).collect();
    (gray, seen)
}

/// Without a profile: what is missing of each colour, black for the common
/// part.
fn plain_cmyk(pixels: &RgbImage) -> (Vec<u8>, Vec<u8>) {
    let inks = pixels.pixels().flat_map(|pixel| {
        let [cyan, magenta, yellow] = pixel.0.map(|level| 255 - level);
        let black = cyan.min(magenta).min(yellow);
        [cyan - black, magenta - black, yellow - black, black]
    });
    (inks.collect(), pixels.as_raw().clone())
}

/// Whether many pixels look quite different.
fn loses(before: &[u8], after: &[u8]) -> bool {
    let pairs = before.chunks_exact(3).zip(after.chunks_exact(3));
    let changed = pairs
        .filter(|(before, after)| {
            let mut channels = before.iter().zip(after.iter());
            channels.any(|(before, after)| before.abs_diff(*after) > MUCH)
        })
        .count();
    changed * ONE_IN > before.len() / 3
}

#[cfg(test)]
mod tests {
    use super::Press;
    use crate::model::print_settings::{Inks, PrintSettings};
    use image::{Rgb, RgbImage};

    const PROFILE: &[u8] = include_bytes!("../../styles/fogra39.icc");

    /// The inks of one pixel.
    fn inks(images: Inks, color: [u8; 3]) -> Vec<u8> {
        let settings = PrintSettings { images, ..PrintSettings::default() };
        let press = Press { settings: &settings, profile: PROFILE };
        press.inked(&RgbImage::from_pixel(1, 1, Rgb(color))).0
    }

    #[test]
    fn white_takes_no_ink_and_black_takes_much() {
        assert_eq!(inks(Inks::Gray, [255; 3]), [255]);
        assert_eq!(inks(Inks::Gray, [0; 3]), [0]);
        assert!(inks(Inks::Cmyk, [255; 3]).iter().all(|ink| *ink < 8));
        let black = inks(Inks::Cmyk, [0; 3]);
        assert!(black[3] > 200, "{black:?}");
        // No more than 300 % of ink.
        assert!(black.iter().map(|ink| u32::from(*ink)).sum::<u32>() < 3 * 255 + 30, "{black:?}");
    }

    #[test]
    fn red_is_magenta_and_yellow() {
        let [cyan, magenta, yellow, _] = inks(Inks::Cmyk, [220, 30, 30])[..] else {
            panic!("four inks")
        };
        assert!(magenta > 180 && yellow > 150 && cyan < 60);
    }
}
