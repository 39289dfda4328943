//! The long help texts: the editors' documentation on the command line.

/// `recto --help`, its opening.
pub(crate) const ABOUT: &str = "\
Compiles a manuscript, chapters in Markdown with a name authority and a glossary in YAML,
into a typeset PDF and an EPUB.

Notes, indexes and cross-references are made from what the editors tagged, and both files
agree to the page: the ebook's page list and its index carry the printed page numbers.

  recto new my-edition       write a small edition to start from
  recto check my-edition     see what is wrong with it
  recto build my-edition     make out/book.epub, out/book.pdf and out/book-print.pdf";

/// The end of `recto --help`.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  done; there may be warnings
  1  the manuscript has errors; nothing was written
  2  the command could not run: no such folder, a full disk, a mistyped option";

/// `recto record --help`, its opening.
pub(crate) const RECORD: &str = "\
Keeps what the book is now as a printing, in printings/NAME.json below the manuscript: where each
page and line begins, the words, notes, index entries and numbers of documents. Do so when a book
goes to press. `recto diff` and `recto errata` compare with it.

The file is checked when it is read. Put it under version control with the manuscript; it has a line
for each page, note and entry, and the words packed.";

/// `recto record --help`, its end.
pub(crate) const RECORD_EXAMPLES: &str = "\
Examples:
  recto record first            keeps the manuscript here as printings/first.json
  recto record first letters    keeps that in letters/
  recto record first --force    replaces it";

/// `recto diff --help`, its opening.
pub(crate) const DIFF: &str = "\
Tells what has changed since a printing, in the order of its pages: words by page and line, notes
added, removed or renumbered, index entries and their locators, numbers of documents, and which
pages are others now, only moved, or what they were.

Lines are counted from the top of the page, headings too, running heads not; in a note, from where
the note begins on that page.

Without NEW the printing is compared with the manuscript as it stands.";

/// `recto diff --help`, its end.
pub(crate) const DIFF_EXAMPLES: &str = "\
Examples:
  recto diff first                      what has changed since the first printing
  recto diff first second               what the second one changed
  recto diff first --format markdown    the same as a list in Markdown
  recto diff old/first.json --manuscript letters";

/// `recto errata --help`, its opening.
pub(crate) const ERRATA: &str = "\
Makes a slip of errata for those who have an older printing: errata.pdf, set in the style of the
edition, and errata.xhtml. Each says by page and line what is to be read for what, in the edition's
language.

Entries of corrections.yaml add who found a mistake and why it is one.";

/// `recto errata --help`, its end.
pub(crate) const ERRATA_EXAMPLES: &str = "\
Examples:
  recto errata first          out/errata.pdf and out/errata.xhtml
  recto errata first --all    with notes renumbered, locators moved, pages that ran on";

/// `recto build --help`, its opening.
pub(crate) const BUILD: &str = "\
Makes the book: book.epub, book.pdf for the screen and book-print.pdf for the printer, in the
folder out/.

All files are written beside the last ones and then renamed. If anything goes wrong, the last
ones stay as they were. Where the manuscript has errors, all of them are shown, each with its
file, line and column, and nothing is written.

