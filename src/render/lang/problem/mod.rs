//! What is wrong with a file, and what to do about it: the catalogue of all that can be.

mod config;
mod dates;
mod files;
mod hours;
mod kept;
pub(super) mod names;
mod parts;
mod reach;
mod readers;
mod references;
pub(super) mod slips;

use parts::{conflict, list, missing, size, yaml};

use super::shown::{detail, quoted, quoted_path};
use super::{Lang, expected, system_text, tr};
use crate::model::{Event, ProblemKind};

/// What is said about a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What is wrong, and why.
    pub message: String,
    /// What to try.
    pub hint: Option<String>,
}

/// A problem in words; its place is told apart from it.
pub fn problem_text(lang: Lang, problem: &ProblemKind) -> Message {
    let q = |text: &str| quoted(lang, text);
    let (message, hint) = match problem {
        ProblemKind::Unreadable(why) => (
            tr!(
                lang,
                "it can't be read: {why}",
                "系统无法读取这个文件：{why}",
                why = detail(&system_text(lang, why))
            ),
            tr!(
                lang,
                "check that it is still there and that you may read it",
                "请确认它还在，并且你有读取权限"
            ),
        ),
        ProblemKind::InvalidUtf8 => (
            tr!(lang, "from here on it is not UTF-8 text", "从这里开始不是 UTF-8 编码的文字"),
            tr!(
                lang,
                "save the file as UTF-8; an older Chinese file: iconv -f GB18030 -t UTF-8",
                "请另存为 UTF-8；GBK 旧文件可用 iconv -f GB18030 -t UTF-8 转换"
            ),
        ),
        ProblemKind::TooLarge { limit } => (
            tr!(
                lang,
                "larger than {size}, so it was not read",
                "文件超过 {size}，没有读取",
                size = size(*limit)
            ),
            tr!(
                lang,
                "is it the right file? Attachments belong somewhere else",
                "是不是放错了文件？附件请放到别处"
            ),
        ),
        ProblemKind::ConflictMarker { ours, theirs } => conflict(lang, ours, theirs),
        ProblemKind::Yaml { detail: what, cause } => (
            tr!(
                lang,
                "YAML can't read this: {what}",
                "YAML 格式有误：{what}",
                what = readers::syntax(lang, what)
            ),
            yaml(lang, *cause),
        ),
        ProblemKind::SeveralDocuments => (
            tr!(
                lang,
                "a second document begins here (---), but a file holds only one",
                "这里（---）开始了第二个文档，而一个文件只能有一个"
            ),
            tr!(
                lang,
                "remove the line ---, or move what follows into a file of its own",
                "删掉 --- 这一行，或把后面的内容移到另一个文件"
            ),
        ),
        ProblemKind::Anchor => (
            tr!(
                lang,
                "YAML's anchors, aliases and merge keys (&, *, <<) are not for customer files",
                "客户文件里不能用 YAML 的锚点、引用和合并键（&、*、<<）"
            ),
            tr!(
                lang,
                "write the value out; a text that begins with & or * needs quotes",
                "请把值直接写出来；以 & 或 * 开头的文字要加引号"
            ),
        ),
        ProblemKind::TooDeep => (
            tr!(lang, "brackets within brackets beyond all reason", "括号嵌套得太深"),
            tr!(lang, "look for a [ or {{ that nobody closes", "找找有没有没闭合的 [ 或 {{"),
        ),
        ProblemKind::WrongType { key, detail: what } => (
            readers::wrong_type(lang, &q(key), what),
            tr!(
                lang,
                "a text stands behind its colon, a list is [one, two], a mapping is {{key: value}}",
                "文字写在冒号后面，列表写成 [一, 二]，键值对写成 {{键: 值}}"
            ),
        ),
        ProblemKind::MissingKey(key) => {
            (tr!(lang, "{key} is missing", "缺少{key}", key = q(key)), missing(lang, key))
        }
        ProblemKind::BadValue { key, value, want } => (
            tr!(
                lang,
                "{key} can't be {value}: {noun} is needed here",
                "{key}不能是{value}：这里应该是{noun}",
                key = q(key),
                value = q(value),
                noun = expected::noun(lang, want)
            ),
            expected::advice(lang, key, want),
        ),
        ProblemKind::UnknownKey { key, suggestion, known } => (
            tr!(lang, "unknown key {key}", "不认识的字段{key}", key = q(key)),
            match suggestion {
                Some(meant) if !known.contains(&"custom") => {
                    tr!(lang, "did you mean {meant}?", "是不是{meant}？", meant = q(meant))
                }
                None if !known.contains(&"custom") => {
                    let known = known.join(", ");
                    tr!(lang, "known here: {known}", "此处可用：{known}")
                }
                Some(known) => tr!(
                    lang,
                    "did you mean {known}? A team's own fields go under custom:",
                    "是不是{known}？团队自己的字段请写在 custom: 下面",
                    known = q(known)
                ),
                None => {
                    tr!(lang, "a team's own fields go under custom:", "团队自己的字段请写在 custom: 下面")
                }
            },
        ),
        ProblemKind::DuplicateKey(key) => (
            tr!(
                lang,
                "{key} stands twice, and only one can be meant",
                "{key}写了两次，只能保留一个",
                key = q(key)
            ),
            tr!(lang, "remove the one that is wrong", "删掉不对的那一个"),
        ),
        ProblemKind::BadId(id) => (
            tr!(
                lang,
                "{id} can't be a customer's id, and the id is the file's name",
                "{id}不能作为客户编号，而文件名就是编号",
                id = quoted_path(lang, id)
            ),
            tr!(
                lang,
                "rename the file: small letters of any script, digits, - and _, no - in front, \
                 such as mueller-gmbh.yaml",
                "请给文件改名：只用汉字、小写字母、数字、- 和 _，不能以 - 开头，例如 hongda-jixie.yaml"
            ),
        ),
        ProblemKind::Unportable { name, flaw } => names::flaw(lang, name, *flaw),
        ProblemKind::NameClash { name, other, clash } => {
            names::clash(lang, name, &other.to_string_lossy(), *clash)
        }
        ProblemKind::DuplicateId { id, other }
            if other.extension().is_some_and(|ending| ending == "jsonl") =>
        {
            files::second_log(lang, id, other)
        }
        ProblemKind::DuplicateId { id, other } => (
            tr!(
                lang,
                "the id {id} is taken by another file, {other}",
                "编号{id}已被另一个文件占用：{other}",
                id = quoted_path(lang, id),
                other = detail(&other.to_string_lossy())
            ),
            tr!(
                lang,
                "is it the same customer? Put both into one file; if not, rename this one and its log",
                "是同一个客户吗？是就合成一个文件；不是就给这个文件和它的日志改名"
            ),
        ),
        ProblemKind::OrphanedLog { id, home } => files::orphaned(lang, id, home.as_deref()),
        ProblemKind::Stray { what, of } => files::stray(lang, *what, of.as_deref()),
        ProblemKind::HalfMerged { id, home } => files::half_merged(lang, id, home),
        ProblemKind::TwoHomes { id, home, other, count } => files::two_homes(lang, id, [home, other], *count),
        ProblemKind::Differs { id, key, logged, file } => {
            files::differs(lang, id, key, (logged.as_deref(), file.as_deref()))
        }
        ProblemKind::TrackedDerived { count, folder } => files::tracked(lang, *count, folder),
        ProblemKind::MergeLost { id, count, commit, since } => {
            files::merge_lost(lang, (id, *count), commit, since)
        }
        ProblemKind::FileName { want } => (
            tr!(
                lang,
                "a file of this name is not read; it should be {want}",
                "这个文件名不会被读取，应为{want}",
                want = quoted_path(lang, want)
            ),
            tr!(lang, "rename it, with git mv where git knows it", "请改名；已在 git 里的用 git mv"),
        ),
        ProblemKind::NewerVersion { version, newest } => config::newer_version(lang, *version, *newest),
        ProblemKind::LinkOutside => (
            tr!(
                lang,
                "a link that leads out of the workspace or nowhere, so it was not followed",
                "链接指向工作区之外或已失效，没有跟随"
            ),
            tr!(lang, "put the file itself here, or remove the link", "请把文件本身放进来，或删掉链接"),
        ),
        ProblemKind::NotAFile => (
            tr!(
                lang,
                "a pipe, a socket or a device, and no file, so it was not opened",
                "这是管道、套接字或设备，不是文件，没有打开"
            ),
            tr!(lang, "move it out of customers/", "请把它移出 customers/"),
        ),
        ProblemKind::Filtered => (
            tr!(
                lang,
                "git stores it through a filter (git-crypt, LFS), and no filter is run to read it",
                "git 通过过滤器（git-crypt、LFS）保存它，读取时不会运行过滤器"
            ),
            tr!(
                lang,
                "git status, if it was only touched: git notes then that it is the same",
                "如果内容没有变，请运行 git status：git 会记下它没有变化"
            ),
        ),
        ProblemKind::NotFetched => (
            tr!(
                lang,
                "this clone is a partial one and doesn't have it; only crm sync fetches anything",
                "这是部分克隆，没有取回此文件；只有 crm sync 会联网"
            ),
            tr!(
                lang,
                "git fetch --refetch --no-filter, once: it fetches all of them",
                "git fetch --refetch --no-filter，可一次取回全部"
            ),
        ),
        ProblemKind::LinkedFolder => (
            tr!(
                lang,
                "a link to a folder, and linked folders are never followed",
                "这是指向文件夹的链接，链接的文件夹一律不读"
            ),
            tr!(lang, "move the folder itself here, or remove the link", "请把文件夹本身移进来，或删掉链接"),
        ),
        ProblemKind::Json(what) => (
            tr!(
                lang,
                "this line is not an entry that JSON can read: {what}",
                "这一行不是有效的 JSON 记录：{what}",
                what = readers::syntax(lang, what)
            ),
            tr!(
                lang,
                "an entry is one object on one line, {{\"at\": …, \"by\": …, \"kind\": …}}, with plain \
                 quotation marks",
                "一条记录占一行，形如 {{\"at\": …, \"by\": …, \"kind\": …}}，引号和逗号用半角"
            ),
        ),
        ProblemKind::CutOff => (
            tr!(
                lang,
                "the line was cut off while it was written, so it was passed over",
                "这一行没有写完就断了，已跳过"
            ),
            tr!(
                lang,
                "complete it if you know what it said, else delete it",
                "知道内容就补全，否则删掉这一行"
            ),
        ),
        ProblemKind::NoFinalNewline => (
            tr!(
                lang,
                "the last line has no line end, so a git merge could fuse it with another",
                "最后一行末尾没有换行，git 合并时可能和别的行连在一起"
            ),
            tr!(lang, "add a line end behind it", "在行末加一个换行"),
        ),
        ProblemKind::DuplicateEntry { first, counts: false } => (
            tr!(
                lang,
                "the same entry as in line {first}, at the same moment: it counts once",
                "与第{first}行同一时刻、完全相同，只算一次"
            ),
            tr!(lang, "delete one of them", "请删掉其中一行"),
        ),
        ProblemKind::DuplicateEntry { first, counts: true } => (
            tr!(
                lang,
                "the same entry as in line {first}, so it counts twice",
                "与第{first}行完全相同，会被算两次"
            ),
            tr!(
                lang,
                "delete one of them, unless it really happened twice",
                "如果不是真的发生了两次，请删掉一条"
            ),
        ),
        ProblemKind::ForgottenLine { id, left_at } => files::forgotten_line(lang, id, left_at.as_deref()),
        ProblemKind::ForgottenCustomer { id } => files::forgotten_customer(lang, id),
        ProblemKind::ForgottenLog { id } => files::forgotten_log(lang, id),
        ProblemKind::ForgottenFormer { id, from } => files::forgotten_former(lang, id, from),
        ProblemKind::ForgottenKept { id, what } => files::forgotten_kept(lang, id, what),
        ProblemKind::ForgottenUnread(why) => files::forgotten_unread(lang, why),
        ProblemKind::UnknownKind { kind, suggestion } => (
            tr!(
                lang,
                "unknown kind {kind}, so no rule looks at this entry",
                "不认识的记录类型{kind}，规则不会用到这条记录",
                kind = q(kind)
            ),
            match suggestion {
                Some(known) => tr!(lang, "did you mean {known}?", "是不是{known}？", known = q(known)),
                None => list(lang, Event::KINDS),
            },
        ),
        ProblemKind::UnknownField { field, kind, suggestion } => (
            tr!(
                lang,
                "a {kind} entry has no field {field}",
                "{kind}类型的记录没有字段{field}",
                kind = q(kind),
                field = q(field)
            ),
            match suggestion {
                Some(known) => tr!(lang, "did you mean {known}?", "是不是{known}？", known = q(known)),
                None => tr!(
                    lang,
                    "what has no field of its own can be said in \"text\"",
                    "没有专门字段的内容可以写进「text」"
                ),
            },
        ),
        ProblemKind::FutureDate { key, day } => dates::future(lang, key, *day),
        ProblemKind::KeptMissing { name, path, elsewhere } => {
            kept::missing(lang, name, path, elsewhere.as_deref())
        }
        ProblemKind::KeptDiffers { name, path } => kept::differs(lang, name, path),
        ProblemKind::KeptUnnamed => kept::unnamed(lang),
        ProblemKind::KeptTooLarge { bytes, limit } => kept::too_large(lang, *bytes, *limit),
        ProblemKind::UnknownEntry { of } => (
            tr!(lang, "no entry of this log has the hash {of}", "日志里没有哈希为{of}的记录", of = q(of)),
            tr!(
                lang,
                "was the line edited by hand? crm log ID --of DAY --example marks it anew",
                "那一行是不是手工改过？可重新标记：crm log 编号 --of 日期 --example"
            ),
        ),
        ProblemKind::NextBeforeEntry { next, day } => dates::next_before(lang, *next, *day),
        ProblemKind::EndsBeforeStart => dates::ends_before(lang),
        ProblemKind::NoRate { currency, day } => config::no_rate(lang, currency, *day),
        ProblemKind::UnknownGrade { grade, known } => config::unknown_grade(lang, grade, known),
        ProblemKind::UnknownPerson { key, person } => config::unknown_person(lang, key, person),
        ProblemKind::OutOfOrder { smaller, value, larger, bound } => {
            config::out_of_order(lang, (smaller, value), (larger, bound))
        }
        ProblemKind::NotBoth { key, other } => config::not_both(lang, key, other),
        ProblemKind::PointsSum(sum) => config::points_sum(lang, sum),
        ProblemKind::NoMoves { grades } => config::no_moves(lang, grades),
        ProblemKind::TemplateField { field, near } => config::template_field(lang, field, near.as_deref()),
        ProblemKind::TemplateSyntax { why } => config::template_syntax(lang, why),
        ProblemKind::UnknownInvoice(reference) => references::no_invoice(lang, reference),
        ProblemKind::OtherCurrency { reference, invoiced, paid } => {
            references::other_currency(lang, reference, *invoiced, *paid)
        }
        ProblemKind::RefTwice { kind, reference, first } => references::twice(lang, kind, reference, *first),
        ProblemKind::SaidTwice { first } => (
            tr!(
                lang,
                "line {first} says the same, but for who wrote it, or when: both count",
                "第 {first} 行内容相同，只是记录人或补记时间不同，两条都会计入"
            ),
            tr!(
                lang,
                "if two imported one list, or two logged one contact, remove one of the lines",
                "如果是两人导入了同一份列表或记录了同一次联系，请删除其中一行"
            ),
        ),
        ProblemKind::Unbegun { kind, name } => references::unbegun(lang, kind, name),
        ProblemKind::Overpaid { reference, over } => references::overpaid(lang, reference, over),
        ProblemKind::UnknownZone { name, suggestion } => hours::unknown_zone(lang, name, *suggestion),
        ProblemKind::UnclearHours(written) => hours::unclear(lang, written),
        ProblemKind::NotOne { medium, value, not } => reach::not_one(lang, *medium, value, not),
        ProblemKind::Slip(slip) => slips::slip(lang, slip),
    };
    Message { message, hint: Some(hint) }
}

#[cfg(test)]
mod tests;
