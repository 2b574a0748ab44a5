//! What is begun by its name, and carried on by a word: `--promise "price list"`, `--promise kept`.

use super::entries::own;
use super::reader::Reader;
use super::words::slip_of;
use crate::cli::failure::Failure;
use crate::model::{Invitation, InvitationState, Promise, PromiseState, Request, RequestState, Text};
use crate::plan::Words;
use crate::render::lang::{self, Lang, both};

/// What was typed for a thing: the word of its state, and what it is.
struct Typed<S> {
    state: S,
    what: Option<Text<'static>>,
}

/// The words of the states in the files, and how each is said.
type States<S> = (fn(&str) -> Option<S>, fn(Lang, S) -> &'static str);

impl Reader<'_> {
    /// A promise by a day, or what became of one.
    pub(super) fn promise(&self, typed: &str) -> Result<Promise<'static>, Failure> {
        let args = self.args;
        let (parse, say) = (PromiseState::parse, lang::promise_state);
        let Typed { state, what } =
            self.thing("--promise", typed, Words::Promise, (parse, say), PromiseState::Made)?;
        let due = self.day("--due", args.due.as_ref())?;
        let made = self.at.day();
        match (state, due) {
            (PromiseState::Made, Some(due)) if due < made && !args.force => {
                return Err(Failure::usage(both!(
                    "--due {due} lies before {made}, the day on which it is promised",
                    "--due {due} 早于作出承诺的 {made}"
                ))
                .try_this(both!(
                    "--due fri; promised before: --at DAY; as it is: --force",
                    "--due 周五；更早作出的加 --at 日期；确实如此请加 --force"
                )));
            }
            (PromiseState::Made, None) => {
                return Err(Failure::usage(both!(
                    "a promise has a day by which it is to be kept",
                    "承诺要写明兑现的日期"
                ))
                .try_this(both!(
                    "--due fri; what became of one: --promise kept, --promise broken",
                    "--due 周五；结果则写：--promise 兑现 或 --promise 未兑现"
                )));
            }
            (PromiseState::Kept | PromiseState::Broken, Some(_)) => {
                return Err(Failure::usage(both!(
                    "--promise {typed} says what became of a promise: it has no --due",
                    "--promise {typed} 表示承诺的结果，不能带 --due"
                ))
                .try_this(both!(
                    "to promise something of that name: --promise made --what {typed} --due …",
                    "若承诺的事项就叫这个名字：--promise 作出 --what {typed} --due …"
                )));
            }
            _ => {}
        }
        Ok(Promise { state, what, due, reference: own(args.reference.as_ref()) })
    }

    /// What needs consent, or the answer.
    pub(super) fn request(&self, typed: &str) -> Result<Request<'static>, Failure> {
        let (parse, say) = (RequestState::parse, lang::request_state);
        let Typed { state, what } =
            self.thing("--request", typed, Words::Request, (parse, say), RequestState::Asked)?;
        let (reference, why) = (own(self.args.reference.as_ref()), own(self.args.why.as_ref()));
        Ok(Request { state, what, reference, why })
    }

    /// An event that the customer is invited to, or what came of it.
    pub(super) fn invitation(&self, typed: &str) -> Result<Invitation<'static>, Failure> {
        let (parse, say) = (InvitationState::parse, lang::invitation_state);
        let Typed { state, what } =
            self.thing("--invitation", typed, Words::Invitation, (parse, say), InvitationState::Invited)?;
        Ok(Invitation { state, what })
    }

    /// A word of the state is the state, and `--what` says of which thing; any other text is what is begun. So nothing is
    /// begun by a slip of a word, and what is called like one can be begun, too.
    fn thing<S: Copy + PartialEq>(
        &self,
        option: &str,
        typed: &str,
        words: Words,
        (parse, say): States<S>,
        begun: S,
    ) -> Result<Typed<S>, Failure> {
        let what = own(self.args.what.as_ref());
        if let Some(state) = words.read(typed).and_then(parse) {
            return match what {
                None if state == begun => Err(Failure::usage(both!(
                    "{option} {typed} needs what it is",
                    "{option} {typed} 要写明事项"
                ))
                .try_this("--what \"…\"")),
                what => Ok(Typed { state, what }),
            };
        }
        if let Some(near) = slip_of(words, typed).filter(|_| !self.args.force) {
            return Err(Failure::usage(both!(
                "{option}: \"{typed}\" looks like a slip of {near}",
                "{option}：「{typed}」像是 {near} 的笔误"
            ))
            .try_this(both!("{option} {near}; as it is: --force", "{option} {near}；确实如此请加 --force")));
        }
        if Words::is_an_answer(typed) && !self.args.force {
            let known = |lang: Lang| {
                let all = words.known().into_iter().filter_map(|word| Some(say(lang, parse(word)?)));
                all.collect::<Vec<_>>().join(lang.pick(", ", "、"))
            };
            return Err(Failure::usage(both!(
                "{option}: \"{typed}\" says what became of something, and is none of its words",
                "{option}：「{typed}」像是结果，但不是可用的取值"
            ))
            .try_this(both!(
                |lang| "one of {known}; something of that name: --force",
                "可选：{known}；事项确实叫这个名字请加 --force",
                known = known(lang)
            )));
        }
        match (own(Some(&typed.to_owned())), what) {
            (Some(what), None) => Ok(Typed { state: begun, what: Some(what) }),
            (None, _) => Err(Failure::usage(both!("{option} needs what it is", "{option} 要写明事项"))),
            (Some(_), Some(_)) => Err(Failure::usage(both!(
                "{option} \"{typed}\" says what it is already",
                "{option} 已经写明了「{typed}」"
            ))
            .try_this(both!("leave out --what", "去掉 --what"))),
        }
    }
}
