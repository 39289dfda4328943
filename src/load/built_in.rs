//! The copies within the binary, so that the command works in any folder.

/// Styles for print: the file's name, its text.
pub const STYLES: [(&str, &str); 3] = [
    ("demy.yaml", include_str!("../../styles/demy.yaml")),
    ("large-print.yaml", include_str!("../../styles/large-print.yaml")),
    ("octavo.yaml", include_str!("../../styles/octavo.yaml")),
];

/// Stylesheets for the ebook: the file's name, its text.
pub const STYLESHEETS: [(&str, &str); 1] =
    [("octavo.css", include_str!("../../styles/octavo.css"))];

/// Profiles of printing presses: the stem of the file's name, its bytes.
pub const PROFILES: [(&str, &[u8]); 1] = [("fogra39", include_bytes!("../../styles/fogra39.icc"))];

/// Fonts: the stem of the file's name, its bytes.
pub const FONTS: [(&str, &[u8]); 14] = [
    ("LibertinusSerif-Bold", include_bytes!("../../fonts/LibertinusSerif-Bold.otf")),
    ("LibertinusSerif-BoldItalic", include_bytes!("../../fonts/LibertinusSerif-BoldItalic.otf")),
    ("LibertinusSerif-Italic", include_bytes!("../../fonts/LibertinusSerif-Italic.otf")),
    ("LibertinusSerif-Regular", include_bytes!("../../fonts/LibertinusSerif-Regular.otf")),
    ("NotoNaskhArabic-Bold", include_bytes!("../../fonts/NotoNaskhArabic-Bold.ttf")),
    ("NotoNaskhArabic-Regular", include_bytes!("../../fonts/NotoNaskhArabic-Regular.ttf")),
    ("NotoSerifArmenian-Bold", include_bytes!("../../fonts/NotoSerifArmenian-Bold.ttf")),
    ("NotoSerifArmenian-Regular", include_bytes!("../../fonts/NotoSerifArmenian-Regular.ttf")),
    ("NotoSerifGeorgian-Bold", include_bytes!("../../fonts/NotoSerifGeorgian-Bold.ttf")),
    ("NotoSerifGeorgian-Regular", include_bytes!("../../fonts/NotoSerifGeorgian-Regular.ttf")),
    ("RectoFallback-Regular", include_bytes!("../../fonts/RectoFallback-Regular.ttf")),
    ("SourceSans3-It", include_bytes!("../../fonts/SourceSans3-It.ttf")),
    ("SourceSans3-Regular", include_bytes!("../../fonts/SourceSans3-Regular.ttf")),
    ("SourceSans3-Semibold", include_bytes!("../../fonts/SourceSans3-Semibold.ttf")),
];

#[cfg(test)]
mod tests {
    use super::{FONTS, PROFILES, STYLES, STYLESHEETS};

    #[test]
    fn every_file_of_the_project_is_built_in() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let names = |folder: &str| {
            let entries = std::fs::read_dir(root.join(folder)).expect("a folder of the project");
            let mut names: Vec<String> = entries
                .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
                .filter(|name| !name.ends_with(".txt"))
                .collect();
            names.sort();
            names
        };
        let fonts: Vec<String> = names("fonts")
            .iter()
            .map(|name| name.rsplit_once('.').expect("an extension").0.to_string())
            .collect();
        assert_eq!(fonts, FONTS.map(|(stem, _)| stem));
        let mut styles: Vec<String> =
            STYLES.iter().chain(&STYLESHEETS).map(|(name, _)| (*name).to_string()).collect();
        styles.extend(PROFILES.map(|(stem, _)| format!("{stem}.icc")));
        styles.sort_unstable();
        assert_eq!(names("styles"), styles);
    }
}
