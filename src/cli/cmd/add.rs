//! `crm add`: a new customer.

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use crate::cli::card;
use crate::cli::choices::chosen;
use crate::cli::contact_points;
use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::edit_file::edit_file;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::folder::folder;
use crate::cli::new_id::{former_ids, new_id, was_forgotten};
use crate::cli::people;
use crate::cli::schemas;
use crate::cli::session::Session;
use crate::cli::whole_book::whole_book;
use crate::cli::words;
use crate::format::review;
use crate::model::{
    Contact, ContactPoint, Customer, CustomerId, CustomerKey, Mailbox, Medium, Problem, Severity,
};
use crate::plan::duplicates::{self, Certainty, CustomerSummary, MatchKeys, mark, sketch};
use crate::render;
use crate::render::lang::{self, both, tr};
use crate::store::{CustomerFiles, CustomerTree, Scrutiny, Workspace};

/// How like a known customer a new one must be for a word, and how many of them are shown.
const LEAST: u8 = 50;
const SHOWN: usize = 5;

/// What can be typed.
#[derive(Clone, Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm add \"Müller Maschinenbau GmbH\" --country DE --contact \"Anna Müller\" --email anna@mueller.example\n  crm add 深圳宏达机械有限公司 --grade C --phone \"+86 755 1234567\" --folder china\n  crm add Acme --edit            with the editor on the new file\n\nThe id is made from the name, Chinese through pinyin. The same customer entered again is refused."
)]
pub struct Args {
    /// The customer's name
    name: String,
    /// Id, instead of the one made from the name
    #[arg(long)]
    id: Option<String>,
    /// Folder below customers/
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Another name of the same customer
    #[arg(long = "alias", value_name = "NAME")]
    aliases: Vec<String>,
    /// The team's own customer number
    #[arg(long)]
    number: Option<String>,
    /// Grade, where it is decided already
    #[arg(short, long)]
    grade: Option<String>,
    /// Owner; "pool" is nobody (else who types, if the team knows them)
    #[arg(short, long, value_name = "PERSON")]
    owner: Option<String>,
    /// Day of the first contact (else today)
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Where we found it
    #[arg(long)]
    source: Option<String>,
    /// Industry
    #[arg(long)]
    industry: Option<String>,
    /// Country: two letters, or its name
    #[arg(long)]
    country: Option<String>,
    /// Region within the country
    #[arg(long)]
    region: Option<String>,
    /// Postal address
    #[arg(long)]
    address: Option<String>,
    /// Time zone, such as Europe/Berlin
    #[arg(long)]
    timezone: Option<String>,
    /// Web site
    #[arg(long)]
    website: Option<String>,
    /// Contact's name
    #[arg(long, value_name = "NAME")]
    contact: Option<String>,
    /// Contact's position
    #[arg(long)]
    position: Option<String>,
    /// Contact's mail address; several times for several
    #[arg(long = "email", value_name = "ADDRESS")]
    emails: Vec<String>,
    /// Contact's phone number; several times for several
    #[arg(long = "phone", value_name = "NUMBER", allow_hyphen_values = true)]
    phones: Vec<String>,
    /// Contact's WeChat
    #[arg(long)]
    wechat: Option<String>,
    /// Contact's WhatsApp
    #[arg(long)]
    whatsapp: Option<String>,
    /// Need: target, potential or dead
    #[arg(long)]
    need: Option<String>,
    /// Potential: high, medium or low
    #[arg(long)]
    potential: Option<String>,
    /// What to achieve with it
    #[arg(long)]
    plan: Option<String>,
    /// Its own cadence, such as "45 days"
    #[arg(long)]
    cadence: Option<String>,
    /// Tag
    #[arg(long = "tag", value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,
    /// Free text
    #[arg(long)]
    notes: Option<String>,
    /// Open the new file in the editor
    #[arg(short, long)]
    edit: bool,
    /// Add it although it seems to be there already
    #[arg(long)]
    force: bool,
    /// Add it although a customer of this id was forgotten on request
    #[arg(long)]
    allow_forgotten: bool,
    /// Show what would be written
    #[arg(long)]
    dry_run: bool,
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let session = Session::open(context)?;
    let lang = context.lang;
    let name = args.name.trim().to_owned();
    if name.is_empty() {
        return Err(Failure::usage(both!("a customer has a name", "客户必须有名称")));
    }
    let folder = folder(args.folder.as_deref())?;
    let (edit, force, dry_run, wanted_id) = (args.edit, args.force, args.dry_run, args.id.clone());
    let allows = args.allow_forgotten;
    let (draft, typed) = draft(&session, args.clone(), name)?;
    let lock = session.workspace.lock()?;
    let layout = session.workspace.layout();
    if !force {
        whole_book(context, &layout.problems)?;
    }
    let elsewhere = session.workspace.left_out();
    let former = former_ids(&session.workspace, &layout);
    let id = new_id((&layout, &elsewhere, &former), wanted_id.as_deref(), &draft.name)?;
    let allowed = forgotten_before(&session.workspace, id.as_str(), allows)?;
    let card = Path::new("customers").join(&folder).join(format!("{id}.yaml"));
    let text = card::text(lang, &draft, &typed, schemas::line_of_customer(&session.workspace, &card));
    let (customer, problems) = review(&id, &card, &text);
    if let Some(problem) = problems.iter().find(|problem| problem.kind.severity() == Severity::Error) {
        return Err(Failure::problem(&problem.kind));
    }
    let told = match customer.as_ref().filter(|_| !force) {
        Some(customer) => known_already(&session, &layout, customer)?,
        None => Vec::new(),
    };
    if dry_run {
        let shown = card.display();
        context.print(&format!("# {shown}\n{text}"))?;
        return Ok(context.exit_code(&told));
    }
    session.workspace.allow_forgotten(&lock, &allowed)?;
    session.workspace.create(&lock, &card, &text)?;
    drop(lock);
    schemas::refresh(&session.workspace);
    let (shown, name) = (card.display(), lang::one_line(&draft.name));
    context.print(&tr!(lang, "{name}: {shown}\n", "{name}：{shown}\n"))?;
    let files = CustomerFiles { id: id.clone(), card, log: None };
    if edit {
        return edit_file(&session, &files, None, None);
    }
    let grade = session.config.policy.usual_class().unwrap_or("C");
    // Where the classes are computed, nobody has to decide on one.
    let next = if draft.grade.is_none() && !session.config.policy.scheme.is_computed() {
        tr!(
            lang,
            "crm grade {id} {grade} --why \"…\" · crm log {id} \"first contact\" --via email\n",
            "crm grade {id} {grade} --why \"…\" · crm log {id} \"首次联系\" --via 邮件\n"
        )
    } else {
        tr!(lang, "crm log {id} \"first contact\" --via email\n", "crm log {id} \"首次联系\" --via 邮件\n")
    };
    context.print(&tr!(lang, "next: {next}", "接下来：{next}"))?;
    Ok(context.exit_code(&told))
}

