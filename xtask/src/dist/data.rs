//! Takes out of a module's data what nothing reads any more once its panics say nothing: their words, where in the sources each is,
//! and the paths of the sources. All is filled with zeros, so that everything else stays where it is.

/// A piece of data, and where in memory it goes, as far as that is a plain number.
pub type Piece = (Option<u32>, Vec<u8>);

/// Makes the data lighter. `sources` are the folders of which no path shall be left.
pub fn lighten(data: &mut [Piece], sources: &[String]) {
    without_places(data);
    for (_, bytes) in data {
        *bytes = without_unheard(without_paths(bytes, sources));
    }
}

/// Whether a byte may stand in the path of a source file.
fn is_of_path(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/._+-".contains(byte)
}

/// What panics of the standard library and of Leptos say. Nothing composes it any more, and what lies in the data stays there
/// all the same. Whole sentences: a part of one may be a part of another that is heard.
const UNHEARD: [&str; 27] = [
    "index out of bounds: the len is ",
    " out of range for slice of length ",
    " is not a char boundary; it is inside ",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "copy_from_slice: source slice length (",
    ") does not match destination slice length (",
    "the guard should always be in place until the Drop implementation",
    "finish: callbacks should be Some",
    "finish: result should be None",
    "attempt to join into collection with len > usize::MAX",
    "a Display implementation returned an error unexpectedly: Error",
    "Attempted to initialize thread-local while it is being dropped",
    "Once instance has previously been poisoned",
    "one-time initialization may not be performed recursively",
    "destination and source slices have different lengths",
    "Hash table capacity overflow",
    "Dropped SendWrapper<T> variable from a thread different to the one it has been created with.",
    "Dereferenced SendWrapper<T> variable from a thread different to the one it has been created with.",
    "Executor::spawn called, but no global 'spawn' function is configured.",
    "Executor::spawn_local called, but no global 'spawn_local' function is configured.",
    "Tried to shrink to a larger capacity",
    "Tried to access a reactive value that has already been disposed.",
    "assertion failed: self.is_char_boundary(new_len)",
    "assertion failed: idx < CAPACITY",
    "assertion failed: edge.height == self.height - 1",
    "assertion failed: src.len() == dst.len()",
    "assertion failed: edge.height == self.node.height - 1",
];

/// The bytes, with zeros where such a sentence stands.
fn without_unheard(mut bytes: Vec<u8>) -> Vec<u8> {
    for words in UNHEARD {
        while let Some(start) = find(&bytes, words.as_bytes()) {
            bytes[start..start + words.len()].fill(0);
        }
    }
    bytes
}

/// Fills with zeros what says where in the sources a panic is: four numbers, of which the first two are where a path of a
/// source file lies and how long it is, the others a line and a column; and the path itself.
fn without_places(data: &mut [Piece]) {
    let path_at = |data: &[Piece], start: u32, length: u32| {
        data.iter().enumerate().find_map(|(piece, (base, bytes))| {
            let from = start.checked_sub((*base)?)? as usize;
            let path = bytes.get(from..from.checked_add(length as usize)?)?;
            (path.ends_with(b".rs") && path.iter().all(is_of_path)).then_some((piece, from..from + path.len()))
        })
    };
    let (mut places, mut paths) = (Vec::new(), Vec::new());
    for (piece, (base, bytes)) in data.iter().enumerate() {
        let Some(base) = base else { continue };
        let aligned = (4 - base % 4) % 4;
        for at in (aligned as usize..bytes.len().saturating_sub(15)).step_by(4) {
            let number = |nth: usize| {
                let bytes = [0, 1, 2, 3].map(|byte| bytes[at + 4 * nth + byte]);
                u32::from_le_bytes(bytes)
            };
            let (start, length, line, column) = (number(0), number(1), number(2), number(3));
            let may_be = (4..300).contains(&length) && (1..100_000).contains(&line) && (1..1_000).contains(&column);
            if let Some(path) = may_be.then(|| path_at(data, start, length)).flatten() {
                places.push((piece, at..at + 16));
                paths.push(path);
            }
        }
    }
    for (piece, range) in places.into_iter().chain(paths) {
        data[piece].1[range].fill(0);
    }
}

/// The bytes, with zeros where the path of a source file in one of the folders stands: of as many bytes, so that all
/// else stays where it is.
fn without_paths(bytes: &[u8], folders: &[String]) -> Vec<u8> {
    let mut without = bytes.to_vec();
    for folder in folders.iter().map(|folder| folder.as_bytes()) {
        let mut from = 0;
        while let Some(start) = find(&bytes[from..], folder).map(|at| from + at) {
            let length = bytes[start..].iter().take_while(|byte| is_of_path(byte)).count();
            from = start + folder.len();
            if let Some(end) = find(&bytes[from..(start + length).max(from)], b".rs") {
                without[start..from + end + 3].fill(0);
                from += end + 3;
            }
        }
    }
    without
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_and_their_neighbours_stay() {
        let folders = ["/home/me/.cargo/registry/src".to_owned(), "/rustc/".to_owned()];
        let check = |before: &str, after: &str| {
            assert_eq!(String::from_utf8(without_paths(before.as_bytes(), &folders)).unwrap(), after);
        };
        check("a/b/rustc/ab/x.rssrc/ui/app.rs", "a/b\0\0\0\0\0\0\0\0\0\0\0\0\0\0src/ui/app.rs");
        check("kept/home/me/.cargo/registry/src/a-1/l.rs", &format!("kept{}", "\0".repeat(37)));
        check("/rustc/ab not a path.rs", "/rustc/ab not a path.rs");
        check("/rustc/", "/rustc/");
    }

    #[test]
    fn places_in_the_sources_go_with_their_paths_and_nothing_else() {
        let words = |numbers: [u32; 4]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
        let text = b"src/ui/app.rsnot a path".to_vec();
        let place = words([1000, 13, 20, 9]);
        // Another text, a line that is none, an address beyond the data.
        let others = [words([1013, 10, 20, 9]), words([1000, 13, 0, 9]), words([9000, 13, 20, 9])].concat();
        let mut data = [(Some(1000), text), (Some(2000), [place, others.clone()].concat()), (None, b"kept".to_vec())];
        without_places(&mut data);
        assert_eq!(data[0].1, [&[0; 13][..], b"not a path"].concat());
        assert_eq!(data[1].1, [vec![0; 16], others].concat());
        assert_eq!(data[2].1, b"kept");
    }

    #[test]
    fn what_nobody_hears_goes_and_its_neighbours_stay() {
        let before = "a list assertion failed: idx < CAPACITYand more".as_bytes().to_vec();
        let after = format!("a list {}and more", "\0".repeat(32));
        assert_eq!(String::from_utf8(without_unheard(before)).unwrap(), after);
        assert!(UNHEARD.iter().all(|words| words.len() > 20));
    }
}
