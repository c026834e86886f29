//! Compressed copies of the files of a release, `NAME.br` and `NAME.gz`, for hosts that serve precompressed files.
//!
//! This must be the last step, because it reads the whole folder. A copy that is not smaller is not written. Source maps
//! are not compressed, because only developer tools load them.

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::Path;
use walkdir::WalkDir;

/// Text and code. Pictures are already compressed.
const EXTENSIONS: [&str; 9] = ["html", "js", "css", "wasm", "json", "svg", "txt", "webmanifest", "xml"];

/// Writes the compressed copies.
pub fn compress(folder: &Path) -> Result<()> {
    for entry in WalkDir::new(folder) {
        let path = entry.with_context(|| format!("listing {}", folder.display()))?.into_path();
        let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else { continue };
        if !EXTENSIONS.contains(&extension) || !path.is_file() {
            continue;
        }
        if is_compressed(&path, extension) {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        for (suffix, compressed) in [("br", brotli(&bytes)), ("gz", gzip(&bytes))] {
            let copy = path.with_extension(format!("{extension}.{suffix}"));
            if compressed.len() < bytes.len() {
                std::fs::write(&copy, compressed).with_context(|| format!("writing {}", copy.display()))?;
            } else if copy.is_file() {
                std::fs::remove_file(&copy).with_context(|| format!("removing {}", copy.display()))?;
            }
        }
    }
    Ok(())
}

/// Whether an earlier run has compressed the file: its name tells its content.
fn is_compressed(path: &Path, extension: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("whowhen-") && path.with_extension(format!("{extension}.br")).is_file()
}

/// Compresses with Brotli at the highest quality.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut compressed, &params).expect("writing to memory does not fail");
    compressed
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
    fn copies_decompress_to_the_file_and_are_smaller() {
        let folder = std::env::temp_dir().join(format!("whowhen-compress-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("articles")).unwrap();
        let text = "who is in the story, and when it happened; ".repeat(40);
        for name in ["articles/one.json", "picture.png", "sw.js"] {
            std::fs::write(folder.join(name), &text).unwrap();
        }
        std::fs::write(folder.join("short.txt"), "a").unwrap();
        compress(&folder).unwrap();

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
