//! Pictures and papers that come with an entry: read and looked at before anything is written.

use std::path::Path;

use super::Args;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::model::{Entry, UnsafeName};
use crate::render::lang::{self, Bilingual, both, tr};
use crate::store::{NewKeptFile, NotKept};

/// The files of `--file`, each once.
pub(super) fn read(session: &Session<'_>, args: &Args) -> Result<Vec<NewKeptFile>, Failure> {
    let limits = &session.config.policy.files;
    let mut files: Vec<NewKeptFile> = Vec::new();
    for typed in &args.file {
        let path = session.directory.join(typed);
        let file = NewKeptFile::read(&path, limits.max_bytes());
        let file = file.map_err(|why| refused(session, typed, &why))?;
        if !files.iter().any(|known| known.kept == file.kept) {
            files.push(file);
        }
    }
    Ok(files)
}

/// Names them in the entry that they are of: that of the event, where there is one.
pub(super) fn named(mut entries: Vec<Entry<'static>>, files: &[NewKeptFile]) -> Vec<Entry<'static>> {
    if let Some(entry) = entries.first_mut() {
        entry.files = files.iter().map(|file| file.kept.clone()).collect();
    }
    entries
}

/// Says how large all files are together, where that is more than git carries well.
pub(super) fn remark(session: &Session<'_>, files: &[NewKeptFile]) {
    if files.is_empty() {
        return;
    }
    let limits = &session.config.policy.files;
    let new: u64 = files.iter().map(|file| file.kept.bytes).sum();
    let all = session.workspace.kept_bytes() + new;
    if all > limits.total_bytes() {
        let (all, total) = (lang::file_size(all), limits.total);
        session.say(&tr!(
            session.lang,
            "note: the workspace keeps {all} of pictures and papers, more than {total} MB (files.total in crm.yaml): every clone carries them for ever",
            "提示：工作区的图片和文件共 {all}，超过 {total} MB（crm.yaml 的 files.total）：每个副本都要一直带着它们"
        ));
    }
}

fn refused(session: &Session<'_>, typed: &Path, why: &NotKept) -> Failure {
    let path = lang::one_line(&typed.display().to_string());
    let max = session.config.policy.files.max;
    let usage = |what: Bilingual| Failure::usage(what);
    match why {
        NotKept::Missing => usage(both!("--file: there is no {path}", "--file：没有 {path}"))
            .try_this(both!("the path from the folder where you are", "请写从当前文件夹开始的路径")),
        NotKept::NoFile => usage(both!("--file: {path} is not a file", "--file：{path} 不是文件"))
            .try_this(both!("each file by itself, or a zip of them", "请逐个给出，或打包成 zip")),
        NotKept::Unreadable(error) => {
            usage(both!("--file: {path} can't be read", "--file：无法读取 {path}")).because(error)
        }
        NotKept::Empty => usage(both!("--file: {path} is empty", "--file：{path} 是空文件"))
            .try_this(both!("is it written yet?", "是不是还没有写完？")),
        NotKept::TooLarge(bytes) => {
            let size = lang::file_size(*bytes);
            usage(both!(
                "--file: {path} has {size}, and {max} MB is the limit (files.max in crm.yaml)",
                "--file：{path} 有 {size}，上限是 {max} MB（crm.yaml 的 files.max）"
            ))
            .try_this(both!(
                "a smaller picture; or keep it elsewhere, and say where in the text",
                "请缩小图片；或放在别处，在内容里写明位置"
            ))
        }
        NotKept::Name(why) => {
            let why = match why {
                UnsafeName::Empty | UnsafeName::Edge => {
                    both!("it begins with a dot, or ends in one", "以点开头或结尾")
                }
                UnsafeName::Sign(sign) => {
                    let sign = lang::one_line(&sign.to_string());
                    both!(
                        "not every system can have \"{sign}\" in a name",
                        "不是每个系统都允许名称里有「{sign}」"
                    )
                }
                UnsafeName::TooLong => both!("it is longer than 200 bytes", "超过 200 字节"),
                UnsafeName::Reserved => both!(
                    "it ends as a file that crm or an editor has for itself",
                    "后缀与 crm 或编辑器自己的文件相同"
                ),
            };
            usage(both!("--file: {path} has a name that can't be kept", "--file：{path} 的名称无法保存"))
                .because(why)
                .try_this(both!("give it another name: photo.jpg", "请改名，例如 photo.jpg"))
        }
    }
}
