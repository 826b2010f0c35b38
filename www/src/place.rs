//! The places of the page. Each has an address behind the `#`, so that it can be bookmarked from any folder.

use crate::learn::Topic;
use crate::texts;
use leptos::ev;
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Check,
    Simulate,
    Learn,
    Lifecycles,
    Design,
    Nowhere,
}

impl Place {
    /// The places that the navigation offers; the design page is for those who build it.
    pub const LINKED: [Self; 4] = [Self::Check, Self::Simulate, Self::Learn, Self::Lifecycles];

    pub const fn address(self) -> &'static str {
        match self {
            Self::Check | Self::Nowhere => "#/check",
            Self::Simulate => "#/simulate",
            Self::Learn => "#/learn",
            Self::Lifecycles => "#/machines",
            Self::Design => "#/design",
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Check => texts::PLACE_CHECK,
            Self::Simulate => texts::PLACE_SIMULATE,
            Self::Learn => texts::PLACE_LEARN,
            Self::Lifecycles => texts::PLACE_LIFECYCLES,
            Self::Design => texts::PLACE_DESIGN,
            Self::Nowhere => texts::NOWHERE_TITLE,
        }
    }

    /// The place that the address names now.
    pub fn here() -> Self {
        Self::parse(&present())
    }

    /// Whether a file of this name is a story or a log where it is dropped here. Everything else goes to Check.
    pub fn takes_as_story(self, name: &str) -> bool {
        self == Self::Simulate && [".md", ".json"].iter().any(|end| name.to_lowercase().ends_with(end))
    }

    pub fn parse(hash: &str) -> Self {
        match hash.trim_end_matches('/') {
            "" | "#" | "#/check" => Self::Check,
            "#/machines" => Self::Lifecycles,
            "#/simulate" => Self::Simulate,
            page if page.starts_with("#/simulate/") => Self::Simulate,
            "#/learn" => Self::Learn,
            page if page.starts_with("#/learn/") => Self::Learn,
            "#/design" => Self::Design,
            _ => Self::Nowhere,
        }
    }
}

/// The part of the present address behind the `#`, with it, now and whenever it changes.
pub fn follow_address() -> ReadSignal<String> {
    let address = address();
    window_event_listener(ev::hashchange, move |_| {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        focus_main();
    });
    Effect::new(move |_| document().set_title(&texts::title(&title(&address.read()))));
    address
}

/// The same for a part of the page, which leaves title and focus alone.
pub fn address() -> ReadSignal<String> {
    let (address, set_address) = signal(present());
    window_event_listener(ev::hashchange, move |_| set_address.set(present()));
    address
}

/// What the page at an address is called.
fn title(address: &str) -> String {
    let place = Place::parse(address);
    let topic = if place == Place::Learn { Topic::at(address) } else { None };
    topic.map_or_else(|| place.name().to_owned(), |topic| topic.title())
}

/// Moves keyboard and screen reader to the content.
pub fn focus_main() {
    use leptos::wasm_bindgen::JsCast;
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Only an element that has left the page refuses the focus; then there is nothing to move to.
        let _ = main.focus();
    }
}

pub fn go(place: Place) {
    // Refused only where the address bar is out of reach, as in a sandboxed frame; the page stays where it is.
    let _ = window().location().set_hash(place.address());
}

fn present() -> String {
    window().location().hash().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_to_its_place() {
        for place in [Place::Check, Place::Simulate, Place::Learn, Place::Lifecycles, Place::Design] {
            assert_eq!(Place::parse(place.address()), place);
        }
        assert_eq!(Place::parse(""), Place::Check);
        assert_eq!(Place::parse("#/learn/rule/utf-16"), Place::Learn);
        assert_eq!(Place::parse("#/nothing"), Place::Nowhere);
    }

    #[test]
    fn only_where_stories_are_played_a_file_is_one() {
        assert!(Place::Simulate.takes_as_story("Story.MD") && Place::Simulate.takes_as_story("log.json"));
        assert!(!Place::Simulate.takes_as_story("settlement.csv") && !Place::Check.takes_as_story("a.json"));
    }

    #[test]
    fn a_page_of_a_place_has_a_title_of_its_own() {
        assert_eq!(title("#/learn/lifecycle/split"), "Split");
        assert_eq!(title("#/learn/nothing"), texts::PLACE_LEARN);
        assert_eq!(title("#/check"), texts::PLACE_CHECK);
    }
}
