//! Names that can't travel, and names that are taken for one another.

use super::super::shown::quoted_path;
use super::super::{Lang, tr};
use crate::model::{Clash, Flaw};

/// What is wrong with a name, and what to do.
pub fn flaw(lang: Lang, name: &str, flaw: Flaw) -> (String, String) {
    let name = quoted_path(lang, name);
    match flaw {
        Flaw::Reserved => (
            tr!(
                lang,
                "Windows takes {name} for a device: a colleague there can't even fetch it",
                "Windows 把{name}当作设备名：那边的同事无法取得这个文件"
            ),
            tr!(lang, "give it another name, such as con-gmbh", "请换一个名称，例如 con-gmbh"),
        ),
        Flaw::Ending => (
            tr!(
                lang,
                "{name} ends with a dot or a blank, which Windows drops",
                "{name}以点或空格结尾，Windows 会去掉它"
            ),
            tr!(lang, "rename it without", "请去掉结尾的点或空格"),
        ),
        Flaw::Sign => (
            tr!(
                lang,
                "{name} has a sign that Windows doesn't allow in names",
                "{name}含有 Windows 不允许的字符"
            ),
            tr!(lang, "leave out < > : \" | ? * and \\", "请去掉 < > : \" | ? * 和 \\"),
        ),
        Flaw::InParts => (
            tr!(
                lang,
                "the letters of {name} are written in parts: macOS and git may see two files in it",
                "{name}的字母是拆开写的：macOS 和 git 可能把它看成两个文件"
            ),
            tr!(
                lang,
                "type the name anew and rename it with git mv: ü is one letter, not u and two dots",
                "请重新输入名称并用 git mv 改名：ü 是一个字母，而不是 u 加两点"
            ),
        ),
        Flaw::Mixed => (
            tr!(
                lang,
                "a word of {name} mixes letters of scripts that look alike, such as a and а",
                "{name}的一个词混用了形似的不同文字，例如 a 和 а"
            ),
            tr!(
                lang,
                "type the word anew in one script: nobody else could type this id",
                "请只用一种文字重新输入：否则别人打不出这个编号"
            ),
        ),
    }
}

/// That two names are one.
pub fn clash(lang: Lang, name: &str, other: &str, clash: Clash) -> (String, String) {
    let (name, other) = (quoted_path(lang, name), quoted_path(lang, other));
    let hint = tr!(
        lang,
        "is it the same customer? crm merge makes one of two; if not, give one of them, and its log, another name with git mv",
        "是同一个客户吗？用 crm merge 合并；不是就用 git mv 给其中一个和它的日志改名"
    );
    match clash {
        Clash::SameFile => (
            tr!(
                lang,
                "on macOS and Windows {name} is the same file as {other}: one of them would be lost there",
                "在 macOS 和 Windows 上{name}与{other}是同一个文件：其中一个会丢失"
            ),
            hint,
        ),
        Clash::LookAlike => (
            tr!(
                lang,
                "{name} looks like {other}, but is written with other letters",
                "{name}看起来与{other}一样，但用的是不同的字母"
            ),
            hint,
        ),
    }
}
