//! `crm init`: a new workspace.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::schemas;
use crate::config;
use crate::render::lang::{Lang, tr};
use crate::rules::Scheme;
use crate::store::{RULES, Workspace, create_if_missing, has_line, register};

/// What git does with the files: logs are merged line by line, and keep their line ends.
const ATTRIBUTES: &str = "*.log.jsonl merge=union\n.crm-forgotten merge=union\n.crm-schema/workspace.schema.json merge=union\n**/*.files/* binary\n";
/// The line without which merges of logs conflict.
const UNION: &str = "*.log.jsonl merge=union";
/// The folder of the schemas, as it is told.
const SCHEMAS: &str = ".crm-schema/";
/// What is derived, and what a crash may leave behind.
const IGNORE: &str = ".crm/\n.*.crm-tmp\n";

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm init               a workspace in this folder\n  crm init ~/customers   one there\n  crm init --scheme abc  classes by revenue, computed\n  crm init --git         git merges customers' files key by key, in this clone\n\nWithout --git it never runs git. Run twice it changes nothing."
)]
pub struct Args {
    /// The folder; made where it is missing
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Which classes drive the follow-ups: the rules come with them
    #[arg(
        long,
        value_name = "SCHEME",
        default_value = "trade",
        value_parser = PossibleValuesParser::new(Scheme::WORDS)
            .try_map(|word| Scheme::parse(&word).ok_or("no scheme"))
    )]
    scheme: Scheme,
    /// Let git merge customers' files key by key: set in this clone's own configuration (each of the
    /// team once). Makes a repository where there is none
    #[arg(long)]
    git: bool,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let lang = context.lang;
    let root = args
        .folder
        .clone()
        .map_or_else(|| context.directory.clone(), |folder| context.directory.join(folder));
    let rules = match lang {
        Lang::En => config::starter(args.scheme),
        Lang::Zh => config::starter_in_chinese(args.scheme),
    };
    let rules = schemas::line_of_rules() + &rules;
    let files: [(&str, &str); 4] =
        [(RULES, &rules), ("customers/.gitkeep", ""), (".gitattributes", ATTRIBUTES), (".gitignore", IGNORE)];
    let mut made = Vec::new();
    for (name, text) in files {
        // A team's customers are there already: no need to hold the folder open for git.
        if name.starts_with("customers/") && root.join("customers").is_dir() {
            continue;
        }
        if create_if_missing(&root.join(name), text)? {
            made.push(name.trim_end_matches(".gitkeep"));
        }
    }
    let shown = shown(&root);
    if let Some(workspace) = Workspace::find(&root)
        && schemas::begin(&workspace)?
    {
        made.push(SCHEMAS);
    }
    let registered = if args.git { Some(git(context, &root)?) } else { None };
    if made.is_empty() && registered.is_some() {
        context.print(&registered.unwrap_or_default())?;
        return Ok(Exit::Done);
    }
    if made.is_empty() {
        context.print(&tr!(
            lang,
            "{place} is a workspace already; nothing was changed.\n",
            "{place}已经是工作区，未做任何修改。\n",
            place = if shown == "." { lang.pick("this folder", "当前文件夹") } else { &shown }
        ))?;
        return Ok(Exit::Done);
    }
    let made = made.join(lang.pick(", ", "、"));
    let here = shown == ".";
    let place = match (here, lang) {
        (true, _) => lang.pick("this folder", "当前文件夹").to_owned(),
        (false, Lang::En) => shown.clone(),
        (false, Lang::Zh) => format!(" {shown} "),
    };
    let first = match registered {
        Some(_) => "  git add . && git commit -m",
        None if root.ancestors().any(|folder| folder.join(".git").exists()) => "  git add . && git commit -m",
        None => "  git init && git add . && git commit -m",
    };
    let go = if here { String::new() } else { format!("  cd {shown}\n") };
    context.print(&tr!(
        lang,
        "Made {made} in {place}.\n\nNext:\n{go}{first} \"A workspace for our customers\"\n  crm add \"Müller Maschinenbau GmbH\" --country DE --email anna@mueller.example\n  crm due\n\nThe team, the currency and the rules are in {RULES}: every rule stands there with its default.\n",
        "已在{place}中创建 {made}。\n\n接下来：\n{go}{first} \"客户工作区\"\n  crm add \"深圳宏达机械有限公司\" --country CN --email wang@hongda.example\n  crm due\n\n团队、货币和规则都在 {RULES} 中，每条规则都写明了默认值。\n"
    ))?;
    if let Some(told) = registered {
        context.print(&format!("\n{told}"))?;
    }
    if !has_line(&root.join(".gitattributes"), UNION) {
        context.say(&tr!(
            lang,
            "warning: add this line to .gitattributes, or merges will conflict: *.log.jsonl merge=union",
            "警告：请在 .gitattributes 中加入一行，否则合并会冲突：*.log.jsonl merge=union"
        ));
    }
    Ok(Exit::Done)
}

/// Registers the merge drivers in this clone, and says how.
fn git(context: &Context, root: &Path) -> Result<String, Failure> {
    let lang = context.lang;
    let done = register(root)?;
    if done.keys.is_empty() {
        return Ok(tr!(
            lang,
            "git merges customers' files key by key in this clone already.\n",
            "这个克隆中的 git 已经按字段合并客户文件。\n"
        ));
    }
    let attributes = shown(done.attributes.strip_prefix(root).unwrap_or(&done.attributes));
    let made = match done.repository {
        true => tr!(lang, "Made a git repository. ", "已新建 git 仓库。"),
        false => String::new(),
    };
    Ok(tr!(
        lang,
        "{made}git merges customers' files key by key in this clone now\n\
         (git config merge.crm.driver, merge.crm-log.driver; {attributes}).\n\
         Each of the team does the same once: crm init --git\n",
        "{made}这个克隆中的 git 现在按字段合并客户文件\n\
         （git config merge.crm.driver、merge.crm-log.driver；{attributes}）。\n\
         团队每个人各运行一次：crm init --git\n"
    ))
}

fn shown(root: &Path) -> String {
    let text = root.display().to_string();
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}
