use std::process::Command;

use crate::world::{World, binary, tool};

fn completed(world: &World, words: &[&str]) -> Vec<String> {
    let last = words.len() - 1;
    let outcome = world
        .call([&["--", "crm"], words].concat())
        .env("COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", (last + 1).to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "true")
        .env("_CLAP_IFS", "\n")
        .run();
    assert_eq!(outcome.code, 0, "{outcome:?}");
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn a_script_for_every_shell() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "nushell", "powershell"] {
        let script = world.ok(["completions", shell]);
        assert!(script.contains("COMPLETE") && script.contains("crm"), "{shell}: {script}");
    }
    world.run(["completions", "tcsh"]).refused(2, &["possible values"]);
    assert_eq!(World::bare().run(["completions", "bash"]).code, 0, "needs no workspace");
}

#[test]
fn ids_complete_on_tab() {
    let world = World::new();
    world.card("mueller", "name: Müller\n").card("meier", "name: Meier\n").card("europe/acme", "broken: [\n");
    assert_eq!(completed(&world, &["show", "m"]), ["meier", "mueller"]);
    assert_eq!(completed(&world, &["log", "mu"]), ["mueller"]);
    for command in ["set", "edit", "grade", "assign", "archive"] {
        assert_eq!(completed(&world, &[command, "ac"]), ["acme"], "{command}");
    }
    assert!(completed(&World::bare(), &["show", "m"]).is_empty(), "outside a workspace there are none");
}

#[test]
fn ids_of_the_workspace_that_is_named() {
    let world = World::bare();
    world.put("there/crm.yaml", "version: 1\n").put("there/customers/acme.yaml", "name: Acme\n");
    assert_eq!(completed(&world, &["-C", "there", "show", "a"]), ["acme"]);
}

#[test]
fn commands_and_options_complete() {
    let world = World::new();
    assert!(completed(&world, &["du"]).contains(&"due".to_owned()));
    assert!(completed(&world, &["due", "--wi"]).contains(&"--within".to_owned()));
}

