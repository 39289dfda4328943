//! Latin and Cyrillic letters that look alike.

const ALIKE: [(char, char); 24] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
];

/// The Cyrillic letter that looks like a Latin one.
pub(crate) fn cyrillic(character: char) -> Option<char> {
    ALIKE.iter().find(|(latin, _)| *latin == character).map(|(_, cyrillic)| *cyrillic)
}

/// The Latin letter that looks like a Cyrillic one.
pub(crate) fn latin(character: char) -> Option<char> {
    ALIKE.iter().find(|(_, cyrillic)| *cyrillic == character).map(|(latin, _)| *latin)
}
