//! Text to structure: alone makes spans.
