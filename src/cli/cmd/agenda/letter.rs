//! To whom a mail goes, and in which language.

use super::Args;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::people::person;
use crate::cli::session::Session;
use crate::config::Person;
use crate::model::Mailbox;
use crate::render::MailHeaders;
use crate::render::lang::{Lang, both};

/// To those whom `--to` names, else to the person whom the mail is about.
pub(super) fn letter(context: &Context, args: &Args, about: Option<&Person>) -> Result<MailHeaders, Failure> {
    let (mut to, from) = typed(args)?;
    if let Some(own) = about.and_then(|person| person.email.as_deref()).filter(|_| to.is_empty()) {
        to.push(mailbox(own)?);
    }
    if to.is_empty() {
        let try_this = if args.team {
            both!("--to manager@example.com", "--to manager@example.com")
        } else {
            both!(
                "--to li@example.com, or people.<id>.email in crm.yaml",
                "--to li@example.com，或在 crm.yaml 里写 people.<编号>.email"
            )
        };
        let what = both!("nobody receives this mail", "没有收件人");
        return Err(Failure::usage(what).try_this(try_this));
    }
    Ok(MailHeaders { to, from, at: context.now.timestamp() })
}

/// Who was named on the command line.
pub(super) fn typed(args: &Args) -> Result<(Vec<Mailbox>, Option<Mailbox>), Failure> {
    let to = args.to.iter().flat_map(|list| Mailbox::split(list));
    let to = to.map(mailbox).collect::<Result<_, _>>()?;
    let from = args.from.as_deref().map(mailbox).transpose()?;
    Ok((to, from))
}

fn mailbox(text: &str) -> Result<Mailbox, Failure> {
    Mailbox::parse(text).ok_or_else(|| {
        Failure::usage(both!("\"{text}\" is not a mail address", "「{text}」不是邮件地址")).try_this(both!(
            "li@example.com, or 'Li Na <li@example.com>'",
            "li@example.com，或 '李娜 <li@example.com>'"
        ))
    })
}

/// What is sent to one person is in that person's language, unless another one was asked for.
pub(super) fn reader(session: &Session<'_>, owner: Option<&str>, form: Format) -> Lang {
    let owner = owner.filter(|_| matches!(form, Format::Mail | Format::Ics | Format::Html));
    let own = owner.and_then(|owner| person(&session.config, owner)?.lang.clone());
    own.filter(|_| !session.is_lang_asked).and_then(|lang| Lang::parse(&lang)).unwrap_or(session.lang)
}
