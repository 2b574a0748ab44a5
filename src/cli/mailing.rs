//! What is sent around: to whom a mail goes, in which language, and whether it is printed or handed to the program that
//! sends it. An agenda and a review go the same way.

use clap::Args;

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use super::format::Format;
use super::people::person;
use super::send::Sender;
use super::session::Session;
use crate::config::{Person, WorkspaceConfig};
use crate::model::Mailbox;
use crate::plan::Filter;
use crate::render::answer::Answer;
use crate::render::document::{self, Document};
use crate::render::lang::{Lang, both, tr};
use crate::render::{MailHeaders, Style};

/// The options of what can be mailed.
#[derive(Clone, Debug, Default, Args)]
pub struct MailArgs {
    /// With --format mail: who receives it (else the owner's address in crm.yaml; needed for what is the manager's)
    #[arg(long, value_name = "ADDRESS", help_heading = "Output")]
    pub to: Vec<String>,
    /// With --format mail: who sends it, "Name <address>", too (else the mail program says)
    #[arg(long, value_name = "ADDRESS", help_heading = "Output")]
    from: Option<String>,
    /// Start this program with the mail, where there is something to tell (else send: of your own file)
    #[arg(long, value_name = "PROGRAM", num_args = 0..=1, default_missing_value = "", help_heading = "Output")]
    send: Option<String>,
}

/// Whom a mail is for.
#[derive(Clone, Debug)]
pub enum About<'a> {
    /// One of the team, who receives it where nobody else is named.
    Person(Option<&'a Person>),
    /// What nobody owns, and nobody waits for.
    Nobody,
    /// What nobody owns, where somebody has to decide: the managers receive it.
    Managers(Vec<&'a Person>),
    /// Whoever leads the team: those it is about are not those who read it.
    Team,
}

impl<'a> About<'a> {
    /// Its owner's; nobody waits for what nobody owns.
    pub fn owner(config: &'a WorkspaceConfig, owner: Option<&str>) -> Self {
        owner.map_or(About::Nobody, |owner| About::Person(person(config, owner)))
    }
}

/// What is one person's, as it is called: `agenda`, `安排`.
pub type Noun = (&'static str, &'static str);

/// Makes a mail in a language, with its headers.
pub type MailMaker<'a> = dyn Fn(Lang, &MailHeaders) -> String + 'a;

/// One person's mail.
pub struct PersonalMail<'a> {
    pub about: About<'a>,
    /// What that person is called.
    pub name: String,
    /// Whether there is nothing to tell.
    pub is_empty: bool,
    /// The mail, in a language.
    pub mail: Box<MailMaker<'a>>,
}

/// What is sent around as one page, where there is something to tell.
pub struct Page<'a> {
    pub is_empty: bool,
    pub document: &'a dyn Fn() -> Document,
    /// What it is about, for the name of a mail: letters, digits, hyphens.
    pub name: &'static str,
    /// The subject of its mail, where that isn't its title and what it comes to.
    pub subject: Option<String>,
    pub about: About<'a>,
}

impl MailArgs {
    /// The form that was asked for; what is sent is a mail.
    pub fn form(&self, context: &Context, form: Format) -> Result<Format, Failure> {
        if self.send.is_none() {
            return Ok(form);
        }
        // A program that can't be is told although there is nothing to send today.
        self.sender(context)?;
        match form {
            Format::Table | Format::Mail => Ok(Format::Mail),
            _ => Err(Failure::usage(both!("what --send sends is a mail", "--send 只发送邮件"))
                .try_this(both!("leave out --format, or -f mail", "去掉 --format，或用 -f mail"))),
        }
    }

    /// The program that sends, where one was asked for.
    fn sender(&self, context: &Context) -> Result<Option<Sender>, Failure> {
        self.send.as_deref().map(|typed| Sender::find(context, typed)).transpose()
    }

    /// Prints a page, or sends it: as Markdown, as HTML, or as a mail with the text of a terminal beside the HTML.
    pub fn put(
        &self,
        context: &Context,
        (form, lang): (Format, Lang),
        answer: &impl Answer,
        page: &Page<'_>,
    ) -> Result<(), Failure> {
        let text = match form {
            Format::Ics => return Err(no_calendar()),
            Format::Mail if page.is_empty => String::new(),
            Format::Mail => {
                let text = answer.table(lang, Style::plain(document::MAIL_WIDTH));
                let name = format!("{}-{}", page.name, context.today);
                let document = (page.document)();
                let subject = page.subject.clone().unwrap_or_else(|| document.subject());
                let headers = self.headers(context, &page.about)?;
                document::mail_about(subject, &document, text, (&name, &headers))
            }
            form => form.pages(
                || (!page.is_empty).then(|| (page.document)().into()),
                || form.text(answer, lang, || context.style()),
            ),
        };
        self.hand_over(context, form, &text)
    }

    /// Prints an answer, or sends it where it is a mail that is to be sent. Nothing is neither printed nor sent.
    fn hand_over(&self, context: &Context, form: Format, text: &str) -> Result<(), Failure> {
        match self.sender(context)? {
            Some(sender) if !text.is_empty() => sender.send(context, text),
            Some(_) => Ok(()),
            None => context.answer(form.reader(), text),
        }
    }

