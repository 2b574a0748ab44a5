//! Mails: what starts the program that sends them, and what programs that others wrote make of them.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::world::{Outcome, World, tool};

/// Two people with something to do, one of them without an address, and a customer in the pool.
fn team() -> World {
    let world = World::new();
    world.put(
        "crm.yaml",
        "people:\n  li: {name: 李娜, email: li@example.com, lang: zh}\n  wang: {name: Wang}\n",
    );
    for (id, owner) in [("acme", "owner: li"), ("bolt", "owner: wang"), ("core", "")] {
        world.card(id, &format!("name: 宏达 {id}\ngrade: D\nsince: 2026-08-03\n{owner}\n"));
    }
    world
}

/// A program that keeps each mail, and its words.
fn keeper(world: &World, ends: &str) -> String {
    let script = format!(
        "#!/bin/sh\ncount=$(ls '{0}' | grep -c eml)\ncat > '{0}'/$count.eml\nprintf '%s\\n' \"$@\" > '{0}'/words\n{ends}\n",
        world.path("kept").display()
    );
    world.put("kept/run", script);
    fs::set_permissions(world.path("kept/run"), fs::Permissions::from_mode(0o755)).unwrap();
    world.path("kept/run").display().to_string()
}

fn kept(world: &World) -> Vec<String> {
    (0..).map_while(|number| fs::read_to_string(world.path(&format!("kept/{number}.eml"))).ok()).collect()
}

fn silent(outcome: &Outcome) {
    assert_eq!((outcome.code, &*outcome.stdout, &*outcome.stderr), (0, "", ""), "{outcome:?}");
}

#[test]
fn a_program_is_started_with_its_words_where_there_is_a_mail() {
    let world = team();
    let program = keeper(&world, "");
    let line = format!("{program} -t 'two words' \"$HOME;touch x\" a\\ b");
    silent(&world.run(["agenda", "--owner", "li", "--send", &line]));
    assert_eq!(
        world.read("kept/words"),
        "-t\ntwo words\n$HOME;touch x\na b\n",
        "split as a shell does, by none"
    );
    assert_eq!(kept(&world).len(), 1);
    assert!(kept(&world)[0].starts_with("To: <li@example.com>\n"), "{:?}", kept(&world));
    assert!(!world.path("x").exists());
    for what in ["--wrap-up", "--visits"] {
        silent(&world.run(["agenda", what, "--owner", "li", "--send", &line]));
        silent(&world.run(["agenda", what, "--grade", "A", "--owner", "li", "--send", "no-such-program"]));
    }
    silent(&world.run(["agenda", "--owner", "li", "--grade", "A", "--send", "no-such-program"]));
    assert_eq!(kept(&world).len(), 1, "nothing to tell, nothing sent");
    let team = ["agenda", "--team", "--to", "a@b.example", "--send", &line, "--exit-code"];
    assert_eq!(world.run(team).code, 2, "no exit code for the team");
    silent(&world.run(&team[..6]));
    assert_eq!(kept(&world).len(), 2);
    let due = world.run(["agenda", "--owner", "li", "--exit-code", "--send", &line]);
    assert_eq!(due.code, 1, "{due:?}");
}

#[test]
fn the_program_is_the_persons_own_and_never_the_workspaces() {
    let world = team();
    let program = keeper(&world, "");
    let rules = world.read("crm.yaml");
    world.put("crm.yaml", format!("{rules}send: {program}\n"));
    let alone = ["agenda", "--owner", "li", "--send"];
    let refused = world.run(alone);
    assert_eq!((refused.code, kept(&world).len()), (2, 0), "{refused:?}");
    refused.says(&["which program sends the mail?", "--send \"msmtp -t\"", "send: msmtp -t in ~/.config"]);
    world.put("crm.yaml", rules);
    world.put("home/crm/config.yaml", format!("send: {program} -t\n"));
    silent(&world.call(alone).env("XDG_CONFIG_HOME", world.path("home")).run());
    assert_eq!((kept(&world).len(), world.read("kept/words").as_str()), (1, "-t\n"));
    // It is a wish that is told each time: what prints a mail goes on printing it.
    let printed =
        world.call(["agenda", "--owner", "li", "-f", "mail"]).env("XDG_CONFIG_HOME", world.path("home"));
    assert!(printed.run().stdout.starts_with("To: <li@example.com>\n"));
    assert_eq!(kept(&world).len(), 1);
    let env = world.call(alone).env("CRM_SEND", &program).run();
    assert_eq!((env.code, kept(&world).len()), (2, 1), "{env:?}");
}

