//! Why a file could not be imported at all.

use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::plan::import::Undecided;
use crate::render::ImportOrigin;
use crate::render::lang::{self, both};
use crate::store::{ImportError, Origin};

/// A file that gives no table.
impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        unread(&error)
    }
}

fn unread(error: &ImportError) -> Failure {
    match error {
        ImportError::Io(path, source) => {
            let path = path.display();
            Failure::new(Exit::System, both!("can't read {path}", "无法读取 {path}")).because(source)
        }
        ImportError::NotAFile(path) => {
            let path = path.display();
            Failure::usage(both!("{path} is not a file", "{path} 不是文件"))
        }
        ImportError::TooLarge(path) => {
            let path = path.display();
            Failure::usage(both!("{path} is too large for a list", "{path} 过大"))
                .try_this(both!("divide it, or save it as CSV", "请拆分，或另存为 CSV"))
        }
        ImportError::TooLong(path, most) => {
            let (path, most) = (path.display(), lang::whole((*most as u64).into()));
            Failure::usage(both!("{path} has more than {most} rows", "{path} 超过 {most} 行"))
                .try_this(both!("divide it into several files", "请拆分成几个文件"))
        }
        ImportError::LongCell { path, line, header, size, most } => {
            let (path, header) = (path.display(), lang::one_line(header));
            let (size, most) = (size.div_ceil(1 << 10), most >> 10);
            Failure::usage(both!(
                "{path}, row {line}: a cell of {size} KB, more than the {most} KB that are taken",
                "{path} 第 {line} 行：一个单元格有 {size} KB，最多 {most} KB"
            ))
            .because(both!("column: {header}", "列：{header}"))
            .try_this(both!(
                "close its quotation mark, name the --delimiter, or leave the long text out",
                "检查引号是否成对、--delimiter 是否正确，或去掉过长的文字"
            ))
        }
        ImportError::Empty(path) => {
            let path = path.display();
            Failure::usage(both!("{path} has no rows below its header", "{path} 的表头下没有数据")).try_this(
                both!(
                    "the first row names the columns; another sheet: --sheet NAME",
                    "第一行是列名；其他工作表：--sheet 名称"
                ),
            )
        }
        ImportError::NoCards(path) => {
            let path = path.display();
            Failure::usage(both!("no card in {path} has anything on it", "{path} 中没有任何有内容的名片"))
                .try_this(both!(
                    "export the contacts again, as vCard (.vcf)",
                    "请重新导出联系人，格式选 vCard（.vcf）"
                ))
        }
        ImportError::TooWide(path, count) => {
            let path = path.display();
            Failure::usage(both!("{path} has {count} columns", "{path} 有 {count} 列"))
                .try_this(both!("is the delimiter right? --delimiter \";\"", "分隔符对吗？--delimiter \";\""))
        }
        ImportError::OpenQuote(path, line) => {
            let path = path.display();
            Failure::usage(both!(
                "{path}:{line}: a quotation mark is opened here and not closed",
                "{path}:{line}：这里的引号没有闭合"
            ))
            .because(both!("the rows behind it would become a part of this one", "后面的各行会被并入这一行"))
            .try_this(both!(
                "close it, or double it where it belongs to the text: \"\"",
                "请补上引号；引号本身是内容的，请写两个：\"\""
            ))
        }
        ImportError::NoText(path) => {
            let path = path.display();
            Failure::usage(both!(
                "the bytes of {path} are no text in this encoding, or in any that is known",
                "{path} 的内容不是该编码（或任何已知编码）的文本"
            ))
            .try_this(both!("--encoding latin1, big5, shift_jis …", "--encoding latin1、big5、shift_jis……"))
        }
        ImportError::NoEncoding(name, near) => {
            let failure =
                Failure::usage(both!("no encoding is called \"{name}\"", "没有名为「{name}」的编码"));
            match near {
                Some(near) => failure.try_this(both!("did you mean {near}?", "是不是 {near}？")),
                None => failure.try_this("--encoding utf-8, gb18030, utf-16le, latin1, big5, shift_jis"),
            }
        }
        ImportError::Sheet(path, detail) => {
            let path = path.display();
            Failure::usage(both!("{path} is not a spreadsheet that can be read", "无法读取电子表格 {path}"))
                .because(lang::one_line(detail))
                .try_this(both!("save it again, or as CSV", "请重新保存，或另存为 CSV"))
        }
        ImportError::NoSheet(name, sheets) => {
            let sheets = sheets.join(", ");
            Failure::usage(both!("there is no sheet \"{name}\"", "没有名为「{name}」的工作表"))
                .try_this(both!("one of {sheets}", "可选：{sheets}"))
        }
        ImportError::Mapping(path, detail) => {
            let path = path.display();
            Failure::usage(both!("{path} is not a mapping", "{path} 不是列映射文件"))
                .because(lang::one_line(detail))
                .try_this(both!(
                    "crm import FILE --save-map NEW writes one",
                    "crm import 文件 --save-map 新文件 可生成"
                ))
        }
    }
}

/// A column that can be read two ways.
impl From<Undecided> for Failure {
    fn from(undecided: Undecided) -> Self {
        Failure::in_both(|lang| {
            let said = lang::import_undecided(lang, &undecided);
            Failure::usage(said.what).because(said.why).try_this(said.hint)
        })
    }
}

/// What the file turned out to be, for people and machines.
pub fn origin(origin: &Origin) -> ImportOrigin<'_> {
    match origin {
        Origin::Csv { delimiter, encoding, is_guessed } => ImportOrigin {
            format: "csv",
            encoding: Some(encoding),
            is_guessed: *is_guessed,
            delimiter: Some(char::from(*delimiter)),
            sheet: None,
            groups: &[],
        },
        Origin::Sheet { name } => ImportOrigin {
            format: "spreadsheet",
            encoding: None,
            is_guessed: false,
            delimiter: None,
            sheet: Some(name.clone()),
            groups: &[],
        },
        Origin::Cards { encoding, is_guessed, groups } => ImportOrigin {
            format: "vcard",
            encoding: Some(encoding),
            is_guessed: *is_guessed,
            delimiter: None,
            sheet: None,
            groups,
        },
    }
}
