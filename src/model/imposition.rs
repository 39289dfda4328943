//! Imposition: which pages are printed on which side of which sheet, so that
//! the folded sheet has them in their order.

use crate::model::pages::Pages;

/// All sheets of a book, each printed on two sides.
#[derive(Clone, Debug)]
pub struct Imposition {
    /// Outer and inner forme of each sheet in turn.
    pub formes: Vec<Forme>,
    /// What the slug of each forme says.
    pub labels: Vec<String>,
}

/// One side of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forme {
    /// From 0.
    pub sheet: usize,
    pub side: Side,
    /// From the top, each from the left.
    pub rows: Vec<Vec<Cell>>,
}

/// The outer forme has the sheet's first page, the inner one its second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Outer,
    Inner,
}

/// A page in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// A position in `Pages::pages`; none for a blank that fills the sheet.
    pub page: Option<usize>,
    /// Whether it stands on its head.
    pub is_turned: bool,
}

/// Which edge of the pages is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    Left,
    /// Of a book that reads from right to left.
    Right,
}

impl Imposition {
    /// The sheets of a book folded to `signature` pages: 4, 8, 16 or 32.
    pub fn new(pages: &Pages, signature: u32, binding: Binding) -> Imposition {
        let count = pages.pages.len();
        let folios = |first: usize| {
            let last = (first + signature as usize).min(count) - 1;
            let [first, last] = [first, last].map(|at| pages.pages[at].folio);
            format!("pp. {first}–{last}")
        };
        let mut formes = Vec::new();
        let mut labels = Vec::new();
        for sheet in 0..count.div_ceil(signature as usize) {
            let first = sheet * signature as usize;
            let orders = order(signature, binding);
            for (side, order) in [Side::Outer, Side::Inner].into_iter().zip(orders) {
                let cell = |(number, is_turned): (u32, bool)| {
                    let page = first + number as usize - 1;
                    Cell { page: (page < count).then_some(page), is_turned }
                };
                let rows = order.into_iter().map(|row| row.into_iter().map(cell).collect());
                formes.push(Forme { sheet, side, rows: rows.collect() });
                let name = match side {
                    Side::Outer => "outer forme",
                    Side::Inner => "inner forme",
                };
                labels.push(format!("Sheet {}, {name} · {}", sheet + 1, folios(first)));
            }
        }
        Imposition { formes, labels }
    }
}

/// Page numbers from 1, and whether they stand on their heads: rows from the
/// top.
type Order = Vec<Vec<(u32, bool)>>;

/// A leaf where it lies on a stack: the page that shows, the one below it.
type Leaf = (u32, u32);

/// The leaves in a place, the topmost first, and whether they stand on their
/// heads.
type Stack = (Vec<Leaf>, bool);

/// The pages of one sheet, outer and inner forme: the folded sheet is opened
/// fold by fold. The last fold is the spine, the one before it the heads, and
/// so on in turn.
fn order(signature: u32, binding: Binding) -> [Order; 2] {
    let leaves: Vec<Leaf> = (0..signature / 2).map(|leaf| (2 * leaf + 1, 2 * leaf + 2)).collect();
    // Rows from the bottom.
    let mut grid: Vec<Vec<Stack>> = vec![vec![(leaves, false)]];
    let mut is_upright = true;
    while grid[0][0].0.len() > 1 {
        let open = |(stack, is_turned): &Stack| {
            let (stay, go) = stack.split_at(stack.len() / 2);
            let gone: Vec<Leaf> = go.iter().rev().map(|(front, back)| (*back, *front)).collect();
            ((stay.to_vec(), *is_turned), (gone, *is_turned == is_upright))
        };
        let opened: Vec<Vec<_>> =
            grid.iter().map(|row| row.iter().map(open).collect::<Vec<_>>()).collect();
        grid = if is_upright {
            let row = |row: &Vec<(Stack, Stack)>| {
                let gone = row.iter().rev().map(|(_, gone)| gone.clone());
                gone.chain(row.iter().map(|(stay, _)| stay.clone())).collect()
            };
            opened.iter().map(row).collect()
        } else {
            let stays = opened.iter().map(|row| row.iter().map(|(stay, _)| stay.clone()).collect());
            let gone =
                opened.iter().rev().map(|row| row.iter().map(|(_, gone)| gone.clone()).collect());
            stays.chain(gone).collect()
        };
        is_upright = !is_upright;
    }
    let side = |is_outer: bool| -> Order {
        let rows = grid.iter().rev().map(|row| {
            let cell = |(stack, is_turned): &Stack| {
                let page = if is_outer { stack[0].0 } else { stack[0].1 };
                (page, *is_turned)
            };
            let mut cells: Vec<(u32, bool)> = row.iter().map(cell).collect();
            // The inner forme is seen from the other side of the sheet.
            if is_outer != (binding == Binding::Left) {
                cells.reverse();
            }
            cells
        });
        rows.collect()
    };
    [side(true), side(false)]
}

#[cfg(test)]
mod tests {
    use super::{Binding, order};

    /// Rows from the top, pages on their heads with a minus.
    #[track_caller]
    fn check(signature: u32, binding: Binding, outer: &[&[i32]], inner: &[&[i32]]) {
        let found = order(signature, binding).map(|side| {
            let rows = side.into_iter().map(|row| {
                let signed = |(page, is_turned): (u32, bool)| {
                    if is_turned { -(page as i32) } else { page as i32 }
                };
                row.into_iter().map(signed).collect::<Vec<i32>>()
            });
            rows.collect::<Vec<_>>()
        });
        assert_eq!(found[0], outer);
        assert_eq!(found[1], inner);
    }

    #[test]
    fn a_folio_sheet_has_four_pages() {
        check(4, Binding::Left, &[&[4, 1]], &[&[2, 3]]);
        check(4, Binding::Right, &[&[1, 4]], &[&[3, 2]]);
    }

    #[test]
    fn a_quarto_sheet_has_eight() {
        check(8, Binding::Left, &[&[-5, -4], &[8, 1]], &[&[-3, -6], &[2, 7]]);
    }

    #[test]
    fn an_octavo_sheet_has_sixteen() {
        check(
            16,
            Binding::Left,
            &[&[-5, -12, -9, -8], &[4, 13, 16, 1]],
            &[&[-7, -10, -11, -6], &[2, 15, 14, 3]],
        );
    }

    #[test]
    fn a_sheet_of_thirty_two_has_feet_to_feet() {
        check(
            32,
            Binding::Left,
            &[&[-5, -28, -29, -4], &[12, 21, 20, 13], &[-9, -24, -17, -16], &[8, 25, 32, 1]],
            &[&[-3, -30, -27, -6], &[14, 19, 22, 11], &[-15, -18, -23, -10], &[2, 31, 26, 7]],
        );
    }
}
