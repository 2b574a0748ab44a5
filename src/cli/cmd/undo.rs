//! `crm undo`: takes back what the last command wrote.

use clap::Args as ClapArgs;

use crate::cli::after_command;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::format::review_log;
use crate::render;
use crate::render::lang::{self, Lang, both, tr};
use crate::store::{Last, Scrutiny};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm undo --dry-run   what would be taken back\n  crm undo             takes it back\n\nOnly the last command that wrote something, in this clone, and only if nobody\nchanged its files since: all of it or nothing. A merge and a new id that the\nothers know stay. What is in git's history can always be had back there."
)]
pub struct Args {
    /// Show what would be taken back, and leave it
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Take it back though it was sent to the others: the next sync takes it from them, too
    #[arg(long)]
    force: bool,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let lang = context.lang;
    let (session, _) = Session::open_and_problems(context)?;
    let workspace = &session.workspace;
    let lock = workspace.lock()?;
    let last = workspace.last()?;
    let Some(last) = last else {
        context.print(&tr!(
            lang,
            "Nothing to take back: no command is remembered here. An undo, a forget and a fresh clone leave none.\n",
            "没有可撤销的内容：这里没有记住任何命令（撤销、forget 之后或新克隆中都没有）。\n"
        ))?;
        return Ok(Exit::Done);
    };
    let done = done(&session, &last);
    let is_sent = workspace.is_sent(&last);
    if is_sent && last.moves_customers() {
        return Err(Failure::new(
            Exit::Refused,
            both!("{done} was sent to the others: it can't be taken back", "已经推送给别人，不能撤销：{done}"),
        )
        .because(both!(
            "what they write there, and forget, follows the id that the customer has now",
            "别人写下的和删去的，都跟着客户现在的编号走"
        ))
        .try_this(both!(
            "crm rename NEW OLD gives an id back; where two were made one, crm add makes the other one \
             anew: move its entries to its log in an editor",
            "编号可以改回去：crm rename 新 旧；误合并的，用 crm add 重新建档，再用编辑器把它的记录移到它的日志里"
        )));
    }
    let files: String = last.paths().iter().map(|path| format!("  {}\n", path.display())).collect();
    if args.dry_run {
        context.print(&tr!(
            lang,
            "{done} would be taken back, in:\n{files}",
            "将撤销：{done}，涉及：\n{files}"
        ))?;
        return Ok(Exit::Done);
    }
    if !args.force && is_sent {
        return Err(Failure::new(
            Exit::Refused,
            both!("{done} was sent to the others already", "已经推送给别人：{done}"),
        )
        .try_this(both!(
            "log what is right instead; --force takes it back, and from the others with the next sync",
            "再记一条正确的；--force 仍然撤销，下次 sync 会从别人那里一并撤掉"
        )));
    }
    let changed = workspace.undo(&lock, &last)?;
    if !changed.is_empty() {
        let shown: Vec<String> = changed.iter().map(|path| path.display().to_string()).collect();
        return Err(Failure::new(Exit::Refused, both!("{done} can't be taken back", "无法撤销：{done}"))
            .because(both!(
                |lang| "changed since: {files}; nothing was taken back",
                "之后又有修改：{files}；未撤销任何内容",
                files = shown.join(lang.pick(", ", "、"))
            ))
            .try_this(both!("git diff; crm edit ID", "git diff，或 crm edit 编号")));
    }
    drop(lock);
    let taken_back = tr!(lang, "Taken back: {done}, in:", "已撤销：{done}，涉及：");
    let taken_back = render::paragraph(&taken_back, context.style().width);
    context.print(&format!("{taken_back}\n{files}"))?;
    let undone = format!("undo {}", after_command::said(&last));
    after_command::record_files(context, workspace, &last.paths(), &undone);
    Ok(Exit::Done)
}

/// The command, whom it concerned, and what was said, as the reader says it: `crm log acme: followup, call
/// (2026-11-20 09:30)`, `宏达机械 · 电话：聊过（crm log，2026-11-20 09:30）`.
fn done(session: &Session<'_>, last: &Last) -> String {
    let at = last.at.get(..16).unwrap_or_default().replace('T', " ");
    match (session.lang, session.redaction()) {
        (Lang::Zh, None) => {
            let (command, said) = (&last.command, after_command::cut(&in_chinese(session, last)));
            format!("{said}（crm {command}，{at}）")
        }
        (lang, redaction) => {
            let said = match redaction {
                Some(_) => after_command::said_of_whom(last),
                None => after_command::said(last),
            };
            tr!(lang, "crm {said} ({at})", "crm {said}（{at}）")
        }
    }
}

fn in_chinese(session: &Session<'_>, last: &Last) -> String {
    let (ids, layout) = (after_command::ids(last), session.workspace.layout());
    let name = |id: &String| {
        let name = layout.find(id).and_then(|files| {
            session.workspace.one(files, Scrutiny::Answer, |loaded| lang::one_line(&loaded.customer.name)).0
        });
        name.unwrap_or_else(|| lang::one_line(id))
    };
    let whom = match ids.as_slice() {
        few if few.len() <= 3 => few.iter().map(name).collect::<Vec<_>>().join("、"),
        many => format!("{} 个客户", many.len()),
    };
    let line = last.lines().next().filter(|_| ids.len() == 1).unwrap_or_default();
    let (entries, _) = review_log(std::path::Path::new(""), line.as_bytes());
    match entries.first() {
        Some(entry) => format!("{whom} · {}", render::entry(Lang::Zh, entry, session.today)),
        None => whom,
    }
}
