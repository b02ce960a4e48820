//! Where the parts stand and how the arrows run: in columns from what is written first to what is read last, wrapped
//! into bands like lines of text, so that words stay readable.
//!
//! The same parts and ways always give the same picture. Cycles are broken where a walk in order of id meets them; an
//! arrow that goes back runs below. Arrows over several columns have a place of their own in each, so they do not run
//! through parts.

use std::cmp::Ordering;
use std::fmt::Write as _;

/// The measures of a picture.
#[derive(Clone, Copy, Debug)]
pub struct Measures {
    /// How wide a part is.
    pub width: f64,
    /// How high a part is.
    pub height: f64,
    /// From one column to the next, between parts.
    pub between: f64,
    /// From one part to the next within a column.
    pub beside: f64,
    /// How many columns stand in one band.
    pub columns: usize,
    /// Columns stand below each other instead: for narrow screens. There is one band then.
    pub downwards: bool,
}

/// For wide screens.
pub const WIDE: Measures =
    Measures { width: 162.0, height: 58.0, between: 82.0, beside: 32.0, columns: 5, downwards: false };
/// For phones.
pub const TALL: Measures = Measures {
    width: 162.0,
    height: 58.0,
    between: 58.0,
    beside: 18.0,
    columns: usize::MAX,
    downwards: true,
};

/// How much room an arrow has that passes through a column.
const PASSING: f64 = 16.0;
/// Room around the picture.
const MARGIN: f64 = 34.0;
/// Room between bands, where arrows run back to the left.
const CHANNEL: f64 = 56.0;
/// How often columns are put in order by their neighbours.
const ROUNDS: usize = 8;
/// How round corners are.
const CORNER: f64 = 12.0;

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The upper left corners of the parts.
    pub parts: Vec<(f64, f64)>,
    /// The arrows, in the order of the ways.
    pub arrows: Vec<Line>,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// One arrow.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// As SVG's `d` has it.
    pub path: String,
    /// Where its words stand.
    pub label: (f64, f64),
    /// The tip, and the direction it comes from: (1, 0) from the left.
    pub tip: (f64, f64),
    /// See there.
    pub direction: (f64, f64),
}

/// A place in a column: a part, or an arrow that passes.
#[derive(Clone, Copy, Debug)]
struct Slot {
    rank: usize,
    is_part: bool,
    /// The middle, across.
    across: f64,
}

/// Draws `parts` parts with `ways` between them.
pub fn draw(parts: usize, ways: &[(usize, usize)], measures: &Measures) -> Picture {
    let ranks = ranks(parts, ways);
    let mut slots: Vec<Slot> =
        ranks.iter().map(|rank| Slot { rank: *rank, is_part: true, across: 0.0 }).collect();
    let mut chains = Vec::new();
    for (from, to) in ways {
        let mut chain = vec![*from];
        if ranks[*to] > ranks[*from] {
            for rank in ranks[*from] + 1..ranks[*to] {
                chain.push(slots.len());
                slots.push(Slot { rank, is_part: false, across: 0.0 });
            }
        }
        chain.push(*to);
        chains.push(chain);
    }
    let columns = order(&slots, &chains);
    place(&mut slots, &columns, &chains, measures);
    Drawing { measures, slots, columns }.picture(parts, &chains)
}