/// A workspace with something of everything.
fn book() -> World {
    let world = World::new();
    world.put(
        "crm.yaml",
        "version: 1\ncurrency: EUR\nrates: {SEK: [{from: 2026-01-01, rate: 0.1}]}\n\
         people: {li: {name: 李娜}, wang: {name: Wang Wei}}\n",
    );
    world.card(
        "mueller",
        "name: Müller\ntags: [hydraulics, light house]\nindustry: machinery\n\
         contacts: [{name: Anna Müller}, {name: \"Bob\\nB\"}]\n",
    );
    world.log(
        "mueller",
        &[r#"{"at":"2026-11-02","by":"li","kind":"order","amount":"5","item":"HX-200","ref":"O-7"}"#],
    );
    world
}

#[test]
fn values_of_the_workspace_complete_and_nothing_is_written() {
    let world = book();
    let before = world.files();
    for (line, want) in [
        ("list --owner ", &["li", "wang", "me", "pool"][..]),
        ("list -o 李", &["李娜"]),
        ("list --owner li,w", &["li,wang"]),
        ("assign mueller w", &["wang"]),
        ("log mueller --by l", &["li"]),
        ("handover l", &["li"]),
        ("handover li --to w", &["wang"]),
        ("list --grade ", &["A", "B", "C", "D", "E", "none"]),
        ("grade mueller b", &["B"]),
        ("list --country de", &["DE", "Denmark"]),
        ("list --country germ", &["Germany"]),
        ("list --country united", &["United\\ Arab\\ Emirates", "United\\ Kingdom", "United\\ States"]),
        ("add X --country D", &["DE", "DJ", "DK", "DM", "DO", "DZ"]),
        ("list --country 德", &["德国"]),
        ("list --tag h", &["hydraulics"]),
        ("list --tag l", &["light\\ house"]),
        ("add X --tag hydraulics,l", &["hydraulics\\,light\\ house"]),
        ("list --industry m", &["machinery"]),
        ("list --need t", &["target"]),
        ("list --need 有", &["有需求"]),
        ("log mueller --via c", &["call", "chat"]),
        ("log mueller --via 电", &["电话"]),
        ("log mueller --reply p", &["positive"]),
        ("log mueller --with A", &["Anna\\ Müller"]),
        ("log mueller --with B", &["Bob\\ B"]),
        ("forget mueller --contact A", &["Anna\\ Müller"]),
        ("log mueller --ref ", &["O-7"]),
        ("log mueller --item H", &["HX-200"]),
        ("log mueller --currency ", &["EUR", "SEK", "USD", "CNY", "GBP", "JPY", "HKD", "AUD", "CAD", "CHF"]),
        ("log mueller --kind pa", &["payment"]),
        ("log mueller --sample a", &["agreed"]),
        ("log mueller --complaint s", &["solved"]),
        ("log mueller --ending s", &["saved"]),
        ("log mueller --ending 已", &["已答复", "已挽留", "已流失"]),
        ("log mueller --state l", &["lost"]),
        ("log mueller --next tom", &["tomorrow"]),
        ("dates --kind b", &["birthday"]),
        ("review --only sa", &["sample"]),
        ("diff --only cl", &["class"]),
        ("list --columns id,na", &["id,name"]),
        ("list --columns py", &["pyramid"]),
        ("list --in pyr", &["pyramid="]),
        ("list --in pyramid=su", &["pyramid=super", "pyramid=suspect"]),
        ("list --in pyramid=super,b", &["pyramid=super,big"]),
        ("set mueller ne", &["need=", "need_size="]),
        ("log mueller --satisfaction ", &["1", "2", "3", "4", "5"]),
        ("set mueller tag", &["tags+=", "tags-=", "tags="]),
        ("set mueller need=t", &["need=target"]),
        ("set mueller tags+=h", &["tags+=hydraulics"]),
        ("set mueller owner=w", &["owner=wang"]),
        ("set mueller contacts[0].dec", &["contacts\\[0\\].decides="]),
        ("set mueller timezone=Europe/Berl", &["timezone=Europe/Berlin"]),
        ("due --format=j", &["--format=json"]),
        ("due -fj", &["-fjson"]),
        ("--lang z", &["zh"]),
        ("dupes --distinct mueller m", &["mueller"]),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let got = completed(&world, &words);
        let got: Vec<&str> = got
            .iter()
            .filter(|one| !one.starts_with("--") || line.contains("--f"))
            .map(String::as_str)
            .collect();
        // Text that goes on behind a comma stays one word.
        let want: Vec<String> = want.iter().map(|one| one.replace("\\,", ",")).collect();
        assert_eq!(got, want, "{line}");
    }
    assert_eq!(before, world.files());
}

#[test]
fn behind_a_mask_no_text_of_a_file_is_offered() {
    let world = book();
    for line in ["list --redact --tag h", "list --redact --industry m"] {
        assert!(completed(&world, &line.split(' ').collect::<Vec<_>>()).is_empty(), "{line}");
    }
}

#[test]
fn broken_rules_and_lines_that_mean_nothing_are_no_noise() {
    let world = book();
    world.put("crm.yaml", "people: [\n").card("broken", "name: [\n");
    for line in ["list --owner ", "list --tag h", "nothing --x ", "log nobody --with A", "diff H"] {
        completed(&world, &line.split(' ').collect::<Vec<_>>());
    }
    let bare = World::bare();
    for line in ["list --owner ", "list --tag h", "diff H", "set x need=t"] {
        completed(&bare, &line.split(' ').collect::<Vec<_>>());
    }
}

#[test]
fn revisions_complete() {
    let world = book();
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=Li", "-c", "user.email=li@x.example"];
        let done = Command::new("git").args(identity).args(args).current_dir(world.root()).output();
        assert!(done.is_ok_and(|done| done.status.success()), "git {args:?}");
    };
    git(&["init", "-q", "-b", "main"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "first"]);
    git(&["tag", "before-the-fair"]);
    assert_eq!(completed(&world, &["diff", "be"]), ["before-the-fair"]);
    assert_eq!(completed(&world, &["check", "--since", "ma"]), ["main"]);
}