#[test]
fn everybodys_end_of_the_day_is_a_mail_to_each() {
    let world = team();
    for id in ["acme", "bolt", "core"] {
        world.ok(["log", id, "--order", "1200", "--currency", "USD", "--by", "li"]);
    }
    let program = keeper(&world, "");
    let all = world.run(["agenda", "--wrap-up", "--all-owners", "--send", &program]);
    assert!(all.stderr.contains("nobody receives this mail (Wang's wrap-up)"), "{all:?}");
    let mails = kept(&world);
    assert_eq!(mails.len(), 1, "Wang has no address, and of the pool nobody waits");
    assert!(mails[0].starts_with("To: <li@example.com>\n"), "{mails:?}");
}

#[test]
fn everybody_is_mailed_once_and_who_cannot_be_is_told() {
    let world = team();
    let program = keeper(&world, "");
    let all = ["agenda", "--all-owners", "--send", &program];
    let outcome = world.run(all);
    assert_eq!((outcome.code, kept(&world).len()), (5, 1), "{outcome:?}");
    outcome.says(&["nobody receives this mail (Wang's agenda)", "people.<id>.email"]);
    assert!(
        kept(&world)[0].starts_with("To: <li@example.com>\n") && !outcome.stderr.contains("pool"),
        "{outcome:?}"
    );
    let rules = world.read("crm.yaml").replace("name: Wang", "name: Wang, email: wang@example.com");
    world.put("crm.yaml", rules);
    silent(&world.run(all));
    silent(&world.run(["agenda", "--owner", "wang,li", "--send", &program]));
    let whom: Vec<String> = kept(&world).iter().map(|mail| mail.lines().next().unwrap().to_owned()).collect();
    let (li, wang) = ("To: <li@example.com>", "To: <wang@example.com>");
    assert_eq!(whom, [li, li, wang, li, wang]);
    assert!(kept(&world)[1].contains("lang=3D\"zh-CN\"") || kept(&world)[1].contains("base64"));
    let bad = ["agenda", "--all-owners", "--from", "li", "--send", &program];
    world.run(bad).refused(2, &["\"li\" is not a mail address"]);
    // Nobody is mailed who wasn't meant.
    world
        .run(["agenda", "--send", &program])
        .refused(2, &["one person's agenda", "--owner li, or --all-owners"]);
    world.run(["agenda", "--all-owners", "-f", "mail"]).refused(2, &["one person's agenda"]);
    assert_eq!(kept(&world).len(), 5);
}

