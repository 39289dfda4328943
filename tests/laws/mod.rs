//! What holds for every edition, whatever its text: for all cases, for the
//! manuscript of the project, and for the books beside it that are there.

use crate::harness::edition::{self, Edition, Made};

mod access;
mod both_books;
mod files;
mod harmless;
mod index;
mod links;
mod listings;
mod make_up;
mod notes;
mod pages;
mod press;
mod proof;
mod tree;
mod verify;
mod words;

/// Holds a law against every edition; `law` gives what breaks it.
#[track_caller]
fn check(law: impl Fn(&Edition, &Made) -> Vec<String>) {
    let mut broken = Vec::new();
    for (edition, made) in edition::all() {
        let found = law(edition, made);
        broken.extend(found.iter().take(5).map(|what| format!("{}: {what}", edition.name)));
        if found.len() > 5 {
            broken.push(format!("{}: and {} more", edition.name, found.len() - 5));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
