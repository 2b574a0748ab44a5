//! To whom a mail goes.

use super::Args;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::config::Person;
use crate::render::Letter;
use crate::render::lang::tr;

/// To those whom `--to` names, else to the person whom the mail is about.
pub(super) fn letter(context: &Context, args: &Args, about: Option<&Person>) -> Result<Letter, Failure> {
    let lang = context.lang;
    let own = about.and_then(|person| person.email.clone());
    let to = if args.to.is_empty() { own.into_iter().collect() } else { args.to.clone() };
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
    let bad = to.iter().chain(&args.from).find(|address| {
        !address.contains('@') || address.chars().any(|c| c.is_control() || c.is_whitespace())
    });
    if let Some(address) = bad {
        return Err(Failure::usage(tr!(
            lang,
            "\"{address}\" is no mail address",
            "「{address}」不是邮件地址"
        )));
    }
    Ok(Letter { to, from: args.from.clone(), at: context.now.timestamp() })
}
