//! `crm sync`: commits, fetches what the others sent, makes one history of both, and sends it.
//!
//! Both are merged in git's object database: until the result is known to have everything, nothing in the
//! clone changes. Then work tree, index and branch go there in one step, which a crash can't leave half
//! done.

mod dispute;
mod kept;
mod refusal;
mod resolve;
mod text;

use std::cell::Cell;

use clap::Args as ClapArgs;

use crate::cli::change::now;
use crate::cli::context::Context;
use crate::cli::drafts;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::problems::errors_since;
use crate::cli::session::Session;
use crate::cli::unreported;
use crate::render::lang::{Lang, both};
use crate::store::sync::{self, Answers, Conflict, Kind, Merge, Outcome, Request};
use crate::store::{
    Advance, Advanced, Ends, Forgotten, Repository, RevisionError, Sent, Uncommitted, Underway, Upstream,
};

/// How often others may be faster than us.
const TRIES: usize = 6;

/// What can be typed.
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Examples:\n  crm sync                       fetch, merge, check, push\n  crm sync -m \"Tuesday's calls\"  commits what was changed first\n  crm sync --resolve             asks which value stands, where two people changed the same\n\nEntries of both sides are kept, whatever happens: both histories are merged beside your files, and compared\nwith both, before anything changes. Where two people changed the same key it says which customer and what\nboth wrote, and nothing has changed. Killed at any moment, the next command goes on or takes it back."
)]
pub struct Args {
    /// Commit what was changed first, with this message
    #[arg(short, long, value_name = "MESSAGE")]
    message: Option<String>,
    /// Fetch and merge, and send nothing
    #[arg(long)]
    no_push: bool,
    /// Ask, key by key, which value stands where two people changed the same
    #[arg(long)]
    resolve: bool,
    /// Take a history that was written anew, and put on top only what was never sent
    #[arg(long)]
    rewritten: bool,
}

struct Sync<'a> {
    session: Session<'a>,
    args: &'a Args,
    repository: Repository,
    branch: String,
    upstream: Upstream,
    by: String,
    /// Whether a round of this sync has brought work tree and branch further.
    has_moved: Cell<bool>,
}

/// How one try ended.
enum Tried {
    /// It is done, for this exit code.
    Done(Exit),
    /// Somebody was faster: once more. With the words of a git that could not send.
    Again(Option<RevisionError>),
}

pub fn run(context: &Context, args: &Args) -> Result<Exit, Failure> {
    let lang = context.lang;
    if args.resolve && !context.interactive {
        return Err(Failure::usage(both!(
            "--resolve asks questions, and there is no terminal to ask on",
            "--resolve 需要在终端里提问，而这里没有终端"
        ))
        .because(both!("nothing has changed", "没有任何改动"))
        .try_this(both!("crm sync --resolve in a terminal", "在终端里运行 crm sync --resolve")));
    }
    let (session, _) = Session::open_and_problems(context)?;
    let workspace = &session.workspace;
    let repository = Repository::open(workspace.root())?;
    if let Some(underway) = repository.underway()? {
        return Err(in_the_middle(underway));
    }
    let Some(branch) = repository.branch()? else {
        return Err(Failure::usage(both!("no branch is checked out", "当前没有检出任何分支"))
            .try_this("git switch main"));
    };
    let Some(upstream) = repository.upstream(&branch)? else {
        return Err(Failure::usage(both!(
            "nothing tells where {branch} is sent to: there is no remote",
            "不知道 {branch} 要发到哪里：没有远程仓库"
        ))
        .try_this("git remote add origin URL"));
    };
    let by = session.user(None)?;
    let waits = || {
        context.say(lang.pick(
            "another crm sync is on its way here: waiting for it",
            "另一个 crm sync 正在运行，等它完成",
        ))
    };
    let Some(syncs) = workspace.syncs(context.within_syncs.as_deref())? else {
        return Err(refusal::within_itself());
    };
    let repository = repository.within(syncs);
    let lock = context.within_syncs.is_none().then(|| workspace.sync_lock(&waits)).transpose();
    let _lock = lock?;
    unreported::tell_before(context, workspace);
    let sync = Sync { session, args, repository, branch, upstream, by, has_moved: Cell::new(false) };
    sync.commit_first()?;
    let begun = sync.repository.ends(&sync.branch, &sync.upstream)?;
    let Some(before) = begun.ours else {
        return Err(Failure::usage(both!("there is no commit yet", "还没有任何提交"))
            .try_this("crm sync -m \"A workspace for our customers\""));
    };
    // What they had before is known for good: after a refusal it must be known once more.
    if let (None, Some(known)) = (begun.last_synced, begun.theirs) {
        sync.repository.note_synced(&sync.upstream, &known)?;
    }
    let mut answers = Answers::none();
    let mut late = None;
    for _ in 0..TRIES {
        match sync.attempt(&before, &mut answers)? {
            Tried::Done(exit) => return Ok(exit),
            Tried::Again(why) => late = why,
        }
    }
    // It was not a colleague, but a lock that a git has left on the server.
    if let Some(error) = late.filter(|error| error.lock().is_some()) {
        return Err(error.into());
    }
    Err(Failure::new(Exit::System, both!("others keep sending faster", "别人一直在推送，没轮到我们"))
        .try_this(both!("crm sync again in a moment", "稍后再运行 crm sync")))
}

