//! The structure tree of a PDF, read as a screen reader does: from its root, by
//! pages and numbers of marked stretches, to their text.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::harness::pdf_text::{Font, Run, runs};

/// A node of the tree with what is below it.
pub struct Node {
    /// The standard type: `P`, `H1`.
    pub kind: String,
    /// Where it stands in the file.
    pub id: Option<ObjectId>,
    pub dictionary: Dictionary,
    pub below: Vec<Below>,
}

/// What is below a node.
pub enum Below {
    Node(Node),
    /// Page and number of a marked stretch.
    Mark(usize, i64),
    /// An annotation.
    Annotation(ObjectId),
}

/// The tree, and the pages' text that it orders.
pub struct Tree {
    pub document: Document,
    pub pages: Vec<ObjectId>,
    pub root: Node,
    /// By page, by number: the runs of a stretch, in the order of the page.
    pub marked: Vec<BTreeMap<i64, Vec<Run>>>,
    /// Text outside of any marked stretch and of any artifact, with its page.
    pub stray: Vec<(usize, String)>,
}

impl Tree {
    /// Reads a tagged PDF.
    pub fn read(data: &[u8]) -> Tree {
        let document = Document::load_mem(data).expect("a PDF can be read");
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let mut fonts = BTreeMap::new();
        let (mut marked, mut stray) = (Vec::new(), Vec::new());
        for (at, page) in pages.iter().enumerate() {
            let mut stretches: BTreeMap<i64, Vec<Run>> = BTreeMap::new();
            for (name, font) in document.get_page_fonts(*page).expect("fonts can be found") {
                fonts.entry(name).or_insert_with(|| Font::read(&document, font));
            }
            for run in runs(&document.get_page_content(*page), &fonts) {
                match run.mark {
                    Some(number) => stretches.entry(number).or_default().push(run),
                    None => stray.push((at, run.text)),
                }
            }
            marked.push(stretches);
        }
        let catalogue = document.catalog().expect("a PDF has a catalogue");
        let root = catalogue.get_deref(b"StructTreeRoot", &document).and_then(Object::as_dict);
        let numbers: BTreeMap<ObjectId, usize> =
            pages.iter().enumerate().map(|(at, page)| (*page, at)).collect();
        let root = node(&document, root.expect("the PDF is tagged"), &numbers, (None, None));
        Tree { document, pages, root, marked, stray }
    }

    /// All nodes, each before those below it.
    pub fn nodes(&self) -> Vec<&Node> {
        let mut found = Vec::new();
        gather(&self.root, &mut found);
        found
    }

    /// The text below a node, in the order of the tree; `skips` leaves out
    /// nodes with all that is below them.
    pub fn text(&self, node: &Node, skips: &dyn Fn(&Node) -> bool) -> String {
        let mut text = String::new();
        let mut last = None;
        self.read_below(node, skips, &mut text, &mut last);
        text
    }

    fn read_below<'t>(
        &'t self,
        node: &Node,
        skips: &dyn Fn(&Node) -> bool,
        text: &mut String,
        last: &mut Option<(usize, &'t Run)>,
    ) {
        if skips(node) {
            return;
        }
        // Words of two blocks are never one; those of a block and its links are.
        let is_block = !matches!(node.kind.as_str(), "Span" | "Link" | "Reference" | "Lbl");
        if is_block {
            text.push(' ');
            *last = None;
        }
        for below in &node.below {
            match below {
                Below::Node(node) => self.read_below(node, skips, text, last),
                Below::Mark(page, number) => {
                    let runs = self.marked[*page].get(number).into_iter().flatten();
                    for run in runs.filter(|run| !run.text.is_empty()) {
                        let is_joined = text.ends_with('\u{ad}')
                            || last.is_some_and(|(at, last)| at == *page && run.continues(last));
                        if !is_joined {
                            text.push(' ');
                        }
                        text.push_str(&run.text);
                        *last = Some((*page, run));
                    }
                }
                Below::Annotation(_) => {}
            }
        }
        if is_block {
            text.push(' ');
            *last = None;
        }
    }
}

fn gather<'t>(node: &'t Node, found: &mut Vec<&'t Node>) {
    found.push(node);
    for below in &node.below {
        if let Below::Node(node) = below {
            gather(node, found);
        }
    }
}

fn node(
    document: &Document,
    dictionary: &Dictionary,
    pages: &BTreeMap<ObjectId, usize>,
    (above, id): (Option<usize>, Option<ObjectId>),
) -> Node {
    let kind = dictionary.get(b"S").and_then(Object::as_name).unwrap_or(b"");
    let page = dictionary.get(b"Pg").and_then(Object::as_reference).ok();
    let page = page.map(|page| pages[&page]).or(above);
    let kids = match dictionary.get_deref(b"K", document) {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(_) => vec![dictionary.get(b"K").expect("it is there").clone()],
        Err(_) => Vec::new(),
    };
    let below = kids.iter().map(|kid| {
        let (id, kid) = document.dereference(kid).expect("what is below a node is there");
        if let Ok(number) = kid.as_i64() {
            return Below::Mark(page.expect("a mark has a page"), number);
        }
        let kid = kid.as_dict().expect("a node is a dictionary");
        match kid.get(b"Type").and_then(Object::as_name) {
            Ok(b"MCR") => {
                let page = kid.get(b"Pg").and_then(Object::as_reference).expect("a page");
                let number = kid.get(b"MCID").and_then(Object::as_i64).expect("a number");
                Below::Mark(pages[&page], number)
            }
            Ok(b"OBJR") => {
                let object = kid.get(b"Obj").and_then(Object::as_reference);
                Below::Annotation(object.expect("an annotation"))
            }
            _ => Below::Node(node(document, kid, pages, (page, id))),
        }
    });
    let below = below.collect();
    let kind = String::from_utf8_lossy(kind).into_owned();
    Node { kind, id, dictionary: dictionary.clone(), below }
}
