//! Classes of views, as they are asked for: `--in pyramid=super,big`.

use super::failure::Failure;
use crate::render::lang::{self, Lang, both};
use crate::rules::views::Views;

/// Views, each with the words of its classes.
pub type Wanted = Vec<(String, Vec<String>)>;

/// Whether a customer is in the classes that were asked for; what can't be told is `none`.
pub fn is_in(own: Option<&Views>, wanted: &[(String, Vec<String>)]) -> bool {
    wanted.iter().all(|(view, words)| {
        let class = own.and_then(|views| views.get(view)).unwrap_or("none");
        words.iter().any(|word| word == class)
    })
}

/// `pyramid=super,big` as a view and its words.
pub fn classes(typed: &[String]) -> Result<Wanted, Failure> {
    let class = |text: &String| {
        let (view, words) = text.split_once('=').unwrap_or((text, ""));
        // A Chinese list shows the Chinese of views and classes: that is what people type.
        let named = |name: &&&str| lang::view(Lang::Zh, name) == view.trim();
        let view = Views::NAMES.iter().find(named).copied().unwrap_or(view.trim()).to_owned();
        let known = Views::words(&view);
        let word = |typed: &str| {
            let is_meant = |word: &&&str| lang::class(Lang::Zh, &view, word) == typed;
            known.iter().find(is_meant).copied().unwrap_or(typed).to_owned()
        };
        if known.is_empty() {
            let views = |lang: Lang| {
                let views = Views::NAMES.iter().map(|name| lang::view(lang, name));
                views.collect::<Vec<_>>().join(lang.pick(", ", "、"))
            };
            return Err(Failure::usage(both!("there is no view \"{view}\"", "没有「{view}」这个视图"))
                .try_this(both!(
                    |lang| "one of {views}: --in pyramid=super,big",
                    "可选：{views}，例如 --in 金字塔=超级客户,大客户",
                    views = views(lang)
                )));
        }
        let words: Vec<String> = words.split([',', '，', '、']).map(|text| word(text.trim())).collect();
        match words.iter().find(|word| *word != "none" && !known.contains(&word.as_str())) {
            None => Ok((view, words)),
            Some(word) => {
                let known = |lang: Lang| {
                    let known = known.iter().map(|word| lang::class(lang, &view, word));
                    known.collect::<Vec<_>>().join(lang.pick(", ", "、"))
                };
                Err(Failure::usage(both!(
                    |lang| "{view} has no class \"{word}\"",
                    "{view} 没有「{word}」这一类",
                    view = lang::view(lang, &view)
                ))
                .try_this(both!(
                    |lang| "one of {known}, or none",
                    "可选：{known}，或 none",
                    known = known(lang)
                )))
            }
        }
    };
    typed.iter().map(class).collect()
}
