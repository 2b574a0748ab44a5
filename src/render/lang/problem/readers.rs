//! What the readers of YAML and JSON say, which they say in English.

use super::detail;
use crate::render::lang::{Lang, tr};

/// That a value is of another type: `string "name 张三", expected a mapping (key: value)`.
pub(super) fn wrong_type(lang: Lang, key: &str, said: &str) -> String {
    let shown = detail(said);
    match (lang, type_in_chinese(said)) {
        (Lang::Zh, Some(text)) => format!("{key}{text}"),
        _ => tr!(lang, "{key} is of the wrong type: {shown}", "{key}的类型不对：{shown}"),
    }
}

fn type_in_chinese(said: &str) -> Option<String> {
    let (found, wanted) = said.rsplit_once(", expected ")?;
    let wanted = wanted_in_chinese(wanted)?;
    Some(format!("这里应该是{wanted}，写的却是{}", found_in_chinese(&detail(found))?))
}

fn wanted_in_chinese(wanted: &str) -> Option<&'static str> {
    Some(match wanted {
        "a mapping (key: value)" | "a mapping (name: value)" | "a map" => "键值对（键: 值）",
        "a mapping (key: value), or off" => "键值对（键: 值）或 off",
        "a sequence" => "列表（[一, 二]，或每行一个「- 」）",
        "a string" | "a text in quotes" => "文字",
        "a boolean" => "true 或 false",
        "any value" => "一个值",
        "f32" | "f64" => "数字",
        number if number.starts_with(['u', 'i']) && number[1..].parse::<u8>().is_ok() => "整数",
        "usize" | "isize" => "整数",
        record if record.starts_with("struct ") => "键值对（键: 值）",
        _ => return None,
    })
}

fn found_in_chinese(found: &str) -> Option<String> {
    let value = |prefix: &str, noun: &str| {
        let value = found.strip_prefix(prefix)?.trim_matches('`').to_owned();
        Some(format!("{noun} {value}"))
    };
    let text = found.strip_prefix("string ").map(|text| {
        let text = text.strip_prefix('"').unwrap_or(text);
        format!("文字「{}」", text.strip_suffix('"').unwrap_or(text))
    });
    match found {
        "map" | "newtype struct" => Some("键值对".to_owned()),
        "sequence" => Some("列表".to_owned()),
        "null" | "unit value" | "Option value" => Some("空值".to_owned()),
        _ => text
            .or_else(|| value("integer ", "数字"))
            .or_else(|| value("floating point ", "数字"))
            .or_else(|| value("boolean ", "")),
    }
}

/// What is not YAML, or not JSON; one that we don't know stays as its reader says it.
pub(super) fn syntax(lang: Lang, said: &str) -> String {
    let of_type = || said.strip_prefix("invalid type: ").and_then(type_in_chinese);
    let known = match lang {
        Lang::En => None,
        Lang::Zh => syntax_in_chinese(said).map(str::to_owned).or_else(of_type),
    };
    known.unwrap_or_else(|| detail(said))
}

fn syntax_in_chinese(said: &str) -> Option<&'static str> {
    Some(match said {
        // YAML.
        "did not find expected key" => "这里应该是「键: 值」，缩进可能不对",
        "could not find expected ':'" => "缺少冒号",
        "mapping values are not allowed in this context" => "这里不能再有冒号",
        "mapping keys are not allowed in this context" => "这里不能有「? 」",
        "block sequence entries are not allowed in this context" => "这里不能有「- 」列表",
        "did not find expected '-' indicator" => "列表的每一项都要以「- 」开头",
        "did not find expected ',' or ']'" => "方括号里缺少逗号，或没有闭合",
        "did not find expected ',' or '}'" => "花括号里缺少逗号，或没有闭合",
        "did not find expected node content" => "这里缺少内容",
        "found character that cannot start any token" => "这里有不能开头的字符",
        "found unexpected end of stream" => "文件没写完：引号没有闭合",
        "found unexpected document indicator" => "引号没有闭合",
        "found unknown escape character" => "反斜杠后面的字符无效",
        "found unexpected ':'" => "多了一个冒号",
        "found a tab character that violates indentation"
        | "found a tab character where an indentation space is expected" => "缩进用了制表符（Tab）",
        "did not find expected <document start>" => "前面的内容结束后又多出了文字",
        "did not find expected comment or line break" => "这一行后面多出了文字",
        "did not find expected alphabetic or numeric character" => "& 或 * 后面缺少名称",
        // JSON.
        "expected value" => "这里缺少值",
        "expected `:`" => "缺少冒号",
        "expected `,` or `}`" => "缺少逗号或右花括号",
        "expected `,` or `]`" => "缺少逗号或右方括号",
        "key must be a string" => "键要写在半角双引号里",
        "trailing comma" => "多了一个逗号",
        "trailing characters" => "记录后面多出了文字",
        "invalid escape" => "反斜杠后面的字符无效",
        "invalid number" | "number out of range" => "数字无效",
        "expected ident" => "单词不完整：只能写 true、false 或 null",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => "\\u 后面的编码不完整",
        "control character (\\u0000-\\u001F) found while parsing a string" => "文字里有控制字符",
        "expected an object: {…}" => "一条记录要写在花括号里：{…}",
        "recursion limit exceeded" => "嵌套太深",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_readers_say_has_its_chinese() {
        for (said, zh) in [
            (
                "string \"name 张三\", expected a mapping (key: value)",
                "「k」这里应该是键值对（键: 值），写的却是文字「name 张三」",
            ),
            ("integer `5`, expected a string", "「k」这里应该是文字，写的却是数字 5"),
            ("map, expected a sequence", "「k」这里应该是列表（[一, 二]，或每行一个「- 」），写的却是键值对"),
            ("sequence, expected struct RawRule", "「k」这里应该是键值对（键: 值），写的却是列表"),
            ("string \"x\", expected u32", "「k」这里应该是整数，写的却是文字「x」"),
            ("something new", "「k」的类型不对：something new"),
        ] {
            assert_eq!(wrong_type(Lang::Zh, "「k」", said), zh);
            assert_eq!(wrong_type(Lang::En, "\"k\"", said), format!("\"k\" is of the wrong type: {said}"));
        }
    }
}
