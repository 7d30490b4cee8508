// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/Access`.

use crate::runtime::json;
use crate::types::{AccessAllowedRep, AccessDenied};

/// The actions on a resource that the caller is allowed and denied.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Access {
    pub denied: Vec<AccessDenied>,
    pub allowed: Vec<AccessAllowedRep>,
}

impl Access {
    /// Creates a value from its required fields; optional fields are unset.
    #[must_use]
    pub fn new(
        denied: impl IntoIterator<Item = AccessDenied>,
        allowed: impl IntoIterator<Item = AccessAllowedRep>,
    ) -> Self {
        Self {
            denied: denied.into_iter().collect(),
            allowed: allowed.into_iter().collect(),
        }
    }
}

impl json::Json for Access {
    fn read(tree: &json::Tree<'_>) -> Result<Self, json::ReadError> {
        let mut from = tree.object()?;
        Ok(Self {
            denied: from.required("denied")?,
            allowed: from.required("allowed")?,
        })
    }

    fn write(&self) -> json::Tree<'_> {
        let mut to = json::ObjectWriter::with_capacity(2);
        to.required("denied", &self.denied);
        to.required("allowed", &self.allowed);
        to.finish()
    }
}

json::serde_through_json!(Access);
