//! Where the columns of an index end: the breaks with least total demerits
//! over all pages, the columns of the last page level.

/// A column that is short, for each line, squared.
const SHORT: i64 = 100;
/// A column that is not as deep as the one beside it, or on the page it
/// faces, for each line, squared.
const UNLIKE: i64 = 300;
/// The same on the last page: before its last column, and the last one, which
/// has what is left.
const UNEVEN: i64 = 90;
const UNEVEN_LAST: i64 = 60;
/// Each page, so that fewer are better.
const PAGE: i64 = 500;
/// A heading that is repeated.
const REPEATED: i64 = 40;
/// A last page whose columns have fewer than [`FEW`] lines.
const MEAGRE: i64 = 3_000;
const FEW: i64 = 4;
/// Text that ends within a page whose columns could not be made level.
const UNBALANCED: i64 = 5_000;
/// Lines that a column may lack for nothing but a better break.
const SPARE: i64 = 6;
/// Lines that a column may lack to be level with another.
const LEVEL: i64 = 2;
/// Lines by which the columns of the last page may be longer than they need.
const LONGER: i64 = 4;
/// Fewest lines of a column: an index that has fewer for each takes fewer
/// columns.
const LEAST: i64 = 5;
/// States that are kept for a column. Those that are dearer than so many
/// others have never been part of the best way.
const BEAM: usize = 64;

/// A break at which no column ends if another may.
pub(crate) const FORBIDDEN: i64 = 1_000_000;

/// What is to be divided into columns; lengths in 1/65536 pt.
pub(crate) struct Stack<'a> {
    /// By row: the space above it, dropped at a column's head.
    pub(crate) spaces: Vec<i64>,
    /// The depth of all rows before each row, and of all of them.
    pub(crate) sums: Vec<i64>,
    /// By row: demerits of a column that ends after it.
    pub(crate) costs: Vec<i64>,
    /// The height of the heading that is repeated where a row heads a column.
    pub(crate) repeated: &'a dyn Fn(usize, Head) -> i64,
    pub(crate) count: usize,
    pub(crate) leading: i64,
    /// Depth of the columns of the first page, and of all others.
    pub(crate) first: i64,
    pub(crate) full: i64,
    pub(crate) starts_recto: bool,
}

/// Which column of which page is headed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) is_recto: bool,
    pub(crate) column: usize,
}

/// Columns up to one that begins with `row`.
#[derive(Clone, Copy, Debug)]
struct State {
    row: usize,
    /// Lines that the column before lacks.
    lack: i64,
    demerits: i64,
    previous: usize,
}

/// A row at which a column may end.
struct End {
    row: usize,
    lack: i64,
    cost: i64,
}

/// A way to the last row.
struct Way {
    demerits: i64,
    column: usize,
    state: usize,
    /// Where the columns from there on end.
    ends: Vec<usize>,
}

