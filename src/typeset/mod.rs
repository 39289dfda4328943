//! The book to its pages.
