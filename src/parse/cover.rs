//! `cover:` of the edition: the ebook's image, and the cover for the printer.

use crate::model::barcode::{self, Fault, Isbn};
use crate::model::cover::{CoverSettings, Inks, SpineText};
use crate::model::diagnostic::Diagnostics;
use crate::model::source::Span;
use crate::parse::context::Context;
use crate::parse::fields::Fields;
use crate::parse::images;
use crate::parse::yaml::{Node, Value};

const KEYS: [&str; 6] = ["image", "front", "ground", "ink", "spine", "price"];
const FRONTS: [(&str, bool); 2] = [("image", true), ("type", false)];
const SPINES: [(&str, SpineText); 2] = [("down", SpineText::Down), ("up", SpineText::Up)];

/// The name of the image, if there is one, and the settings of the printed
/// cover with every default decided.
pub fn cover(
    node: Option<&Node>,
    context: &Context<'_>,
    diagnostics: &mut Diagnostics,
) -> (Option<String>, CoverSettings) {
    let mut settings = CoverSettings::usual(&context.language);
    match node.map(|node| &node.value) {
        None => return (None, settings),
        Some(Value::Text(name)) => {
            let image = images::cover(&name.text, name.span, context, diagnostics);
            return (image, settings);
        }
        Some(_) => {}
    }
    let found = node.and_then(|node| Fields::new(node, "`cover`", &KEYS, diagnostics));
    let Some(cover) = found else { return (None, settings) };
    let image = cover
        .text("image", diagnostics)
        .and_then(|name| images::cover(&name.text, name.span, context, diagnostics));
    if let Some(shows_image) = cover.choice("front", &FRONTS, diagnostics) {
        settings.shows_image = shows_image;
    }
    if let Some(spine) = cover.choice("spine", &SPINES, diagnostics) {
        settings.spine = spine;
    }
    for (key, inks) in [("ground", &mut settings.ground), ("ink", &mut settings.ink)] {
        if let Some(found) = self::inks(key, &cover, diagnostics) {
            *inks = found;
        }
    }
    if let Some(price) = cover.text("price", diagnostics) {
        let text = price.text.trim().to_string();
        if barcode::ean_5(&text).is_none() {
            diagnostics
                .error("unknown-value", price.span, format!("`{text}` is no code for a price"))
                .help("write five digits in quotation marks: `\"51995\"` is 19.95 US dollars");
        } else {
            settings.price = Some(text);
        }
    }
    (image, settings)
}

/// Four shares of ink.
fn inks(key: &str, cover: &Fields<'_>, diagnostics: &mut Diagnostics) -> Option<Inks> {
    let node = cover.get(key)?;
    let shares: Option<Vec<u8>> = match &node.value {
        Value::List(list) => list
            .iter()
            .map(|share| match &share.value {
                Value::Text(text) => text.text.parse().ok().filter(|share| *share <= 100),
                _ => None,
            })
            .collect(),
        _ => None,
    };
    let inks = shares.and_then(|shares| Inks::try_from(shares).ok());
    if inks.is_none() {
        diagnostics
            .error("unknown-value", node.span, format!("`{key}` is no colour for print"))
            .help("write cyan, magenta, yellow and black in per cent: `[100, 60, 0, 20]`");
    }
    inks
}

/// Reports an ISBN that can be none.
pub fn check_isbn(text: &str, span: Span, diagnostics: &mut Diagnostics) {
    let help = match Isbn::parse(text) {
        Ok(_) => return,
        Err(Fault::CheckDigit(digit)) => {
            format!("its last digit would be {digit}, if all others are right")
        }
        Err(Fault::Prefix) => "an ISBN begins with 978 or 979".to_string(),
        Err(Fault::Form) => "write its thirteen digits, with hyphens".to_string(),
    };
    diagnostics.error("bad-isbn", span, format!("`{text}` is no ISBN")).help(help);
}
