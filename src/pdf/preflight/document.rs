//! What a file says as a whole: standard, printing condition, what it must not
//! hold.

use lopdf::{Dictionary, Document, Object};

use crate::model::preflight::{Facts, Gravity};
use crate::pdf::preflight::findings::Findings;

/// Reports what is missing in the file as a whole, and what no printer wants.
pub(crate) fn judge(document: &Document, facts: &mut Facts, findings: &mut Findings) {
    let nothing = Dictionary::new();
    let catalogue = document.catalog().unwrap_or(&nothing);
    let information = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict);
    let information = information.unwrap_or(&nothing);
    facts.standard = standard(document, catalogue, information);
    if facts.standard.is_none() {
        let help = "ask the printer: most want PDF/X-4";
        let message = "the file names no standard for print";
        findings.of_file(Gravity::Warning, "no-standard", message, help);
    }
    intent(document, catalogue, facts, findings);
    if document.is_encrypted() || document.was_encrypted() {
        let help = "make the file without a password";
        findings.of_file(Gravity::Error, "encrypted", "the file is encrypted", help);
    }
    let trapped = information.get(b"Trapped").and_then(Object::as_name).unwrap_or(b"");
    if !matches!(trapped, b"True" | b"False") {
        let help = "say in the document information whether the file is trapped";
        let message = "the file does not say whether it is trapped";
        findings.of_file(Gravity::Note, "trapped-unknown", message, help);
    }
    let names = catalogue.get_deref(b"Names", document).and_then(Object::as_dict).ok();
    let has = |key: &[u8]| names.is_some_and(|names| names.has(key));
    if has(b"JavaScript") || catalogue.has(b"OpenAction") && is_script(document, catalogue) {
        let help = "take the script out";
        findings.of_file(Gravity::Error, "script", "the file runs a script", help);
    }
    if has(b"EmbeddedFiles") {
        let help = "take them out: a printer does not know what to do with them";
        findings.of_file(Gravity::Error, "embedded-file", "the file carries other files", help);
    }
    if catalogue.has(b"OCProperties") {
        let help = "look at every page: what is switched off is not printed";
        let message = "the file has layers that can be switched off";
        findings.of_file(Gravity::Warning, "layers", message, help);
    }
    if catalogue.has(b"AcroForm") {
        let help = "print it to a new PDF, so that its fields become text";
        findings.of_file(Gravity::Error, "form-fields", "the file is a form to fill in", help);
    }
    let sheets = facts.sheets;
    if sheets.blank_count > 0 {
        let (count, signature) = (sheets.blank_count, sheets.signature);
        let message = format!(
            "{} pages are {} signatures of {signature}: {count} pages stay blank at the end",
            facts.page_count, sheets.signature_count
        );
        let help = "printers add blank pages by themselves; fewer are cheaper";
        findings.of_file(Gravity::Note, "blank-pages", message, help);
    }
}

/// What the file conforms to, by its document information or its XMP.
fn standard(
    document: &Document,
    catalogue: &Dictionary,
    information: &Dictionary,
) -> Option<String> {
    if let Ok(version) = information.get(b"GTS_PDFXVersion") {
        return lopdf::decode_text_string(version).ok();
    }
    let packet = catalogue.get_deref(b"Metadata", document).and_then(Object::as_stream).ok()?;
    let packet = packet.get_plain_content_with_limit(1 << 22).ok()?;
    let packet = String::from_utf8_lossy(&packet);
    let (_, version) = packet.split_once("GTS_PDFXVersion")?;
    let version = version.trim_start_matches(['>', '=', '"', '\'']);
    let version = version.split(['<', '"', '\'']).next()?;
    (!version.is_empty()).then(|| version.to_string())
}

/// The printing condition.
fn intent(document: &Document, catalogue: &Dictionary, facts: &mut Facts, findings: &mut Findings) {
    let intents = catalogue.get_deref(b"OutputIntents", document).and_then(Object::as_array);
    let intents = intents.map(Vec::as_slice).unwrap_or_default();
    let intent = intents.iter().find_map(|intent| {
        let intent = document.dereference(intent).ok()?.1.as_dict().ok()?;
        let kind = intent.get(b"S").and_then(Object::as_name).ok()?;
        (kind == b"GTS_PDFX").then_some(intent)
    });
    let Some(intent) = intent else {
        let help = "colours look as meant only under the condition that the file was made for";
        let message = "the file does not say for which printing condition it was made";
        return findings.of_file(Gravity::Warning, "no-output-intent", message, help);
    };
    let condition = intent.get_deref(b"OutputConditionIdentifier", document);
    facts.condition = condition.and_then(lopdf::decode_text_string).ok();
    let profile = intent.get_deref(b"DestOutputProfile", document).and_then(Object::as_stream);
    if let Ok(profile) = profile {
        let data = profile.get_plain_content_with_limit(1 << 26).unwrap_or_default();
        if data.get(12..16) != Some(b"prtr") {
            let help = "embed the ICC profile of the press";
            let message = "the profile of the printing condition is not of a press";
            findings.of_file(Gravity::Error, "bad-output-intent", message, help);
        }
    }
}

fn is_script(document: &Document, catalogue: &Dictionary) -> bool {
    let action = catalogue.get_deref(b"OpenAction", document).and_then(Object::as_dict);
    action.and_then(|it| it.get(b"S")).and_then(Object::as_name).is_ok_and(|it| it == b"JavaScript")
}
