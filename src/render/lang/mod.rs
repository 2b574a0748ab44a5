//! Everything that is said to people, in English and Chinese side by side.
//!
//! The rules answer with typed reasons and the files' faults are typed too; only here do they become
//! sentences. `tr!` takes both languages at once, so that a missing one does not compile.

mod aim;
mod alarm;
mod attention;
mod both;
mod calling;
mod codes;
mod duplicates;
mod expected;
mod import;
mod kept;
mod keys;
mod moves;
mod occasion;
mod opportunity;
mod plain_value;
mod plural;
mod pool;
mod problem;
mod proper;
mod reason;
mod required;
mod rhythm;
mod shown;
mod system;
mod tr;
mod views;
mod why;
mod words;
mod written;

pub use aim::{aim, no_plan, whole_aim};
pub use alarm::{alarm, alarms, alarms_in_short};
pub use attention::{all_attention, attention, deadline, needs_attention, said_of};
pub use both::Bilingual;
pub(crate) use both::both;
pub use calling::{call_time, hours_of, local_time};
pub use codes::{date_code, date_word, move_code, move_word, occasion_code, occasion_word};
pub use duplicates::{certainty, crowd, doubt, evidence};
pub use expected::within;
pub use import::{
    document_heading, import_heading, import_left_out, import_reason, import_undecided, import_what,
    import_wrong, listed_things,
};
pub use kept::{file_size, kept_files};
pub use keys::{column_name, key_name, key_value};
pub use moves::{move_reason, old_data, suggested, suggestion_label};
pub use occasion::{beside, next_step, occasion, occasion_of_day, shell_word};
pub use opportunity::{order_expected, stage, stage_word, wait};
pub use plain_value::plain_value;
pub use pool::{fall_entry, fall_reason, fall_rule, held, leaves, refusal, rule_path, stay};
pub use problem::names::{clash, flaw};
pub use problem::slips::referral_circle;
pub use problem::{Message, problem_text};
pub use proper::{country, medium, person, person_within, service};
pub use reason::{at_hour, reason};
pub use required::{completeness, field_names, fill_in};
pub use rhythm::{
    by_which_numbers, chance, lead_time, month_span, order_rhythm, order_window, refit, rhythm_line,
    rhythm_why, span_ahead,
};
pub use shown::{clean, lines, one_line, quoted};
pub use system::{system, system_text};
pub(crate) use tr::tr;
pub use views::{
    class, class_rule, driving_why, exact_percent, grade, lead_event, lead_points, lead_word,
    orders_left_out, percent, uncounted, view, view_basis, view_points, view_why, views_in_lines, whole,
    whom,
};
pub use why::why;
pub use words::{
    alarm_answer, alarm_kind, cadence, channel, competitor, complaint_state, date_full, date_in_letter,
    date_short, day_month, days, emergency, ending_state, entries, every, hours, interval, invitation_state,
    kind, label, lane, late, meeting, minutes, money, named, need, potential, promise_state, quantity,
    quote_state, reply, request_state, sample_state, state_of, suggestion_answer, taken_of, visit, weekday,
    writing_tone,
};
pub use written::written;

/// The language of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Lang {
    /// Reads `en`, `zh`, and what stands in locales: `zh_CN.UTF-8`, `zh-Hans`, `C`, `POSIX`.
    ///
    /// `None` for a language that we don't speak.
    pub fn parse(text: &str) -> Option<Self> {
        let end = text.find(['_', '-', '.', '@']).unwrap_or(text.len());
        match text[..end].trim().to_ascii_lowercase().as_str() {
            "en" | "c" | "posix" => Some(Lang::En),
            "zh" => Some(Lang::Zh),
            _ => None,
        }
    }

    /// The code: `en`, `zh`.
    pub fn as_str(self) -> &'static str {
        self.pick("en", "zh")
    }

    /// The one of two that is in this language.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_code_or_its_locale() {
        for (text, want) in [
            ("en", Some(Lang::En)),
            ("EN", Some(Lang::En)),
            ("en_US.UTF-8", Some(Lang::En)),
            ("en-GB", Some(Lang::En)),
            ("C", Some(Lang::En)),
            ("C.UTF-8", Some(Lang::En)),
            ("POSIX", Some(Lang::En)),
            ("zh", Some(Lang::Zh)),
            ("zh_CN.UTF-8", Some(Lang::Zh)),
            ("zh-Hans", Some(Lang::Zh)),
            ("zh_TW@stroke", Some(Lang::Zh)),
            ("de_DE.UTF-8", None),
            ("english", None),
            ("", None),
            ("中文", None),
        ] {
            assert_eq!(Lang::parse(text), want, "{text}");
        }
        for lang in [Lang::En, Lang::Zh] {
            assert_eq!(Lang::parse(lang.as_str()), Some(lang));
        }
    }

    #[test]
    fn a_text_takes_names_from_where_it_stands_and_from_behind() {
        let who = "Anna";
        assert_eq!(tr!(Lang::En, "{who}: {n} left", "{who}：还剩{n}个", n = 1 + 2), "Anna: 3 left");
        assert_eq!(tr!(Lang::Zh, "{who}: {n} left", "{who}：还剩{n}个", n = 1 + 2), "Anna：还剩3个");
        assert_eq!(tr!(Lang::Zh, "none", "没有"), "没有");
    }
}
