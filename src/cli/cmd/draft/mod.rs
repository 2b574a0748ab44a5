//! `crm draft`: a mail to a customer, made of one of the team's templates. It never sends.

mod args;
mod put;
mod remarks;

use crate::cli::book::{book, driving_book};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::failure::{Failure, unreadable};
use crate::cli::format::Format;
use crate::cli::people::person;
use crate::cli::query;
use crate::cli::resolve::resolve;
use crate::cli::session::Session;
use crate::config::{TEMPLATES, read_templates};
use crate::model::{Customer, History, Mailbox, Medium, Problem, suggestion_of};
use crate::plan::{self, Addressee};
use crate::render::answer::{DraftsAnswer, MyFields, TemplateFields, TemplatesAnswer};
use crate::render::lang::{self, Lang, both, tr};
use crate::render::{self, Draft, LeftOut, Omission, Unfilled};
use crate::rules::templates::{Choice, OCCASIONS, Template, fitting, in_language};
use crate::rules::{EffectiveClass, Playbook};
use crate::store::Scrutiny;

pub use args::Args;

/// A draft, why there is none, or what is wrong with the template.
type Made = Result<Result<Draft, LeftOut>, Box<Problem>>;

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let (templates, problems) = read_templates(session.workspace.root(), &session.config.policy);
    context.warn(&problems);
    if args.is_about_templates() {
        put::put_templates(&session, args, &TemplatesAnswer(&templates))?;
        return Ok(context.exit_code(&problems));
    }
    if let Some(wanted) = args.wanted() {
        is_there(wanted, &templates)?;
    }
    if let Some(word) = args.occasion().filter(|word| !OCCASIONS.contains(word)) {
        let what = both!("--occasion: \"{word}\" is not an occasion", "--occasion：没有「{word}」这个场合");
        let all = |lang: Lang| match lang {
            Lang::En => OCCASIONS.join(", "),
            Lang::Zh => OCCASIONS.iter().map(|code| lang::occasion_word(code)).collect::<Vec<_>>().join("、"),
        };
        return Err(Failure::usage(what).try_this(both!(
            |lang| "one of {all}",
            "可选：{all}",
            all = all(lang)
        )));
    }
    let (made, read) = all_made(&session, args, &templates)?;
    let (mut drafts, mut left_out) = (Vec::new(), Vec::new());
    for one in made {
        match one {
            Ok(Ok(draft)) => drafts.push(draft),
            Ok(Err(one)) => left_out.push(one),
            Err(problem) => {
                context.warn(&[*problem]);
                return Err(Failure::usage(both!("the template is wrong", "模板有误")));
            }
        }
    }
    if let ([], [one], Format::Table | Format::Plain | Format::Mail | Format::Mailto) =
        (drafts.as_slice(), left_out.as_slice(), args.form())
        && args.customer.is_some()
    {
        return Err(refused(one, &templates));
    }
    let answer = DraftsAnswer { made: &drafts, left_out: &left_out };
    put::put(&session, args, &answer)?;
    put::next_steps(&session, args, &drafts);
    if !matches!(args.form(), Format::Json | Format::Csv) {
        remarks::tell(&session, &drafts);
    }
    tell_left_out(&session, args, &left_out);
    Ok(context.exit_code(&read).max(put::exit(&answer)))
}