/// Refuses a customer that was forgotten on request, unless it is let in again: what is written down then.
fn forgotten_before(workspace: &Workspace, id: &str, allows: bool) -> Result<Vec<String>, Failure> {
    let forgotten = workspace.forgotten()?;
    match forgotten.had_id(id) {
        true if !allows => Err(was_forgotten(id).try_this(both!(
            "another customer: --id; the same one, with its consent: --allow-forgotten",
            "另一个客户：--id；同一客户且已同意：--allow-forgotten"
        ))),
        _ => Ok(forgotten.giving_anew(id)),
    }
}

/// Refuses a customer that is probably there already; of one that may be, only a word is said.
fn known_already(
    session: &Session<'_>,
    layout: &CustomerTree,
    customer: &Customer,
) -> Result<Vec<Problem>, Failure> {
    let (lang, today) = (session.lang, session.today);
    let new = mark(customer);
    let (alike, problems) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        let known = mark(&loaded.customer);
        duplicates::compare(&new, &known, &()).filter(|link| Certainty::of(link.score).is_some())?;
        let (customer, history) = (&loaded.customer, loaded.history.as_of(today));
        Some((known, sketch(customer, customer.grade.as_deref(), &history, today)))
    });
    let (marks, sketches): (Vec<MatchKeys>, Vec<CustomerSummary>) = alike.into_iter().unzip();
    let found = duplicates::against(&new, &marks, LEAST);
    let Some((first, best)) = found.first() else { return Ok(problems) };
    let lines: Vec<String> = found
        .iter()
        .take(SHOWN)
        .map(|(at, link)| render::known_duplicate(lang, &sketches[*at], link, today))
        .collect();
    let (lines, id) = (lines.join("\n"), &sketches[*first].id);
    if Certainty::of(best.score) == Some(Certainty::Maybe) {
        session.say(&tr!(
            lang,
            "note: it may be there already (crm merge {id} ID makes one of two):\n{lines}",
            "提示：可能已有这个客户（crm merge {id} 编号 可合并）：\n{lines}"
        ));
        return Ok(problems);
    }
    session.say(&lines);
    Err(Failure::new(Exit::Refused, both!("this customer seems to be there already", "这个客户似乎已经存在"))
        .try_this(both!("crm show {id}; --force adds it all the same", "crm show {id}；--force 仍然新建")))
}

