//! The edition's settings for documents and for what is listed beside them.

use rustc_hash::FxHashSet;

use crate::model::diagnostic::Diagnostics;
use crate::model::edition::DocumentSettings;
use crate::model::manuscript::{Chapter, Written};
use crate::model::nearest;
use crate::parse::context::Context;
use crate::parse::fields::{self, Fields};
use crate::parse::punctuation;
use crate::parse::register_settings;
use crate::parse::settings;
use crate::parse::yaml::Value;

/// Names among which the nearest spelling is looked up.
const MOST_NAMES: usize = 1000;

/// The settings under `documents`, `chronology`, `repositories` and
/// `concordance`. Registers that the edition does not name are `chronology.yaml`
/// and `repositories.yaml`, if they are there.
pub fn settings(
    edition: &Fields<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> DocumentSettings {
    let mut settings = settings::documents(edition.get("documents"), diagnostics);
    (settings.events, _) = registers("chronology", &["from"], edition, context, diagnostics);
    let keys = ["from", "only-used"];
    (settings.repositories, settings.lists_used_repositories) =
        registers("repositories", &keys, edition, context, diagnostics);
    settings.editions = editions(edition, context, diagnostics);
    settings
}

/// The register files under a key, and whether only what is used is listed.
fn registers(
    key: &str,
    keys: &[&str],
    edition: &Fields<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<String>, bool) {
    let usual = format!("{key}.yaml");
    let usual: Vec<String> = context.file(&usual).map(|_| usual).into_iter().collect();
    let Some(node) = edition.get(key) else { return (usual, false) };
    let what = format!("`{key}`");
    let Some(fields) = Fields::new(node, &what, keys, diagnostics) else { return (usual, false) };
    let is_only_used =
        keys.contains(&"only-used") && fields.flag("only-used", diagnostics).unwrap_or(false);
    let from = match fields.get("from") {
        Some(_) => register_settings::registers(&fields, context, diagnostics),
        None => usual,
    };
    (from, is_only_used)
}

/// Other editions with their printed names, in the order given.
fn editions(
    edition: &Fields<'_>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, String)> {
    match edition.get("concordance").map(|node| (&node.value, node.span)) {
        Some((Value::Map(_), _)) | None => {}
        Some((_, span)) => {
            let wanted = "a mapping: names of editions with what is printed for them";
            fields::wrong_type(span, "`concordance`", wanted, diagnostics);
            return Vec::new();
        }
    }
    let pairs = edition.pairs("concordance", diagnostics).into_iter();
    pairs
        .map(|(entry, title)| {
            (entry.key.clone(), punctuation::plain(&title.text, &context.language))
        })
        .collect()
}

/// Reports numbers in editions that `concordance:` does not name.
pub fn check_numbers(
    chapters: &[Chapter<Written>],
    settings: &DocumentSettings,
    diagnostics: &mut Diagnostics,
) {
    if settings.editions.is_empty() {
        return;
    }
    let known = || settings.editions.iter().map(|(name, _)| name.as_str());
    let names: FxHashSet<&str> = known().collect();
    let documents = chapters.iter().filter_map(|chapter| chapter.document.as_ref());
    for (name, _, span) in documents.flat_map(|document| &document.numbers) {
        if names.contains(name.as_str()) {
            continue;
        }
        let help = match nearest::nearest(name, known().take(MOST_NAMES)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add `{name}:` with its title under `concordance:`"),
        };
        diagnostics
            .error("unknown-edition", *span, format!("`concordance` names no edition `{name}`"))
            .help(help);
    }
}
