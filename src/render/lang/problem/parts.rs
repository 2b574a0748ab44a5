//! Hints that depend on more than the sort of problem.

use super::super::shown::detail;
use super::super::{Lang, tr};
use crate::model::{Event, YamlCause};

/// A conflict that git left, with what both sides wrote.
pub(super) fn conflict(lang: Lang, ours: &str, theirs: &str) -> (String, String) {
    let hint = tr!(
        lang,
        "open the file; in a log keep both sides' lines, in a customer file choose; \
         remove the lines <<<<<<< ======= >>>>>>>, then git add (or crm sync, where that stopped)",
        "打开文件：日志两边的行都保留，客户文件择一；删掉 <<<<<<< ======= >>>>>>> 这几行，\
         再 git add（crm sync 停下时运行 crm sync）"
    );
    if ours.is_empty() && theirs.is_empty() {
        let what = tr!(
            lang,
            "a git merge conflict begins here: two people changed the same lines",
            "这里有 git 合并冲突：两个人改了同样的几行"
        );
        return (what, hint);
    }
    let side = |text: &str| match text {
        "" => lang.pick("nothing (it was removed)", "已删除").to_owned(),
        text => detail(text),
    };
    let (ours, theirs) = (side(ours), side(theirs));
    let what = tr!(
        lang,
        "a git merge conflict: one side has {ours}; the other has {theirs}",
        "git 合并冲突：一边是 {ours}；另一边是 {theirs}"
    );
    (what, hint)
}

/// What to look for where YAML stumbled.
pub(super) fn yaml(lang: Lang, cause: Option<YamlCause>) -> String {
    match cause {
        Some(YamlCause::FullWidthColon) => tr!(
            lang,
            "there is a full-width colon ： here; YAML needs a plain one and a space: \"name: …\"",
            "这里用了全角冒号「：」，请改成半角冒号加空格，例如 name: …"
        ),
        Some(YamlCause::Tab) => tr!(
            lang,
            "there is a tab in front; YAML is indented with spaces, two for each level",
            "行首有制表符（Tab），YAML 只能用空格缩进，每层两个"
        ),
        Some(YamlCause::NoSpaceAfterColon) => {
            tr!(lang, "put a space behind the colon: \"name: …\"", "冒号后面要加一个空格，例如 name: …")
        }
        Some(YamlCause::NeedsQuotes) => tr!(
            lang,
            "put the value in quotes, as it has a colon in it or begins with a sign: \"…\"",
            "值里有冒号或以符号开头，请用引号括起来：\"…\""
        ),
        None => tr!(
            lang,
            "look at the indentation, the colons and the quotes here and in the line above",
            "请检查这一行和上一行的缩进、冒号和引号"
        ),
    }
}

/// What to write where a key has to be.
pub(super) fn missing(lang: Lang, key: &str) -> String {
    match key {
        "name" => tr!(lang, "add the customer's name: \"name: …\"", "请补上客户名称：name: …"),
        "at" => tr!(
            lang,
            "add when it happened: \"at\": \"2026-11-21\"",
            "请补上发生的时间：\"at\": \"2026-11-21\""
        ),
        "by" => tr!(lang, "add who wrote it: \"by\": \"…\"", "请补上记录人：\"by\": \"…\""),
        "kind" => list(lang, Event::KINDS),
        "state" => tr!(
            lang,
            "add where it stands now, such as \"state\": \"{en}\"",
            "请补上目前的状态，例如 \"state\": \"{en}\"",
            en = "received"
        ),
        "on" => tr!(lang, "add the day: \"on: 2026-11-21\"", "请补上日期：on: 2026-11-21"),
        "what" => tr!(lang, "say what is on that day: \"what: …\"", "请写明是什么日子：what: …"),
        other => tr!(lang, "add {other}", "请补上 {other}"),
    }
}

/// The words that can stand here.
pub(super) fn list(lang: Lang, words: &[&str]) -> String {
    let words = words.join(lang.pick(", ", "、"));
    tr!(lang, "write one of: {words}", "可以写：{words}")
}

/// A number of bytes, as one says it.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes >= 1 << 20 => format!("{} MB", bytes >> 20),
        _ if bytes >= 1 << 10 => format!("{} kB", bytes >> 10),
        _ => format!("{bytes} B"),
    }
}