impl Stack<'_> {
    /// By page: where each of its columns ends.
    pub(crate) fn pages(&self) -> Vec<Vec<usize>> {
        if self.costs.is_empty() {
            return Vec::new();
        }
        let start = State { row: 0, lack: 0, demerits: 0, previous: 0 };
        let mut columns = vec![vec![start]];
        let mut best: Option<Way> = None;
        while let Some(states) = columns.last().filter(|states| !states.is_empty()) {
            let column = columns.len() - 1;
            let mut next = Vec::with_capacity(states.len() * 4);
            for (at, state) in states.iter().enumerate() {
                if best.as_ref().is_some_and(|way| way.demerits <= state.demerits) {
                    continue;
                }
                let last = self.last_page(column, state);
                let is_good = last.as_ref().is_some_and(|way| way.0 - state.demerits < FORBIDDEN);
                let mut ways: Vec<(i64, Vec<usize>)> = last.into_iter().collect();
                if !is_good {
                    ways.extend(self.extend(column, at, state, &mut next));
                }
                for (demerits, ends) in ways {
                    if best.as_ref().is_none_or(|way| demerits < way.demerits) {
                        best = Some(Way { demerits, column, state: at, ends });
                    }
                }
            }
            columns.push(thinned(next));
        }
        best.map_or_else(Vec::new, |way| self.traced(&columns, way))
    }

    /// The columns of a way, by page.
    fn traced(&self, columns: &[Vec<State>], way: Way) -> Vec<Vec<usize>> {
        let mut ends = Vec::with_capacity(way.column + way.ends.len());
        let mut at = way.state;
        for column in columns[..=way.column].iter().rev() {
            ends.push(column[at].row);
            at = column[at].previous;
        }
        ends.pop();
        ends.reverse();
        ends.extend(way.ends);
        ends.chunks(self.count).map(<[usize]>::to_vec).collect()
    }

    fn head(&self, column: usize) -> Head {
        let page = column / self.count;
        Head { is_recto: page.is_multiple_of(2) == self.starts_recto, column: column % self.count }
    }

    fn height(&self, column: usize) -> i64 {
        if column < self.count { self.first } else { self.full }
    }

    /// Tries the columns that begin in a state; gives those that reach the
    /// last row.
    fn extend(
        &self,
        column: usize,
        at: usize,
        state: &State,
        next: &mut Vec<State>,
    ) -> Vec<(i64, Vec<usize>)> {
        let head = self.head(column);
        let is_beside = head.column > 0 || (head.is_recto && column >= self.count);
        let page = if head.column == 0 { PAGE } else { 0 };
        let mut done = Vec::new();
        let level = if is_beside { state.lack } else { 0 };
        for end in self.ends(state.row, head, (self.height(column), level)) {
            let mut demerits = state.demerits + page + end.cost;
            if end.row == self.costs.len() {
                done.push((demerits + UNBALANCED, vec![end.row]));
                continue;
            }
            demerits += SHORT * end.lack * end.lack;
            if is_beside {
                let unlike = end.lack - state.lack;
                demerits += UNLIKE * unlike * unlike;
            }
            next.push(State { row: end.row, lack: end.lack, demerits, previous: at });
        }
        done
    }

    /// Where a column may end that begins with a row: the longest ones, those
    /// that are level with the column before, shorter ones that end better.
    fn ends(&self, from: usize, head: Head, (height, level): (i64, i64)) -> Vec<End> {
        let repeated = (self.repeated)(from, head);
        let room = height - repeated + self.sums[from] + self.spaces[from];
        let most = self.sums.partition_point(|sum| *sum <= room).saturating_sub(1);
        let mut ends = Vec::new();
        let mut least = i64::MAX;
        for to in (from + 1..=most.max(from + 1)).rev() {
            let lack = ((room - self.sums[to]) / self.leading).max(0);
            if lack > SPARE && least < FORBIDDEN {
                break;
            }
            let cost = if to == self.costs.len() { 0 } else { self.costs[to - 1] };
            let is_level = lack <= LEVEL || lack == level;
            let is_worth = cost < least || (is_level && cost < FORBIDDEN);
            least = least.min(cost);
            if is_worth {
                let cost = cost + if repeated > 0 { REPEATED } else { 0 };
                ends.push(End { row: to, lack, cost });
            }
        }
        ends
    }

    /// The rest on one page, its columns level; nothing where it does not fit.
    fn last_page(&self, column: usize, state: &State) -> Option<(i64, Vec<usize>)> {
        if !column.is_multiple_of(self.count) {
            return None;
        }
        let depth = self.sums[self.costs.len()] - self.sums[state.row] - self.spaces[state.row];
        let full = self.height(column) / self.leading;
        // Space above a row that comes to head a column falls away.
        let lines = (depth + self.leading - 1) / self.leading - (self.count as i64 - 1);
        let lines = lines.max(1);
        if lines > full * self.count as i64 {
            return None;
        }
        let all = self.count as i64;
        let fewest = (lines / LEAST).clamp(1, all);
        let counts: Vec<i64> =
            if column == 0 { (fewest..=all).collect() } else { (1..=all).rev().collect() };
        let found = counts.into_iter().filter_map(|count| {
            let least = (lines + count - 1) / count;
            let (cost, ends) = self.levelled(column, state.row, count as usize, (least, full))?;
            Some((cost >= FORBIDDEN, least, cost, ends))
        });
        // The first that breaks no rule, else the first.
        let mut found = found.peekable();
        let first = found.peek().cloned()?;
        let (_, least, cost, ends) = found.find(|way| !way.0).unwrap_or(first);
        let meagre = if column > 0 && least < FEW { MEAGRE } else { 0 };
        Some((state.demerits + PAGE + meagre + cost, ends))
    }

    /// The best columns that hold all rows from one on, of at least and at
    /// most so many lines.
    fn levelled(
        &self,
        column: usize,
        from: usize,
        count: usize,
        (least, most): (i64, i64),
    ) -> Option<(i64, Vec<usize>)> {
        let mut best: Option<(i64, Vec<usize>)> = None;
        let mut most = most;
        let mut lines = least;
        while lines <= most {
            if let Some((cost, ends)) = self.level(column, from, count, lines) {
                most = most.min(lines + LONGER);
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, ends));
                }
            }
            lines += 1;
        }
        best
    }

    /// The best columns of so many lines that hold all rows from one on.
    fn level(
        &self,
        column: usize,
        from: usize,
        count: usize,
        lines: i64,
    ) -> Option<(i64, Vec<usize>)> {
        let last = self.costs.len();
        let mut states: Vec<(usize, i64, Vec<usize>)> = vec![(from, 0, Vec::new())];
        for position in 0..count {
            let is_last = position + 1 == count;
            let mut next: Vec<(usize, i64, Vec<usize>)> = Vec::new();
            for (row, demerits, ends) in &states {
                let head = self.head(column + position);
                // A hair of rounding must not cost a line.
                let height = lines * self.leading + self.leading / 50;
                for end in self.ends(*row, head, (height, 0)) {
                    if is_last != (end.row == last) {
                        continue;
                    }
                    let weight = if is_last { UNEVEN_LAST } else { UNEVEN };
                    let demerits = demerits + end.cost + weight * end.lack * end.lack;
                    let is_better = |known: &(usize, i64, Vec<usize>)| demerits < known.1;
                    let ends = || ends.iter().copied().chain([end.row]).collect();
                    match next.iter_mut().find(|known| known.0 == end.row) {
                        Some(known) if is_better(known) => *known = (end.row, demerits, ends()),
                        Some(_) => {}
                        None => next.push((end.row, demerits, ends())),
                    }
                }
            }
            states = next;
        }
        states.into_iter().map(|(_, demerits, ends)| (demerits, ends)).min()
    }
}

