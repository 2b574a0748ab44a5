//! Words of a few, as they are typed in either language.

use super::reader::Reader;
use crate::cli::failure::Failure;
use crate::model::suggestion_of;
use crate::plan::{Words, channel_near};
use crate::render::lang::{Lang, both};

impl Reader<'_> {
    pub(super) fn word<T: Copy>(
        &self,
        option: &str,
        typed: &str,
        words: Words,
        parse: impl Fn(&str) -> Option<T>,
        say: impl Fn(Lang, T) -> &'static str,
    ) -> Result<T, Failure> {
        words.read(typed).and_then(&parse).ok_or_else(|| {
            let shown = |lang: Lang, word: &str| match (lang, parse(word)) {
                (Lang::Zh, Some(value)) => say(Lang::Zh, value).to_owned(),
                _ => word.to_owned(),
            };
            Failure::usage(both!(
                "{option}: \"{typed}\" is none of its words",
                "{option}：「{typed}」不是有效的取值"
            ))
            .try_this(both!(
                |lang| "one of {words}",
                "可选：{words}",
                words = words
                    .known()
                    .iter()
                    .map(|word| shown(lang, word))
                    .collect::<Vec<_>>()
                    .join(lang.pick(", ", "、"))
            ))
        })
    }
}

/// The word of which a single short word is probably a slip.
pub(super) fn slip_of(words: Words, typed: &str) -> Option<&'static str> {
    let typed = typed.trim();
    let is_word = typed.chars().all(|c| c.is_ascii_alphabetic());
    let known = words.known().into_iter().map(|word| (word, word));
    if is_word { suggestion_of(typed, known) } else { None }
}

/// A channel, unless it is a slip of the keys: what is written so would be a channel of its own for ever.
pub(super) fn known_channel(force: bool, typed: &str) -> Result<String, Failure> {
    if let Some(known) = Words::Via.read(typed) {
        return Ok(known.to_owned());
    }
    let channel = typed.trim().to_owned();
    match channel_near(&channel) {
        Some(near) if !force => Err(Failure::usage(both!(
            "--via: nobody is reached by \"{channel}\"",
            "--via：没有「{channel}」这种渠道"
        ))
        .try_this(both!(
            "did you mean --via {near}? A channel of your own: --force",
            "是不是 --via {near}？确实是你们自己的渠道请加 --force"
        ))),
        _ => Ok(channel),
    }
}
