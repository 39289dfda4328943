//! Texts without end: nested, long, or with millions of what makes elements.

use crate::hostile::{Attack, EDITION};

#[track_caller]
fn check(name: &str, text: &str, error: Option<&str>) {
    let attack = Attack::chapter(name, text);
    match error {
        Some(error) => attack.is_refused(error),
        None => attack.is_built(),
    }
}

#[test]
fn nesting_ends_at_a_bound() {
    const LEVELS: usize = 100_000;
    let deep = Some("too-deep");
    check("quotations", &format!("{}x\n", "> ".repeat(LEVELS)), deep);
    check("lists", &format!("{}x\n", "- ".repeat(LEVELS)), deep);
    let indented: String = (0..900).map(|level| format!("{}- x\n", "  ".repeat(level))).collect();
    check("indented-lists", &indented, deep);
    let emphasis = format!("{}x{}\n", "*a _b ".repeat(LEVELS), " _*".repeat(LEVELS));
    check("emphasis", &emphasis, deep);
    check("stars", &format!("{0}x{0}\n", "*".repeat(2 * LEVELS)), deep);
    let links = format!("{}{}\n", "[a ".repeat(LEVELS), "](b)".repeat(LEVELS));
    check("links", &links, Some("broken-link"));
    let tags = format!("{}{}\n", "[[".repeat(LEVELS), "]]".repeat(LEVELS));
    check("nested-tags", &tags, Some("broken-tag"));
    let images = format!("{}a{}\n", "![".repeat(LEVELS), "](b)".repeat(LEVELS));
    check("nested-images", &images, Some("missing-image"));
    check("comments", &"<!-- ".repeat(LEVELS), Some("unclosed-comment"));
}

#[test]
fn what_parsers_go_back_over_is_read_in_time() {
    let ticks: String = (1..1500).map(|count| "`".repeat(count) + " ").collect();
    check("ticks", &ticks, None);
    check("brackets", &"[".repeat(200_000), Some("broken-tag"));
    check("tags-of-html", &"<a ".repeat(100_000), None);
    check("carets", &"a^b".repeat(300_000), None);
    check("citations", &"[@".repeat(300_000), None);
    let definitions: String = (0..100_000).map(|at| format!("[a{at}]: b\n")).collect();
    check("definitions", &definitions, Some("unused-definition"));
    let addresses = format!("[a]: {}\n\n{}\n", "x".repeat(10_000), "[a] ".repeat(20_000));
    check("long-addresses", &addresses, None);
    check("entities", &"&amp;".repeat(300_000), None);
    check("accents", &format!("a{}\n", "\u{301}".repeat(500_000)), None);
    check("directions", &("\u{202e}".repeat(200) + "שלום abc ").repeat(2000), None);
}

#[test]
fn a_paragraph_is_no_longer_than_a_chapter() {
    check("long-line", &"word ".repeat(390_000), None);
    check("longer-line", &"word ".repeat(1_000_000), Some("too-much-text"));
    check("long-word", &"w".repeat(1_900_000), None);
    check("longer-word", &"w".repeat(4_000_000), Some("too-much-text"));
    check("long-arabic-word", &"س".repeat(400_000), None);
    check("spaces", &format!("a{}b\n", " ".repeat(1_900_000)), None);
}

#[test]
fn a_chapter_of_a_hundred_megabytes_is_refused() {
    check("large", &"Words of a chapter, a hundred.\n\n".repeat(3_200_000), Some("file-too-large"));
}

#[test]
fn a_text_of_two_million_words_is_a_book() {
    let line = "Some words that stand in a paragraph of the book, one hundred characters long. ";
    check("two-million", &format!("{}\n\n", line.repeat(10)).repeat(14_000), None);
}

#[test]
fn a_million_of_anything_is_refused_and_what_passes_is_a_book() {
    let many = Some("too-much-text");
    check("tags-in-a-million", &"[[a|x]] \n\n".repeat(1_000_000), many);
    check("million-citations", &("a[^1]\n\n".repeat(1_000_000) + "[^1]: n\n"), many);
    let notes = |count: usize| -> String {
        let cited = (0..count).map(|at| format!("a[^{at}]\n\n"));
        cited.chain((0..count).map(|at| format!("[^{at}]: n\n"))).collect()
    };
    check("million-notes", &notes(1_000_000), Some("file-too-large"));
    check("many-notes", &notes(100_000), None);
    let table = |rows: usize| format!("|a|b|\n|-|-|\n{}", "|x y|z|\n".repeat(rows));
    check("million-rows", &table(1_000_000), many);
    check("many-rows", &table(150_000), None);
    let wide = format!("|{}\n|{}\n{}", "a|".repeat(3000), "-|".repeat(3000), "|\n".repeat(3000));
    check("wide-table", &wide, None);
    check("million-lines", &"a\\\n".repeat(1_000_000), many);
    check("million-undefined", &"a[^x] ".repeat(300_000), Some("undefined-note"));
    check("half-a-million-errors", &"<b>x</b> ".repeat(200_000), Some("raw-html"));
}

#[test]
fn many_tags_are_a_book_with_an_index() {
    let edition = EDITION.replace("body: [one.md]", "body: [one.md], back: [\"index: names\"]")
        + "indexes: { names: { title: N, from: [names.yaml] } }\n";
    let text = "[[a|x]] ".repeat(200_000);
    let attack = Attack::files(
        "many-tags",
        &[
            ("edition.yaml", edition.as_bytes()),
            ("names.yaml", b"- { id: a, heading: A }\n"),
            ("one.md", text.as_bytes()),
        ],
    );
    attack.is_built();
    let unknown: String = (0..100_000).map(|at| format!("[[u{at}|x]] ")).collect();
    attack.add("one.md", unknown.as_bytes());
    let names: String = (0..50_000).map(|at| format!("- {{ id: v{at}, heading: A }}\n")).collect();
    attack.add("names.yaml", names.as_bytes());
    std::fs::remove_dir_all(attack.folder.join("out")).expect("the book can be removed");
    attack.is_refused("unknown-record");
}

#[test]
fn what_no_book_can_carry_is_refused() {
    check("controls", "a\u{1}b \u{ffff} \u{0}\n", Some("control-character"));
    check("entity-controls", "a&#1;b&#xFFFE;\n", Some("control-character"));
    check("html", "a <script>alert(1)</script>\n", Some("raw-html"));
    check("html-block", "<iframe src=x></iframe>\n", Some("raw-html"));
    for scheme in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "JaVaScript:x"]
    {
        check("schemes", &format!("[a]({scheme})\n"), Some("forbidden-link"));
        check("auto-schemes", &format!("<{scheme}>\n"), Some("forbidden-link"));
    }
    check("hidden-scheme", "[a](java&#115;cript:x)\n", Some("forbidden-link"));
    check("tab-in-scheme", "[a](<java\tscript:x>)\n", Some("forbidden-link"));
    let attack = Attack::chapter("bytes", "");
    attack.add("one.md", b"# One\n\nWords \xC3\x28 \xFF\xFE.\n");
    attack.is_refused("invalid-utf8");
}
