//! By what numbers and dates the ebook is known.

use crate::model::date::Date;
use crate::model::edition::Edition;

/// The moment of an edition without a date: the ebook sees no clock.
const NO_DATE: Date = Date { year: 2000, month: Some(1), day: Some(1) };

/// The identifiers of the ebook; the first one is the package's own.
///
/// Without an ISBN or a UUID it is made from the edition's title and names, so
/// that a corrected ebook stays the same book to a reader's library: not from
/// the statement of the edition, which counts its printings.
pub(crate) fn identifiers(edition: &Edition) -> Vec<String> {
    let given = &edition.identifiers;
    let isbn = given.isbn_ebook.as_deref().and_then(isbn);
    let uuid = given.uuid.as_deref().and_then(uuid);
    let identifiers: Vec<String> = isbn.into_iter().chain(uuid).collect();
    if identifiers.is_empty() { vec![made(edition)] } else { identifiers }
}

/// `urn:isbn:` with the digits of an ISBN; nothing where there are none.
pub(crate) fn isbn(isbn: &str) -> Option<String> {
    let is_digit = |digit: &char| digit.is_ascii_digit() || matches!(digit, 'X' | 'x');
    let digits: String = isbn.chars().filter(is_digit).collect();
    (!digits.is_empty()).then(|| format!("urn:isbn:{}", digits.to_ascii_uppercase()))
}

/// The moment of the edition, as ISO 8601 has it, to the second.
pub(crate) fn modified(edition: &Edition) -> String {
    let date = moment(edition);
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    format!("{:04}-{month:02}-{day:02}T00:00:00Z", date.year)
}

/// The date of the edition, else a constant.
pub(crate) fn moment(edition: &Edition) -> Date {
    edition.date.unwrap_or(NO_DATE)
}

/// A UUID as a URN; nothing where it is not well formed.
fn uuid(uuid: &str) -> Option<String> {
    let uuid = uuid.trim().to_ascii_lowercase();
    let bare = uuid.strip_prefix("urn:uuid:").unwrap_or(&uuid);
    let lengths: Vec<usize> = bare.split('-').map(str::len).collect();
    let is_hexadecimal = bare.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    (lengths == [8, 4, 4, 4, 12] && is_hexadecimal).then(|| format!("urn:uuid:{bare}"))
}

/// A UUID of version 8, whose bits are the maker's own: a hash.
fn made(edition: &Edition) -> String {
    let mut names = vec![edition.title.as_str(), edition.language.tag()];
    names.extend(edition.subtitle.as_deref());
    names.extend(edition.contributors.iter().map(|contributor| contributor.name.as_str()));
    names.extend(edition.publisher.as_ref().map(|publisher| publisher.name.as_str()));
    let hash = fnv(&names.join("\u{1f}"));
    let bits = (hash & !(0xF << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let digits = format!("{bits:032x}");
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("urn:uuid:{}", groups.join("-"))
}

/// The hash FNV-1a of 128 bits. <https://datatracker.ietf.org/doc/rfc9923/>
fn fnv(text: &str) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    text.bytes().fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::{fnv, isbn, uuid};

    #[test]
    fn numbers_are_cleaned() {
        assert_eq!(isbn("978-3-16-148410-0").as_deref(), Some("urn:isbn:9783161484100"));
        assert_eq!(isbn("none"), None);
        assert_eq!(uuid("not one"), None);
        let id = "urn:uuid:12345678-1234-1234-1234-1234567890ab";
        assert_eq!(uuid("12345678-1234-1234-1234-1234567890AB").as_deref(), Some(id));
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
