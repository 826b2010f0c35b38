//! Every edge of every lifecycle table is taken by real commands, and no command takes an edge that is not in a table.

use echoscope_core::engine::{Command, Engine, TransferFault};
use echoscope_core::intent::Intent;
use echoscope_core::reading::{PartialReversal, Reading};
use echoscope_model::commands::{
    cancel, cancel_all, cancel_settlement, capture, capture_all, create_intent, create_intent_with_fees,
    create_settlement, decide, dispute, dispute_all, execute_split, fund_seller, new_address, receive,
    refund, refund_all, reverse_refund, reverse_split, split, update_split, upload,
};
use echoscope_model::file::{Line, file, payment, refunded};
use echoscope_model::tables::{Taken, all_edges};
use echoscope_model::{must, platform};
use std::collections::BTreeSet;
use std::sync::Arc;

const DEFENDED: &str = "DEFENDED";
const WON: &str = "DISPUTED_WON";
const LOST: &str = "DISPUTED_LOST";

/// One run: an engine, and the edges it has taken so far.
struct Run {
    engine: Engine,
    taken: BTreeSet<Taken>,
}

impl Run {
    fn new(reading: Reading) -> Self {
        Self { engine: platform(reading), taken: BTreeSet::new() }
    }

    fn go(&mut self, command: Command) -> &mut Self {
        let outcome = must(&mut self.engine, command);
        self.taken.extend(outcome.events.iter().filter_map(Taken::of));
        self.engine.world().check().expect("everything holds after every command");
        self
    }

    /// A command about the Intent created last.
    fn on(&mut self, command: impl FnOnce(&Intent) -> Command) -> &mut Self {
        let intent = self.engine.world().intents().next_back().expect("there is an Intent");
        let command = command(&Arc::clone(intent));
        self.go(command)
    }

    /// A command about the Settlement created last.
    fn on_settlement(&mut self, command: impl FnOnce(&str) -> Command) -> &mut Self {
        let settlement = self.engine.world().settlements().next_back().expect("there is a Settlement");
        let command = command(&settlement.id.to_string());
        self.go(command)
    }

    /// A new Intent with one line of this total; the number of Intents makes its reference unique.
    fn authorize(&mut self, total: i64) -> &mut Self {
        let reference = self.reference();
        self.go(create_intent(&reference, &[total]))
    }

    /// Adds a line of this total to the Intent created last.
    fn add_line(&mut self, total: i64) -> &mut Self {
        let reference = self.last_reference();
        self.go(create_intent(&reference, &[total]))
    }

    /// Decides the first dispute of the last Intent, one decision after the other.
    fn decided(&mut self, decisions: &[&str]) -> &mut Self {
        for decision in decisions {
            self.on(|i| decide(i, 0, decision));
        }
        self
    }

    fn captured(&mut self) -> &mut Self {
        self.authorize(100).on(capture_all)
    }

    /// 60 of 100 are captured.
    fn partly_captured(&mut self) -> &mut Self {
        self.authorize(100).on(|i| capture(i, "part", &[(0, 60)]))
    }

    /// Everything captured is disputed, in two disputes that cover half each.
    fn disputed_twice(&mut self) -> &mut Self {
        self.captured().on(|i| dispute(i, 0, "d1", &[(0, 50)])).on(|i| dispute(i, 0, "d2", &[(0, 50)]))
    }

    fn partly_disputed_twice(&mut self) -> &mut Self {
        self.partly_captured().on(|i| dispute(i, 0, "d1", &[(0, 30)])).on(|i| dispute(i, 0, "d2", &[(0, 30)]))
    }

    fn reference(&self) -> String {
        format!("pay-{}", self.engine.world().intents().len())
    }

    fn last_reference(&self) -> String {
        let intent = self.engine.world().intents().next_back().expect("there is an Intent");
        intent.external.reference.to_string()
    }

    fn settlement(&mut self, lines: &[Line]) -> &mut Self {
        self.go(create_settlement()).on_settlement(|id| upload(id, &file(lines)))
    }

    /// A settlement file that contains the last Intent's capture.
    fn settled(&mut self, amount: i64) -> &mut Self {
        let reference = self.last_reference();
        self.settlement(&[payment(&reference, amount)])
    }

