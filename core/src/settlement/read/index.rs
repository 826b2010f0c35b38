//! Where cells and lines end in a stretch of bytes, found 64 bytes at a time.
//!
//! The index reads quotes the simple way: every second one closes. Whoever uses it must hold its answer for a line only where
//! all quotes of the line stand where that is right.

use wide::{i8x16, u8x16};

/// How many bytes are indexed at once: the offsets of their ends fit into two bytes, and the index into a processor's
/// nearest cache.
pub const WINDOW: usize = 1 << 15;

const BLOCK: usize = 64;

/// How many blocks are looked at for the end of a line, and so stand empty behind a window.
const BEHIND: usize = 3;

/// How many offsets are written at once.
const AT_ONCE: usize = 8;

/// How many cells a row shows: those of a line, and of what follows.
pub const ROW: usize = 64;

/// Where cells begin, from one of them on.
pub type Row = [u16; ROW];

/// The ends of cells and lines outside of quotes, counted from the beginning of the window.
#[derive(Debug)]
pub struct Index {
    /// Where cells begin: 0, and behind every comma and line feed.
    cells: Vec<u16>,
    cell_count: usize,
    /// How many blocks the window has.
    blocks: usize,
    /// One bit for every line feed that ends a line, and none right behind the window.
    line_feeds: Vec<u64>,
    /// One bit for every byte that is no visible ASCII character, blank or line feed; for every quote, and for line feeds within.
    rare: Vec<u64>,
    any_rare: bool,
    quotes: Vec<u64>,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            cells: vec![0; WINDOW.saturating_add(ROW).saturating_add(AT_ONCE)],
            cell_count: 1,
            blocks: 0,
            line_feeds: vec![0; (WINDOW / BLOCK).saturating_add(BEHIND)],
            rare: vec![0; WINDOW / BLOCK],
            any_rare: false,
            quotes: vec![0; WINDOW / BLOCK],
        }
    }
}

impl Index {
    /// Indexes the first bytes of `bytes`, with which a record begins: `reach` of them, at most [`WINDOW`]. Where lines end with
    /// two bytes, a carriage return before a line feed is as common as the line feed.
    pub fn read(&mut self, bytes: &[u8], reach: usize, two_bytes: bool) {
        let window = bytes.get(..reach.min(WINDOW)).unwrap_or(bytes);
        if two_bytes { self.read_window::<true>(window) } else { self.read_window::<false>(window) }
    }

    fn read_window<const TWO_BYTES: bool>(&mut self, window: &[u8]) {
        let (blocks, rest) = window.as_chunks::<BLOCK>();
        // What is left is too short for a block of its own: the zeros are rare, and nothing else.
        let mut tail = [0; BLOCK];
        tail.iter_mut().zip(rest).for_each(|(padded, byte)| *padded = *byte);
        let tail = if rest.is_empty() { None } else { Some(&tail) };

        let mut cell_count = 1;
        let mut inside = 0u64;
        let mut any_rare = 0;
        let starts = (0u16..).step_by(BLOCK);
        // Bytes behind the window belong to no line that ends in it.
        let next = |start: u16| window.get(usize::from(start).wrapping_add(BLOCK)).copied().unwrap_or(b'\n');
        let bits = self.line_feeds.iter_mut().zip(&mut self.rare).zip(&mut self.quotes);
        for ((block, start), ((line_feeds, rare), quotes)) in blocks.iter().chain(tail).zip(starts).zip(bits)
        {
            let mut marks = Marks::of::<TWO_BYTES>(block);
            let before_line_feeds = marks.line_feeds >> 1 | u64::from(next(start) == b'\n') << 63;
            let returns = if TWO_BYTES { marks.returns & before_line_feeds } else { 0 };
            (*rare, *quotes) = (0, 0);
            if marks.has_rare || inside != 0 || (TWO_BYTES && returns != marks.returns) {
                *quotes = self::quotes(block);
                let within = odd_from(*quotes) ^ inside;
                *rare = self::rare(block) & !returns | marks.line_feeds & within;
                any_rare |= *rare;
                inside = 0u64.wrapping_sub(within >> 63);
                marks.ends &= !within;
                marks.line_feeds &= !within;
            }
            *line_feeds = marks.line_feeds;
            cell_count = append(&mut self.cells, cell_count, start, marks.ends);
        }
        self.blocks = blocks.len().saturating_add(tail.iter().len());
        self.line_feeds.iter_mut().skip(self.blocks).take(BEHIND).for_each(|behind| *behind = 0);
        self.cell_count = cell_count;
        self.any_rare = any_rare != 0;
    }

