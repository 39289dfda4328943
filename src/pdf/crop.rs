//! Marks for those who cut and fold: operators that draw them in black.

use crate::model::length::Length;
use crate::pdf::syntax;

/// How far marks stay away from what they mark, how long and how thick they
/// are, in points.
const AWAY: f64 = 8.5;
const LENGTH: f64 = 14.0;
const THICKNESS: f64 = 0.25;

/// The crop marks of a page whose corner is the origin, and a faint line
/// around it.
pub fn trimmed(width: Length, height: Length) -> Vec<u8> {
    let mut out = b"/Artifact BMC\nq\n0.6 G\n".to_vec();
    thin(&mut out);
    for length in [Length::ZERO, Length::ZERO, width, height] {
        syntax::length(&mut out, length);
        out.push(b' ');
    }
    out.extend_from_slice(b"re S\n0 G\n");
    corners(&mut out, (Length::ZERO, Length::ZERO), (width, height), Length::from_points(AWAY));
    out.extend_from_slice(b"Q\nEMC\n");
    out
}

/// Sets the thickness of marks.
pub fn thin(out: &mut Vec<u8>) {
    syntax::length(out, Length::from_points(THICKNESS));
    out.extend_from_slice(b" w\n");
}

/// The eight marks at the corners of a rectangle, `away` from it.
pub fn corners(
    out: &mut Vec<u8>,
    (left, bottom): (Length, Length),
    (right, top): (Length, Length),
    away: Length,
) {
    for x in [left, right] {
        upright(out, x, (bottom, top), away);
    }
    for y in [bottom, top] {
        level(out, y, (left, right), away);
    }
}

/// Marks left and right of what stands between two edges.
pub fn level(out: &mut Vec<u8>, y: Length, (left, right): (Length, Length), away: Length) {
    let reach = away + Length::from_points(LENGTH);
    line(out, (left - reach, y), (left - away, y));
    line(out, (right + away, y), (right + reach, y));
}

/// Marks below and above what stands between two heights.
pub fn upright(out: &mut Vec<u8>, x: Length, (bottom, top): (Length, Length), away: Length) {
    let reach = away + Length::from_points(LENGTH);
    line(out, (x, bottom - reach), (x, bottom - away));
    line(out, (x, top + away), (x, top + reach));
}

/// A line from point to point.
pub fn line(out: &mut Vec<u8>, from: (Length, Length), to: (Length, Length)) {
    for ((x, y), operator) in [(from, b'm'), (to, b'l')] {
        syntax::length(out, x);
        out.push(b' ');
        syntax::length(out, y);
        out.extend_from_slice(&[b' ', operator, b' ']);
    }
    out.extend_from_slice(b"S\n");
}
