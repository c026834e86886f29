//! Makes the WebAssembly module lighter by what no reader of a page can notice.
//!
//! - **Panics.** The module is built to stop at a panic (`panic = "abort"`) and has nobody to tell: on this target the
//!   standard library writes its message nowhere. So what composes the message is replaced by the stop itself, and the
//!   printing of values for programmers (`Debug`), which only such messages use, prints nothing.
//! - **Places of panics.** Where in the sources each is, by path, line and column, is said to nobody either.
//! - **Words of panics.** They stay in the data when nothing composes them any more; they go, too.
//! - **Paths.** Where the machine that built it keeps its sources is none of the world's business, and nothing reads it.
//! - **Names of imports and exports.** wasm-bindgen's bear a hash each, in the module and in the glue. Both get short ones.
//!
//! Functions are known by their names, so this works on a module that still has its names, and leaves it without;
//! wasm-opt then drops what nothing needs any more. Before it, no two functions may have been made one because they are
//! alike: one name would stand for both (`index.html` tells the first wasm-opt so). A name that a later compiler
//! changes costs bytes and no more.

use super::data::{self, Piece};
use anyhow::{Context, Result, ensure};
use regex_lite::Regex;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::LazyLock;
use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{CodeSection, DataSection, ExportSection, Function, ImportSection, Module};
use wasmparser::{CompositeInnerType, DataKind, FuncType, Name, Operator, Parser, Payload, TypeRef, ValType};

/// Functions that never return: what a panic calls. A symbol is written `core::panicking::panic_fmt::h0123…` or
/// `core[c5930c85a12de822]::panicking::panic_fmt`, with its generic arguments behind it. Each is named, and the whole name
/// must fit: a function beside them may well return.
static STOPS: LazyLock<Regex> = LazyLock::new(|| {
    let names = [
        r"core::panicking::(panic|panic_\w+|panic_const::\w+|assert_failed|assert_failed_inner|unreachable_display)",
        r"core::(option|result)::(unwrap_failed|expect_failed)",
        r"core::cell::panic_already_\w+",
        r"core::slice::(index::slice_\w+_fail\w*|copy_from_slice_impl::len_mismatch_fail)",
        r"core::str::slice_error_fail(_rt)?",
        r"std::thread::local::panic_access_error",
        r"std::panicking::panic_with_hook",
        r"alloc::raw_vec::(handle_error|capacity_overflow)",
        r"alloc::alloc::handle_alloc_error",
        r"__rustc::(rust_begin_unwind|rust_panic|__rust_alloc_error_handler)",
    ];
    let names = names.join("|").replace("::", r"(\[[0-9a-f]+\])?::");
    Regex::new(&format!(r"^({names})(::<.*>)?(::h[0-9a-f]{{16}})?$")).expect("a sound pattern")
});

static DEBUG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r" as core(\[[0-9a-f]+\])?::fmt::Debug>::fmt(::h[0-9a-f]{16})?$").expect("a sound pattern")
});

/// So many bytes of code a `Debug` must have to be replaced. A shorter one may be word for word another function, such as
/// one that passes a call on, and an optimiser may have made the two one, under either's name.
const OWN_CODE: usize = 48;

static HASHED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"__h[0-9a-f]{16}$").expect("a sound pattern"));

/// The lighter module.
pub struct Lighter {
    pub bytes: Vec<u8>,
    /// For each import its name as wasm-bindgen gave it and its name now.
    pub imports: Vec<(String, String)>,
    /// The same for those exports that bore a hash.
    pub exports: Vec<(String, String)>,
}

/// Makes a module with names lighter. `sources` are the folders of which no path shall be left.
pub fn lighten(bytes: &[u8], sources: &[String]) -> Result<Lighter> {
    let mut facts = Facts::of(bytes)?;
    data::lighten(&mut facts.data, sources);
    let (imports, exports) = (Vec::new(), Vec::new());
    let mut work = Work { facts, imports, exports, next_function: 0, next_datum: 0 };
    ensure!(!work.facts.names.is_empty(), "the module has no names: wasm-opt must keep them (-g) in index.html");
    let mut module = Module::new();
    work.parse_core_module(&mut module, Parser::new(0), bytes).context("reading the module")?;
    let bytes = module.finish();
    // What we ask of every browser, we ask of ourselves first.
    Facts::of(&bytes).context("reading the lighter module")?;
    Ok(Lighter { bytes, imports: work.imports, exports: work.exports })
}