/// The draft of one, or of all whom the filters mean.
fn all_made(
    session: &Session<'_>,
    args: &Args,
    templates: &[Template],
) -> Result<(Vec<Made>, Vec<Problem>), Failure> {
    let (today, policy) = (session.today, &session.config.policy);
    let layout = session.workspace.layout();
    let me = session.known_user();
    // The whole book is folded where an action of a label or a view can be what one writes for.
    let speaks = |one: &Template| one.asks_for("action") || one.body.contains("occasions");
    let asks = args.occasion() == Some("action") || templates.iter().any(speaks);
    let whole = (asks && Playbook::any_due(&policy.playbooks)).then(|| book(session, &layout));
    let one = |customer: &Customer, driving: &EffectiveClass, history: &History<'_>| {
        let from = plan::addressee(customer, driving, whole.as_ref(), history, policy, today);
        // Who is not to be contacted any more gets nothing among many; who asks for it by name does.
        let is_meant = from.row.verdict.starts().is_some_and(|day| !args.due || day <= today);
        // Of many, those who have it: birthday wishes for all would be a slip.
        let has_occasion = |word| from.situation.occasions.contains(&word);
        let is_meant = is_meant && (args.customer.is_some() || args.occasion().is_none_or(has_occasion));
        if !is_meant && args.customer.is_some() {
            session.say(&tr!(
                session.lang,
                "note: {why}: among many it would get no draft",
                "提示：{why}；批量起草时不包括它",
                why = lang::reason(session.lang, &from.row.verdict, today)
            ));
        }
        let is_meant = is_meant || args.customer.is_some();
        is_meant.then(|| made(session, args, templates, &from, me.as_deref()))
    };
    let Some(typed) = &args.customer else {
        let filter = args.filter.filter(session, &[])?;
        let (found, problems) = query::asked(session, &layout, &filter, one);
        return Ok((found.into_iter().flatten().collect(), problems));
    };
    if args.filter.says_something() {
        let what = both!("a customer and filters don't go together", "指定了客户，就不能再用筛选条件");
        return Err(Failure::usage(what).try_this(both!("leave out one of them", "只保留其一")));
    }
    let files = resolve(session, &layout, typed)?;
    let driving_book = driving_book(session, &layout);
    let (found, problems) = session.workspace.one(&files, Scrutiny::Answer, |loaded| {
        let history = loaded.history.as_of(today);
        let driving = plan::driving(&loaded.customer, &history, driving_book.as_ref(), policy, today);
        one(&loaded.customer, &driving, &history)
    });
    let Some(found) = found else {
        session.warn(&problems);
        return Err(unreadable(&files.id));
    };
    Ok((found.into_iter().collect(), problems))
}

/// The draft of one customer.
fn made(
    session: &Session<'_>,
    args: &Args,
    templates: &[Template],
    from: &Addressee,
    me: Option<&str>,
) -> Made {
    let customer = &from.row.customer;
    let without = |why| Ok(Err(LeftOut { id: customer.id.clone(), name: customer.name.clone(), why }));
    let mut situation = from.situation.clone();
    if let Some(word) = args.occasion() {
        situation.occasions = OCCASIONS.iter().copied().filter(|own| *own == word).collect();
    }
    let name = match args.wanted() {
        Some(name) => name,
        None => match fitting(templates, &situation) {
            Choice::One(name) => name,
            Choice::Several(names) => {
                return without(Omission::Several(names.into_iter().map(str::to_owned).collect()));
            }
            Choice::None => return without(Omission::NoTemplate),
        },
    };
    let language = situation.language.as_deref();
    let Some(template) = in_language(templates, name, language) else {
        let language = language.map(str::to_owned);
        return without(Omission::NotInLanguage { template: name.to_owned(), language });
    };
    let contact = from.contact_for(template);
    let address = contact.and_then(|contact| contact.best(Medium::Email));
    if address.is_none() && args.needs_address() {
        return without(Omission::NoAddress);
    }
    let me_typing = me;
    let me = my_fields(session, me.or(customer.owner.as_deref()));
    let fields = TemplateFields::of(from, contact, &me, session.today);
    let filled = match render::fill(template, &fields) {
        Ok(filled) => filled,
        Err(Unfilled::Missing(fields)) => {
            let file = template.body_at.path.display().to_string();
            return without(Omission::Missing { template: template.name.clone(), file, fields });
        }
        Err(Unfilled::Wrong(problem)) => return Err(problem),
    };
    let who = contact.and_then(|contact| contact.name.clone());
    Ok(Ok(Draft {
        id: customer.id.clone(),
        name: customer.name.clone(),
        template: template.name.clone(),
        language: template.language.clone(),
        to: address.map(|address| Mailbox { name: who.clone(), address }),
        who,
        subject: filled.subject,
        body: filled.body,
        remarks: remarks::of(from, (template, contact), &situation, me_typing),
    }))
}

fn my_fields(session: &Session<'_>, id: Option<&str>) -> MyFields {
    let person = id.and_then(|id| person(&session.config, id));
    MyFields {
        id: id.map(str::to_owned),
        name: person.and_then(|person| person.name.clone()).or_else(|| id.map(str::to_owned)),
        email: person.and_then(|person| person.email.clone()),
    }
}

/// The names of the templates, each once: they are in the order of their files.
fn names(templates: &[Template]) -> Vec<&str> {
    let mut names: Vec<&str> = templates.iter().map(|one| one.name.as_str()).collect();
    names.dedup();
    names
}