    /// Where cells begin.
    pub fn cells(&self) -> &[u16] {
        self.cells.get(..self.cell_count).unwrap_or_default()
    }

    /// Where cells begin, from this one on, of all that are known; what follows them means nothing.
    #[inline]
    pub fn row(&self, cell: usize) -> Option<&Row> {
        self.cells.get(cell..)?.first_chunk()
    }

    /// Where the line ends that begins here, behind its line feed; `None` where it goes on behind the window.
    #[inline]
    pub fn line_end(&self, start: usize) -> Option<usize> {
        let (mut block, bit) = (start / BLOCK, start % BLOCK);
        while block < self.blocks {
            let [first, second, third] = self.line_feeds.get(block..)?.first_chunk::<BEHIND>()?;
            // What begins at the bit: in two words, because lines are longer than one.
            let join =
                |low: u64, high: u64| low >> bit | high << 1 << (BLOCK.wrapping_sub(1).wrapping_sub(bit));
            let (near, far) = (join(*first, *second), join(*second, *third));
            let (found, before) = if near == 0 { (far, BLOCK) } else { (near, 0) };
            if found != 0 {
                let offset = before.wrapping_add(bit).wrapping_add(found.trailing_zeros() as usize);
                return Some(block.wrapping_mul(BLOCK).wrapping_add(offset).wrapping_add(1));
            }
            block = block.wrapping_add(2);
        }
        None
    }

    /// From `start` up to `end` stand only visible ASCII characters, blanks and line feeds, and no quote.
    pub fn is_plain(&self, start: usize, end: usize) -> bool {
        if !self.any_rare || start >= end {
            return true;
        }
        let mut blocks = blocks_of(start, end);
        blocks.all(|(block, bits)| self.rare.get(block).is_some_and(|rare| rare & bits == 0))
    }

    /// How many quotes stand from `start` up to `end`, if besides there are only visible ASCII characters and blanks.
    pub fn quotes_only(&self, start: usize, end: usize) -> Option<u32> {
        blocks_of(start, end).try_fold(0u32, |count, (block, bits)| {
            let (rare, quotes) = (self.rare.get(block)? & bits, self.quotes.get(block)? & bits);
            (rare == quotes).then(|| count.wrapping_add(quotes.count_ones()))
        })
    }
}

/// Cuts `start..end` into its blocks: the number of each, and the bits of it that are in the range.
fn blocks_of(start: usize, end: usize) -> impl Iterator<Item = (usize, u64)> {
    let last = end.saturating_sub(1);
    (start / BLOCK..=last / BLOCK).map(move |block| {
        let from_start = if block == start / BLOCK { u64::MAX << (start % BLOCK) } else { u64::MAX };
        let up_to_end = BLOCK.wrapping_sub(1).wrapping_sub(last % BLOCK);
        (block, from_start & if block == last / BLOCK { u64::MAX >> up_to_end } else { u64::MAX })
    })
}

/// What stands in a block, one bit for every byte.
struct Marks {
    /// Commas and line feeds.
    ends: u64,
    line_feeds: u64,
    /// Carriage returns, where they are looked for. Then they are not rare yet.
    returns: u64,
    has_rare: bool,
}

