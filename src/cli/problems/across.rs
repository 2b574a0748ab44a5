//! What no single file shows: ids that lead to other customers, leftovers, what a merge has lost.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::cli::change::now;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::model::{CustomerId, Place, Problem, ProblemKind, Slip, Stray};
use crate::render::lang::{self, tr};
use crate::rules::referrals::circle_of;
use crate::store::{
    self, CustomerFiles, CustomerTree, FORGOTTEN, FilePlan, Forgotten, LoadedCustomer, MergeLoss, Scrutiny,
    Workspace,
};

/// The customers that old ids lead to.
pub struct Homes(HashMap<String, Vec<CustomerId>>);

impl Homes {
    /// Looks for the traces of all logs.
    pub fn of(workspace: &Workspace, layout: &CustomerTree) -> Self {
        let (found, _) = workspace.each(&layout.slots, Scrutiny::Answer, |loaded| {
            Some(traces(&loaded)).filter(|traces| !traces.is_empty())
        });
        Homes::from(found.into_iter().flatten())
    }

    /// The same of traces that were found.
    pub fn from(traces: impl IntoIterator<Item = (String, CustomerId)>) -> Self {
        let mut homes: HashMap<String, Vec<CustomerId>> = HashMap::new();
        for (id, home) in traces {
            let known = homes.entry(id).or_default();
            if !known.contains(&home) {
                known.push(home);
            }
        }
        Homes(homes)
    }

    /// The one customer that an old id leads to; none where several had it.
    fn leads_to(&self, id: &str) -> Option<&CustomerId> {
        match self.0.get(id)?.as_slice() {
            [home] => Some(home),
            _ => None,
        }
    }

    /// The customer of an id: its own, or the one that it leads to.
    pub fn home<'l>(&self, layout: &'l CustomerTree, id: &str) -> Option<&'l CustomerFiles> {
        layout.find(id).or_else(|| layout.find(self.leads_to(id)?.as_str()))
    }
}

/// The old ids that lead to a customer.
pub fn traces(loaded: &LoadedCustomer<'_>) -> Vec<(String, CustomerId)> {
    let traces = loaded.history.entries().iter().filter_map(|entry| entry.event.trace()?.from.as_deref());
    traces.map(|trace| (trace.to_owned(), loaded.files.id.clone())).collect()
}

/// Says of logs without their customers where they belong, or that they should be gone.
pub fn lead_home(workspace: &Workspace, homes: &Homes, problems: &mut [Problem]) {
    // A list of what was forgotten that can't be read is told by itself.
    let forgotten = workspace.forgotten().unwrap_or_default();
    for problem in problems {
        if let ProblemKind::OrphanedLog { id, home } = &mut problem.kind {
            // Who had the id of a forgotten one may be another one.
            match forgotten.has_id(id) {
                true => problem.kind = ProblemKind::ForgottenLog { id: std::mem::take(id) },
                false => *home = homes.leads_to(id).map(ToString::to_string),
            }
        }
    }
}

/// Says of entries that were forgotten, and are back with a customer that was taken out of another one, where what is left
/// of them stands in that one.
pub fn lead_returned(workspace: &Workspace, layout: &CustomerTree, problems: &mut [Problem]) {
    let mut known: HashMap<String, HashMap<usize, String>> = HashMap::new();
    for Problem { place, kind } in problems {
        let ProblemKind::ForgottenLine { id, left_at } = kind else { continue };
        let Some(files) = layout.find(id) else { continue };
        let own = known.entry(id.clone()).or_insert_with(|| {
            let left = workspace.left_of_returned(layout, files).unwrap_or_default().into_iter();
            left.map(|(line, path, at)| (line, format!("{}:{at}", path.display()))).collect()
        });
        *left_at = own.get(&(place.line)).cloned();
    }
}

/// What a customer's file says that only the others' files can tell: ids that it is told apart from, or that referred it.
pub struct Distinct {
    /// Whose file it is.
    of: CustomerId,
    id: String,
    is_referrer: bool,
    place: Place,
}

