//! What the file for the screen needs beside the pages: what its colours mean
//! (ISO 19005-2, 6.2.3 and 6.2.4).

use moxcms::ColorProfile;
use printpdf::{DictItem, ExternalXObject};

use crate::pdf::deflate::deflate;
use crate::pdf::file::File;

/// Adds the output intent: red, green and blue are those of sRGB.
pub fn intent(file: &mut File) -> u32 {
    let profile = file.add_deflated(b"/N 3/Alternate/DeviceRGB".to_vec(), deflate(&srgb()));
    let name = "sRGB IEC61966-2.1";
    file.add(
        format!(
            "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier({name})\
             /RegistryName(http://www.color.org)/Info({name})/DestOutputProfile {profile} 0 R>>"
        )
        .into_bytes(),
    )
}

/// Whether an image is in the four inks of a press.
pub fn is_inked(image: &ExternalXObject) -> bool {
    let space = image.stream.dict.get("ColorSpace");
    space == Some(&DictItem::Name(b"DeviceCMYK".to_vec()))
}

/// Adds the profile of the press; gives the entry of the pages' resources by
/// which it says what the inks of images look like.
pub fn inks(file: &mut File, profile: &[u8]) -> Vec<u8> {
    let profile = file.add_deflated(b"/N 4/Alternate/DeviceCMYK".to_vec(), deflate(profile));
    format!("/ColorSpace<</DefaultCMYK[/ICCBased {profile} 0 R]>>").into_bytes()
}

/// The ICC profile of sRGB, with a date that is no clock's and the version that
/// PDF 1.7 knows.
fn srgb() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    // A tag of later versions.
    profile.cicp = None;
    let mut data = profile.encode().expect("the profile of sRGB is complete");
    data[8..12].copy_from_slice(&[4, 0x20, 0, 0]);
    data[24..36].copy_from_slice(&[7, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    data
}

#[cfg(test)]
mod tests {
    use super::srgb;

    #[test]
    fn the_profile_is_one_of_a_screen() {
        let data = srgb();
        assert_eq!(&data[36..40], b"acsp");
        assert_eq!((&data[12..16], &data[16..20]), (&b"mntr"[..], &b"RGB "[..]));
        assert_eq!(u32::from_be_bytes([data[0], data[1], data[2], data[3]]) as usize, data.len());
        assert!(data == srgb());
    }
}
