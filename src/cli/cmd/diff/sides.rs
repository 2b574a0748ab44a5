//! Both sides of a comparison, computed: what is unchanged on disk is read once and judged by both.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::model::{Customer, CustomerId, History, Problem};
use crate::plan::{Comparison, Filter, Judge, Seen, Side};
use crate::rules::views::Book;
use crate::rules::{Playbook, Policy, measure};
use crate::store::{CustomerFiles, CustomerTree, Revision, RevisionError, Scrutiny, Workspace};

/// What is compared.
pub struct Sides<'a> {
    pub workspace: &'a Workspace,
    pub revision: &'a Revision,
    /// The customers that there are now.
    pub layout: &'a CustomerTree,
    /// The old one and the new one.
    pub policies: [&'a Policy; 2],
    pub filter: &'a Filter,
    pub today: NaiveDate,
    /// Whether the views are compared, too.
    pub with_views: bool,
}

/// A customer that is there now.
struct Pair {
    id: CustomerId,
    now: Side,
    then: Then,
}

/// What it was.
enum Then {
    /// The same in everything.
    Same,
    /// Its files are the same, the rules judge them otherwise.
    Judged(Box<Side>),
    /// Its files are not the same, or it was not there.
    Elsewhere,
}

/// How one side is seen, once its whole book is known.
struct Eye<'a> {
    judge: Judge<'a>,
    book: Option<&'a Book>,
    with_views: bool,
    with_aims: bool,
}

impl Eye<'_> {
    fn see<'s>(&self, side: &'s Side) -> Seen<'s> {
        Seen {
            side,
            views: self.book.filter(|_| self.with_views).map(|book| self.judge.views(side, book)),
            aims: if self.with_aims { self.judge.aims(side, self.book) } else { Vec::new() },
        }
    }
}

