//! As written to records: names, links and notes find what they mean.
