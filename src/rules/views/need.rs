//! Need (S2): needs it now, will need it, will never need it.

use chrono::NaiveDate;

use super::{Classification, Metrics, Subject, View};
use crate::model::{Customer, History, Interval, Need, Unit};

/// How long the word of a follow-up holds (own).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeedRule {
    /// From its day on.
    pub lasts: Interval,
}

impl Default for NeedRule {
    fn default() -> Self {
        NeedRule { lasts: Interval::new(6, Unit::Month).expect("a constant interval") }
    }
}

impl NeedRule {
    /// Whether what was said on a day still holds.
    pub fn holds(&self, said: NaiveDate, today: NaiveDate) -> bool {
        today <= self.lasts.after(said)
    }
}

/// Who says so (own).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedWhy {
    /// The newest follow-up that says something of it.
    FollowUp {
        /// Its day.
        on: NaiveDate,
    },
    /// The customer's file.
    File,
    /// Neither does.
    Unsaid,
}

impl View for Need {
    type Why = NeedWhy;
    type Rules<'r> = (&'r NeedRule,);

    fn of(subject: &Subject<'_>, (rule,): Self::Rules<'_>) -> Classification<Self, NeedWhy> {
        need(subject.figures, rule, subject.today)
    }
}

/// The need: that of the newest follow-up that says something of it, while that holds; else the file's
/// (S2). A mail without an answer says nothing of the need.
pub fn need(figures: &Metrics, rule: &NeedRule, today: NaiveDate) -> Classification<Need, NeedWhy> {
    let said = figures.newest_need.filter(|said| rule.holds(said.on, today));
    match (said, figures.need) {
        (Some(said), _) => Classification::known(said.need, NeedWhy::FollowUp { on: said.on }),
        (None, Some(need)) => Classification::known(need, NeedWhy::File),
        (None, None) => Classification::unknown(NeedWhy::Unsaid),
    }
}

/// The same class of one customer by itself. `history` must be as of `today`.
pub fn need_of(
    customer: &Customer,
    history: &History<'_>,
    rule: &NeedRule,
    today: NaiveDate,
) -> Option<Need> {
    let said = history.need_said().filter(|(on, _)| rule.holds(*on, today));
    said.map(|(_, need)| need).or(customer.need)
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{TODAY, customer, figures_of, history};
    use super::*;

    #[test]
    fn the_newest_word_of_a_follow_up_speaks_before_the_file_while_it_holds() {
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
            // The newest follow-up is silent, as one that nobody answered is.
            (&["2026-11-01 followup need=target", "2026-11-02 followup"], Some(Potential), Some(Target)),
            (&["2026-11-01 followup need=target", "2026-11-02 followup reply=none"], None, Some(Target)),
            // Half a year, to the day.
            (&["2026-05-21 followup need=target"], Some(Potential), Some(Target)),
            (&["2026-05-20 followup need=target"], Some(Potential), Some(Potential)),
            (&["2026-05-20 followup need=target"], None, None),
        ];
        let today: NaiveDate = TODAY.parse().expect("a date");
        for (lines, file, want) in cases {
            let mut customer = customer();
            customer.need = *file;
            let figures = figures_of(&customer, lines, TODAY);
            let rule = NeedRule::default();
            assert_eq!(need(&figures, &rule, today).class, *want, "{lines:?} {file:?}");
            assert_eq!(need_of(&customer, &history(lines), &rule, today), *want, "{lines:?} {file:?}");
        }
    }
}
