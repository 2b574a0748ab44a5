//! Where drafts go: among those of a mail program, into a folder, or to stdout.

use std::path::Path;

use super::Args;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::folder::beside_customers;
use crate::cli::format::Format;
use crate::cli::people::person;
use crate::cli::session::Session;
use crate::model::Mailbox;
use crate::render::answer::{self, DraftsAnswer, TemplatesAnswer};
use crate::render::lang::{Lang, both, tr};
use crate::render::{Draft, MailHeaders, document, mailto};
use crate::store::{Maildir, StoreError, create_if_missing, output};

/// Puts the drafts where they were asked for.
pub(super) fn put(session: &Session<'_>, args: &Args, answer: &DraftsAnswer<'_>) -> Result<(), Failure> {
    let at = session.now.timestamp();
    let from = sender(session);
    let mail = |draft: &Draft| {
        let headers = MailHeaders { to: draft.to.clone().into_iter().collect(), from: from.clone(), at };
        document::draft(&draft.subject, &draft.body, &headers)
    };
    if let Some(folder) = &args.maildir {
        return into_maildir(session, folder, answer.made, mail);
    }
    if let Some(folder) = &args.output {
        return into_folder(session, folder, answer.made, mail);
    }
    let form = args.form();
    let text = match form {
        Format::Plain => bodies(answer.made),
        Format::Mailto => answer.made.iter().filter_map(mailto).map(|link| link + "\n").collect(),
        Format::Ids => answer.made.iter().map(|draft| format!("{}\n", draft.id)).collect(),
        Format::Mail => match answer.made {
            [] => String::new(),
            [one] => mail(one),
            several => return Err(too_many(several.len())),
        },
        Format::Json => answer::json(answer),
        form => form.text(answer, session.lang, || session.style().paged()),
    };
    session.answer(form.reader(), &text)
}

/// Tells of the templates.
pub(super) fn put_templates(
    session: &Session<'_>,
    args: &Args,
    answer: &TemplatesAnswer<'_>,
) -> Result<(), Failure> {
    let form = match args.form() {
        Format::Mail | Format::Mailto | Format::Ids => return Err(no_customer()),
        _ if args.maildir.is_some() || args.output.is_some() => return Err(no_customer()),
        form => form,
    };
    session.answer(form.reader(), &form.text(answer, session.lang, || session.style()))
}

fn no_customer() -> Failure {
    Failure::usage(both!("a mail to whom? No customer is named", "邮件写给谁？没有指定客户"))
        .try_this(both!("crm draft ID, --grade E, --due …", "crm draft 编号、--grade E、--due 等"))
}

/// The texts alone, each behind a form feed but the first, as printers and pagers take it.
fn bodies(made: &[Draft]) -> String {
    made.iter().map(|draft| draft.body.as_str()).collect::<Vec<_>>().join("\u{c}\n")
}

fn too_many(count: usize) -> Failure {
    Failure::usage(both!("{count} mails are not one file", "{count} 封邮件不能写成一个文件")).try_this(both!(
        "--output DIR or --maildir DIR puts each into a file of its own",
        "用 --output 文件夹 或 --maildir 文件夹，每封一个文件"
    ))
}

/// The mailbox of who is typing, by crm.yaml.
fn sender(session: &Session<'_>) -> Option<Mailbox> {
    let me = session.known_user()?;
    let person = person(&session.config, &me)?;
    let address = person.email.as_deref().and_then(Mailbox::parse)?.address;
    Some(Mailbox { name: person.name.clone(), address })
}

fn into_maildir(
    session: &Session<'_>,
    folder: &Path,
    made: &[Draft],
    mail: impl Fn(&Draft) -> String,
) -> Result<(), Failure> {
    let target = session.surroundings.path(folder);
    let shown = folder.display();
    let Some(mut maildir) = Maildir::open(&target)? else {
        return Err(Failure::usage(both!("{shown} is not a Maildir", "{shown} 不是 Maildir"))
            .because(both!("cur, new and tmp stand in one", "其中应有 cur、new、tmp"))
            .try_this(both!(
                "the folder of your drafts, or make one: mkdir -p {shown}/cur {shown}/new {shown}/tmp",
                "请指定草稿箱文件夹，或新建：mkdir -p {shown}/cur {shown}/new {shown}/tmp"
            )));
    };
    put_each(session, folder, made, |draft| {
        let name = format!("crm-{}-{}{BETWEEN}{}", session.today, draft.template, draft.id);
        Ok(match maildir.put_draft(&name, mail(draft).as_bytes())? {
            true => Put::Done,
            false => Put::There,
        })
    })
}

