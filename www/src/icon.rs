//! The icons, drawn on a grid of 24. They repeat in shape what colour says, and are silent for screen readers.

use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    Brand,
    Good,
    Bad,
    Warn,
    Info,
    File,
    Lock,
    System,
    Light,
    Dark,
    First,
    Back,
    Play,
    Pause,
    On,
    Last,
    Command,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Brand => "M6 12h.01M10 8a6 6 0 0 1 0 8M14 5a10.5 10.5 0 0 1 0 14M18 2a15 15 0 0 1 0 20",
            Self::Good => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12.2l2.8 2.8L16 9.5",
            Self::Bad => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3ZM9 9l6 6M15 9l-6 6",
            Self::Warn => "M12 3.5 2.5 20h19ZM12 10v4.5M12 17.2v.01",
            Self::Info => "M4 4h16v16H4ZM12 11v5M12 7.8v.01",
            Self::File => "M6 2.5h8l4.5 4.5v14.5H6ZM14 2.5V7h4.5M9 12h6.5M9 16h6.5",
            Self::Lock => "M5 11h14v10H5ZM8 11V7.5a4 4 0 0 1 8 0V11",
            Self::System => "M3 4.5h18v12H3ZM9 20.5h6M12 16.5v4",
            Self::Light => {
                "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5"
            }
            Self::First => "M6 5v14M18 5l-9 7l9 7Z",
            Self::Back => "M15 5l-8 7l8 7",
            Self::Play => "M8 5l11 7l-11 7Z",
            Self::Pause => "M8.5 5v14M15.5 5v14",
            Self::On => "M9 5l8 7l-8 7",
            Self::Last => "M18 5v14M6 5l9 7l-9 7Z",
            Self::Command => "M4 6.5l5 5-5 5M11.5 17.5H20",
            Self::Dark => "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
        }
    }

    pub fn draw(self) -> impl IntoView {
        view! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
                <path d=self.path()></path>
            </svg>
        }
    }
}
