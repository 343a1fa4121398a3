//! Makes seeds: every document of the folders that are named, as JSON, in the folder that is named first.
//!
//! In: folders. Out: files. A document that cannot be read is a seed as it is.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Longer documents make each try slow.
const MOST_BYTES: u64 = 64 << 10;

fn main() -> io::Result<()> {
    let mut folders = env::args_os().skip(1).map(PathBuf::from);
    let out = folders.next().ok_or_else(|| io::Error::other("seeds OUT FOLDER…"))?;
    fs::create_dir_all(&out)?;
    for folder in folders {
        copy(&folder, &out)?;
    }
    Ok(())
}

fn copy(from: &Path, out: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        if path.is_dir() {
            copy(&path, out)?;
            continue;
        }
        if fs::metadata(&path)?.len() > MOST_BYTES {
            continue;
        }
        let text = fs::read(&path)?;
        let json = serde_yaml::from_slice::<serde_yaml::Value>(&text)
            .ok()
            .and_then(|value| serde_json::to_vec(&value).ok());
        let name = path.to_string_lossy().replace(['/', '\\'], "_");
        fs::write(out.join(name), json.unwrap_or(text))?;
    }
    Ok(())
}
