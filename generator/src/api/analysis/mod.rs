//! Facts that follow from an [`Api`](super::Api). They are computed here and stored nowhere.

mod alias;
mod common_error;
mod discriminator;
mod group;
mod nullable;
mod overlap;
mod pagination;
mod reachable;
mod sensitive;
mod usage;
mod value_at;

pub use common_error::common_error;
pub use discriminator::discriminator_values;
pub use group::{Group, groups, groups_and_parents};
pub(crate) use overlap::overlap;
pub use pagination::{PaginationProposal, propose_pagination};
pub use reachable::{has_own_type, leads_back, through_aliases};
pub use sensitive::SensitiveComponents;
pub use usage::{Usage, usages, used_components, written_schemas};
pub use value_at::{ValueAt, value_at};
