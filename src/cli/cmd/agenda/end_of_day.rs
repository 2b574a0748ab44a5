//! The end of the day: what is left to do, of all who are asked about or person by person.

use super::Args;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::format::Format;
use crate::cli::mailing::{About, Page, PersonalMail, no_calendar, one_owner, reader};
use crate::cli::people::{named, person};
use crate::cli::query;
use crate::cli::session::Session;
use crate::model::{Customer, History};
use crate::plan::{self, EndOfDayList};
use crate::render::answer::EndOfDayAnswer;
use crate::render::{self, EndOfDayHeader};
use crate::rules::{EffectiveClass, cadence};

/// What is left to do today, by customer.
pub(super) fn end_of_day(session: &Session<'_>, args: &Args, form: Format) -> Result<Exit, Failure> {
    let today = session.today;
    let filter = args.filter.filter(session, &[])?;
    let whose = one_owner(&filter);
    let layout = session.workspace.layout();
    let policy = &session.config.policy;
    let ask = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let next = cadence::next(customer, driving.class.as_deref(), history, policy, today);
        let is_due = next.starts().is_some_and(|day| day <= today);
        (customer.owner.clone(), plan::end_of_day(customer, history, policy, today), is_due)
    };
    let (found, problems) = query::asked(session, &layout, &filter, ask);
    let people = named(&session.config);
    let mut header =
        EndOfDayHeader { people: &people, today, is_for_each: args.all_owners, names_owners: false };
    let exit = if args.all_owners {
        of_each(session, args, form, (&plan::end_of_day_lists(found, &policy.people), header))?
    } else {
        let mut all = EndOfDayList { owner: whose.map(str::to_owned), ..EndOfDayList::default() };
        found.into_iter().for_each(|(_, found, is_due)| all.add(found, is_due));
        // A team's list says whose a customer is although all that is left may be one person's.
        header.names_owners = filter.owners.len() != 1 && (policy.people.len() > 1 || all.is_of_several());
        let lang = reader(session, whose, form);
        let answer = EndOfDayAnswer { lists: std::slice::from_ref(&all), header };
        let document = || render::end_of_day_document(lang, &all, header);
        let about = About::Person(whose.and_then(|owner| person(&session.config, owner)));
        let page = Page {
            is_empty: all.found.is_empty(),
            document: &document,
            name: "wrap-up",
            subject: None,
            about,
        };
        args.mail.put(session, (form, lang), &answer, &page)?;
        Exit::Done
    };
    Ok(session.exit_code(&problems).max(exit))
}

/// Each person's: below one another, or a mail to each.
fn of_each(
    session: &Session<'_>,
    args: &Args,
    form: Format,
    (lists, header): (&[EndOfDayList], EndOfDayHeader<'_>),
) -> Result<Exit, Failure> {
    let lang = reader(session, None, form);
    let is_empty = lists.iter().all(|one| one.found.is_empty());
    let text = match form {
        Format::Ics => return Err(no_calendar()),
        Format::Mail => {
            let mails: Vec<PersonalMail<'_>> = lists.iter().map(|one| mail(session, header, one)).collect();
            return args.mail.to_each(session, &mails, ("wrap-up", "今日收尾"), true);
        }
        form => form.pages(
            || (!is_empty).then(|| render::end_of_day_pages(lang, lists, header)),
            || form.text(&EndOfDayAnswer { lists, header }, lang, || session.style()),
        ),
    };
    session.answer(form.reader(), &text)?;
    Ok(Exit::Done)
}

fn mail<'a>(
    session: &'a Session<'_>,
    header: EndOfDayHeader<'a>,
    list: &'a EndOfDayList,
) -> PersonalMail<'a> {
    PersonalMail {
        about: About::owner(&session.config, list.owner.as_deref()),
        name: header.owner(session.lang, list),
        is_empty: list.found.is_empty(),
        mail: Box::new(move |lang, headers| render::end_of_day_mail(lang, list, header, headers)),
    }
}
