//! Registers, editions, styles, bibliographies: bombs, circles, numbers.

use crate::harness::{case, place};
use crate::hostile::{Attack, EDITION};

/// Ten times ten times ten: a billion of the first, by names for names.
fn laughs(line: impl Fn(usize, &str) -> String, name: impl Fn(usize) -> String) -> String {
    (1..12).map(|level| line(level, &vec![name(level - 1); 10].join(", "))).collect()
}

fn yaml_bomb() -> String {
    let line = |level: usize, names: &str| format!("a{level}: &a{level} [{names}]\n");
    "a0: &a0 [x, x, x]\n".to_string() + &laughs(line, |level| format!("*a{level}"))
}

#[test]
fn yaml_bombs_are_refused() {
    let check = |name: &str, edition: &str| {
        let files = [("edition.yaml", edition.as_bytes()), ("one.md", b"# One\n" as &[u8])];
        Attack::files(name, &files).is_refused("yaml");
    };
    check("yaml-laughs", &(EDITION.to_string() + &yaml_bomb()));
    check("yaml-deep", &format!("a: {}", "[".repeat(100_000)));
    let block: String = (0..5000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    check("yaml-deep-block", &block);
    let keys: String = (0..600_000).map(|at| format!("k{at}: x\n")).collect();
    check("yaml-keys", &(EDITION.to_string() + &keys));
    check("yaml-circle", &format!("{EDITION}a: &a [*a]\n"));
    let front = format!("---\na: {}\n---\n# One\n", "{a: ".repeat(100_000));
    Attack::chapter("yaml-front", &front).is_refused("yaml");
}

#[test]
fn a_hundred_thousand_unknown_keys_are_told_in_time() {
    let keys: String = (0..100_000).map(|at| format!("k{at}: x\n")).collect();
    let edition = EDITION.to_string() + &keys;
    let files = [("edition.yaml", edition.as_bytes()), ("one.md", b"# One\n" as &[u8])];
    Attack::files("unknown-keys", &files).is_refused("unknown-key");
}

/// An edition with an index of this register.
fn indexed(name: &str, register: &str) -> Attack {
    let edition = EDITION.replace("body: [one.md]", "body: [one.md], back: [\"index: names\"]")
        + "indexes: { names: { title: N, from: [names.yaml] } }\n";
    let files: [(&str, &[u8]); 3] = [
        ("edition.yaml", edition.as_bytes()),
        ("names.yaml", register.as_bytes()),
        ("one.md", b"# One\n\nOn [[a1|one]].\n"),
    ];
    Attack::files(name, &files)
}

#[test]
fn references_in_circles_and_chains_end() {
    let register = |count: usize, next: &dyn Fn(usize) -> usize| -> String {
        let record = |at| format!("- {{ id: a{at}, heading: A{at}, see: a{} }}\n", next(at));
        (0..count).map(record).collect()
    };
    indexed("see-itself", &register(2, &|at| at)).is_refused("self-reference");
    indexed("see-circle", &register(3, &|at| (at + 1) % 3)).is_refused("circular-reference");
    let round = |at| (at + 1) % 50_000;
    indexed("see-long-circle", &register(50_000, &round)).is_refused("chained-reference");
}

#[test]
fn a_register_of_a_hundred_thousand_is_read() {
    let register: String = (0..100_000)
        .map(|at| format!("- {{ id: a{at}, heading: A{at}, aliases: [B{at}] }}\n"))
        .collect();
    indexed("many-names", &register).is_built();
}

#[test]
fn numbers_and_sizes_beyond_all_measure_are_refused() {
    let check = |name: &str, more: &str, error: &str| {
        let edition = format!("{EDITION}{more}\n");
        let files = [("edition.yaml", edition.as_bytes()), ("one.md", b"# One\n" as &[u8])];
        Attack::files(name, &files).is_refused(error);
    };
    check("date", &format!("date: {}", "9".repeat(100_000)), "bad-date");
    check("paper", "print: { paper: 1e300mm }", "unknown-value");
    check("signature", "print: { signature: 99999999999999999999 }", "unknown-value");
    check("language", &format!("title: T\nlanguage: {}", "x".repeat(100_000)), "duplicate-key");
}

#[test]
fn styles_that_no_page_has_are_refused() {
    let check = |name: &str, lines: &str, is_refused: bool| {
        let style = case::after("octavo", lines);
        let edition = format!("{EDITION}style: mine\n");
        let files: [(&str, &[u8]); 3] = [
            ("edition.yaml", edition.as_bytes()),
            ("one.md", b"# One\n\nWords and words.[^1]\n\n[^1]: Note.\n"),
            ("styles/mine.yaml", style.as_bytes()),
        ];
        let attack = Attack::files(&format!("style-{name}"), &files);
        if is_refused { attack.is_refused("bad-style") } else { attack.is_built() }
    };
    let text = |size: &str, leading: &str| {
        format!(
            "text: {{ size: {size}, leading: {leading}, indent: 13.5pt, figures: old-style }}\n"
        )
    };
    check("no-leading", &text("10pt", "0pt"), true);
    check("least", &text("0.0001pt", "0.0001pt"), false);
    check("large", &text("5000pt", "13.5pt"), false);
    check("not-a-number", &text("NaNpt", "13.5pt"), true);
    let page = |width: &str, inner: &str| {
        format!(
            "page: {{ width: {width}, height: 234mm, inner: {inner}, outer: 26mm, first-baseline: 27mm, lines: 39 }}\n"
        )
    };
    check("wide", &page("1e9pt", "20mm"), true);
    check("negative", &page("156mm", "-5000pt"), false);
    let paragraphs = |value: &str| {
        format!(
            "paragraphs: {{ stretch: {value}, shrink: {value}, expansion: {value}, protrusion: true, before-hyphen: 2, after-hyphen: 3 }}\n"
        )
    };
    check("stretch", &paragraphs("9223372036854775807"), true);
    check("shrink", &paragraphs("-1"), true);
    check("elastic", &paragraphs("1000"), false);
    check(
        "gap",
        "index: { size: 8.75pt, leading: 10.8pt, columns: 8, gap: -5000pt, turn: 12pt }\n",
        false,
    );
    let bomb = yaml_bomb();
    let edition = format!("{EDITION}style: mine\n");
    let files = [
        ("edition.yaml", edition.as_bytes()),
        ("one.md", b"# One\n" as &[u8]),
        ("styles/mine.yaml", bomb.as_bytes()),
    ];
    Attack::files("style-bomb", &files).is_refused("yaml");
}

/// An edition with a bibliography in this file, and a style where one is given.
fn cited(name: &str, works: (&str, &str), style: Option<&str>) -> Attack {
    let chosen = if style.is_some() { ", style: mine.csl" } else { "" };
    let edition = EDITION.replace("body: [one.md]", "body: [one.md], back: [bibliography]")
        + &format!("bibliography: {{ from: [{}]{chosen} }}\n", works.0);
    let files: [(&str, &[u8]); 4] = [
        ("edition.yaml", edition.as_bytes()),
        (works.0, works.1.as_bytes()),
        ("one.md", b"# One\n\nSee [@k].\n"),
        ("mine.csl", style.unwrap_or_default().as_bytes()),
    ];
    Attack::files(&format!("works-{name}"), &files)
}

#[test]
fn bibliographies_that_never_end_are_refused() {
    let bib = |name: &str, text: &str| cited(name, ("a.bib", text), None).is_refused("bad-work");
    let line =
        |level: usize, names: &str| format!("@string{{a{level} = {}}}\n", names.replace(',', " #"));
    let bomb = "@string{a0 = {xxxxxxxxxx}}\n".to_string()
        + &laughs(line, |level| format!("a{level}"))
        + "@book{k, title = a11}\n";
    bib("bomb", &bomb);
    bib("circle", "@string{a = b}\n@string{b = a}\n@book{k, title = a}\n");
    bib("parents", "@book{k, title = {T}, crossref = {l}}\n@book{l, crossref = {k}}\n");
    bib("data", "@book{k, title = {T}, xdata = {k}}\n");
    let yaml: String =
        (0..500).map(|level| format!("{}parent:\n", "  ".repeat(level + 1))).collect();
    cited("yaml", ("a.yaml", &format!("k:\n{yaml}")), None).is_refused("yaml");
}

#[test]
fn styles_of_citations_that_never_end_are_refused() {
    let works = ("a.yaml", "k: { type: book, title: T, author: \"A, B\" }\n");
    let style = |inner: &str| {
        format!(
            "<style xmlns=\"http://purl.org/net/xbiblio/csl\" class=\"note\" version=\"1.0\"><info>\
             <title>x</title><id>x</id><updated>2020-01-01T00:00:00Z</updated></info>{inner}</style>"
        )
    };
    let layout = |inner: &str| format!("<citation><layout>{inner}</layout></citation>");
    let check = |name: &str, inner: &str| {
        cited(name, works, Some(&style(inner))).is_refused("bad-citation-style");
    };
    let call = "<text macro=\"a\"/>";
    check("self", &format!("<macro name=\"a\">{call}</macro>{}", layout(call)));
    let deep = format!("{}{}", "<group>".repeat(3000), "</group>".repeat(3000));
    check("deep", &layout(&deep));
    let sound = format!("<macro name=\"a\"><text variable=\"title\"/></macro>{}", layout(call));
    cited("sound", works, Some(&style(&sound))).is_built();
}

#[test]
fn stylesheets_without_end_are_refused() {
    let check = |name: &str, css: &str, error: &str| {
        let files = [
            ("edition.yaml", EDITION.as_bytes()),
            ("one.md", b"# One\n" as &[u8]),
            ("styles/mine.css", css.as_bytes()),
        ];
        Attack::files(&format!("css-{name}"), &files).is_refused(error);
    };
    check("deep", &"@media x {".repeat(100_000), "bad-css");
    check("functions", &format!("p {{ a: {}", "f(".repeat(100_000)), "bad-css");
    check("web", "p { background: url(https://example.org/a.png) }", "forbidden-css");
    check("import", "@import url(//example.org/a.css);", "forbidden-css");
}

#[test]
fn patterns_of_files_end() {
    let check = |name: &str, patterns: &str, error: &str| {
        let edition = format!("title: T\nlanguage: en-GB\ncontents: {{ body: [{patterns}] }}\n");
        let attack =
            Attack::files(&format!("glob-{name}"), &[("edition.yaml", edition.as_bytes())]);
        for at in 0..300 {
            attack.add(&format!("{}{at}.md", "a".repeat(100)), b"# x\n");
        }
        attack.is_refused(error);
    };
    check("stars", &format!("\"{}x.md\"", "*a".repeat(60)), "bad-pattern");
    check("folders", &format!("\"{}x.md\"", "**/".repeat(500)), "bad-pattern");
    check("many", &vec!["'*.md'"; 20_000].join(", "), "bad-pattern");
}

#[test]
fn fonts_that_are_none_are_refused() {
    let font = std::fs::read(place::project().join("fonts/LibertinusSerif-Regular.otf"));
    let font = font.expect("the font is there");
    let style = case::after(
        "octavo",
        "  text: { regular: Mine, italic: Mine, bold: Mine, bold-italic: Mine }\n",
    );
    let edition = format!("{EDITION}style: mine\n");
    let check = |name: &str, font: &[u8], is_refused: bool| {
        let files: [(&str, &[u8]); 4] = [
            ("edition.yaml", edition.as_bytes()),
            ("one.md", b"# One\n\nWords of the text.\n"),
            ("styles/mine.yaml", style.as_bytes()),
            ("fonts/Mine.otf", font),
        ];
        let attack = Attack::files(&format!("font-{name}"), &files);
        if is_refused { attack.is_refused("missing-font") } else { attack.is_built() }
    };
    check("whole", &font, false);
    check("empty", b"", true);
    check("text", b"not a font at all", true);
    check("half", &font[..font.len() / 2], true);
    check("head", &font[..300], true);
    check("zeros", &[0; 100_000], true);
    check("names", &with_names_beyond(font), true);
}

/// A font whose names lie beyond the table that should hold them.
fn with_names_beyond(mut font: Vec<u8>) -> Vec<u8> {
    let number = |font: &[u8], at: usize| usize::from(u16::from_be_bytes([font[at], font[at + 1]]));
    let mut records = (0..number(&font, 4)).map(|at| 12 + 16 * at);
    let record = records.find(|at| &font[*at..*at + 4] == b"name").expect("it has names");
    let table = number(&font, record + 8) << 16 | number(&font, record + 10);
    for at in 0..number(&font, table + 2) {
        // Length and place: 16 bits cannot hold their sum.
        font[table + 14 + 12 * at..][..4].copy_from_slice(&[0, 0x20, 0xFF, 0xF0]);
    }
    font
}
