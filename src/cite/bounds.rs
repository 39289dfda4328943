//! What a bibliography or a style of citations may ask for, before anybody
//! does it: names that stand for names may go round in a circle, or double at
//! each step until no memory holds them.

use std::ops::Range;

use biblatex::{Pair, RawBibliography, RawChunk};
use rustc_hash::FxHashMap;

/// Names that stand for names that stand for names.
const DEEPEST: usize = 32;
/// Elements within elements of a style. Chicago's have some fifteen.
const DEEPEST_STYLE: usize = 100;
/// Bytes that a file in BibLaTeX may unfold to.
const MOST_BYTES: usize = 50_000_000;
/// What an abbreviation costs beside its text.
const PIECE: usize = 100;
/// Elements that one citation may go through, macro by macro.
const MOST_ELEMENTS: usize = 200_000;

/// Why a file in BibLaTeX cannot be unfolded, with the bytes that say so;
/// nothing where it can.
pub(crate) fn bibtex(raw: &RawBibliography<'_>) -> Option<(Range<usize>, &'static str)> {
    let mut strings = Names::default();
    for Pair { key, value } in &raw.abbreviations {
        strings.add(key.v, PIECE + length(&value.v));
        abbreviations(&value.v).for_each(|name| strings.lead(key.v, name));
    }
    let mut works = Names::default();
    let mut all = 0;
    for entry in &raw.entries {
        let key = entry.v.key.v;
        works.add(key, PIECE);
        for Pair { key: field, value } in &entry.v.fields {
            let mut bytes = PIECE + length(&value.v);
            for name in abbreviations(&value.v) {
                let Some(more) = strings.weight(name) else {
                    return Some((value.span.clone(), "its abbreviations stand for one another"));
                };
                bytes = bytes.saturating_add(more);
            }
            all += bytes;
            if all > MOST_BYTES {
                return Some((value.span.clone(), "its abbreviations unfold to too much"));
            }
            works.add(key, bytes);
            let is_link = ["crossref", "xdata"].iter().any(|it| field.v.eq_ignore_ascii_case(it));
            let is_name = field.v.eq_ignore_ascii_case("ids");
            if !is_link && !is_name {
                continue;
            }
            let Some(keys) = keys(&value.v) else {
                return Some((value.span.clone(), "a key is written in plain letters"));
            };
            for other in keys {
                match is_link {
                    true => works.lead(key, other),
                    false => works.lead(other, key),
                }
            }
        }
    }
    let mut all: usize = 0;
    for entry in &raw.entries {
        let weight = works.weight(entry.v.key.v);
        all = all.saturating_add(weight.unwrap_or(MOST_BYTES + 1));
        if all > MOST_BYTES {
            let why = "its works are parts of one another, or of too many";
            return Some((entry.v.key.span.clone(), why));
        }
    }
    None
}

fn length(field: &[biblatex::Spanned<RawChunk<'_>>]) -> usize {
    let bytes = |chunk: &RawChunk<'_>| match chunk {
        RawChunk::Normal(text) => text.len(),
        RawChunk::Abbreviation(_) => PIECE,
    };
    field.iter().map(|chunk| bytes(&chunk.v)).sum()
}

fn abbreviations<'s>(field: &[biblatex::Spanned<RawChunk<'s>>]) -> impl Iterator<Item = &'s str> {
    field.iter().filter_map(|chunk| match chunk.v {
        RawChunk::Abbreviation(name) => Some(name),
        RawChunk::Normal(_) => None,
    })
}

/// The keys that a field names. Nothing where they are written by TeX's
/// commands or by abbreviations, so that it is not plain which they are.
fn keys<'s>(field: &[biblatex::Spanned<RawChunk<'s>>]) -> Option<Vec<&'s str>> {
    let [biblatex::Spanned { v: RawChunk::Normal(text), .. }] = field else { return None };
    let is_plain = |it: char| it.is_alphanumeric() || it.is_whitespace() || "-_:.+/,".contains(it);
    let is_key = text.chars().all(is_plain) && !text.contains("--");
    is_key.then(|| text.split(',').map(str::trim).collect())
}

/// Whether a style of citations ends: no macro is part of itself, and none
/// doubles at each step.
pub(crate) fn is_sound(csl: &str) -> bool {
    let Some((macros, elements)) = macros(csl) else { return false };
    let mut all = elements.len();
    for name in elements.into_iter().flatten() {
        let Some(weight) = macros.weight(name) else { return false };
        all = all.saturating_add(weight);
        if all > MOST_ELEMENTS {
            return false;
        }
    }
    true
}

/// The macros of a style, and all elements outside of them with the macro
/// that each calls. Nothing where elements go too deep, or where names are
/// not written as they are.
fn macros(csl: &str) -> Option<(Names<'_>, Vec<Option<&str>>)> {
    let mut macros = Names::default();
    let mut elements = Vec::new();
    let mut open: Vec<bool> = Vec::new();
    let mut current = None;
    let mut rest = csl;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let aside = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">")];
        if let Some((_, end)) = aside.iter().find(|(head, _)| rest.starts_with(head)) {
            rest = &rest[rest.find(end)? + end.len()..];
            continue;
        }
        if rest.starts_with('/') {
            if open.pop()? {
                current = None;
            }
            continue;
        }
        let tag = tag(rest)?;
        rest = &rest[tag.len()..];
        let calls = attribute(tag, "macro");
        let name = attribute(tag, "name");
        let is_macro = element(tag) == "macro";
        if [calls, name].into_iter().flatten().any(|it| it.contains('&')) {
            return None;
        }
        if is_macro && !tag.ends_with('/') {
            current = name;
        }
        match current {
            Some(current) => {
                macros.add(current, 1);
                calls.into_iter().for_each(|name| macros.lead(current, name));
            }
            None => elements.push(calls),
        }
        if !tag.ends_with('/') {
            open.push(is_macro);
        }
        if open.len() > DEEPEST_STYLE {
            return None;
        }
    }
    Some((macros, elements))
}

