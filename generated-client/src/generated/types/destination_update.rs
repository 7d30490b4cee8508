// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of the schema `DestinationUpdate`.

use crate::runtime::json;
use crate::types::{JsonPatch, JsonPatchWithComment, MergePatch, MergePatchWithComment};

/// The changes of a Data Export destination: a JSON Patch or a JSON merge patch, each with or without a
/// comment. To learn more, read [Updates](https://launchdarkly.com/docs/api#updates).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DestinationUpdate {
    JsonPatch(JsonPatch),
    MergePatch(MergePatch),
    JsonPatchWithComment(JsonPatchWithComment),
    MergePatchWithComment(MergePatchWithComment),
    /// A value that matches no variant, or more than one; preserved unchanged.
    Unknown(json::Value),
}

impl ::core::fmt::Debug for DestinationUpdate {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            Self::JsonPatch(value) => {
                formatter.debug_tuple("JsonPatch").field(value).finish()
            }
            Self::MergePatch(value) => {
                formatter.debug_tuple("MergePatch").field(value).finish()
            }
            Self::JsonPatchWithComment(value) => {
                formatter.debug_tuple("JsonPatchWithComment").field(value).finish()
            }
            Self::MergePatchWithComment(value) => {
                formatter.debug_tuple("MergePatchWithComment").field(value).finish()
            }
            Self::Unknown(_) => {
                formatter
                    .debug_tuple("Unknown")
                    .field(&format_args!("[redacted]"))
                    .finish()
            }
        }
    }
}

impl DestinationUpdate {
    #[must_use]
    pub fn as_json_patch(&self) -> Option<&JsonPatch> {
        json::variant_value!(self, Self::JsonPatch)
    }

    #[must_use]
    pub fn into_json_patch(self) -> Option<JsonPatch> {
        json::variant_value!(self, Self::JsonPatch)
    }

    #[must_use]
    pub fn as_merge_patch(&self) -> Option<&MergePatch> {
        json::variant_value!(self, Self::MergePatch)
    }

    #[must_use]
    pub fn into_merge_patch(self) -> Option<MergePatch> {
        json::variant_value!(self, Self::MergePatch)
    }

    #[must_use]
    pub fn as_json_patch_with_comment(&self) -> Option<&JsonPatchWithComment> {
        json::variant_value!(self, Self::JsonPatchWithComment)
    }

    #[must_use]
    pub fn into_json_patch_with_comment(self) -> Option<JsonPatchWithComment> {
        json::variant_value!(self, Self::JsonPatchWithComment)
    }

    #[must_use]
    pub fn as_merge_patch_with_comment(&self) -> Option<&MergePatchWithComment> {
        json::variant_value!(self, Self::MergePatchWithComment)
    }

    #[must_use]
    pub fn into_merge_patch_with_comment(self) -> Option<MergePatchWithComment> {
        json::variant_value!(self, Self::MergePatchWithComment)
    }
}

impl DestinationUpdate {
    /// Returns the object with the properties of both values. Returns `None` if one of them is not an object, or if
    /// they have different values for one property.
    #[must_use]
    pub fn and(self, other: impl Into<Self>) -> Option<Self> {
        json::merge_variants(&self, &other.into())
    }
}

impl ::core::convert::From<JsonPatch> for DestinationUpdate {
    fn from(value: JsonPatch) -> Self {
        Self::JsonPatch(value)
    }
}

impl ::core::convert::From<MergePatch> for DestinationUpdate {
    fn from(value: MergePatch) -> Self {
        Self::MergePatch(value)
    }
}

impl ::core::convert::From<JsonPatchWithComment> for DestinationUpdate {
    fn from(value: JsonPatchWithComment) -> Self {
        Self::JsonPatchWithComment(value)
    }
}

impl ::core::convert::From<MergePatchWithComment> for DestinationUpdate {
    fn from(value: MergePatchWithComment) -> Self {
        Self::MergePatchWithComment(value)
    }
}

impl DestinationUpdate {
    const SHAPES: &'static [json::Shape] = &[
        json::Shape::Array(
            &json::Shape::Object {
                required: &["op", "path"],
                optional: &["value", "from"],
                constants: &[],
                additional_properties: json::AdditionalProperties::Unspecified,
            },
        ),
        json::Shape::Object {
            required: &[],
            optional: &["name", "kind", "config", "on"],
            constants: &[],
            additional_properties: json::AdditionalProperties::Schema,
        },
        json::Shape::Object {
            required: &["comment", "patch"],
            optional: &[],
            constants: &[],
            additional_properties: json::AdditionalProperties::Unspecified,
        },
        json::Shape::Object {
            required: &["comment", "merge"],
            optional: &[],
            constants: &[],
            additional_properties: json::AdditionalProperties::Unspecified,
        },
    ];
}

json::union! {
    DestinationUpdate {
        JsonPatch,
        MergePatch,
        JsonPatchWithComment,
        MergePatchWithComment,
    }
}

json::serde_through_json!(DestinationUpdate);
