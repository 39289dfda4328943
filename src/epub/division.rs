//! Files that are too long, divided where the text says they may be.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::epub::draft::File;
use crate::epub::xhtml::Xhtml;

/// The longest file, in bytes: old readers lay out a file as a whole, and slow
/// down beyond this.
pub(crate) const LONGEST: usize = 300_000;

/// What the address in a hole takes up, and the head of a file, in bytes;
/// about, as neither is known before all files are written.
pub(crate) const HOLE: usize = 40;
pub(crate) const HEAD: usize = 2_000;

/// The files, each that has cuts divided there. The first keeps the name, the
/// others have it with `-2`, `-3` and so on.
pub(crate) fn divided(files: Vec<File>) -> Vec<File> {
    let mut names: FxHashSet<String> = files.iter().map(|file| file.name.clone()).collect();
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        if file.cuts.is_empty() {
            all.push(file);
        } else {
            all.extend(pieces(file, &mut names));
        }
    }
    all
}

fn pieces(mut file: File, names: &mut FxHashSet<String>) -> Vec<File> {
    let cuts = std::mem::take(&mut file.cuts);
    let bodies = std::mem::take(&mut file.body).divided(&cuts);
    let piece_names: Vec<String> = (0..bodies.len())
        .map(|at| match at {
            0 => file.name.clone(),
            at => free_name(format!("{}-{}", file.name, at + 1), names),
        })
        .collect();
    let homes = homes(&bodies);
    let anchors = std::mem::take(&mut file.anchors);
    let mut pieces = Vec::with_capacity(bodies.len());
    let mut from = 0;
    for (at, body) in bodies.iter().enumerate() {
        let to = cuts.get(at).copied().unwrap_or(usize::MAX);
        let is_here = |place: usize| (from..to).contains(&place);
        let anchors = anchors.iter().filter(|(_, place)| is_here(*place)).copied().collect();
        let title =
            if at == 0 { file.title.clone() } else { format!("{} ({})", file.title, at + 1) };
        pieces.push(File {
            name: piece_names[at].clone(),
            title,
            language: file.language.clone(),
            is_continued: at > 0,
            body: body.relinked(|id| {
                let home = homes.get(id).copied().filter(|home| *home != at)?;
                Some(format!("{}.xhtml#{id}", piece_names[home]))
            }),
            anchors,
            images: if at == 0 { std::mem::take(&mut file.images) } else { Default::default() },
            cuts: Vec::new(),
            ..file
        });
        from = to;
    }
    pieces
}

fn free_name(wanted: String, names: &mut FxHashSet<String>) -> String {
    let mut name = wanted;
    while !names.insert(name.clone()) {
        name.push('-');
    }
    name
}

/// By identifier: the piece in which it stands first.
fn homes(bodies: &[Xhtml]) -> BTreeMap<String, usize> {
    let mut homes = BTreeMap::new();
    for (at, body) in bodies.iter().enumerate() {
        for id in body.as_str().split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            homes.entry(id.to_string()).or_insert(at);
        }
    }
    homes
}