    /// Sends each person's mail, or prints the one that there is. `is_for_all`: everybody was meant.
    pub fn to_each(
        &self,
        session: &Session<'_>,
        mails: &[PersonalMail<'_>],
        noun: Noun,
        is_for_all: bool,
    ) -> Result<Exit, Failure> {
        let lang = session.lang;
        let written = |mail: &PersonalMail<'_>| {
            let lang = match &mail.about {
                About::Person(person) => language(session, *person),
                About::Nobody | About::Managers(_) | About::Team => session.lang,
            };
            Ok((mail.mail)(lang, &self.headers(session, &mail.about)?))
        };
        let Some(sender) = self.sender(session)? else {
            if mails.iter().all(|mail| mail.is_empty) {
                return Ok(Exit::Done);
            }
            let [mail] = mails else { return Err(several(noun)) };
            session.answer(Format::Mail.reader(), &written(mail)?)?;
            return Ok(Exit::Done);
        };
        let is_one = mails.len() == 1;
        // Everybody is mailed where everybody was meant.
        if !is_one && !is_for_all {
            return Err(several(noun));
        }
        // What was typed is wrong for everybody.
        self.typed()?;
        let mut exit = Exit::Done;
        for mail in mails {
            if mail.is_empty {
                continue;
            }
            // Unless somebody is named, or it is all that there is.
            if !is_one && self.to.is_empty() {
                match &mail.about {
                    About::Nobody => continue,
                    About::Managers(managers) if managers.iter().all(|manager| manager.email.is_none()) => {
                        tell_of_no_manager(session);
                        continue;
                    }
                    _ => {}
                }
            }
            match written(mail).and_then(|text| sender.send(session, &text)) {
                Ok(()) => {}
                Err(failure) if is_one => return Err(failure),
                // One who can't be mailed keeps nobody else from it.
                Err(failure) => {
                    let (whose, (english, chinese)) = (&mail.name, noun);
                    let what = both!(
                        |lang| "{what} ({whose}'s {english})",
                        "{what}（{whose}的{chinese}）",
                        what = failure.what.pick(lang)
                    );
                    exit =
                        exit.max(if failure.exit == Exit::System { Exit::System } else { Exit::Incomplete });
                    session.say(&Failure { what, ..failure }.told(lang));
                }
            }
        }
        Ok(exit)
    }

    /// To those whom `--to` names, else to whom the mail is for.
    fn headers(&self, context: &Context, about: &About<'_>) -> Result<MailHeaders, Failure> {
        let (mut to, from) = self.typed()?;
        let own: &[&Person] = match about {
            About::Person(person) => person.as_slice(),
            About::Managers(managers) => managers,
            About::Nobody | About::Team => &[],
        };
        if to.is_empty() {
            let own = own.iter().filter_map(|person| person.email.as_deref());
            to = own.map(mailbox).collect::<Result<_, _>>()?;
        }
        if to.is_empty() {
            let try_this = match about {
                About::Team => both!("--to manager@example.com", "--to manager@example.com"),
                About::Person(_) | About::Nobody | About::Managers(_) => both!(
                    "--to li@example.com, or people.<id>.email in crm.yaml",
                    "--to li@example.com，或在 crm.yaml 里写 people.<编号>.email"
                ),
            };
            let what = both!("nobody receives this mail", "没有收件人");
            return Err(Failure::usage(what).try_this(try_this));
        }
        Ok(MailHeaders { to, from, at: context.now.timestamp() })
    }

    /// Who was named on the command line.
    fn typed(&self) -> Result<(Vec<Mailbox>, Option<Mailbox>), Failure> {
        let to = self.to.iter().flat_map(|list| Mailbox::split(list));
        let to = to.map(mailbox).collect::<Result<_, _>>()?;
        let from = self.from.as_deref().map(mailbox).transpose()?;
        Ok((to, from))
    }
}

fn tell_of_no_manager(session: &Session<'_>) {
    session.say(&tr!(
        session.lang,
        "note: what there is of the pool was mailed to nobody: crm.yaml has no manager\n  \
         with an address (manager: true, email:); or --to",
        "提示：公海客户的部分未发给任何人：crm.yaml 里没有带邮箱的主管\n  \
         （manager: true、email:）；或加 --to"
    ));
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
pub fn reader(session: &Session<'_>, owner: Option<&str>, form: Format) -> Lang {
    let owner = owner.filter(|_| matches!(form, Format::Mail | Format::Ics | Format::Html));
    language(session, owner.and_then(|owner| person(&session.config, owner)))
}

fn language(session: &Session<'_>, person: Option<&Person>) -> Lang {
    let own = person.and_then(|person| person.lang.as_deref()).filter(|_| !session.is_lang_asked);
    own.and_then(Lang::parse).unwrap_or(session.lang)
}

/// The one whom a list is about, where it is one.
pub fn one_owner(filter: &Filter) -> Option<&str> {
    match filter.owners.as_slice() {
        [owner] if !owner.is_empty() => Some(owner),
        _ => None,
    }
}

/// What is no calendar was asked for as one.
pub fn no_calendar() -> Failure {
    Failure::usage(both!("this list is not a calendar", "这个清单不能作为日历")).try_this(both!(
        "table, md, html, mail, json, csv or ids",
        "可选：table、md、html、mail、json、csv、ids"
    ))
}

fn several((english, chinese): Noun) -> Failure {
    Failure::usage(both!("a mail is one person's {english}", "一封邮件只能包含一个人的{chinese}")).try_this(
        both!(
            "--owner li, or --all-owners --send 'sendmail -t' for a mail to each",
            "--owner li，或用 --all-owners --send 'sendmail -t' 给每个人各发一封"
        ),
    )
}
