//! Folders that lead out, hang, or bear names that no book can have.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::harness::place;
use crate::hostile::{Attack, EDITION, End, names};

/// What must never be read, with words that would be seen in a book.
const SECRET: &str = "# Secret\n\nXyzzyplugh.\n";

/// A folder outside of every manuscript, with one of each kind of file.
fn outside() -> std::path::PathBuf {
    let folder = place::empty("hostile-outside");
    fs::write(folder.join("secret.md"), SECRET).expect("a file can be written");
    fs::write(folder.join("secret.yaml"), "- { id: a, heading: Xyzzyplugh }\n")
        .expect("a file can be written");
    fs::write(folder.join("secret.png"), [0]).expect("a file can be written");
    folder
}

#[test]
fn links_out_of_the_folder_are_refused() {
    let outside = outside();
    for (name, target) in [
        ("one.md", "secret.md"),
        ("names.yaml", "secret.yaml"),
        ("a.png", "secret.png"),
        ("folder", "."),
        ("fonts/a.otf", "secret.png"),
        ("styles/a.yaml", "secret.yaml"),
        ("styles/a.css", "secret.md"),
        ("edition.yaml", "secret.yaml"),
    ] {
        let attack = Attack::chapter("link", "# One\n");
        let path = attack.folder.join(name);
        let _ = fs::remove_file(&path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        symlink(outside.join(target), &path).expect("a link can be made");
        let End { code, said } = attack.build();
        assert_eq!(code, Some(1), "{name}: {said}");
        assert!(said.contains("error[outside-folder]"), "{name}: {said}");
        assert!(!said.contains("Xyzzyplugh"), "{name}: {said}");
    }
}

#[test]
fn a_link_that_stays_within_is_followed() {
    let attack = Attack::chapter("link-within", "# One\n");
    fs::rename(attack.folder.join("one.md"), attack.folder.join("two.txt")).expect("it is there");
    symlink("two.txt", attack.folder.join("one.md")).expect("a link can be made");
    attack.is_built();
}

#[test]
fn paths_out_of_the_folder_are_refused() {
    outside();
    for path in ["../hostile-outside/secret.md", "/etc/passwd", "a/../../hostile-outside/secret.md"]
    {
        let edition = EDITION.replace("one.md", &format!("\"{path}\""));
        let attack = Attack::files("path", &[("edition.yaml", edition.as_bytes())]);
        attack.is_refused("outside-folder");
        let edition = format!("{EDITION}cover: \"{path}\"\n");
        attack.add("edition.yaml", edition.as_bytes());
        attack.add("one.md", b"# One\n");
        attack.is_refused("outside-folder");
        attack.add("edition.yaml", EDITION.as_bytes());
        attack.add("one.md", format!("# One\n\n![a]({path})\n").as_bytes());
        attack.is_refused("outside-folder");
    }
    let edition = EDITION.replace("one.md", "../*/*.md");
    let attack = Attack::files("path-glob", &[("edition.yaml", edition.as_bytes())]);
    attack.is_refused("outside-folder");
}

#[test]
fn pipes_and_devices_do_not_hang() {
    let attack = Attack::chapter("pipes", "# One\n");
    for name in ["two.md", "a.png", "names.yaml", "fonts/a.otf", "styles/a.css"] {
        let path = attack.folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        let made = Command::new("mkfifo").arg(&path).status().expect("mkfifo is there");
        assert!(made.success());
    }
    attack.is_built();
    for device in ["/dev/zero", "/dev/stdin", "/dev/tty"] {
        let attack = Attack::chapter("devices", "# One\n");
        symlink(device, attack.folder.join("two.md")).expect("a link can be made");
        attack.is_refused("outside-folder");
    }
}

#[test]
fn names_that_no_book_can_have_are_refused() {
    for name in ["a\nb.md", "a\u{1b}[2Jb.png", "a\\b.md"] {
        let attack = Attack::chapter("names", "# One\n");
        attack.add(name, b"# Two\n");
        let End { code, said } = attack.build();
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("error[file-name]"), "{said}");
        assert!(!said.contains('\u{1b}'), "a terminal is left alone: {said}");
    }
    let attack = Attack::chapter("names-bytes", "# One\n");
    let path = attack.folder.join(OsStr::from_bytes(b"a\xFFb.md"));
    fs::write(path, "# Two\n").expect("a file can be written");
    attack.is_refused("file-name");
    let attack = Attack::chapter("names-odd", "# One\n\n![x](<a\"'\\<&\\>.png>)\n");
    let mut pixels = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(9, 9)
        .write_to(&mut pixels, image::ImageFormat::Png)
        .expect("memory takes any image");
    attack.add("a\"'<&>.png", &pixels.into_inner());
    attack.is_built();
}

#[test]
fn many_files_and_deep_folders_end() {
    let attack = Attack::chapter("deep-folders", "# One\n");
    attack.add(&format!("{}x.md", "d/".repeat(200)), b"# x\n");
    attack.is_refused("too-many-files");
    let attack = Attack::chapter("many-files", "# One\n");
    for at in 0..20_100 {
        attack.add(&format!("x{at}.txt"), b"");
    }
    attack.is_refused("too-many-files");
}

#[test]
fn text_that_commands_a_terminal_is_not_shown_to_it() {
    let attack = Attack::chapter("escape", "# One\n\na \u{1b}]0;owned\u{7} b\u{9b}2J\n");
    let End { code, said } = attack.build();
    assert_eq!(code, Some(1));
    assert!(!said.contains('\u{1b}') && !said.contains('\u{9b}'), "{said:?}");
}

#[test]
fn a_link_in_the_place_of_out_is_not_followed() {
    let attack = Attack::files(
        "out-link",
        &[("manuscript/edition.yaml", EDITION.as_bytes()), ("manuscript/one.md", b"# One\n")],
    );
    let elsewhere = place::empty("hostile-elsewhere");
    symlink(&elsewhere, attack.folder.join("out")).expect("a link can be made");
    let build = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
        let output = command.args(arguments).current_dir(&attack.folder).output();
        let output = output.expect("the program can be started");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = build(&["build"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`out` is a link to another place"), "{said}");
    assert!(names(&elsewhere).is_empty());
    // Who says so means it.
    assert_eq!(build(&["build", "--out", "out"]).0, Some(0));
    assert_eq!(names(&elsewhere).len(), 3);
}

#[test]
fn links_among_the_outputs_are_replaced_and_not_followed() {
    let attack = Attack::chapter("out-files", "# One\n");
    let elsewhere = place::empty("hostile-victim");
    let victim = elsewhere.join("victim");
    fs::write(&victim, "as it was").expect("a file can be written");
    fs::create_dir(attack.folder.join("out")).expect("a folder can be made");
    symlink(&victim, attack.folder.join("out/book.epub")).expect("a link can be made");
    fs::hard_link(&victim, attack.folder.join("out/book.pdf")).expect("a link can be made");
    symlink(elsewhere.join("new"), attack.folder.join("out/book-print.pdf")).expect("a link");
    attack.is_built();
    assert_eq!(fs::read_to_string(&victim).expect("it is there"), "as it was");
    assert_eq!(names(&elsewhere), ["victim"]);
    let is_link = |name: &str| attack.folder.join("out").join(name).is_symlink();
    assert!(!["book.epub", "book.pdf", "book-print.pdf"].iter().any(|name| is_link(name)));
}