impl Marks {
    #[inline]
    fn of<const TWO_BYTES: bool>(block: &[u8; BLOCK]) -> Self {
        let (parts, _) = block.as_chunks::<16>();
        let mut marks = Self { ends: 0, line_feeds: 0, returns: 0, has_rare: false };
        let mut common = u8x16::MAX;
        for (part, shift) in parts.iter().zip((0u32..).step_by(16)) {
            let bytes = u8x16::new(*part);
            let line_feed = bytes.simd_eq(u8x16::splat(b'\n'));
            let ends = bytes.simd_eq(u8x16::splat(b',')) | line_feed;
            let mut is_common = is_common(bytes, line_feed);
            if TWO_BYTES {
                let returns = bytes.simd_eq(u8x16::splat(b'\r'));
                is_common |= returns;
                marks.returns |= u64::from(returns.to_bitmask()) << shift;
            }
            common &= is_common;
            marks.ends |= u64::from(ends.to_bitmask()) << shift;
            marks.line_feeds |= u64::from(line_feed.to_bitmask()) << shift;
        }
        marks.has_rare = !common.all();
        marks
    }
}

/// Visible ASCII, blanks and line feeds; not quotes. With their sign bytes beyond ASCII are the lowest.
#[inline]
fn is_common(bytes: u8x16, line_feed: u8x16) -> u8x16 {
    let high = bytes.cast_signed().simd_gt(i8x16::splat(0x1F)).cast_unsigned();
    let rare = bytes.simd_eq(u8x16::splat(b'"')) | bytes.simd_eq(u8x16::splat(0x7F));
    (high | line_feed) & !rare
}

fn rare(block: &[u8; BLOCK]) -> u64 {
    bits(block, |bytes| !is_common(bytes, bytes.simd_eq(u8x16::splat(b'\n'))))
}

fn quotes(block: &[u8; BLOCK]) -> u64 {
    bits(block, |bytes| bytes.simd_eq(u8x16::splat(b'"')))
}

fn bits(block: &[u8; BLOCK], which: impl Fn(u8x16) -> u8x16) -> u64 {
    let (parts, _) = block.as_chunks::<16>();
    parts
        .iter()
        .zip((0u32..).step_by(16))
        .fold(0, |marks, (part, shift)| marks | u64::from(which(u8x16::new(*part)).to_bitmask()) << shift)
}

/// Every bit that has an odd number of bits at and below it.
const fn odd_from(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ bits << 32
}

