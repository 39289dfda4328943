//! Trees of names (ISO 32000-1, 7.9.6).

use crate::pdf::file::File;
use crate::pdf::syntax;

/// How many names or branches a node of the tree has.
const NODE: usize = 64;

/// Adds a tree of names, which rise; `write` says what each stands for. None
/// where there are no names.
pub fn tree<T>(
    file: &mut File,
    named: &[(&str, T)],
    write: impl Fn(&mut Vec<u8>, &T),
) -> Option<u32> {
    // A node: first name, last name, what it holds.
    let mut level: Vec<(&str, &str, Vec<u8>)> = named
        .chunks(NODE)
        .map(|chunk| {
            let mut names = b"/Names[".to_vec();
            for (name, value) in chunk {
                syntax::string(&mut names, name.as_bytes());
                write(&mut names, value);
            }
            names.push(b']');
            (chunk[0].0, chunk[chunk.len() - 1].0, names)
        })
        .collect();
    while level.len() > 1 {
        let branches = level.chunks(NODE).map(|chunk| {
            let nodes = chunk.iter().map(|(first, last, content)| {
                let mut node = b"<</Limits[".to_vec();
                syntax::string(&mut node, first.as_bytes());
                syntax::string(&mut node, last.as_bytes());
                node.push(b']');
                node.extend_from_slice(content);
                node.extend_from_slice(b">>");
                file.add(node)
            });
            let mut kids = b"/Kids".to_vec();
            syntax::references(&mut kids, nodes);
            (chunk[0].0, chunk[chunk.len() - 1].1, kids)
        });
        level = branches.collect();
    }
    let (.., content) = level.pop()?;
    let mut root = b"<<".to_vec();
    root.extend_from_slice(&content);
    root.extend_from_slice(b">>");
    Some(file.add(root))
}
