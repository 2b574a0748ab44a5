use std::collections::BTreeSet;

use clap::{Arg, ValueHint};

use super::*;
use crate::cli::cmd;

/// Values that nobody can know before they are typed: texts, numbers, names of what is new, addresses.
const FREE: &[&str] = &[
    "ADDRESS", "AMOUNT", "ALIAS", "CADENCE", "COUNT", "EMAIL", "FRACTION", "MESSAGE", "MINUTES", "NAME",
    "NEW", "NOTES", "QUANTITY", "NUMBER", "PATH", "PHONE", "PLAN", "POSITION", "PROGRAM", "SCORE", "SIGN",
    "SPAN", "TEXT", "TIME", "WEBSITE", "WECHAT", "WHATSAPP", "WHICH", "WORDS",
];

fn value_name(arg: &Arg) -> String {
    arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default()
}

#[test]
fn every_argument_offers_what_it_can_be_or_is_free() {
    let mut command = cmd::command();
    command.build();
    let mut dark = BTreeSet::new();
    for own in command.get_subcommands().filter(|own| own.get_name() != "help") {
        for arg in own.get_arguments().filter(|arg| arg.get_action().takes_values()) {
            let is_known = !arg.get_possible_values().is_empty()
                || arg.get_value_hint() != ValueHint::Unknown
                || values::source(own.get_name(), arg).is_some();
            let name = value_name(arg);
            let is_new = (own.get_name(), arg.get_id().as_str()) == ("add", "id");
            if !is_known && !is_new && !FREE.contains(&name.as_str()) {
                dark.insert(format!("crm {} {} {name}", own.get_name(), arg.get_id()));
            }
        }
    }
    assert!(dark.is_empty(), "{dark:#?}");
}

#[test]
fn a_free_text_offers_nothing() {
    let command = cmd::command();
    let own = command.find_subcommand("log").expect("it is there");
    let free = |id: &str| own.get_arguments().find(|arg| arg.get_id() == id).expect("it is there");
    assert!(values::source("log", free("text")).is_none());
    assert!(values::source("log", free("plan")).is_none());
    assert!(values::source("log", free("via")).is_some());
}

#[test]
fn every_shell_has_a_script() {
    for shell in shells::ALL {
        let script = script(shell.name()).expect("it is known");
        assert!(script.contains("COMPLETE") && script.contains("crm"), "{}: {script}", shell.name());
    }
    assert!(script("tcsh").is_none());
}
