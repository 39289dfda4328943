//! What is wrong with a page, in demerits: the lower, the better the page.

/// A page one line short or long.
pub(crate) const DEVIATION: i64 = 600;
/// Facing pages of unlike depth.
pub(crate) const UNEQUAL: i64 = 60_000;
/// A page that is short by more than a line, for each line, squared.
pub(crate) const SHORT: i64 = 12_000;
/// Space above notes beyond the least, for each line, squared; the eye takes
/// a line for the gap itself, more for a hole.
pub(crate) const LOOSE_NOTES: i64 = 250;
pub(crate) const HOLE: i64 = 120;
/// Lines of space above notes from which the page counts as short.
pub(crate) const GAPING: i64 = 5;
/// A note that runs on to the next page, and each row of it that does.
pub(crate) const SPLIT: i64 = 4_000;
pub(crate) const SPLIT_ROW: i64 = 300;
/// A hyphen at the foot of a recto, and of a verso.
pub(crate) const HYPHEN_RECTO: i64 = 9_000;
pub(crate) const HYPHEN_VERSO: i64 = 2_500;
/// A last page of fewer than [`FEW`] lines.
pub(crate) const MEAGRE: i64 = 5_000;
pub(crate) const FEW: i32 = 5;
/// Each page, so that fewer are better.
pub(crate) const PAGE: i64 = 100;
/// A page too full, as nothing else could be done.
pub(crate) const OVERFULL: i64 = 1 << 40;
/// A page is nearly full at this part of its depth, in per cent.
pub(crate) const NEARLY_FULL: i64 = 80;
/// A row's penalty at which no page ends if another may.
pub(crate) const FORBIDDEN: i64 = 40_000_000;
/// Rows of a note that must stand on the page of its mark.
pub(crate) const NOTE_START: usize = 2;

/// A figure that stands on a later page than its place, for each page.
pub(crate) const FLOATED: i64 = 3_000;
/// Figures that may wait for a later page at once: more would cost more than
/// any place they could have, and time without end to try.
pub(crate) const MOST_WAITING: usize = 8;
/// Figures with no text on their page.
pub(crate) const FIGURES_ALONE: i64 = 2_000;
/// Figures that fill this part of a page may stand alone on it, in per cent.
pub(crate) const FIGURES_FILL: i64 = 55;

/// Demerits of what is empty above the notes of a page.
pub(crate) fn hole(slack: i64, grid: i64) -> i64 {
    let square = slack * slack / (grid * grid / 16);
    let hole = LOOSE_NOTES * square / 16 + HOLE * square * square / 256;
    hole.min(SHORT * square / 16)
}

/// Demerits of a recto that is not as deep as the verso it faces.
pub(crate) fn unequal(faces: Option<i8>, deviation: i8) -> i64 {
    if faces.is_some_and(|verso| verso != deviation) { UNEQUAL } else { 0 }
}