#[test]
fn a_program_that_fails_is_told() {
    let world = team();
    let fails = keeper(&world, "echo 'no \u{1b}]52;c;x\u{7} host' >&2; exit 78");
    for lang in ["en", "zh"] {
        let outcome = world.run(["agenda", "--owner", "li", "--send", &fails, "--lang", lang]);
        outcome.says(&[if lang == "en" { "exit code 78: no " } else { "退出码 78：no " }]);
        assert!(outcome.code == 6 && outcome.stdout.is_empty(), "{outcome:?}");
        assert!(!outcome.stderr.contains('\u{1b}'), "{outcome:?}");
    }
    let all = world.run(["agenda", "--all-owners", "--to", "a@b.example", "--send", &fails]);
    assert_eq!((all.code, all.stderr.matches("exit code 78").count()), (6, 3), "one tells of each: {all:?}");
    let killed = keeper(&world, "kill -9 $$");
    world.run(["agenda", "--owner", "li", "--send", &killed]).says(&["the mail was not sent", "signal"]);
    world
        .run(["agenda", "--owner", "li", "--send", "./no-such-program -t"])
        .says(&["./no-such-program can't be started"]);
    let before = kept(&world).len();
    for (line, told) in [
        ("", "which program"),
        (" ", "which program"),
        ("msmtp \"-t", "quotation mark"),
        ("'' -t", "nothing is named"),
    ] {
        world.run(["agenda", "--owner", "nobody", "--send", line]).refused(2, &[told]);
    }
    world
        .run(["agenda", "--owner", "li", "--send", &fails, "--json"])
        .refused(2, &["what --send sends is a mail"]);
    world.run(["agenda", "--owner", "li", "--send", &fails, "-f", "ics"]).refused(2, &["is a mail"]);
    assert_eq!(kept(&world).len(), before);
    // What goes on in the background holds nothing up.
    let daemon = keeper(&world, "sleep 60 & exit 0");
    let begun = Instant::now();
    silent(&world.run(["agenda", "--owner", "li", "--send", &daemon]));
    assert!(begun.elapsed().as_secs() < 30);
}

#[test]
fn addresses_have_names_and_no_header_of_their_own() {
    let world = team();
    let mail = |option: &str, text: &str| world.run(["agenda", "--owner", "li", "-f", "mail", option, text]);
    for (text, want) in [
        ("Li Na <li@x.example>", "\"Li Na\" <li@x.example>\n"),
        ("li@x.example", "<li@x.example>\n"),
        ("李娜 <li@x.example>", "=?utf-8?B?5p2O5aic?= <li@x.example>\n"),
        ("\"Na, Li\" <li@x.example>", "\"Na, Li\" <li@x.example>\n"),
    ] {
        for (option, header) in [("--from", "From: "), ("--to", "To: ")] {
            let outcome = mail(option, text);
            assert!(outcome.stdout.contains(&format!("{header}{want}")), "{option} {text}: {outcome:?}");
        }
    }
    let both = mail("--to", "\"Na, Li\" <li@x.example>, wang@x.example");
    assert!(both.stdout.starts_with("To: \"Na, Li\" <li@x.example>, <wang@x.example>\n"), "{both:?}");
    for bad in [
        "li",
        "Na, Li <li@x.example>",
        "li@x.example\nBcc: a@b.example",
        "Li\rBcc: a@b.example <li@x.example>",
        "a@b.example>",
    ] {
        mail("--from", bad).refused(2, &["is not a mail address", "'Li Na <li@example.com>'"]);
        mail("--to", bad).refused(2, &["is not a mail address"]);
    }
    let rules = world.read("crm.yaml").replace("li@example.com", "\"a@b.example\\nBcc: x@y.example\"");
    world.put("crm.yaml", rules);
    let injected = world.run(["agenda", "--owner", "li", "-f", "mail"]);
    assert!(injected.code == 2 && injected.stdout.is_empty(), "{injected:?}");
}

/// Takes a mail by SMTP, and returns who sends it, who receives it, and its lines.
fn server() -> (u16, Receiver<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (give, taken) = channel();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut out = stream.try_clone().unwrap();
        let mut say = |text: &str| write!(out, "{text}\r\n").unwrap();
        say("220 test");
        let (mut lines, mut is_data) = (Vec::new(), false);
        for line in BufReader::new(stream).split(b'\n') {
            let line = String::from_utf8(line.unwrap()).unwrap();
            let line = line
                .strip_suffix('\r')
                .unwrap_or_else(|| panic!("{line:?} doesn't end as a mail's"))
                .to_owned();
            assert!(!line.contains('\r'), "{line:?}");
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            match verb.as_str() {
                _ if is_data && line == "." => {
                    is_data = false;
                    say("250 taken");
                }
                _ if is_data => {}
                "DATA" => {
                    is_data = true;
                    say("354 go on");
                }
                "QUIT" => {
                    say("221 bye");
                    return give.send(lines);
                }
                _ => say("250 ok"),
            }
            lines.push(line);
        }
        Ok(())
    });
    (port, taken)
}

