//! What a merge has forgotten, written down among what is forgotten already.

use super::super::RevisionError;
use super::super::forgotten::{Fingerprints, with_records};
use super::objects::{Reader, Stop};
use super::outcome::Request;
use super::output::{Content, Output};
use super::tree::Place;

/// Notes what was forgotten under another id, so that nobody brings it back, and what may stay: among what is
/// forgotten already.
pub(super) fn remember(
    place: &Place,
    request: &Request<'_>,
    reader: &mut Reader,
    out: &mut Output,
) -> Result<(), Stop> {
    if out.forgotten.is_empty() && out.allowed.is_empty() && out.owned.is_empty() && out.masked.is_empty() {
        return Ok(());
    }
    let path = place.forgotten_list();
    let (mode, before) = match out.files.get(&path) {
        Some(Content::Known(file)) => (file.mode.clone(), reader.read(&file.blob)?),
        Some(Content::New { mode, bytes }) => (mode.clone(), bytes.clone()),
        // What this clone alone knows is forgotten here alone.
        None => return Ok(()),
    };
    let prints = Fingerprints::new().map_err(RevisionError::NoGit)?;
    let allowed = out.allowed.iter().flat_map(|id| request.forgotten.allowing_id(id));
    let records: Vec<String> = out
        .forgotten
        .iter()
        .flat_map(|(id, lines)| {
            // An id that another one has by now isn't forgotten: only who had it.
            let is_reused = out.lines_alone.contains(id);
            let own = if is_reused { prints.former(id) } else { prints.id(id) };
            lines.iter().map(|line| prints.line(id, line)).chain([own]).collect::<Vec<_>>()
        })
        .chain(out.masked.iter().map(|(id, line, _)| prints.line(id, line)))
        .chain(out.reused.iter().map(|id| prints.former(id)))
        .chain(allowed)
        .chain(out.owned.iter().cloned())
        .collect();
    let bytes = with_records(&before, &records).into_bytes();
    out.files.insert(path, Content::New { mode, bytes });
    Ok(())
}
