//! The large picture as a file. Its styles are written into it, because a file has no style sheet.

use crate::saving::save;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement,
    XmlSerializer,
};

const STYLES: [&str; 11] = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "display",
];
/// Dots of a PNG for each unit of the picture.
const SHARPNESS: f64 = 2.0;

pub fn save_text(name: &str, text: &str) {
    if let Some(blob) = blob(text, "text/markdown") {
        save(name, &blob);
    }
}

pub fn save_svg() {
    if let Some((svg, _)) = standing_alone()
        && let Some(blob) = blob(&svg, "image/svg+xml")
    {
        save("lifecycle.svg", &blob);
    }
}

pub fn save_png() {
    spawn_local(async {
        if let Some((svg, size)) = standing_alone()
            && let Ok(blob) = painted(&svg, size).await
        {
            save("lifecycle.png", &blob);
        }
    });
}

fn blob(text: &str, kind: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()
}

/// The picture on the stage with its styles inside, and its size.
fn standing_alone() -> Option<(String, (f64, f64))> {
    let shown = document().query_selector(".scene-large svg").ok()??;
    let copy: Element = shown.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let (from, to) = (shown.query_selector_all("*").ok()?, copy.query_selector_all("*").ok()?);
    for place in 0..from.length() {
        let from: Element = from.get(place)?.dyn_into().ok()?;
        let to: Element = to.get(place)?.dyn_into().ok()?;
        let style = window().get_computed_style(&from).ok()??;
        for name in STYLES {
            let value = style.get_property_value(name).ok()?;
            to.set_attribute(name, &value).ok()?;
        }
        to.remove_attribute("class").ok()?;
        to.remove_attribute("style").ok()?;
    }
    copy.set_attribute("xmlns", "http://www.w3.org/2000/svg").ok()?;
    let number = |name| copy.get_attribute(name)?.parse::<f64>().ok();
    let size = (number("width")?, number("height")?);
    Some((XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?, size))
}

async fn painted(svg: &str, (width, height): (f64, f64)) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    let address =
        format!("data:image/svg+xml;charset=utf-8,{}", String::from(js_sys::encode_uri_component(svg)));
    image.set_src(&address);
    JsFuture::from(image.decode()).await?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    // Sizes of pictures are small whole numbers.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let dots = |length: f64| (length * SHARPNESS) as u32;
    canvas.set_width(dots(width));
    canvas.set_height(dots(height));
    let context =
        canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let paper = document().body().and_then(|body| window().get_computed_style(&body.into()).ok().flatten());
    let paper = paper.and_then(|style| style.get_property_value("--card").ok()).unwrap_or_default();
    context.set_fill_style_str(if paper.is_empty() { "white" } else { paper.trim() });
    context.fill_rect(0.0, 0.0, width * SHARPNESS, height * SHARPNESS);
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        width * SHARPNESS,
        height * SHARPNESS,
    )?;
    let canvas_blob = js_sys::Promise::new(&mut |done, failed| {
        let take = Closure::once_into_js(move |blob: JsValue| {
            let end = if blob.is_null() { &failed } else { &done };
            // A promise that is settled can be told once more without harm.
            let _ = end.call1(&JsValue::NULL, &blob);
        });
        let _ = canvas.to_blob(take.unchecked_ref());
    });
    JsFuture::from(canvas_blob).await?.dyn_into()
}
