use super::*;
use crate::engine::Config;
use crate::scenario::Draft;

const TEXT: &str =
    "# T\n\nS.\n\n```echo\nuser anna wallet EUR\nintent o 1000 EUR STRIPE\n  line shoes anna 1000\n```\n";

/// A scenario being played on.
struct Story {
    draft: Draft,
    player: Player,
}

impl Story {
    fn new() -> Self {
        let (draft, mut player) = (Draft::parse(TEXT).unwrap(), Player::new(Config::default()));
        for step in draft.scenario().steps() {
            player.play(step).unwrap();
        }
        Self { draft, player }
    }

    fn offers(&self) -> Vec<Offer> {
        let desk = Desk::new(&self.player);
        let intents = self.player.engine().world().intents();
        intents.flat_map(|intent| desk.of_intent(intent)).chain(desk.of_settlements()).collect()
    }

    fn take(&mut self, machine: &str, trigger: Trigger) {
        let offers = self.offers();
        let offer = offers.iter().find(|offer| offer.machine == machine && offer.trigger == trigger);
        let text = offer.unwrap_or_else(|| panic!("no {machine} {trigger:?}")).text.clone();
        for step in self.draft.add(&text).unwrap() {
            self.player.play(&step).unwrap();
        }
    }

    fn status(&self) -> &'static str {
        crate::machine::Status::value(self.player.engine().world().settlements().next().unwrap().status)
    }
}

#[test]
fn offers_alone_lead_from_the_declaration_to_the_sellers_wallet() {
    let mut story = Story::new();
    story.take("intent", Trigger::CapturePart);
    story.take("intent", Trigger::CaptureAll);
    story.take("intent", Trigger::RefundPart);
    story.take("refund", Trigger::ReverseRefund);
    story.take("intent", Trigger::DisputePart);
    story.take("dispute", Trigger::Defend);
    story.take("dispute", Trigger::WinDispute);
    story.take("split", Trigger::Create);
    story.take("settlement", Trigger::Create);
    story.take("settlement", Trigger::Upload);
    assert_eq!(story.status(), "PENDING_FUNDS_RECEPTION");
    story.take("settlement", Trigger::MoneyShort);
    assert_eq!(story.status(), "INSUFFICIENT_FUNDS");
    story.take("settlement", Trigger::MoneyCovers);
    assert_eq!(story.status(), "RECONCILED");
    story.take("split", Trigger::Execute);
    let money = crate::view::MoneyView::of(story.player.engine().world());
    assert_eq!((money.held, money.broken), (1000, None));
    assert_eq!(money.pools[0].with_provider, 0);
}

#[test]
fn every_offer_is_a_step_that_can_be_read_and_tried() {
    let mut story = Story::new();
    for (machine, trigger) in [
        ("intent", Trigger::CaptureAll),
        ("intent", Trigger::RefundPart),
        ("intent", Trigger::DisputePart),
        ("split", Trigger::Create),
        ("settlement", Trigger::Create),
        ("settlement", Trigger::Upload),
    ] {
        for offer in story.offers() {
            for step in story.draft.read(&offer.text).unwrap_or_else(|error| panic!("{offer:?}: {error}")) {
                story.player.attempt(&step).unwrap();
            }
        }
        story.take(machine, trigger);
    }
}

#[test]
fn every_fault_of_a_file_is_noticed() {
    for fault in FileFault::ALL {
        let mut story = Story::new();
        story.take("intent", Trigger::CapturePart);
        story.take("intent", Trigger::CaptureAll);
        story.take("settlement", Trigger::Create);
        let desk = Desk::new(&story.player);
        let text = file_step(&desk, "f1", desk.pools()[0], 100, fault);
        for step in story.draft.add(&text).unwrap() {
            story.player.play(&step).unwrap();
        }
        let expected = match fault {
            // What is missing in a file is no mistake of the file: it may stand in the next.
            FileFault::None | FileFault::LineForgotten => "PENDING_FUNDS_RECEPTION",
            FileFault::MalformedDate | FileFault::LineTwice => story.status(),
            _ => "PARTIALLY_MATCHED",
        };
        assert_eq!(story.status(), expected, "{fault:?}");
        let clean = matches!(fault, FileFault::None | FileFault::LineForgotten);
        assert_eq!(story.status() == "PENDING_FUNDS_RECEPTION", clean, "{fault:?}");
    }
}
