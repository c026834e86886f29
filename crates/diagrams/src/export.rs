//! What can be taken away: the drawing as SVG or PNG, with title, source and licence, and the table as text.
//!
//! A picture has no style sheet: what the page computes for each element is written into it. So it looks the same anywhere,
//! and its texts stay texts.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Element, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    Url, XmlSerializer,
};
use whowhen_views::Markup;

use crate::chart::{LETTER, Table};
use crate::dom::{Dom, document, find_all, set, short, window};

/// The properties that are written into a picture.
const PROPERTIES: [&str; 15] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "vector-effect",
    "paint-order",
    "direction",
];

/// The space for the title above a picture, and for the credit below it.
const HEAD: f64 = 34.0;
const FOOT: f64 = 26.0;

/// The width of the margin.
const MARGIN: f64 = 16.0;

/// How many pixels of a PNG are a pixel of the page.
const SCALE: f64 = 2.0;

/// A picture: the text of its SVG file, and its size.
pub struct Picture {
    text: String,
    size: (f64, f64),
}

/// A drawing with its title and credit, as a file of its own. `around` gives the colours of paper and ink.
pub fn picture(drawing: &Element, around: &Element, title: &str, credit: &str) -> Option<Picture> {
    let rect = drawing.get_bounding_client_rect();
    let (width, height) = (rect.width().round(), rect.height().round());
    let copy: Element = drawing.clone_node_with_deep(true).ok()?.unchecked_into();
    let originals = std::iter::once(drawing.clone()).chain(find_all(drawing, "*"));
    let copies = std::iter::once(copy.clone()).chain(find_all(&copy, "*"));
    for (original, copy) in originals.zip(copies) {
        let style = window().get_computed_style(&original).ok().flatten()?;
        for name in PROPERTIES {
            let value = style.get_property_value(name).unwrap_or_default();
            if !value.is_empty() {
                set(&copy, name, &plain_colour(&value));
            }
        }
        for name in ["class", "tabindex", "role", "data-lit", "data-held"] {
            let _ = copy.remove_attribute(name);
        }
    }
    set(&copy, "x", &short(MARGIN));
    set(&copy, "y", &short(HEAD));
    let style = window().get_computed_style(around).ok().flatten()?;
    let value = |name: &str| style.get_property_value(name).unwrap_or_default();
    // Long credits get a line of their own for each piece that fits.
    let lines = wrap(credit, ((width / LETTER) as usize).max(20));
    let size = (width + 2.0 * MARGIN, height + HEAD + FOOT + 16.0 * lines.len() as f64);
    let ground = ["background-color", "--paper"].map(value);
    let paper = ground.into_iter().find(|colour| !colour.is_empty() && colour != "rgba(0, 0, 0, 0)");
    let text = |x: f64, y: f64, size: &str, text: &str| {
        Dom::svg("text")
            .number("x", x)
            .number("y", y)
            .attr("fill", &value("color"))
            .attr("font-family", &value("font-family"))
            .attr("font-size", size)
            .text(text)
    };
    let credit = lines.iter().enumerate().map(|(nth, line)| {
        text(MARGIN, HEAD + height + 20.0 + 16.0 * nth as f64, "11px", line).attr("fill-opacity", "0.75")
    });
    let whole = Dom::svg("svg")
        .attr("xmlns", "http://www.w3.org/2000/svg")
        .attr("viewBox", &["0 0", &short(size.0), &short(size.1)].join(" "))
        .number("width", size.0)
        .number("height", size.1)
        .child(Dom::svg("title").text(title))
        .child(
            Dom::svg("rect")
                .attr("width", "100%")
                .attr("height", "100%")
                .attr("fill", paper.as_deref().unwrap_or("#fff")),
        )
        .child(text(MARGIN, 22.0, "14px", title).attr("font-weight", "600"))
        .child(Dom(copy))
        .children(credit);
    let text = XmlSerializer::new().ok()?.serialize_to_string(&whole.0).ok()?;
    Some(Picture { text, size })
}

