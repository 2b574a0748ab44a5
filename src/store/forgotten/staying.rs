//! Lines that stay where a log becomes part of another one, or gets another id: what nobody asked to forget in it stays,
//! though an equal line was forgotten under an id that the log has since. A handover writes one line to each customer.

use std::path::Path;

use super::{Forgotten, all_ids, with_records};
use crate::format::merge::log_lines;
use crate::store::file_names::FORGOTTEN;
use crate::store::{FilePlan, StoreError, Workspace};

impl Forgotten {
    /// What is written down so that the log of this id, as it has become, keeps the lines of the logs that it is made of.
    fn keeping(&self, (id, log): (&str, &[u8]), before: &[(&str, &[u8])]) -> Vec<String> {
        let now = self.in_log(id, log);
        let ids = all_ids(id, log);
        let mut records = Vec::new();
        for (id_before, log_before) in before {
            let then = self.in_log(id_before, log_before);
            for line in log_lines(log_before).filter(|line| now.has(line) && !then.has(line)) {
                records.extend(self.allowing_line(id, line));
                records.extend(ids.iter().skip(1).flat_map(|former| self.owning(id, former, line)));
            }
        }
        records.sort();
        records.dedup();
        records
    }
}

impl Workspace {
    /// The change of what is known to be forgotten that goes with a log which is made of others, each with its id.
    pub fn keeping(
        &self,
        log: (&str, &[u8]),
        before: &[(&str, &[u8])],
    ) -> Result<Option<FilePlan>, StoreError> {
        let path = Path::new(FORGOTTEN);
        let Some(bytes) = self.bytes(path)? else { return Ok(None) };
        let records = Forgotten::parse(&bytes).keeping(log, before);
        let after = with_records(&bytes, &records);
        Ok((!records.is_empty()).then(|| FilePlan::new(path, Some(&bytes), Some(after.as_bytes()))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Fingerprints;
    use super::*;

    #[test]
    fn what_nobody_asked_to_forget_in_a_log_stays_where_it_becomes_part_of_another_one() {
        let prints = Fingerprints::new().expect("random bytes");
        let known = |records: &[String]| Forgotten::parse(with_records(b"", records).as_bytes());
        let trace = |how: &str, from: &str| format!("{{\"kind\":\"{how}\",\"from\":\"{from}\"}}\n");
        let merged = format!("x\ny\n{}", trace("merged", "beta"));
        for (forgotten, log, before, want) in [
            // The keeper's own line, which was forgotten in the part alone, and the other way round.
            ("beta", ("alpha", &merged), vec![("alpha", "x\n"), ("beta", "y\n")], false),
            ("alpha", ("alpha", &merged), vec![("alpha", "y\n"), ("beta", "x\n")], false),
            // One that was back already is back still.
            ("beta", ("alpha", &merged), vec![("alpha", "y\n"), ("beta", "x\n")], true),
            ("alpha", ("alpha", &merged), vec![("alpha", "x\n"), ("beta", "y\n")], true),
            // An id that another one had.
            ("neu", ("neu", &format!("x\n{}", trace("renamed", "alpha"))), vec![("alpha", "x\n")], false),
        ] {
            let mut records = vec![prints.line(forgotten, b"x")];
            let before: Vec<(&str, &[u8])> = before.iter().map(|(id, log)| (*id, log.as_bytes())).collect();
            records.extend(known(&records).keeping((log.0, log.1.as_bytes()), &before));
            assert_eq!(
                known(&records).in_log(log.0, log.1.as_bytes()).has(b"x"),
                want,
                "{forgotten} {log:?}"
            );
        }
    }
}
