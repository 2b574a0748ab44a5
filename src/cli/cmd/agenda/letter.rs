//! To whom a mail goes.

use super::Args;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::config::Person;
use crate::model::Mailbox;
use crate::render::MailHeaders;
use crate::render::lang::{Lang, tr};

/// To those whom `--to` names, else to the person whom the mail is about.
pub(super) fn letter(context: &Context, args: &Args, about: Option<&Person>) -> Result<MailHeaders, Failure> {
    let lang = context.lang;
    let (mut to, from) = typed(lang, args)?;
    if let Some(own) = about.and_then(|person| person.email.as_deref()).filter(|_| to.is_empty()) {
        to.push(mailbox(lang, own)?);
    }
    if to.is_empty() {
        let try_this = if args.team {
            tr!(lang, "--to manager@example.com", "--to manager@example.com")
        } else {
            tr!(
                lang,
                "--to li@example.com, or people.<id>.email in crm.yaml",
                "--to li@example.com，或在 crm.yaml 里写 people.<编号>.email"
            )
        };
        let what = tr!(lang, "nobody receives this mail", "没有收件人");
        return Err(Failure::usage(what).try_this(try_this));
    }
    Ok(MailHeaders { to, from, at: context.now.timestamp() })
}

/// Who was named on the command line.
pub(super) fn typed(lang: Lang, args: &Args) -> Result<(Vec<Mailbox>, Option<Mailbox>), Failure> {
    let to = args.to.iter().flat_map(|list| Mailbox::split(list));
    let to = to.map(|one| mailbox(lang, one)).collect::<Result<_, _>>()?;
    let from = args.from.as_deref().map(|one| mailbox(lang, one)).transpose()?;
    Ok((to, from))
}

fn mailbox(lang: Lang, text: &str) -> Result<Mailbox, Failure> {
    Mailbox::parse(text).ok_or_else(|| {
        Failure::usage(tr!(lang, "\"{text}\" is no mail address", "「{text}」不是邮件地址")).try_this(tr!(
            lang,
            "li@example.com, or 'Li Na <li@example.com>'",
            "li@example.com，或 '李娜 <li@example.com>'"
        ))
    })
}
