//! Images: files to streams that printpdf carries as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use image::{DynamicImage, GrayImage, ImageReader, Limits, RgbImage};
use printpdf::{DictItem, ExternalStream, ExternalXObject};
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::model::inputs::{ImageFile, ImageFormat, Inputs};
use crate::model::pages::Pages;
use crate::pdf::deflate::deflate;
use crate::pdf::jpeg;
use crate::pdf::shapes::{self, Color};

/// The most bytes of an image's pixels, and of what may be beside them.
const MOST_BYTES: u64 = 160 << 20;

/// Pixels of an image that is unpacked alone: it takes hundreds of megabytes.
const LARGE: u64 = 4_000_000;

/// The images that pages show, by their names in `Inputs::images`. An image
/// that cannot be decoded is left out.
pub fn images<'p>(pages: &'p Pages, inputs: &Inputs) -> BTreeMap<&'p str, ExternalXObject> {
    let placed = pages.pages.iter().flat_map(|page| &page.images);
    let names: BTreeSet<&str> = placed.map(|image| image.name.as_str()).collect();
    let one_by_one = Mutex::new(());
    let made = names.into_par_iter().filter_map(|name| {
        if let Some(drawing) = inputs.drawings.get(name) {
            return Some((name, shapes::form(drawing, Color::Light)));
        }
        let file = inputs.images.get(name)?;
        let is_large = u64::from(file.width) * u64::from(file.height) > LARGE;
        let waits = || one_by_one.lock().unwrap_or_else(PoisonError::into_inner);
        let _turn = is_large.then(waits);
        let stream = match file.format {
            ImageFormat::Jpeg => jpeg(file),
            ImageFormat::Png => png(file),
            ImageFormat::Svg => None,
        };
        Some((name, ExternalXObject { stream: stream?, width: None, height: None, dpi: None }))
    });
    made.collect()
}

/// A JPEG file, as it is.
fn jpeg(file: &ImageFile) -> Option<ExternalStream> {
    let header = jpeg::header(&file.data)?;
    let space = match header.component_count {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    };
    let size = (u32::from(header.width), u32::from(header.height));
    let mut dict = entries(size, space, "DCTDecode");
    if header.component_count == 4 && header.is_adobe {
        let inverted = [1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int);
        dict.insert("Decode".to_string(), DictItem::Array(inverted.to_vec()));
    }
    Some(ExternalStream { dict, content: file.data.clone(), compress: false })
}

/// A PNG file as eight bits of gray or of red, green and blue, with a mask if
/// it is transparent anywhere.
fn png(file: &ImageFile) -> Option<ExternalStream> {
    let reader = reader(file, image::ImageFormat::Png);
    let image = reader.decode().ok()?;
    let size = (image.width(), image.height());
    if file.is_line_art() && !image.color().has_alpha() {
        return Some(line_art(&image.into_luma8()));
    }
    let (samples, alpha, channels) = samples(image);
    let space = if channels == 1 { "DeviceGray" } else { "DeviceRGB" };
    let mut stream = flate(size, space, channels, &samples);
    if let Some(alpha) = alpha {
        let stream_of_mask = flate(size, "DeviceGray", 1, &alpha);
        stream.dict.insert("SMask".to_string(), DictItem::Stream { stream: stream_of_mask });
    }
    Some(stream)
}

/// A reader of what `load` has let pass; profiles and texts beside the pixels
/// may unfold to no more than there.
fn reader(file: &ImageFile, format: image::ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(file.data.as_slice()), format);
    let mut bounds = Limits::default();
    bounds.max_alloc = Some(MOST_BYTES);
    reader.limits(bounds);
    reader
}

/// Pixels that are black or white, as bits: presses then print their edges as
/// sharp as they can, instead of in a screen of dots.
fn line_art(image: &GrayImage) -> ExternalStream {
    let width = image.width() as usize;
    let mut rows = Vec::with_capacity((width.div_ceil(8) + 1) * image.height() as usize);
    for row in image.as_raw().chunks_exact(width.max(1)) {
        rows.push(0);
        rows.extend(row.chunks(8).map(|pixels| {
            let bits = pixels.iter().fold(0, |bits, level| bits << 1 | u8::from(*level >= 128));
            bits << (8 - pixels.len())
        }));
    }
    let size = (image.width(), image.height());
    let mut dict = entries(size, "DeviceGray", "FlateDecode");
    dict.insert("BitsPerComponent".to_string(), DictItem::Int(1));
    dict.insert("DecodeParms".to_string(), predicted(size.0, 1, 1));
    ExternalStream { dict, content: deflate(&rows), compress: false }
}

