//! *Ibid.* for styles of notes that have given it up.

use hayagriva::citationberg::taxonomy::{Locator, Term};
use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, Locale, TermForm};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, Entry,
    LocatorPayload, SpecificLocator,
};

/// A style that knows nothing but *ibid.*; `{label}` is for pages.
const IBID: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Ibid.</title><id>ibid</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><choose>
<if position="ibid-with-locator"><group delimiter=", "><text term="ibid"/><group delimiter=" ">
<choose><if locator="page" match="any">{label}</if><else><label variable="locator" form="short"/></else></choose>
<text variable="locator"/></group></group></if>
<else-if position="ibid"><text term="ibid"/></else-if>
</choose></layout></citation></style>"#;

/// What labels pages, where the style labels them.
const LABEL: &str = r#"<label variable="locator" form="short"/>"#;

/// A page that no style prints unless it is asked to.
const PAGE: &str = "7313";

/// Lets the style say *ibid.* before it says anything else.
pub(crate) fn added(csl: &mut IndependentStyle, locales: &[Locale]) {
    let label = if labels_pages(csl, locales) { LABEL } else { "" };
    let own = IndependentStyle::from_xml(&IBID.replace("{label}", label));
    let own = own.expect("the style is our own");
    let mut elements = own.citation.layout.elements;
    let layout = &mut csl.citation.layout;
    if let Some(LayoutRenderingElement::Choose(choose)) = elements.first_mut() {
        choose.otherwise = Some(hayagriva::citationberg::ElseBranch {
            children: std::mem::take(&mut layout.elements),
        });
        layout.elements = elements;
    }
}

/// Whether the style writes *p.* before the number of a page.
fn labels_pages(csl: &IndependentStyle, locales: &[Locale]) -> bool {
    let entry = Entry::new("x", hayagriva::types::EntryType::Book);
    let locator = SpecificLocator(Locator::Page, LocatorPayload::Str(PAGE));
    let item = CitationItem::with_locator(&entry, Some(locator));
    let mut driver = BibliographyDriver::new();
    driver.citation(CitationRequest::new(vec![item], csl, None, locales, Some(1)));
    let rendered = driver.finish(BibliographyRequest::new(csl, None, locales));
    let mut text = String::new();
    for found in &rendered.citations {
        // Writing to a text never fails.
        let _ = found.citation.write_buf(&mut text, BufWriteFormat::Plain);
    }
    let before = text.split(PAGE).next().unwrap_or_default().trim_end();
    let term = Term::Locator(Locator::Page);
    let label = locales.iter().find_map(|locale| locale.term(term, TermForm::Short)?.single());
    label.is_some_and(|label| before.ends_with(label))
}
