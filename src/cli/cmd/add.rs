//! `crm add`: a new customer.

use std::path::{Component, Path, PathBuf};

use clap::Args as ClapArgs;

use super::card::Draft;
use super::edit::edit_slot;
use super::grade::class;
use crate::cli::contact_points;
use crate::cli::context::Context;
use crate::cli::date_input;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::new_id::{former_ids, new_id, was_forgotten};
use crate::cli::people;
use crate::cli::schemas;
use crate::cli::whole_book::whole_book;
use crate::cli::words;
use crate::config::WorkspaceConfig;
use crate::model::{Customer, Mailbox, Medium, Problem, Severity, folder_flaw};
use crate::plan::duplicates::{self, Certainty, CustomerSummary, MatchKeys, mark, sketch};
use crate::render;
use crate::render::lang::{self, tr};
use crate::store::{CustomerFiles, CustomerTree, Scrutiny, Workspace, review};

/// How like a known customer a new one must be for a word, and how many of them are shown.
const LEAST: u8 = 50;
const SHOWN: usize = 5;

/// What can be typed.
#[derive(Debug, ClapArgs)]
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

/// Runs it.
pub fn run(context: &Context, args: Args) -> Result<Exit, Failure> {
    let (workspace, config) = context.workspace()?;
    let lang = context.lang;
    let name = args.name.trim().to_owned();
    if name.is_empty() {
        return Err(Failure::usage(tr!(lang, "a customer has a name", "客户必须有名称")));
    }
    let folder = folder(context, args.folder.as_deref())?;
    let (edit, force, dry_run, wanted_id) = (args.edit, args.force, args.dry_run, args.id.clone());
    let allows = args.allow_forgotten;
    let draft = draft(context, &workspace, &config, args, name)?;
    let lock = workspace.lock().map_err(|error| Failure::store(lang, &error))?;
    let layout = workspace.layout();
    if !force {
        whole_book(context, &layout.problems)?;
    }
    let elsewhere = workspace.left_out();
    let former = former_ids(&workspace, &layout);
    let id = new_id(context, (&layout, &elsewhere, &former), wanted_id.as_deref(), &draft.name)?;
    let allowed = forgotten_before(context, &workspace, id.as_str(), allows)?;
    let card = Path::new("customers").join(&folder).join(format!("{id}.yaml"));
    let text = draft.text(lang, schemas::line_of_customer(&workspace, &card));
    let (customer, problems) = review(&id, &card, &text);
    if let Some(problem) = problems.iter().find(|problem| problem.kind.severity() == Severity::Error) {
        let words = lang::problem_text(lang, &problem.kind);
        let failure = Failure::usage(words.message);
        return Err(match words.hint {
            Some(hint) => failure.try_this(hint),
            None => failure,
        });
    }
    let told = match customer.as_ref().filter(|_| !force) {
        Some(customer) => known_already(context, &workspace, &layout, customer)?,
        None => Vec::new(),
    };
    if dry_run {
        let shown = card.display();
        context.print(&format!("# {shown}\n{text}"))?;
        return Ok(context.exit_code(&told));
    }
    workspace.allow_forgotten(&lock, &allowed).map_err(|error| Failure::store(lang, &error))?;
    workspace.create(&lock, &card, &text).map_err(|error| Failure::store(lang, &error))?;
    drop(lock);
    schemas::refresh(&workspace);
    let (shown, name) = (card.display(), lang::one_line(&draft.name));
    context.print(&tr!(lang, "{name}: {shown}\n", "{name}：{shown}\n"))?;
    let files = CustomerFiles { id: id.clone(), card, log: None };
    if edit {
        return edit_slot(context, &workspace, &config, &files, None, None);
    }
    let grade = config.policy.usual_class().unwrap_or("C");
    // Where the classes are computed, nobody has to decide on one.
    let next = if draft.grade.is_none() && !config.policy.scheme.is_computed() {
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
fn forgotten_before(
    context: &Context,
    workspace: &Workspace,
    id: &str,
    allows: bool,
) -> Result<Vec<String>, Failure> {
    let lang = context.lang;
    let forgotten = workspace.forgotten().map_err(|error| Failure::store(lang, &error))?;
    match forgotten.has_id(id) {
        true if !allows => Err(was_forgotten(lang, id).try_this(tr!(
            lang,
            "another customer: --id; the same one, with its consent: --allow-forgotten",
            "另一个客户：--id；同一客户且已同意：--allow-forgotten"
        ))),
        _ => Ok(forgotten.giving_anew(id)),
    }
}

/// Refuses a customer that is probably there already; of one that may be, only a word is said.
fn known_already(
    context: &Context,
    workspace: &Workspace,
    layout: &CustomerTree,
    customer: &Customer,
) -> Result<Vec<Problem>, Failure> {
    let (lang, today) = (context.lang, context.today);
    let new = mark(customer);
    let (alike, problems) = workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
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
        .map(|(at, link)| render::known_twin(lang, &sketches[*at], link, today))
        .collect();
    let (lines, id) = (lines.join("\n"), &sketches[*first].id);
    if Certainty::of(best.score) == Some(Certainty::Maybe) {
        context.say(&tr!(
            lang,
            "note: it may be there already (crm merge {id} ID makes one of two):\n{lines}",
            "提示：可能已有这个客户（crm merge {id} 编号 可合并）：\n{lines}"
        ));
        return Ok(problems);
    }
    context.say(&lines);
    Err(Failure::new(
        Exit::Refused,
        tr!(lang, "this customer seems to be there already", "这个客户似乎已经存在"),
    )
    .try_this(tr!(
        lang,
        "crm show {id}; --force adds it all the same",
        "crm show {id}；--force 仍然新建"
    )))
}

fn draft(
    context: &Context,
    workspace: &Workspace,
    config: &WorkspaceConfig,
    args: Args,
    name: String,
) -> Result<Draft, Failure> {
    let lang = context.lang;
    let grade = args.grade.as_deref().map(|grade| class(lang, config, grade)).transpose()?.flatten();
    let owner = match args.owner.as_deref() {
        Some(typed) => people::owner(context, workspace, config, typed)?,
        None => context.known_user(workspace, config),
    };
    let since = match &args.since {
        None => context.today,
        Some(text) => date_input::past(context, &config.policy.calendar, "--since", text)?,
    };
    let mut chat = Vec::new();
    chat.extend(args.wechat.map(|handle| ("wechat", handle)));
    chat.extend(args.whatsapp.map(|handle| ("whatsapp", handle)));
    Ok(Draft {
        name,
        aliases: args.aliases,
        number: args.number,
        grade,
        owner,
        since,
        source: args.source,
        industry: args.industry,
        country: args.country.as_deref().map(|country| words::country(lang, country)).transpose()?,
        region: args.region,
        address: args.address,
        timezone: args.timezone,
        website: args.website,
        contact: args.contact.or_else(|| called(&args.emails)),
        position: args.position,
        emails: contact_points::all(lang, Medium::Email, &args.emails)?,
        phones: contact_points::all(lang, Medium::Phone, &args.phones)?,
        chat,
        need: args.need.map(|need| words::of_key("need", &need)),
        potential: args.potential.map(|potential| words::of_key("potential", &potential)),
        plan: args.plan,
        cadence: args.cadence.map(|cadence| words::of_key("cadence", &cadence)),
        tags: words::listed(&args.tags),
        notes: args.notes,
    })
}

/// Whom the only address names: `Bob Ray <bob@acme.example>`.
fn called(emails: &[String]) -> Option<String> {
    let [one] = emails else { return None };
    Mailbox::parse(one)?.name
}

/// A folder below `customers/`, and never outside.
pub fn folder(context: &Context, folder: Option<&Path>) -> Result<PathBuf, Failure> {
    let Some(folder) = folder else { return Ok(PathBuf::new()) };
    let folder = folder.strip_prefix("customers").unwrap_or(folder);
    let inside = folder.components().all(|part| match part {
        Component::Normal(name) => !name.as_encoded_bytes().starts_with(b"."),
        _ => false,
    });
    let (lang, shown) = (context.lang, folder.display());
    // What a colleague's system can't hold is no new folder.
    let mut names = folder.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    if let Some((flaw, name)) = names.find_map(|name| Some((folder_flaw(&name)?, name))).filter(|_| inside) {
        let (what, hint) = lang::flaw(lang, &name, flaw);
        return Err(Failure::new(Exit::Refused, what).try_this(hint));
    }
    if inside {
        return Ok(folder.to_owned());
    }
    Err(Failure::usage(tr!(lang, "{shown} is no folder below customers/", "{shown} 不在 customers/ 之内"))
        .try_this("--folder europe/germany"))
}
