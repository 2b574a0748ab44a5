//! Every problem of the workspace, or of what changed in it.

mod across;
mod kept;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::book::book;
use super::context::Context;
use super::drafts;
use super::failure::Failure;
use super::session::Session;
use super::whole_book::settled;
use crate::config::{
    WorkspaceConfig, parse_rhythm, parse_workspace_config, read_rhythm, read_templates, read_workspace_config,
};
use crate::model::{Customer, CustomerId, History, Problem, ProblemKind, Severity, Slip};
use crate::plan;
use crate::render::answer::{MyFields, TemplateFields};
use crate::render::{self, Unfilled};
use crate::rules::approval::{self, Unapproved};
use crate::rules::check::{Location, check};
use crate::rules::{EffectiveClass, Policy, completeness};
use crate::store::{
    CustomerFile, CustomerFiles, CustomerTree, LoadedCustomer, RHYTHM, RULES, RevisionError, Scrutiny,
    part_of,
};

pub use across::{Homes, lost, restore};

/// Every customer of the work tree.
pub fn all(context: &Context) -> Result<(usize, Vec<Problem>), Failure> {
    let (session, mut problems) = Session::open_and_problems(context)?;
    let workspace = &session.workspace;
    let (count, found) = settled(workspace, || {
        let mut layout = workspace.layout();
        let (mut found, homes, distinct) = of_files(&session, &layout.slots, &problems);
        found.extend(across::circles(&layout, &homes, &distinct));
        found.extend(across::unknown(workspace, &layout, &homes, distinct));
        found.extend(layout.unportable());
        found.extend(kept::left_alone(&session, &layout));
        across::lead_home(workspace, &homes, &mut layout.problems);
        across::lead_returned(workspace, &layout, &mut found);
        found.extend(across::half_merged(workspace, &layout, &homes));
        found.extend(across::two_homes(workspace, &layout, &homes));
        kept::lead_back(workspace, &layout.kept, &mut found);
        found.extend(layout.problems);
        (layout.slots.len(), found)
    });
    problems.extend(found);
    problems.extend(across::leftovers(&session));
    problems.extend(of_templates(&session));
    drafts::tell_of_forgotten(&session, &session.workspace)?;
    Ok((count, problems))
}

/// What is wrong with the team's templates, for whoever they are filled.
fn of_templates(session: &Session<'_>) -> Vec<Problem> {
    let (policy, today) = (&session.config.policy, session.today);
    let (templates, mut problems) = read_templates(session.workspace.root(), policy);
    if templates.is_empty() {
        return problems;
    }
    // Nothing is known of it: what it asks for and nobody can have is told all the same.
    let Some(id) = CustomerId::new("x") else { return problems };
    let customer = Customer::named(id, "X");
    let nobody = plan::addressee(
        &customer,
        &EffectiveClass::written(&customer),
        None,
        &History::new(Vec::new()),
        policy,
        today,
    );
    let fields = TemplateFields::of(&nobody, None, &MyFields::default(), today);
    problems.extend(templates.iter().filter_map(|template| match render::fill(template, &fields) {
        Err(Unfilled::Wrong(problem)) => Some(*problem),
        Ok(_) | Err(Unfilled::Missing(_)) => render::misspelt(template),
    }));
    problems
}

/// Those whose files are not as a revision had them; all of them, where the rules are not.
pub fn since(context: &Context, name: &str) -> Result<(usize, Vec<Problem>), Failure> {
    let (session, mut problems) = Session::open_and_problems(context)?;
    let workspace = &session.workspace;
    let changed = workspace.changed_since(name)?;
    let (count, found) = settled(workspace, || {
        let mut layout = workspace.layout();
        let is_orphaned = |problem: &Problem| matches!(problem.kind, ProblemKind::OrphanedLog { .. });
        if layout.problems.iter().any(is_orphaned) {
            let homes = across::Homes::of(workspace, &layout);
            across::lead_home(workspace, &homes, &mut layout.problems);
        }
        keep(&mut layout, &changed);
        let mut found = of_files(&session, &layout.slots, &problems).0;
        found.extend(layout.problems);
        (layout.slots.len(), found)
    });
    problems.extend(found);
    Ok((count, problems))
}

/// Those that the next commit changes, as it will have them.
pub fn staged(context: &Context) -> Result<(usize, Vec<Problem>), Failure> {
    let (mut session, _) = Session::open_and_problems(context)?;
    let workspace = &session.workspace;
    let (revision, changed) = workspace.staged(context.index.as_deref())?;
    let (mut config, mut problems) = match revision.rules() {
        Ok(bytes) => parse_workspace_config(&bytes, Path::new(RULES)),
        // Not staged yet: the rules of the work tree will come with another commit.
        Err(RevisionError::NoRules(_)) => read_workspace_config(&workspace.rules_path(), Path::new(RULES)),
        Err(error) => return Err(error.into()),
    };
    let (rhythm, faults) = match revision.rhythm()? {
        Some(bytes) => parse_rhythm(&bytes, Path::new(RHYTHM)),
        None => read_rhythm(&workspace.rhythm_path(), Path::new(RHYTHM)),
    };
    config.policy.book_rhythm = rhythm;
    problems.extend(faults);
    session.config = config;
    let mut layout = revision.layout.clone();
    keep(&mut layout, &changed);
    if !problems.iter().any(WorkspaceConfig::forbids) {
        let slots: Vec<&CustomerFiles> = layout.slots.iter().collect();
        let ask = |loaded: LoadedCustomer<'_>| Some(findings(&session, &loaded));
        let (found, read) = revision.each(&slots, Scrutiny::Check, ask)?;
        problems.extend(read);
        problems.extend(found.into_iter().flatten());
    }
    problems.extend(layout.problems);
    Ok((layout.slots.len(), problems))
}

