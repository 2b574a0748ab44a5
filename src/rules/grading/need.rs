//! Need (S2): needs it now, will need it, will never need it.

use chrono::NaiveDate;

use super::{Figures, Judged};
use crate::model::Need;

/// Who says so (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedWhy {
    /// The newest follow-up.
    FollowUp {
        /// Its day.
        on: NaiveDate,
    },
    /// The customer's file.
    File,
    /// Neither does.
    Unsaid,
}

/// The need: the newest follow-up's, else the file's (S2).
pub fn need(figures: &Figures) -> Judged<Need, NeedWhy> {
    match (figures.newest_need, figures.need) {
        (Some(said), _) => Judged::told(said.need, NeedWhy::FollowUp { on: said.on }),
        (None, Some(need)) => Judged::told(need, NeedWhy::File),
        (None, None) => Judged::untold(NeedWhy::Unsaid),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kit::{TODAY, customer, figures_of};
    use super::*;

    #[test]
    fn the_newest_follow_up_speaks_before_the_file() {
        use Need::{Dead, Potential, Target};
        let cases: &[(&[&'static str], Option<Need>, Option<Need>)] = &[
            (&[], None, None),
            (&[], Some(Dead), Some(Dead)),
            (&["2026-11-01 followup need=target"], Some(Dead), Some(Target)),
            (
                &["2026-11-01 followup need=target", "2026-11-02 followup need=potential"],
                None,
                Some(Potential),
            ),
            // The newest follow-up is silent: the file speaks, not an older follow-up.
            (&["2026-11-01 followup need=target", "2026-11-02 followup"], Some(Potential), Some(Potential)),
            (&["2026-11-01 followup need=target", "2026-11-02 followup"], None, None),
        ];
        for (lines, file, want) in cases {
            let mut customer = customer();
            customer.need = *file;
            assert_eq!(need(&figures_of(&customer, lines, TODAY)).class, *want, "{lines:?} {file:?}");
        }
    }
}
