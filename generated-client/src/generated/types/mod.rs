// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of the API's schemas.

mod access;
mod access_allowed_reason;
mod access_allowed_reason_effect;
mod access_allowed_rep;
mod access_denied;
mod access_denied_reason;
mod access_denied_reason_effect;
mod action_identifier;
mod action_specifier;
mod destination;
mod destination_kind;
mod destination_update;
mod forbidden_error_rep;
mod invalid_request_error_rep;
mod json_patch;
mod json_patch_with_comment;
mod link;
mod merge_patch;
mod merge_patch_with_comment;
mod not_found_error_rep;
mod patch_operation;
mod rate_limited_error_rep;
mod status_conflict_error_rep;
mod unauthorized_error_rep;

pub use access::Access;
pub use access_allowed_reason::AccessAllowedReason;
pub use access_allowed_reason_effect::AccessAllowedReasonEffect;
pub use access_allowed_rep::AccessAllowedRep;
pub use access_denied::AccessDenied;
pub use access_denied_reason::AccessDeniedReason;
pub use access_denied_reason_effect::AccessDeniedReasonEffect;
pub use action_identifier::ActionIdentifier;
pub use action_specifier::ActionSpecifier;
pub use destination::Destination;
pub use destination_kind::DestinationKind;
pub use destination_update::DestinationUpdate;
pub use forbidden_error_rep::ForbiddenErrorRep;
pub use invalid_request_error_rep::InvalidRequestErrorRep;
pub use json_patch::JsonPatch;
pub use json_patch_with_comment::JsonPatchWithComment;
pub use link::Link;
pub use merge_patch::MergePatch;
pub use merge_patch_with_comment::MergePatchWithComment;
pub use not_found_error_rep::NotFoundErrorRep;
pub use patch_operation::{PatchOperation, PatchOperationOp};
pub use rate_limited_error_rep::RateLimitedErrorRep;
pub use status_conflict_error_rep::StatusConflictErrorRep;
pub use unauthorized_error_rep::UnauthorizedErrorRep;