/// The ids that a customer is told apart from, and that which referred it, with their places.
pub fn distinct(loaded: &LoadedCustomer<'_>) -> Vec<Distinct> {
    let all = loaded.customer.distinct.iter().enumerate();
    let one = |(at, id): (usize, &String)| Distinct {
        of: loaded.files.id.clone(),
        id: id.clone(),
        is_referrer: false,
        place: loaded.place_of_key(&format!("distinct[{at}]")),
    };
    let referrer = loaded.customer.referred_by.iter().map(|id| Distinct {
        of: loaded.files.id.clone(),
        id: id.clone(),
        is_referrer: true,
        place: loaded.place_of_key("referred_by"),
    });
    all.map(one).chain(referrer).collect()
}

/// Those of them that no customer has or had.
pub fn unknown(
    workspace: &Workspace,
    layout: &CustomerTree,
    homes: &Homes,
    all: Vec<Distinct>,
) -> Vec<Problem> {
    let strangers: Vec<Distinct> = all
        .into_iter()
        .filter(|one| layout.find(&one.id).is_none() && !homes.0.contains_key(&one.id))
        .collect();
    if strangers.is_empty() {
        return Vec::new();
    }
    // A part of the tree knows of the rest by its names; what was forgotten is nobody's slip.
    let (left_out, forgotten) = (workspace.left_out(), workspace.forgotten().unwrap_or_default());
    let is_known = |id: &str| left_out.contains_key(id) || forgotten.has_id(id);
    let strangers = strangers.into_iter().filter(|one| !is_known(&one.id));
    strangers
        .map(|one| {
            let slip = if one.is_referrer { Slip::UnknownReferrer } else { Slip::UnknownCustomer };
            Problem { place: one.place, kind: ProblemKind::from(slip(one.id)) }
        })
        .collect()
}

/// Customers that would have referred one another, each circle once: where the first of them by its id says so.
pub fn circles(layout: &CustomerTree, homes: &Homes, all: &[Distinct]) -> Vec<Problem> {
    let referrers: HashMap<&str, &str> =
        all.iter().filter(|one| one.is_referrer).map(|one| (one.of.as_str(), one.id.as_str())).collect();
    let now = |id: &str| homes.home(layout, id).map_or(id, |files| files.id.as_str()).to_owned();
    let referrer = |id: &str| referrers.get(id).map(|by| now(by));
    let circle = |one: &Distinct| {
        let circle = circle_of(one.of.as_str(), &now(&one.id), referrer)?;
        let is_first = circle.iter().all(|id| one.of.as_str() <= id.as_str());
        is_first.then(|| Problem {
            place: one.place.clone(),
            kind: ProblemKind::from(Slip::ReferralCircle(circle)),
        })
    };
    all.iter().filter(|one| one.is_referrer).filter_map(circle).collect()
}

/// Customers that are a part of another one by its log, and are still there.
pub fn half_merged(workspace: &Workspace, layout: &CustomerTree, homes: &Homes) -> Vec<Problem> {
    let mut found = Vec::new();
    for (id, home) in homes.0.iter().flat_map(|(id, homes)| homes.iter().map(move |home| (id, home))) {
        let (Some(old), Some(new)) = (layout.find(id), layout.find(home.as_str())) else { continue };
        if old.id != new.id && workspace.is_part_of(old, new) {
            let trouble = ProblemKind::HalfMerged { id: id.clone(), home: home.to_string() };
            found.push(at(&old.card, trouble));
        }
    }
    found
}

