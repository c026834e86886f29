//! The tests of the formats, as one program.

mod brat;
mod common;
mod conll;
mod doccano;
mod documents;
mod gate;
mod groups;
mod hostile;
mod label_studio;
mod spacy;
mod tei;
mod uima;
mod web_annotation;
mod webanno_tsv;
mod writers;
