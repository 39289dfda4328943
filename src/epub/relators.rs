//! What contributors did: MARC relators.

/// Relator name, its code, the words before the name on a title page.
/// <https://www.loc.gov/marc/relators/>
const RELATORS: [(&str, &str, &str); 24] = [
    ("author", "aut", ""),
    ("editor", "edt", "Edited by"),
    ("volume editor", "edt", "Edited by"),
    ("general editor", "edt", "General editor:"),
    ("translator", "trl", "Translated by"),
    ("compiler", "com", "Compiled by"),
    ("annotator", "ann", "Annotated by"),
    ("commentator", "cmm", "With a commentary by"),
    ("illustrator", "ill", "Illustrated by"),
    ("photographer", "pht", "Photographs by"),
    ("cartographer", "ctg", "Maps by"),
    ("transcriber", "trc", "Transcribed by"),
    ("abridger", "abr", "Abridged by"),
    ("author of introduction", "aui", "With an introduction by"),
    ("author of afterword", "aft", "With an afterword by"),
    ("writer of introduction", "win", "With an introduction by"),
    ("writer of preface", "wpr", "With a preface by"),
    ("foreword", "wfw", "With a foreword by"),
    ("writer of foreword", "wfw", "With a foreword by"),
    ("research team member", "rtm", "Research:"),
    ("proofreader", "pfr", "Proofread by"),
    ("book designer", "bkd", "Designed by"),
    ("cover designer", "cov", "Cover by"),
    ("contributor", "ctb", "With"),
];

/// The code of a relator, given by its name or by the code itself; that of a
/// contributor for any other.
pub(crate) fn code(role: &str) -> &'static str {
    find(role).map_or("ctb", |(_, code, _)| code)
}

/// What a title page says before a contributor's name; nothing for authors.
pub(crate) fn credit(role: &str) -> &'static str {
    find(role).map_or("With", |(.., credit)| credit)
}

fn find(role: &str) -> Option<(&'static str, &'static str, &'static str)> {
    let role = role.trim().to_lowercase();
    RELATORS.into_iter().find(|(name, code, _)| role == *name || role == *code)
}
