//! The reader against itself (lanes, chunks) and against the `csv` crate.

use echoscope_core::settlement::read::{Flaw, Lanes, LineEnd, Next, Reader, Record, Span};

/// Everything that a record says, owned.
#[derive(PartialEq, Eq, Debug)]
struct Seen {
    cells: Vec<Vec<u8>>,
    spans: Vec<Span>,
    flaws: Vec<(Flaw, usize)>,
    line: u64,
    byte: u64,
    end: LineEnd,
}

fn read<'c>(lanes: Lanes, chunks: impl IntoIterator<Item = &'c [u8]>) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut reader = Reader::new(lanes);
    let mut receive = |record: &Record<'_>| {
        seen.push(Seen {
            cells: (0..record.cells.len()).map(|index| record.cell(index).into_owned()).collect(),
            spans: record.cells.to_vec(),
            flaws: record.flaws.to_vec(),
            line: record.line,
            byte: record.byte,
            end: record.end,
        });
        Next::Continue
    };
    for chunk in chunks {
        reader.feed(chunk, &mut receive);
    }
    reader.finish(&mut receive);
    seen
}

/// Every string of at most `length` bytes over the alphabet, with and without a byte order mark.
fn every_string(alphabet: &[u8], length: usize, mut visit: impl FnMut(&[u8])) {
    let mut layer = vec![Vec::new()];
    for _ in 0..=length {
        for text in &layer {
            visit(text);
            visit(&[b"\xEF\xBB\xBF", text.as_slice()].concat());
        }
        layer = layer
            .iter()
            .flat_map(|text| alphabet.iter().map(|byte| [text.as_slice(), &[*byte]].concat()))
            .collect();
    }
}

#[test]
fn both_lanes_and_any_chunks_read_every_short_string_alike() {
    every_string(b",\"\r\na", 6, |text| {
        let exact = read(Lanes::ExactOnly, [text]);
        assert_eq!(read(Lanes::Both, [text]), exact, "lanes differ on \"{}\"", text.escape_ascii());
        assert_eq!(read(Lanes::Both, text.chunks(1)), exact, "chunks differ on \"{}\"", text.escape_ascii());
    });
}

#[test]
fn records_account_for_every_byte() {
    every_string(b",\"\r\na", 6, |text| {
        let mark = if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut at = mark;
        for record in read(Lanes::Both, [text]) {
            assert_eq!(record.byte, at, "\"{}\"", text.escape_ascii());
            let end = match record.end {
                LineEnd::Lf | LineEnd::Cr => 1,
                LineEnd::CrLf => 2,
                LineEnd::None => 0,
            };
            at += record.spans.last().unwrap().end as u64 + end;
        }
        assert_eq!(at, text.len() as u64, "\"{}\"", text.escape_ascii());
    });
}

#[test]
fn a_missing_quote_costs_its_own_line_and_no_other() {
    let seen = read(Lanes::Both, [b"a,\"b,c\n1,2,3\n4,\"5\",6\n".as_slice()]);
    let cells: Vec<Vec<&[u8]>> =
        seen.iter().map(|record| record.cells.iter().map(Vec::as_slice).collect()).collect();
    assert_eq!(cells, [vec![b"a".as_slice(), b"\"b,c"], vec![b"1", b"2", b"3"], vec![b"4", b"5", b"6"]]);
    assert_eq!(seen[0].flaws, [(Flaw::UnterminatedQuote, 2)]);
}

#[test]
fn a_record_without_end_is_cut_and_the_next_line_is_read() {
    let long = [vec![b'x'; 200_000], b"\r\nnext,line\n".to_vec()].concat();
    for size in [1000, 65_536, 65_537, 65_538, 65_539, 300_000] {
        let seen = read(Lanes::Both, long.chunks(size));
        assert_eq!(seen.len(), 2, "chunks of {size}");
        assert_eq!(seen[0].flaws, [(Flaw::TooLong, 65_536)]);
        assert_eq!((seen[1].line, seen[1].byte), (2, 200_002));
    }
}

/// A small generator of pseudo-random numbers, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    /// One well-formed record. The first cell is never empty: `csv` skips empty lines, we do not.
    fn record(&mut self, text: &mut Vec<u8>) {
        for cell in 0..=self.roll(5) {
            if cell > 0 {
                text.push(b',');
            }
            let quoted = self.roll(5) == 0;
            let pieces: &[&[u8]] = if quoted {
                &[b"a", b"7", b"-", "é".as_bytes(), b" ", b",", b"\"\"", b"\n", b"\r"]
            } else {
                &[b"a", b"7", b"-", "é".as_bytes(), b" "]
            };
            text.extend_from_slice(if quoted { b"\"" } else { b"" });
            for _ in 0..self.roll(6) + usize::from(cell == 0) {
                text.extend_from_slice(pieces[self.roll(pieces.len())]);
            }
            text.extend_from_slice(if quoted { b"\"" } else { b"" });
        }
    }
}

#[test]
fn a_million_well_formed_records_read_as_the_csv_crate_reads_them() {
    let mut dice = Dice(20_251_121);
    let mut text = Vec::new();
    for round in 0..100 {
        text.clear();
        for _ in 0..10_000 {
            dice.record(&mut text);
            text.extend_from_slice(if round % 2 == 0 { b"\n" } else { b"\r\n" });
        }
        let mut theirs = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&text[..]);
        let mut theirs = theirs.byte_records();
        for ours in read(Lanes::Both, text.chunks(1 + dice.roll(70_000))) {
            let expected = theirs.next().unwrap().unwrap();
            let same = ours.cells.iter().map(Vec::as_slice).eq(expected.iter());
            assert!(same, "line {}: {:?} against {expected:?}", ours.line, ours.cells);
        }
        assert!(theirs.next().is_none());
    }
}
