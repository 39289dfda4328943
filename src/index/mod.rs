//! The book to its indexes: headings and anchors, not yet pages.