/// The mail of a dialogue by SMTP.
fn data(lines: &[String]) -> String {
    let data = lines.iter().skip_while(|line| *line != "DATA").skip(1).take_while(|line| *line != ".");
    data.map(|line| format!("{}\n", line.strip_prefix('.').unwrap_or(line))).collect()
}

/// What any program that sends mails has to find in this one.
fn is_whole(mail: &str) {
    let read = mail_parser::MessageParser::default().parse(mail).unwrap();
    let first = |list: Option<&mail_parser::Address<'_>>| {
        let first = list.and_then(|list| list.first()).unwrap().clone();
        (first.name.unwrap_or_default().into_owned(), first.address.unwrap_or_default().into_owned())
    };
    assert_eq!(first(read.from()), ("宁波".to_owned(), "crm@sender.example".to_owned()), "{mail}");
    assert_eq!(first(read.to()).1, "li@ningbo-hydro.example", "{mail}");
    assert!(read.subject().unwrap().starts_with("跟进安排 11月20日"), "{mail}");
    assert!(read.body_text(0).unwrap().contains("永達機械（香港）有限公司"), "{mail}");
    assert!(read.message_id().unwrap().ends_with("@sender.example"), "{mail}");
}

const FROM: [&str; 6] = ["agenda", "--week", "--owner", "li", "--from", "宁波 <crm@sender.example>"];

#[test]
fn msmtp_delivers_it_with_its_sender_its_subject_and_its_text() {
    let Some(msmtp) = tool("msmtp") else { return };
    let world = World::example();
    let (port, taken) = server();
    let line = format!("{} --host=127.0.0.1 --port={port} --read-envelope-from -t", msmtp.display());
    let args = FROM.iter().copied().chain(["--send", &line]);
    silent(&world.call(args).env("HOME", world.root()).run());
    let lines = taken.recv_timeout(Duration::from_secs(60)).unwrap();
    let has = |line: &str| lines.iter().any(|own| own.to_uppercase().starts_with(&line.to_uppercase()));
    assert!(has("MAIL FROM:<crm@sender.example>") && has("RCPT TO:<li@ningbo-hydro.example>"), "{lines:?}");
    is_whole(&data(&lines));
    // What it fails for reaches whoever reads cron's mail.
    let refused = format!("{} --host=127.0.0.1 --port={port} --read-envelope-from -t", msmtp.display());
    let outcome =
        world.call(FROM.iter().copied().chain(["--send", &refused])).env("HOME", world.root()).run();
    assert_eq!(outcome.code, 6, "{outcome:?}");
    outcome.says(&["msmtp ended with an error", "exit code"]);
}

#[test]
fn nullmailer_reads_its_sender_its_subject_and_its_text() {
    let Some(inject) = tool("nullmailer-inject") else { return };
    let world = World::example();
    world.put(
        "out/run",
        format!(
            "#!/bin/sh\nexec '{}' -n -h > '{}/mail.eml'\n",
            inject.display(),
            world.path("out").display()
        ),
    );
    fs::set_permissions(world.path("out/run"), fs::Permissions::from_mode(0o755)).unwrap();
    let run = world.path("out/run").display().to_string();
    silent(&world.run(FROM.iter().copied().chain(["--send", &run])));
    is_whole(&world.read("out/mail.eml"));
}

/// dma, in a place where its configuration and its spool are ours: it knows no others than those of the machine.
const DMA: &str = "\
#!/bin/sh
set -e
mount --bind HERE/etc /etc
mount --bind HERE/spool /var/spool
chgrp mail /var/spool/dma
chmod 2775 /var/spool/dma
exec PROGRAM -t
";

