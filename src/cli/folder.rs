//! The folder in which new customers are put.

use std::path::{Component, Path, PathBuf};

use super::exit::Exit;
use super::failure::Failure;
use crate::model::folder_flaw;
use crate::render::lang::{self, both};

/// A folder below `customers/`, and never outside.
pub fn folder(folder: Option<&Path>) -> Result<PathBuf, Failure> {
    let Some(folder) = folder else { return Ok(PathBuf::new()) };
    let folder = folder.strip_prefix("customers").unwrap_or(folder);
    let inside = folder.components().all(|part| match part {
        Component::Normal(name) => !name.as_encoded_bytes().starts_with(b"."),
        _ => false,
    });
    let shown = folder.display();
    // What a colleague's system can't hold is not a new folder.
    let mut names = folder.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    if let Some((flaw, name)) = names.find_map(|name| Some((folder_flaw(&name)?, name))).filter(|_| inside) {
        return Err(Failure::in_both(|lang| {
            let (what, hint) = lang::flaw(lang, &name, flaw);
            Failure::new(Exit::Refused, what).try_this(hint)
        }));
    }
    if inside {
        return Ok(folder.to_owned());
    }
    Err(Failure::usage(both!("{shown} is not a folder below customers/", "{shown} 不在 customers/ 之内"))
        .try_this("--folder europe/germany"))
}
