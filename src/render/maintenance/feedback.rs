//! What the customer thinks of us (S4): how it reacted last, how satisfied it is, and what it complains of.

use crate::model::{History, Reply};
use crate::render::lang::{self, Lang, tr};
use crate::rules::EmergencyKind;
use crate::rules::emergencies::{self, Emergency};

/// What each part behind the first begins with, in English and Chinese: an import knows by it where what the follow-up
/// said ends.
const ANSWER: (&str, &str) = ("last answer", "最近回应");
const SATISFACTION: (&str, &str) = ("satisfaction", "满意度");
const COMPLAINT: (&str, &str) = ("open complaint", "投诉未结");
const ENDING: (&str, &str) = ("wants to end", "要求终止合作");
const GONE: (&str, &str) = ("gone", "已流失");
const BEGINNINGS: [(&str, &str); 5] = [ANSWER, SATISFACTION, COMPLAINT, ENDING, GONE];

/// What is between the parts.
const BETWEEN: (&str, &str) = ("; ", "；");

pub(super) fn feedback(lang: Lang, history: &History<'_>) -> String {
    let parts = [newest(lang, history), answer(lang, history), satisfaction(lang, history)];
    let open = emergencies::open(history);
    let open = open.iter().map(|one| emergency(lang, one));
    let all: Vec<String> = parts.into_iter().flatten().chain(open).chain(gone(lang, history)).collect();
    all.join(lang.pick(BETWEEN.0, BETWEEN.1))
}

/// The reaction and the need of the newest follow-up.
fn newest(lang: Lang, history: &History<'_>) -> Option<String> {
    let (_, said) = history.last_follow_up()?;
    let reply = said.reply.map(|reply| lang.pick(reply.as_str(), lang::reply(lang, reply)));
    let need = said.need.map(|need| lang.pick(need.as_str(), lang::need(lang, need)));
    let words: Vec<&str> = reply.into_iter().chain(need).collect();
    (!words.is_empty()).then(|| words.join(lang.pick(", ", "、")))
}

/// The last answer of a customer that has not answered since.
fn answer(lang: Lang, history: &History<'_>) -> Option<String> {
    let is_answer = |reply: &Reply| reply.is_answer();
    let (_, newest) = history.last_follow_up()?;
    newest.reply.filter(|reply| !is_answer(reply))?;
    let mut answers =
        history.follow_ups().filter_map(|(entry, said)| Some((entry.day(), said.reply.filter(is_answer)?)));
    let (day, reply) = answers.next_back()?;
    let head = lang.pick(ANSWER.0, ANSWER.1);
    let reply = lang::reply(lang, reply);
    Some(tr!(lang, "{head} {day}: {reply}", "{head} {day}：{reply}"))
}

fn satisfaction(lang: Lang, history: &History<'_>) -> Option<String> {
    let (score, day) = history.satisfaction()?;
    let head = lang.pick(SATISFACTION.0, SATISFACTION.1);
    Some(tr!(lang, "{head} {score}/5 on {day}", "{head} {score}/5（{day}）"))
}

fn emergency(lang: Lang, open: &Emergency) -> String {
    let (en, zh) = match open.kind {
        EmergencyKind::Complaint => COMPLAINT,
        EmergencyKind::Ending => ENDING,
    };
    let (head, day) = (lang.pick(en, zh), open.opened.day);
    let head = tr!(lang, "{head} since {day}", "{head}（{day} 起）");
    let about = open.why.as_deref().or(open.text.as_deref());
    because(lang, head, about, open.competitor.as_deref())
}

/// Why it went, and to whom.
fn gone(lang: Lang, history: &History<'_>) -> Option<String> {
    let lost = emergencies::lost(history)?;
    let (head, day) = (lang.pick(GONE.0, GONE.1), lost.lost.day);
    let head = tr!(lang, "{head} since {day}", "{head}（{day}）");
    Some(because(lang, head, lost.why.as_deref(), lost.competitor.as_deref()))
}

fn because(lang: Lang, head: String, why: Option<&str>, competitor: Option<&str>) -> String {
    let competitor = competitor.map(|name| lang::competitor(lang, name));
    let why: Vec<String> = why.map(lang::one_line).into_iter().chain(competitor).collect();
    if why.is_empty() {
        return head;
    }
    let why = why.join(lang.pick(", ", "，"));
    tr!(lang, "{head}: {why}", "{head}：{why}")
}

/// What of a feedback of the list the follow-up said: the parts behind it are reckoned from other entries.
pub fn reply_in_feedback(text: &str) -> &str {
    let is_ours = |part: &str| {
        BEGINNINGS.iter().any(|(en, zh)| {
            let behind = part.strip_prefix(en).map(|rest| rest.starts_with(' '));
            behind == Some(true) || part.strip_prefix(zh).is_some_and(|rest| rest.starts_with([' ', '（']))
        })
    };
    if is_ours(text) {
        return "";
    }
    let cuts = [BETWEEN.0, BETWEEN.1].into_iter().flat_map(|between| text.match_indices(between));
    let cut = cuts.filter(|(at, between)| is_ours(&text[at + between.len()..])).map(|(at, _)| at).min();
    &text[..cut.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::views::test_support::history;

    #[test]
    fn the_last_word_the_score_and_what_is_open_stand_behind_the_reaction() {
        for (lines, en, zh) in [
            (vec!["2026-11-01 followup"], "", ""),
            (vec!["2026-11-01 followup reply=positive"], "positive", "有意向"),
            (
                vec!["2026-10-01 followup reply=neutral", "2026-11-01 followup reply=none"],
                "none; last answer 2026-10-01: neutral",
                "未回复；最近回应 2026-10-01：中立",
            ),
            (
                vec!["2026-11-01 followup reply=positive", "2026-11-02 complaint opened text=leaks;badly"],
                "positive; open complaint since 2026-11-02: leaks;badly",
                "有意向；投诉未结（2026-11-02 起）：leaks;badly",
            ),
            (
                vec!["2026-11-02 ending opened why=price"],
                "wants to end since 2026-11-02: price",
                "要求终止合作（2026-11-02 起）：price",
            ),
            (
                vec!["2026-11-02 ending lost why=price competitor=Nord"],
                "gone since 2026-11-02: price, competitor Nord",
                "已流失（2026-11-02）：price，竞争对手 Nord",
            ),
        ] {
            let history = history(&lines);
            for (lang, want) in [(Lang::En, en), (Lang::Zh, zh)] {
                let told = feedback(lang, &history);
                assert_eq!(told, want, "{lines:?}");
                assert_eq!(
                    reply_in_feedback(&told),
                    newest(lang, &history).unwrap_or_default(),
                    "an import reads what the follow-up said"
                );
            }
        }
    }

    #[test]
    fn what_people_write_is_not_cut() {
        for text in ["price is fine; wants a sample", "satisfied; will order", "满意度不错；想要样品", ""]
        {
            assert_eq!(reply_in_feedback(text), text);
        }
    }
}
