//! Somebody is forgotten in one clone, and another one that has not heard of it writes of that person meanwhile: under
//! another name, in the file, in the log.
use crate::crossed::meet;
use crate::crossed_forget::change;
use crate::team::Team;

/// Three clones with two customers, the first of them with this file and this log.
fn team(card: &str, log: &str) -> Team {
    let team = Team::new();
    team.ok("li", &["upgrade", "--apply"]);
    team.world.put("li/customers/beta.yaml", card);
    team.world.put("li/customers/beta.log.jsonl", log);
    team.world.put("li/customers/gamma.yaml", "name: Gamma Oil\nplan: sell filters\n");
    team.ok("li", &["sync", "-m", "two customers"]);
    team.ok("wang", &["sync"]);
    team.clone("zhao");
    team
}

/// All that everybody's files say.
fn everywhere(team: &Team) -> String {
    let read = |who: &str| {
        let files = ["beta.yaml", "beta.log.jsonl", "gamma.yaml", "gamma.log.jsonl"];
        let own = files.iter().filter(|file| team.world.path(&format!("{who}/customers/{file}")).exists());
        own.map(|file| team.read(who, file)).collect::<String>()
    };
    ["li", "wang", "zhao"].map(read).concat()
}

const WANG: &str = "name: 华东阀门\ncontacts:\n  - name: 王经理\n    email: wxl@valve.example\n    phone: \"+86 138 0013 8000\"\n  - name: 李工\n    email: lg@valve.example\n";
const BERT: &str = "name: Beta Valves\ncontacts:\n  - name: Bert Bohm\n    email: bert@beta.example\n  - name: Dora\n    email: dd@valve.example\n    phone: \"+49 138 0013 8000\"\n";
const LINE: &str = "{\"at\":\"2026-02-01\",\"by\":\"li\",\"kind\":\"note\",\"text\":\"one\"}\n";

#[test]
fn who_was_forgotten_is_asked_for_under_the_name_that_somebody_learned_meanwhile() {
    for name in ["王小丽", "Wang Xiaoli"] {
        let team = team(WANG, LINE);
        team.ok("li", &["forget", "beta", "--contact", "王经理", "--apply"]);
        team.ok("li", &["sync", "-m", "forget"]);
        team.ok("wang", &["set", "beta", &format!("contacts[0].name={name}")]);
        let told = team.crm("wang", &["sync", "-m", "name"]);
        assert!(told.code != 0 && told.stderr.contains("contacts"), "{name}: {told:?}");
        assert!(!team.read("li", "beta.yaml").contains("wxl@"));
    }
}

#[test]
fn of_one_whom_both_gave_a_name_there_is_one() {
    let team = team(WANG, LINE);
    team.ok("li", &["set", "beta", "contacts[0].name=王小丽"]);
    team.ok("li", &["sync", "-m", "name"]);
    team.ok("wang", &["set", "beta", "contacts[0].name=王晓莉"]);
    let told = team.crm("wang", &["sync", "-m", "name"]);
    assert!(told.code != 0 && told.stderr.contains("王晓莉"), "{told:?}");
}

#[test]
fn words_of_a_forgotten_customer_are_told_in_chinese_as_well() {
    let team = team(
        "name: Beta Valves\nplan: 老王离婚了心情不好别催\ncontacts:\n  - name: Lao Wang\n    email: w@v.example\n",
        LINE,
    );
    team.ok("wang", &["merge", "gamma", "beta", "--apply"]);
    team.ok("li", &["forget", "beta", "--apply"]);
    let told = meet(&team, ["li", "wang"]);
    assert!(told.contains("what gamma took over stays until you look"), "{told}");
    assert!(team.crm("zhao", &["check"]).stdout.contains("forgotten on request"));
}

#[test]
fn who_came_back_and_is_forgotten_once_more_on_one_day_goes_everywhere() {
    let team = team(BERT, LINE);
    let forget = ["forget", "beta", "--contact", "Bert", "--apply"];
    team.ok("li", &forget);
    meet(&team, ["li", "wang"]);
    team.ok("li", &["set", "beta", "contacts+=Bert Bohm"]);
    team.ok("li", &["set", "beta", "contacts[1].email=bert@beta.example"]);
    meet(&team, ["li", "wang"]);
    team.ok("wang", &["merge", "gamma", "beta", "--apply"]);
    team.ok("wang", &["sync", "-m", "merge"]);
    team.ok("li", &forget);
    meet(&team, ["li", "wang"]);
    assert!(!everywhere(&team).contains("bert@"), "{}", everywhere(&team));
}

