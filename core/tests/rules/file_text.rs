//! Settlement files as text, told by what they contain.

/// The text of a file of the 2026 format whose totals are right unless they are overruled.
#[derive(Clone)]
pub struct File {
    provider: String,
    currency: String,
    rows: Vec<Row>,
    fees: Option<i64>,
    net: Option<i64>,
    format: Format,
}

#[derive(Clone)]
struct Row {
    reference: String,
    line_type: &'static str,
    status: String,
    date: String,
    amount: String,
    currency: String,
    initial: String,
    fee: Option<i64>,
    /// Its term of the net total.
    counts: i64,
}

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Of2025,
    Of2026,
}

const HEADER: &str = "ExternalProviderReference,ExternalPaymentMethod,ExternalTransactionType,\
                      ExternalTransactionStatus,ExternalProcessingDate,Amount,Currency,\
                      ExternalInitialReference,ExternalProviderFees";

impl File {
    pub fn of(provider: &str) -> Self {
        Self {
            provider: provider.to_owned(),
            currency: "EUR".to_owned(),
            rows: Vec::new(),
            fees: None,
            net: None,
            format: Format::Of2026,
        }
    }

    // Lines. Amounts are given without sign: the status decides.

    #[must_use]
    pub fn payment(self, reference: &str, amount: i64) -> Self {
        self.row("PAYMENT", "SETTLED", reference, "", amount, amount)
    }

    #[must_use]
    pub fn refund(self, reference: &str, initial: &str, amount: i64) -> Self {
        self.row("REFUND", "REFUNDED", reference, initial, -amount, -amount)
    }

    #[must_use]
    pub fn reversal(self, reference: &str, initial: &str, amount: i64) -> Self {
        self.row("REFUND", "REFUND_REVERSED", reference, initial, amount, amount)
    }

    /// `status` is DISPUTED, DEFENDED, DISPUTED_WON or DISPUTED_LOST.
    #[must_use]
    pub fn dispute(self, status: &str, reference: &str, initial: &str, amount: i64) -> Self {
        let (signed, counts) = match status {
            "DISPUTED" => (-amount, -amount),
            "DISPUTED_WON" => (amount, amount),
            _ => (-amount, 0),
        };
        self.row("DISPUTE", status, reference, initial, signed, counts)
    }

    fn row(
        mut self,
        line_type: &'static str,
        status: &str,
        reference: &str,
        initial: &str,
        amount: i64,
        counts: i64,
    ) -> Self {
        self.rows.push(Row {
            reference: reference.to_owned(),
            line_type,
            status: status.to_owned(),
            date: "19-12-2025".to_owned(),
            amount: amount.to_string(),
            currency: self.currency.clone(),
            initial: initial.to_owned(),
            fee: None,
            counts,
        });
        self
    }

    // Changes to the line before.

    #[must_use]
    pub fn with_fee(mut self, fee: i64) -> Self {
        self.last().fee = Some(fee);
        self
    }

    #[must_use]
    pub fn with_date(mut self, date: &str) -> Self {
        date.clone_into(&mut self.last().date);
        self
    }

    #[must_use]
    pub fn in_currency(mut self, currency: &str) -> Self {
        currency.clone_into(&mut self.last().currency);
        self
    }

    fn last(&mut self) -> &mut Row {
        self.rows.last_mut().expect("a line")
    }

    // The footer.

    /// The fees total, as it stands in the file.
    #[must_use]
    pub fn fees(mut self, fees: i64) -> Self {
        self.fees = Some(fees);
        self
    }

    /// Another net total than the right one.
    #[must_use]
    pub fn net(mut self, net: i64) -> Self {
        self.net = Some(net);
        self
    }

    /// For all lines that follow, and the footer.
    #[must_use]
    pub fn currency(mut self, currency: &str) -> Self {
        currency.clone_into(&mut self.currency);
        self
    }

    /// The older format: amounts without sign, the older name of the total, fees subtracted.
    #[must_use]
    pub fn of_2025(mut self) -> Self {
        self.format = Format::Of2025;
        self
    }

    #[must_use]
    pub fn reversed(mut self) -> Self {
        self.rows.reverse();
        self
    }

    pub fn text(&self) -> String {
        let old = self.format == Format::Of2025;
        let line_fees: i64 = self.rows.iter().filter_map(|row| row.fee).sum();
        let fees = self.fees.unwrap_or(line_fees);
        let counted: i64 = self.rows.iter().map(|row| row.counts).sum();
        let right = if old { counted - fees } else { counted + fees };
        let net = self.net.unwrap_or_else(|| right.max(0));
        let rows = self.rows.iter().map(|row| {
            let amount = if old { row.amount.trim_start_matches('-') } else { &row.amount };
            let Row { reference, line_type, status, date, currency, initial, fee, .. } = row;
            let fee = fee.map(|fee| fee.to_string()).unwrap_or_default();
            format!("{reference},VISA,{line_type},{status},{date},{amount},{currency},{initial},{fee}")
        });
        let total = if old { "TotalSettlementAmount" } else { "TotalNetSettlementAmount" };
        let footer = [
            ("SettlementDate", "20-12-2025".to_owned()),
            ("ExternalProviderName", self.provider.clone()),
            ("TotalSettlementFeesAmount", fees.to_string()),
            (total, net.to_string()),
            ("SettlementCurrency", self.currency.clone()),
        ];
        let footer = footer.into_iter().map(|(name, value)| format!("{name},{value},,,,,,,"));
        let separator = ",,,,,,,,".to_owned();
        let lines = [HEADER.to_owned()].into_iter().chain(rows).chain([separator]).chain(footer);
        lines.map(|line| line + "\n").collect()
    }
}
