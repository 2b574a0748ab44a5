//! What a merge came to: facts for others to put into words.

use std::path::PathBuf;

use super::answers::{Answers, Question};
use super::fingerprints::Forgotten;
use crate::format;
use crate::model::{Entry, Event, Stamp};

/// One of the two histories that are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The branch of this clone.
    Ours,
    /// What came from the others.
    Theirs,
}

impl Side {
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Side::Ours => Side::Theirs,
            Side::Theirs => Side::Ours,
        }
    }
}

/// What is to be merged.
pub struct Request<'a> {
    /// Our commit.
    pub ours: &'a str,
    /// The commit that the upstream branch has now.
    pub theirs: &'a str,
    /// The commit that the upstream branch had when it was last synced. Where it is not in the history of
    /// `theirs` any more, the upstream was rewritten.
    pub last_synced: Option<&'a str>,
    /// Whether a rewritten upstream is accepted: then the result has `theirs` as its only parent, and only
    /// what is ours alone on top.
    pub rewritten: bool,
    /// What was answered to the questions of an earlier run.
    pub answers: &'a Answers,
    /// What must not come back.
    pub forgotten: &'a dyn Forgotten,
    /// The first line of the commit's message, such as `Merge origin/main into main`.
    pub subject: &'a str,
    /// When notes are dated that this merge has to write (the store reads no clock).
    pub at: Stamp,
    /// Who writes these notes.
    pub by: &'a str,
}

impl Request<'_> {
    /// What this merge has to write itself into a log: its line, without the end.
    pub(super) fn line(&self, event: Event<'_>, text: Option<String>) -> Vec<u8> {
        let (by, text) = (Some(self.by.into()), text.map(Into::into));
        format::line(&Entry { by, text, ..Entry::new(self.at, event) }).into_bytes()
    }
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is a commit to go to.
    Done(Merge),
    /// Somebody has to decide first; nothing has changed.
    Conflicts(Vec<Conflict>),
    /// It can't be done; nothing has changed.
    Refused(Refusal),
}

/// A commit that has all of both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The full name of the commit. All of its objects are on disk.
    pub commit: String,
    /// How it came to be.
    pub kind: Kind,
    /// What people should hear of.
    pub told: Vec<Told>,
}

/// How the result relates to both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The others have nothing new: it is our commit.
    UpToDate,
    /// We have nothing new: it is theirs.
    FastForward,
    /// A new commit with both as its parents.
    Merged,
    /// The upstream was rewritten: their commit, or a new one on top of it with what is ours alone.
    Rewritten,
}

/// How a customer came to be a part of another one, or to have another id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// `{"kind":"merged","from":ID}`
    Merged,
    /// `{"kind":"renamed","from":ID}`
    Renamed,
}