    /// A Split of all of a captured Intent of 100, of which 10 are the platform's fee, whose money has arrived.
    fn available_split(&mut self) -> &mut Self {
        let reference = self.reference();
        self.go(create_intent_with_fees(&reference, &[(100, 10)]))
            .on(capture_all)
            .on(|i| split(i, 0, 100, 10))
            .settled(100)
            .go(receive(100))
    }
}

type Script = fn(&mut Run);

fn intents(run: &mut Run) {
    // Before any capture.
    run.authorize(100).add_line(100).on(|i| cancel(i, "x", &[(0, 40)])).on(cancel_all);
    run.captured().add_line(50);
    run.partly_captured()
        .on(|i| capture(i, "more", &[(0, 20)]))
        .add_line(50)
        .on(|i| capture(i, "rest", &[(0, 20), (1, 50)]));
    // Refunds.
    run.partly_captured().on(|i| refund(i, "r1", &[(0, 10)])).on(|i| refund_all(i, "r2"));
    run.partly_captured().on(|i| refund(i, "r", &[(0, 10)])).on(|i| reverse_refund(i, 0, "v"));
    run.captured().on(|i| refund(i, "r", &[(0, 10)])).on(|i| reverse_refund(i, 0, "v"));
    run.captured().on(|i| refund_all(i, "r")).on(|i| reverse_refund(i, 0, "v"));
    run.partly_captured()
        .on(|i| refund_all(i, "r"))
        .on(|i| capture(i, "more", &[(0, 20)]))
        .on(|i| refund_all(i, "r2"))
        .on(|i| capture(i, "rest", &[(0, 20)]));
    // Refunds that came back.
    let reversed = |run: &mut Run| {
        run.captured().on(|i| refund_all(i, "r")).on(|i| reverse_refund(i, 0, "v"));
    };
    let partly_reversed = |run: &mut Run| {
        run.partly_captured().on(|i| refund_all(i, "r")).on(|i| reverse_refund(i, 0, "v"));
    };
    reversed(run);
    run.add_line(50);
    partly_reversed(run);
    run.on(|i| capture(i, "more", &[(0, 20)]));
    partly_reversed(run);
    run.on(|i| capture(i, "rest", &[(0, 40)]));
    reversed(run);
    run.on(|i| refund_all(i, "r2"));
    reversed(run);
    run.on(|i| refund(i, "r2", &[(0, 10)]));
    partly_reversed(run);
    run.on(|i| refund(i, "r2", &[(0, 10)]));
    reversed(run);
    run.on(|i| dispute_all(i, 0, "d"));
    reversed(run);
    run.on(|i| dispute(i, 0, "d", &[(0, 10)]));
    partly_reversed(run);
    run.on(|i| dispute(i, 0, "d", &[(0, 10)]));
    run.captured()
        .on(|i| refund(i, "r1", &[(0, 10)]))
        .on(|i| refund(i, "r2", &[(0, 10)]))
        .on(|i| reverse_refund(i, 0, "v1"))
        .on(|i| reverse_refund(i, 1, "v2"));
    for decision in [WON, LOST] {
        run.captured()
            .on(|i| dispute(i, 0, "d", &[(0, 50)]))
            .on(|i| refund_all(i, "r"))
            .on(|i| reverse_refund(i, 0, "v"))
            .on(|i| decide(i, 0, DEFENDED))
            .on(|i| decide(i, 0, decision));
    }
}

