//! What the program knows of names: lints in `check`, `names suggest` with the
//! patch that it prints, `explain`.

use std::fs;
use std::path::{Path, PathBuf};

use recto::model::diagnostic::Diagnostics;
use recto::model::text::{Block, BlockKind, plain};
use recto::parse;

use crate::command::{check, run};
use crate::harness::place;

const EDITION: &str = "title: Small\nlanguage: en-GB\n\
    contents: { body: [one.md, two.md], back: [\"index: names\"] }\n";

const NAMES: &str = "
- { id: kavtaradze, heading: \"Kavtaradze, Sergey Ivanovich\", aliases: [Comrade Sergo], category: person }
- { id: grant, heading: \"Grant, Ulysses S.\", category: person, see-also: [lincoln] }
- { id: lincoln, heading: \"Lincoln, Abraham\", category: person, see-also: [grant] }
- { id: washington, heading: \"Washington, George\", category: person }
- { id: maria, heading: \"Orakhelashvili, Maria\", category: person }
- { id: mamia, heading: \"Orakhelashvili, Mamia\", category: person }
- { id: pravda, heading: Pravda, category: newspaper }
- { id: letters, heading: Letters, category: subject }
";

const ONE: &str = "\
---
title: Sergey Kavtaradze
---

# Of Comrade Sergo

Sergey
Kavtaradze came.[^1] Kavtaradze went.

\"Kavtaradze's plan\"; Letters, letters. Vasily Kavtaradze went to Kavtaradze Street.

The *Kavtaradze* affair. Mrs Kavtaradze stayed.

[Kavtaradze].

[[<kavtaradze|]]This is on Kavtaradze.

And this, Kavtaradze too.[[>kavtaradze|]]

> Now Ulysses S. Grant
> would grant it,

> and Ulysses S.
> Grant came.

Grant went. To Grant it mattered.

To General Grant it mattered.

| who | what |
|---|---|
| Kavtaradze | S. I. Kavtaradze |

- In Washington, he said, in Washington.
- George Washington, President Washington.
- *Letters to Kavtaradze*
- Orakhelashvili
- Mamia Orakhelashvili
- [[maria|Maria Orakhelashvili]], not Orakhelashvili
- `Lincoln`, [Lincoln](https://example.org/Lincoln), [Lincoln](lang:ru), <!-- Lincoln --> **Lin\u{ad}coln**

[^1]: See *Pravda*, and the Pravda Publishing House.
";

/// Its lines end in CR LF, and the last one does not end.
const TWO: &str = "# Two\r\n\r\nNothing.\r\n\r\nAbraham Lincoln.";

/// What the patch must make of it: a tag for each paragraph and person.
const ONE_TAGGED: &str = "\
---
title: Sergey Kavtaradze
---

# Of [[kavtaradze|Comrade Sergo]]

[[kavtaradze|Sergey
Kavtaradze]] came.[^1] Kavtaradze went.

\"[[kavtaradze|Kavtaradze]]'s plan\"; Letters, letters. Vasily Kavtaradze went to Kavtaradze Street.

The *[[kavtaradze|Kavtaradze]]* affair. Mrs Kavtaradze stayed.

[Kavtaradze].

[[<kavtaradze|]]This is on Kavtaradze.

And this, Kavtaradze too.[[>kavtaradze|]]

> Now [[grant|Ulysses S. Grant]]
> would grant it,

> and [[grant|Ulysses S.
> Grant]] came.

Grant went. To [[grant|Grant]] it mattered.

To General [[grant|Grant]] it mattered.

| who | what |
|---|---|
| [[kavtaradze\\|Kavtaradze]] | [[kavtaradze\\|S. I. Kavtaradze]] |

- In Washington, he said, in Washington.
- [[washington|George Washington]], President Washington.
- *Letters to Kavtaradze*
- Orakhelashvili
- [[mamia|Mamia Orakhelashvili]]
- [[maria|Maria Orakhelashvili]], not Orakhelashvili
- `Lincoln`, [Lincoln](https://example.org/Lincoln), [Lincoln](lang:ru), <!-- Lincoln --> **[[lincoln|Lin\u{ad}coln]]**

[^1]: See *[[pravda|Pravda]]*, and the Pravda Publishing House.
";

const TWO_TAGGED: &str = "# Two\r\n\r\nNothing.\r\n\r\n[[lincoln|Abraham Lincoln]].";

fn manuscript(name: &str) -> PathBuf {
    let folder = place::empty(&format!("names-{name}"));
    for (file, text) in
        [("edition.yaml", EDITION), ("names.yaml", NAMES), ("one.md", ONE), ("two.md", TWO)]
    {
        fs::write(folder.join(file), text).expect("a file can be written");
    }
    folder
}

/// Applies a unified diff to the files of a folder, line by line; whatever does
/// not fit is a failure.
fn apply(patch: &str, folder: &Path) {
    let mut lines = patch.split_inclusive('\n').peekable();
    while let Some(header) = lines.next() {
        assert!(header.starts_with("--- a/"), "no file begins with {header}");
        let name = lines.next().and_then(|line| line.strip_prefix("+++ b/")).expect("a name");
        let path = folder.join(name.trim_end());
        let old = place::text(&path);
        let old: Vec<&str> = old.split_inclusive('\n').collect();
        let mut new = String::new();
        let mut at = 0;
        while let Some(hunk) = lines.next_if(|line| line.starts_with("@@ -")) {
            let (from, count) = place_of(hunk);
            new.extend(old[at..from].iter().copied());
            at = from;
            // No line comes or goes: so many old ones, so many new ones.
            let mut left = 2 * count;
            while left > 0 {
                let line = lines.next().expect("a hunk has the lines that it counts");
                let is_last = lines.next_if(|line| line.starts_with('\\')).is_some();
                let text = if is_last { line[1..].trim_end_matches('\n') } else { &line[1..] };
                if !line.starts_with('+') {
                    assert_eq!(old[at], text, "line {} of {name}", at + 1);
                    at += 1;
                    left -= 1;
                }
                if !line.starts_with('-') {
                    new.push_str(text);
                    left -= 1;
                }
            }
            assert_eq!(at, from + count, "{hunk}");
        }
        new.extend(old[at..].iter().copied());
        fs::write(path, new).expect("a file can be written");
    }
}

/// The first line of a hunk, from 0, and how many it has: `@@ -7,3 +7,3 @@`.
fn place_of(hunk: &str) -> (usize, usize) {
    let old = hunk.strip_prefix("@@ -").and_then(|hunk| hunk.split(' ').next());
    let (from, count) = old.and_then(|old| old.split_once(',')).expect("a line and a count");
    let number = |text: &str| text.parse::<usize>().expect("a number");
    (number(from) - 1, number(count))
}

/// What the manuscript prints, paragraph by paragraph.
fn words(folder: &Path) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    let inputs = recto::read(folder, &mut diagnostics).expect("the folder is there");
    let manuscript = parse::manuscript(&inputs, &mut diagnostics).expect("it is a manuscript");
    let mut words = Vec::new();
    for chapter in &manuscript.chapters {
        words.push(plain(&chapter.title));
        gather(&chapter.blocks, &mut words);
        chapter.notes.iter().for_each(|note| gather(&note.blocks, &mut words));
    }
    words
}

fn gather<R>(blocks: &[Block<R>], words: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                words.push(plain(content));
            }
            BlockKind::Quotation { blocks, .. } => gather(blocks, words),
            BlockKind::List(list) => list.items.iter().for_each(|item| gather(item, words)),
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                words.extend(cells.map(|cell| plain(cell)));
            }
            BlockKind::Figure { caption, .. } => words.push(plain(caption)),
            BlockKind::Definitions(_) | BlockKind::SectionBreak | BlockKind::Code(_) => {}
        }
    }
}

#[test]
fn the_patch_adds_tags_and_nothing_else() {
    let folder = manuscript("patch");
    let before = words(&folder);
    let suggested = run(&folder, &["names", "suggest"]);
    check(&suggested, 0, "--- a/one.md\n+++ b/one.md\n@@ -", "15 tags to add in 2 files");
    apply(&suggested.stdout, &folder);
    assert_eq!(place::text(&folder.join("one.md")), ONE_TAGGED);
    assert_eq!(place::text(&folder.join("two.md")), TWO_TAGGED);
    assert_eq!(words(&folder), before);
    let again = run(&folder, &["names", "suggest"]);
    check(&again, 0, "", "0 tags to add in 0 files");
    assert_eq!(again.stdout, "");
    let silent = run(&folder, &["check"]);
    check(&silent, 0, "no errors", "");
    assert!(!silent.stderr.contains("untagged-name"), "{}", silent.stderr);
}

#[test]
fn what_is_not_certain_is_listed_and_not_guessed() {
    let suggested = run(&manuscript("doubts"), &["names", "suggest"]);
    for listed in [
        "`Orakhelashvili` could be several: `maria`, `mamia`\n  ./one.md:37:3\n",
        "`Washington` may be the place: `washington`\n  ./one.md:34:6\n",
        "`Grant` is an ordinary word too: `grant`\n  ./one.md:26:1",
        "`Kavtaradze` may be somebody else of the family: `kavtaradze`\n  ./one.md:12:",
        "`Kavtaradze` stands beside a bracket",
    ] {
        let listed = listed.replace("./", "");
        assert!(suggested.stderr.contains(&listed), "no {listed} in\n{}", suggested.stderr);
    }
}

#[test]
fn check_reports_what_build_keeps_to_itself() {
    let folder = manuscript("check");
    let checked = run(&folder, &["check"]);
    check(
        &checked,
        0,
        "",
        "warning[untagged-name]: `Kavtaradze, Sergey Ivanovich` is named 6 times",
    );
    check(&checked, 0, "", "--> one.md:5:6");
    let built = run(&folder, &["build", "--only", "epub"]);
    assert!(!built.stderr.contains("untagged-name"), "{}", built.stderr);
    let lint = |level: &str| {
        let text = format!("{EDITION}lint: {{ untagged-name: {level} }}\n");
        fs::write(folder.join("edition.yaml"), text).expect("a file can be written");
    };
    lint("deny");
    check(&run(&folder, &["build"]), 1, "", "error[untagged-name]");
    lint("allow");
    let allowed = run(&folder, &["check"]);
    assert!(!allowed.stderr.contains("untagged-name"), "{}", allowed.stderr);
    lint("wran");
    check(&run(&folder, &["check"]), 1, "", "did you mean `warn`?");
    let text = format!("{EDITION}lint: {{ untaged-name: warn }}\n");
    fs::write(folder.join("edition.yaml"), text).expect("a file can be written");
    check(&run(&folder, &["check"]), 1, "", "did you mean `untagged-name`?");
}

#[test]
fn explain_tells_where_locators_come_from_and_what_joined_them() {
    let folder = place::empty("names-explain");
    let page = "Words upon words. ".repeat(120);
    let text = format!(
        "# One\n\n[[stalin|Stalin]] and [[stalin|he]].[^1]\n\n{page}\n\n[[stalin|Soso]].\n\n{page}\n\n\
         [[stalin|Koba]].\n\n{page}\n\n[[<stalin#in exile|]]{page}\n\n{page}[[>stalin#in exile|]]\n\n\
         {page}\n\nHere.[^2] [[-stalin|Stalin]] [[soso]]\n\n[^1]: On [[stalin]].\n\n[^2]: On [[!stalin]].\n"
    );
    let names = "- { id: stalin, heading: \"Stalin, Joseph\", aliases: [Koba], see-also: [soso] }\n\
                 - { id: soso, heading: \"Árpád, Soso\", see-also: [stalin] }\n";
    let edition = EDITION.replace(", two.md", "");
    for (file, text) in
        [("edition.yaml", edition.as_str()), ("names.yaml", names), ("one.md", &text)]
    {
        fs::write(folder.join(file), text).expect("a file can be written");
    }
    let explained = run(&folder, &["explain", "stalin"]);
    for told in [
        "stalin\n  heading    Stalin, Joseph\n",
        "  record     names.yaml:1:9\n  alias      Koba (names.yaml:1:",
        "  see also   Árpád, Soso, `soso`\n  seen from  Árpád, Soso, `soso` (see also)\n",
        "  index      Index of Names (`names`)\n  sorts as   Stalin Joseph, under S, word by word\n",
        "  1–",
        "consecutive pages, `merge: 3`; text and note on one page: the page alone\n",
        "    one.md:3:1  `Stalin`  p. 1\n",
        "`Stalin`  p. 1  note 1\n",
        "  in exile\n",
        "marked passage opened at one.md:15:1 and closed at one.md:17:",
        "one mention in a note; principal\n",
        "  tagged without a locator\n",
    ] {
        assert!(explained.stdout.contains(told), "no {told} in\n{}", explained.stdout);
    }
    check(&run(&folder, &["explain", "stlain"]), 2, "", "did you mean `stalin`?");
}

#[test]
fn our_own_editions_have_nothing_that_check_reports() {
    let folder = place::empty("names-new");
    check(&run(&folder, &["new", "mine"]), 0, "", "");
    for folder in [place::project(), &folder.join("mine")] {
        let checked = run(folder, &["check"]);
        check(&checked, 0, "0 warnings", "");
        assert_eq!(checked.stderr, "");
    }
}
