//! How far characters hang in the margins, after the settings of microtype for
//! old-style serif faces, rounded.

/// How much of a character's width hangs in the left margin, in 1/1000.
pub(crate) fn left_share(character: char) -> i32 {
    match character {
        '“' | '„' | '«' | '"' => 400,
        '‘' | '‚' | '‹' | '\'' => 500,
        '’' => 500,
        '—' => 150,
        '–' => 200,
        '(' | '[' => 100,
        'A' | 'T' | 'V' | 'W' | 'Y' => 50,
        _ => 0,
    }
}

/// How much of a character's width hangs in the right margin, in 1/1000.
pub(crate) fn right_share(character: char) -> i32 {
    match character {
        '-' | '\u{ad}' | '\u{2010}' => 600,
        '.' | ',' => 700,
        '”' | '“' | '»' | '"' => 400,
        '’' | '‘' | '›' | '\'' => 550,
        ';' | ':' => 350,
        '—' => 150,
        '–' => 250,
        ')' | ']' | '!' | '?' => 100,
        'T' | 'V' | 'W' | 'Y' => 50,
        _ => 0,
    }
}
