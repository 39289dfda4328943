//! The book to EPUB; alone names epub-builder and zip.
