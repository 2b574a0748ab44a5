//! Both sides' files of one customer made one, key by key.

use super::absent::{forgotten_by, kept};
use super::answers::Answer;
use super::cards::{self, Versions};
use super::customers::Customers;
use super::outcome::{Side, Told, What};
use super::output::Output;
use super::tree::path_of;

impl Customers<'_> {
    /// A text merged key by key; none where questions are open.
    pub fn keys(
        &mut self,
        id: &str,
        path: &[u8],
        versions: Versions<'_>,
        (was_there, forgot): (bool, [bool; 2]),
        out: &mut Output,
    ) -> Option<Vec<u8>> {
        let mut card = cards::merge(versions, &path_of(path), was_there, self.request.answers);
        if let Some((owner, other)) = card.claimed {
            out.told.push(Told::Claimed { id: id.to_owned(), path: path_of(path), owner, other });
        }
        out.summary.entry(id.to_owned()).or_insert_with(|| "both changed it".to_owned());
        for open in &mut card.open {
            open.forgotten_by = forgotten_by(&open.question, forgot);
        }
        for (question, answer) in &card.answered {
            let gone = match forgotten_by(question, forgot) {
                Some(Side::Ours) => Answer::Ours,
                Some(Side::Theirs) => Answer::Theirs,
                None => continue,
            };
            if *answer != gone {
                out.kept.entry(id.to_owned()).or_default().insert(kept(question));
            }
        }
        if card.text.is_none() {
            let what = What::Keys { keys: card.open, both_created: !was_there };
            out.conflict(path, Some(id), cards::name(versions.ours.as_bytes()), what);
        }
        card.text.map(String::into_bytes)
    }
}
