//! The folder in which new customers are put.

use std::path::{Component, Path, PathBuf};

use super::exit::Exit;
use super::failure::Failure;
use super::session::Session;
use crate::model::folder_flaw;
use crate::render::lang::{self, both};

/// That what is written for people lies beside the customers' files, and not among them. `shown` is what was typed.
pub fn beside_customers(
    session: &Session<'_>,
    target: &Path,
    shown: &Path,
    example: &str,
) -> Result<(), Failure> {
    if !session.workspace.keeps(target) {
        return Ok(());
    }
    let shown = shown.display();
    Err(Failure::usage(both!("{shown} lies among the customers' files", "{shown} 在客户文件夹里"))
        .try_this(both!("a folder beside them: {example}", "请放在别处：{example}")))
}

/// That a list that somebody wants written takes the place of none of the workspace's own files.
pub fn not_the_workspaces_own(
    session: &Session<'_>,
    file: &Path,
    example: &'static str,
) -> Result<(), Failure> {
    if !session.workspace.owns(file) {
        return Ok(());
    }
    let shown = file.display();
    let what = both!("{shown} is one of the workspace's own files", "{shown} 是工作区自己的文件");
    Err(Failure::usage(what).try_this(example))
}

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
