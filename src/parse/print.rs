//! `print:` of the edition: what the printer asks for.

use crate::model::diagnostic::Diagnostics;
use crate::model::inputs::Inputs;
use crate::model::length::Length;
use crate::model::nearest;
use crate::model::print_settings::{Inks, PrintSettings, PrintStandard};
use crate::parse::fields::Fields;
use crate::parse::yaml::Node;

const KEYS: [&str; 7] =
    ["standard", "profile", "condition", "bleed", "images", "signature", "paper"];
const STANDARDS: [(&str, PrintStandard); 2] =
    [("pdf-x-4", PrintStandard::X4), ("none", PrintStandard::None)];
const INKS: [(&str, Inks); 2] = [("gray", Inks::Gray), ("cmyk", Inks::Cmyk)];
const SIGNATURES: [(&str, u32); 5] = [("4", 4), ("8", 8), ("16", 16), ("32", 32), ("64", 64)];

/// Widest bleed and thickest leaf that make sense, in points.
const WIDEST: f64 = 72.0;

/// What the edition says of its printing, with every default decided.
pub fn print(node: Option<&Node>, inputs: &Inputs, diagnostics: &mut Diagnostics) -> PrintSettings {
    let mut settings = PrintSettings::default();
    let found = node.and_then(|node| Fields::new(node, "`print`", &KEYS, diagnostics));
    let Some(print) = found else { return settings };
    if let Some(standard) = print.choice("standard", &STANDARDS, diagnostics) {
        settings.standard = standard;
    }
    if let Some(inks) = print.choice("images", &INKS, diagnostics) {
        settings.images = inks;
    }
    if let Some(signature) = print.choice("signature", &SIGNATURES, diagnostics) {
        settings.signature = signature;
    }
    if let Some(bleed) = length("bleed", &print, diagnostics) {
        settings.bleed = bleed;
    }
    if let Some(paper) = length("paper", &print, diagnostics) {
        settings.paper = paper;
    }
    if let Some(condition) = print.text("condition", diagnostics) {
        settings.condition = condition.text.trim().to_string();
    }
    if let Some(profile) = print.text("profile", diagnostics) {
        settings.profile = profile.text.trim().to_string();
        match inputs.profiles.get(&settings.profile) {
            None => {
                let names = inputs.profiles.keys().map(String::as_str);
                let help = match nearest::nearest(&settings.profile, names) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "put the profile into `styles/` beside the manuscript, and name it \
                             without `.icc`"
                        .to_string(),
                };
                let message = format!("there is no profile `{}`", settings.profile);
                diagnostics.error("missing-file", profile.span, message).help(help);
            }
            Some(data) if !is_for_printing(data) => {
                let message = format!("`{}` is no profile of a printing press", settings.profile);
                diagnostics
                    .error("bad-profile", profile.span, message)
                    .help("ask the printer for an ICC profile of class `prtr` for CMYK");
            }
            Some(_) => {}
        }
    }
    settings
}

/// A length between nothing and an inch.
fn length(key: &str, print: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Length> {
    let scalar = print.text(key, diagnostics)?;
    let length =
        Length::parse(&scalar.text).filter(|length| (0.0..=WIDEST).contains(&length.points()));
    if length.is_none() {
        let message = format!("`{}` is no length for `{key}`", scalar.text);
        diagnostics
            .error("unknown-value", scalar.span, message)
            .help("write a length with its unit, from `0` to `1in`, as `3mm`");
    }
    length
}

/// Whether an ICC profile is of an output device with four inks: its header
/// says so (ICC.1, 7.2).
fn is_for_printing(data: &[u8]) -> bool {
    data.len() > 128
        && &data[36..40] == b"acsp"
        && &data[12..16] == b"prtr"
        && &data[16..20] == b"CMYK"
}
