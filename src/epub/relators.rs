//! What contributors did: MARC relators.

/// Relator names with their codes. <https://www.loc.gov/marc/relators/>
const RELATORS: [(&str, &str); 21] = [
    ("author", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("compiler", "com"),
    ("annotator", "ann"),
    ("commentator", "cmm"),
    ("illustrator", "ill"),
    ("photographer", "pht"),
    ("cartographer", "ctg"),
    ("transcriber", "trc"),
    ("abridger", "abr"),
    ("author of introduction", "aui"),
    ("author of afterword", "aft"),
    ("writer of introduction", "win"),
    ("writer of preface", "wpr"),
    ("writer of foreword", "wfw"),
    ("research team member", "rtm"),
    ("proofreader", "pfr"),
    ("book designer", "bkd"),
    ("cover designer", "cov"),
    ("contributor", "ctb"),
];

/// The code of a relator, given by its name or by the code itself; that of a
/// contributor for any other.
pub(crate) fn code(role: &str) -> &'static str {
    let role = role.trim().to_lowercase();
    RELATORS
        .into_iter()
        .find(|(name, code)| role == *name || role == *code)
        .map_or("ctb", |(_, code)| code)
}
