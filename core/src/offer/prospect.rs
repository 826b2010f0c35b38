//! What can be asked at a moment of a story, and what the engine would say to it.

use super::{Desk, Offer};
use crate::scenario::{Sent, Session, Trouble};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prospect {
    pub offer: Offer,
    /// What would be sent and come of it, or why it would not be granted.
    pub verdict: Result<Vec<Sent>, Trouble>,
}

/// Every offer after so many steps: of each Intent, of the Settlements, and of the money they wait for.
pub fn prospects(session: &Session, position: usize) -> Vec<Prospect> {
    let player = session.player_at(position);
    let desk = Desk::new(&player);
    let intents = player.engine().world().intents();
    let mut offers: Vec<Offer> = intents.flat_map(|intent| desk.of_intent(intent)).collect();
    offers.extend(desk.of_settlements());
    let judged = |offer: Offer| Prospect { verdict: session.attempt(&player, &offer.text), offer };
    offers.into_iter().map(judged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Code;

    const STORY: &str = "# Story\n\nTwo steps.\n\n```echo\nuser anna wallet EUR\nintent o 100 EUR STRIPE\n  line shoes anna 100\n```\n";

    #[test]
    fn what_can_be_asked_is_granted_or_refused_as_playing_it_would_be() {
        let session = Session::open(STORY).unwrap();
        assert!(prospects(&session, 0).iter().all(|prospect| prospect.offer.intent.is_empty()));
        let found = prospects(&session, 2);
        let of =
            |words: &str| &found.iter().find(|found| found.offer.text.starts_with(words)).unwrap().verdict;
        assert!(of("capture o").is_ok());
        let refused = |trouble: &Trouble| matches!(trouble, Trouble::Refused(refusal) if refusal.code == Code::WrongIntentStatus);
        assert!(of("refund o").as_ref().is_err_and(refused));
        for Prospect { offer, verdict } in &found {
            assert_eq!(session.acted(2, &offer.text).is_ok(), verdict.is_ok(), "{}", offer.text);
        }
    }
}