/// Writes down what follows each bit, and returns how many offsets the list has then. Always writes some at once, and so many
/// even where there is none, because a processor guesses one loop too few more often than it writes seven numbers too many.
#[inline]
fn append(list: &mut [u16], count: usize, start: u16, mut bits: u64) -> usize {
    let mut at = count;
    let after = count.wrapping_add(bits.count_ones() as usize);
    let behind = start.wrapping_add(1);
    while let Some(places) = list.get_mut(at..).and_then(<[u16]>::first_chunk_mut::<AT_ONCE>) {
        for place in places {
            #[allow(clippy::cast_possible_truncation, reason = "at most 64")]
            let offset = bits.trailing_zeros() as u16;
            *place = behind.wrapping_add(offset);
            bits &= bits.wrapping_sub(1);
        }
        at = at.wrapping_add(AT_ONCE);
        if bits == 0 {
            break;
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(bytes: &[u8]) -> Index {
        let mut index = Index::default();
        index.read(bytes, WINDOW, false);
        index
    }

    #[test]
    fn cells_and_lines_begin_behind_what_ends_them() {
        let index = index(b"a,b\n\"c,\nd\",e\nf");
        assert_eq!(index.cells(), [0, 2, 4, 11, 13]);
        assert_eq!([0, 3, 4, 13].map(|start| index.line_end(start)), [Some(4), Some(4), Some(13), None]);
    }

    #[test]
    fn every_offset_of_a_block_is_found() {
        for length in [1, 15, 16, 63, 64, 65, 200, WINDOW - 1, WINDOW, WINDOW + 100] {
            let bytes: Vec<u8> = (0..length).map(|at| [b',', b'x', b'\n', b'.'][at * at % 4]).collect();
            let index = index(&bytes);
            let window = &bytes[..length.min(WINDOW)];
            let behind = |wanted: &[u8]| -> Vec<usize> {
                (1..).zip(window).filter(|(_, byte)| wanted.contains(byte)).map(|(at, _)| at).collect()
            };
            let cells: Vec<usize> = index.cells().iter().copied().map(usize::from).collect();
            assert_eq!(cells[1..], behind(b",\n"), "{length}");
            let mut line_ends = behind(b"\n").into_iter().peekable();
            for start in 0..window.len() {
                while line_ends.next_if(|end| *end <= start).is_some() {}
                assert_eq!(index.line_end(start), line_ends.peek().copied(), "{start} of {length}");
            }
        }
    }

    #[test]
    fn the_end_of_a_line_is_found_however_far_it_is() {
        let mut index = Index::default();
        index.read(&[b'\n'; 4096], WINDOW, false);
        for length in [0, 1, 63, 64, 127, 128, 129, 500, 5000] {
            let bytes = [vec![b'x'; length], b"\nmore".to_vec()].concat();
            index.read(&bytes, WINDOW, false);
            for start in 0..=length {
                assert_eq!(index.line_end(start), Some(length + 1), "{start}");
            }
            assert_eq!(index.line_end(length + 1), None);
        }
        // What an earlier and longer window had is forgotten.
        index.read("\n".repeat(WINDOW).as_bytes(), WINDOW, false);
        index.read(b"no line", WINDOW, false);
        assert_eq!([0, 7, 64, WINDOW].map(|start| index.line_end(start)), [None; 4]);
    }

    #[test]
    fn what_is_rare_is_found_in_its_range_only() {
        for at in 0..200 {
            for rare in [b'"', b'\r', 0, 0x1F, 0x7F, 0x80, 0xFF] {
                let mut bytes = [b'~'; 200];
                bytes[7] = b'\n';
                bytes[at] = rare;
                let index = index(&bytes);
                for (start, end) in [(0, 200), (at, at + 1), (0, at + 1), (at, 200)] {
                    assert!(!index.is_plain(start, end), "{rare} at {at} in {start}..{end}");
                }
                // Behind a quote that nothing closes a line feed ends no line.
                let is_open = rare == b'"' && at < 7;
                assert!(index.is_plain(0, at) && (at > 7 || index.is_plain(8, 200)), "{rare} at {at}");
                assert_eq!(index.is_plain(at + 1, 200), !is_open, "{rare} at {at}");
            }
        }
        assert!(index(b"a b~\n").is_plain(0, 5));
    }

    #[test]
    fn quotes_are_counted_where_nothing_else_is_rare() {
        for at in (0..200).filter(|at| ![99, 100].contains(at)) {
            let mut bytes = [b'~'; 200];
            bytes[at] = b'"';
            bytes[199 - at] = b'"';
            let index = index(&bytes);
            assert_eq!(index.quotes_only(0, 200), Some(2), "{at}");
            assert_eq!(index.quotes_only(at, at + 1), Some(1), "{at}");
            for other in [b'\r', b'\n', 0, 0x7F, 0xFF] {
                bytes[100] = other;
                let within = (at.min(199 - at)..at.max(199 - at)).contains(&100);
                let expected = if other == b'\n' && !within { Some(2) } else { None };
                assert_eq!(self::index(&bytes).quotes_only(0, 200), expected, "{other} at {at}");
            }
        }
    }

    #[test]
    fn a_carriage_return_is_common_only_before_a_line_feed_that_may_have_it() {
        let mut index = Index::default();
        for at in 0..200 {
            let mut bytes = [b'~'; 200];
            bytes[at] = b'\r';
            index.read(&bytes, WINDOW, true);
            assert!(!index.is_plain(at, at + 1) || at == 199, "{at}");
            if let Some(behind) = bytes.get_mut(at + 1) {
                *behind = b'\n';
                index.read(&bytes, WINDOW, true);
                assert!(index.is_plain(0, 200) && index.line_end(0) == Some(at + 2), "{at}");
                index.read(&bytes, WINDOW, false);
                assert!(!index.is_plain(at, at + 1), "{at}");
                bytes[at] = b'"';
                index.read(&bytes, WINDOW, true);
                assert!(!index.is_plain(at, at + 1), "{at}");
            }
        }
    }
}
