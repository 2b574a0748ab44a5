//! The program that sends mails: `sendmail -t`, `msmtp -t`. It is started where there is a mail, and nowhere else.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::process::{Command, ExitStatus, Stdio};

use super::context::Context;
use super::exit::Exit;
use super::failure::Failure;
use crate::render::lang::{Bilingual, Lang, both, one_line, tr};

/// So much of what a program says is told.
const MOST: u64 = 2_000;

/// A program with its words, as it was named: on the command line, or in the person's own file. A workspace can't
/// name one, for its files come from others.
#[derive(Debug)]
pub struct Sender {
    words: Vec<String>,
}

impl Sender {
    /// The program that was typed; where only `--send` was, that of the person's own file.
    pub fn find(context: &Context, typed: &str) -> Result<Self, Failure> {
        let own = context.sender().unwrap_or_default();
        let line = if typed.trim().is_empty() { own } else { typed };
        let example = || {
            both!(
                "--send \"msmtp -t\", or send: msmtp -t in ~/.config/crm/config.yaml",
                "--send \"msmtp -t\"，或在 ~/.config/crm/config.yaml 里写 send: msmtp -t"
            )
        };
        if line.trim().is_empty() {
            let what = both!("which program sends the mail? Nothing tells", "没有指定发信程序");
            return Err(Failure::usage(what).try_this(example()));
        }
        // The words of a shell without the shell: nothing of it is replaced, and nothing else is started.
        let words = shlex::split(line).filter(|words| words.first().is_some_and(|word| !word.is_empty()));
        words.map(|words| Sender { words }).ok_or_else(|| {
            let line = one_line(line);
            let what = both!(
                "\"{line}\" is not a program with its words: a quotation mark is left open, or nothing is named",
                "「{line}」不是完整的命令：引号未闭合，或没有程序名"
            );
            Failure::usage(what).try_this(example())
        })
    }

    /// Starts it with a mail on its standard input, and waits for it.
    pub fn send(&self, context: &Context, mail: &str) -> Result<(), Failure> {
        let name = one_line(&self.words[0]);
        let failed = |what: Bilingual, why: Bilingual| Err(Failure::new(Exit::System, what).because(why));
        match self.run(mail) {
            Err(Refusal::NotStarted(error)) => failed(
                both!("the mail was not sent: {name} can't be started", "邮件未发送：无法启动 {name}"),
                Bilingual::from(&error),
            ),
            Err(Refusal::NotRead(error)) => failed(
                both!("the mail was not sent: {name} didn't read it", "邮件未发送：{name} 没有读取邮件"),
                Bilingual::from(&error),
            ),
            Ok((status, said)) if !status.success() => failed(
                both!("the mail was not sent: {name} ended with an error", "邮件未发送：{name} 出错退出"),
                Bilingual::of(|lang| ended(lang, status, &said)),
            ),
            Ok((_, said)) => {
                if !said.is_empty() {
                    context.say(&said);
                }
                Ok(())
            }
        }
    }

    /// How it ended, and what it said. That goes into a file and not into a pipe: what delivers in the background
    /// keeps a pipe open for as long as it tries.
    fn run(&self, mail: &str) -> Result<(ExitStatus, String), Refusal> {
        let mut told = tempfile::tempfile().map_err(Refusal::NotStarted)?;
        let shared = || told.try_clone().map_err(Refusal::NotStarted);
        let mut child = Command::new(&self.words[0])
            .args(&self.words[1..])
            .stdin(Stdio::piped())
            .stdout(shared()?)
            .stderr(shared()?)
            .spawn()
            .map_err(Refusal::NotStarted)?;
        // Closed behind the mail: that is its end.
        let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(mail.as_bytes()));
        let status = child.wait().map_err(Refusal::NotRead)?;
        let mut said = Vec::new();
        let read = told.seek(SeekFrom::Start(0)).and_then(|_| told.take(MOST).read_to_end(&mut said));
        let said = read.map_or_else(|_| String::new(), |_| String::from_utf8_lossy(&said).trim().to_owned());
        match written {
            // Whoever says that all is well has not seen all of the mail.
            Err(error) if status.success() => Err(Refusal::NotRead(error)),
            _ => Ok((status, said)),
        }
    }
}

/// Why a mail got nowhere.
enum Refusal {
    NotStarted(io::Error),
    NotRead(io::Error),
}

/// `exit code 78: no recipients found`.
fn ended(lang: Lang, status: ExitStatus, said: &str) -> String {
    let how = match status.code() {
        Some(code) => tr!(lang, "exit code {code}", "退出码 {code}"),
        None => status.to_string(),
    };
    match one_line(said) {
        said if said.is_empty() => how,
        said => tr!(lang, "{how}: {said}", "{how}：{said}"),
    }
}
