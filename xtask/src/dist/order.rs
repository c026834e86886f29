//! Puts the functions of a module into an order in which like stands beside like: a compressor that has just seen a function
//! writes the next one that is nearly the same in few bytes. Nothing else of the module changes, and it does the same.
//!
//! From each function the way leads on to the one, of those that are left, most of whose short pieces of code are pieces of
//! this one as well. Pieces that very many functions have say nothing and are not counted.

use anyhow::{Context, Result};
use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// How many bytes of code make a piece. Measured: 3 to 5 do about the same, longer ones less.
const PIECE: usize = 4;

/// A piece that more functions have says nothing of any two.
const COMMON: usize = 400;

/// The module with its functions in order.
pub fn in_order(bytes: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = like_beside_like(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        places[function] = place as u32;
    }
    let mut module = Module::new();
    let mut work = Work { imported, order, places };
    work.parse_core_module(&mut module, Parser::new(0), bytes).context("ordering the module")?;
    Ok(module.finish())
}

/// The places of functions, by their code, in an order in which like stands beside like.
fn like_beside_like(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<BTreeSet<&[u8]>> = bodies.iter().map(|body| body.windows(PIECE).collect()).collect();
    let mut having: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, pieces) in pieces.iter().enumerate() {
        pieces.iter().for_each(|piece| having.entry(piece).or_default().push(function));
    }
    having.retain(|_, functions| functions.len() <= COMMON);
    let mut left: BTreeSet<usize> = (0..bodies.len()).collect();
    let mut order = Vec::new();
    let mut next = left.first().copied();
    while let Some(here) = next {
        left.remove(&here);
        order.push(here);
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for functions in pieces[here].iter().filter_map(|piece| having.get(piece)) {
            for other in functions.iter().filter(|other| left.contains(other)) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        // As a fraction of the other's pieces; of two the one that came first.
        let better = |one: &(usize, usize), other: &(usize, usize)| {
            let (a, b) = (one.1 * pieces[other.0].len(), other.1 * pieces[one.0].len());
            a.cmp(&b).then(other.0.cmp(&one.0))
        };
        let best = shared.into_iter().max_by(better).map(|(function, _)| function);
        next = best.or(left.first().copied());
    }
    order
}

/// A module in the writing.
struct Work {
    /// How many of its functions are imported: those come first, and stay.
    imported: u32,
    /// The functions that are its own, by their old places, in the new order.
    order: Vec<usize>,
    /// Their new places, by the old.
    places: Vec<u32>,
}

type Done = Result<(), reencode::Error<Infallible>>;

impl Reencode for Work {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<Infallible>> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |own| self.imported + self.places[own as usize]))
    }

    fn parse_function_section(&mut self, functions: &mut FunctionSection, old: FunctionSectionReader<'_>) -> Done {
        let types = old.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &function in &self.order {
            functions.function(types[function]);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, old: CodeSectionReader<'_>) -> Done {
        let bodies = old.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order.clone() {
            utils::parse_function_body(self, code, bodies[function].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ExportKind, ExportSection, Function, TypeSection, ValType};

    #[test]
    fn like_stands_beside_like() {
        let bodies: [&[u8]; 5] = [b"abcdefgh", b"12345678", b"abcdefgx", b"1234567x", b"?"];
        assert_eq!(like_beside_like(&bodies), [0, 2, 1, 3, 4]);
        assert_eq!(like_beside_like(&[]), [0; 0]);
    }

    #[test]
    fn calls_and_exports_go_along() {
        // Three functions: two alike with another between, which calls the last.
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I64]);
        let (mut functions, mut code, mut exports) = (FunctionSection::new(), CodeSection::new(), ExportSection::new());
        let constant = |value: i64| {
            let mut body = Function::new([]);
            body.instructions().i64_const(value).end();
            body
        };
        let mut calling = Function::new([]);
        calling.instructions().call(2).end();
        for body in [constant(1 << 40), calling, constant((1 << 40) + 1)] {
            functions.function(0);
            code.function(&body);
        }
        exports.export("calls", ExportKind::Func, 1);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        let ordered = in_order(&module.finish()).unwrap();
        let (mut exported, mut bodies) = (None, Vec::new());
        for payload in Parser::new(0).parse_all(&ordered) {
            match payload.unwrap() {
                Payload::ExportSection(section) => exported = section.into_iter().next().map(|one| one.unwrap().index),
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                _ => {}
            }
        }
        assert_eq!(exported, Some(2));
        // No locals, `call 1`, end.
        assert_eq!(bodies[2], [0, 0x10, 1, 0x0b]);
        assert_eq!(bodies[1], constant((1 << 40) + 1).into_raw_body());
    }
}
