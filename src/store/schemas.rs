//! The schemas that a team has in its repository, so that a fresh clone has them, too.

use std::fs;
use std::path::Path;

use super::{Operation, StoreError, Workspace, safe_path, write};

/// The folder of the schemas that a fresh clone has, beside `crm.yaml`.
pub const COMMITTED_SCHEMAS: &str = ".crm-schema";

impl Workspace {
    /// Whether the team has the schemas in its repository.
    pub fn has_schemas(&self) -> bool {
        self.root.join(COMMITTED_SCHEMAS).is_dir()
    }

    /// Puts a schema among the committed ones; whether it was another one, or none.
    pub fn put_schema(&self, name: &str, text: &str) -> Result<bool, StoreError> {
        let path = safe_path::derived(&self.root, &Path::new(COMMITTED_SCHEMAS).join(name))?;
        match fs::read(&path) {
            Ok(there) if there == text.as_bytes() => return Ok(false),
            Ok(there) => write::replace(&path, &there, text.as_bytes())?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                write::create(&path, text.as_bytes())?;
            }
            Err(error) => return Err(StoreError::io(Operation::Read, &path)(error)),
        }
        Ok(true)
    }
}