#[test]
fn dma_delivers_it_with_its_subject_and_its_text() {
    let (Some(dma), Some(unshare)) = (tool("dma"), tool("unshare")) else { return };
    let world = World::example();
    if world.program(&unshare, ["--mount", "true"]).run().code != 0 {
        let _ = writeln!(
            std::io::stderr(),
            "\nSKIPPED: dma needs a configuration of ours, and unshare may not mount"
        );
        return;
    }
    let (port, taken) = server();
    for name in ["passwd", "group", "hosts"] {
        world.put(&format!("dma/etc/{name}"), fs::read(format!("/etc/{name}")).unwrap_or_default());
    }
    world.put("dma/etc/dma/dma.conf", format!("SMARTHOST 127.0.0.1\nPORT {port}\nMAILNAME sender.example\n"));
    world.put("dma/etc/dma/auth.conf", "").put("dma/spool/dma/.keep", "");
    let here = world.path("dma").display().to_string();
    world.put("dma/run", DMA.replace("HERE", &here).replace("PROGRAM", &dma.display().to_string()));
    let line = format!("{} --mount sh {here}/run", unshare.display());
    silent(&world.run(FROM.iter().copied().chain(["--send", &line])));
    is_whole(&data(&taken.recv_timeout(Duration::from_secs(60)).unwrap()));
}

/// Reads a mail as the standard library of another language does, and tells its defects.
const PYTHON: &str = r"
import sys, email, email.policy, json
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
def walk(part):
    assert not part.defects, (part.get_content_type(), part.defects)
    for name, value in part.items():
        assert not value.defects, (name, value.defects)
    for inner in part.iter_parts() if part.is_multipart() else []:
        walk(inner)
walk(mail)
parts = [part for part in mail.walk() if not part.is_multipart()]
names = lambda field: [[a.display_name, a.addr_spec] for a in (mail[field].addresses if mail[field] else [])]
print(json.dumps({
    'subject': mail['subject'], 'to': names('to'), 'from': names('from'),
    'kinds': [part.get_content_type() for part in parts],
    'text': parts[0].get_content(), 'calendar': parts[-1].get_content(), 'keys': mail.keys(),
}))
";

#[test]
fn pythons_email_finds_no_defect() {
    let Some(python) = tool("python3") else { return };
    let world = World::example();
    world.card(
        "hard",
        "name: 'Söhne; \\ \"Ä\", 液压油缸=?utf-8?Q?x?= .🎉'\nowner: li\ngrade: A\nsince: 2026-01-01\n",
    );
    for (lang, subject) in [("zh", "跟进安排 11月20日 周五至"), ("en", "Agenda Fri 20 Nov to")] {
        let args = FROM.iter().copied().chain([
            "-f",
            "mail",
            "--lang",
            lang,
            "--to",
            "\"Na, 李\" <a@b.example>, c@d.example",
        ]);
        let mail = world.ok(args);
        let read = world.program(&python, ["-c", PYTHON]).stdin(mail).env("LC_ALL", "C.UTF-8").run();
        assert_eq!((read.code, read.stderr.as_str()), (0, ""), "{read:?}");
        let read: serde_json::Value = serde_json::from_str(&read.stdout).unwrap();
        assert!(read["subject"].as_str().unwrap().starts_with(subject), "{read}");
        assert_eq!(read["to"], serde_json::json!([["Na, 李", "a@b.example"], ["", "c@d.example"]]));
        assert_eq!(read["from"], serde_json::json!([["宁波", "crm@sender.example"]]));
        assert_eq!(read["kinds"], serde_json::json!(["text/plain", "text/html", "text/calendar"]));
        for part in ["text", "calendar"] {
            assert!(read[part].as_str().unwrap().contains("永達機械（香港）有限公司"), "{part}: {read}");
        }
        assert!(read["text"].as_str().unwrap().contains("液压油缸=?utf-8?Q?x?= .🎉"), "{read}");
        assert_eq!(read["keys"].as_array().unwrap().len(), 8, "{read}");
    }
}
