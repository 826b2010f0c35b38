//! Where cells and lines end in a stretch of bytes, found 64 bytes at a time.
//!
//! The index reads quotes the simple way: every second one closes. Whoever uses it must hold its answer for a line only where
//! all quotes of the line stand where that is right.

use wide::{i8x16, u8x16};

/// How many bytes are indexed at once: the offsets of their ends fit into two bytes, and the index into a processor's
/// nearest cache.
pub const WINDOW: usize = 1 << 15;

const BLOCK: usize = 64;

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
    /// Where lines begin, the first one excepted.
    lines: Vec<u16>,
    line_count: usize,
    /// One bit for every byte that is no visible ASCII character, blank or line feed; and for every quote.
    rare: Vec<u64>,
    any_rare: bool,
}

impl Default for Index {
    fn default() -> Self {
        let room = || vec![0; WINDOW.saturating_add(ROW).saturating_add(AT_ONCE)];
        Self {
            cells: room(),
            cell_count: 1,
            lines: room(),
            line_count: 0,
            rare: vec![0; WINDOW / BLOCK],
            any_rare: false,
        }
    }
}

impl Index {
    /// Indexes the first bytes of `bytes`, with which a record begins: `reach` of them, at most [`WINDOW`].
    pub fn read(&mut self, bytes: &[u8], reach: usize) {
        let window = bytes.get(..reach.min(WINDOW)).unwrap_or(bytes);
        let (blocks, rest) = window.as_chunks::<BLOCK>();
        // What is left is too short for a block of its own: the zeros are rare, and nothing else.
        let mut tail = [0; BLOCK];
        tail.iter_mut().zip(rest).for_each(|(padded, byte)| *padded = *byte);
        let tail = if rest.is_empty() { None } else { Some(&tail) };

        let (mut cell_count, mut line_count) = (1, 0);
        let mut inside = 0u64;
        let mut any_rare = 0;
        let starts = (0u16..).step_by(BLOCK);
        for ((block, start), rare) in blocks.iter().chain(tail).zip(starts).zip(&mut self.rare) {
            let mut marks = Marks::of(block);
            *rare = 0;
            if marks.has_rare || inside != 0 {
                *rare = self::rare(block);
                any_rare |= *rare;
                let within = odd_from(quotes(block)) ^ inside;
                inside = 0u64.wrapping_sub(within >> 63);
                marks.ends &= !within;
                marks.line_feeds &= !within;
            }
            cell_count = append::<AT_ONCE>(&mut self.cells, cell_count, start, marks.ends);
            line_count = append::<1>(&mut self.lines, line_count, start, marks.line_feeds);
        }
        self.cell_count = cell_count;
        self.line_count = line_count;
        self.any_rare = any_rare != 0;
    }

    /// Where cells begin.
    pub fn cells(&self) -> &[u16] {
        self.cells.get(..self.cell_count).unwrap_or_default()
    }

    /// Where cells begin, from this one on, of all that are known; what follows them means nothing.
    pub fn row(&self, cell: usize) -> Option<&Row> {
        self.cells.get(cell..)?.first_chunk()
    }

    /// Where lines begin, the first one excepted.
    pub fn lines(&self) -> &[u16] {
        self.lines.get(..self.line_count).unwrap_or_default()
    }

    /// From `start` up to `end` stand only visible ASCII characters, blanks and line feeds, and no quote.
    pub fn is_plain(&self, start: usize, end: usize) -> bool {
        if !self.any_rare || start >= end {
            return true;
        }
        let last = end.wrapping_sub(1);
        let from_start = u64::MAX << (start % BLOCK);
        let up_to_end = u64::MAX >> (BLOCK.wrapping_sub(1).wrapping_sub(last % BLOCK));
        match self.rare.get(start / BLOCK..=last / BLOCK) {
            Some([only]) => only & from_start & up_to_end == 0,
            Some([first, between @ .., last]) => {
                first & from_start == 0 && last & up_to_end == 0 && between.iter().all(|block| *block == 0)
            }
            _ => false,
        }
    }
}

/// What stands in a block, one bit for every byte.
struct Marks {
    /// Commas and line feeds.
    ends: u64,
    line_feeds: u64,
    has_rare: bool,
}

impl Marks {
    #[inline]
    fn of(block: &[u8; BLOCK]) -> Self {
        let (parts, _) = block.as_chunks::<16>();
        let mut marks = Self { ends: 0, line_feeds: 0, has_rare: false };
        let mut common = u8x16::MAX;
        for (part, shift) in parts.iter().zip((0u32..).step_by(16)) {
            let bytes = u8x16::new(*part);
            let line_feed = bytes.simd_eq(u8x16::splat(b'\n'));
            let ends = bytes.simd_eq(u8x16::splat(b',')) | line_feed;
            common &= is_common(bytes, line_feed);
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

/// Writes down what follows each bit, and returns how many offsets the list has then. Always writes `N` at once, and so many
/// even where there is none, because a processor guesses one loop too few more often than it writes seven numbers too many.
#[inline]
fn append<const N: usize>(list: &mut [u16], count: usize, start: u16, mut bits: u64) -> usize {
    let mut at = count;
    let after = count.wrapping_add(bits.count_ones() as usize);
    let behind = start.wrapping_add(1);
    while let Some(places) = list.get_mut(at..).and_then(<[u16]>::first_chunk_mut::<N>) {
        for place in places {
            #[allow(clippy::cast_possible_truncation, reason = "at most 64")]
            let offset = bits.trailing_zeros() as u16;
            *place = behind.wrapping_add(offset);
            bits &= bits.wrapping_sub(1);
        }
        at = at.wrapping_add(N);
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
        index.read(bytes, WINDOW);
        index
    }

    #[test]
    fn cells_and_lines_begin_behind_what_ends_them() {
        let index = index(b"a,b\n\"c,\nd\",e\nf");
        assert_eq!(index.cells(), [0, 2, 4, 11, 13]);
        assert_eq!(index.lines(), [4, 13]);
    }

    #[test]
    fn every_offset_of_a_block_is_found() {
        for length in [1, 15, 16, 63, 64, 65, 200, WINDOW - 1, WINDOW, WINDOW + 100] {
            let bytes: Vec<u8> = (0..length).map(|at| [b',', b'x', b'\n', b'.'][at * at % 4]).collect();
            let index = index(&bytes);
            let window = &bytes[..length.min(WINDOW)];
            let behind = |wanted: &[u8]| -> Vec<u16> {
                (1..).zip(window).filter(|(_, byte)| wanted.contains(byte)).map(|(at, _)| at).collect()
            };
            assert_eq!(index.cells()[1..], behind(b",\n"), "{length}");
            assert_eq!(index.lines(), behind(b"\n"), "{length}");
        }
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
                assert!(index.is_plain(0, at) && index.is_plain(at + 1, 200), "{rare} at {at}");
            }
        }
        assert!(index(b"a b~\n").is_plain(0, 5));
    }
}