fn into_folder(
    session: &Session<'_>,
    folder: &Path,
    made: &[Draft],
    mail: impl Fn(&Draft) -> String,
) -> Result<(), Failure> {
    let target = session.surroundings.path(folder);
    let shown = folder.display();
    beside_customers(session, &target, folder, "--output letters/")?;
    if !target.is_dir() {
        return Err(Failure::usage(both!("there is no folder {shown}", "没有文件夹 {shown}"))
            .try_this(both!("make it first: mkdir -p {shown}", "请先新建：mkdir -p {shown}")));
    }
    put_each(session, folder, made, |draft| {
        let name = format!("{}{BETWEEN}{}.eml", draft.id, draft.template);
        let (path, mail) = (target.join(&name), mail(draft));
        // What is there may have been written on.
        if create_if_missing(&path, &mail)? {
            return Ok(Put::Done);
        }
        Ok(if said(&output(&path)?) == said(mail.as_bytes()) { Put::There } else { Put::Other(name) })
    })
}

/// What stands in the name of a draft's file between the customer and the template: no id has it, so that no two drafts
/// have one name.
const BETWEEN: char = '+';

/// What became of a draft.
enum Put {
    Done,
    There,
    /// Another text is there under its name.
    Other(String),
}

/// A mail without when it was made.
fn said(mail: &[u8]) -> Vec<&[u8]> {
    let lines = mail.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    lines.filter(|line| !line.starts_with(b"Date: ")).collect()
}

/// Puts each of them where it isn't there already, and tells of how many.
fn put_each(
    context: &Context,
    folder: &Path,
    made: &[Draft],
    mut put: impl FnMut(&Draft) -> Result<Put, StoreError>,
) -> Result<(), Failure> {
    let (mut done, mut there, mut others) = (0, 0, Vec::new());
    for draft in made {
        match put(draft)? {
            Put::Done => done += 1,
            Put::There => there += 1,
            Put::Other(name) => others.push(name),
        }
    }
    told(context, done, there, folder);
    if !others.is_empty() {
        let names = others.join(", ");
        context.say(&tr!(
            context.lang,
            "not written, as another text is there: {names}\n  try: send or delete that one, and draft again",
            "未写入，同名文件的内容不同：{names}\n  建议：先发送或删除，再重新起草"
        ));
    }
    Ok(())
}

/// What was put where, beside the answer.
fn told(context: &Context, put: usize, there: usize, folder: &Path) {
    let (lang, folder) = (context.lang, folder.display());
    let mut text = match (lang, put) {
        (Lang::En, 0) => format!("no new draft in {folder}"),
        (Lang::Zh, 0) => format!("{folder} 没有新草稿"),
        (Lang::En, 1) => format!("1 draft is in {folder}; nothing was sent"),
        (Lang::En, _) => format!("{put} drafts are in {folder}; nothing was sent"),
        (Lang::Zh, _) => format!("{put} 封草稿已放入 {folder}，没有发送"),
    };
    if there > 0 {
        text += &tr!(lang, "; {there} were there already", "；{there} 封之前已在");
    }
    if put > 0 {
        text += context.lang.pick(
            "\nOnce they are sent: crm log ID \"…\" --via email",
            "\n发送之后：crm log 编号 \"内容\" --via email",
        );
    }
    context.say(&text);
}

/// What to do with a draft, on a terminal.
pub(super) fn next_steps(session: &Session<'_>, args: &Args, made: &[Draft]) {
    let is_read = args.form() == Format::Table && args.maildir.is_none() && args.output.is_none();
    let ([draft], true) = (made, is_read && session.surroundings.terminals.output) else { return };
    let id = &draft.id;
    session.say(&tr!(
        session.lang,
        "\nNot sent. For your mail program: crm draft {id} -f mail > {id}.eml, or --maildir DIR\n\
         Once it is sent: crm log {id} \"…\" --via email",
        "\n尚未发送。交给邮件程序：crm draft {id} -f mail > {id}.eml，或 --maildir 文件夹\n\
         发送之后：crm log {id} \"内容\" --via email"
    ));
}

/// How it ends: whoever has no draft is to be looked at.
pub(super) fn exit(answer: &DraftsAnswer<'_>) -> Exit {
    if answer.left_out.is_empty() { Exit::Done } else { Exit::Attention }
}