/// The names of what a module imports.
pub fn imports(bytes: &[u8]) -> Result<Vec<String>> {
    Ok(Facts::of(bytes)?.imports)
}

/// What is looked up while the module is written anew.
struct Facts {
    /// Of each function, its name; imports come first.
    names: HashMap<u32, String>,
    imports: Vec<String>,
    /// How many of the imports are functions.
    imported: u32,
    types: Vec<Option<FuncType>>,
    /// Of each function that is not imported, its type.
    functions: Vec<u32>,
    /// The data, and where in memory each piece of it goes, as far as that is a plain number.
    data: Vec<Piece>,
}

impl Facts {
    fn of(bytes: &[u8]) -> Result<Self> {
        let mut facts = Self {
            names: HashMap::new(),
            imports: Vec::new(),
            imported: 0,
            types: Vec::new(),
            functions: Vec::new(),
            data: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::TypeSection(section) => {
                    for group in section {
                        facts.types.extend(group?.into_types().map(|ty| match ty.composite_type.inner {
                            CompositeInnerType::Func(function) => Some(function),
                            _ => None,
                        }));
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        facts.imported += u32::from(matches!(import.ty, TypeRef::Func(_)));
                        facts.imports.push(import.name.to_owned());
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        facts.functions.push(ty?);
                    }
                }
                Payload::DataSection(section) => {
                    for datum in section {
                        let datum = datum?;
                        facts.data.push((address(&datum.kind), datum.data.to_vec()));
                    }
                }
                Payload::CustomSection(section) => {
                    let wasmparser::KnownCustom::Name(names) = section.as_known() else { continue };
                    for name in names {
                        let Name::Function(names) = name? else { continue };
                        for name in names {
                            let name = name?;
                            facts.names.insert(name.index, name.name.to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(facts)
    }

    /// What shall stand in place of the body of a function that is not imported, where it is one of those that go.
    fn instead(&self, function: u32, length: usize) -> Option<Function> {
        let name = self.names.get(&(self.imported + function))?;
        let ty = self.types.get(*self.functions.get(function as usize)? as usize)?.as_ref()?;
        let mut body = Function::new([]);
        if STOPS.is_match(name) {
            body.instructions().unreachable().end();
        } else if length >= OWN_CODE
            && DEBUG.is_match(name)
            && ty.params() == [ValType::I32, ValType::I32]
            && ty.results() == [ValType::I32]
        {
            // `Ok(())`.
            body.instructions().i32_const(0).end();
        } else {
            return None;
        }
        Some(body)
    }
}

/// A module in the writing.
struct Work {
    facts: Facts,
    imports: Vec<(String, String)>,
    exports: Vec<(String, String)>,
    next_function: u32,
    next_datum: usize,
}

type Done = Result<(), reencode::Error<Infallible>>;

impl Reencode for Work {
    type Error = Infallible;

    fn parse_import_section(&mut self, imports: &mut ImportSection, old: wasmparser::ImportSectionReader<'_>) -> Done {
        for import in old.into_imports() {
            let import = import?;
            let short = short(self.imports.len());
            imports.import(import.module, &short, self.entity_type(import.ty)?);
            self.imports.push((import.name.to_owned(), short));
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: wasmparser::Export<'_>) -> Done {
        if !HASHED.is_match(export.name) {
            return utils::parse_export(self, exports, export);
        }
        // No other export begins so.
        let short = format!("_{}", short(self.exports.len()));
        exports.export(&short, self.export_kind(export.kind)?, self.external_index(export.kind, export.index)?);
        self.exports.push((export.name.to_owned(), short));
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: wasmparser::FunctionBody<'_>) -> Done {
        let function = self.next_function;
        self.next_function += 1;
        match self.facts.instead(function, body.as_bytes().len()) {
            Some(instead) => {
                code.function(&instead);
                Ok(())
            }
            None => utils::parse_function_body(self, code, body),
        }
    }

    fn parse_custom_section(&mut self, module: &mut Module, section: wasmparser::CustomSectionReader<'_>) -> Done {
        // The names have done their work; and wasm-opt stumbles over those of data that it cuts at zeros.
        match section.name() {
            "name" => Ok(()),
            _ => utils::parse_custom_section(self, module, section),
        }
    }

    fn parse_data(&mut self, data: &mut DataSection, datum: wasmparser::Data<'_>) -> Done {
        let place = self.next_datum;
        self.next_datum += 1;
        let without = std::mem::take(&mut self.facts.data[place].1);
        utils::parse_data(self, data, wasmparser::Data { data: &without, ..datum })
    }
}

/// Where in memory data goes.
fn address(kind: &DataKind<'_>) -> Option<u32> {
    let DataKind::Active { offset_expr, .. } = kind else { return None };
    match offset_expr.get_operators_reader().read() {
        Ok(Operator::I32Const { value }) => Some(value as u32),
        _ => None,
    }
}

/// The nth of a, b, … z, aa, ab, …
fn short(mut nth: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'a' + (nth % 26) as u8));
        match (nth / 26).checked_sub(1) {
            Some(rest) => nth = rest,
            None => return name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_and_what_stays() {
        for name in [
            "core[c5930c85a12de822]::panicking::panic_fmt",
            "core[c5930c85a12de822]::panicking::panic",
            "core[c5930c85a12de822]::panicking::assert_failed::<usize, usize>",
            "core[c5930c85a12de822]::panicking::panic_const::panic_const_div_by_zero",
            "core::panicking::panic_display::h6bfb714fb8d3beb1",
            "core[c5930c85a12de822]::option::unwrap_failed",
            "core[c5930c85a12de822]::result::unwrap_failed",
            "core[c5930c85a12de822]::slice::index::slice_index_fail",
            "core[c5930c85a12de822]::slice::index::slice_end_index_len_fail",
            "core[c5930c85a12de822]::slice::copy_from_slice_impl::len_mismatch_fail",
            "core[c5930c85a12de822]::str::slice_error_fail_rt",
            "core[c5930c85a12de822]::cell::panic_already_borrowed",
            "std[a543996e6e7dbf1e]::thread::local::panic_access_error",
            "alloc[3ca501edff3f0c7c]::raw_vec::handle_error",
            "__rustc[b7974e8690430dd9]::rust_begin_unwind",
        ] {
            assert!(STOPS.is_match(name), "{name}");
        }
        for name in [
            "whowhen::ui::failure::alert::h0123456789abcdef",
            "core[c5930c85a12de822]::str::from_utf8",
            "std[a543996e6e7dbf1e]::thread::current::current",
            "std[a543996e6e7dbf1e]::panicking::panicking",
            "std[a543996e6e7dbf1e]::panicking::panic_count::is_zero_slow_path",
            "std[a543996e6e7dbf1e]::panicking::catch_unwind::do_call::<core[c5930c85a12de822]::panicking::panic_fmt>",
            "core[c5930c85a12de822]::ptr::drop_in_place::<core[c5930c85a12de822]::option::unwrap_failed>",
            "alloc[3ca501edff3f0c7c]::raw_vec::RawVecInner::finish_grow",
        ] {
            assert!(!STOPS.is_match(name), "{name}");
        }
        assert!(DEBUG.is_match("<char as core[c5930c85a12de822]::fmt::Debug>::fmt"));
        assert!(DEBUG.is_match("<&T as core::fmt::Debug>::fmt::h0123456789abcdef"));
        assert!(!DEBUG.is_match("<whowhen::check::error::Error as core::fmt::Display>::fmt::hdec6baf3abb027ba"));
    }

    #[test]
    fn short_names_are_all_different() {
        let names: std::collections::BTreeSet<String> = (0..2000).map(short).collect();
        assert_eq!(names.len(), 2000);
        assert_eq!([0, 25, 26, 27, 702].map(short), ["a", "z", "aa", "ab", "aaa"]);
    }

    #[test]
    fn a_module_without_names_is_an_error() {
        assert!(lighten(&Module::new().finish(), &[]).err().unwrap().to_string().contains("names"));
    }
}
