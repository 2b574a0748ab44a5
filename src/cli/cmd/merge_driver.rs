//! `crm merge-driver`: what git calls to merge two versions of a customer's file.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::render::lang::{self, both, tr};
use crate::store::{CustomerFile, Passed, forgotten_around, merge_files, part_of};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm init --git                            registers it; git calls it then\n  crm merge-driver base ours theirs a.yaml  merges theirs into the file ours\n\nKeys and items of lists are merged one by one; a key that both changed differently is left with git's\nmarkers around it (exit code 1). A log has the entries of both sides, and never conflicts."
)]
pub struct Args {
    /// The version that both come from (git's %O)
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// Our version, in which the merge is written (%A)
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// Their version (%B)
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// The file's name in the repository (%P): a log ends with .log.jsonl
    #[arg(value_name = "PATH")]
    path: String,
    /// How many signs a conflict's marker has (%L)
    #[arg(long, value_name = "COUNT", default_value_t = 7)]
    marker: usize,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let lang = context.lang;
    let at = |path: &PathBuf| context.directory.join(path);
    let files = [at(&args.base), at(&args.ours), at(&args.theirs)];
    let name = args.path.rsplit('/').next().unwrap_or_default();
    let log = match part_of(name) {
        Some((CustomerFile::Log, id)) => Some(id),
        _ => None,
    };
    let sizes = 1..=1000;
    if !sizes.contains(&args.marker) {
        let count = args.marker;
        return Err(Failure::usage(both!(
            "{count} signs are no conflict marker",
            "冲突标记不能有 {count} 个符号"
        ))
        .try_this("--marker 7"));
    }
    let [base, ours, theirs] = &files;
    let forgotten = match log {
        Some(_) => forgotten_around(&context.directory, &args.path, &heads(context))?,
        None => Default::default(),
    };
    let passed = log.map(|id| Passed { forgotten: &forgotten, id });
    let joined = merge_files([base, ours, theirs], passed, args.marker, ["ours", "theirs"])?;
    let path = &args.path;
    if joined.forgotten > 0 {
        let count = lang::entries(lang, joined.forgotten);
        context.say(&tr!(
            lang,
            "{path}: {count} left out: forgotten on request",
            "{path}：{count} 已应要求删除，未合并进来"
        ));
    }
    if joined.late > 0 {
        let count = joined.late;
        context.say(&tr!(
            lang,
            "{path}: a person was forgotten on request, and {count} entries that the other side wrote since may name that \
             person: crm check says what to do",
            "{path}：有人已应要求删除，而另一方之后写的 {count} 条记录可能提到此人：处理办法见 crm check"
        ));
    }
    for key in &joined.conflicts {
        context.say(&match key.as_str() {
            "*" => tr!(lang, "{path}: both sides changed it", "{path}：两边都改了这个文件"),
            _ => tr!(lang, "{path}: both sides changed {key}", "{path}：两边都改了 {key}"),
        });
    }
    Ok(if joined.conflicts.is_empty() { Exit::Done } else { Exit::Attention })
}

/// The commits that git merges: it names them to those that it calls by `GITHEAD_` and their hash.
fn heads(context: &Context) -> Vec<String> {
    let names = context.surroundings.variables.keys().filter_map(|name| name.to_str());
    let hashes = names.filter_map(|name| name.strip_prefix("GITHEAD_"));
    hashes.filter(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit())).map(str::to_owned).collect()
}
