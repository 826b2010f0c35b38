//! The window at which the page speaks with the clerk, its program for files (`www/clerk`).
//!
//! The clerk's worker is made of a `blob:` address, because such a worker lives under the content security policy of the page that
//! made it; one loaded from a server would have none.

pub use echoscope_clerk::*;
pub use echoscope_core::settlement::excerpt::visible;
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

#[wasm_bindgen]
extern "C" {
    /// Where this program was loaded from.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static PAGE: String;
}

/// The clerk's program, beside the page's.
const PROGRAM: &str = "clerk.js";

type Listener = Box<dyn FnOnce(Answer, Option<Blob>)>;

#[derive(Clone)]
pub struct Clerk(Rc<Window>);

struct Window {
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
        if self.0.worker.borrow().is_some() {
            return;
        }
        match self.start() {
            Ok(worker) => {
                self.0.worker.replace(Some(worker));
            }
            Err(error) => (self.0.unasked)(Answer::Broken(format!("{error:?}"))),
        }
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

    fn start(&self) -> Result<Worker, JsValue> {
        let program = PAGE.with(|page| Url::new_with_base(PROGRAM, page))?.href();
        let script =
            format!("import start from {};\nstart();", serde_json::to_string(&program).unwrap_or_default());
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
        // Page and clerk live equally long.
        receive.forget();
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
