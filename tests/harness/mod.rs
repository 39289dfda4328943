//! What the tests share: manuscripts from case files, editions made of them,
//! and eyes of our own for what is in a PDF and in an ebook.

pub mod case;
pub mod corpora;
pub mod edition;
pub mod epub;
pub mod golden;
pub mod page_lines;
pub mod pdf;
pub mod pdf_text;
pub mod pdf_tree;
pub mod place;
pub mod random_book;
pub mod random_corrections;
pub mod random_plan;
pub mod random_run;
pub mod random_truth;
pub mod read_index;
pub mod tokens;
pub mod written;
pub mod xml;
