//! How every line is written: the one list that the reader, its error messages and the documentation share.

/// A kind of line: the words it begins with, and how it goes on. Capitals stand for values, square brackets for what may
/// be left out, `…` for a value that may be repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    pub keyword: &'static str,
    pub whole: &'static str,
    /// The lines it is indented under; empty for a step of its own.
    pub under: &'static [&'static str],
}

impl Form {
    /// The words that may begin an optional value, each with whether it takes several words.
    pub fn options(&self) -> impl Iterator<Item = (&'static str, bool)> {
        self.whole.split('[').skip(1).filter_map(|rest| {
            let inside = rest.split(']').next()?;
            let (name, _) = inside.split_once(' ')?;
            Some((name, inside.ends_with('…')))
        })
    }
}

const fn step(keyword: &'static str, whole: &'static str) -> Form {
    Form { keyword, whole, under: &[] }
}

const fn under(under: &'static [&'static str], keyword: &'static str, whole: &'static str) -> Form {
    Form { keyword, whole, under }
}

const FILE: &[&str] = &["upload"];

macro_rules! file_line {
    ($start:literal) => {
        concat!(
            $start,
            " [amount AMOUNT] [reference TEXT] [fees AMOUNT] [currency CURRENCY] [date DAY] [initial TEXT]"
        )
    };
}

/// What may stand under every step that does something.
pub const OUTCOME: &str = "=> refused CODE, or => events EVENT …";

pub const FORMS: &[Form] = &[
    step("reading", "reading SWITCH VALUE"),
    step("user", "user USER [wallet CURRENCY …]"),
    step(
        "intent",
        "intent INTENT AMOUNT CURRENCY PROVIDER [reference TEXT] [buyer USER] [fees AMOUNT] [method METHOD]",
    ),
    step("add lines", "add lines INTENT AMOUNT [fees AMOUNT]"),
    under(
        &["intent", "add lines"],
        "line",
        "line LINE SELLER TOTAL [quantity NUMBER] [unit AMOUNT] [discount AMOUNT] [tax AMOUNT] [fees AMOUNT] \
         [transfer DAY] [origin WALLET]",
    ),
    step("capture", "capture INTENT [as CAPTURE] [reference TEXT] [lines LINE=AMOUNT …]"),
    step("cancel", "cancel INTENT [lines LINE=AMOUNT …]"),
    step("refund", "refund INTENT [as REFUND] [reference TEXT] [lines LINE=AMOUNT …]"),
    step("reverse refund", "reverse refund REFUND [reference TEXT] [lines LINE=AMOUNT …]"),
    step("dispute", "dispute CAPTURE [as DISPUTE] [reference TEXT] [lines LINE=AMOUNT …]"),
    step("decide", "decide DISPUTE DEFENDED|DISPUTED_WON|DISPUTED_LOST"),
    step("split", "split INTENT [as SPLIT] line LINE AMOUNT [fees AMOUNT] [on DAY] [origin WALLET]"),
    step("update split", "update split SPLIT [amount AMOUNT] [fees AMOUNT] [on DAY] [description TEXT]"),
    step("execute", "execute SPLIT"),
    step("reverse split", "reverse split SPLIT"),
    step("settlement", "settlement SETTLEMENT [file NAME]"),
    step("upload", "upload SETTLEMENT raw|PROVIDER CURRENCY DAY [fees AMOUNT] [net AMOUNT]"),
    under(FILE, "settled", file_line!("settled CAPTURE")),
    under(FILE, "refunded", file_line!("refunded REFUND")),
    under(FILE, "reversed", file_line!("reversed REFUND")),
    under(FILE, "disputed", file_line!("disputed DISPUTE")),
    under(FILE, "defended", file_line!("defended DISPUTE")),
    under(FILE, "won", file_line!("won DISPUTE")),
    under(FILE, "lost", file_line!("lost DISPUTE")),
    step("new address", "new address SETTLEMENT [file NAME]"),
    step("cancel settlement", "cancel settlement SETTLEMENT"),
    step("funds", "funds PROVIDER CURRENCY AMOUNT"),
    step("fund wallet", "fund wallet WALLET AMOUNT"),
    step("clock", "clock DAY|+DURATION [TIME]"),
    step("fault", "fault REJECTED|FAILED"),
    step(
        "expect",
        "expect NAME STATUS [amount AMOUNT] [fees AMOUNT] [available AMOUNT] [unfunded AMOUNT] [next TEXT] \
         [declared AMOUNT] [actual AMOUNT] [missing AMOUNT]",
    ),
    step(
        "expect line",
        "expect line LINE [captured AMOUNT] [cancelled AMOUNT] [refunded AMOUNT] [disputed AMOUNT] [split AMOUNT] \
         [total AMOUNT] [unfunded AMOUNT]",
    ),
    step("expect error", "expect error SETTLEMENT CODE [on TEXT]"),
    step("expect wallet", "expect wallet WALLET AMOUNT"),
    step("expect pool", "expect pool PROVIDER CURRENCY [unallocated AMOUNT] [credit AMOUNT] [escrow AMOUNT]"),
];

/// The form whose keyword these words begin with; of two such forms the longer.
pub fn form_of(first: &str, second: Option<&str>) -> Option<&'static Form> {
    let two = second
        .and_then(|second| FORMS.iter().find(|form| form.keyword.split_once(' ') == Some((first, second))));
    two.or_else(|| FORMS.iter().find(|form| form.keyword == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_begins_with_its_keyword_and_lists_its_options() {
        for form in FORMS {
            let start = form.whole.strip_prefix(form.keyword).is_some_and(|rest| rest.starts_with(' '));
            assert!(start, "{}", form.keyword);
            let brackets = form.whole.matches('[').count() - form.whole.matches("[TIME]").count();
            assert_eq!(form.options().count(), brackets, "{}", form.keyword);
        }
        let user = form_of("user", Some("anna")).unwrap();
        assert_eq!(user.options().collect::<Vec<_>>(), [("wallet", true)]);
    }

    #[test]
    fn the_longer_keyword_wins() {
        assert_eq!(form_of("cancel", Some("settlement")).unwrap().keyword, "cancel settlement");
        assert_eq!(form_of("cancel", Some("order-1")).unwrap().keyword, "cancel");
        assert_eq!(form_of("reverse", Some("x")), None);
    }
}
