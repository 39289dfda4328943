//! What goes wrong with disks, folders, signals: a clear failure, the last
//! good files as they were, nothing left behind.

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use crate::harness::place;

const EDITION: &str = "title: Small\nlanguage: en-GB\ncontents: { body: [one.md] }\n";
const FILES: [&str; 3] = ["book-print.pdf", "book.epub", "book.pdf"];

/// An edition with a book of its own making in `out`; what that is.
fn built(name: &str) -> (PathBuf, Vec<Vec<u8>>) {
    let folder = place::empty(&format!("faults-{name}"));
    fs::write(folder.join("edition.yaml"), EDITION).expect("a file can be written");
    fs::write(folder.join("one.md"), "# One\n\nThe last good words.\n").expect("it can be written");
    let done = program(&folder).args(["build"]).output().expect("it can be started");
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    fs::write(folder.join("one.md"), "# One\n\nOther words.\n").expect("a file can be written");
    let last = books(&folder);
    (folder, last)
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recto"));
    command.current_dir(folder);
    command
}

/// The same by bash, after `before`.
fn after(before: &str, folder: &Path) -> Output {
    let script = format!("{before}; exec \"$0\" build");
    let mut command = Command::new("bash");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_recto")]).current_dir(folder);
    command.output().expect("bash can be started")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn books(folder: &Path) -> Vec<Vec<u8>> {
    FILES.iter().map(|name| fs::read(folder.join("out").join(name)).unwrap_or_default()).collect()
}

/// That the command could not run, said why, and left all as it was.
#[track_caller]
fn check(folder: &Path, last: &[Vec<u8>], output: &Output, why: &str) {
    assert_eq!(output.status.code(), Some(2), "{}", said(output));
    assert!(said(output).contains(why), "no `{why}` in {}", said(output));
    assert!(!said(output).contains("should not have happened"), "{}", said(output));
    assert!(books(folder) == last, "the last files are no more");
    assert_eq!(place::names(&folder.join("out")), FILES);
}

#[test]
fn a_full_disk_leaves_the_last_files() {
    let (folder, last) = built("full");
    // The first file of some kilobytes still has room, a longer one has not.
    for blocks in [0, 1, 20, 100] {
        let output = after(&format!("trap '' XFSZ; ulimit -f {blocks}"), &folder);
        check(&folder, &last, &output, "cannot write `out/book");
    }
    let output = after("ulimit -f 100000", &folder);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(books(&folder) != last);
}

#[test]
fn a_full_disk_leaves_no_folder_that_was_made() {
    let (folder, _) = built("full-new");
    fs::remove_dir_all(folder.join("out")).expect("the book can be removed");
    let output = after("trap '' XFSZ; ulimit -f 1", &folder);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert_eq!(place::names(&folder), ["edition.yaml", "one.md"]);
}

#[test]
fn a_screen_that_takes_nothing_is_told() {
    let (folder, _) = built("screen");
    let output = Command::new("bash")
        .args(["-c", "exec \"$0\" check >/dev/full", env!("CARGO_BIN_EXE_recto")])
        .current_dir(&folder)
        .output()
        .expect("bash can be started");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("cannot write to standard output"), "{}", said(&output));
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let (folder, last) = built("read-only");
    let out = folder.join("out");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).expect("it is ours");
    // Who may do anything writes there all the same.
    let may_write = fs::write(out.join("probe"), "").is_ok();
    let _ = fs::remove_file(out.join("probe"));
    let output = program(&folder).arg("build").output().expect("it can be started");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).expect("it is ours");
    if !may_write {
        check(&folder, &last, &output, "cannot write `out/book");
    }
    let last = books(&folder);
    // Nobody may make files there, whoever it is.
    let arguments = ["build", "--out", "/proc/self/recto"];
    let output = program(&folder).args(arguments).output().expect("it can be started");
    check(&folder, &last, &output, "cannot make the folder `/proc/self/recto`");
}

#[test]
fn a_folder_in_the_place_of_a_file_leaves_the_others() {
    for name in FILES {
        let (folder, mut last) = built("occupied");
        let path = folder.join("out").join(name);
        fs::remove_file(&path).expect("the book can be removed");
        fs::create_dir(&path).expect("a folder can be made");
        last[FILES.iter().position(|it| *it == name).expect("it is one of them")].clear();
        let output = program(&folder).arg("build").output().expect("it can be started");
        check(&folder, &last, &output, "a folder has that name");
    }
}

#[test]
fn a_file_that_is_open_elsewhere_stays_whole_there() {
    let (folder, last) = built("open");
    let mut reader = fs::File::open(folder.join("out/book.pdf")).expect("the book is there");
    let output = program(&folder).arg("build").output().expect("it can be started");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let mut seen = Vec::new();
    reader.read_to_end(&mut seen).expect("it can be read");
    assert!(seen == last[2] && books(&folder) != last);
}