/// Customers that each have the history of a third one, such as where two clones have made it a part of different ones.
pub fn two_homes(workspace: &Workspace, layout: &CustomerTree, homes: &Homes) -> Vec<Problem> {
    let leads = |one: &CustomerFiles, to: &CustomerFiles| {
        homes.0.get(one.id.as_str()).is_some_and(|homes| homes.contains(&to.id))
    };
    let mut found = Vec::new();
    for (id, all) in homes.0.iter().filter(|(_, all)| all.len() > 1) {
        let mut all: Vec<_> = all.iter().filter_map(|home| layout.find(home.as_str())).collect();
        all.sort_by_key(|files| &files.id);
        let pairs = all
            .iter()
            .enumerate()
            .flat_map(|(at, first)| all[at + 1..].iter().map(move |other| (*first, *other)));
        // Of a half-done merge the one is told already.
        for (first, other) in pairs.filter(|(first, other)| !leads(first, other) && !leads(other, first)) {
            let count = workspace.common_entries(id, first, other);
            if count > 0 {
                let (id, home, other) = (id.clone(), first.id.to_string(), other.id.to_string());
                found.push(at(&first.log_path(), ProblemKind::TwoHomes { id, home, other, count }));
            }
        }
    }
    found
}

/// Leftovers, copies, and derived files that git would send.
pub fn leftovers(session: &Session<'_>) -> Vec<Problem> {
    let mut found = session.workspace.strays();
    if let Err(error) = session.workspace.forgotten() {
        let failure = Failure::from(error);
        let what = failure.what.pick(session.lang).to_owned();
        let why = failure.why.map_or(what.clone(), |why| format!("{what}: {}", why.pick(session.lang)));
        found.push(at(Path::new(FORGOTTEN), ProblemKind::ForgottenUnread(why)));
    }
    found.extend(session.workspace.unread_notes().into_iter().map(|path| {
        let shown = path.strip_prefix(session.workspace.root()).unwrap_or(&path);
        at(shown, ProblemKind::Stray { what: Stray::UnreadNote, of: None })
    }));
    match session.workspace.tracked_derived() {
        Ok(tracked) => found.extend(tracked.into_iter().map(|(folder, count)| {
            let place = PathBuf::from(&folder);
            at(&place, ProblemKind::TrackedDerived { count, folder })
        })),
        // A workspace can be checked where there is no git.
        Err(store::RevisionError::NoGit(_) | store::RevisionError::NoRepository(_)) => {}
        Err(error) => session.say(&Failure::from(error).told(session.lang)),
    }
    found
}

/// What merges have lost, and what became of it: the log where it belongs as it is, and as it should be.
struct Mended {
    loss: MergeLoss,
    files: Vec<FilePlan>,
    count: usize,
    /// How many of its lines may be of somebody who was forgotten since.
    held: usize,
}

/// What merges since a revision have lost and is not there today.
pub fn lost(workspace: &Workspace, layout: &CustomerTree, since: &str) -> Result<Vec<Problem>, Failure> {
    let found = missing(workspace, layout, since)?;
    let told = |mended: Mended| {
        let MergeLoss { commit, id, log, .. } = mended.loss;
        let place = mended.files.first().map_or(log, |file| file.path.clone());
        at(&place, ProblemKind::MergeLost { id, count: mended.count, commit, since: since.to_owned() })
    };
    Ok(found.into_iter().map(told).collect())
}

