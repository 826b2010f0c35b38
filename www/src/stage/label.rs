//! A status in at most two rows, so that all boxes can have one size.

/// As many characters as fit into a box.
pub const WIDEST: usize = 14;

/// Breaks behind an underscore, as late as the first row allows.
pub fn rows(value: &str) -> Vec<&str> {
    if value.len() <= WIDEST {
        return vec![value];
    }
    let mut breaks = value.match_indices('_').map(|(place, _)| place + 1);
    match breaks.rfind(|&place| place <= WIDEST) {
        Some(place) => {
            let (first, second) = value.split_at(place);
            vec![first, second]
        }
        None => vec![value],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use echoscope_core::machine::all_machines;

    #[test]
    fn every_status_fits_into_a_box() {
        for state in all_machines().iter().flat_map(|machine| &machine.states) {
            let rows = rows(state.value);
            assert!(rows.len() <= 2 && rows.iter().all(|row| row.len() <= WIDEST), "{rows:?}");
            assert_eq!(rows.concat(), state.value);
        }
    }
}