/// A fact of a merge. Paths are relative to the clone's top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Both took a customer of the pool; who came first has it.
    Claimed {
        /// The customer.
        id: String,
        /// Its file.
        path: PathBuf,
        /// Who has it: theirs.
        owner: String,
        /// Who else took it: ours.
        other: String,
    },
    /// Both moved a file to different folders; theirs stands.
    Moved {
        /// The customer.
        id: String,
        /// Where we had moved it.
        from: PathBuf,
        to: PathBuf,
    },
    /// One side changed a customer that the other side had merged into another one, or renamed: what was
    /// new followed it.
    CameHome {
        /// The id under which it was written.
        from: String,
        /// The customer that has it now.
        to: String,
        /// How many lines of the log came.
        lines: usize,
        /// Keys of the customer's file that came; for a merged customer they stand in a note.
        keys: Vec<String>,
        /// Who had written them.
        by: Side,
        /// What had become of the customer.
        how: Trace,
    },
    /// Both sides made one customer a part of different others, or gave it different ids: its history
    /// stands in both now.
    TwoHomes {
        /// The id that is gone.
        id: String,
        /// What has it on our side.
        ours: String,
        /// What has it on theirs.
        theirs: String,
    },
    /// One side gave a customer another id, the other one did, too, or made it a part of somebody: it is one still.
    OneHome {
        /// The id that is gone.
        id: String,
        /// The new id that leads to it now.
        name: String,
        /// What it is, or is a part of.
        to: String,
        /// Who had given it that new id.
        by: Side,
    },
    /// One side gave a customer's id to another one, and the first one stays: the other one got an id of its own.
    OtherId {
        /// The id that both had.
        id: String,
        /// The one that the second customer has now.
        to: String,
        /// Who had given the id to it.
        by: Side,
    },
    /// What one side had written at a customer while it was a part of another one is back with it: the other side has
    /// taken it out of that one again.
    WentBack {
        /// The customer.
        id: String,
        /// How many entries.
        lines: usize,
        /// Who had written them.
        by: Side,
    },
    /// One side removed a whole customer that the other side had not changed, or that an answer gave up.
    Removed {
        /// The customer.
        id: String,
        /// Where its file was.
        path: PathBuf,
        /// Who removed it.
        by: Side,
        /// How many lines its log had.
        lines: usize,
        /// Lines among these that were new on the other side, and that an answer gave up.
        given_up: usize,
        /// The customer that has its lines, where it was merged or renamed.
        home: Option<(String, Trace)>,
    },
    /// One side took lines out of a log that stays.
    LinesRemoved {
        /// The customer.
        id: String,
        /// The log.
        path: PathBuf,
        /// Who took them out.
        by: Side,
        lines: usize,
    },
    /// Lines, or a whole customer, were left out because they had been forgotten.
    Forgotten {
        /// The customer.
        id: String,
        /// The log, or the customer's file where all of it was left out.
        path: PathBuf,
        lines: usize,
        /// Whether it was the whole customer.
        whole: bool,
    },
    /// A customer was forgotten, and made a part of another one by somebody who had not heard of it: what
    /// that one took over from its file stays, until a person has looked.
    TakenOver {
        /// The one that was forgotten.
        id: String,
        /// The one that has taken over from it.
        to: String,
        /// Who made them one.
        by: Side,
    },
    /// What one side had written to a customer that is a part of another one by now, and that may be of somebody
    /// who was forgotten: it is left out of the note.
    LeftOut {
        /// The id under which it was written.
        id: String,
        /// The customer that has it now.
        to: String,
        /// Who had written it.
        by: Side,
        /// Its keys; with its name, where it is a contact.
        keys: Vec<String>,
    },
    /// One side, which had not heard of it, has logged something that names a person who was forgotten: it stays,
    /// until somebody has looked.
    Named {
        /// The customer.
        id: String,
        /// Who logged it.
        by: Side,
        /// How many entries.
        lines: usize,
    },
    /// A side has kept a picture or paper again that the other one had forgotten.
    KeptAgain { id: String, by: Side },
    /// The same in the customer's file.
    NamedInFile {
        /// The customer.
        id: String,
        /// Who wrote it.
        by: Side,
    },
    /// Each side has moved an entry by hand to another customer: it stands in both.
    MovedToTwo {
        /// Where it stood.
        id: String,
        /// Where it stands on our side.
        ours: String,
        theirs: String,
    },
    /// Both sides have written entries that are equal but for who wrote them, or when: both count.
    SaidTwice {
        /// The customer.
        id: String,
        /// How many of each.
        lines: usize,
    },
    /// The others let something stay that had been forgotten on request.
    Kept {
        /// The customer.
        id: String,
        what: String,
    },
    /// The same of another workspace in this repository.
    Elsewhere {
        /// Its folder.
        workspace: PathBuf,
        /// What there is to tell of it.
        told: Box<Told>,
    },
    /// They removed a file that belongs to no customer.
    FileRemoved {
        /// The file.
        path: PathBuf,
    },
}

/// What nobody but a person can decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The file, relative to the clone's top.
    pub path: PathBuf,
    /// The customer, where it is one's file.
    pub id: Option<String>,
    /// The customer's name, as far as it can be read.
    pub name: Option<String>,
    /// What it is about.
    pub what: What,
    /// Who last changed it on our side.
    pub our_author: Option<String>,
    /// Who last changed it on theirs.
    pub their_author: Option<String>,
}

