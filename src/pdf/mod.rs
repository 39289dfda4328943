//! Pages to PDF; alone names printpdf, lopdf and subsetter.
