//! Where the text of an entry comes from.

use super::Args;
use crate::cli::context::Context;
use crate::cli::editor::{self, Composed};
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::model::CustomerId;
use crate::render::lang::{self, both, tr};

/// The longest text that a pipe may bring.
const MOST: u64 = 1 << 20;

/// Where the text of an entry is from.
pub(super) enum TextSource {
    /// Nobody said anything, and nothing has to be said.
    Nothing,
    /// It was typed on the command line, or came through the pipe: it can come again.
    Given(String),
    /// It is to be written in the editor.
    InEditor,
}

/// The text that was typed, else from the editor on a terminal, else from the pipe. An event, and a
/// follow-up of which a fact is given, need none: for them no editor opens.
pub(super) fn text(context: &Context, args: &Args) -> Result<TextSource, Failure> {
    let given = |text: Option<String>| text.map_or(TextSource::Nothing, TextSource::Given);
    let typed = args.text.as_deref().filter(|text| *text != "-");
    if let Some(text) = typed {
        return match said(text) {
            None if !is_event(args) && !has_facts(args) => Err(nothing(args)),
            text => Ok(given(text)),
        };
    }
    let asked = args.text.is_some();
    if !asked && is_event(args) {
        return Ok(TextSource::Nothing);
    }
    if asked || !context.surroundings.terminals.input {
        let bytes = context.surroundings.piped(MOST + 1).map_err(|error| {
            Failure::new(Exit::System, both!("the pipe can't be read", "无法读取管道")).because(&error)
        })?;
        if bytes.len() as u64 > MOST {
            return Err(Failure::usage(both!("the text is larger than 1 MB", "文本超过 1 MB")));
        }
        let text = String::from_utf8(bytes).map_err(|_| {
            Failure::usage(both!("the text is not UTF-8", "文本不是 UTF-8 编码"))
                .try_this("iconv -f GB18030 -t UTF-8 …")
        })?;
        return match said(&text) {
            None if !has_facts(args) => Err(nothing(args)),
            text => Ok(given(text)),
        };
    }
    if has_facts(args) || !context.interactive {
        return if has_facts(args) { Ok(TextSource::Nothing) } else { Err(nothing(args)) };
    }
    Ok(TextSource::InEditor)
}

/// Lets somebody write it in the editor.
pub(super) fn composed(context: &Context, id: &CustomerId, name: &str) -> Result<Composed, Failure> {
    let (lang, customer) = (context.lang, lang::one_line(name));
    let about = tr!(
        lang,
        "What was said with {customer}? Lines that begin with # don't count; without a text nothing is logged.",
        "与 {customer} 沟通了什么？以 # 开头的行不计；没有内容则不记录。"
    );
    let composed = editor::compose(context, id, &about)?;
    if composed.text.is_empty() { composed.settled(Err(no_text())) } else { Ok(composed) }
}

fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn is_event(args: &Args) -> bool {
    let events = [
        &args.sample,
        &args.quote,
        &args.order,
        &args.contract,
        &args.invoice,
        &args.payment,
        &args.complaint,
        &args.ending,
        &args.promise,
        &args.request,
        &args.invitation,
        &args.alarm,
    ];
    events.into_iter().any(Option::is_some)
}

/// Whether the options alone already say what happened.
fn has_facts(args: &Args) -> bool {
    let facts =
        [&args.via, &args.with, &args.reply, &args.minutes, &args.next, &args.plan, &args.need, &args.visit];
    facts.into_iter().any(Option::is_some)
        || args.verified
        || args.status.is_some()
        || args.action.is_some()
        || !args.file.is_empty()
}

fn nothing(args: &Args) -> Failure {
    if !args.example {
        return no_text();
    }
    let id = lang::shell_word(&args.customer);
    Failure::usage(both!("nothing was said that could be an example", "没有可设为案例的内容")).try_this(
        both!(
            "crm log {id} --example --of last marks the latest follow-up",
            "crm log {id} --example --of last 把最近一次跟进设为案例"
        ),
    )
}

fn no_text() -> Failure {
    Failure::usage(both!("nothing was said, so nothing was logged", "没有内容，未做记录")).try_this(both!(
        "crm log ID \"what was said\" --reply positive, or --reply none",
        "crm log 编号 \"沟通内容\" --reply 有意向，或 --reply 未回复"
    ))
}
