//! The published JSON Schema of the article format is generated from the types and up to date.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};
use whowhen_core::file::ArticleFile;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/article.schema.json");

/// The schema of the types: draft 2020-12.
fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<ArticleFile>();
    schema.insert("title".into(), json!("Whowhen article"));
    schema.to_value()
}

#[test]
fn the_schema_is_up_to_date() {
    let now = format!("{:#}\n", schema());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::create_dir_all(std::path::Path::new(PATH).parent().unwrap()).unwrap();
        std::fs::write(PATH, now).unwrap();
        return;
    }
    let written = std::fs::read_to_string(PATH).unwrap_or_default();
    // Not `assert_eq!`, because a printout of two schemas would not help.
    assert!(written == now, "schema/article.schema.json is not what the types say: run `cargo xtask schema`");
}

#[test]
fn the_schema_lists_required_fields() {
    let schema = schema();
    let required = |pointer: &str| {
        let mut fields: Vec<&str> =
            schema.pointer(pointer).unwrap()["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        fields.sort_unstable();
        fields
    };
    assert_eq!(required(""), ["blocks", "format", "id", "language", "title"]);
    assert_eq!(required("/$defs/BlockFile"), ["id", "kind", "text"]);
    assert_eq!(required("/$defs/SpanFile"), ["block"]);
    assert_eq!(required("/$defs/ActorFile"), ["id"]);
    assert_eq!(required("/$defs/EventFile"), ["id"]);
}

#[test]
fn the_schema_allows_unknown_fields() {
    let schema = schema();
    let open = |object: &Value| object.get("additionalProperties").is_none_or(|rest| rest == &json!(true));
    let defs = schema["$defs"].as_object().unwrap();
    assert!(open(&schema) && defs.values().all(open));
}
