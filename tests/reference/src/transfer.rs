//! The money that Splits move, and the money that is claimed back from sellers.

use crate::model::{Model, Refused};
use crate::record::{Amount, Object, SplitStatus, TransferFault};

impl Model {
    /// Executes a Split; or, where a claim on the seller was rejected, tries that claim again (B14).
    pub fn execute_split(&mut self, intent: usize, split: usize) -> Result<(), Refused> {
        self.judge_named(intent, split)?;
        match self.splits[split].status {
            SplitStatus::Available | SplitStatus::Rejected => {
                if self.left_for_transfer(split) < self.splits[split].amount {
                    return Err(Refused::ExceedsLimit);
                }
                self.transfer(split);
            }
            SplitStatus::RefundSplitRejected => self.claim(split),
            _ => return Err(Refused::WrongStatus),
        }
        self.end_command();
        Ok(())
    }

    /// B23: a Split whose date has come is executed as soon as it is `AVAILABLE`; of several that
    /// are due at one moment the oldest first.
    pub(crate) fn execute_due_splits(&mut self) {
        let is_due = |split: &crate::Split| {
            split.status == SplitStatus::Available && split.transfer_date.is_some_and(|date| date <= self.now)
        };
        let due: Vec<usize> = (0..self.splits.len()).filter(|&split| is_due(&self.splits[split])).collect();
        for split in due {
            self.transfer(split);
        }
    }

    /// What the buyer still pays for on the Split's line, and no Split has taken yet (B13).
    fn left_for_transfer(&self, split: usize) -> Amount {
        let line = self.splits[split].line;
        self.kept(line) - self.split_amount(line)
    }

    /// A transfer to the seller begins.
    fn transfer(&mut self, split: usize) {
        self.splits[split].status = SplitStatus::Pending;
        self.begin_transfer(split);
    }

    /// B13: a transfer ends after a while, or right away. One that begins anew ends so long after that.
    fn begin_transfer(&mut self, split: usize) {
        if self.reading.transfer_seconds == 0 {
            return self.end_transfer(split);
        }
        self.planned += 1;
        self.splits[split].ends = Some((self.now + self.reading.transfer_seconds, self.planned));
    }

    pub(crate) fn end_transfer(&mut self, split: usize) {
        match self.splits[split].status {
            SplitStatus::Pending => self.pay_seller(split),
            SplitStatus::RefundSplitPending => self.give_back(split),
            status => panic!("a transfer of a Split that is {status:?}"),
        }
    }

    fn pay_seller(&mut self, split: usize) {
        let fault = if self.faults.is_empty() { None } else { Some(self.faults.remove(0)) };
        let amount = self.splits[split].amount;
        let fee = self.splits[split].fee;
        match fault {
            Some(TransferFault::Failed) => self.splits[split].status = SplitStatus::Failed,
            None if self.left_for_transfer(split) >= amount && self.source_balance(split) >= amount => {
                let line = self.splits[split].line;
                let seller = self.lines[line].wallet;
                let fees_wallet = self.fees_wallet(split);
                self.add_to_source(split, -amount);
                self.wallets[seller].balance += amount - fee;
                self.wallets[fees_wallet].balance += fee;
                self.splits[split].status = SplitStatus::Completed;
            }
            Some(TransferFault::Rejected) | None => {
                self.splits[split].status = SplitStatus::Rejected;
                self.tell("SPLIT_REJECTED", Object::Split(split));
            }
        }
    }

    /// B14: what Splits completed beyond what the buyer still pays for is claimed back, youngest Split first.
    pub(crate) fn claim_back(&mut self, intent: usize) {
        let mut claimed = Vec::new();
        for line in self.lines_of(intent) {
            let mut excess = self.split_amount(line) - self.kept(line);
            for split in (0..self.splits.len()).rev() {
                let held = self.splits[split].amount - self.splits[split].claimed;
                let completed = self.splits[split].status.was_transferred();
                let claim = excess.min(held);
                if self.splits[split].line == line && completed && claim > 0 {
                    self.splits[split].claimed += claim;
                    excess -= claim;
                    claimed.push(split);
                }
            }
        }
        for split in claimed {
            self.claim(split);
        }
    }

    fn claim(&mut self, split: usize) {
        self.splits[split].status = SplitStatus::RefundSplitPending;
        self.begin_transfer(split);
    }

    /// The seller's wallet gives back all that is still owed of a claim, or nothing. The platform keeps its fee.
    fn give_back(&mut self, split: usize) {
        let owed = self.splits[split].claimed - self.splits[split].returned;
        let seller = self.lines[self.splits[split].line].wallet;
        if self.wallets[seller].balance < owed {
            self.splits[split].status = SplitStatus::RefundSplitRejected;
            return;
        }
        self.wallets[seller].balance -= owed;
        self.add_to_source(split, owed);
        self.splits[split].returned = self.splits[split].claimed;
        self.splits[split].status = SplitStatus::RefundSplitCompleted;
    }

    fn fees_wallet(&self, split: usize) -> usize {
        let currency = &self.intents[self.splits[split].intent].currency;
        self.find_wallet(&format!("FEES_{currency}")).expect("every currency has a fees wallet")
    }

    /// Whom a Split takes its money from: the escrow wallet, in a hybrid flow the Split's own origin (B24).
    fn source_balance(&self, split: usize) -> Amount {
        let intent = &self.intents[self.splits[split].intent];
        match self.hybrid_origin(split) {
            Some(wallet) => self.wallets[wallet].balance,
            None => self.pool(&intent.provider, &intent.currency).map_or(0, |pool| pool.escrow),
        }
    }

    fn add_to_source(&mut self, split: usize, amount: Amount) {
        if let Some(wallet) = self.hybrid_origin(split) {
            self.wallets[wallet].balance += amount;
        } else {
            let intent = self.intents[self.splits[split].intent].clone();
            let pool = self.pool_mut(&intent.provider, &intent.currency);
            pool.escrow += amount;
            // B28: more cannot wait than is there.
            let waits = pool.unallocated.min(pool.escrow);
            pool.spent_waiting += pool.unallocated - waits;
            pool.unallocated = waits;
            self.allocate(&intent.provider, &intent.currency);
        }
    }

    fn hybrid_origin(&self, split: usize) -> Option<usize> {
        let it = &self.splits[split];
        if self.is_hybrid(it.intent) { it.origin.or(self.lines[it.line].origin) } else { None }
    }
}