/// Puts what merges have lost back where it belongs, in one change that `crm undo` takes back.
pub fn restore(session: &Session<'_>, since: &str) -> Result<(), Failure> {
    let lang = session.lang;
    let lock = session.workspace.lock()?;
    let mut plan: Vec<FilePlan> = Vec::new();
    let mut told = String::new();
    for mended in missing(&session.workspace, &session.workspace.layout(), since)? {
        let (id, commit) = (&mended.loss.id, &mended.loss.commit);
        let entries = lang::entries(lang, mended.count);
        let home = mended.files[0].path.display();
        told.push_str(&tr!(
            lang,
            "{entries} of {id}, lost in the merge {commit}: back in {home}\n",
            "{id} 的{entries}（合并 {commit} 中丢失）已恢复到 {home}\n"
        ));
        let mut files = mended.files;
        if mended.held > 0 {
            let what = format!("{} (restored from the merge {commit})", store::NAMED_IN_LOG);
            let (at, by) = (now(session).to_string(), session.user(None).ok());
            let note = store::note_of_what_stays(&what, &at, by.as_deref());
            let log = files[0].after.take().unwrap_or_default();
            files[0].after = Some(store::join_logs(&log, b"", None, &[note]).bytes);
            let count = lang::entries(lang, mended.held);
            told.push_str(&tr!(
                lang,
                "  a person of {id} was forgotten on request, and {count} of these may name that person:\n  look: crm show {id}; who shall go: crm forget {id} --contact NAME; what may stay: crm forget {id} --allow\n",
                "  {id} 有人已应要求删除，其中{count}可能提到此人：\n  请查看：crm show {id}；要删除的人：crm forget {id} --contact 姓名；可以保留的：crm forget {id} --allow\n"
            ));
        }
        for file in files {
            // A later merge may have lost lines of the same log.
            match plan.iter_mut().find(|known| known.path == file.path) {
                Some(known) => {
                    let (before, more) =
                        (known.after.clone().unwrap_or_default(), file.after.unwrap_or_default());
                    known.after = Some(store::join_logs(&before, &more, None, &[]).bytes);
                }
                None => plan.push(file),
            }
        }
    }
    if plan.is_empty() {
        return session.print(lang.pick("nothing to restore\n", "没有需要恢复的内容\n"));
    }
    session.workspace.rewrite(&lock, &plan, &[])?;
    session.print(&told)
}

/// What is lost and not there today, with the files that would have it again.
fn missing(workspace: &Workspace, layout: &CustomerTree, since: &str) -> Result<Vec<Mended>, Failure> {
    let losses = workspace.lost_in_merges(since)?;
    if losses.is_empty() {
        return Ok(Vec::new());
    }
    let homes = Homes::of(workspace, layout);
    let forgotten = Forgotten::read(workspace.root())?;
    let mut found = Vec::new();
    for mut loss in losses {
        let home = homes.home(layout, &loss.id);
        // What was to be forgotten, under any id that the customer had, is not lost.
        let ids = [Some(loss.id.as_str()), home.map(|files| files.id.as_str())];
        let is_forgotten =
            |line: &[u8]| ids.iter().flatten().any(|id| forgotten.has_id(id) || forgotten.has_line(id, line));
        let kept: Vec<Vec<u8>> = loss.lines.iter().filter(|line| !is_forgotten(line)).cloned().collect();
        loss.lines = kept;
        if loss.lines.is_empty() {
            continue;
        }
        let (log, card) = match (home, &loss.card) {
            (Some(files), _) => (files.log_path(), None),
            (None, Some((path, bytes))) => (loss.log.clone(), Some(FilePlan::new(path, None, Some(bytes)))),
            // The merge had the customer: somebody has removed it since.
            (None, None) => continue,
        };
        let now = workspace.bytes(&log)?;
        let lines = loss.lines.join(&b'\n');
        let other = home.filter(|files| files.id.as_str() != loss.id).map(|_| loss.id.as_str());
        let joined = store::join_logs(now.as_deref().unwrap_or_default(), &lines, other, &[]);
        if joined.added == 0 {
            continue;
        }
        let held = home.and_then(|files| workspace.may_be_forgotten(files));
        let is_held =
            |line: &&Vec<u8>| held.as_ref().is_some_and(|held| held.has(&String::from_utf8_lossy(line)));
        let held = loss.lines.iter().filter(is_held).count();
        let mut files = vec![FilePlan::new(&log, now.as_deref(), Some(&joined.bytes))];
        files.extend(card);
        found.push(Mended { count: joined.added, loss, files, held });
    }
    Ok(found)
}

fn at(path: &Path, trouble: ProblemKind) -> Problem {
    Problem { place: Place { path: path.to_owned(), line: 1, column: 1 }, kind: trouble }
}
