//! Addresses in running text: of the web, of mail, of a document on a shelf.
//! They are never divided with a hyphen, which would seem to be part of them.

/// Cost of an address that is divided.
const DIVIDED: i16 = 60;
/// Fewest characters of an address on each side of a line's end.
const FEWEST: usize = 3;

/// Whether a run without spaces is an address, as far as its form can tell:
/// `https://…`, `www.…`, `doi:10.…`, `10.1093/…`, `name@place.org`,
/// `place.org/…`, `FO/371/24845`, `/home/name`.
pub(crate) fn is_address(run: &str) -> bool {
    let is_sign = |byte| matches!(byte, b'/' | b'@' | b':' | b'\\');
    if !run.bytes().any(is_sign) && !run.contains("www.") {
        return false;
    }
    let bare = run.trim_matches(|character: char| {
        matches!(character, '(' | ')' | '[' | ']' | '<' | '>' | ',' | ';' | ':' | '.' | '?' | '!')
            || ('\u{2018}'..='\u{201f}').contains(&character)
    });
    let is_scheme = bare.contains("://")
        || ["www.", "mailto:", "doi:10.", "urn:", "tel:+"].iter().any(|scheme| {
            bare.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
    is_scheme || is_mail(bare) || is_path(bare)
}

fn is_mail(run: &str) -> bool {
    run.split_once('@').is_some_and(|(name, place)| !name.is_empty() && is_host(place))
}

/// `place.org`: labels of letters and figures, the last one of small letters.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let Some((front, last)) = text.rsplit_once('.') else { return false };
    let is_domain = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_lowercase());
    is_domain && front.split('.').all(is_label)
}

/// Something with strokes in it that is not *and/or*: a host with its path, a
/// DOI, a path from the root, a shelf mark (which has figures in it, and is not
/// a fraction, a double year or a date).
fn is_path(run: &str) -> bool {
    let Some((first, rest)) = run.split_once('/') else { return false };
    if rest.is_empty() {
        return is_host(first);
    }
    let is_doi = first.strip_prefix("10.").is_some_and(|number| {
        number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let has_letters = run.bytes().any(|byte| byte.is_ascii_alphabetic());
    let has_figures = run.bytes().any(|byte| byte.is_ascii_digit());
    let is_from_root = first.is_empty() && rest.contains('/') && has_letters;
    let is_shelf_mark = has_figures && (has_letters || rest.matches('/').count() > 1);
    is_host(first) || is_doi || is_from_root || is_shelf_mark
}

/// Where an address may be divided, in bytes, with the costs: as *The Chicago
/// Manual of Style* has it (17th edition, 14.18): after a colon or a double
/// stroke, before other signs; before or after `=` and `&`. Never within
/// `https://`. A shelf mark is divided after its strokes, as prose is.
pub(crate) fn breaks(run: &str) -> Vec<(usize, i16)> {
    let scheme = run.find("://").map_or(0, |at| at + 3);
    let is_shelf_mark = scheme == 0 && !run.contains(['.', '@', ':', '?', '\\', '_']);
    let mut breaks: Vec<(usize, i16)> = Vec::new();
    let mut before = None;
    for (at, character) in run.char_indices() {
        let after = run[at + character.len_utf8()..].chars().next();
        let here = match character {
            _ if at < scheme => None,
            '/' if is_shelf_mark => Some(at + 1),
            '/' if before == Some('/') || after == Some('/') => None,
            ':' if after.is_some_and(char::is_alphanumeric) => Some(at + 1),
            '=' | '&' => Some(at + 1),
            '/' | '\\' | '~' | '.' | ',' | '-' | '_' | '?' | '#' | '%' | '@' | '+' | ';' => {
                Some(at)
            }
            _ => None,
        };
        let is_between_signs =
            |at: usize| run[..at].ends_with(is_sign) && run[at..].starts_with(is_sign);
        let fits = |at: &usize| {
            let last = breaks.last().map_or(scheme, |(last, _)| *last);
            // What stands at the end closes the sentence.
            let rest = run[*at..].trim_end_matches(is_sign).chars().count();
            (*at == scheme || *at >= last + FEWEST) && rest >= FEWEST && !is_between_signs(*at)
        };
        let found = here.filter(fits);
        if at == scheme && scheme > 0 {
            breaks.push((at, 2 * DIVIDED));
        }
        if let Some(at) = found {
            breaks.push((at, DIVIDED));
        }
        before = Some(character);
    }
    breaks
}

fn is_sign(character: char) -> bool {
    !character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::{breaks, is_address};

    #[track_caller]
    fn check(run: &str, divided: &str) {
        assert!(is_address(run), "{run}");
        let mut shown = run.to_string();
        for (at, _) in breaks(run).into_iter().rev() {
            shown.insert(at, '|');
        }
        assert_eq!(shown, divided);
    }

    #[test]
    fn addresses_are_divided_at_their_signs() {
        check("https://example.org/letters/1931", "https://|example|.org|/letters|/1931");
        check(
            "http://a.example.org:8080/x?id=12&page=34",
            "http://|a.example|.org:|8080|/x?id=|12&|page=34",
        );
        check("www.example.org/a-b_c#part.", "www|.example|.org|/a-b|_c#part.");
        check("(https://example.org/~weir)", "(https://|example|.org|/~weir)");
        check("doi:10.1093/mind/LIX.236.433", "doi:|10.1093|/mind|/LIX|.236|.433");
        check("margaret.weir@example.org", "margaret|.weir|@example|.org");
        check("example.org/a", "example|.org/a");
    }

    #[test]
    fn shelf_marks_are_divided_after_strokes() {
        check("PRO/FO/371/24845", "PRO/|FO/|371/|24845");
        check("558/11/739/14", "558/|11/|739/14");
    }

    #[test]
    fn prose_is_no_address() {
        for run in ["and/or", "1931/32", "2/3", "e.g.", "No.5", "11/8/1931", "a:b", "10.5", "—@—"]
        {
            assert!(!is_address(run), "{run}");
        }
    }
}