impl Sync<'_> {
    /// Committing stays the person's: what isn't committed stops everything, unless a message was given.
    /// What has errors is not committed either, as it would not be sent.
    fn commit_first(&self) -> Result<(), Failure> {
        let lang = self.session.lang;
        let changed = self.repository.uncommitted()?;
        if !changed.leftovers.is_empty() {
            self.session.say(&text::leftovers(lang, &changed.leftovers));
        }
        if !changed.copies.is_empty() {
            self.session.say(&text::copies(lang, &changed.copies));
        }
        if changed.files.is_empty() {
            return Ok(());
        }
        if !changed.unmerged.is_empty() {
            return Err(refusal::unmerged(&changed.unmerged));
        }
        let Some(message) = &self.args.message else { return Err(not_committed(&changed)) };
        if self.repository.commit_of("HEAD")?.is_some() {
            let errors = errors_since(&self.session, "HEAD")?;
            if !errors.is_empty() {
                self.session.warn(&errors);
                return Err(refusal::not_sent(errors.len(), true));
            }
        }
        let lock = self.session.workspace.lock()?;
        // Another command may have moved a file since.
        let changed = self.repository.uncommitted()?;
        self.repository.stage(&lock, &changed)?;
        drop(lock);
        Ok(self.repository.commit_staged(message)?)
    }

    /// Fetches, merges, goes there and sends; once.
    fn attempt(&self, before: &str, answers: &mut Answers) -> Result<Tried, Failure> {
        let context = &self.session;
        self.repository.fetch(&self.upstream, context.interactive)?;
        let Ends { ours, theirs, last_synced: last } = self.repository.ends(&self.branch, &self.upstream)?;
        let ours = ours.unwrap_or_else(|| before.to_owned());
        if let Some(theirs) = &theirs {
            // What either side has forgotten stays forgotten on both.
            let mut forgotten = self.session.workspace.forgotten()?;
            forgotten.extend(self.repository.forgotten_at(theirs)?);
            let outcome = self.merged(&ours, theirs, last.as_deref(), answers, &forgotten)?;
            let merge = match outcome {
                Outcome::Done(merge) => merge,
                Outcome::Refused(why) => {
                    return Err(refusal::refused(&why, &self.upstream, self.has_moved.get()));
                }
                Outcome::Conflicts(conflicts) => return self.disputed(&conflicts, answers),
            };
            if !self.arrive(&ours, &merge)? {
                return Ok(Tried::Again(None));
            }
            if last.as_ref() != Some(theirs) {
                self.repository.note_synced(&self.upstream, theirs)?;
            }
        }
        // What is looked at is what is sent, whatever somebody commits or checks out meanwhile.
        let sent = self.repository.tip(&self.branch)?.unwrap_or(ours);
        let ahead = match &theirs {
            Some(theirs) => self.repository.count(theirs, &sent)?,
            None => self.repository.count_all(&sent)?,
        };
        if ahead > 0 && !self.args.no_push {
            if let Some(theirs) = &theirs {
                let errors = errors_since(context, theirs)?;
                if !errors.is_empty() {
                    context.warn(&errors);
                    return Err(refusal::not_sent(errors.len(), false));
                }
            }
            let commit = (self.branch.as_str(), sent.as_str());
            match self.repository.push(&self.upstream, commit, context.interactive)? {
                Sent::Done => {}
                Sent::Late(why) => return Ok(Tried::Again(Some(why))),
            }
            self.repository.note_synced(&self.upstream, &sent)?;
        }
        self.tell(before, theirs.as_deref(), ahead)?;
        Ok(Tried::Done(Exit::Done))
    }

    fn merged(
        &self,
        ours: &str,
        theirs: &str,
        last_synced: Option<&str>,
        answers: &Answers,
        forgotten: &Forgotten,
    ) -> Result<Outcome, RevisionError> {
        let subject = format!("Merge {} into {}", self.upstream.name(), self.branch);
        let request = Request {
            ours,
            theirs,
            last_synced,
            rewritten: self.args.rewritten,
            answers,
            forgotten,
            subject: &subject,
            at: now(&self.session),
            by: &self.by,
        };
        sync::merge(&self.repository, &request)
    }

    /// To the merge, and tells at once what went and what came with it: whatever ends this sync from now on, and
    /// however many rounds it takes. `false` where the branch is not where it was.
    fn arrive(&self, from: &str, merge: &Merge) -> Result<bool, Failure> {
        let (context, lang) = (&*self.session, self.session.lang);
        let told: Vec<String> = merge.told.iter().map(|fact| text::fact(lang, fact)).collect();
        if !told.is_empty() {
            self.session.workspace.note_unreported(&self.branch, &merge.commit, &told)?;
        }
        let advanced = self.go(from, merge)?;
        if let Advanced::Done(changed) = &advanced {
            self.has_moved.set(self.has_moved.get() || merge.kind != Kind::UpToDate);
            told.iter().for_each(|fact| context.say(fact));
            if !changed.is_empty() {
                context.say(&text::changed_meanwhile(lang, changed));
            }
        }
        if !told.is_empty() {
            // Where the note can't be removed, it is told once more.
            let _ = self.session.workspace.has_told();
        }
        match advanced {
            Advanced::Done(_) => Ok(true),
            Advanced::Elsewhere => Ok(false),
            other => Err(refusal::in_the_way(&other, self.has_moved.get())),
        }
    }

    /// To the merge, under the lock.
    fn go(&self, from: &str, merge: &Merge) -> Result<Advanced, Failure> {
        if merge.kind == Kind::UpToDate {
            return Ok(Advanced::Done(Vec::new()));
        }
        let lock = self.session.workspace.lock()?;
        let way = Advance { branch: &self.branch, from, to: &merge.commit };
        Ok(self.repository.advance(self.session.workspace.root(), &lock, &way)?)
    }

    /// Tells what both wrote; asks on a terminal where that was wanted. Nothing has changed until all is
    /// answered.
    fn disputed(&self, conflicts: &[Conflict], answers: &mut Answers) -> Result<Tried, Failure> {
        let (context, lang) = (&*self.session, self.session.lang);
        for conflict in conflicts {
            context.say(&text::conflict(lang, conflict));
        }
        if conflicts.iter().any(|conflict| conflict.questions().is_empty()) {
            return Err(refusal::unanswerable(self.has_moved.get()));
        }
        if self.args.resolve {
            return match resolve::ask(context, conflicts, answers) {
                true => Ok(Tried::Again(None)),
                false => Err(refusal::unanswered(self.has_moved.get())),
            };
        }
        context.say(&text::how_to_settle(lang, self.args.rewritten, self.has_moved.get()));
        Ok(Tried::Done(Exit::Refused))
    }

    /// What came, and what was sent.
    fn tell(&self, before: &str, theirs: Option<&str>, ahead: usize) -> Result<(), Failure> {
        let (context, lang) = (&*self.session, self.session.lang);
        if self.args.rewritten {
            context.say(&text::old_history(lang));
        }
        let received = match theirs {
            Some(theirs) => {
                let base = self.repository.base_of(before, theirs)?;
                let from = base.as_deref().unwrap_or(before);
                self.repository.customers_between(from, theirs)?
            }
            None => Vec::new(),
        };
        drafts::tell_of_forgotten(context, &self.session.workspace)?;
        context.print(&text::summary(lang, ahead, self.args.no_push, &received, before, &self.upstream))
    }
}

