//! `crm forget`: what a person asks to be forgotten.

use clap::Args as ClapArgs;

use crate::cli::aftermath;
use crate::cli::complete;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{self, Failure};
use crate::cli::resolve::resolve_to_write;
use crate::model::{Contact, Customer, Entry, Event, Note, Stamp};
use crate::render::lang::{Lang, one_line, tr};
use crate::store::{Forget, Look, NOTED, Past, Rewritten, past};

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm forget mueller --contact \"Anna Müller\"  what would go, and what git still holds\n  crm forget mueller --contact Anna --apply    one person, in the file and in the log\n  crm forget mueller --apply                   all persons, and all free text\n  crm forget mueller --all --apply             the customer with its log\n\nOrders, invoices and payments stay, but with --all. It is the one command that changes what a log says; it\ncan't be taken back with crm undo. Other customers' files that name the\nperson are listed; what was written elsewhere, such as hand-over sheets, is not looked at."
)]
pub struct Args {
    /// The customer: its id, or a unique part of its id, name or alias
    #[arg(value_name = "ID", add = complete::customer())]
    customer: String,
    /// Forget this contact alone: its name, or a unique part of it
    #[arg(long, value_name = "NAME", conflicts_with = "all")]
    contact: Option<String>,
    /// What else this contact is known by, such as an old address
    #[arg(long, value_name = "TEXT", requires = "contact")]
    also: Vec<String>,
    /// Forget the customer itself: its file and its log
    #[arg(long)]
    all: bool,
    /// Do it; without this it is only shown
    #[arg(long)]
    apply: bool,
    /// Who does it (CRM_USER, else git's user.email)
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
}

/// Runs it.
pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let (workspace, law) = context.workspace()?;
    let (lang, today) = (context.lang, context.today);
    let by = context.user(&workspace, &law, args.by.as_deref())?;
    let store = |error| Failure::store(lang, &error);
    let lock = workspace.lock().map_err(store)?;
    let slot = resolve_to_write(context, (&workspace, &law), &workspace.layout(), &args.customer)?;
    let (customer, problems) = workspace.one(&slot, Look::Answer, |dossier| dossier.customer);
    let Some(customer) = customer else {
        context.tell(&problems);
        let id = &slot.id;
        return Err(Failure::new(
            Exit::Incomplete,
            tr!(lang, "the file of {id} can't be read", "{id} 的文件无法读取"),
        )
        .try_this(tr!(lang, "crm edit {id}", "crm edit {id}")));
    };
    let person = args.contact.as_deref().map(|name| contact(lang, &customer, name)).transpose()?;
    if person.as_ref().is_some_and(|person| !customer.contacts.contains(person)) {
        let typed = one_line(args.contact.as_deref().unwrap_or_default());
        let names: Vec<String> =
            customer.contacts.iter().filter_map(|one| one.name.as_deref()).map(one_line).collect();
        let (id, names) = (&slot.id, names.join(lang.pick(", ", "、")));
        context.say(&tr!(
            lang,
            "note: no contact of {id} is called \"{typed}\" ({names}): only that name is looked for",
            "提示：{id} 没有叫「{typed}」的联系人（现有：{names}），只查找这个名字"
        ));
    }
    let forget = match (&person, args.all) {
        (Some(person), _) => Forget::Contact(person, &args.also),
        (None, true) => Forget::Everything,
        (None, false) => Forget::People,
    };
    let note = Entry {
        at: Stamp::Day(today),
        by: Some(by.as_str().into()),
        text: Some(format!("{NOTED}{today} by {by}").into()),
        event: Event::Note(Note::default()),
        line: 0,
    };
    let files = workspace.forgetting(&slot, &customer, forget, &note).map_err(store)?;
    let mut paths = vec![slot.card.clone()];
    paths.extend(slot.log.clone());
    let past = past(workspace.root(), &paths).map_err(|error| failure::git(lang, error))?;
    if files.is_empty() {
        context.print(&tr!(
            lang,
            "Nothing of that is in the files of {id}.\n",
            "{id} 的文件中没有这些内容。\n",
            id = slot.id
        ))?;
    } else if args.apply {
        workspace.forget(&lock, &files).map_err(store)?;
        let shown: String = files.iter().map(|file| format!("  {}\n", file.path.display())).collect();
        context.print(&tr!(lang, "Forgotten, in:\n{shown}", "已删除，涉及：\n{shown}"))?;
        let paths: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
        aftermath::record_files(context, &workspace, &paths, &format!("forget {}", slot.id));
    } else {
        context.print(&files.iter().map(|file| shown(lang, file)).collect::<String>())?;
    }
    if let Some(person) = &person {
        let others = workspace.naming(&customer, (person, &args.also));
        if !others.is_empty() {
            let others: String = others.iter().map(|path| format!("  {}\n", path.display())).collect();
            context.print(&tr!(
                lang,
                "\nThe same person is named in other customers' files, which stay:\n{others}",
                "\n其他客户的文件中也提到此人，未作改动：\n{others}"
            ))?;
        }
    }
    context.print(&still_held(lang, past.as_ref(), forget))?;
    if !args.apply && !files.is_empty() {
        context.print(&tr!(
            lang,
            "\nNothing was changed. Do it: the same with --apply\n",
            "\n尚未改动任何内容。要执行，请加 --apply\n"
        ))?;
    }
    Ok(context.answered(&problems))
}