/// What stands between `<` and its `>`.
fn tag(rest: &str) -> Option<&str> {
    let mut quote = None;
    let end = rest.bytes().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) if open == byte => {
            quote = None;
            false
        }
        _ => false,
    })?;
    Some(&rest[..end])
}

/// The name of a tag's element, without its prefix.
fn element(tag: &str) -> &str {
    let name = tag.split(|it: char| it.is_whitespace() || it == '/').next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

/// The value of a tag's attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        let (value, next) = after[1..].split_once(quote)?;
        if before.trim_end().rsplit(char::is_whitespace).next() == Some(name) {
            return Some(value);
        }
        rest = next;
    }
}

/// Names with what each costs and the names that it stands for.
#[derive(Default)]
struct Names<'a> {
    places: FxHashMap<&'a str, usize>,
    names: Vec<(usize, Vec<&'a str>)>,
}

impl<'a> Names<'a> {
    fn place(&mut self, name: &'a str) -> usize {
        let next = self.names.len();
        let place = *self.places.entry(name).or_insert(next);
        if place == next {
            self.names.push((0, Vec::new()));
        }
        place
    }

    fn add(&mut self, name: &'a str, cost: usize) {
        let place = self.place(name);
        self.names[place].0 += cost;
    }

    fn lead(&mut self, from: &'a str, to: &'a str) {
        let place = self.place(from);
        self.names[place].1.push(to);
    }

    /// What a name costs with all that it stands for; nothing where it stands
    /// for itself, goes too deep, or costs more than anything may.
    fn weight(&self, name: &str) -> Option<usize> {
        let mut steps = MOST_BYTES;
        self.descend(name, DEEPEST, &mut steps)
    }

    fn descend(&self, name: &str, levels: usize, steps: &mut usize) -> Option<usize> {
        let Some(place) = self.places.get(name) else { return Some(0) };
        let (cost, names) = &self.names[*place];
        // Each step takes what it costs: what doubles is soon at an end.
        *steps = steps.checked_sub(cost + names.len())?;
        let mut all = *cost;
        for name in names {
            all += self.descend(name, levels.checked_sub(1)?, steps)?;
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use biblatex::RawBibliography;

    use super::{bibtex, is_sound};

    #[track_caller]
    fn check(text: &str, is_right: bool) {
        let raw = RawBibliography::parse(text).expect("BibLaTeX");
        assert_eq!(bibtex(&raw).is_none(), is_right, "{text:.200}");
    }

    #[test]
    fn circles_and_bombs_are_refused() {
        check(
            "@string{a = {x}}@book{k, title = a # { y}, crossref = {l}}@book{l, title={t}}",
            true,
        );
        check("@string{a = b}@string{b = a}@book{k, title = a}", false);
        check("@book{k, crossref = {l}}@book{l, crossref = {k}}", false);
        check("@book{k, crossref = {k}}", false);
        check("@book{k, crossref = {{k}}}", false);
        check("@book{k, crossref = {l}}@book{m, ids = {l}, xdata = {n, k}}", false);
        let mut bomb = "@string{a0 = {xxxxxxxxxx}}".to_string();
        for level in 1..20 {
            let parts = vec![format!("a{}", level - 1); 10].join(" # ");
            bomb.push_str(&format!("@string{{a{level} = {parts}}}"));
        }
        check(&format!("{bomb}@book{{k, title = a19}}"), false);
        let chain: String =
            (0..40).map(|at| format!("@book{{k{at}, xdata = {{k{0}, k{0}}}}}", at + 1)).collect();
        check(&chain, false);
    }

    #[track_caller]
    fn check_style(inner: &str, is_right: bool) {
        let text = format!("<?xml version='1.0'?><style a='<>'><!-- <x> -->{inner}</style>");
        assert_eq!(is_sound(&text), is_right, "{inner:.200}");
    }

    #[test]
    fn styles_end() {
        let cite = |name: &str| format!("<citation><text macro = \"{name}\"/></citation>");
        check_style(&format!("<macro name='a'><text/></macro>{}", cite("a")), true);
        check_style(&format!("<macro name='a'><text macro='a'/></macro>{}", cite("a")), false);
        check_style(&format!("<macro name='a'><text macro='&#97;'/></macro>{}", cite("a")), false);
        check_style(&format!("{}{}", "<group>".repeat(5000), "</group>".repeat(5000)), false);
        let mut bomb = "<macro name='m0'><text/></macro>".to_string();
        for level in 1..20 {
            let calls = format!("<text macro='m{}'/>", level - 1).repeat(10);
            bomb.push_str(&format!("<macro name='m{level}'>{calls}</macro>"));
        }
        check_style(&(bomb + &cite("m19")), false);
    }
}