/// An image's pixels, whatever its format, on white where it is transparent;
/// none where it cannot be decoded.
pub fn on_white(file: &ImageFile) -> Option<RgbImage> {
    let format = match file.format {
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::Svg => return None,
    };
    let reader = reader(file, format);
    let pixels = reader.decode().ok()?.into_rgba8();
    let mut opaque = RgbImage::new(pixels.width(), pixels.height());
    for (target, pixel) in opaque.pixels_mut().zip(pixels.pixels()) {
        let [red, green, blue, opacity] = pixel.0.map(u32::from);
        let over = |level: u32| ((level * opacity + 255 * (255 - opacity) + 127) / 255) as u8;
        target.0 = [over(red), over(green), over(blue)];
    }
    Some(opaque)
}

/// Samples, opacity where it is not full everywhere, samples per pixel.
fn samples(image: DynamicImage) -> (Vec<u8>, Option<Vec<u8>>, usize) {
    let color = image.color();
    let channels = if color.has_color() { 3 } else { 1 };
    if !color.has_alpha() {
        let samples = match channels {
            1 => image.into_luma8().into_raw(),
            _ => image.into_rgb8().into_raw(),
        };
        return (samples, None, channels);
    }
    let raw = match channels {
        1 => image.into_luma_alpha8().into_raw(),
        _ => image.into_rgba8().into_raw(),
    };
    let pixels = raw.chunks_exact(channels + 1);
    let alpha: Vec<u8> = pixels.clone().map(|pixel| pixel[channels]).collect();
    let samples = pixels.flat_map(|pixel| &pixel[..channels]).copied().collect();
    (samples, alpha.iter().any(|opacity| *opacity < 255).then_some(alpha), channels)
}

/// Samples as a stream with PNG filters; `channels` a pixel.
pub fn flate(size: (u32, u32), space: &str, channels: usize, samples: &[u8]) -> ExternalStream {
    let mut dict = entries(size, space, "FlateDecode");
    dict.insert("DecodeParms".to_string(), predicted(size.0, channels as i64, 8));
    let content = deflate(&filtered(samples, size.0 as usize * channels, channels));
    ExternalStream { dict, content, compress: false }
}

/// Says that each row begins with the filter that it went through.
fn predicted(width: u32, channels: i64, bits: i64) -> DictItem {
    let parameters = [
        ("Predictor", 15),
        ("Colors", channels),
        ("BitsPerComponent", bits),
        ("Columns", i64::from(width)),
    ];
    let map = parameters.map(|(key, value)| (key.to_string(), DictItem::Int(value))).into();
    DictItem::Dict { map }
}

fn entries(size: (u32, u32), space: &str, filter: &str) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(i64::from(size.0))),
        ("Height", DictItem::Int(i64::from(size.1))),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name(filter)),
    ]
    .map(|(key, item)| (key.to_string(), item))
    .into()
}

