//! Marks of transcription: what editors say of single words of a document,
//! and the signs that show it.

/// What the editors found or did at a place of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Not there, or lost, and put in by the editors.
    Supplied,
    /// Put in or read by conjecture.
    Conjectured,
    /// Crossed out by the writer.
    Deleted,
    /// Put in by the writer, between the lines or in the margin.
    Inserted,
    /// Cannot be read; the text says how much, in the editors' words.
    Illegible,
    /// A remark of the editors within the text.
    Editorial,
}

impl Mark {
    /// All marks, in the order in which they are listed.
    pub const ALL: [Mark; 6] = [
        Mark::Supplied,
        Mark::Conjectured,
        Mark::Deleted,
        Mark::Inserted,
        Mark::Illegible,
        Mark::Editorial,
    ];

    /// As editors write it, without the colon: `[text](supplied:)`.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Supplied => "supplied",
            Mark::Conjectured => "conjectured",
            Mark::Deleted => "deleted",
            Mark::Inserted => "inserted",
            Mark::Illegible => "illegible",
            Mark::Editorial => "editorial",
        }
    }

    /// The mark of this name.
    pub fn named(name: &str) -> Option<Mark> {
        Mark::ALL.into_iter().find(|mark| mark.name() == name)
    }
}

/// How each mark is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranscriptionSettings {
    /// In the order of [`Mark::ALL`].
    shown: [Shown; 6],
}

/// Signs before and after a text, and the look of the text between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub before: String,
    pub after: String,
    pub look: MarkLook,
}

/// How the text of a mark is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkLook {
    Plain,
    Italic,
    /// A stroke runs through it.
    Struck,
    /// Smaller, above the line.
    Raised,
}

impl Shown {
    /// From signs with `…` where the text goes: `[…?]`; of several the last
    /// one is meant. None without it. Spaces become such as no line ends at.
    pub fn parse(signs: &str, look: MarkLook) -> Option<Shown> {
        let (before, after) = signs.rsplit_once('…')?;
        let sign = |text: &str| text.replace(' ', "\u{a0}");
        Some(Shown { before: sign(before), after: sign(after), look })
    }
}

impl TranscriptionSettings {
    /// How a mark is shown.
    pub fn shown(&self, mark: Mark) -> &Shown {
        &self.shown[mark as usize]
    }

    /// Shows a mark otherwise.
    pub fn show(&mut self, mark: Mark, shown: Shown) {
        self.shown[mark as usize] = shown;
    }
}

impl Default for TranscriptionSettings {
    fn default() -> TranscriptionSettings {
        let shown = |signs, look| Shown::parse(signs, look).expect("the signs have their place");
        TranscriptionSettings {
            shown: [
                shown("[…]", MarkLook::Plain),
                shown("[…?]", MarkLook::Plain),
                shown("…", MarkLook::Struck),
                shown("^…^", MarkLook::Plain),
                shown("[. . . …]", MarkLook::Italic),
                shown("[…]", MarkLook::Italic),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, MarkLook, Shown, TranscriptionSettings};

    #[track_caller]
    fn check(signs: &str, before: &str, after: &str) {
        let shown = Shown::parse(signs, MarkLook::Plain).expect("the text has its place");
        assert_eq!((shown.before.as_str(), shown.after.as_str()), (before, after));
    }

    #[test]
    fn signs_stand_around_the_text() {
        check("⟨…⟩", "⟨", "⟩");
        check("[. . . …]", "[.\u{a0}.\u{a0}.\u{a0}", "]");
        assert_eq!(Shown::parse("[]", MarkLook::Plain), None);
    }

    #[test]
    fn every_mark_has_its_place() {
        let settings = TranscriptionSettings::default();
        for (at, mark) in Mark::ALL.into_iter().enumerate() {
            assert_eq!((mark as usize, Mark::named(mark.name())), (at, Some(mark)));
        }
        assert_eq!(settings.shown(Mark::Deleted).look, MarkLook::Struck);
    }
}