/// Customers of whom a file is among these, and what is wrong with the names of others among them.
fn keep(layout: &mut CustomerTree, changed: &HashSet<PathBuf>) {
    // Before those that stayed are left out: a new name may be another one's.
    let unportable = layout.unportable();
    layout.problems.extend(unportable);
    if [RULES, RHYTHM].iter().any(|rules| changed.contains(Path::new(rules))) {
        return;
    }
    layout.slots.retain(|files| {
        changed.contains(&files.card) || files.log.as_ref().is_some_and(|log| changed.contains(log))
    });
    layout.problems.retain(|problem| {
        let path = &problem.place.path;
        // What is wrong may be told of a file that stayed as it was.
        let by_another = match &problem.kind {
            ProblemKind::DuplicateId { other, .. } => changed.contains(other),
            ProblemKind::OrphanedLog { .. } | ProblemKind::ForgottenLog { .. } => {
                changed.iter().any(|gone| is_card_of(gone, path))
            }
            ProblemKind::NameClash { other, .. } => {
                changed.iter().any(|new| new.starts_with(path) || new.starts_with(other))
            }
            ProblemKind::Unportable { .. } => changed.iter().any(|new| new.starts_with(path)),
            _ => false,
        };
        by_another || changed.contains(path)
    });
}

/// Whether a file, wherever it is, was the customer of a log.
fn is_card_of(card: &Path, log: &Path) -> bool {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let (Some(card), Some(log)) = (name(card), name(log)) else { return false };
    match (part_of(&card), part_of(&log)) {
        (Some((CustomerFile::Card, card)), Some((CustomerFile::Log, log))) => card == log,
        _ => false,
    }
}

fn of_files(
    session: &Session<'_>,
    slots: &[CustomerFiles],
    known: &[Problem],
) -> (Vec<Problem>, across::Homes, Vec<across::Distinct>) {
    // Against rules that can't be read nothing can be wrong.
    let are_rules_broken = known.iter().any(WorkspaceConfig::forbids);
    let (found, mut read) = session.workspace.each(slots, Scrutiny::Check, |loaded| {
        let mut problems = if are_rules_broken { Vec::new() } else { findings(session, &loaded) };
        problems.extend(kept::of_customer(session, &loaded));
        Some((problems, across::traces(&loaded), across::distinct(&loaded)))
    });
    let (mut traces, mut distinct) = (Vec::new(), Vec::new());
    for (mut problems, mut own, mut others) in found {
        read.append(&mut problems);
        traces.append(&mut own);
        distinct.append(&mut others);
    }
    (read, across::Homes::from(traces), distinct)
}

/// Customers in work whose files lack something that their class asks for, each where it says its grade, or that are
/// worked with without the management's consent.
pub fn incomplete(context: &Context) -> Result<Vec<Problem>, Failure> {
    let (session, known) = Session::open_and_problems(context)?;
    if known.iter().any(WorkspaceConfig::forbids) {
        return Ok(Vec::new());
    }
    let (policy, today) = (&session.config.policy, session.today);
    let layout = session.workspace.layout();
    let book = policy.scheme.is_computed().then(|| book(&session, &layout));
    let (found, _) = session.workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
        if loaded.customer.is_archived(today) {
            return None;
        }
        let place = loaded.place_of_key("grade");
        let history = loaded.history.clone().as_of(today);
        let class = plan::driving(&loaded.customer, &history, book.as_ref(), policy, today).class;
        let of = completeness(&loaded.customer, class.as_deref(), policy);
        let lacks = of.filter(|of| !of.missing.is_empty()).map(|of| Slip::Incomplete {
            id: loaded.customer.id.to_string(),
            class: class.unwrap_or_default(),
            percent: of.percent(),
            missing: of.missing.iter().map(|field| field.name()).collect(),
        });
        let lacks = lacks.map(|slip| Problem { place, kind: slip.into() });
        Some(lacks.into_iter().chain(unapproved(&loaded, policy, today)).collect::<Vec<_>>())
    });
    Ok(found.into_iter().flatten().collect())
}

/// That the customer is worked with without the management's consent, where its file says why it counts.
fn unapproved(loaded: &LoadedCustomer<'_>, policy: &Policy, today: NaiveDate) -> Option<Problem> {
    let by = match approval::unapproved(&loaded.customer, &policy.managers, today)? {
        Unapproved::Nobody => None,
        Unapproved::NoManager(by) => Some(by),
    };
    let slip =
        Slip::NotApproved { id: loaded.customer.id.to_string(), by, managers: policy.managers.clone() };
    Some(Problem { place: loaded.place_of_key("influence"), kind: slip.into() })
}

/// What the rules say of one customer's files.
fn findings(session: &Session<'_>, loaded: &LoadedCustomer<'_>) -> Vec<Problem> {
    let findings = check(&loaded.customer, &loaded.history, &session.config.policy, session.today);
    let places = findings.into_iter().map(|finding| Problem {
        place: match finding.spot {
            Location::Key(key) => loaded.place_of_key(&key),
            Location::Field { line, field } => loaded.place_of_field(line, field),
        },
        kind: finding.trouble,
    });
    places.collect()
}

/// Errors in the files that are not as a revision had them, for a command that would send them.
pub fn errors_since(context: &Context, name: &str) -> Result<Vec<Problem>, Failure> {
    let (_, mut problems) = since(context, name)?;
    problems.retain(|problem| problem.kind.severity() == Severity::Error);
    Ok(problems)
}
