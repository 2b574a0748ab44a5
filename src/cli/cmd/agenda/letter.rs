//! To whom a mail goes.

use super::Args;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::config::Person;
use crate::model::Mailbox;
use crate::render::MailHeaders;
use crate::render::lang::both;

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