/// What a conflict is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Both changed the same keys of a customer.
    Keys {
        /// Each of them; one whose key is `*` is the whole file.
        keys: Vec<KeyConflict>,
        /// Both sides entered this customer, each on its own.
        both_created: bool,
    },
    /// Both sides gave one id to different customers, of which at least one was there before under another id.
    /// No answer settles this: they are two, and one of them needs an id of its own.
    OneId {
        /// The ids that they had before, ours and theirs; none for one that was entered anew.
        former: [Option<String>; 2],
    },
    /// A customer was forgotten, and one side, which had not heard of it, made others a part of it.
    PartOfForgotten {
        /// Who made them one.
        by: Side,
        /// The others.
        parts: Vec<String>,
        /// What an answer is given to.
        question: Question,
    },
    /// A customer was forgotten, and one side, which had not heard of it, has entered one under the same id: nobody
    /// but a person can tell whether it is another one.
    IdOfForgotten {
        /// Who has it.
        by: Side,
        /// What an answer is given to.
        question: Question,
    },
    /// One side removed the customer, the other changed it.
    Removed {
        /// Who removed it.
        by: Side,
        /// How many lines of its log are new on the other side.
        lines: usize,
        /// Keys that the other side changed.
        keys: Vec<String>,
        /// Customers that the other side made a part of it.
        parts: Vec<String>,
        /// The name of another customer, to which the side that removed this one has given its id.
        successor: Option<String>,
        /// What an answer is given to.
        question: Question,
    },
    /// Both changed a file of another kind, or in another way.
    File {
        /// Why it can't be merged.
        why: FileConflict,
        /// What an answer is given to.
        question: Question,
    },
}

/// Why a file can't be merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileConflict {
    /// The same lines of a text.
    Text,
    /// It is not text, or git was told to leave it alone.
    Binary,
    /// One side removed it, the other changed it.
    Removed {
        /// Who removed it.
        by: Side,
    },
    /// A symbolic link or a submodule.
    Special,
    /// A file on one side where the other has a folder, or two files that would be in one place. No answer
    /// settles this: one of them has to be renamed first.
    Place,
    /// Several files of one customer's id, one of which both changed.
    Ambiguous,
}

/// A key that both sides changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyConflict {
    /// The key with its path, such as `contacts.Karl.phone`; `*` for the whole file.
    pub key: String,
    /// Our lines, as they stand in the file; empty where we removed it.
    pub ours: String,
    pub theirs: String,
    /// The line of our file where it stands, from 1; 0 where we removed it.
    pub line: usize,
    /// Who has forgotten it on request, where one side has.
    pub forgotten_by: Option<Side>,
    /// What an answer is given to.
    pub question: Question,
}

impl Conflict {
    /// What has to be answered before this is settled. Empty where no answer can settle it.
    pub fn questions(&self) -> Vec<&Question> {
        match &self.what {
            What::Keys { keys, .. } => keys.iter().map(|key| &key.question).collect(),
            What::File { why: FileConflict::Place, .. } | What::OneId { .. } => Vec::new(),
            What::Removed { question, .. }
            | What::PartOfForgotten { question, .. }
            | What::IdOfForgotten { question, .. }
            | What::File { question, .. } => vec![question],
        }
    }
}

/// Why it can't be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Both histories have nothing in common.
    NoCommonHistory,
    /// The upstream was rewritten: a merge would bring back what was taken out of it.
    ForcePushed {
        /// Commits of ours that are not in it any more, newest first: full name and subject.
        commits: Vec<(String, String)>,
        /// Customers that these commits had and that it has no more.
        customers: Vec<String>,
    },
    /// The clone is shallow, and what both have in common lies beyond its end: `git fetch --unshallow`.
    Shallow,
    /// git is older than 2.38.
    OldGit { version: String },
    /// The clone lacks objects that are needed.
    MissingObjects { object: String },
    /// One side has put a workspace into another folder, or removed it, and the other one went on in it: what was
    /// written there would be in no workspace.
    WorkspaceGone {
        /// Its folder.
        from: String,
        /// Where that side has it now.
        to: Option<String>,
        /// Who did.
        by: Side,
    },
    /// The result would have lost something, or had something that nobody wrote: a defect of this program.
    Invariant {
        /// Customers that would be gone.
        customers: Vec<String>,
        /// Where lines would be gone: the log, and how many.
        lost: Vec<(PathBuf, usize)>,
        /// Where lines would be that nobody wrote: the log, and how many.
        foreign: Vec<(PathBuf, usize)>,
    },
}