/// Of states that are alike the best, and of all others the cheapest few.
fn thinned(mut states: Vec<State>) -> Vec<State> {
    states.sort_by_key(|state| (state.row, state.lack, state.demerits, state.previous));
    states.dedup_by_key(|state| (state.row, state.lack));
    if states.len() > BEAM {
        states.sort_by_key(|state| (state.demerits, state.row, state.lack));
        states.truncate(BEAM);
    }
    states
}

#[cfg(test)]
mod tests {
    use super::{FORBIDDEN, Head, Stack};

    /// `text` has a letter for each line: a capital begins an entry, a small
    /// letter goes on with it, `*` is a group's letter with a line of space
    /// above it. Lines of an entry stay in twos.
    fn pages(text: &str, (count, first, full): (usize, i64, i64), repeated: i64) -> Vec<String> {
        let rows: Vec<char> = text.chars().collect();
        let starts = |at: usize| rows.get(at).is_none_or(|row| !row.is_lowercase());
        let costs = (0..rows.len()).map(|at| match rows[at] {
            '*' => 2 * FORBIDDEN,
            _ if starts(at + 1) => 0,
            _ if starts(at) || starts(at + 2) => FORBIDDEN,
            _ => 250,
        });
        let spaces: Vec<i64> = rows.iter().map(|row| i64::from(*row == '*')).chain([0]).collect();
        let mut sums = vec![0];
        for space in &spaces[..rows.len()] {
            sums.push(sums[sums.len() - 1] + space + 1);
        }
        let costs = costs.collect();
        let is_verso_head = |head: Head| !head.is_recto && head.column == 0;
        let height =
            |row: usize, head| if is_verso_head(head) && !starts(row) { repeated } else { 0 };
        let (repeated, starts_recto) = (&height, true);
        let leading = 1;
        let stack =
            Stack { spaces, sums, costs, repeated, count, leading, first, full, starts_recto };
        let mut from = 0;
        let mut pages = Vec::new();
        for ends in stack.pages() {
            let columns = ends.iter().map(|end| {
                let column = rows[from..*end].iter().collect::<String>();
                from = *end;
                column
            });
            pages.push(columns.collect::<Vec<_>>().join(" "));
        }
        assert_eq!(from, rows.len(), "every row is placed");
        pages
    }