fn not_committed(changed: &Uncommitted) -> Failure {
    const SHOWN: usize = 5;
    let count = changed.files.len();
    let shown = changed.files.iter().take(SHOWN).map(|path| path.display().to_string());
    let mut files = shown.collect::<Vec<_>>().join(", ");
    if count > SHOWN {
        files.push_str(", …");
    }
    Failure::new(
        Exit::Refused,
        both!(
            |lang| "{count} {files_are} changed and not committed",
            "{files_are}{count} 个改动的文件还没有提交",
            files_are = match (lang, count) {
                (Lang::En, 1) => "file is",
                (Lang::En, _) => "files are",
                (Lang::Zh, _) => "有 ",
            }
        ),
    )
    .because(files)
    .try_this(both!(
        "crm sync -m \"what was done\" commits them first; or git add and git commit",
        "crm sync -m \"做了什么\" 会先提交；或自己 git add、git commit"
    ))
}

/// A merge or rebase of the person's own is the person's to end.
fn in_the_middle(underway: Underway) -> Failure {
    let (what, hint) = match underway {
        Underway::Rebase => ("rebase", "git rebase --continue, git rebase --abort"),
        Underway::Merge => ("merge", "git commit, git merge --abort"),
        Underway::Pick => ("cherry-pick", "git cherry-pick --continue, git cherry-pick --abort"),
    };
    Failure::new(Exit::Refused, both!("git is in the middle of a {what}", "git 正在进行 {what}"))
        .because(both!("it was begun by hand, and is left alone; an abort takes away what was logged meanwhile, unless that is committed and has a branch: git branch keep",
            "这是手动开始的，crm 不会动它；--abort 会丢掉期间记录的内容，除非先提交并为它建一个分支：git branch keep"
        ))
        .try_this(hint)
}
