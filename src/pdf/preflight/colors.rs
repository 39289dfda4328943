//! Colour spaces: which inks, or which light, something is painted in.

use lopdf::{Dictionary, Document, Object};

/// Spaces within spaces are followed so far.
const DEPTH: usize = 8;

/// A colour space as a printer sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    Gray,
    Cmyk,
    /// Red, green and blue, or what is measured as light.
    Light,
    /// Inks by their names, how many: spot colours among them.
    Spot(u8),
    /// A pattern; what it is painted in is found where it is used.
    Pattern,
    Unknown,
}

impl Space {
    /// Its name in a report.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Space::Gray => "gray",
            Space::Cmyk => "CMYK",
            Space::Light => "RGB",
            Space::Spot(_) => "spot colours",
            Space::Pattern => "patterns",
            Space::Unknown => "unknown",
        }
    }

    /// How much of each ink black is: none where black is not one ink.
    pub(crate) fn is_black(self, levels: &[f64]) -> bool {
        match (self, levels) {
            (Space::Gray, [gray]) => *gray <= 0.0,
            (Space::Cmyk, [cyan, magenta, yellow, black]) => {
                *black >= 1.0 && cyan + magenta + yellow <= 0.0
            }
            _ => false,
        }
    }
}

/// The space that a name or an array stands for; names are looked up in the
/// resources.
pub(crate) fn space(document: &Document, object: &Object, resources: &[&Dictionary]) -> Space {
    resolved(document, object, resources, DEPTH)
}

fn resolved(
    document: &Document,
    object: &Object,
    resources: &[&Dictionary],
    depth: usize,
) -> Space {
    let Some(depth) = depth.checked_sub(1) else { return Space::Unknown };
    let Ok((_, object)) = document.dereference(object) else { return Space::Unknown };
    if let Ok(name) = object.as_name() {
        return named(name).unwrap_or_else(|| {
            let spaces = resources.last().and_then(|resources| {
                resources.get_deref(b"ColorSpace", document).and_then(Object::as_dict).ok()
            });
            match spaces.and_then(|spaces| spaces.get(name).ok()) {
                Some(found) => resolved(document, found, resources, depth),
                None => Space::Unknown,
            }
        });
    }
    let Ok([family, rest @ ..]) = object.as_array().map(Vec::as_slice) else {
        return Space::Unknown;
    };
    let family = family.as_name().unwrap_or(b"");
    match (family, rest) {
        (b"ICCBased", [profile, ..]) => {
            let profile = document.dereference(profile).and_then(|(_, it)| it.as_stream());
            let count = profile.and_then(|it| it.dict.get(b"N")).and_then(Object::as_i64);
            match count {
                Ok(1) => Space::Gray,
                Ok(4) => Space::Cmyk,
                Ok(_) => Space::Light,
                Err(_) => Space::Unknown,
            }
        }
        (b"Indexed" | b"I", [base, ..]) => resolved(document, base, resources, depth),
        (b"Separation", [name, ..]) => match name.as_name() {
            Ok(b"Black") => Space::Cmyk,
            _ => Space::Spot(1),
        },
        (b"DeviceN", [names, ..]) => {
            let count = names.as_array().map_or(0, Vec::len);
            Space::Spot(u8::try_from(count).unwrap_or(u8::MAX))
        }
        (b"CalGray", _) => Space::Gray,
        (b"CalRGB" | b"Lab", _) => Space::Light,
        (b"Pattern", _) => Space::Pattern,
        (name, _) => named(name).unwrap_or(Space::Unknown),
    }
}

fn named(name: &[u8]) -> Option<Space> {
    Some(match name {
        b"DeviceGray" | b"G" => Space::Gray,
        b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
        b"DeviceRGB" | b"RGB" | b"CalRGB" | b"Lab" => Space::Light,
        b"CalGray" => Space::Gray,
        b"Pattern" => Space::Pattern,
        _ => return None,
    })
}
