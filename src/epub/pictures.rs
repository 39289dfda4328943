//! Images that are too large for readers on small devices, scaled down.

use std::borrow::Cow;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops;
use image::{DynamicImage, ImageDecoder, ImageReader, ImageResult, Limits};

use crate::model::inputs::{ImageFile, ImageFormat};

/// The most bytes of an image.
const MOST_BYTES: u64 = 2_000_000;

/// The most bytes of an image's pixels, and of what may be beside them.
const MOST_ALLOCATED: u64 = 160 << 20;

/// Pixels of an image that is unpacked alone: it takes hundreds of megabytes.
const LARGE: u64 = 4_000_000;

/// Whether an image is to be unpacked alone.
pub(crate) fn is_large(file: &ImageFile) -> bool {
    u64::from(file.width) * u64::from(file.height) > LARGE
}

/// Quality of a JPEG that was scaled down: above this files grow and nobody
/// sees a difference.
const QUALITY: u8 = 85;

/// The bytes of an image of at most `most` pixels; the very file, where that
/// is small enough.
pub(crate) fn fitted(file: &ImageFile, most: u64) -> Cow<'_, [u8]> {
    if file.format == ImageFormat::Svg {
        return Cow::Borrowed(&file.data);
    }
    let pixels = u64::from(file.width) * u64::from(file.height);
    let bytes = file.data.len() as u64;
    // Bytes grow with pixels, if not quite in step.
    let light = if bytes > MOST_BYTES { pixels * MOST_BYTES / bytes } else { pixels };
    let wanted = light.min(most);
    if wanted >= pixels {
        return Cow::Borrowed(&file.data);
    }
    match scaled(file, wanted) {
        Ok(data) if data.len() < file.data.len() => Cow::Owned(data),
        // An image of flat colours may grow; it was small before.
        Ok(data) if pixels > most => Cow::Owned(data),
        _ => Cow::Borrowed(&file.data),
    }
}

fn scaled(file: &ImageFile, pixels: u64) -> ImageResult<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(&file.data)).with_guessed_format()?;
    let mut bounds = Limits::default();
    bounds.max_alloc = Some(MOST_ALLOCATED);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    let (width, height) = (u64::from(image.width()), u64::from(image.height()));
    let side = |length: u64| -> u32 {
        let scaled = (length * length * pixels / (width * height)).isqrt();
        u32::try_from(scaled.max(1)).unwrap_or(u32::MAX)
    };
    let (width, height) = (side(width), side(height));
    let image = image.resize_exact(width, height, imageops::FilterType::CatmullRom);
    let mut data = Vec::new();
    match file.format {
        ImageFormat::Jpeg => {
            image
                .to_rgb8()
                .write_with_encoder(JpegEncoder::new_with_quality(&mut data, QUALITY))?;
        }
        ImageFormat::Png => {
            let encoder = PngEncoder::new_with_quality(
                &mut data,
                CompressionType::Best,
                FilterType::Adaptive,
            );
            image.write_with_encoder(encoder)?;
        }
        ImageFormat::Svg => data.extend_from_slice(&file.data),
    }
    Ok(data)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::io::Cursor;

    use image::{ImageFormat as Format, RgbImage};

    use super::fitted;
    use crate::model::inputs::{ImageFile, ImageFormat};

    #[track_caller]
    fn check(width: u32, height: u32, most: u64, size: (u32, u32)) {
        let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 9]));
        for (format, name) in [(ImageFormat::Png, Format::Png), (ImageFormat::Jpeg, Format::Jpeg)] {
            let mut data = Cursor::new(Vec::new());
            image.write_to(&mut data, name).expect("memory takes any image");
            let file = ImageFile { data: data.into_inner(), format, width, height };
            let fitted = fitted(&file, most);
            assert_eq!(matches!(fitted, Cow::Borrowed(_)), size == (width, height));
            assert_eq!(image::guess_format(&fitted).ok(), Some(name));
            let image = image::load_from_memory(&fitted).expect("an image");
            assert_eq!((image.width(), image.height()), size);
        }
    }

    #[test]
    fn large_images_are_scaled_down() {
        check(400, 100, 40_000, (400, 100));
        check(400, 100, 10_000, (200, 50));
        check(3000, 1, 100, (547, 1));
    }
}
