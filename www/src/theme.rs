//! Which theme the reader chose. `early.js` applies the choice before the first paint; this module changes it.

use leptos::prelude::*;
use web_sys::Storage;

/// Also read by `early.js`.
const KEY: &str = "echoscope-theme";

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub const fn value(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn chosen() -> Self {
        let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        Self::ALL.into_iter().find(|theme| Some(theme.value()) == stored.as_deref()).unwrap_or(Self::System)
    }

    /// Applies the theme, and keeps it for the next visit where storage is open to us.
    pub fn choose(self) {
        let root = document().document_element();
        let storage = storage();
        // Storage may be full or closed: the theme then lasts as long as the page.
        if self == Self::System {
            let _ = root.map(|root| root.remove_attribute("data-theme"));
            let _ = storage.map(|storage| storage.remove_item(KEY));
        } else {
            let _ = root.map(|root| root.set_attribute("data-theme", self.value()));
            let _ = storage.map(|storage| storage.set_item(KEY, self.value()));
        }
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
