// Generated from an OpenAPI document. The next run of the generator overwrites any change.

//! The types of `#/components/schemas/DestinationKind`.

use crate::runtime::json;

/// The type of Data Export destination
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DestinationKind {
    GooglePubsub,
    Kinesis,
    Mparticle,
    Segment,
    AzureEventHubs,
    SnowflakeV2,
    Databricks,
    Bigquery,
    Redshift,
    /// A value that the API does not list; preserved unchanged.
    Unknown(String),
}

impl DestinationKind {
    /// All values that the API lists, in its order.
    pub const VALUES: &'static [Self] = &[
        Self::GooglePubsub,
        Self::Kinesis,
        Self::Mparticle,
        Self::Segment,
        Self::AzureEventHubs,
        Self::SnowflakeV2,
        Self::Databricks,
        Self::Bigquery,
        Self::Redshift,
    ];

    /// Returns the value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::GooglePubsub => "google-pubsub",
            Self::Kinesis => "kinesis",
            Self::Mparticle => "mparticle",
            Self::Segment => "segment",
            Self::AzureEventHubs => "azure-event-hubs",
            Self::SnowflakeV2 => "snowflake-v2",
            Self::Databricks => "databricks",
            Self::Bigquery => "bigquery",
            Self::Redshift => "redshift",
            Self::Unknown(value) => value,
        }
    }
}

json::string_enum!(DestinationKind);