/// The contact that was named, exactly or by a part of its name that no other one has; one that is gone
/// from the file is its name alone.
fn contact(lang: Lang, customer: &Customer, typed: &str) -> Result<Contact, Failure> {
    let wanted = typed.trim().to_lowercase();
    let name = |contact: &&Contact| contact.name.as_deref().unwrap_or_default().to_lowercase();
    let exact: Vec<&Contact> = customer.contacts.iter().filter(|one| name(one) == wanted).collect();
    let part = customer.contacts.iter().filter(|one| !wanted.is_empty() && name(one).contains(&wanted));
    let found = if exact.is_empty() { part.collect() } else { exact };
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        // Gone from the file already: what others logged meanwhile may still name it.
        [] if wanted.chars().count() > 1 => {
            Ok(Contact { name: Some(typed.trim().to_owned()), ..Contact::default() })
        }
        _ => {
            let id = &customer.id;
            let names: Vec<String> =
                customer.contacts.iter().filter_map(|one| one.name.as_deref()).map(one_line).collect();
            Err(Failure::new(
                Exit::NotFound,
                tr!(
                    lang,
                    "\"{typed}\" is not one contact of {id}",
                    "「{typed}」不能确定是 {id} 的哪个联系人"
                ),
            )
            .because(names.join(lang.pick(", ", "、"))))
        }
    }
}

/// The lines that would go, and those that would come.
fn shown(lang: Lang, file: &Rewritten) -> String {
    let before = String::from_utf8_lossy(&file.before).into_owned();
    let path = file.path.display();
    let Some(after) = &file.after else {
        let count = before.lines().count();
        return tr!(lang, "{path}: removed, {count} lines\n", "{path}：整个删除，共 {count} 行\n");
    };
    let mut text = format!("{path}\n");
    for line in before.lines().filter(|line| !after.lines().any(|other| other == *line)) {
        text.push_str(&format!("  - {}\n", one_line(line)));
    }
    for line in after.lines().filter(|line| !before.lines().any(|other| other == *line)) {
        text.push_str(&format!("  + {}\n", one_line(line)));
    }
    text
}

/// What was committed stays in the history: how much of it, and how it is taken out.
fn still_held(lang: Lang, past: Option<&Past>, forget: Forget<'_>) -> String {
    let Some(past) = past else {
        return tr!(
            lang,
            "\nGit holds nothing of these files. Backups and exports may.\n",
            "\ngit 中没有这些文件的历史。备份和导出的文件中可能还有。\n"
        );
    };
    let (count, (first, last)) = (past.commits, &past.days);
    let commits = if count == 1 { "commit" } else { "commits" };
    let word = |name: &String| match name.contains([' ', '\'', '"', '$', '\\']) {
        true => format!("'{}'", name.replace('\'', "'\\''")),
        false => name.clone(),
    };
    let paths: Vec<String> = past.names.iter().map(|name| format!("--path {}", word(name))).collect();
    let paths = paths.join(" \\\n    ");
    let days = match (first == last, lang) {
        (true, Lang::En) => format!("of {first}"),
        (false, Lang::En) => format!("from {first} to {last}"),
        (true, Lang::Zh) => first.to_string(),
        (false, Lang::Zh) => format!("{first} 至 {last}"),
    };
    let mut text = match lang {
        Lang::En => format!(
            "\nGit still holds it: {count} {commits} {days} changed these files,\nhere, on the remote and in every clone. To take them out of the history, once the\nothers have sent their work:\n"
        ),
        Lang::Zh => format!(
            "\ngit 历史中仍有：{days} 的 {count} 个提交改动过这些文件，本地、远程和每个\n克隆都有。要从历史中清除，请先让其他人推送完毕，再运行：\n"
        ),
    };
    if !matches!(forget, Forget::Everything) {
        text.push_str(&tr!(
            lang,
            "  (copy the files as they are now to a place beside, and commit them again after)\n",
            "  （先把现在的文件复制到别处，之后再放回来提交）\n"
        ));
    }
    text.push_str(&format!("  git filter-repo --invert-paths \\\n    {paths}\n"));
    text.push_str(&tr!(
        lang,
        "  git push --force --all\nThen everybody makes a new clone. Backups, exports, mails and what the remote's\nhost keeps of old commits are beyond git: ask there.\n",
        "  git push --force --all\n之后每个人都要重新克隆。备份、导出的文件、邮件以及远程托管方保留的旧提交，\n不在 git 的控制之内，需要另行处理。\n"
    ));
    text
}
