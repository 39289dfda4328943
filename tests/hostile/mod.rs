//! Manuscripts of strangers: whatever they hold, the program ends soon, within
//! two gigabytes of memory, with a book or with a diagnostic; it has read
//! nothing from outside and written nothing elsewhere.

mod data;
mod folders;
mod images;
mod pdfs;
mod texts;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::harness::place;

/// The smallest edition, and the chapter that it has.
pub const EDITION: &str = "title: Small\nlanguage: en-GB\ncontents: { body: [one.md] }\n";

/// What a build may take on a slow machine that does other things too.
const MOST_TIME: Duration = Duration::from_secs(60);

/// An edition in a folder of its own, to be built within bounds.
pub struct Attack {
    pub folder: PathBuf,
}

/// How a build ended.
pub struct End {
    pub code: Option<i32>,
    pub said: String,
}

impl Attack {
    /// An edition of one chapter.
    pub fn chapter(name: &str, text: &str) -> Attack {
        Attack::files(name, &[("edition.yaml", EDITION.as_bytes()), ("one.md", text.as_bytes())])
    }

    /// An edition of these files.
    pub fn files(name: &str, files: &[(&str, &[u8])]) -> Attack {
        let attack = Attack { folder: place::empty(&format!("hostile-{name}")) };
        files.iter().for_each(|(name, data)| attack.add(name, data));
        attack
    }

    /// Adds a file.
    pub fn add(&self, name: &str, data: &[u8]) {
        let path = self.folder.join(name);
        let folder = path.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, data).expect("a file can be written");
    }

    /// Builds it within 2,000,000 kB of memory.
    pub fn build(&self) -> End {
        let started = Instant::now();
        let program = env!("CARGO_BIN_EXE_recto");
        let output = Command::new("bash")
            .args(["-c", "ulimit -v 2000000 -c 0; exec \"$0\" build --out \"$1\""])
            .args([program, "out"])
            .current_dir(&self.folder)
            .output()
            .expect("bash can be started");
        let time = started.elapsed();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(time < MOST_TIME, "{}: {time:?}", self.folder.display());
        assert!(!said.contains("should not have happened"), "{said}");
        let left = names(&self.folder.join("out"));
        assert!(left.iter().all(|name| !name.starts_with('.')), "litter: {left:?}");
        End { code: output.status.code(), said }
    }

    /// It ends with a book, and no word of trouble but warnings.
    #[track_caller]
    pub fn is_built(&self) {
        let End { code, said } = self.build();
        assert_eq!(code, Some(0), "{said:.2000}");
        assert_eq!(names(&self.folder.join("out")), ["book-print.pdf", "book.epub", "book.pdf"]);
    }

    /// It ends with an error of this code, and nothing is written.
    #[track_caller]
    pub fn is_refused(&self, error: &str) {
        let End { code, said } = self.build();
        assert_eq!(code, Some(1), "{said:.2000}");
        assert!(said.contains(&format!("error[{error}]")), "{said:.2000}");
        assert!(!self.folder.join("out").exists());
    }
}

/// Names of what stands in a folder, hidden files too; none where it is not.
pub fn names(folder: &Path) -> Vec<String> {
    if folder.exists() { place::names(folder) } else { Vec::new() }
}
