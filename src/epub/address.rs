//! Addresses on the web, fit for an ebook.

/// The address with every character that a URL may not hold written as bytes
/// (`%C3%A9`); escapes that are there already stay.
pub(crate) fn fit(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut fit = String::with_capacity(url.len());
    let mut has_fragment = false;
    for (at, byte) in bytes.iter().enumerate() {
        let is_allowed = match byte {
            b'%' => {
                let digits = bytes.get(at + 1..at + 3);
                digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
            }
            b'#' => !std::mem::replace(&mut has_fragment, true),
            b'[' | b']' => false,
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(byte),
        };
        if is_allowed {
            fit.push(char::from(*byte));
        } else {
            fit.push_str(&format!("%{byte:02X}"));
        }
    }
    fit
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[track_caller]
    fn check(url: &str, printed: &str) {
        assert_eq!(fit(url), printed);
    }

    #[test]
    fn what_no_url_may_hold_is_escaped() {
        check("https://example.org/a b?c=d&e#f#g", "https://example.org/a%20b?c=d&e#f%23g");
        check("https://example.org/50%/%C3%A9/é", "https://example.org/50%25/%C3%A9/%C3%A9");
    }
}