/// Rows with PNG filters, for each row the one whose differences are least:
/// none, or from the left, from above, or as Paeth predicts.
fn filtered(samples: &[u8], row_length: usize, channels: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(samples.len() + samples.len() / row_length.max(1) + 1);
    let mut above = vec![0; row_length];
    let mut trial = Vec::with_capacity(row_length);
    let mut best = Vec::with_capacity(row_length);
    for row in samples.chunks_exact(row_length.max(1)) {
        let mut least = u64::MAX;
        let mut kind = 0;
        for filter in [0, 1, 2, 4] {
            trial.clear();
            trial.extend((0..row.len()).map(|at| {
                let left = if at < channels { 0 } else { row[at - channels] };
                let corner = if at < channels { 0 } else { above[at - channels] };
                row[at].wrapping_sub(match filter {
                    0 => 0,
                    1 => left,
                    2 => above[at],
                    _ => paeth(left, above[at], corner),
                })
            }));
            let sum = trial.iter().map(|byte| u64::from((*byte as i8).unsigned_abs())).sum();
            if sum < least {
                (least, kind) = (sum, filter);
                std::mem::swap(&mut trial, &mut best);
            }
        }
        out.push(kind);
        out.extend_from_slice(&best);
        above.copy_from_slice(row);
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let distance = |value: u8| (guess - i16::from(value)).abs();
    if distance(left) <= distance(above) && distance(left) <= distance(corner) {
        left
    } else if distance(above) <= distance(corner) {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::{filtered, jpeg, line_art, on_white, png};
    use crate::model::inputs::{ImageFile, ImageFormat};
    use image::DynamicImage;
    use printpdf::{DictItem, ExternalStream};

    fn file(image: &DynamicImage, format: ImageFormat) -> ImageFile {
        let mut data = std::io::Cursor::new(Vec::new());
        let kind = match format {
            ImageFormat::Png => image::ImageFormat::Png,
            ImageFormat::Jpeg => image::ImageFormat::Jpeg,
            ImageFormat::Svg => panic!("no pixels are written as shapes"),
        };
        image.write_to(&mut data, kind).expect("memory takes any image");
        let (width, height) = (image.width(), image.height());
        ImageFile { data: data.into_inner(), format, width, height }
    }

    #[track_caller]
    fn check(stream: Option<ExternalStream>, space: &str, has_mask: bool) {
        let dict = stream.expect("a sound image").dict;
        assert_eq!(dict["ColorSpace"], DictItem::Name(space.as_bytes().to_vec()));
        assert_eq!(dict.contains_key("SMask"), has_mask);
    }

    #[test]
    fn only_what_is_transparent_has_a_mask() {
        let of_png = |image: &DynamicImage| png(&file(image, ImageFormat::Png));
        check(of_png(&DynamicImage::new_luma8(3, 2)), "DeviceGray", false);
        check(of_png(&DynamicImage::new_luma16(3, 2)), "DeviceGray", false);
        check(of_png(&DynamicImage::new_rgb8(3, 2)), "DeviceRGB", false);
        check(of_png(&DynamicImage::new_rgba8(3, 2)), "DeviceRGB", true);
        let mut opaque = DynamicImage::new_rgba8(3, 2).into_rgba8();
        opaque.pixels_mut().for_each(|pixel| pixel.0[3] = 255);
        check(of_png(&DynamicImage::ImageRgba8(opaque)), "DeviceRGB", false);
    }

    #[test]
    fn jpeg_is_carried_as_it_is() {
        let file = file(&DynamicImage::new_luma8(3, 2), ImageFormat::Jpeg);
        let stream = jpeg(&file).expect("a sound image");
        assert!(stream.content == file.data);
        check(Some(stream), "DeviceGray", false);
    }

    /// Eight by eight pixels of black ink at nine tenths, as Adobe writes them:
    /// each ink is what is missing of it.
    const INKS: &str = "ffd8ffee000e41646f626500640000000000ffdb0043000d090a0b0a080d0b0a0b0e0e\
        0d0f13201513121213271c1e17202e2931302e292d2c333a4a3e333646372c2d405741464c4e52535252\
        3e5a615a50604a51524fffc000140800080008044311004d11005911004b1100ffc40015000101000000\
        00000000000000000000000706ffc40014100100000000000000000000000000000000ffda000e044300\
        4d0059004b00003f004e2713900fffd9";

    #[test]
    fn inks_that_adobe_turned_round_are_turned_back() {
        let digits = INKS.as_bytes().chunks(2);
        let byte = |pair: &[u8]| {
            let pair = std::str::from_utf8(pair).expect("digits");
            u8::from_str_radix(pair, 16).expect("digits")
        };
        let data: Vec<u8> = digits.map(byte).collect();
        let file = ImageFile { data, format: ImageFormat::Jpeg, width: 8, height: 8 };
        let stream = jpeg(&file).expect("a sound image");
        assert!(stream.dict.contains_key("Decode"));
        check(Some(stream), "DeviceCMYK", false);
        let seen = on_white(&file).expect("a sound image").get_pixel(4, 4).0;
        assert!(seen.iter().all(|level| (10..60).contains(level)), "{seen:?}");
    }

    #[test]
    fn black_and_white_is_one_bit_a_pixel() {
        let levels = [255, 0, 0, 0, 0, 0, 0, 0, 255];
        let image = image::GrayImage::from_raw(9, 1, levels.to_vec()).expect("nine pixels");
        let stream = line_art(&image);
        assert_eq!(stream.dict["BitsPerComponent"], DictItem::Int(1));
        let mut rows = [0; 3];
        let unpacked = libdeflater::Decompressor::new().zlib_decompress(&stream.content, &mut rows);
        assert_eq!((unpacked.ok(), rows), (Some(3), [0, 0x80, 0x80]));
    }

    #[test]
    fn what_is_no_image_is_left_out() {
        let mut file = file(&DynamicImage::new_luma8(3, 2), ImageFormat::Png);
        file.data.truncate(40);
        assert!(png(&file).is_none() && jpeg(&file).is_none());
    }

    #[test]
    fn a_gradient_is_written_as_its_steps() {
        assert_eq!(filtered(&[10, 11, 12, 10, 11, 12], 3, 1), [1, 10, 1, 1, 2, 0, 0, 0]);
    }
}