fn disputes(run: &mut Run) {
    // A part of what was captured is disputed: the Intent does not follow.
    for decisions in [[DEFENDED, WON], [DEFENDED, LOST]] {
        run.captured().on(|i| dispute(i, 0, "d", &[(0, 50)])).decided(&decisions);
        run.partly_captured().on(|i| dispute(i, 0, "d", &[(0, 50)])).decided(&decisions);
    }
    // All of it: the Intent follows at once.
    for decisions in [&[WON][..], &[LOST], &[DEFENDED, WON], &[DEFENDED, LOST]] {
        run.captured().on(|i| dispute_all(i, 0, "d")).decided(decisions);
    }
    // The rest is captured while the dispute runs, or after it.
    for decisions in [&[][..], &[DEFENDED], &[WON], &[LOST]] {
        for rest in [20, 40] {
            run.partly_captured()
                .on(|i| dispute_all(i, 0, "d"))
                .decided(decisions)
                .on(|i| capture(i, "rest", &[(0, rest)]));
        }
    }
    // Two disputes cover everything: the least advanced one speaks.
    run.disputed_twice().on(|i| decide(i, 0, DEFENDED)).on(|i| decide(i, 1, LOST));
    run.disputed_twice().on(|i| decide(i, 0, LOST)).on(|i| decide(i, 1, LOST));
    run.disputed_twice().on(|i| decide(i, 0, WON));
    run.partly_disputed_twice().on(|i| decide(i, 0, WON));
    for last in [LOST, WON] {
        run.disputed_twice()
            .on(|i| decide(i, 0, DEFENDED))
            .on(|i| decide(i, 1, DEFENDED))
            .on(|i| decide(i, 1, last));
    }
    run.partly_disputed_twice()
        .on(|i| decide(i, 0, DEFENDED))
        .on(|i| decide(i, 1, DEFENDED))
        .on(|i| decide(i, 1, WON));
    // After a dispute was won.
    let won = |run: &mut Run| {
        run.captured().on(|i| dispute_all(i, 0, "d")).on(|i| decide(i, 0, WON));
    };
    let partly_won = |run: &mut Run| {
        run.partly_captured().on(|i| dispute_all(i, 0, "d")).on(|i| decide(i, 0, WON));
    };
    won(run);
    run.add_line(50);
    won(run);
    run.on(|i| refund_all(i, "r"));
    won(run);
    run.on(|i| refund(i, "r", &[(0, 10)]));
    partly_won(run);
    run.on(|i| refund(i, "r", &[(0, 10)]));
    won(run);
    run.on(|i| dispute_all(i, 0, "d2"));
    won(run);
    run.on(|i| dispute(i, 0, "d2", &[(0, 10)]));
    partly_won(run);
    run.on(|i| dispute(i, 0, "d2", &[(0, 10)]));
}

/// A3, the other reading: reversing a part of what was refunded does not mark the Intent.
fn partial_reversals(run: &mut Run) {
    for captured in [100, 60] {
        run.authorize(100)
            .on(|i| capture(i, "part", &[(0, captured)]))
            .on(|i| refund(i, "r1", &[(0, 10)]))
            .on(|i| reverse_refund(i, 0, "v1"))
            .on(|i| refund(i, "r2", &[(0, 10)]))
            .on(|i| refund_all(i, "r3"))
            .on(|i| reverse_refund(i, 1, "v2"));
    }
}

fn splits(run: &mut Run) {
    // Up with the Settlement, updated at every level, and paid.
    run.captured()
        .on(|i| split(i, 0, 40, 0))
        .on(|i| update_split(i, 0, 50))
        .settled(100)
        .on(|i| update_split(i, 0, 60))
        .go(receive(100))
        .on(|i| update_split(i, 0, 100))
        .on(|i| execute_split(i, 0));
    // Taken back.
    run.captured().on(|i| split(i, 0, 100, 0)).on(|i| reverse_split(i, 0));
    run.available_split().on(|i| reverse_split(i, 0));
    // Transfers that do not go through.
    run.available_split()
        .go(Command::InjectTransferFault { fault: TransferFault::Rejected })
        .on(|i| execute_split(i, 0))
        .go(Command::InjectTransferFault { fault: TransferFault::Rejected })
        .on(|i| execute_split(i, 0))
        .on(|i| reverse_split(i, 0));
    run.available_split()
        .go(Command::InjectTransferFault { fault: TransferFault::Failed })
        .on(|i| execute_split(i, 0))
        .on(|i| update_split(i, 0, 90))
        .on(|i| execute_split(i, 0));
}

/// Refunds reach what the seller was paid already.
fn refunds_after_splits(run: &mut Run) {
    run.available_split()
        .on(|i| execute_split(i, 0))
        .on(|i| refund(i, "r1", &[(0, 20)]))
        .on(|i| refund(i, "r2", &[(0, 20)]))
        // 50 are left in the seller's wallet, the platform kept 10.
        .on(|i| refund(i, "r3", &[(0, 60)]))
        .go(fund_seller(10))
        .on(|i| execute_split(i, 0));
}

