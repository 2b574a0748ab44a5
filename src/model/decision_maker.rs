//! Who takes part in a customer's decision to buy.

/// One step of the decision chain: a person there, and what that one does in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionMaker {
    /// The name, as among the contacts.
    pub who: String,
    /// What the person does: decides, influences, signs …
    pub role: Option<String>,
}

impl DecisionMaker {
    /// `Anna Müller: decides`, as one types it: the name, and behind a colon the role. `None` without a name.
    pub fn parse(text: &str) -> Option<Self> {
        let (who, role) = text.split_once([':', '：']).unwrap_or((text, ""));
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Some(DecisionMaker { who: said(who)?, role: said(role) })
    }

    /// The whole chain in one line, as a list or a person writes it.
    pub fn parse_all(text: &str) -> Option<Vec<Self>> {
        let items = text.split([';', '；', '、', '\n', '|', '→', '>']).map(str::trim);
        items.filter(|item| !item.is_empty()).map(Self::parse).collect()
    }
}

impl std::fmt::Display for DecisionMaker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.role {
            Some(role) => write!(f, "{}: {role}", self.who),
            None => f.write_str(&self.who),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_typed_as_names_with_roles() {
        for (text, want) in [
            ("Anna Müller: decides", Some("Anna Müller: decides")),
            ("王芳：拍板；李雷", Some("王芳: 拍板; 李雷")),
            ("Karl > Anna :decides", Some("Karl; Anna: decides")),
            ("", Some("")),
            (": decides", None),
        ] {
            let read = DecisionMaker::parse_all(text);
            let shown = read.map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "));
            assert_eq!(shown.as_deref(), want, "{text}");
        }
    }
}
