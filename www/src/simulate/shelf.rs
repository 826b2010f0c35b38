//! The shelf on which own stories are kept between visits, and the work on the table. `keeping.js` puts them into the
//! browser's own storage, if that is open to us. A full or closed one is no fault of the reader's: the story then lasts as
//! long as the page, and the page says so.

use crate::texts::simulate as texts;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = keptStories)]
    async fn kept_stories() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = keepStory)]
    async fn keep_story(story: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = forgetStory)]
    async fn forget_story(title: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = keptWork)]
    async fn kept_work() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = keepWork)]
    async fn keep_work(work: &str) -> Result<JsValue, JsValue>;
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub title: String,
    pub text: String,
}

/// A story being played: which one, how far, and the other ways that it took.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Work {
    /// The name of a story of the page that nobody has changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    pub position: usize,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forks: Vec<Kept>,
}

/// Why nothing can be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    Full,
    Closed,
}

impl Trouble {
    fn of(error: &JsValue) -> Self {
        if error.as_string().as_deref() == Some("full") { Self::Full } else { Self::Closed }
    }

    pub fn sentence(self) -> &'static str {
        match self {
            Self::Full => texts::SHELF_FULL,
            Self::Closed => texts::SHELF_CLOSED,
        }
    }
}

/// The newest first. What cannot be read is not there.
pub async fn all() -> Result<Vec<Kept>, Trouble> {
    let stories = kept_stories().await.map_err(|error| Trouble::of(&error))?;
    Ok(stories.as_string().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Puts the story in front, in the place of an older one of the same title.
pub async fn keep(kept: &Kept) -> Result<(), Trouble> {
    let story = serde_json::to_string(kept).unwrap_or_default();
    keep_story(&story).await.map(drop).map_err(|error| Trouble::of(&error))
}

pub async fn forget(title: &str) {
    // What cannot be forgotten is still there when the shelf is looked at.
    let _ = forget_story(title).await;
}

/// What was on the table when the page was left, unless the address asks for something else.
pub async fn work() -> Option<Work> {
    serde_json::from_str(&kept_work().await.ok()?.as_string()?).ok()
}

/// Whoever cannot keep a story is told so; where they are in it goes without a word.
pub async fn keep_on_table(work: &Work) {
    let _ = keep_work(&serde_json::to_string(work).unwrap_or_default()).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_comes_back_as_it_was_put_away() {
        let fork = Kept { title: "a".to_owned(), text: "b".to_owned() };
        let own = Work { story: None, text: "# T".to_owned(), position: 3, forks: vec![fork] };
        let named =
            Work { story: Some("overview".to_owned()), text: String::new(), position: 0, forks: Vec::new() };
        for work in [own, named] {
            let text = serde_json::to_string(&work).unwrap();
            assert_eq!(serde_json::from_str::<Work>(&text).unwrap(), work);
        }
    }
}