/// The same with transfers that take time: more is refunded while money is on its way.
fn refunds_during_transfers(run: &mut Run) {
    let later = |run: &mut Run| {
        let to = run.engine.world().now() + 60;
        run.go(Command::AdvanceClock { to });
    };
    run.available_split().on(|i| execute_split(i, 0));
    later(run);
    // The seller has 90: the platform kept its fee.
    run.on(|i| refund(i, "r1", &[(0, 20)])).on(|i| refund(i, "r2", &[(0, 75)]));
    later(run);
    run.on(|i| refund(i, "r3", &[(0, 5)]));
}

fn settlements(run: &mut Run) {
    let ghost = payment("ghost", 100);
    // Money in three arrivals.
    run.captured().settled(100).go(receive(30)).go(receive(30)).go(receive(40));
    // Money before the file.
    run.captured().go(receive(100)).settled(100);
    // Files that are no files, and files that do not match.
    run.go(create_settlement()).on_settlement(|id| upload(id, "no file at all"));
    run.settlement(std::slice::from_ref(&ghost)).on_settlement(cancel_settlement);
    run.settlement(std::slice::from_ref(&ghost)).on_settlement(new_address).on_settlement(new_address);
    run.on_settlement(cancel_settlement);
    run.captured();
    let half = [payment(&run.last_reference(), 100), ghost];
    run.settlement(&half).on_settlement(cancel_settlement);
    run.settlement(&half).on_settlement(new_address);
    let good = file(&half[..1]);
    run.on_settlement(|id| upload(id, &good));
    // A refund alone is worth less than nothing; two payments use what it left.
    run.go(receive(100)).captured().settled(100).go(receive(100)).on(|i| refund(i, "gone", &[(0, 50)]));
    let reference = run.last_reference();
    run.settlement(&[refunded("gone", &reference, 50)]);
    run.authorize(20).on(capture_all).settled(20);
    run.authorize(30).on(capture_all).settled(30);
}

/// Reading and matching take time: a file can be replaced or cancelled on its way.
fn slow_settlements(run: &mut Run) {
    let later = |run: &mut Run| {
        let to = run.engine.world().now() + 60;
        run.go(Command::AdvanceClock { to });
    };
    run.captured().settled(100);
    let good = file(&[payment(&run.last_reference(), 100)]);
    run.on_settlement(|id| upload(id, &good)).on_settlement(cancel_settlement);
    run.settled(100);
    later(run);
    run.on_settlement(cancel_settlement);
    run.settled(100);
    later(run);
    later(run);
}

/// B8, the other reading: declarations that come late still count.
fn late_declarations(run: &mut Run) {
    let lines = [payment("late-1", 100), payment("late-2", 100)];
    run.settlement(&lines);
    run.go(create_intent("late-1", &[100])).on(capture_all);
    run.go(create_intent("late-2", &[100])).on(capture_all);
    run.settlement(&[payment("late-3", 100)]);
    run.go(create_intent("late-3", &[100])).on(capture_all);
    // What a partly matched file found can go into another settlement: then nothing is left of it.
    run.go(create_intent("taken", &[100])).on(capture_all);
    run.settlement(&[payment("taken", 100), payment("ghost", 100)]);
    run.settlement(&[payment("taken", 100)]).captured();
}

#[test]
fn every_edge_of_every_table_is_taken_and_no_other() {
    let plain = Reading::default;
    let scripts: [(Reading, Script); 9] = [
        (plain(), intents),
        (plain(), disputes),
        (Reading { partial_reversal: PartialReversal::LeavesIntent, ..plain() }, partial_reversals),
        (plain(), splits),
        (plain(), refunds_after_splits),
        (Reading { transfer_seconds: 60, ..plain() }, refunds_during_transfers),
        (plain(), settlements),
        (Reading { parse_seconds: 60, match_seconds: 60, ..plain() }, slow_settlements),
        (Reading { rematch: true, ..plain() }, late_declarations),
    ];
    let mut taken = BTreeSet::new();
    for (reading, script) in scripts {
        let mut run = Run::new(reading);
        script(&mut run);
        taken.extend(run.taken);
    }
    let table = all_edges();
    let list = |edges: BTreeSet<&Taken>| {
        edges.into_iter().map(|edge| format!("  {edge}")).collect::<Vec<_>>().join("\n")
    };
    let strange = list(taken.difference(&table).collect());
    assert!(strange.is_empty(), "edges that are in no table:\n{strange}");
    let missing = list(table.difference(&taken).collect());
    assert!(missing.is_empty(), "edges that nothing has taken:\n{missing}");
    println!("{} edges, all taken", table.len());
}
