//! JPEG headers: what a PDF must say about an image it carries as it is.

/// What the header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub width: u16,
    pub height: u16,
    /// 1, 3 or 4.
    pub component_count: u8,
    /// Whether Adobe's marker is there: four components are then inverted.
    pub is_adobe: bool,
}

/// Reads a header; none for what a PDF cannot carry as it is.
pub fn header(data: &[u8]) -> Option<Header> {
    let mut is_adobe = false;
    let mut at = 2;
    if data.get(..2)? != [0xFF, 0xD8] {
        return None;
    }
    loop {
        while *data.get(at)? != 0xFF {
            at += 1;
        }
        let marker = *data.get(at + 1)?;
        match marker {
            // Fill bytes and markers without a segment.
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            // The picture itself begins, or ends, without a frame.
            0xD9 | 0xDA => return None,
            _ => {
                let length =
                    usize::from(u16::from_be_bytes(data.get(at + 2..at + 4)?.try_into().ok()?));
                let segment = data.get(at + 4..at + 2 + length)?;
                if marker == 0xEE && segment.starts_with(b"Adobe") {
                    is_adobe = true;
                }
                // Baseline, extended and progressive frames.
                if matches!(marker, 0xC0..=0xC2) {
                    return frame(segment, is_adobe);
                }
                at += 2 + length;
            }
        }
    }
}

fn frame(segment: &[u8], is_adobe: bool) -> Option<Header> {
    let [bits, height, height_low, width, width_low, component_count, ..] = *segment else {
        return None;
    };
    let header = Header {
        width: u16::from_be_bytes([width, width_low]),
        height: u16::from_be_bytes([height, height_low]),
        component_count,
        is_adobe,
    };
    (bits == 8 && matches!(component_count, 1 | 3 | 4)).then_some(header)
}

#[cfg(test)]
mod tests {
    use super::{Header, header};

    #[track_caller]
    fn check(data: &[u8], expected: Option<Header>) {
        assert_eq!(header(data), expected);
    }

    #[test]
    fn a_frame_is_found_after_other_segments() {
        let data = b"\xFF\xD8\xFF\xEE\x00\x0EAdobe\x00\x64\x00\x00\x00\x00\x00\
            \xFF\xC2\x00\x14\x08\x00\x40\x01\x00\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00";
        let expected = Header { width: 256, height: 64, component_count: 4, is_adobe: true };
        check(data, Some(expected));
    }

    #[test]
    fn a_broken_header_is_refused() {
        check(b"", None);
        check(b"\x89PNG", None);
        check(b"\xFF\xD8\xFF\xC0\xFF\xFF\x08", None);
        check(b"\xFF\xD8\xFF\xDA\x00\x02", None);
        check(b"\xFF\xD8\xFF\xE0\x00\x00\x00", None);
    }
}