/// A colour that any program reads: browsers write mixed ones as `color(srgb 0.5 0.5 0.5 / 0.4)`.
fn plain_colour(value: &str) -> String {
    let Some(parts) = value.strip_prefix("color(srgb ").and_then(|rest| rest.strip_suffix(')')) else {
        return value.to_owned();
    };
    let (colour, opacity) = parts.split_once('/').unwrap_or((parts, "1"));
    let channel = |part: &str| short((js_sys::Number::parse_float(part) * 255.0).round());
    let channels: Vec<String> = colour.split_whitespace().map(channel).collect();
    ["rgba(", &channels.join(", "), ", ", opacity.trim(), ")"].concat()
}

/// Lines of at most so many letters, broken at spaces.
fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Saves a picture as an SVG file.
pub fn save_svg(picture: &Picture, name: &str) {
    if let Some(blob) = svg_blob(picture) {
        save(&blob, &[name, ".svg"].concat());
    }
}

/// Saves a picture as a PNG file. Calls `failed` where the page does not allow it.
pub fn save_png(picture: Picture, name: String, failed: Rc<dyn Fn()>) {
    let image = svg_blob(&picture).and_then(|blob| {
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        Some((HtmlImageElement::new().ok()?, address))
    });
    let Some((image, address)) = image else { return failed() };
    let (loaded, not_loaded) = (failed.clone(), failed);
    let (own, of_image) = (image.clone(), address.clone());
    let on_load = Closure::once_into_js(move || {
        let _ = Url::revoke_object_url(&of_image);
        let Ok(canvas) = draw(&picture, &own) else { return loaded() };
        let save = Closure::once_into_js(move |blob: Option<Blob>| match blob {
            Some(blob) => save(&blob, &[&name, ".png"].concat()),
            None => loaded(),
        });
        let _ = canvas.to_blob(save.unchecked_ref());
    });
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_onerror(Some(Closure::once_into_js(move || not_loaded()).unchecked_ref()));
    image.set_src(&address);
}

fn draw(picture: &Picture, image: &HtmlImageElement) -> Result<HtmlCanvasElement, JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width((picture.size.0 * SCALE) as u32);
    canvas.set_height((picture.size.1 * SCALE) as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let (width, height) = (picture.size.0 * SCALE, picture.size.1 * SCALE);
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    Ok(canvas)
}

fn svg_blob(picture: &Picture) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    Blob::new_with_str_sequence_and_options(&Array::of1(&picture.text.as_str().into()), &options).ok()
}

/// Lets the browser save a file.
fn save(blob: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    let link: HtmlAnchorElement = Dom::new("a").attr("href", &address).attr("download", name).0.unchecked_into();
    link.click();
    // The browser has begun to read it by then.
    let revoke = Closure::once_into_js(move || drop(Url::revoke_object_url(&address)));
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(revoke.unchecked_ref(), 10_000);
}

/// A table as text with tabs between the cells, as spreadsheets read it.
pub fn tabs(table: &Table) -> String {
    let line = |row: &Vec<String>| row.iter().map(|cell| plain_cell(cell)).collect::<Vec<_>>().join("\t");
    let lines: Vec<String> = std::iter::once(&table.head).chain(&table.rows).map(line).collect();
    lines.join("\n")
}

/// A cell that no spreadsheet takes for a formula, or for a part of a quoted text.
fn plain_cell(cell: &str) -> String {
    let cell = cell.replace(['\t', '\n', '\r'], " ");
    let is_number = cell.bytes().all(|byte| matches!(byte, b'-' | b'.' | b'0'..=b'9'));
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@') if !is_number => ["'", &cell].concat(),
        Some('"') => ["\"", &cell.replace('"', "\"\""), "\""].concat(),
        _ => cell,
    }
}
