//! The keys of a YAML mapping, read one by one: what has the wrong form is
//! reported at its place and counts as not there.

use crate::model::diagnostic::Diagnostics;
use crate::model::language::Language;
use crate::model::nearest;
use crate::model::source::Span;
use crate::parse::yaml::{Entry, Node, Scalar, Value};

/// Keys for which the nearest spelling is looked up.
const MOST_SPELLINGS: usize = 50;

/// A mapping whose keys have been looked at.
pub struct Fields<'n> {
    entries: &'n [Entry],
    span: Span,
}

impl<'n> Fields<'n> {
    /// The mapping `node`, which `what` names in messages. Keys that are not
    /// among `keys` are reported. Nothing where it is no mapping.
    pub fn new(
        node: &'n Node,
        what: &str,
        keys: &[&str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            wrong_type(node.span, what, "a mapping: keys with their values", diagnostics);
            return None;
        };
        let unknown = entries.iter().filter(|entry| !keys.contains(&entry.key.as_str()));
        for (count, entry) in unknown.enumerate() {
            let message = format!("{what} has no key `{}`", entry.key);
            let near = match count < MOST_SPELLINGS {
                true => nearest::nearest(&entry.key, keys.iter().copied()),
                false => None,
            };
            let help = match &near {
                Some(key) => format!("did you mean `{key}`?"),
                None => format!("the keys are {}", listed(keys)),
            };
            let found = diagnostics.error("unknown-key", entry.span, message).help(help);
            if let Some(key) = near {
                found.suggest(entry.span, key);
            }
        }
        Some(Fields { entries, span: node.span })
    }

    /// The place of the whole mapping.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The value of a key; nothing where it is empty.
    pub fn get(&self, key: &str) -> Option<&'n Node> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (!matches!(entry.value.value, Value::Empty)).then_some(&entry.value)
    }

    /// Reports that a key is missing which must be there.
    pub fn missing(&self, key: &str, what: &str, diagnostics: &mut Diagnostics) {
        let start = self.entries.first().map_or(self.span, |entry| entry.span);
        diagnostics
            .error("missing-key", start, format!("{what} needs the key `{key}`"))
            .help(format!("add `{key}:` with its value"));
    }

    /// A text.
    pub fn text(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<&'n Scalar> {
        text(self.get(key)?, key, diagnostics)
    }

    /// `true` or `false`.
    pub fn flag(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<bool> {
        let choices = [("true", true), ("false", false)];
        let scalar = self.text(key, diagnostics)?;
        match choices.iter().find(|(name, _)| scalar.is_plain && *name == scalar.text) {
            Some((_, value)) => Some(*value),
            None => {
                wrong_type(scalar.span, &format!("`{key}`"), "`true` or `false`", diagnostics);
                None
            }
        }
    }

    /// One of several values, by its name.
    pub fn choice<T: Clone>(
        &self,
        key: &str,
        choices: &[(&str, T)],
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        let scalar = self.text(key, diagnostics)?;
        let found = choices.iter().find(|(name, _)| *name == scalar.text);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let near = nearest::nearest(&scalar.text, names.iter().copied());
            let help = match &near {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("it can be {}", listed(&names)),
            };
            let message = format!("`{key}` cannot be `{}`", scalar.text);
            let found = diagnostics.error("unknown-value", scalar.span, message).help(help);
            if let Some(name) = near.filter(|_| scalar.is_plain) {
                found.suggest(scalar.span, name);
            }
        }
        found.map(|(_, value)| value.clone())
    }

    /// A language tag.
    pub fn language(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<Language> {
        let scalar = self.text(key, diagnostics)?;
        language(&scalar.text, scalar.span, diagnostics)
    }

    /// One value or a list of them.
    pub fn several(&self, key: &str) -> &'n [Node] {
        match self.get(key) {
            Some(Node { value: Value::List(nodes), .. }) => nodes,
            Some(node) => std::slice::from_ref(node),
            None => &[],
        }
    }

    /// One text or a list of texts.
    pub fn texts(&self, key: &str, diagnostics: &mut Diagnostics) -> Vec<&'n Scalar> {
        self.several(key).iter().filter_map(|node| text(node, key, diagnostics)).collect()
    }

    /// The texts of a mapping with free keys.
    pub fn pairs(&self, key: &str, diagnostics: &mut Diagnostics) -> Vec<(&'n Entry, &'n Scalar)> {
        match self.get(key) {
            Some(Node { value: Value::Map(entries), .. }) => entries
                .iter()
                .filter_map(|entry| Some((entry, text(&entry.value, &entry.key, diagnostics)?)))
                .collect(),
            Some(node) => {
                let what = format!("`{key}`");
                wrong_type(node.span, &what, "a mapping: keys with their values", diagnostics);
                Vec::new()
            }
            None => Vec::new(),
        }
    }
}

/// The text that `node` is; `key` names it in messages.
pub fn text<'n>(node: &'n Node, key: &str, diagnostics: &mut Diagnostics) -> Option<&'n Scalar> {
    match &node.value {
        Value::Text(scalar) => Some(scalar),
        _ => {
            wrong_type(node.span, &format!("`{key}`"), "text", diagnostics);
            None
        }
    }
}

/// The language with this tag; reports `bad-language` where there is none.
pub fn language(tag: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Language> {
    let language = Language::new(tag.trim());
    if language.is_none() {
        diagnostics
            .error("bad-language", span, format!("`{tag}` is no language tag"))
            .help("write a tag as in `en-GB`, `ru` or `ru-Latn`");
    }
    language
}

/// Reports that a value has the wrong form.
pub fn wrong_type(span: Span, what: &str, wanted: &str, diagnostics: &mut Diagnostics) {
    diagnostics
        .error("wrong-type", span, format!("{what} must be {wanted}"))
        .help("see the manuscript format for how it is written");
}

/// Names in a row, each in backticks.
pub fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
