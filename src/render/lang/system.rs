//! What the operating system says when it can't do something.

use std::io::{Error, ErrorKind};

use super::{Lang, one_line};

/// Why the system refused. It says that in English by itself; a kind that we have no Chinese for stays as it says it.
pub fn system(lang: Lang, error: &Error) -> String {
    let known = match lang {
        Lang::En => None,
        Lang::Zh => chinese(error),
    };
    known.map_or_else(|| one_line(&error.to_string()), str::to_owned)
}

/// The same of an error that was kept as the text it has: `Permission denied (os error 13)`.
pub fn system_text(lang: Lang, text: &str) -> String {
    let code = text.rsplit_once("(os error ").and_then(|(_, code)| code.strip_suffix(')')?.parse().ok());
    match (lang, code) {
        (Lang::Zh, Some(code)) => {
            chinese(&Error::from_raw_os_error(code)).map_or_else(|| text.to_owned(), str::to_owned)
        }
        _ => text.to_owned(),
    }
}

fn chinese(error: &Error) -> Option<&'static str> {
    // Kinds that the standard library doesn't name yet, by their numbers on every Unix.
    match error.raw_os_error() {
        Some(5) if cfg!(unix) => return Some("磁盘或设备读写出错"),
        Some(23 | 24) if cfg!(unix) => return Some("打开的文件太多"),
        _ => {}
    }
    Some(match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已有同名的文件或文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::StorageFull => "磁盘空间已满",
        ErrorKind::QuotaExceeded => "已用完磁盘配额",
        ErrorKind::FileTooLarge => "文件太大",
        ErrorKind::ResourceBusy => "正被其他程序占用",
        ErrorKind::ExecutableFileBusy => "程序文件正被占用",
        ErrorKind::Deadlock => "锁定时互相等待",
        ErrorKind::CrossesDevices => "不能跨磁盘移动",
        ErrorKind::TooManyLinks => "链接太多",
        ErrorKind::InvalidFilename => "文件名无效或过长",
        ErrorKind::ArgumentListTooLong => "命令太长",
        ErrorKind::Interrupted => "操作被中断",
        ErrorKind::Unsupported => "系统不支持这个操作",
        ErrorKind::OutOfMemory => "内存不足",
        ErrorKind::StaleNetworkFileHandle => "网络磁盘上的文件已失效",
        ErrorKind::TimedOut => "等待超时",
        ErrorKind::BrokenPipe => "对方已停止读取",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn what_the_system_says_is_said_in_the_readers_language() {
        for (code, en, zh) in [
            (2, "No such file or directory (os error 2)", "没有这个文件或文件夹"),
            (13, "Permission denied (os error 13)", "没有权限"),
            (17, "File exists (os error 17)", "已有同名的文件或文件夹"),
            (20, "Not a directory (os error 20)", "路径中有一段不是文件夹"),
            (21, "Is a directory (os error 21)", "这是文件夹，不是文件"),
            (28, "No space left on device (os error 28)", "磁盘空间已满"),
            (30, "Read-only file system (os error 30)", "磁盘是只读的"),
            (122, "Disk quota exceeded (os error 122)", "已用完磁盘配额"),
            (5, "Input/output error (os error 5)", "磁盘或设备读写出错"),
            (24, "Too many open files (os error 24)", "打开的文件太多"),
            // Nobody says that better than the system.
            (71, "Protocol error (os error 71)", "Protocol error (os error 71)"),
        ] {
            let error = Error::from_raw_os_error(code);
            assert_eq!((system(Lang::En, &error).as_str(), system(Lang::Zh, &error).as_str()), (en, zh));
            assert_eq!((system_text(Lang::En, en).as_str(), system_text(Lang::Zh, en).as_str()), (en, zh));
        }
        for kept in ["no text", "(os error x)", "it has (os error 2) within"] {
            assert_eq!(system_text(Lang::Zh, kept), kept);
        }
        assert_eq!(system(Lang::Zh, &Error::other("broken\nfile")), "broken file");
    }
}
