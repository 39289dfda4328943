//! ISBNs and their barcodes: EAN-13, with the five-digit code for a price
//! (ISO/IEC 15420).

/// An ISBN of thirteen digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isbn(pub [u8; 13]);

/// What is wrong with an ISBN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has not thirteen digits, or other signs than hyphens and spaces.
    Form,
    /// It does not begin with 978 or 979.
    Prefix,
    /// Its last digit does not fit the others: this one would.
    CheckDigit(u8),
}

impl Isbn {
    /// The ISBN in a text; hyphens and spaces do not count.
    pub fn parse(text: &str) -> Result<Isbn, Fault> {
        let mut digits = [0; 13];
        let mut count = 0;
        for character in text.chars().filter(|it| !matches!(it, '-' | ' ' | '‐' | '–')) {
            let digit = character.to_digit(10).ok_or(Fault::Form)?;
            *digits.get_mut(count).ok_or(Fault::Form)? = digit as u8;
            count += 1;
        }
        if count != digits.len() {
            return Err(Fault::Form);
        }
        if !matches!(digits[..3], [9, 7, 8 | 9]) {
            return Err(Fault::Prefix);
        }
        match check_digit(&digits) {
            digit if digit == digits[12] => Ok(Isbn(digits)),
            digit => Err(Fault::CheckDigit(digit)),
        }
    }
}

/// The digit that makes the weighted sum of thirteen a multiple of ten.
fn check_digit(digits: &[u8; 13]) -> u8 {
    let weighted = digits.iter().zip([1, 3].into_iter().cycle()).take(12);
    let sum: u32 = weighted.map(|(digit, weight)| u32::from(*digit) * weight).sum();
    ((10 - sum % 10) % 10) as u8
}

/// Bars of the digits with odd parity, one bit a module.
const ODD: [u8; 10] = [
    0b0001101, 0b0011001, 0b0010011, 0b0111101, 0b0100011, 0b0110001, 0b0101111, 0b0111011,
    0b0110111, 0b0001011,
];
/// By the first digit: which of the next six have even parity, one bit each.
const LEADING: [u8; 10] = [
    0b000000, 0b001011, 0b001101, 0b001110, 0b010011, 0b011001, 0b011100, 0b010101, 0b010110,
    0b011010,
];
/// By the sum of the five digits of a price: which of them have even parity.
const PRICE: [u8; 10] =
    [0b11000, 0b10100, 0b10010, 0b10001, 0b01100, 0b00110, 0b00011, 0b01010, 0b01001, 0b00101];

/// Modules of an EAN-13, of its guards and of a digit.
pub const MODULES: usize = 95;

/// The 95 modules of an ISBN's barcode, from the left; a bar is `true`.
pub fn ean_13(isbn: &Isbn) -> Vec<bool> {
    let mut modules = Vec::with_capacity(MODULES);
    let parity = LEADING[usize::from(isbn.0[0])];
    bits(&mut modules, 0b101, 3);
    for (at, digit) in isbn.0[1..7].iter().enumerate() {
        bits(&mut modules, left(*digit, parity >> (5 - at) & 1 == 1), 7);
    }
    bits(&mut modules, 0b01010, 5);
    for digit in &isbn.0[7..] {
        bits(&mut modules, !ODD[usize::from(*digit)], 7);
    }
    bits(&mut modules, 0b101, 3);
    modules
}

/// The 47 modules of a price of five digits; none where it is no such price.
pub fn ean_5(price: &str) -> Option<Vec<bool>> {
    let digits: Option<Vec<u8>> =
        price.chars().map(|digit| digit.to_digit(10).map(|digit| digit as u8)).collect();
    let digits = digits.filter(|digits| digits.len() == 5)?;
    let weighted = digits.iter().zip([3_u32, 9].into_iter().cycle());
    let sum: u32 = weighted.map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let parity = PRICE[(sum % 10) as usize];
    let mut modules = Vec::with_capacity(47);
    for (at, digit) in digits.iter().enumerate() {
        match at {
            0 => bits(&mut modules, 0b01011, 5),
            _ => bits(&mut modules, 0b01, 2),
        }
        bits(&mut modules, left(*digit, parity >> (4 - at) & 1 == 1), 7);
    }
    Some(modules)
}

/// The bars of a digit in the left half: of even parity, those of the right
/// half read backwards.
fn left(digit: u8, is_even: bool) -> u8 {
    let odd = ODD[usize::from(digit)];
    if is_even { (!odd << 1).reverse_bits() } else { odd }
}

fn bits(modules: &mut Vec<bool>, bits: u8, count: usize) {
    modules.extend((0..count).rev().map(|at| bits >> at & 1 == 1));
}

#[cfg(test)]
mod tests {
    use super::{Fault, Isbn, ean_5, ean_13};

    #[track_caller]
    fn check(text: &str, fault: Option<Fault>) {
        assert_eq!(Isbn::parse(text).err(), fault);
    }

    #[test]
    fn the_last_digit_checks_the_others() {
        check("978-0-306-40615-7", None);
        check("9780306406157", None);
        check("978-0-306-40615-1", Some(Fault::CheckDigit(7)));
        check("978-0-00-000000-2", None);
        check("979 10 90636 07 1", None);
        check("0-306-40615-2", Some(Fault::Form));
        check("978-0-306-40615-78", Some(Fault::Form));
        check("978-0-306-4061S-7", Some(Fault::Form));
        check("4003994155486", Some(Fault::Prefix));
    }

    #[track_caller]
    fn bars(modules: &[bool], written: &str) {
        let found: String = modules.iter().map(|bar| if *bar { '1' } else { '0' }).collect();
        assert_eq!(found, written.replace(' ', ""));
    }

    #[test]
    fn bars_are_as_the_standard_has_them() {
        let code = Isbn([4, 0, 0, 3, 9, 9, 4, 1, 5, 5, 4, 8, 6]);
        bars(
            &ean_13(&code),
            "101 0001101 0100111 0111101 0001011 0010111 0011101 01010 \
             1100110 1001110 1001110 1011100 1001000 1010000 101",
        );
    }

    #[test]
    fn a_price_has_a_code_of_its_own() {
        let modules = ean_5("52495").expect("five digits");
        bars(&modules, "01011 0111001 01 0010011 01 0011101 01 0001011 01 0110001");
        assert!(ean_5("1234").is_none() && ean_5("1234x").is_none());
    }
}
