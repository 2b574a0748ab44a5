//! How what was forgotten is taken out of git's history: lines that can be typed as they stand.
//!
//! They work in a new clone, so that no unsent entry of ours is in their way. Each begins only where the one before
//! has succeeded, and nothing is sent unless the files as they are now came out to the byte, and only over the very
//! commits that the clone was made of: what somebody sends meanwhile stops it.

use std::fmt::Write as _;
use std::path::Path;

use crate::cli::shell::{printable, quoted, word};
use crate::render::lang::{Lang, tr};
use crate::store::Past;

/// What was committed stays in the history: how much of it, and how it is taken out.
pub fn still_held(lang: Lang, past: Option<&Past>, is_done: bool) -> String {
    let Some(past) = past else {
        return tr!(
            lang,
            "\nGit holds nothing of these files. Backups and exports may.\n",
            "\ngit 中没有这些文件的历史。备份和导出的文件中可能还有。\n"
        );
    };
    let (count, (first, last)) = (past.commits, &past.days);
    let commits = if count == 1 { "commit" } else { "commits" };
    let days = match (first == last, lang) {
        (true, Lang::En) => format!("of {first}"),
        (false, Lang::En) => format!("from {first} to {last}"),
        (true, Lang::Zh) => first.to_string(),
        (false, Lang::Zh) => format!("{first} 至 {last}"),
    };
    let mut text = tr!(
        lang,
        "\nGit still holds it: {count} {commits} {days} changed these files,\nhere, on the remote and in every clone.\n",
        "\ngit 历史中仍有：{days} 的 {count} 个提交改动过这些文件，本地、远程和每个\n克隆都有。\n"
    );
    let named = past.messages.1;
    if named > 0 {
        text.push_str(&tr!(
            lang,
            "It is named in commits' messages, too: in {named}.\n",
            "另有 {named} 个提交的说明中提到。\n"
        ));
    }
    if !is_done {
        text.push_str(&tr!(
            lang,
            "With --apply the lines are shown that take it out of the history.\n",
            "加 --apply 执行后，会显示从历史中清除的命令。\n"
        ));
        return text;
    }
    text.push_str(&tr!(
        lang,
        "To take it out of the history, once the others have sent their work (git-filter-repo\nis a program of its own; it works in a new clone, and nothing is sent unless all other\nfiles are as they were):\n",
        "要从历史中清除，请先让其他人推送完毕，再运行以下命令（需要另行安装 git-filter-repo；\n它在一个新的克隆中工作，其他文件有任何变化就不会推送）：\n"
    ));
    text.push_str(&recipe(past));
    if past.remote.is_some() {
        text.push_str(&tr!(
            lang,
            "Then, here and in every other clone (crm sync refuses the rewritten history, so that\nnobody sends the old one again; this takes it, and puts on top what is one's own):\n  crm sync --rewritten\n",
            "之后，在这里和其他每个克隆中（crm sync 会拒绝被改写的历史，以免有人把旧内容再次推送；\n下面的命令接受新历史，并把自己独有的内容放在上面）：\n  crm sync --rewritten\n"
        ));
    }
    if !past.kept.is_empty() {
        text.push_str(&tr!(
            lang,
            "The files stay as they are, with one commit instead of their history; on other\nbranches they go.\n",
            "文件保持现状，历史合并为一个提交；其他分支上的这些文件会被移除。\n"
        ));
    }
    text.push_str(&tr!(
        lang,
        "A clone's old commits stay in it for some weeks more; a new clone has none. Backups,\nexports, mails and what the remote's host keeps of old commits are beyond git: ask there.\n",
        "旧提交在各个克隆中还会保留数周，新克隆中没有。备份、导出的文件、邮件以及远程托管方\n保留的旧提交，不在 git 的控制之内，需要另行处理。\n"
    ));
    text
}

