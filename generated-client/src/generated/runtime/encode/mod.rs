// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! How values are written into the parts of a request: path, query, headers, cookies and bodies.

pub(crate) mod cookie;
pub(crate) mod form;
pub(crate) mod multipart;
pub(crate) mod part_items;
pub(crate) mod part_positions;
pub(crate) mod percent;
pub(crate) mod query;
pub(crate) mod style;
pub(crate) mod uri_template;

pub use self::multipart::{Multipart, Part};
pub use self::part_items::{IntoPart, PartItems};
pub use self::style::Style;