A manuscript folder holds:

  edition.yaml      what the book is, what it contains, in which order
  names.yaml        the name authority: the persons (and whatever else) that are indexed
  glossary.yaml     abbreviations and terms
  *.md, */*.md      chapters, documents, front and back matter
  images/           figures: PNG, JPEG or SVG; the cover: PNG or JPEG

Only edition.yaml must be there. The smallest one says:

  title: Collected Letters
  language: en-GB
  contents:
    body: [letters.md]

An index says from which registers it is made and how it looks:

  indexes:
    names: { from: [names.yaml], biographies: true }          false | true | run-in
    works: { title: Index of Works, from: [names.yaml], category: work, ignore: [the] }
    places: { locators: documents, subentries: chronological, order: letter-by-letter }

merge (3 | 2 | never), ranges and notes (chicago | oxford | mhra) are the style of its numbers,
numbers (first | spelled) the place of headings that begin with figures. A glossary may have
locators (true), and first-use (expand | gloss) spells abbreviations out where they first stand.

With --keep-pages the pages of a printing that `recto record` has kept stay: each begins where it
began, lines and pages on which nothing was corrected are the same, glyph for glyph. Room is made on
the page of a correction, by paragraphs set a line longer or shorter. A page that must move is
reported with the place that moves it; --strict-pages makes that an error. The pages that are not
what they were are listed by the sheets that they are printed on (print: { signature: 16 }), and
--only-pages changed makes book-changed.pdf and book-print-changed.pdf of them alone.

Proofs have the very pages of the book on larger sheets. Beside them stand the numbers of lines,
the file and line where each paragraph begins, the tags (identifier, heading, sort key, kind of
locator) and the queries, which a list at the end has once more. A query is a comment:

  The letter was sent in May.<!-- query: the envelope says June -->

With --since a bar stands beside each line that is not what it was in a printing, and what was to be
read there before.

Notes stand at the foot of the page, after their chapter or at the back of the book:

  notes:
    print: foot                                                foot | chapter | book
    series:
      - { prefix: ed, marks: symbols, print: book }            [^ed-1]: symbols | letters | numbers | lines

Words of a document are marked as supplied, conjectured, deleted, inserted, illegible or editorial:
[word](supplied:). The part `symbols` of the contents lists the marks that are used.

Fonts and styles are looked for beside the manuscript, in fonts/ and styles/; those that are not
there are taken from the copies that recto brings with it.";

/// `recto build --help`, its end.
pub(crate) const BUILD_EXAMPLES: &str = "\
Examples:
  recto build                          the manuscript in this folder, else in manuscript/
  recto build letters --out /tmp/try   the manuscript in letters/, the files into /tmp/try
  recto build --only epub              the ebook alone; an older book.pdf stays as it is
  recto build --only epub,screen       all but the file for the printer
  recto build --keep-pages first       the pages of the printing `first`, corrected
  recto build --keep-pages first --strict-pages --only-pages changed
                                       only what the printer has to replace
  recto build --proof                  book-proof.pdf and book-proof.txt, and nothing else
  recto build --proof --since first    with what has changed since the printing `first`
  recto build --impose 16              book-imposed.pdf, sheets of 16 pages to be folded
  recto build --verify                 also prove that no word, note, tag or image is lost
  recto build --format json            for a script: diagnostics, files and figures

Exit codes: 0 built, 1 the manuscript has errors, 2 the command could not run.";

/// `recto cover --help`, its opening.
pub(crate) const COVER: &str = "\
Makes out/cover.pdf for the printer: back, spine and front in a row, with bleed, crop marks and
fold marks, in the standard and the printing condition of book-print.pdf.

The book is typeset for the number of its pages, which is filled up to whole signatures; half of
it times the thickness of a leaf (print: { signature, paper }) is the width of the spine. A spine
of less than 6 mm has no text.

The front is the image that `cover:` names, or title and names in the style's faces. The back has
the description and the barcode of isbn-print. What else there is to decide:

  cover:
    image: images/cover.png   the ebook's cover, and the front; cut to fill it
    front: image              image | type
    ground: [100, 60, 0, 20]  cyan, magenta, yellow and black in per cent, all over
    ink: [0, 0, 0, 0]         of the type; white on a dark ground
    spine: down               down | up; by default up where the language has it so, as in French
    price: \"51995\"           the five digits beside the barcode";

/// `recto cover --help`, its end.
pub(crate) const COVER_EXAMPLES: &str = "\
Examples:
  recto cover                     the manuscript in this folder, else in manuscript/
  recto cover letters --out /tmp  cover.pdf into /tmp

Exit codes: 0 made, 1 the manuscript has errors, 2 the command could not run.";

/// `recto check --help`, its opening.
pub(crate) const CHECK: &str = "\
Reports everything that build would report, and writes nothing.

The book is typeset all the same, so that what only shows on the page, such as a line that cannot
be broken well, is reported too.

It also gives advice, which build keeps to itself: on names without tags, notes out of order, dashes
and ranges, quotation marks, words of other scripts, text that was read in another encoding, what is
left of a web page. `recto explain` lists all that can be said, `recto explain CODE` says what one
of them means.

In edition.yaml each warning and each advice can be set by its code, for check and build alike, to
allow, warn or deny; errors cannot:

  lint: { many-locators: allow, untagged-name: deny }

--fix makes those of the suggested edits that leave the sense as it is, in the manuscript's files,
all of them or none, and reports what is left. --fix=diff prints all suggested edits, those too that
you have to look at, as a diff for `patch -p1`, and changes nothing.";

/// `recto check --help`, its end.
pub(crate) const CHECK_EXAMPLES: &str = "\
Examples:
  recto check                    the manuscript in this folder, else in manuscript/
  recto check --all              every diagnostic; else, of hundreds, the first of each kind
  recto check --fix              mend what is safe to mend
  recto check --fix=diff         print all suggestions as a diff
  recto check --deny warnings    fail where there is anything to say
  recto check --format json      one JSON document, for an editor or a script
  recto check --format sarif     a log in the Static Analysis Results Interchange Format
  recto check --format github    workflow commands, shown beside the lines of a change

Exit codes: 0 no errors, 1 the manuscript has errors, 2 the command could not run.";

/// `recto concordance --help`, its opening.
pub(crate) const CONCORDANCE: &str = "\
Numbers of documents change when one is found and inserted; identifiers never do. Written down with
each edition, the numbers can be set beside those of the next: which was letter 12, which is it now.

Without OLD.json the numbers as they are now are printed, or written with --write: for each document
its identifier, number, title, date and page. With OLD.json, old and new numbers and pages stand side
by side, those new and those gone marked as such.

For numbers in other people's editions see `numbers:` of a document and `concordance` in the contents.";

/// `recto concordance --help`, its end.
pub(crate) const CONCORDANCE_EXAMPLES: &str = "\
Examples:
  recto concordance --write first-edition.json letters    write the numbers down
  recto concordance first-edition.json letters            compare with them later
  recto concordance first-edition.json --format json      the same, for a program

Exit codes: 0 done, 1 the manuscript has errors, 2 there is no such file or folder.";

/// `recto explain --help`, its opening.
pub(crate) const EXPLAIN: &str = "\
Tells what a diagnostic means, by the code that stands in brackets before its message: its cause,
an example, the cure, and how sure it is. Without a code, all codes are listed.

What is no code is a record's identifier. Of a record, it tells all that the book knows: its heading
and where that sorts, its aliases and references, and for every locator the places in the manuscript
that it comes from, with the rule that made one locator of them. --record is for a record that has
the name of a code.";

/// `recto explain --help`, its end.
pub(crate) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  recto explain unbalanced-quotation
  recto explain weir-margaret letters

Exit codes: 0 told, 1 the manuscript has errors, 2 there is no such code, record or folder.";

/// `recto names --help`, its opening.
pub(crate) const NAMES: &str = "Works on the names that the text mentions.";

/// `recto names suggest --help`, its opening.
pub(crate) const SUGGEST: &str = "\
Prints a patch that tags the names that stand in the text without a tag, for you to read and to
apply in the manuscript folder with `patch -p1` or `git apply`. The book's words stay what they are.

Looked for are headings in their natural order (Kavtaradze, Sergey Ivanovich is also Sergey Ivanovich
Kavtaradze, Sergey Kavtaradze, S. I. Kavtaradze), short forms and aliases, as whole words and in the
case they are written in; in text, headings, notes, tables and captions, never in tags, links, code,
other languages' spans or front matter. One tag is enough for a paragraph, and none is needed in a
passage or a chapter that is indexed as a whole. Records of the category `subject`, and those of
subjects.yaml that have no category, are no names.

A surname or another single word is tagged where one record alone has it. It is left alone where
another name stands beside it (Fort Washington, Washington Post), or the other words of an italic
title. Where it is an ordinary word too (Grant, Will, March), it is tagged after a rank or the like,
or within a sentence once the same file has named or tagged the person. Not guessed but listed, with
their places, on standard error: names that several records have; surnames that are places too (in
Washington); Mrs and Lady before a surname.";

/// `recto names suggest --help`, its end.
pub(crate) const SUGGEST_EXAMPLES: &str = "\
Example:
  recto names suggest letters > names.patch
  cd letters && patch -p1 < ../names.patch

Exit codes: 0 done, 1 the manuscript has errors, 2 the command could not run.";

/// `recto preflight --help`, its opening.
pub(crate) const PREFLIGHT: &str = "\
Judges a PDF as a printer would, before the printer does: whether every page says where it is trimmed
and what may bleed, whether fonts are in the file, images sharp enough at the size they are printed
(300 dots an inch; 1200 for line art), colours in inks and not in light, black text overprinting; for
which printing condition it is made; how many signatures the pages fill and how wide the spine is.

Each finding names its pages by the numbers that readers show. `recto build --report` judges
book-print.pdf in the same way, with the places of the manuscript.";

/// `recto preflight --help`, its end.
pub(crate) const PREFLIGHT_EXAMPLES: &str = "\
Examples:
  recto preflight out/book-print.pdf
  recto preflight cover.pdf --format json
  recto preflight book.pdf --signature 32 --paper 0.12mm

Exit codes: 0 no errors, 1 the printer would send it back, 2 it could not be read.";

/// `recto new --help`, its opening.
pub(crate) const NEW: &str = "\
Writes a small edition that builds: edition.yaml, names.yaml, glossary.yaml and two chapters with
tags and notes, each with comments that say what can be written there.

The folder is made if it is not there. If it already holds anything, nothing is written.";

/// `recto new --help`, its end.
pub(crate) const NEW_EXAMPLES: &str = "\
Example:
  recto new letters
  recto build letters

Exit codes: 0 written, 2 the folder is not empty or could not be written.";
