//! Lengths on the page, as integers, so that layout is equal on every machine.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in 1/65536 of a PostScript point (1/72 inch).
///
/// Ranges over ±32,767 pt. Sums over a whole paragraph are taken in `i64`, see
/// [`Length::wide`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i32);

impl Length {
    /// No length at all.
    pub const ZERO: Length = Length(0);
    /// The units in one point.
    pub const UNITS: i32 = 65_536;

    /// A length from points; for a font's, a style's or a file format's door.
    pub fn from_points(points: f64) -> Length {
        Length((points * f64::from(Length::UNITS)).round() as i32)
    }

    /// The length in points; for a file format's door.
    pub fn points(self) -> f64 {
        f64::from(self.0) / f64::from(Length::UNITS)
    }

    /// A length as written with its unit, `11pt`, `23mm`, `1.5pc`, `6in`,
    /// `2cm`, between -5,000 and 5,000 pt; `0` needs none.
    pub fn parse(text: &str) -> Option<Length> {
        const UNITS: [(&str, f64); 5] =
            [("pt", 1.0), ("pc", 12.0), ("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0)];
        let text = text.trim();
        if text == "0" {
            return Some(Length::ZERO);
        }
        let (number, unit) =
            UNITS.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
        let points = number.trim().parse::<f64>().ok()? * unit;
        (points.abs() <= 5000.0).then(|| Length::from_points(points))
    }

    /// The length for sums that may pass the range of `Length`.
    pub fn wide(self) -> i64 {
        i64::from(self.0)
    }

    /// The length of a sum that is known to be in range; clamped otherwise.
    pub fn narrow(sum: i64) -> Length {
        Length(sum.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
    }

    /// This length times `numerator / denominator`, rounded towards zero.
    pub fn scaled(self, numerator: i64, denominator: i64) -> Length {
        Length::narrow(self.wide() * numerator / denominator)
    }

    /// The larger of the two.
    pub fn max(self, other: Length) -> Length {
        Length(self.0.max(other.0))
    }

    /// The smaller of the two.
    pub fn min(self, other: Length) -> Length {
        Length(self.0.min(other.0))
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        *self = *self + other;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0.saturating_sub(other.0))
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        *self = *self - other;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(self.0.saturating_neg())
    }
}

impl Mul<i32> for Length {
    type Output = Length;
    fn mul(self, factor: i32) -> Length {
        Length(self.0.saturating_mul(factor))
    }
}

impl Div<i32> for Length {
    type Output = Length;
    fn div(self, divisor: i32) -> Length {
        Length(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn points_survive_the_round_trip() {
        assert_eq!(Length::from_points(10.5).points(), 10.5);
        assert_eq!(Length::from_points(-0.25).points(), -0.25);
    }

    #[test]
    fn lengths_need_a_unit() {
        assert_eq!(Length::parse("11pt"), Some(Length::from_points(11.0)));
        assert_eq!(Length::parse("1 in"), Some(Length::from_points(72.0)));
        assert_eq!(Length::parse("25.4mm"), Some(Length::from_points(72.0)));
        assert_eq!(Length::parse("11"), None);
        assert_eq!(Length::parse("NaNpt"), None);
        assert_eq!(Length::parse("99999pt"), None);
    }

    #[test]
    fn sums_out_of_range_are_clamped() {
        assert_eq!(Length::narrow(i64::MAX), Length(i32::MAX));
        assert_eq!(Length(i32::MAX) + Length(1), Length(i32::MAX));
    }
}
