//! Rows and pixels. Browsers draw nothing taller than some ten million pixels; in a longer file the scroll bar stands for
//! more rows than it has pixels.

/// Height of a row in pixels; `--row` in check.css.
pub const ROW: f64 = 30.0;
pub const TALLEST: f64 = 6_000_000.0;

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scale {
    rows: f64,
    /// Pixels in sight.
    sight: f64,
}

impl Scale {
    pub fn new(rows: f64, sight: f64) -> Self {
        Self { rows, sight: sight.max(ROW) }
    }

    /// Of all rows together, as the scroll bar sees them.
    pub fn height(self) -> f64 {
        (self.rows * ROW).min(TALLEST)
    }

    /// There are more rows than the scroll bar can tell apart.
    pub fn is_tight(self) -> bool {
        self.rows * ROW > TALLEST
    }

    pub fn row_at(self, scrolled: f64) -> f64 {
        self.clamp(if self.is_tight() { scrolled / self.way() * self.last() } else { scrolled / ROW })
    }

    pub fn scroll_of(self, row: f64) -> f64 {
        if self.is_tight() { self.clamp(row) / self.last() * self.way() } else { self.clamp(row) * ROW }
    }

    pub fn clamp(self, row: f64) -> f64 {
        row.clamp(0.0, self.last())
    }

    /// The first row in sight when the last one is the last in sight.
    fn last(self) -> f64 {
        (self.rows - self.sight / ROW).max(0.0)
    }

    fn way(self) -> f64 {
        (self.height() - self.sight).max(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_file_scrolls_by_pixels() {
        let scale = Scale::new(1000.0, 300.0);
        assert!(!scale.is_tight());
        assert!((scale.row_at(90.0) - 3.0).abs() < 1e-9 && (scale.scroll_of(3.0) - 90.0).abs() < 1e-9);
        assert!((scale.row_at(1e9) - 990.0).abs() < 1e-9);
    }

    #[test]
    fn a_long_file_reaches_its_last_row_and_every_row_between() {
        let scale = Scale::new(10_000_000.0, 600.0);
        assert!(scale.is_tight() && scale.height() <= TALLEST);
        assert!((scale.row_at(scale.height() - 600.0) - 9_999_980.0).abs() < 1.0);
        for row in [0.0, 1.0, 1234.0, 5_000_000.0, 9_999_980.0] {
            assert!((scale.row_at(scale.scroll_of(row)) - row).abs() < 1e-3);
        }
    }

    #[test]
    fn an_empty_file_stays_at_its_top() {
        assert!(Scale::new(0.0, 300.0).row_at(50.0).abs() < 1e-9);
    }
}