/// Starts a build whose files are written as slowly as a pipe is read.
fn start(folder: &Path) -> Child {
    let mut command = program(folder);
    command.arg("build").stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("it can be started")
}

#[test]
fn an_interruption_leaves_all_or_nothing() {
    let (folder, last) = built("interrupted");
    // A cover of noise: writing it takes a while.
    let mut seed = 1_u32;
    let noise = image::RgbImage::from_fn(1500, 1500, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8])
    });
    noise.save(folder.join("a.png")).expect("an image can be written");
    fs::write(folder.join("one.md"), "# One\n\nOther words.\n\n![Noise](a.png)\n")
        .expect("written");
    let whole = program(&folder).args(["build", "--out", "whole"]).output().expect("started");
    assert_eq!(whole.status.code(), Some(0), "{}", said(&whole));
    let new: Vec<Vec<u8>> =
        FILES.iter().map(|name| fs::read(folder.join("whole").join(name)).expect("made")).collect();
    let mut seen_writing = 0;
    for signal in ["-TERM", "-INT", "-HUP", "-TERM", "-INT", "-TERM"] {
        let mut child = start(&folder);
        // The moment in which the first file is being written.
        let is_writing =
            || place::names(&folder.join("out")).iter().any(|name| name.ends_with(".new"));
        while child.try_wait().expect("it is ours").is_none() {
            if is_writing() {
                seen_writing += 1;
                let killed = Command::new("kill").args([signal, &child.id().to_string()]).status();
                killed.expect("kill is there");
                break;
            }
            std::thread::yield_now();
        }
        let output = child.wait_with_output().expect("it is ours");
        assert_eq!(place::names(&folder.join("out")), FILES);
        match output.status.code() {
            // It had put them all before it heard of the signal.
            Some(0) => assert!(books(&folder) == new),
            Some(2) if said(&output).contains("interrupted; the last files are as they were") => {
                assert!(books(&folder) == last);
            }
            Some(2) => {
                let says = said(&output).contains("interrupted; the new files are in their places");
                assert!(says, "{}", said(&output));
                assert!(books(&folder) == new);
            }
            code => panic!("{code:?}: {}", said(&output)),
        }
        for (name, data) in FILES.iter().zip(&last) {
            fs::write(folder.join("out").join(name), data).expect("a file can be written");
        }
    }
    assert!(seen_writing > 0, "no build was seen while it wrote");
}

#[test]
fn what_a_killed_run_has_left_goes_with_the_next() {
    let (folder, _) = built("killed");
    let out = folder.join("out");
    // No process has this number, and none can.
    for name in [".book.pdf.4194999.new", ".book.epub.4194999.old"] {
        fs::write(out.join(name), "half").expect("a file can be written");
    }
    fs::write(out.join(".book.pdf.mine.new"), "not ours").expect("a file can be written");
    let output = program(&folder).arg("build").output().expect("it can be started");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let [one, two, three] = FILES;
    assert_eq!(place::names(&out), [".book.pdf.mine.new", one, two, three]);
}

#[test]
fn a_manuscript_that_changes_while_it_is_read_ends_well() {
    let (folder, _) = built("changing");
    let chapters: Vec<PathBuf> = (0..200).map(|at| folder.join(format!("x{at}.md"))).collect();
    let edition = EDITION.replace("one.md", "one.md, 'x*.md'");
    fs::write(folder.join("edition.yaml"), edition).expect("a file can be written");
    chapters.iter().for_each(|path| fs::write(path, "# X\n\nWords.\n").expect("written"));
    let mut codes = [0; 3];
    for _ in 0..8 {
        let child = start(&folder);
        for path in &chapters {
            let _ = fs::remove_file(path);
        }
        for path in &chapters {
            fs::write(path, "# X\n\nOther.\n").expect("a file can be written");
        }
        let output = child.wait_with_output().expect("it is ours");
        let code = output.status.code().and_then(|code| usize::try_from(code).ok());
        let code = code.unwrap_or_else(|| panic!("{}", said(&output)));
        assert!(!said(&output).contains("should not have happened"), "{}", said(&output));
        codes[code] += 1;
        if code == 2 {
            assert!(said(&output).contains("cannot read `"), "{}", said(&output));
        }
        assert_eq!(place::names(&folder.join("out")), FILES);
    }
    assert_eq!(codes.iter().sum::<usize>(), 8);
}

#[test]
fn a_file_that_may_not_be_read_is_told() {
    let (folder, last) = built("unreadable");
    fs::set_permissions(folder.join("one.md"), fs::Permissions::from_mode(0o000))
        .expect("it is ours");
    if fs::read(folder.join("one.md")).is_ok() {
        // Who may do anything may read it.
        return;
    }
    let output = program(&folder).arg("build").output().expect("it can be started");
    check(&folder, &last, &output, "cannot read `one.md`");
}