/// A name that no template has is told with those that there are.
fn is_there(wanted: &str, templates: &[Template]) -> Result<(), Failure> {
    if templates.iter().any(|one| one.name == wanted) {
        return Ok(());
    }
    let failure = Failure::usage(both!("there is no template \"{wanted}\"", "没有模板「{wanted}」"));
    let names = names(templates);
    Err(match (suggestion_of(wanted, names.iter().map(|name| (*name, *name))), names.is_empty()) {
        (Some(near), _) => failure.try_this(both!("did you mean {near}?", "是不是 {near}？")),
        (None, true) => failure.try_this(both!(
            "crm draft   tells how to write one in {TEMPLATES}/",
            "crm draft 会说明怎样在 {TEMPLATES}/ 里写模板"
        )),
        (None, false) => failure.try_this(both!(
            |lang| "one of {names}",
            "可选：{names}",
            names = names.join(lang.pick(", ", "、"))
        )),
    })
}

/// Why the one who was asked about has no draft.
fn refused(one: &LeftOut, templates: &[Template]) -> Failure {
    let (name, id) = (&one.name, &one.id);
    let failure = Failure::new(Exit::Refused, both!("there is no draft for {name}", "没有给{name}的草稿"));
    let names = names(templates);
    match &one.why {
        Omission::NoTemplate if names.is_empty() => failure
            .because(both!("the team has no template yet", "团队还没有模板"))
            .try_this(both!("crm draft   tells how to write one", "crm draft 会说明怎样写模板")),
        Omission::NoTemplate => failure
            .because(both!("no template's for: suits it", "没有适用的模板（见模板里的 for:）"))
            .try_this(both!(
                |lang| "name one: crm draft {id} TEMPLATE ({names})",
                "指定一个：crm draft {id} 模板（{names}）",
                names = names.join(lang.pick(", ", "、"))
            )),
        Omission::Several(names) => {
            failure.because(both!("several templates suit it", "有几个模板都适用")).try_this(both!(
                |lang| "name one: crm draft {id} TEMPLATE ({names})",
                "指定一个：crm draft {id} 模板（{names}）",
                names = names.join(lang.pick(", ", "、"))
            ))
        }
        Omission::Missing { fields, .. } if fields.iter().any(|field| field.starts_with("me.")) => failure
            .because(both!("the mail says who writes, and nobody knows", "邮件里有写信人，但不知道是谁"))
            .try_this(both!(
                "CRM_USER=li crm draft {id}, or user: li in ~/.config/crm/config.yaml",
                "CRM_USER=li crm draft {id}，或在 ~/.config/crm/config.yaml 里写 user: li"
            )),
        Omission::Missing { template, file, fields } => failure
            .because(both!(
                |lang| "the template {template} asks for {fields}, which nobody has written yet",
                "模板 {template} 需要 {fields}，但还没有填写",
                fields = fields.join(lang.pick(", ", "、"))
            ))
            .try_this({
                let first = fields.first().map_or("name", String::as_str);
                let (open, close) = ("{{", "}}");
                both!(
                    "crm edit {id}, or in {file} {open} {first} | default(\"…\") {close}",
                    "crm edit {id}，或在 {file} 里写 {open} {first} | default(\"…\") {close}"
                )
            }),
        Omission::NotInLanguage { template, language: None } => failure
            .because(both!(
                "no file of {template} is for everybody, and nobody knows its language",
                "模板 {template} 没有通用版本，也不知道它的语言"
            ))
            .try_this(both!("crm set {id} language=en", "crm set {id} language=zh")),
        Omission::NotInLanguage { template, language: Some(language) } => failure
            .because(both!(
                "{template} is neither there in {language} nor for everybody",
                "模板 {template} 没有 {language} 版本，也没有通用版本"
            ))
            .try_this(both!(
                "write {TEMPLATES}/{template}.{language}.md",
                "写一个 {TEMPLATES}/{template}.{language}.md"
            )),
        Omission::NoAddress => {
            failure.because(both!("nobody there has a mail address", "没有联系人邮箱")).try_this(both!(
                "crm edit {id}, or the text alone: -f plain",
                "crm edit {id}，或只要正文：-f plain"
            ))
        }
    }
}

/// Those without a draft, where the answer itself doesn't tell of them.
fn tell_left_out(session: &Session<'_>, args: &Args, left_out: &[LeftOut]) {
    let tells = matches!(args.form(), Format::Table | Format::Json | Format::Csv);
    let tells = tells && args.maildir.is_none() && args.output.is_none();
    if tells || left_out.is_empty() {
        return;
    }
    session.say(render::drafts(session.lang, &[], left_out, session.style()).trim_end());
}