fn draft(
    session: &Session<'_>,
    args: Args,
    name: String,
) -> Result<(Customer, Vec<(CustomerKey, String)>), Failure> {
    let grade =
        args.grade.as_deref().map(|grade| words::grade(&session.config, grade)).transpose()?.flatten();
    let owner = match args.owner.as_deref() {
        Some(typed) => people::owner(session, typed)?,
        None => session.known_user(),
    };
    let since = match &args.since {
        None => session.today,
        Some(text) => date_input::past(session, "--since", text)?,
    };
    let country = args.country.as_deref().map(words::country).transpose()?;
    let chosen = |key, typed: Option<String>| typed.map(|typed| chosen(session, key, &typed)).transpose();
    let (source, industry) =
        (chosen(CustomerKey::Source, args.source)?, chosen(CustomerKey::Industry, args.industry)?);
    let region = chosen(CustomerKey::Region, args.region)?;
    let tags = words::listed(&args.tags);
    let tags = tags.into_iter().map(|tag| chosen(CustomerKey::Tags, Some(tag)));
    let tags = tags.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let name_of_contact = args.contact.or_else(|| called(&args.emails));
    let mut emails = contact_points::all(Medium::Email, &args.emails)?.into_iter();
    let mut phones = contact_points::all(Medium::Phone, &args.phones)?.into_iter();
    let mut chat = Vec::new();
    chat.extend(args.wechat.map(|handle| ("wechat".to_owned(), handle)));
    chat.extend(args.whatsapp.map(|handle| ("whatsapp".to_owned(), handle)));
    let contact = Contact {
        name: name_of_contact,
        position: args.position,
        email: emails.next(),
        emails: emails.map(ContactPoint::new).collect(),
        phone: phones.next(),
        phones: phones.map(ContactPoint::new).collect(),
        chat,
        ..Contact::default()
    };
    let customer = Customer {
        aliases: args.aliases,
        number: args.number,
        grade,
        owner,
        since: Some(since),
        source,
        industry,
        country,
        region,
        address: args.address,
        timezone: args.timezone,
        website: args.website,
        contacts: Some(contact).filter(|contact| *contact != Contact::default()).into_iter().collect(),
        plan: args.plan,
        tags,
        notes: args.notes.as_deref().and_then(notes),
        ..Customer::named(CustomerId::placeholder(), name)
    };
    let typed = [
        (CustomerKey::Need, args.need),
        (CustomerKey::Potential, args.potential),
        (CustomerKey::Cadence, args.cadence),
    ];
    let typed = typed.into_iter().filter_map(|(key, text)| Some((key, words::of_key(key.as_str(), &text?))));
    Ok((customer, typed.collect()))
}

/// Notes without the blanks at the ends of their lines; several lines end as those of a block do.
fn notes(typed: &str) -> Option<String> {
    let typed = typed.trim_end();
    if !typed.contains('\n') || typed.starts_with([' ', '\t']) {
        return Some(typed.to_owned()).filter(|notes| !notes.is_empty());
    }
    Some(typed.lines().map(|line| line.trim_end().to_owned() + "\n").collect())
}

/// Whom the only address names: `Bob Ray <bob@acme.example>`.
fn called(emails: &[String]) -> Option<String> {
    let [one] = emails else { return None };
    Mailbox::parse(one)?.name
}
