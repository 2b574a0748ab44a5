//! Where a mail goes: to stdout, or to the program that sends it.

use super::Args;
use super::letter::{letter, reader, typed};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::people::person;
use crate::cli::send::Sender;
use crate::cli::session::Session;
use crate::render::lang::both;
use crate::render::{self, AgendaHeader};

/// The program that sends, where one was asked for.
pub(super) fn sender(context: &Context, args: &Args) -> Result<Option<Sender>, Failure> {
    args.send.as_deref().map(|typed| Sender::find(context, typed)).transpose()
}

/// Prints an answer, or sends it where it is a mail that is to be sent. Nothing is neither printed nor sent.
pub(super) fn hand_over(context: &Context, args: &Args, form: Format, text: &str) -> Result<(), Failure> {
    match sender(context, args)? {
        Some(sender) if !text.is_empty() => sender.send(context, text),
        Some(_) => Ok(()),
        None => context.answer(form.reader(), text),
    }
}

/// Sends each person's agenda, or prints the one that there is.
pub(super) fn agendas(session: &Session<'_>, args: &Args, cover: &AgendaHeader<'_>) -> Result<Exit, Failure> {
    let lang = session.lang;
    let Some(sender) = sender(session, args)? else {
        return printed(session, args, cover);
    };
    let is_one = cover.schedules.len() == 1;
    // Everybody is mailed where everybody was meant.
    if !is_one && !args.all_owners && args.filter.owner.is_empty() {
        return Err(several());
    }
    // What was typed is wrong for everybody.
    typed(args)?;
    let mut exit = Exit::Done;
    for schedule in cover.schedules {
        let owner = schedule.owner.as_deref();
        let lang_of_mail = reader(session, owner, Format::Mail);
        let own = AgendaHeader { lang: lang_of_mail, schedules: std::slice::from_ref(schedule), ..*cover };
        // Nobody waits for the agenda of the pool, unless somebody is named.
        let is_nobodys = owner.is_none() && !is_one && args.to.is_empty();
        if own.is_empty() || is_nobodys {
            continue;
        }
        let sent = letter(session, args, owner.and_then(|owner| person(&session.config, owner)))
            .and_then(|letter| sender.send(session, &render::schedule::mail(&own, &letter)));
        match sent {
            Ok(()) => {}
            Err(failure) if is_one => return Err(failure),
            // One who can't be mailed keeps nobody else from it.
            Err(failure) => {
                let whose = own.owner(schedule);
                let what = both!(
                    |lang| "{what} ({whose}'s agenda)",
                    "{what}（{whose}的安排）",
                    what = failure.what.pick(lang)
                );
                exit = exit.max(if failure.exit == Exit::System { Exit::System } else { Exit::Incomplete });
                session.say(&Failure { what, ..failure }.told(lang));
            }
        }
    }
    Ok(exit)
}

fn printed(session: &Session<'_>, args: &Args, cover: &AgendaHeader<'_>) -> Result<Exit, Failure> {
    if cover.is_empty() {
        // cron mails nothing where there is nothing.
        return Ok(Exit::Done);
    }
    let [schedule] = cover.schedules else {
        return Err(several());
    };
    let letter =
        letter(session, args, schedule.owner.as_deref().and_then(|owner| person(&session.config, owner)))?;
    session.answer(Format::Mail.reader(), &render::schedule::mail(cover, &letter))?;
    Ok(Exit::Done)
}

fn several() -> Failure {
    Failure::usage(both!("a mail is one person's agenda", "一封邮件只能包含一个人的安排")).try_this(both!(
        "--owner li, or --all-owners --send 'sendmail -t' for a mail to each",
        "--owner li，或用 --all-owners --send 'sendmail -t' 给每个人各发一封"
    ))
}
