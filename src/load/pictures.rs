//! Images: what their headers say, and whether they can be decoded at all.

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use image::{ImageDecoder, ImageFormat as Format, ImageReader, Limits};

use crate::load::drawings;
use crate::load::limits;
use crate::load::problem::Problem;
use crate::model::drawing::Drawing;
use crate::model::guarded::guarded;
use crate::model::inputs::{ImageFile, ImageFormat};

/// An image, with what it draws if it is made of shapes.
pub struct Picture {
    pub file: ImageFile,
    pub drawing: Option<Drawing>,
}

/// The image that the bytes of a file hold, whatever its extension says.
///
/// Its size is looked at before anything is decoded; then it is decoded once,
/// so that no later stage meets a broken one: large images `one_by_one`.
pub fn picture(data: Vec<u8>, one_by_one: &Mutex<()>) -> Result<Picture, Problem> {
    if is_markup(&data) {
        let (drawing, width, height) = drawings::drawing(&data)?;
        let file = ImageFile { data, format: ImageFormat::Svg, width, height };
        return Ok(Picture { file, drawing: Some(drawing) });
    }
    let measured = guarded(|| measured(&data, one_by_one));
    let measured = measured.unwrap_or_else(|| Err(broken("it cannot be understood")));
    let (format, width, height) = measured?;
    Ok(Picture { file: ImageFile { data, format, width, height }, drawing: None })
}

/// Whether a file begins as XML does, and no picture of pixels.
fn is_markup(data: &[u8]) -> bool {
    let data = data.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(data);
    data.trim_ascii_start().starts_with(b"<")
}

fn measured(data: &[u8], one_by_one: &Mutex<()>) -> Result<(ImageFormat, u32, u32), Problem> {
    let reader = reader(data)?;
    let format = match reader.format() {
        Some(Format::Png) => ImageFormat::Png,
        Some(Format::Jpeg) => ImageFormat::Jpeg,
        _ => return Err(broken("it is none of PNG, JPEG and SVG")),
    };
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let bytes = decoder.total_bytes();
    let is_too_large = width.max(height) > limits::PIXELS_A_SIDE || bytes > limits::DECODED_BYTES;
    if is_too_large {
        return Err(Problem {
            code: "image-too-large",
            what: format!("is too large: {width} × {height} pixels"),
            help: format!(
                "make it smaller than {0} × {0} pixels, and than {1} MB without compression",
                limits::PIXELS_A_SIDE,
                limits::DECODED_BYTES / 1_000_000
            ),
        });
    }
    if width == 0 || height == 0 {
        return Err(broken("it has no pixels"));
    }
    // One that was left by a panic holds nothing that could be broken.
    let waits = || one_by_one.lock().unwrap_or_else(PoisonError::into_inner);
    let _turn = (bytes > limits::LARGE_BYTES).then(waits);
    self::reader(data)?.decode().map_err(broken)?;
    Ok((format, width, height))
}

/// A reader with a bound on what it unfolds: pixels, profiles, texts.
fn reader(data: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, Problem> {
    let mut reader = ImageReader::new(Cursor::new(data)).with_guessed_format().map_err(broken)?;
    let mut bounds = Limits::default();
    bounds.max_alloc = Some(limits::DECODED_BYTES + limits::BESIDE_BYTES);
    reader.limits(bounds);
    Ok(reader)
}

fn broken(why: impl std::fmt::Display) -> Problem {
    Problem {
        code: "bad-image",
        what: format!("is no image that can be printed: {why}"),
        help: "save it again as PNG or JPEG".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::picture;

    #[track_caller]
    fn check(data: &[u8], code: &str) {
        let read = picture(data.to_vec(), &Mutex::new(()));
        assert_eq!(read.err().map(|problem| problem.code), Some(code));
    }

    #[test]
    fn broken_images_are_reported() {
        check(b"", "bad-image");
        check(b"GIF89a", "bad-image");
        check(b"\x89PNG\r\n\x1a\n", "bad-image");
    }

    #[test]
    fn a_header_that_claims_a_billion_pixels_is_enough() {
        let mut header =
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xFF\xFF\0\0\xFF\xFF\x08\x02\0\0\0".to_vec();
        let mut sum = flate2::Crc::new();
        sum.update(&header[12..29]);
        header.extend(sum.sum().to_be_bytes());
        header.extend(b"\0\0\0\x01IDAT\0\0\0\0\0");
        check(&header, "image-too-large");
    }
}
