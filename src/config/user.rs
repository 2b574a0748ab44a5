//! The user's own file: how answers look, never what they are.

use std::fs;
use std::path::Path;

use crate::model::suggestion;
use crate::model::{Problem, ProblemKind};
use crate::yaml::{self, FileLocation, UnlocatedProblem, mapping};

/// What a user prefers; a flag and the environment say more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UserConfig {
    /// `en` or `zh`.
    pub lang: Option<String>,
    /// `auto`, `always` or `never`.
    pub color: Option<String>,
    /// Who is typing: what stands in the log's `by`.
    pub user: Option<String>,
    /// `true` for a commit after each command that wrote something.
    pub commit: Option<String>,
    /// The program that `--send` starts, with its words. It stands here alone: a program that a workspace names is
    /// one that whoever sent the files can choose.
    pub send: Option<String>,
}

mapping! {
    /// The file as it stands on disk.
    RawTaste {
        lang = "lang": String,
        color = "color": String,
        user = "user": String,
        commit = "commit": String,
        send = "send": String,
    }
}

/// Reads the user's file; without one nothing is configured, and nothing wrong.
pub fn read_user_config(path: &Path) -> (UserConfig, Vec<Problem>) {
    let Ok(bytes) = fs::read(path) else { return (UserConfig::default(), Vec::new()) };
    let lossy = String::from_utf8_lossy(&bytes);
    let place = |faults: Vec<UnlocatedProblem>| yaml::placed(faults, path, &lossy);
    let read = yaml::text(&bytes, 1 << 16).map_err(|fault| vec![fault]).and_then(yaml::parse::<RawTaste>);
    match read {
        Ok(raw) => {
            let unknown = raw.unknown.iter().map(|(key, _)| {
                let trouble = ProblemKind::UnknownKey {
                    key: key.clone(),
                    suggestion: suggestion(key, RawTaste::KEYS),
                    known: RawTaste::KEYS,
                };
                UnlocatedProblem::new(FileLocation::Name(key.clone()), trouble)
            });
            let problems = place(unknown.collect());
            let RawTaste { lang, color, user, commit, send, .. } = raw;
            let user_config = UserConfig { lang, color, user, commit, send };
            (user_config, problems)
        }
        Err(faults) => (UserConfig::default(), place(faults)),
    }
}
