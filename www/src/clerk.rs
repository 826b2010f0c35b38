//! The window at which the page speaks with the clerk, its program for files (`www/clerk`).
//!
//! The clerk's worker is made of a `blob:` address, because such a worker lives under the content security policy of the page that
//! made it; one loaded from a server would have none.

pub use echoscope_clerk::*;
pub use echoscope_core::settlement::excerpt::visible;
use js_sys::{Array, WebAssembly};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Event, MessageEvent, Response, Url, Worker, WorkerOptions, WorkerType};

#[wasm_bindgen]
extern "C" {
    /// Where this program was loaded from.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static PAGE: String;
}

/// The clerk's program, beside the page's.
const PROGRAM: &str = "clerk.js";
const MODULE: &str = "clerk_bg.wasm";

/// A file beside the page's program.
async fn fetched(name: &str) -> Result<Response, JsValue> {
    let address = PAGE.with(|page| Url::new_with_base(name, page))?.href();
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_str(&address)).await?.dyn_into()
}

type Listener = Box<dyn FnOnce(Answer, Option<Blob>)>;

#[derive(Clone)]
pub struct Clerk(Rc<Window>);

struct Window {
    is_called: Cell<bool>,
    worker: RefCell<Option<Worker>>,
    /// Asked before the clerk was ready.
    early: RefCell<Option<Vec<Array>>>,
    number: Cell<u32>,
    waiting: RefCell<HashMap<u32, Listener>>,
    unasked: Box<dyn Fn(Answer)>,
}

impl Clerk {
    /// `unasked` hears of progress, and of faults.
    pub fn new(unasked: impl Fn(Answer) + 'static) -> Self {
        let window = Window {
            is_called: Cell::new(false),
            worker: RefCell::default(),
            early: RefCell::new(Some(Vec::new())),
            number: Cell::new(0),
            waiting: RefCell::default(),
            unasked: Box::new(unasked),
        };
        Self(Rc::new(window))
    }

    /// Has the clerk come before anything is asked of it: that takes a moment.
    pub fn call(&self) {
        if self.0.is_called.replace(true) {
            return;
        }
        let this = self.clone();
        spawn_local(async move {
            match this.start().await {
                Ok(worker) => {
                    this.0.worker.replace(Some(worker));
                }
                Err(error) => this.lose(&error),
            }
        });
    }

    /// The next question calls another clerk.
    fn lose(&self, error: &JsValue) {
        self.0.is_called.set(false);
        self.0.worker.replace(None);
        self.0.early.borrow_mut().get_or_insert_default();
        (self.0.unasked)(Answer::Broken(format!("{error:?}")));
    }

    pub fn ask(
        &self,
        request: &Request,
        load: &JsValue,
        listen: impl FnOnce(Answer, Option<Blob>) + 'static,
    ) {
        self.call();
        let number = self.0.number.get().wrapping_add(1);
        self.0.number.set(number);
        self.0.waiting.borrow_mut().insert(number, Box::new(listen));
        let text = serde_json::to_string(request).unwrap_or_default();
        let message = Array::of3(&number.into(), &text.into(), load);
        if let Some(early) = self.0.early.borrow_mut().as_mut() {
            early.push(message);
        } else {
            self.post(&message);
        }
    }

    /// The whole program stands in the script of the worker, and the compiled module is sent to it. Firefox asks the server for
    /// what such a worker loads, past the service worker, and without a network the clerk would never come.
    async fn start(&self) -> Result<Worker, JsValue> {
        let program = JsFuture::from(fetched(PROGRAM).await?.text()?).await?.as_string().unwrap_or_default();
        let module = JsFuture::from(fetched(MODULE).await?.array_buffer()?).await?;
        let module = JsFuture::from(WebAssembly::compile(&module)).await?;
        let script = format!(
            "{program}\naddEventListener(\"message\", ({{ data }}) => initSync({{ module: data }}), {{ once: true }});"
        );
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let script = Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &kind)?;
        let address = Url::create_object_url_with_blob(&script)?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&address, &options)?;
        let this = self.clone();
        let receive =
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| this.receive(&event.data()));
        worker.set_onmessage(Some(receive.as_ref().unchecked_ref()));
        let this = self.clone();
        let fail = Closure::<dyn Fn(Event)>::new(move |event: Event| this.lose(&event));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        // Page and clerk live equally long.
        receive.forget();
        fail.forget();
        worker.post_message(&module)?;
        Ok(worker)
    }

    fn post(&self, message: &Array) {
        if let Some(worker) = self.0.worker.borrow().as_ref()
            && let Err(error) = worker.post_message(message)
        {
            (self.0.unasked)(Answer::Broken(format!("{error:?}")));
        }
    }

    fn receive(&self, data: &JsValue) {
        let parts: &Array = data.unchecked_ref();
        let text = parts.get(1).as_string().unwrap_or_default();
        let answer = serde_json::from_str(&text).unwrap_or_else(|error| Answer::Broken(error.to_string()));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "we made the number")]
        let number = parts.get(0).as_f64().map(|number| number as u32);
        let listener = number.and_then(|number| self.0.waiting.borrow_mut().remove(&number));
        match (answer, listener) {
            (Answer::Ready, _) => {
                for message in self.0.early.borrow_mut().take().into_iter().flatten() {
                    self.post(&message);
                }
            }
            (answer, Some(listener)) => listener(answer, parts.get(2).dyn_into().ok()),
            (answer, None) => (self.0.unasked)(answer),
        }
    }
}