/// What a shell prints that has loaded the completion of this `crm`.
fn shell(world: &World, name: &str, args: &[&str], code: &str) -> Option<String> {
    let Some(program) = tool(name) else {
        eprintln!("SKIPPED: there is no {name} here, so its completion was not tried");
        return None;
    };
    let folder = std::path::Path::new(binary()).parent().expect("a program lies in a folder");
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let home = world.path("home-of-the-shell");
    std::fs::create_dir_all(&home).expect("a home");
    let output = Command::new(program)
        .args(args)
        .arg(code)
        .current_dir(world.root())
        .env_clear()
        .env("PATH", path)
        .env("HOME", &home)
        .env("LC_ALL", "C.UTF-8")
        .env("CRM_TODAY", "2026-11-21")
        .output()
        .expect("it starts");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && err.is_empty(), "{name}: {code}\n{out}\n{err}");
    Some(out.into_owned())
}

#[test]
fn bash_completes_values_behind_its_own_signs() {
    let world = book();
    // The words as bash itself parts them, the one under the cursor, and what it would put there.
    for (words, current, want) in [
        ("crm due --format = j", "j", "json"),
        ("crm due --format =", "", "table plain json csv ids"),
        ("crm set mueller need = t", "t", "target"),
        ("crm set mueller need =", "", "target potential dead"),
        ("crm list --owner w", "w", "wang"),
        ("crm list --tag l", "l", r"light\ house"),
        ("crm list --tag \\\"li", "\\\"li", "light house"),
    ] {
        let code = format!(
            "source <(crm completions bash); COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 )); \
             _crm_complete crm \"{current}\" x; echo \"${{COMPREPLY[*]}}\""
        );
        let Some(got) = shell(&world, "bash", &["--norc", "--noprofile", "-c"], &code) else { return };
        assert_eq!(got.trim_end(), want, "{words}");
    }
}

#[test]
fn zsh_completes_before_its_compinit() {
    let world = book();
    let code = r#"source <(crm completions zsh); print $_comps[crm]
        _describe() { print -l -- ${(P)3} }
        words=(crm set mueller need=t) CURRENT=4; _clap_dynamic_completer_crm
        words=(crm due --format=j) CURRENT=3; _clap_dynamic_completer_crm"#;
    let Some(got) = shell(&world, "zsh", &["-f", "-c"], code) else { return };
    assert_eq!(
        got,
        "_clap_dynamic_completer_crm\nneed=target:needs it now\n--format=json:One JSON document\n"
    );
}

#[test]
fn fish_completes_values() {
    let world = book();
    for (line, want) in [
        ("crm due --format=j", "--format=json\tOne JSON document\n"),
        ("crm set mueller need=t", "need=target\tneeds it now\n"),
        ("crm list --owner l", "li\t李娜\n"),
        ("crm list --tag l", "light house\n"),
    ] {
        let code = format!("crm completions fish | source; complete -C '{line}'");
        let Some(got) = shell(&world, "fish", &["--no-config", "-c"], &code) else { return };
        assert_eq!(got, want, "{line}");
    }
}

#[test]
fn nushell_completes_values() {
    let world = book();
    let script = world.ok(["completions", "nushell"]);
    for (spans, want) in [
        (r#"["crm" "due" "--format=j"]"#, "--format=json"),
        (r#"["crm" "list" "--owner" "l"]"#, "li"),
        (r#"["crm" "list" "--tag" "l"]"#, "\"light house\""),
    ] {
        let code = format!(
            "{script}\ndo $env.config.completions.external.completer {spans} | get value | str join ' '"
        );
        let Some(got) = shell(&world, "nu", &["--no-config-file", "-c"], &code) else { return };
        assert_eq!(got.trim_end(), want, "{spans}");
    }
}

#[test]
fn the_manual() {
    let world = World::bare();
    let page = world.ok(["man"]);
    assert!(page.contains(".TH crm 1") && page.contains("Exit codes"), "{page}");
    let outcome = world.run(["man", "man1"]);
    assert_eq!(outcome.code, 0);
    assert_eq!(outcome.stdout, format!("{} pages in man1 and man7\n", outcome.changed().len()));
    assert!(world.read("man7/crm-dates.7").contains(".TH crm-dates 7"));
    for page in ["crm", "crm-due", "crm-log", "crm-export"] {
        assert!(world.read(&format!("man1/{page}.1")).starts_with(".ie"), "{page}");
    }
}
