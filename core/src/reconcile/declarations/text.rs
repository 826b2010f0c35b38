//! References, one behind the other, in pages of a mebibyte: growing copies nothing.

#[derive(Clone, Debug, Default)]
pub struct Text {
    pages: Vec<Vec<u8>>,
}

/// Where a text stands: its page and its place there share four bytes, its length has two. Kept as bytes, because fields of
/// two sizes would be padded.
#[derive(Clone, Copy, Default, Debug)]
pub struct TextAt {
    start: [u8; 4],
    length: [u8; 2],
}

const PAGE_BITS: u32 = 20;
const PAGE: usize = 1 << PAGE_BITS;

impl Text {
    /// `None` when four gigabytes are full, or the text is longer than any reference.
    pub fn add(&mut self, text: &[u8]) -> Option<TextAt> {
        let length = u16::try_from(text.len()).ok()?;
        let fits = self.pages.last().is_some_and(|page| page.len().saturating_add(text.len()) <= PAGE);
        if !fits {
            // The first page grows with what comes, by doubling: so it ends at the size of a page.
            let room = if self.pages.is_empty() { 1 << 12 } else { PAGE };
            self.pages.push(Vec::with_capacity(room));
        }
        let page_number = u32::try_from(self.pages.len().checked_sub(1)?).ok()?;
        let page = self.pages.last_mut()?;
        let start = page_number.checked_mul(1 << PAGE_BITS)?.checked_add(u32::try_from(page.len()).ok()?)?;
        page.extend_from_slice(text);
        Some(TextAt { start: start.to_ne_bytes(), length: length.to_ne_bytes() })
    }

    pub fn get(&self, at: TextAt) -> &[u8] {
        let start = u32::from_ne_bytes(at.start);
        let page = usize::try_from(start >> PAGE_BITS).unwrap_or(usize::MAX);
        let start = usize::try_from(start).unwrap_or(0) % PAGE;
        let end = start.saturating_add(usize::from(u16::from_ne_bytes(at.length)));
        self.pages.get(page).and_then(|page| page.get(start..end)).unwrap_or_default()
    }

    /// Bytes held.
    pub fn size(&self) -> usize {
        self.pages.iter().map(Vec::capacity).fold(0, usize::saturating_add)
    }
}

/// Whether two texts are equal, eight bytes at a time: WebAssembly's own comparison goes byte by byte.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let ((ones, one_rest), (others, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    let differ = ones
        .iter()
        .zip(others)
        .fold(0, |differ, (one, other)| differ | (u64::from_ne_bytes(*one) ^ u64::from_ne_bytes(*other)));
    let differ_in_rest =
        one_rest.iter().zip(other_rest).fold(0, |differ, (one, other)| differ | (one ^ other));
    differ == 0 && differ_in_rest == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_where_every_byte_is() {
        for length in 0..40 {
            let text = vec![b'a'; length];
            assert!(same(&text, &text.clone()));
            assert!(!same(&text, &vec![b'a'; length + 1]));
            for at in 0..length {
                let mut other = text.clone();
                other[at] ^= 0x40;
                assert!(!same(&text, &other), "{at} of {length}");
            }
        }
    }

    #[test]
    fn texts_read_back_over_many_pages() {
        let mut text = Text::default();
        let written = |number: usize| "x".repeat(number % 3000) + &number.to_string();
        let places: Vec<TextAt> =
            (0..3000).map(|number| text.add(written(number).as_bytes()).unwrap()).collect();
        assert!(text.pages.len() > 3);
        for (number, at) in places.into_iter().enumerate() {
            assert_eq!(text.get(at), written(number).as_bytes());
        }
        assert!(text.add(&vec![b'x'; 1 << 16]).is_none());
    }
}
