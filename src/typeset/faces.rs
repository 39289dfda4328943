//! Words to runs of one face and one direction.

use unicode_script::{Script, UnicodeScript};

use crate::model::pages::FaceId;
use crate::model::text::TextId;
use crate::typeset::compose::{Composer, Pass, level};
use crate::typeset::items::{Item, Look, LookId};
use crate::typeset::words::{Fount, FountId};

impl<'a> Composer<'a> {
    /// A word, cut where its characters want another face or run another way.
    pub(crate) fn word(
        &mut self,
        main: FaceId,
        word: &str,
        place: (TextId, u32),
        pass: &mut Pass<'a>,
    ) {
        if word.is_ascii() && pass.levels.is_empty() && self.faces.get(main).has_ascii {
            return self.run(main, 100, word, place, pass);
        }
        let mut start = 0;
        let mut current: Option<(FaceId, i64, u8, Script)> = None;
        for (at, character) in word.char_indices() {
            let script = character.script();
            let is_neutral = matches!(script, Script::Common | Script::Inherited);
            let level = level(pass, place.1 as usize + at);
            if let Some((face, _, running, known)) = current {
                let face_fits = self.faces.get(face).covers(character) || is_ignorable(character);
                let script_fits = is_neutral || known == Script::Common || script == known;
                let stays = is_neutral || face == main || !self.covers(main, character);
                if face_fits && script_fits && stays && running == level {
                    if known == Script::Common && !is_neutral {
                        current = Some((face, current.map_or(100, |run| run.1), level, script));
                    }
                    continue;
                }
                let run = current.take();
                let scale = run.map_or(100, |run| run.1);
                let text = &word[start..at];
                self.run(face, scale, text, (place.0, place.1 + start as u32), pass);
                start = at;
            }
            let (face, scale) = self.face_for(main, character, pass);
            let script = if is_neutral { Script::Common } else { script };
            current = Some((face, scale, level, script));
        }
        if let Some((face, scale, ..)) = current {
            self.run(face, scale, &word[start..], (place.0, place.1 + start as u32), pass);
        }
    }

    fn covers(&self, face: FaceId, character: char) -> bool {
        self.faces.get(face).covers(character)
    }

    fn face_for(&mut self, main: FaceId, character: char, pass: &Pass<'a>) -> (FaceId, i64) {
        if self.covers(main, character) || is_ignorable(character) {
            return (main, 100);
        }
        if let Some(found) = self.faces.for_character(character, pass.manner.cut.is_bold) {
            return found;
        }
        self.missing.insert(character);
        (main, 100)
    }

    pub(crate) fn run(
        &mut self,
        face: FaceId,
        scale: i64,
        text: &str,
        place: (TextId, u32),
        pass: &mut Pass<'a>,
    ) {
        let level = level(pass, place.1 as usize);
        let scripts = text.chars().map(|character| character.script());
        let script = if text.is_ascii() {
            Script::Latin
        } else {
            scripts
                .into_iter()
                .find(|script| !matches!(script, Script::Common | Script::Inherited))
                .unwrap_or(Script::Latin)
        };
        let (latin, look) = self.look(face, pass, scale);
        let is_right_to_left = level % 2 == 1;
        let fount = if script == Script::Latin && !is_right_to_left {
            latin
        } else {
            let (features, language) = (pass.manner.features, pass.language);
            self.words.fount(Fount { face, features, language, script, is_right_to_left })
        };
        let word = self.words.intern(fount, text);
        pass.items.push(Item::Word { word, look, level, text: place.0, offset: place.1 });
    }

    /// The look of a face at hand, and the fount of its Latin letters.
    pub(crate) fn look(
        &mut self,
        face: FaceId,
        pass: &mut Pass<'a>,
        scale: i64,
    ) -> (FountId, LookId) {
        let key = (face, scale, pass.language, pass.manner);
        if let Some((known, fount, look)) = pass.last_look
            && known == key
        {
            return (fount, look);
        }
        let latin = Fount {
            face,
            features: pass.manner.features,
            language: pass.language,
            script: Script::Latin,
            is_right_to_left: false,
        };
        let fount = self.words.fount(latin);
        let [of_space, of_hyphen] = [' ', '-'].map(|character| {
            if self.faces.get(face).has_ascii || self.covers(face, character) {
                return fount;
            }
            let other = self.faces.for_character(character, pass.manner.cut.is_bold);
            self.words.fount(Fount { face: other.map_or(face, |(face, _)| face), ..latin })
        });
        let look = Look {
            size: pass.manner.size.scaled(scale, 100),
            rise: pass.manner.rise,
            space: self.words.intern(of_space, " "),
            hyphen: self.words.hyphen(of_hyphen),
            is_struck: pass.manner.is_struck,
            is_whole: pass.manner.is_whole,
        };
        let next = LookId(self.looks.len() as u16);
        let id = *self.look_ids.entry(look).or_insert(next);
        if id == next {
            self.looks.push(look);
        }
        pass.last_look = Some((key, fount, id));
        (fount, id)
    }

    /// The characters that no font of the style has, since the last call.
    pub(crate) fn take_missing(&mut self) -> std::collections::BTreeSet<char> {
        std::mem::take(&mut self.missing)
    }
}

/// Characters that print nothing and need no glyph.
fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
