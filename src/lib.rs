//! The edition compiler: Markdown and two YAML files in, a typeset book out.

pub mod cli;
pub mod epub;
pub mod index;
pub mod load;
pub mod model;
pub mod parse;
pub mod pdf;
pub mod report;
pub mod resolve;
pub mod typeset;
