//! PDFs of strangers, judged: bombs, circles, what no reader foresees.

use std::io::Write;
use std::process::Command;

use crate::harness::place;

const CATALOGUE: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGE: &str = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>";

fn pages(kids: &str, count: usize) -> String {
    format!("<</Type/Pages/Kids[{kids}]/Count {count}/MediaBox[0 0 200 300]>>")
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>stream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// A text many times over, compressed.
fn packed(text: &str, bytes: usize) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let block = text.repeat((1 << 20) / text.len());
    for _ in 0..bytes >> 20 {
        packer.write_all(block.as_bytes()).expect("memory takes all");
    }
    packer.finish().expect("memory takes all")
}

fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.6\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (at, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", at + 1).into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let end = format!(
        "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
        objects.len() + 1,
        file.len()
    );
    [file, table.into_bytes(), end.into_bytes()].concat()
}

/// A PDF of these objects after its catalogue and pages is judged or refused,
/// within 2,000,000 kB of memory.
#[track_caller]
fn check(name: &str, pages: String, objects: &[Vec<u8>], code: i32) {
    let head = [CATALOGUE.into(), pages.into_bytes()];
    let folder = place::empty(&format!("hostile-pdf-{name}"));
    let path = folder.join("a.pdf");
    std::fs::write(&path, file(&[&head[..], objects].concat())).expect("it can be written");
    let output = Command::new("bash")
        .args(["-c", "ulimit -v 2000000 -c 0; exec \"$0\" preflight \"$1\""])
        .args([env!("CARGO_BIN_EXE_recto").as_ref(), path.as_os_str()])
        .output()
        .expect("bash can be started");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{name}: {said:.1000}");
    assert!(!said.contains("should not have happened"), "{said}");
}

#[test]
fn bombs_are_not_unfolded() {
    let page = || PAGE.as_bytes().to_vec();
    let flate = "/Filter/FlateDecode";
    let one = || pages("3 0 R", 1);
    check("zeros", one(), &[page(), stream(flate, &packed("\0", 1 << 30))], 1);
    check("operators", one(), &[page(), stream(flate, &packed("q Q ", 200 << 20))], 1);
    check("saved", one(), &[page(), stream(flate, &packed("q ", 7 << 20))], 1);
    let thrice = "/Filter[/FlateDecode/FlateDecode]";
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&packed("\0", 1 << 30)).expect("memory takes all");
    let twice = packer.finish().expect("memory takes all");
    check("twice", one(), &[page(), stream(thrice, &twice)], 1);
    check("many-pages", pages(&"3 0 R ".repeat(100_000), 100_000), &[page(), stream("", b"q")], 1);
    check("arrays", one(), &[b"[".repeat(1_000_000)], 2);
    check("array-operands", one(), &[page(), stream("", &b"[".repeat(1_000_000))], 1);
}

#[test]
fn circles_end() {
    let page = || PAGE.as_bytes().to_vec();
    let form = |next: usize, data: &str| {
        let entries = format!("/Type/XObject/Subtype/Form/Resources<</XObject<</X {next} 0 R>>>>");
        stream(&entries, data.as_bytes())
    };
    check("kids", pages("2 0 R", 1), &[], 2);
    let shows = || stream("", b"/X Do");
    check("form", pages("3 0 R", 1), &[page(), shows(), form(5, "Q Q /X Do /X Do")], 1);
    let mut bomb = vec![page(), shows()];
    bomb.extend((6..30).map(|next| form(next, &"/X Do ".repeat(10))));
    check("forms", pages("3 0 R", 1), &bomb, 1);
}