    #[track_caller]
    fn check(text: &str, sizes: (usize, i64, i64), expected: &[&str]) {
        assert_eq!(pages(text, sizes, 0), expected);
    }

    #[test]
    fn the_last_page_is_level() {
        check("AAAAAAAAAAAA", (2, 9, 9), &["AAAAAA AAAAAA"]);
        check("AAAAAAAAAAAAA", (2, 9, 9), &["AAAAAAA AAAAAA"]);
        check("AAAAAAAAAAAAAAAAA", (3, 9, 9), &["AAAAAA AAAAAA AAAAA"]);
        check("AAAAAAAAAAAAAAAAAAAAAA", (2, 4, 8), &["AAAA AAAA", "AAAAAAA AAAAAAA"]);
    }

    #[test]
    fn a_few_lines_are_not_divided() {
        check("AAAA", (2, 9, 9), &["AAAA"]);
        check("AAAAAAAAAAAA", (3, 9, 9), &["AAAAAA AAAAAA"]);
        check("AAAAAA", (3, 2, 9), &["AA AA AA"]);
        check("", (2, 9, 9), &[]);
    }

    #[test]
    fn no_line_of_an_entry_stands_alone() {
        check("AAAAAAaaAAAA", (2, 9, 9), &["AAAAA AaaAAAA"]);
        check("AAAAAAaaaAAA", (2, 9, 9), &["AAAAA AaaaAAA"]);
        check("AAAAaaaaaaAA", (2, 9, 9), &["AAAAaa aaaaAA"]);
    }

    #[test]
    fn columns_of_a_page_are_equally_short() {
        let text = "AAAAAAaaAAAAAAaaAAAAAAAAAAAA";
        check(text, (2, 8, 8), &["AAAAAAaa AAAAAAaa", "AAAAAA AAAAAA"]);
        let text = "AAAAAAAAaaAAAAAAAAAAAAAA";
        check(text, (2, 8, 8), &["AAAAAAA AaaAAAA", "AAAAA AAAAA"]);
    }

    #[test]
    fn a_groups_letter_keeps_its_entry() {
        check("AAAAA*Baaaaa", (2, 8, 8), &["AAAAA *Baaaaa"]);
        check("AAAAA*Baaaaaaaa", (2, 8, 8), &["AAAAA *Baaaa", "aa aa"]);
        check("AAAAAA*BBBBBB", (2, 8, 8), &["AAAAAA *BBBBBB"]);
    }

    #[test]
    fn a_repeated_heading_counts_in_its_column() {
        let text = format!("A{}", "a".repeat(53));
        let lengths = |repeated| -> Vec<Vec<usize>> {
            let pages = pages(&text, (2, 10, 10), repeated);
            pages.iter().map(|page| page.split(' ').map(str::len).collect()).collect()
        };
        assert_eq!(lengths(0), [[10, 10], [10, 10], [7, 7]]);
        assert_eq!(lengths(2), [[10, 10], [8, 10], [8, 8]]);
    }

    #[test]
    fn a_row_too_high_for_a_column_stands_alone() {
        check("AAA", (2, 0, 0), &["A A", "A"]);
    }
}
