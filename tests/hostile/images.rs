//! Images that unfold: pixels, profiles, shapes, styles.

use std::io::Write;

use crate::hostile::{Attack, EDITION};

const CHAPTER: &str = "# One\n\nWords.\n\n![A picture](a.png)\n";

/// Zeros, compressed as PNG has them.
fn zeros(count: usize) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let block = vec![0; 1 << 20];
    let mut left = count;
    while left > 0 {
        let next = left.min(block.len());
        packer.write_all(&block[..next]).expect("memory takes all");
        left -= next;
    }
    packer.finish().expect("memory takes all")
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(data);
    let length = (data.len() as u32).to_be_bytes();
    [&length[..], kind, data, &sum.sum().to_be_bytes()].concat()
}

/// A black image; `more` are chunks before its pixels.
fn png(side: u32, bits: u8, kind: u8, more: &[u8]) -> Vec<u8> {
    let channels = if kind == 2 { 3 } else { 4 };
    let row = 1 + side as usize * channels * usize::from(bits) / 8;
    let size = side.to_be_bytes();
    let header = [&size[..], &size[..], &[bits, kind, 0, 0, 0]].concat();
    let pixels = zeros(row * side as usize);
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        more.to_vec(),
        chunk(b"IDAT", &pixels),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

fn edition(name: &str, image: &[u8]) -> Attack {
    let files =
        [("edition.yaml", EDITION.as_bytes()), ("one.md", CHAPTER.as_bytes()), ("a.png", image)];
    Attack::files(&format!("image-{name}"), &files)
}

#[test]
fn images_that_unfold_to_gigabytes_are_refused() {
    edition("pixels", &png(12_000, 8, 2, &[])).is_refused("image-too-large");
    edition("deep", &png(8000, 16, 6, &[])).is_refused("image-too-large");
    edition("cut", &png(4000, 8, 2, &[])[..5000]).is_refused("bad-image");
}

#[test]
fn the_largest_that_pass_are_printed() {
    edition("large", &png(4000, 8, 6, &[])).is_built();
}

#[test]
fn a_profile_that_unfolds_to_a_gigabyte_is_not_unfolded() {
    let profile = [b"x\0\0".to_vec(), zeros(1_000_000_000)].concat();
    edition("profile", &png(10, 8, 2, &chunk(b"iCCP", &profile))).is_built();
    let text = [b"x\0\0".to_vec(), zeros(1_000_000_000)].concat();
    edition("text", &png(10, 8, 2, &chunk(b"zTXt", &text))).is_built();
}

#[test]
fn a_header_of_any_size_is_no_image() {
    let mut jpeg = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::new(16, 16);
    pixels.write_to(&mut jpeg, image::ImageFormat::Jpeg).expect("memory takes any image");
    let jpeg = jpeg.into_inner();
    let frame = jpeg.windows(2).position(|marker| marker == [0xFF, 0xC0]).expect("a frame");
    for side in [65_000_u16, 12_000] {
        let mut claimed = jpeg.clone();
        claimed[frame + 5..frame + 7].copy_from_slice(&side.to_be_bytes());
        claimed[frame + 7..frame + 9].copy_from_slice(&side.to_be_bytes());
        edition("claims", &claimed).is_refused("image-too-large");
    }
}

#[test]
fn more_images_than_a_book_has_are_refused() {
    let attack = Attack::chapter("image-many", "# One\n\nWords.\n");
    // Nobody need write them: a file may have holes.
    for at in 0..3 {
        let path = attack.folder.join(format!("a{at}.png"));
        let file = std::fs::File::create(path).expect("a file can be made");
        file.set_len(90_000_000).expect("a file may have holes");
    }
    attack.is_refused("file-too-large");
}

#[test]
fn thousands_of_figures_find_their_places() {
    for (name, side, count) in [("figures", 400, 10_000), ("ornaments", 8, 2000)] {
        let chapter = format!("# One\n\nWords.\n{}", "\n![A picture](a.png)\n".repeat(count));
        let image = png(side, 8, 2, &[]);
        let files = [
            ("edition.yaml", EDITION.as_bytes()),
            ("one.md", chapter.as_bytes()),
            ("a.png", &image),
        ];
        Attack::files(&format!("image-{name}"), &files).is_built();
    }
}

#[test]
fn drawings_that_unfold_are_refused() {
    let check = |name: &str, inner: &str, error: &str| {
        let file = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"40\" height=\"20\">{inner}</svg>"
        );
        edition(&format!("svg-{name}"), file.as_bytes()).is_refused(error);
    };
    let rules = format!("<style>{}</style>", "g g g rect { fill: red } ".repeat(50_000));
    check("styles", &(rules + &"<rect/>".repeat(5000)), "image-too-large");
    check("deep", &format!("{}{}", "<g>".repeat(50_000), "</g>".repeat(50_000)), "bad-image");
    check("many", &"<g/>".repeat(300_000), "image-too-large");
    check("remote", "<use xlink:href=\"http://example.org/a.svg#b\"/>", "unsupported-drawing");
    check("file", "<image xlink:href=\"/etc/passwd\"/>", "unsupported-drawing");
    let laughs: String = (1..12)
        .map(|level| format!("<!ENTITY e{level} \"{}\">", format!("&e{};", level - 1).repeat(10)))
        .collect();
    let entities = format!(
        "<!DOCTYPE svg [<!ENTITY e0 \"x\">{laughs}]><svg xmlns=\"http://www.w3.org/2000/svg\" \
         width=\"9\" height=\"9\"><desc>&e11;</desc></svg>"
    );
    edition("svg-entities", entities.as_bytes()).is_refused("bad-image");
    let outside = "<!DOCTYPE svg [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\
        <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><desc>&e;</desc></svg>";
    edition("svg-outside", outside.as_bytes()).is_refused("bad-image");
}
