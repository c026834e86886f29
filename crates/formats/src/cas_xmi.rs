//! UIMA CAS as XMI, as INCEpTION, WebAnno and DKPro write it.
//!
//! | element | what |
//! |---|---|
//! | `<cas:Sofa xmi:id sofaID sofaString>` | a text |
//! | `<cas:View sofa members>` | which annotations belong to a text; each text is a document |
//! | `<type:NamedEntity xmi:id sofa begin end value>` | an annotation, in UTF-16; the name space and the name are its type |
//! | a number in an attribute, or several between spaces | the `xmi:id` of other elements |
//! | an element within one | one of several values of a feature |
//!
//! What the annotations mean is in [`cas`](crate::cas). The file of the type system is not needed.
//!
//! ```
//! use whowhen_formats::{Format, InputFile, ReadOptions, group, read};
//!
//! let xmi = r#"<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
//!     xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmi:version="2.0">
//!   <type:NamedEntity xmi:id="2" sofa="1" begin="3" end="8" value="PER"/>
//!   <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="👍 Alice ran."/>
//!   <cas:View sofa="1" members="2"/>
//! </xmi:XMI>"#;
//! let groups = group(vec![InputFile::new("a.xmi", xmi)]).unwrap();
//! let article = read(&groups[0], Format::CasXmi, &ReadOptions::default()).unwrap().remove(0).article;
//! assert_eq!(article.actors[0].name.as_deref(), Some("Alice"));
//! ```
//!
//! Source: <https://uima.apache.org/d/uimaj-current/references.html#ugr.ref.xmi>

use std::borrow::Cow;

use roxmltree::Node;

use crate::cas::{Cas, Value};
use crate::{Document, Format, FormatError, Group, InputFile, Likelihood, ReadOptions, xml};

/// The name space of XMI.
const XMI: &str = "http://www.omg.org/XMI";

/// XML with the name space of the CAS.
pub fn detect(file: &InputFile) -> Likelihood {
    let text = file.beginning();
    match text.trim_start().starts_with('<') && text.contains("http:///uima/cas.ecore") {
        true => Likelihood::Certain,
        false => Likelihood::No,
    }
}

/// Reads the documents of a CAS: one for each text.
///
/// # Errors
/// If the file is not well-formed XML, or has no text.
pub fn read(group: &Group, options: &ReadOptions) -> Result<Vec<Document>, FormatError> {
    let source = group.main();
    let document = xml::parse(source.text()?, &source.name)?;
    let mut cas = Cas::new(source.name.as_str(), Format::CasXmi);
    let root = document.root_element();
    for element in root.children().filter(Node::is_element) {
        let number = |name: &str| element.attribute(name).and_then(|value| value.parse::<i64>().ok());
        let id = element.attribute((XMI, "id")).and_then(|value| value.parse().ok());
        match type_name(element).as_str() {
            "uima.cas.NULL" => {}
            "uima.cas.View" => {
                let members = element.attribute("members").unwrap_or_default().split_ascii_whitespace();
                let members = members.filter_map(|id| id.parse().ok());
                match number("sofa") {
                    Some(sofa) => cas.add_view(sofa, members),
                    None => cas.left_out("views without a text", "View"),
                }
            }
            name => cas.add(id, name, features(element)),
        }
    }
    cas.documents(options)
}

/// The full name of the type of an element: the name space `http:///uima/tcas.ecore` and `Annotation` are
/// `uima.tcas.Annotation`.
fn type_name(element: Node) -> String {
    let name = element.tag_name();
    let package = name.namespace().unwrap_or_default();
    let package = package.trim_start_matches("http:").trim_start_matches('/');
    let package = package.strip_suffix(".ecore").unwrap_or(package).replace('/', ".");
    match package.as_str() {
        "" | "uima.noNamespace" => name.name().to_owned(),
        package => format!("{package}.{}", name.name()),
    }
}

/// The features of an element: its attributes, and the elements within it, of which several may have the same name.
fn features<'t>(element: Node<'t, 't>) -> Vec<(Cow<'t, str>, Value<'t>)> {
    let attributes = element.attributes().filter(|attribute| attribute.namespace().is_none());
    let mut found: Vec<(Cow<str>, Value)> = attributes
        .map(|attribute| (Cow::Borrowed(attribute.name()), Value::Any(Cow::Borrowed(attribute.value()))))
        .collect();
    for child in element.children().filter(Node::is_element) {
        let (name, text) = (child.tag_name().name(), Cow::Borrowed(child.text().unwrap_or_default()));
        match found.last_mut() {
            Some((last, Value::List(items))) if last == name => items.push(text),
            _ => found.push((Cow::Borrowed(name), Value::List(vec![text]))),
        }
    }
    found
}