#[test]
fn what_names_who_was_forgotten_is_told_wherever_it_was_written() {
    let line = |text: &str| {
        format!("{{\"at\":\"2026-11-20\",\"by\":\"wang\",\"kind\":\"note\",\"text\":\"{text}\"}}\n")
    };
    let wang = WANG.replace("王经理", "王小丽");
    for (card, log, who, file, new, want) in [
        (BERT, LINE.to_owned(), "Bert", "beta.yaml", "plan: call Bert Bohm\n".to_owned(), "in its file"),
        (&wang, LINE.to_owned(), "王小丽", "beta.log.jsonl", line("\\u738b\\u5c0f\\u4e3d called"), "1 entry"),
        (&wang, LINE.to_owned(), "王小丽", "beta.log.jsonl", line("小丽说可以"), "1 entry"),
        (
            "name: Beta\n",
            line("Bert Bohm called"),
            "Bert Bohm",
            "beta.log.jsonl",
            line("saw Bert Bohm"),
            "1 entry",
        ),
    ] {
        let team = team(card, &log);
        team.ok("li", &["forget", "beta", "--contact", who, "--apply"]);
        let text = team.read("wang", file);
        team.world.put(&format!("wang/customers/{file}"), text + &new);
        let told = meet(&team, ["li", "wang"]);
        assert!(told.contains("was forgotten on request") && told.contains(want), "{new}: {told}");
        assert!(everywhere(&team).contains(new.trim()), "it stays: {new}");
        assert!(team.crm("zhao", &["check"]).stdout.contains("forgotten on request"), "{new}");
    }
    // Of others nothing is told.
    let team = team(BERT, LINE);
    team.ok("li", &["forget", "beta", "--contact", "Bert", "--apply"]);
    change(&team, "wang", "beta.yaml", "name: Dora", "name: Dora Dorn");
    team.ok("wang", &["set", "beta", "plan=ask Dora for the best price"]);
    team.ok("wang", &["log", "beta", "Dora will call", "--note"]);
    let told = meet(&team, ["li", "wang"]);
    assert!(!told.contains("was forgotten on request"), "{told}");
}

#[test]
fn who_only_has_another_name_stays_where_a_merge_has_brought_that_one() {
    for order in [["li", "wang"], ["wang", "li"]] {
        let team = team(BERT, LINE);
        team.ok("wang", &["merge", "gamma", "beta", "--apply"]);
        team.ok("li", &["set", "beta", "contacts[1].name=Frau Dorn"]);
        team.ok("li", &["forget", "beta", "--contact", "Bert", "--apply"]);
        let told = meet(&team, order);
        assert!(told.contains("gamma"), "{told}");
        let all = everywhere(&team);
        assert!(all.contains("dd@valve") && !all.contains("bert@"), "{order:?} {all}");
    }
}

#[test]
fn comments_of_its_own_stay_where_what_was_forgotten_goes() {
    let team = team("name: Beta Valves\ndates:\n  - on: 2026-04-10\n    what: Bert's fair\n", LINE);
    let own =
        "name: Gamma Oil\ndates:\n  # hall 4\n  - on: 2026-03-10\n    what: gamma fair   # bring samples\n";
    team.world.put("li/customers/gamma.yaml", own);
    team.ok("li", &["sync", "-m", "dates"]);
    team.ok("wang", &["sync"]);
    team.ok("wang", &["merge", "gamma", "beta", "--apply"]);
    team.ok("li", &["forget", "beta", "--apply"]);
    meet(&team, ["li", "wang"]);
    for who in ["li", "wang", "zhao"] {
        let card = team.read(who, "gamma.yaml");
        assert!(card.contains("# hall 4") && card.contains("# bring samples"), "{who} {card}");
        assert!(!card.contains("Bert"), "{who} {card}");
    }
}

#[test]
fn a_copy_that_an_editor_left_is_told_where_it_may_hold_who_was_forgotten() {
    let team = team(BERT, LINE);
    let state = team.world.path("state");
    team.world.put("state/crm/drafts/beta-1.yaml", BERT);
    team.world.put("state/crm/drafts/gamma-1.yaml", "name: Gamma Oil\n");
    // One that was written long before, and one that is newer than anything that was forgotten.
    team.world.put("state/crm/drafts/beta-2.yaml", "name: Beta Valves\n");
    for name in ["beta-1.yaml", "gamma-1.yaml"] {
        let file = std::fs::File::options().write(true).open(state.join("crm/drafts").join(name)).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_790_000_000)).unwrap();
    }
    team.ok("li", &["forget", "beta", "--contact", "Bert", "--apply"]);
    team.ok("li", &["sync", "-m", "forget"]);
    for args in [["sync"], ["check"]] {
        let told = team.call("wang", crate::world::binary(), &args).env("XDG_STATE_HOME", &state).run();
        assert!(told.stderr.contains("beta-1.yaml") && !told.stderr.contains("gamma-1"), "{args:?} {told:?}");
        assert!(!told.stderr.contains("beta-2"), "{args:?} {told:?}");
    }
}

#[test]
fn an_address_that_one_took_out_and_the_other_made_the_first_is_asked() {
    let team = team(
        "name: Beta\ncontacts:\n  - name: Bert\n    email: bert@old.example\n    emails: [bert@dead.example]\n",
        LINE,
    );
    team.ok("li", &["set", "beta", "contacts[0].emails-=bert@dead.example"]);
    team.ok("li", &["sync", "-m", "dead"]);
    team.ok("wang", &["set", "beta", "contacts[0].email=bert@dead.example"]);
    assert_eq!(team.read("wang", "beta.yaml").matches("bert@dead").count(), 1, "it stands once");
    let told = team.crm("wang", &["sync", "-m", "first"]);
    assert!(told.code != 0 && told.stderr.contains("bert@dead.example"), "{told:?}");
}
