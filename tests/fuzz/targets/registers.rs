//! Any text as each of the files of data there are: registers, then the
//! edition, then the style, then the stylesheet.
#![no_main]

use libfuzzer_sys::fuzz_target;

const EDITION: &str = "title: T\nlanguage: en-GB\nstyle: mine\n\
    contents: { body: [chapter.md], back: [glossary, bibliography, \"index: names\"] }\n\
    glossary: { title: G, from: [a.yaml] }\n\
    documents: { events: [b.yaml], repositories: [c.yaml] }\n\
    bibliography: { from: [d.yaml, e.bib] }\n\
    indexes: { names: { title: N, from: [f.yaml] } }\n";

fuzz_target!(|text: &str| {
    let registers = ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.bib", "f.yaml"];
    let chapter = ("chapter.md", common::CHAPTER);
    let plain = EDITION.replace("style: mine\n", "");
    let mut files = vec![("edition.yaml", plain.as_str()), chapter];
    files.extend(registers.iter().map(|name| (*name, text)));
    files.push(("styles/mine.css", text));
    common::understand(&common::inputs(&files));

    let own = [
        ("names.yaml", common::NAMES),
        ("glossary.yaml", common::GLOSSARY),
        ("works.yaml", common::WORKS),
        chapter,
    ];
    let mut files = vec![("edition.yaml", text)];
    files.extend(own);
    common::understand(&common::inputs(&files));

    files[0] = ("edition.yaml", EDITION);
    files.push(("styles/mine.yaml", text));
    common::understand(&common::inputs(&files));
});
