//! Diagnostics in, workflow commands out: GitHub shows each at its line of a
//! change.

use std::fmt::Write;

use crate::model::diagnostic::Diagnostics;
use crate::model::source::Sources;
use crate::report::places::Places;

/// A line for each diagnostic: `::warning file=…,line=…,title=code::message`.
pub fn commands(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut places = Places::new(sources);
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let title = property(diagnostic.code);
        let mut message = diagnostic.message.clone();
        if let Some(help) = &diagnostic.help {
            write!(message, "\nhelp: {help}").expect("a string takes all text");
        }
        write!(text, "::{} ", diagnostic.level.word()).expect("a string takes all text");
        if let Some(place) = diagnostic.span.map(|span| places.place(span)) {
            let (line, last) = (place.line, place.end.line);
            write!(text, "file={},line={line},endLine={last},", property(place.file))
                .expect("a string takes all text");
            // Columns are read only where they are in one line.
            if line == last {
                let end = place.end.column.saturating_sub(1).max(place.column);
                write!(text, "col={},endColumn={end},", place.column)
                    .expect("a string takes all text");
            }
        }
        writeln!(text, "title={title}::{}", data(&message)).expect("a string takes all text");
    }
    text
}

/// A message with what would end the command written otherwise.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value: nor may it hold what parts properties.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::commands;
    use crate::model::diagnostic::Diagnostics;
    use crate::model::source::{SourceFile, Sources, Span};

    #[test]
    fn nothing_of_the_manuscript_ends_a_command() {
        let mut sources = Sources::default();
        let (path, text) = ("a,b:c%.md".to_string(), "one\ntwo\n".to_string());
        let file = sources.add(SourceFile { path, text, ..SourceFile::default() });
        let mut diagnostics = Diagnostics::default();
        diagnostics.error("code", Span::new(file, 5, 7), "100%\n::error::forged").help("a\r\nb");
        diagnostics.warning("code", Span::new(file, 2, 6), "two lines");
        diagnostics.warning("code", None, "no place");
        assert_eq!(
            commands(&diagnostics, &sources),
            "::error file=a%2Cb%3Ac%25.md,line=2,endLine=2,col=2,endColumn=3,title=code\
             ::100%25%0A::error::forged%0Ahelp: a%0D%0Ab\n\
             ::warning file=a%2Cb%3Ac%25.md,line=1,endLine=2,title=code::two lines\n\
             ::warning title=code::no place\n"
        );
    }
}
