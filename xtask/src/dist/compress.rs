//! Compressed copies beside the files of a release, for hosts that send these as they are: `NAME.br` and `NAME.gz`.
//!
//! It reads the whole folder, so it must be the last step. A copy that is no smaller is not written: a host then sends
//! the file itself. Source maps have none, since only developer tools ask for them.

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::Path;
use walkdir::WalkDir;

/// Text and code. Pictures are compressed already.
const PACKED: [&str; 9] = ["html", "js", "css", "wasm", "json", "svg", "txt", "webmanifest", "xml"];

/// Writes the copies.
pub fn pack(folder: &Path) -> Result<()> {
    for entry in WalkDir::new(folder) {
        let path = entry.with_context(|| format!("listing {}", folder.display()))?.into_path();
        let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else { continue };
        if !PACKED.contains(&extension) || !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        for (suffix, packed) in [("br", brotli(&bytes)), ("gz", gzip(&bytes))] {
            if packed.len() < bytes.len() {
                let copy = path.with_extension(format!("{extension}.{suffix}"));
                std::fs::write(&copy, packed).with_context(|| format!("writing {}", copy.display()))?;
            }
        }
    }
    Ok(())
}

/// Brotli, at its best quality.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params).expect("writing to memory does not fail");
    packed
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn copies_unpack_to_the_file_and_are_smaller() {
        let folder = std::env::temp_dir().join(format!("whowhen-pack-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("articles")).unwrap();
        let text = "who is in the story, and when it happened; ".repeat(40);
        for name in ["articles/one.json", "picture.png", "sw.js"] {
            std::fs::write(folder.join(name), &text).unwrap();
        }
        std::fs::write(folder.join("short.txt"), "a").unwrap();
        pack(&folder).unwrap();

        let mut unpacked = String::new();
        let file = std::fs::File::open(folder.join("articles/one.json.gz")).unwrap();
        flate2::read::GzDecoder::new(file).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        let mut file = std::fs::File::open(folder.join("sw.js.br")).unwrap();
        brotli::BrotliDecompress(&mut file, &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
        for name in ["short.txt.gz", "short.txt.br", "picture.png.gz"] {
            assert!(!folder.join(name).exists(), "{name}");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