impl Sides<'_> {
    /// All differences, what is wrong with old files, and with those of now.
    pub fn compare(&self) -> Result<(Comparison, Vec<Problem>, Vec<Problem>), RevisionError> {
        let old = &self.revision.layout;
        let unchanged = |files: &&CustomerFiles| {
            let found = old.find(files.id.as_str());
            found.is_some_and(|then| self.revision.is_unchanged(then, files))
        };
        let kept: HashSet<&str> =
            self.layout.slots.iter().filter(unchanged).map(|files| files.id.as_str()).collect();
        // Those that git has to be asked for.
        let asked: Vec<&CustomerFiles> =
            old.slots.iter().filter(|files| !kept.contains(files.id.as_str())).collect();
        let books = self.books(&kept, &asked)?;
        let [then, now] = [0, 1].map(|side: usize| Judge {
            policy: self.policies[side],
            book: books[side].as_ref(),
            filter: self.filter,
            today: self.today,
        });
        let (gone, old_problems) = self.revision.each(&asked, Scrutiny::Answer, |loaded| {
            let side = then.side(&loaded.customer, &loaded.history.as_of(self.today));
            Some((loaded.customer.id, side))
        })?;
        let same = self.policies[0] == self.policies[1] && books[0] == books[1];
        let (pairs, problems) = self.workspace.each(&self.layout.slots, Scrutiny::Answer, |loaded| {
            let (id, history) = (loaded.customer.id.clone(), loaded.history.as_of(self.today));
            let side = now.side(&loaded.customer, &history);
            let then = match kept.contains(id.as_str()) {
                false => Then::Elsewhere,
                true if same => Then::Same,
                true => match then.side(&loaded.customer, &history) {
                    then if then == side => Then::Same,
                    then => Then::Judged(Box::new(then)),
                },
            };
            Some(Pair { id, now: side, then })
        });
        let found = self.put_together([then, now], &books, &pairs, gone);
        Ok((Comparison { other_files: self.changed(&asked, &kept), ..found }, old_problems, problems))
    }

    /// The books of both sides, where a class is computed from one.
    fn books(
        &self,
        kept: &HashSet<&str>,
        asked: &[&CustomerFiles],
    ) -> Result<[Option<Book>; 2], RevisionError> {
        if !self.policies.iter().any(|policy| policy.scheme.is_computed()) {
            return Ok([None, None]);
        }
        let figures = |policy: &Policy, customer: &Customer, history: &History<'_>| {
            measure(customer, history, policy, self.today)
        };
        // What is wrong with the files is told by the reading that answers.
        let (gone, _) = self.revision.each(asked, Scrutiny::Answer, |loaded| {
            let history = loaded.history.as_of(self.today);
            Some(figures(self.policies[0], &loaded.customer, &history))
        })?;
        let (both, _) = self.workspace.each(&self.layout.slots, Scrutiny::Answer, |loaded| {
            let (customer, history) = (&loaded.customer, loaded.history.as_of(self.today));
            let now = figures(self.policies[1], customer, &history);
            let is_kept = kept.contains(customer.id.as_str());
            let then = is_kept.then(|| figures(self.policies[0], customer, &history));
            // Rules seldom change what an order is worth.
            Some((is_kept, then.filter(|then| *then != now), now))
        });
        let kept = both.iter().filter(|(is_kept, ..)| *is_kept);
        let kept = kept.map(|(_, then, now)| then.as_ref().unwrap_or(now));
        let then = Book::fold(kept.chain(&gone));
        Ok([Some(then), Some(Book::fold(both.iter().map(|(.., now)| now)))])
    }

    fn put_together(
        &self,
        judges: [Judge<'_>; 2],
        books: &[Option<Book>; 2],
        pairs: &[Pair],
        gone: Vec<(CustomerId, Side)>,
    ) -> Comparison {
        let mut gone: HashMap<CustomerId, Side> = gone.into_iter().collect();
        // Where the playbooks are the same, nobody has to be asked what they say.
        let playbooks = self.policies.map(|policy| &policy.playbooks);
        let with_aims = playbooks[0] != playbooks[1];
        let has_labels = with_aims && playbooks.iter().any(|own| Playbook::any_of_the_book(own));
        let folded = (self.with_views || has_labels).then(|| {
            let kept = pairs.iter().filter_map(|pair| match &pair.then {
                Then::Same => Some(&pair.now.figures),
                Then::Judged(then) => Some(&then.figures),
                Then::Elsewhere => None,
            });
            let then = || Book::fold(kept.chain(gone.values().map(|side| &side.figures)));
            let now = || Book::fold(pairs.iter().map(|pair| &pair.now.figures));
            [books[0].clone().unwrap_or_else(then), books[1].clone().unwrap_or_else(now)]
        });
        let eyes = [0, 1].map(|index: usize| Eye {
            judge: judges[index],
            book: folded.as_ref().map(|books| &books[index]),
            with_views: self.with_views,
            with_aims,
        });
        let old = &self.revision.layout;
        let mut found = Comparison::default();
        for pair in pairs {
            let elsewhere = gone.remove(&pair.id);
            let then = match &pair.then {
                Then::Same => Some(&pair.now),
                Then::Judged(then) => Some(&**then),
                // It was there, and can't be read: nothing can be said of it.
                Then::Elsewhere if elsewhere.is_none() && old.find(pair.id.as_str()).is_some() => continue,
                Then::Elsewhere => elsewhere.as_ref(),
            };
            let then = then.map(|side| eyes[0].see(side));
            found.take(&pair.id, then, Some(eyes[1].see(&pair.now)), self.today);
        }
        for (id, side) in &gone {
            // What is there now and can't be read is not gone.
            if self.layout.find(id.as_str()).is_none() {
                found.take(id, Some(eyes[0].see(side)), None, self.today);
            }
        }
        found
    }

    /// How many customers' files are not the same: those that git was asked for, and new ones.
    fn changed(&self, asked: &[&CustomerFiles], kept: &HashSet<&str>) -> usize {
        let ids = asked.iter().map(|files| files.id.as_str());
        let now = self.layout.slots.iter().map(|files| files.id.as_str()).filter(|id| !kept.contains(id));
        ids.chain(now).collect::<HashSet<_>>().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Aspect;
    use crate::rules::Scheme;
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    fn git(folder: &Path, args: &[&str]) {
        let person = ["-c", "user.name=Li", "-c", "user.email=li@example.com"];
        let done = Command::new("git").args(person).args(args).current_dir(folder).status();
        assert!(done.is_ok_and(|status| status.success()), "git {args:?}");
    }

    fn order(folder: &Path, id: &str, amount: &str) {
        let line = format!(r#"{{"at":"2026-10-12","by":"li","kind":"order","amount":"{amount}"}}"#);
        fs::write(folder.join(format!("customers/{id}.log.jsonl")), line + "\n").expect("written");
    }

    /// The classes on both sides, of those that have another one.
    fn classes(folder: &Path, policies: [&Policy; 2]) -> Vec<String> {
        let workspace = Workspace::find(folder).expect("a workspace");
        let revision = workspace.revision("HEAD").expect("a revision");
        let (layout, filter) = (workspace.layout(), Filter::default());
        let today = "2026-11-20".parse().expect("a date");
        let sides = Sides {
            workspace: &workspace,
            revision: &revision,
            layout: &layout,
            policies,
            filter: &filter,
            today,
            with_views: true,
        };
        let (found, then, now) = sides.compare().expect("compared");
        assert_eq!((then, now), (vec![], vec![]));
        let changed = found.differences.iter().filter(|difference| difference.has(Aspect::Class));
        let class = |class: &Option<String>| class.clone().unwrap_or_default();
        changed.map(|d| format!("{} {}>{}", d.id, class(&d.class.from), class(&d.class.to))).collect()
    }

    #[test]
    fn a_computed_class_follows_from_the_whole_book_of_its_side() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir(root.join("customers")).expect("made");
        fs::write(root.join("crm.yaml"), "version: 1\n").expect("written");
        for (id, amount) in [("acme", "900"), ("bolt", "100")] {
            fs::write(root.join(format!("customers/{id}.yaml")), "name: X\ngrade: E\n").expect("written");
            order(root, id, amount);
        }
        git(root, &["init", "-q"]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "-q", "-m", "so far"]);
        let (written, computed) = (Policy::default(), Policy { scheme: Scheme::Abc, ..Policy::default() });
        assert_eq!(classes(root, [&computed, &computed]), [""; 0]);
        assert_eq!(classes(root, [&written, &computed]), ["acme E>A", "bolt E>B"], "another scheme");
        // Bolt's own files stay as they are.
        order(root, "acme", "10");
        assert_eq!(classes(root, [&computed, &computed]), ["acme A>B", "bolt B>A"]);
        fs::remove_file(root.join("customers/acme.yaml")).expect("removed");
        fs::remove_file(root.join("customers/acme.log.jsonl")).expect("removed");
        assert_eq!(classes(root, [&computed, &computed]), ["bolt B>A"]);
        assert_eq!(classes(root, [&computed, &written]), ["bolt B>E"]);
    }
}
