//! The small edition that `recto new` writes.

/// Its files: paths below its folder, and what is in them.
pub(crate) const FILES: [(&str, &str); 5] = [
    ("edition.yaml", include_str!("starter/edition.yaml")),
    ("names.yaml", include_str!("starter/names.yaml")),
    ("glossary.yaml", include_str!("starter/glossary.yaml")),
    ("chapters/01.md", include_str!("starter/chapters/01.md")),
    ("chapters/02.md", include_str!("starter/chapters/02.md")),
];
