//! Where the states stand. Positions are the middles of the boxes; the moves find their own way between them.

/// All boxes have one size; `label` breaks long names into two rows.
pub const BOX_WIDTH: f64 = 126.0;
pub const BOX_HEIGHT: f64 = 42.0;

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Layout {
    pub machine: &'static str,
    pub width: f64,
    pub height: f64,
    places: &'static [(&'static str, f64, f64)],
}

impl Layout {
    pub fn of(machine: &str) -> Option<&'static Self> {
        LAYOUTS.iter().find(|layout| layout.machine == machine)
    }

    pub fn place(&self, state: &str) -> Option<(f64, f64)> {
        self.places.iter().find(|place| place.0 == state).map(|&(_, x, y)| (x, y))
    }

    pub fn places(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.places.iter().map(|&(_, x, y)| (x, y))
    }
}

const LAYOUTS: &[Layout] = &[
    Layout {
        machine: "intent",
        width: 1000.0,
        height: 560.0,
        places: &[
            ("AUTHORIZED", 110.0, 280.0),
            ("CANCELLED", 110.0, 460.0),
            ("PARTIALLY_CAPTURED", 340.0, 130.0),
            ("CAPTURED", 340.0, 350.0),
            ("REFUNDED", 610.0, 60.0),
            ("REFUND_REVERSED", 870.0, 130.0),
            ("DISPUTED", 610.0, 280.0),
            ("DEFENDED", 870.0, 290.0),
            ("DISPUTED_WON", 610.0, 480.0),
            ("DISPUTED_LOST", 870.0, 460.0),
        ],
    },
    Layout {
        machine: "capture",
        width: 620.0,
        height: 110.0,
        places: &[("CAPTURED", 120.0, 55.0), ("SETTLED_NOT_PAID", 330.0, 55.0), ("PAID", 540.0, 55.0)],
    },
    Layout {
        machine: "refund",
        width: 410.0,
        height: 110.0,
        places: &[("REFUNDED", 120.0, 55.0), ("REFUND_REVERSED", 330.0, 55.0)],
    },
    Layout {
        machine: "dispute",
        width: 620.0,
        height: 240.0,
        places: &[
            ("DISPUTED", 120.0, 120.0),
            ("DEFENDED", 330.0, 120.0),
            ("DISPUTED_WON", 540.0, 50.0),
            ("DISPUTED_LOST", 540.0, 190.0),
        ],
    },
    Layout {
        machine: "split",
        width: 1000.0,
        height: 400.0,
        places: &[
            ("CREATED", 110.0, 80.0),
            ("PENDING_FUNDS_RECEPTION", 305.0, 80.0),
            ("AVAILABLE", 500.0, 80.0),
            ("PENDING", 695.0, 80.0),
            ("COMPLETED", 890.0, 80.0),
            ("REVERSED", 305.0, 300.0),
            ("FAILED", 500.0, 190.0),
            ("REJECTED", 560.0, 300.0),
            ("REFUND_SPLIT_PENDING", 820.0, 200.0),
            ("REFUND_SPLIT_COMPLETED", 725.0, 330.0),
            ("REFUND_SPLIT_REJECTED", 905.0, 330.0),
        ],
    },
    Layout {
        machine: "settlement",
        width: 446.0,
        height: 590.0,
        places: &[
            ("PENDING_UPLOAD", 92.0, 75.0),
            ("UPLOADED", 92.0, 175.0),
            ("CREATED", 92.0, 275.0),
            ("PENDING_FUNDS_RECEPTION", 92.0, 455.0),
            ("RECONCILED", 92.0, 550.0),
            ("CANCELLED", 322.0, 75.0),
            ("FAILED", 322.0, 175.0),
            ("UNMATCHED", 322.0, 275.0),
            ("PARTIALLY_MATCHED", 240.0, 365.0),
            ("INSUFFICIENT_FUNDS", 322.0, 455.0),
        ],
    },
    Layout {
        machine: "credit",
        width: 410.0,
        height: 110.0,
        places: &[("CARRIED", 120.0, 55.0), ("USED", 330.0, 55.0)],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use echoscope_core::machine::all_machines;

    #[test]
    fn every_state_of_every_table_has_one_place() {
        for machine in all_machines() {
            let layout = Layout::of(machine.name).expect(machine.name);
            assert_eq!(layout.places.len(), machine.states.len(), "{}", machine.name);
            for state in &machine.states {
                assert!(layout.place(state.value).is_some(), "{} {}", machine.name, state.value);
            }
        }
    }

    #[test]
    fn boxes_keep_their_distance_and_stay_in_the_picture() {
        for layout in LAYOUTS {
            for (index, (x, y)) in layout.places().enumerate() {
                assert!(
                    x - BOX_WIDTH / 2.0 >= 4.0 && x + BOX_WIDTH / 2.0 <= layout.width - 4.0,
                    "{layout:?}"
                );
                assert!(
                    y - BOX_HEIGHT / 2.0 >= 4.0 && y + BOX_HEIGHT / 2.0 <= layout.height - 4.0,
                    "{layout:?}"
                );
                for (other_x, other_y) in layout.places().skip(index + 1) {
                    let apart =
                        (x - other_x).abs() >= BOX_WIDTH + 20.0 || (y - other_y).abs() >= BOX_HEIGHT + 20.0;
                    assert!(apart, "{}: ({x}, {y}) and ({other_x}, {other_y})", layout.machine);
                }
            }
        }
    }
}
