//! Diagnostics to text and to JSON.
