//! Text nodes to items: words and spaces, and where a line may end at the seam
//! of two styles or tags.

use crate::model::pages::FaceId;
use crate::model::text::TextId;
use crate::typeset::chunks::{self, Chunk};
use crate::typeset::compose::{self, Composer, Pass};
use crate::typeset::hyphenate::joint::Joint;
use crate::typeset::items::Item;
use crate::typeset::ties::Ties;

impl<'a> Composer<'a> {
    /// The words of a text node, or characters that the compiler makes.
    pub(crate) fn characters(&mut self, text: &str, id: TextId, pass: &mut Pass<'a>) {
        let main = self.faces.of_family(pass.manner.family, pass.manner.cut);
        let customs = self.words.customs(pass.language);
        chunks::split(text, customs.0, pass.runs, &mut |chunk| {
            self.chunk(chunk, (main, id), customs, pass);
        });
    }

    fn chunk(
        &mut self,
        chunk: Chunk<'_>,
        (main, id): (FaceId, TextId),
        (joint, ties): (Joint, &Ties),
        pass: &mut Pass<'a>,
    ) {
        let (at, word, is_address) = match chunk {
            Chunk::Space { .. } if pass.start.takes_space() => return,
            Chunk::Space { at, breaks } => return self.space(main, at, breaks, pass),
            Chunk::Break { cost } => {
                pass.items.push(Item::Break { cost });
                pass.is_glued = false;
                return;
            }
            Chunk::SoftHyphen { at } => {
                pass.soft_hyphen = pass.is_glued.then_some((id, at as u32));
                return;
            }
            Chunk::Word { at, text } => (at, text, false),
            Chunk::Address { at, text } => (at, text, true),
        };
        if pass.is_glued {
            self.seam(main, word, joint, pass);
        } else if let Some(Item::Space { breaks, .. }) = last_visible(&mut pass.items) {
            *breaks &= !ties.is_tied(&pass.last_chunk, word);
        }
        pass.soft_hyphen = None;
        pass.last_chunk.clear();
        pass.last_chunk.push_str(word);
        pass.is_glued = true;
        let was_whole = pass.manner.is_whole;
        pass.manner.is_whole |= is_address;
        let place = (id, at as u32);
        match pass.start.is_over() {
            true => self.word(main, word, place, pass),
            false => self.first_word(word, place, pass),
        }
        pass.manner.is_whole = was_whole;
    }

    /// Whether a line may end between the last chunk and `word`, which stand
    /// in two styles or tags with no space between them.
    fn seam(&mut self, main: FaceId, word: &str, joint: Joint, pass: &mut Pass<'a>) {
        if let Some((id, offset)) = pass.soft_hyphen.take() {
            let level = compose::level(pass, offset as usize);
            let (fount, look) = self.look(main, pass, 100);
            let mark = self.words.soft_hyphen(fount);
            pass.items.push(Item::Word { word: mark, look, level, text: id, offset });
        } else if let Some(cost) = chunks::cost(&pass.last_chunk, word, joint) {
            pass.items.push(Item::Break { cost });
        }
    }

    fn space(&mut self, main: FaceId, at: usize, breaks: bool, pass: &mut Pass<'a>) {
        let level = compose::level(pass, at);
        let (_, look) = self.look(main, pass, 100);
        pass.is_glued = false;
        pass.soft_hyphen = None;
        match last_visible(&mut pass.items) {
            None | Some(Item::Line) => {}
            Some(Item::Space { breaks: before, .. }) => *before &= breaks,
            Some(_) => pass.items.push(Item::Space { look, level, breaks }),
        }
    }
}

/// The last item that is not a mere point.
pub(crate) fn last_visible(items: &mut [Item]) -> Option<&mut Item> {
    let is_point = |item: &Item| {
        matches!(
            item,
            Item::Anchor(_)
                | Item::Link(_)
                | Item::EndLink
                | Item::Open(_)
                | Item::Close
                | Item::Note(_)
        )
    };
    items.iter_mut().rev().find(|item| !is_point(item))
}