/// One command of many lines.
fn recipe(past: &Past) -> String {
    let mut text = String::new();
    let mut step = |line: String| {
        let _ = writeln!(text, "  {line} &&");
    };
    step(format!("cd {}", word(&past.top)));
    let files = words(&past.uncommitted);
    match &past.remote {
        Some(_) if !past.uncommitted.is_empty() => step("crm sync -m forgotten".to_owned()),
        Some(_) => step("crm sync".to_owned()),
        None if !past.uncommitted.is_empty() => {
            step(format!("git add -A -- {files}"));
            step(format!("git commit -q -m forgotten --only -- {files}"));
        }
        None => {}
    }
    step("d=$(mktemp -d)".to_owned());
    match &past.remote {
        Some((remote, branch)) => {
            let (remote, branch) = (quoted(remote), quoted(branch));
            step(format!(
                "git clone -q --no-local --branch {branch} \\\n    \"$(git remote get-url {remote})\" \"$d\""
            ));
            step("u=$(git -C \"$d\" remote get-url origin)".to_owned());
            // What each branch was: others' commits that came meanwhile are not written over.
            step(
                "git -C \"$d\" for-each-ref refs/remotes/origin \\\n    --format='--force-with-lease=%(refname:lstrip=3):%(objectname)' > \"$d.l\""
                    .to_owned(),
            );
            step(
                "git -C \"$d\" for-each-ref refs/tags \\\n    --format='--force-with-lease=%(refname):%(objectname)' >> \"$d.l\""
                    .to_owned(),
            );
        }
        None => step("git clone -q --no-local . \"$d\"".to_owned()),
    }
    step("t=$(git -C \"$d\" rev-parse 'HEAD^{tree}')".to_owned());
    let mut filter = "git -C \"$d\" filter-repo --quiet --invert-paths".to_owned();
    if !past.messages.0.is_empty() {
        step(format!("printf '%s\\n' \\\n    {} > \"$d.m\"", quoted(&expression(past.messages.0.iter()))));
        filter.push_str(" --replace-message \"$d.m\"");
    }
    for name in &past.names {
        let _ = write!(filter, " \\\n    {}", path_option(name));
    }
    step(filter);
    if !past.kept.is_empty() {
        step(format!("tar -cf - -- {} |\n    tar -xf - -C \"$d\"", words(&past.kept)));
        step("git -C \"$d\" add -A -f".to_owned());
        step(
            "git -C \"$d\" -c user.name=\"$(git config user.name)\" \\\n    -c user.email=\"$(git config user.email)\" commit -q -m forgotten"
                .to_owned(),
        );
    }
    step("test \"$t\" = \"$(git -C \"$d\" rev-parse 'HEAD^{tree}')\"".to_owned());
    step(match past.remote {
        Some(_) => {
            "xargs git -C \"$d\" push -q \"$u\" 'refs/heads/*:refs/heads/*' \\\n    'refs/tags/*:refs/tags/*' < \"$d.l\"".to_owned()
        }
        None => {
            "git fetch -q --force --update-head-ok \"$d\" \\\n    'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*'".to_owned()
        }
    });
    text.push_str("  rm -rf \"$d\" \"$d.l\" \"$d.m\"\n");
    text
}

/// A message that has one of these words is another one as a whole.
fn expression<'a>(words: impl Iterator<Item = &'a String>) -> String {
    let is_inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let word = |text: &String| {
        let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let mut escaped = String::new();
        for c in one_line.chars() {
            if c.is_ascii() && !c.is_ascii_alphanumeric() {
                escaped.push('\\');
            }
            escaped.push(c);
        }
        let before = if is_inside(one_line.chars().next()) { "(?<![A-Za-z0-9_-])" } else { "" };
        let behind = if is_inside(one_line.chars().last()) { "(?![A-Za-z0-9_-])" } else { "" };
        format!("{before}{escaped}{behind}")
    };
    let words: Vec<String> = words.map(word).collect();
    format!("regex:(?s)\\A.*(?:{}).*\\Z==>(forgotten)", words.join("|"))
}

/// How a file is named to the filter; a name that can't be printed as it is stands there as a pattern.
fn path_option(path: &Path) -> String {
    let (text, is_plain) = printable(path);
    if is_plain {
        // What begins with a dash would be an option.
        let sign = if text.starts_with('-') { '=' } else { ' ' };
        return format!("--path{sign}{}", quoted(&text));
    }
    let mut pattern = String::new();
    for c in text.chars() {
        match c {
            '\u{fffd}' => pattern.push('?'),
            '*' | '?' | '[' => pattern.extend(['[', c, ']']),
            _ => pattern.push(c),
        }
    }
    format!("--path-glob={}", quoted(&pattern))
}

fn words<'a>(paths: impl IntoIterator<Item = &'a std::path::PathBuf>) -> String {
    paths.into_iter().map(|path| word(path)).collect::<Vec<_>>().join(" \\\n    ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_of_the_shell() {
        for (path, want) in [
            ("customers/acme.yaml", "--path customers/acme.yaml"),
            ("客户/宏达.yaml", "--path 客户/宏达.yaml"),
            ("old place/a.yaml", "--path 'old place/a.yaml'"),
            ("it's/a.yaml", "--path 'it'\\''s/a.yaml'"),
            ("$(x)/\"a\".yaml", "--path '$(x)/\"a\".yaml'"),
            ("-x/a.yaml", "--path=-x/a.yaml"),
            ("a\nb[1]/a.yaml", "--path-glob='a?b[[]1]/a.yaml'"),
            ("a\u{200b}b/x\u{2066}.yaml", "--path-glob='a???b/x???.yaml'"),
            ("\u{feff}\u{fe0f}.yaml", "--path-glob='??????.yaml'"),
        ] {
            assert_eq!(path_option(Path::new(path)), want);
        }
    }
}
