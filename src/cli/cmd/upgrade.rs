//! `crm upgrade`: raises the version of the workspace's files.

use std::path::Path;

use clap::Args as ClapArgs;

use crate::cli::agree::agrees;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::config::{NEWEST, raised};
use crate::render::lang::{Lang, both, tr};
use crate::store::{FilePlan, RULES};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm upgrade            what changes, and for whom; writes nothing\n  crm upgrade --apply    one line of crm.yaml: version: 2\n  crm undo               takes it back\n\nVersion 2: crm merge and crm rename leave a trace in the log, {\"kind\":\"merged\",\"from\":OLD} or \"renamed\",\nso that the old id still leads to the customer, and what a colleague logs there meanwhile is brought home; crm log --next none\nends an agreed date. No file but crm.yaml changes, and no date moves. Programs from before version 2 refuse the workspace in\nwords: everybody of the team installs the new crm first. A workspace of version 1 goes on working as it is.\nWhat else changed, by date: crm help changes"
)]
pub struct Args {
    /// Do it, without asking (also: --yes)
    #[arg(long, alias = "yes")]
    apply: bool,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let from = session.config.version;
    if from == NEWEST {
        context.print(&tr!(
            lang,
            "{RULES} has version {NEWEST} already, the newest that this crm knows\n",
            "{RULES} 已经是版本 {NEWEST}，即本程序的最新版本\n"
        ))?;
        return Ok(Exit::Done);
    }
    context.print(&shown(lang, from))?;
    if !args.apply && !agreed(context)? {
        return Ok(Exit::Done);
    }
    let lock = session.workspace.lock()?;
    let path = Path::new(RULES);
    let before = session.workspace.bytes(path)?.unwrap_or_default();
    let after = std::str::from_utf8(&before).ok().and_then(raised).ok_or_else(by_hand)?;
    let plan = FilePlan::new(path, Some(&before), Some(after.as_bytes()));
    session.workspace.rewrite(&lock, &[plan], &[])?;
    context.print(&tr!(
        lang,
        "\n{RULES} has version {NEWEST} now. Tell the team: whoever pulls this needs the new crm.\n\
         next: crm sync -m \"version {NEWEST}\"; crm undo takes it back\n",
        "\n{RULES} 现在是版本 {NEWEST}。请告知团队：拉取之后都需要新版 crm。\n\
         接下来：crm sync -m \"版本 {NEWEST}\"；crm undo 可撤销\n"
    ))?;
    Ok(Exit::Done)
}

fn shown(lang: Lang, from: u32) -> String {
    tr!(
        lang,
        "{RULES}: version: {from} → version: {NEWEST}\n\
         \x20 + crm merge and crm rename leave a trace: the old id still leads to the customer\n\
         \x20 + crm log ID --next none ends an agreed date\n\
         \x20 + no other file changes, and no date moves\n\
         \x20 - programs from before version {NEWEST} refuse this workspace, in words:\n\
         \x20   everybody of the team installs the new crm first\n",
        "{RULES}：version: {from} → version: {NEWEST}\n\
         \x20 + crm merge 和 crm rename 会留下痕迹：用旧编号仍能找到客户\n\
         \x20 + crm log 编号 --next none 取消约定的日期\n\
         \x20 + 其他文件不变，任何日期都不变\n\
         \x20 - 版本 {NEWEST} 之前的程序会提示并拒绝打开这个工作区：\n\
         \x20   请团队每个人先装好新版 crm\n"
    )
}

fn by_hand() -> Failure {
    Failure::new(
        Exit::Refused,
        both!(
            "{RULES} can't be changed in one line; nothing was written",
            "无法只改 {RULES} 的一行；未写入任何内容"
        ),
    )
    .try_this(both!("write in it by hand: version: {NEWEST}", "请手动写入：version: {NEWEST}"))
}

/// Asks on a terminal; in a pipe nobody agrees, and what to type is said.
fn agreed(context: &Context) -> Result<bool, Failure> {
    let lang = context.lang;
    if !context.interactive {
        context.print(
            lang.pick("Nothing is written yet: crm upgrade --apply\n", "尚未写入：crm upgrade --apply\n"),
        )?;
        return Ok(false);
    }
    Ok(agrees(context, lang.pick("do it?", "确认升级？")))
}