/// The column of each part: one after the last of those that lead to it.
fn ranks(parts: usize, ways: &[(usize, usize)]) -> Vec<usize> {
    let forward = forward(parts, ways);
    let mut ranks = vec![0; parts];
    // As many rounds as there are parts reach the end of the longest way.
    for _ in 0..parts {
        let mut changed = false;
        for (from, to) in &forward {
            if ranks[*to] < ranks[*from] + 1 {
                ranks[*to] = ranks[*from] + 1;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    // What leads somewhere stands right before it, not at the beginning.
    for part in (0..parts).rev() {
        let leads = forward.iter().filter(|(from, _)| *from == part).map(|(_, to)| ranks[*to]).min();
        let is_led = forward.iter().any(|(_, to)| *to == part);
        if let (Some(next), false) = (leads, is_led) {
            ranks[part] = next - 1;
        }
    }
    ranks
}

/// The ways without those that close a cycle.
fn forward(parts: usize, ways: &[(usize, usize)]) -> Vec<(usize, usize)> {
    fn visit(part: usize, ways: &[(usize, usize)], marks: &mut [u8], kept: &mut Vec<(usize, usize)>) {
        marks[part] = 1;
        for (from, to) in ways.iter().filter(|(from, _)| *from == part) {
            if marks[*to] == 1 {
                continue;
            }
            kept.push((*from, *to));
            if marks[*to] == 0 {
                visit(*to, ways, marks, kept);
            }
        }
        marks[part] = 2;
    }
    let mut marks = vec![0; parts];
    let mut kept = Vec::new();
    let is_led = |part: usize| ways.iter().any(|(_, to)| *to == part);
    let begins = (0..parts).filter(|part| !is_led(*part));
    for part in begins.chain(0..parts).collect::<Vec<_>>() {
        if marks[part] == 0 {
            visit(part, ways, &mut marks, &mut kept);
        }
    }
    kept
}

/// The slots of each column, in an order that has arrows cross little.
fn order(slots: &[Slot], chains: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let count = slots.iter().map(|slot| slot.rank + 1).max().unwrap_or_default();
    let mut columns = vec![Vec::new(); count];
    for (number, slot) in slots.iter().enumerate() {
        columns[slot.rank].push(number);
    }
    let pairs: Vec<(usize, usize)> =
        chains.iter().flat_map(|chain| chain.windows(2).map(|pair| (pair[0], pair[1]))).collect();
    let mut at = vec![0.0; slots.len()];
    let settle = |columns: &[Vec<usize>], at: &mut Vec<f64>| {
        for column in columns {
            for (place, slot) in column.iter().enumerate() {
                at[*slot] = place as f64 - column.len() as f64 / 2.0;
            }
        }
    };
    settle(&columns, &mut at);
    for round in 0..ROUNDS {
        for step in 0..count {
            let rank = if round % 2 == 0 { step } else { count - 1 - step };
            let heaviness = |slot: usize| {
                let beside = pairs.iter().filter_map(|(from, to)| match slot {
                    slot if slot == *from => Some(at[*to]),
                    slot if slot == *to => Some(at[*from]),
                    _ => None,
                });
                let (sum, count) = beside.fold((0.0, 0.0), |(sum, count), at| (sum + at, count + 1.0));
                if count > 0.0 { sum / count } else { at[slot] }
            };
            let mut column: Vec<(f64, usize)> =
                columns[rank].iter().map(|slot| (heaviness(*slot), *slot)).collect();
            column.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            columns[rank] = column.into_iter().map(|(_, slot)| slot).collect();
            settle(&columns, &mut at);
        }
    }
    columns
}

/// Gives each slot its place across its column: beside each other, and as near to its neighbours as there is room.
fn place(slots: &mut [Slot], columns: &[Vec<usize>], chains: &[Vec<usize>], measures: &Measures) {
    let size = |slot: &Slot| match (slot.is_part, measures.downwards) {
        (true, false) => measures.height,
        (true, true) => measures.width,
        (false, _) => PASSING,
    };
    for column in columns {
        let whole: f64 = column.iter().map(|slot| size(&slots[*slot]) + measures.beside).sum();
        let mut across = -whole / 2.0;
        for number in column {
            let own = size(&slots[*number]) + measures.beside;
            slots[*number].across = across + own / 2.0;
            across += own;
        }
    }
    // A lone part stands level with what leads to it.
    for column in columns.iter().skip(1).filter(|column| column.len() == 1) {
        let number = column[0];
        let leading = chains.iter().flat_map(|chain| chain.windows(2)).filter(|pair| pair[1] == number);
        let places: Vec<f64> = leading.map(|pair| slots[pair[0]].across).collect();
        if !places.is_empty() {
            slots[number].across = places.iter().sum::<f64>() / places.len() as f64;
        }
    }
}

struct Drawing<'a> {
    measures: &'a Measures,
    slots: Vec<Slot>,
    columns: Vec<Vec<usize>>,
}

impl Drawing<'_> {
    fn picture(&self, parts: usize, chains: &[Vec<usize>]) -> Picture {
        let bands = self.bands();
        let middle = |number: usize| self.middle(number, &bands);
        let (width, height) = (self.measures.width, self.measures.height);
        let corner = |(x, y): (f64, f64)| (x - width / 2.0, y - height / 2.0);
        let size = self.size(&bands);
        let mut turns = 0.0;
        let begin = |part: usize| chains.iter().filter(|chain| chain[0] == part).count();
        let end = |part: usize| chains.iter().filter(|chain| chain[chain.len() - 1] == part).count();
        let arrows = chains.iter().map(|chain| {
            let points: Vec<(f64, f64)> = chain.iter().map(|slot| middle(*slot)).collect();
            // Words stand at the end that fewer arrows share.
            let share = match begin(chain[0]).cmp(&end(chain[chain.len() - 1])) {
                Ordering::Less => 0.38,
                Ordering::Equal => 0.5,
                Ordering::Greater => 0.62,
            };
            self.line(chain, &points, &bands, size.0, &mut turns, share)
        });
        let arrows = arrows.collect();
        Picture {
            parts: (0..parts).map(|part| corner(middle(part))).collect(),
            arrows,
            width: size.0,
            height: size.1,
        }
    }

    /// The upper end and the height of each band.
    fn bands(&self) -> Vec<(f64, f64)> {
        if self.measures.downwards {
            return vec![(MARGIN, 0.0)];
        }
        let mut bands = Vec::new();
        let mut top = MARGIN;
        for band in self.columns.chunks(self.measures.columns) {
            let across = band.iter().flatten().map(|slot| self.slots[*slot].across);
            let (least, most) =
                across.fold((0.0_f64, 0.0_f64), |(least, most), at| (least.min(at), most.max(at)));
            let height = most - least + self.measures.height;
            bands.push((top - least + self.measures.height / 2.0, height));
            top += height + CHANNEL;
        }
        bands
    }

    fn band(&self, slot: usize) -> usize {
        if self.measures.downwards { 0 } else { self.slots[slot].rank / self.measures.columns }
    }

    fn middle(&self, number: usize, bands: &[(f64, f64)]) -> (f64, f64) {
        let slot = &self.slots[number];
        let measures = self.measures;
        if measures.downwards {
            let least = self.slots.iter().map(|slot| slot.across).fold(0.0, f64::min);
            let y = MARGIN + slot.rank as f64 * (measures.height + measures.between) + measures.height / 2.0;
            return (slot.across - least + measures.width / 2.0 + MARGIN / 2.0, y);
        }
        let column = slot.rank % measures.columns;
        let x = MARGIN + column as f64 * (measures.width + measures.between) + measures.width / 2.0;
        (x, bands[self.band(number)].0 + slot.across)
    }

    fn size(&self, bands: &[(f64, f64)]) -> (f64, f64) {
        let middles = (0..self.slots.len()).map(|slot| self.middle(slot, bands));
        let far = middles.fold((0.0_f64, 0.0_f64), |far, at| (far.0.max(at.0), far.1.max(at.1)));
        let side = if self.measures.downwards { MARGIN / 2.0 } else { MARGIN };
        (far.0 + self.measures.width / 2.0 + side, far.1 + self.measures.height / 2.0 + MARGIN)
    }

    fn line(
        &self,
        chain: &[usize],
        points: &[(f64, f64)],
        bands: &[(f64, f64)],
        width: f64,
        turns: &mut f64,
        share: f64,
    ) -> Line {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        if self.slots[last].rank <= self.slots[first].rank {
            return self.back(points[0], points[points.len() - 1]);
        }
        let mut line = Line::default();
        let mut at = self.leave(points[0]);
        let _ = write!(line.path, "M{:.1} {:.1}", at.0, at.1);
        for (number, pair) in chain.windows(2).enumerate() {
            let goal = points[number + 1];
            let goal = if self.slots[pair[1]].is_part { self.arrive(goal) } else { goal };
            if self.band(pair[0]) == self.band(pair[1]) {
                self.curve(&mut line.path, at, goal);
                if number == 0 {
                    line.label = self.on_curve(at, goal, share);
                }
            } else {
                *turns += 1.0;
                let channel = bands[self.band(pair[1])].0 - self.top(self.band(pair[1])) - CHANNEL / 2.0;
                let shift = (*turns % 3.0) * 7.0;
                turn(&mut line.path, at, goal, (width - 10.0 - shift, 10.0 + shift), channel + shift - 7.0);
                if number == 0 {
                    line.label = (width / 2.0, channel + shift - 7.0);
                }
            }
            at = goal;
        }
        line.tip = at;
        line.direction = if self.measures.downwards { (0.0, 1.0) } else { (1.0, 0.0) };
        if line.label.1 > 0.0 && !self.measures.downwards {
            line.label.1 -= 7.0;
        }
        line
    }

    /// From the middle of a band's rows to its upper end.
    fn top(&self, band: usize) -> f64 {
        let columns = self.columns.chunks(self.measures.columns).nth(band).unwrap_or_default();
        let least = columns.iter().flatten().map(|slot| self.slots[*slot].across).fold(0.0, f64::min);
        self.measures.height / 2.0 - least
    }

    fn leave(&self, (x, y): (f64, f64)) -> (f64, f64) {
        match self.measures.downwards {
            true => (x, y + self.measures.height / 2.0),
            false => (x + self.measures.width / 2.0, y),
        }
    }

    fn arrive(&self, (x, y): (f64, f64)) -> (f64, f64) {
        match self.measures.downwards {
            true => (x, y - self.measures.height / 2.0 - 5.0),
            false => (x - self.measures.width / 2.0 - 5.0, y),
        }
    }

    fn curve(&self, path: &mut String, from: (f64, f64), to: (f64, f64)) {
        let (one, other) = match self.measures.downwards {
            true => {
                let half = (to.1 - from.1) / 2.0;
                ((from.0, from.1 + half), (to.0, to.1 - half))
            }
            false => {
                let half = (to.0 - from.0) / 2.0;
                ((from.0 + half, from.1), (to.0 - half, to.1))
            }
        };
        let _ =
            write!(path, " C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", one.0, one.1, other.0, other.1, to.0, to.1);
    }

    /// The place on a curve that is `share` of the way.
    fn on_curve(&self, from: (f64, f64), to: (f64, f64), share: f64) -> (f64, f64) {
        let rest = 1.0 - share;
        // Along the way both middle points stand half-way, across it each at its own end.
        let near = rest.powi(3) + 3.0 * rest.powi(2) * share;
        let along = |from: f64, to: f64| {
            rest.powi(3) * from + 3.0 * rest * share * (from + to) / 2.0 + share.powi(3) * to
        };
        let across = |from: f64, to: f64| near * from + (1.0 - near) * to;
        match self.measures.downwards {
            true => (across(from.0, to.0), along(from.1, to.1)),
            false => (along(from.0, to.0), across(from.1, to.1)),
        }
    }

    /// An arrow to what stands before: out at the lower edge, in at the lower edge.
    fn back(&self, from: (f64, f64), to: (f64, f64)) -> Line {
        let down = self.measures.height / 2.0;
        let (from, to) = ((from.0 + 14.0, from.1 + down), (to.0 - 14.0, to.1 + down + 5.0));
        let low = from.1.max(to.1) + 30.0;
        let path = format!(
            "M{:.1} {:.1} C{:.1} {low:.1} {:.1} {low:.1} {:.1} {:.1}",
            from.0, from.1, from.0, to.0, to.0, to.1
        );
        let label = ((from.0 + to.0) / 2.0, low - 10.0);
        Line { path, label, tip: to, direction: (0.0, -1.0) }
    }
}

/// From the end of one band to the beginning of the next: to the right edge, down, back to the left, and in.
fn turn(path: &mut String, from: (f64, f64), to: (f64, f64), (right, left): (f64, f64), channel: f64) {
    let round = CORNER;
    let up = if to.1 > channel { 1.0 } else { -1.0 };
    let _ = write!(
        path,
        " H{:.1} Q{right:.1} {:.1} {right:.1} {:.1} V{:.1} Q{right:.1} {channel:.1} {:.1} {channel:.1} H{:.1} \
         Q{left:.1} {channel:.1} {left:.1} {:.1} V{:.1} Q{left:.1} {:.1} {:.1} {:.1} H{:.1}",
        right - round,
        from.1,
        from.1 + round,
        channel - round,
        right - round,
        left + round,
        channel + up * round,
        to.1 - up * round,
        to.1,
        left + round,
        to.1,
        to.0
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_the_order_of_their_ways() {
        // 0 → 1 → 2, and 0 → 2 as well.
        let picture = draw(3, &[(0, 1), (1, 2), (0, 2)], &WIDE);
        let x = |part: usize| picture.parts[part].0;
        assert!(x(0) < x(1) && x(1) < x(2));
        assert!(picture.parts.iter().all(|(x, y)| *x >= 0.0 && *y >= 0.0));
        assert!(picture.arrows.iter().all(|line| line.path.starts_with('M') && !line.path.contains("NaN")));
    }

    #[test]
    fn cycles_end_and_go_back_below() {
        let picture = draw(2, &[(0, 1), (1, 0)], &WIDE);
        assert!(picture.parts[0].0 < picture.parts[1].0);
        assert_eq!(picture.arrows[1].direction, (0.0, -1.0));
    }

    #[test]
    fn long_ways_are_wrapped_like_lines() {
        let ways: Vec<(usize, usize)> = (0..11).map(|part| (part, part + 1)).collect();
        let picture = draw(12, &ways, &WIDE);
        assert!(picture.width < 1240.0, "{}", picture.width);
        assert!(picture.parts[5].1 > picture.parts[4].1 && picture.parts[5].0 == picture.parts[0].0);
        let tall = draw(12, &ways, &TALL);
        assert!(tall.width < 240.0 && tall.parts.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }

    #[test]
    fn nothing_stands_on_anything_else() {
        // A fan of nine, and back together.
        let ways: Vec<(usize, usize)> = (1..10).flat_map(|part| [(0, part), (part, 10)]).collect();
        for measures in [&WIDE, &TALL] {
            let picture = draw(11, &ways, measures);
            for (number, one) in picture.parts.iter().enumerate() {
                for other in &picture.parts[number + 1..] {
                    let apart = (one.0 - other.0).abs() >= measures.width
                        || (one.1 - other.1).abs() >= measures.height;
                    assert!(apart, "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn the_same_house_is_always_drawn_the_same() {
        let ways = [(0, 2), (1, 2), (2, 3), (2, 4), (3, 5), (4, 5), (5, 2)];
        assert_eq!(draw(6, &ways, &WIDE), draw(6, &ways, &WIDE));
    }

    #[test]
    fn nothing_is_a_small_picture() {
        assert!(draw(0, &[], &WIDE).parts.is_empty());
    }
}
