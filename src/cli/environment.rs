//! The variables of the environment.

/// What a variable says; an empty one says nothing.
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
