//! The hour behind a day: `16:30`, `3pm`, 下午3点.

use chrono::{NaiveTime, Timelike};

/// An hour of a day, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The hour; none where only 上午 was said, or `afternoon`.
    pub hour: Option<NaiveTime>,
    /// Since when it is that part of the day.
    pub(super) begins: NaiveTime,
    /// 3点: at night or in the afternoon.
    pub(in crate::cli) is_either: bool,
}

/// The words for a part of the day: since which hour it is, and which hours on a face of twelve are later ones.
const PARTS: &[(&str, u32)] = &[
    ("凌晨", 0),
    ("半夜", 0),
    ("早上", 5),
    ("早晨", 5),
    ("清晨", 5),
    ("上午", 5),
    ("中午", 11),
    ("下午", 12),
    ("傍晚", 16),
    ("晚上", 18),
    ("夜里", 18),
    ("早", 5),
    ("晚", 18),
    ("in the morning", 5),
    ("in the afternoon", 12),
    ("in the evening", 18),
    ("morning", 5),
    ("afternoon", 12),
    ("noon", 11),
    ("evening", 18),
    ("tonight", 18),
    ("night", 18),
];

/// What stands before an hour, and the hour: 昨天下午3点 is 昨天 and 15:00. `None` where there is no hour.
pub fn split(text: &str) -> Option<(&str, Clock)> {
    let text = text.trim();
    let (rest, hour) = match trailing_hour(text) {
        Some((rest, hour, is_of_the_clock)) => (rest.trim_end(), Some((hour, is_of_the_clock))),
        None => (text, None),
    };
    let part = PARTS.iter().find_map(|(word, begins)| Some((rest.strip_suffix(word)?, *begins)));
    let (rest, begins) = part.map_or((rest, None), |(rest, begins)| (rest, Some(begins)));
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '的'));
    let rest = rest.strip_suffix(" at").unwrap_or(rest);
    // 2026-11-20T14:30
    let is_of_iso = |rest: &&str| rest.ends_with(|c: char| c.is_ascii_digit());
    let rest = rest.strip_suffix('t').filter(is_of_iso).unwrap_or(rest);
    let starts = NaiveTime::from_hms_opt(begins.unwrap_or(0), 0, 0)?;
    let Some((hour, is_of_the_clock)) = hour else {
        return begins.map(|_| (rest, Clock { hour: None, begins: starts, is_either: false }));
    };
    let face = hour.hour();
    let later = match begins {
        Some(0 | 5) if face == 12 => return at(rest, hour, 12, begins == Some(5)),
        Some(11) if face < 11 => 12,
        Some(12 | 16) if face < 12 => 12,
        Some(18) if (5..12).contains(&face) => 12,
        _ => 0,
    };
    let hour = hour.with_hour(face + later)?;
    // Nobody says whether 3点 is at night.
    let is_either = begins.is_none() && !is_of_the_clock && (1..=6).contains(&face);
    Some((rest, Clock { hour: Some(hour), begins: starts, is_either }))
}

/// Twelve in the morning is noon, twelve at night the day's first hour.
fn at(rest: &str, hour: NaiveTime, noon: u32, is_noon: bool) -> Option<(&str, Clock)> {
    let hour = hour.with_hour(if is_noon { noon } else { 0 })?;
    Some((rest, Clock { hour: Some(hour), begins: hour, is_either: false }))
}

/// The hour at the end of a text, what stands before it, and whether it is one of twenty-four, or said to be before or
/// after noon.
fn trailing_hour(text: &str) -> Option<(&str, NaiveTime, bool)> {
    let halves = [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)];
    if let Some((rest, later)) =
        halves.iter().find_map(|(word, later)| Some((text.strip_suffix(word)?.trim_end(), *later)))
    {
        let (rest, hour) = colons(rest).or_else(|| {
            let (rest, hour) = trailing_number(rest)?;
            Some((rest, NaiveTime::from_hms_opt(hour, 0, 0)?))
        })?;
        let face = hour.hour();
        let is_face = (1..=12).contains(&face);
        return is_face.then(|| Some((rest, hour.with_hour(face % 12 + later)?, true))).flatten();
    }
    if let Some((rest, hour)) = colons(text) {
        return Some((rest, hour, true));
    }
    // `tomorrow at 10`: one of the face.
    if let Some((rest, number)) = text.rsplit_once(" at ")
        && matches!(number.len(), 1 | 2)
        && let Ok(hour) = number.parse()
    {
        return Some((rest, NaiveTime::from_hms_opt(hour, 0, 0)?, false));
    }
    let text = text.strip_suffix("钟").unwrap_or(text);
    let (head, behind) = text.rsplit_once(['点', '时'])?;
    let minute = match behind {
        "" | "整" => 0,
        "半" => 30,
        "1刻" => 15,
        "3刻" => 45,
        _ => behind.strip_suffix('分').unwrap_or(behind).parse().ok().filter(|_| behind.len() < 6)?,
    };
    let (rest, hour) = trailing_number(head)?;
    Some((rest, NaiveTime::from_hms_opt(hour, minute, 0)?, false))
}

/// `9:05`, `14:30`, `14:30:00`.
fn colons(text: &str) -> Option<(&str, NaiveTime)> {
    let begins = text
        .rfind(|c: char| !c.is_ascii_digit() && c != ':')
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (rest, hour) = text.split_at(begins);
    let is_hour = hour.find(':').is_some_and(|at| matches!(at, 1 | 2));
    let padded = if hour.find(':') == Some(1) { format!("0{hour}") } else { hour.to_owned() };
    let hour = is_hour.then(|| {
        let minutes = NaiveTime::parse_from_str(&padded, "%H:%M").ok().filter(|_| padded.len() == 5);
        minutes.or_else(|| NaiveTime::parse_from_str(&padded, "%H:%M:%S").ok().filter(|_| padded.len() == 8))
    });
    Some((rest, hour.flatten()?))
}

fn trailing_number(text: &str) -> Option<(&str, u32)> {
    let begins = text
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let (rest, number) = text.split_at(begins);
    if !matches!(number.len(), 1 | 2) {
        return None;
    }
    Some((rest, number.parse().ok()?))
}
