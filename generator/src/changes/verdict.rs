//! The kinds of changes, and what each does to those who use the API: a table, by what changed and which way the data goes.

use std::fmt;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An operation.
    Operation,
    /// A parameter of an operation, or the schema of its values.
    Parameter,
    /// A request body, or the schema of its value.
    RequestBody,
    /// A property of a value that is sent.
    RequestProperty,
    /// A response of an operation.
    Response,
    /// The body of a response, or the schema of its value.
    ResponseBody,
    /// A property of a value that is received.
    ResponseProperty,
    /// A header of a response, or the schema of its values.
    ResponseHeader,
    /// The body of a webhook or a callback.
    WebhookBody,
    /// A property of a value that a webhook sends.
    WebhookProperty,
    /// A webhook.
    Webhook,
    /// A server of the API or of an operation.
    Server,
    /// The credentials of an operation.
    Security,
    /// A security scheme.
    SecurityScheme,
    /// A tag.
    Tag,
    /// A component schema that no operation uses.
    Schema,
    /// A property of such a schema.
    SchemaProperty,
    /// The API as a whole.
    Api,
    /// A public item of the client.
    Item,
}

/// Which way the data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Callers send it.
    Request,
    /// Callers receive it.
    Response,
    /// Webhooks send it to callers.
    Webhook,
    /// No operation and no webhook uses it.
    None,
}

impl Direction {
    /// Returns the subject of a property of a value.
    pub(super) fn property(self) -> Subject {
        match self {
            Self::Request => Subject::RequestProperty,
            Self::Response => Subject::ResponseProperty,
            Self::Webhook => Subject::WebhookProperty,
            Self::None => Subject::SchemaProperty,
        }
    }
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 19] = [
        Self::Operation,
        Self::Parameter,
        Self::RequestBody,
        Self::RequestProperty,
        Self::Response,
        Self::ResponseBody,
        Self::ResponseProperty,
        Self::ResponseHeader,
        Self::WebhookBody,
        Self::WebhookProperty,
        Self::Webhook,
        Self::Server,
        Self::Security,
        Self::SecurityScheme,
        Self::Tag,
        Self::Schema,
        Self::SchemaProperty,
        Self::Api,
        Self::Item,
    ];

    /// Which way its data goes. `None` if it has none.
    pub fn direction(self) -> Option<Direction> {
        match self {
            Self::Parameter | Self::RequestBody | Self::RequestProperty => Some(Direction::Request),
            Self::Response | Self::ResponseBody | Self::ResponseProperty | Self::ResponseHeader => {
                Some(Direction::Response)
            }
            Self::WebhookBody | Self::WebhookProperty => Some(Direction::Webhook),
            Self::Schema | Self::SchemaProperty => Some(Direction::None),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::RequestBody => "request-body",
            Self::RequestProperty => "request-property",
            Self::Response => "response",
            Self::ResponseBody => "response-body",
            Self::ResponseProperty => "response-property",
            Self::ResponseHeader => "response-header",
            Self::WebhookBody => "webhook-body",
            Self::WebhookProperty => "webhook-property",
            Self::Webhook => "webhook",
            Self::Server => "server",
            Self::Security => "security",
            Self::SecurityScheme => "security-scheme",
            Self::Tag => "tag",
            Self::Schema => "schema",
            Self::SchemaProperty => "schema-property",
            Self::Api => "api",
            Self::Item => "item",
        }
    }
}

/// What a change does to the requests that callers send, and to the responses that they read.
///
/// The greatest one is the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wire {
    /// The older client works as before.
    Compatible,
    /// The document does not say enough to tell.
    Undecidable,
    /// The older client may not read responses or webhooks, or may lack what it needs.
    BreaksResponses,
    /// Requests of the older client may be rejected, or mean something else.
    BreaksRequests,
}

impl Wire {
    /// Returns `true` if the older client may fail.
    pub fn is_breaking(self) -> bool {
        matches!(self, Self::BreaksRequests | Self::BreaksResponses)
    }

    /// The name in a report for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Undecidable => "undecidable",
            Self::BreaksResponses => "breaks-responses",
            Self::BreaksRequests => "breaks-requests",
        }
    }

    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Undecidable => "undecidable",
            Self::BreaksResponses => "breaks responses",
            Self::BreaksRequests => "breaks requests",
        }
    }
}

/// Declares the facts: the name of each, what it says of a subject after a colon, and its verdicts for data that is sent and for data
/// that is received.
macro_rules! facts {
    ($($(#[$doc:meta])+ $fact:ident = $name:literal, $words:literal: ($sent:ident, $sent_reason:literal), ($received:ident, $received_reason:literal);)+) => {
        /// What happened to a subject.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Fact {
            $($(#[$doc])+ $fact,)+
        }

        impl Fact {
            /// All facts.
            pub const ALL: &[Self] = &[$(Self::$fact,)+];

            fn name(self) -> &'static str {
                match self {
                    $(Self::$fact => $name,)+
                }
            }

            /// What it says of a subject, after a colon: "the property `tags` of `Pet`: new, and required".
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$fact => $words,)+
                }
            }

            /// Returns the verdict for data that is sent, and the reason.
            fn sent(self) -> (Wire, &'static str) {
                match self {
                    $(Self::$fact => (Wire::$sent, $sent_reason),)+
                }
            }

            /// Returns the verdict for data that is received, and the reason.
            fn received(self) -> (Wire, &'static str) {
                match self {
                    $(Self::$fact => (Wire::$received, $received_reason),)+
                }
            }
        }
    };
}

facts! {
    /// It is new.
    Added = "added", "new": (Compatible, "the older client does not use it"), (Compatible, "the older client ignores it");
    /// It is new, and it is a success.
    SuccessAdded = "success-added", "new": (Undecidable, "the older client does not know it"), (Undecidable, "the older client reports a success that it does not know as an error");
    /// It is new, and every request needs it.
    RequiredAdded = "required-added", "new, and required": (BreaksRequests, "the older client does not send it"), (Compatible, "the older client ignores it");
    /// It is gone.
    Removed = "removed", "removed": (BreaksRequests, "the service may reject or ignore it"), (BreaksResponses, "the older client may need it");
    /// It is gone, and it was optional.
    OptionalRemoved = "optional-removed", "removed": (Undecidable, "the service may reject it or ignore it"), (Compatible, "the older client treats it as absent");
    /// Every value has it now.
    Required = "became-required", "required now": (BreaksRequests, "the older client may not send it"), (Compatible, "the older client treats it as optional");
    /// A value may lack it now.
    Optional = "became-optional", "optional now": (Compatible, "the older client always sends it"), (BreaksResponses, "the older client needs it");
    /// Another type.
    Type = "type-changed", "another type": (BreaksRequests, "the older client sends values of the other type"), (BreaksResponses, "the older client does not read values of the other type");
    /// A type with more values.
    TypeWidened = "type-widened", "a type with more values": (Compatible, "the values of the older client are still valid"), (BreaksResponses, "the older client does not read the new values");
    /// A type with fewer values.
    TypeNarrowed = "type-narrowed", "a type with fewer values": (BreaksRequests, "values of the older client may not be valid any more"), (Compatible, "the older client reads the remaining values");
    /// Numbers of another precision.
    Precision = "precision-changed", "another precision": (Undecidable, "the service may keep other digits"), (Compatible, "the older client reads numbers of 64 bits");
    /// `null` is a value now.
    Nullable = "became-nullable", "may be `null` now": (Compatible, "the older client sends no `null`"), (BreaksResponses, "the older client does not read `null`");
    /// `null` is not valid any more.
    NotNullable = "became-not-nullable", "not `null` any more": (BreaksRequests, "the older client may send `null`"), (Compatible, "the older client accepts `null` in addition");
    /// A `null` where a value could be absent already.
    OptionalNullable = "optional-became-nullable", "may be `null` now": (Compatible, "the older client sends no `null`"), (Compatible, "the older client treats `null` as absent");
    /// A `format` where none was.
    FormatAdded = "format-added", "with a format": (BreaksRequests, "strings of the older client may have another format"), (Compatible, "the older client reads the strings");
    /// Another `format`.
    Format = "format-changed", "another format": (BreaksRequests, "the older client sends the other format"), (BreaksResponses, "the older client may parse the other format");
    /// Strings without a `format`.
    FormatRemoved = "format-removed", "without a format": (Compatible, "the strings of the older client are still valid"), (BreaksResponses, "the older client may parse the strings");
    /// A `contentSchema` for the JSON in a string.
    ContentSchemaAdded = "content-schema-added", "JSON of a schema": (BreaksRequests, "strings of the older client may hold anything"), (Compatible, "the older client reads the strings");
    /// Strings without a `contentSchema`.
    ContentSchemaRemoved = "content-schema-removed", "any text": (Compatible, "the strings of the older client are still valid"), (BreaksResponses, "the older client may parse the strings");
    /// A value of an `enum`.
    EnumValueAdded = "enum-value-added", "new": (Compatible, "the older client does not send it"), (Compatible, "the older client keeps a value that it does not know");
    /// A value of an `enum`.
    EnumValueRemoved = "enum-value-removed", "removed": (BreaksRequests, "the older client may send it"), (Compatible, "the older client does not receive it any more");
    /// An `enum` where any value was valid.
    EnumAdded = "enum-added", "only listed values": (BreaksRequests, "the older client may send other values"), (Compatible, "the older client reads the listed values");
    /// Any value where an `enum` was.
    EnumRemoved = "enum-removed", "any values, not only listed ones": (Compatible, "the listed values are still valid"), (Compatible, "the older client keeps a value that it does not know");
    /// A bound that fewer values satisfy.
    BoundTightened = "bound-tightened", "stricter": (BreaksRequests, "values of the older client may not be valid any more"), (Compatible, "a client does not check bounds");
    /// A bound that more values satisfy.
    BoundLoosened = "bound-loosened", "looser": (Compatible, "the values of the older client are still valid"), (Compatible, "a client does not check bounds");
    /// A bound that other values satisfy.
    BoundChanged = "bound-changed", "another one": (Undecidable, "other values are valid"), (Compatible, "a client does not check bounds");
    /// The document says now what an absent value means.
    DefaultAdded = "default-added", "with a default value": (Undecidable, "the document did not say before what requests without it mean"), (Compatible, "a default is not sent in a response");
    /// An absent value means something else.
    Default = "default-changed", "another default value": (BreaksRequests, "requests without it mean something else"), (Compatible, "a default is not sent in a response");
    /// The document does not say any more what an absent value means.
    DefaultRemoved = "default-removed", "without a default value": (BreaksRequests, "requests without it may mean something else"), (Compatible, "a default is not sent in a response");
    /// Only responses have it now.
    ReadOnly = "became-read-only", "only in responses now": (BreaksRequests, "the service may reject or ignore it"), (Compatible, "the older client reads it or ignores it");
    /// Only requests have it now.
    WriteOnly = "became-write-only", "only in requests now": (Compatible, "the older client may send it or not"), (BreaksResponses, "responses do not have it any more");
    /// Requests and responses have it now.
    ReadWrite = "became-readable-and-writable", "in requests and in responses now": (Compatible, "the older client does not send it"), (Compatible, "the older client ignores it");
    /// Properties that are not declared are valid now.
    OthersAllowed = "additional-properties-allowed", "allowed now": (Compatible, "the older client sends none"), (Compatible, "the older client ignores them");
    /// Properties that are not declared are not valid any more.
    OthersForbidden = "additional-properties-forbidden", "not allowed any more": (BreaksRequests, "the older client may send some"), (Compatible, "the older client does not need them");
    /// Another alternative of a union.
    MemberAdded = "union-member-added", "new": (Compatible, "the older client does not send it"), (Compatible, "the older client keeps a value that it does not know");
    /// One alternative of a union less.
    MemberRemoved = "union-member-removed", "removed": (BreaksRequests, "the older client may send it"), (Compatible, "the older client does not receive it any more");
    /// Another property tells the alternatives of a union apart.
    Discriminator = "discriminator-changed", "another discriminator": (BreaksRequests, "the older client sends the other property"), (BreaksResponses, "the older client reads the other property");
    /// A property tells the alternatives of a union apart, which did not before.
    DiscriminatorAdded = "discriminator-added", "with a discriminator": (Undecidable, "the service may need the property"), (Compatible, "the older client tells the alternatives apart by their form");
    /// No property tells the alternatives of a union apart any more.
    DiscriminatorRemoved = "discriminator-removed", "without a discriminator": (Compatible, "the older client still sends the property"), (BreaksResponses, "the older client needs the property");
    /// Another value of the discriminator selects an alternative too.
    MappingAdded = "discriminator-value-added", "selected by more values of the discriminator": (Compatible, "the older client does not send it"), (Compatible, "the older client keeps a value that it does not know");
    /// A value of the discriminator does not select an alternative any more.
    MappingRemoved = "discriminator-value-removed", "selected by fewer values of the discriminator": (BreaksRequests, "the older client may send it"), (Compatible, "the older client does not receive it any more");
    /// Other values of the discriminator select an alternative.
    Mapping = "discriminator-mapping-changed", "selected by other values of the discriminator": (BreaksRequests, "the older client sends the other value"), (BreaksResponses, "the older client does not know the value");
    /// How a value becomes text.
    Serialization = "serialization-changed", "written in another form": (BreaksRequests, "the older client writes it in the other form"), (BreaksResponses, "the older client reads the other form");
    /// A media type of a body.
    MediaTypeAdded = "media-type-added", "new": (Compatible, "the older client does not use it"), (Compatible, "the older client does not ask for it");
    /// A media type of a body.
    MediaTypeRemoved = "media-type-removed", "removed": (BreaksRequests, "the older client may send it"), (BreaksResponses, "the older client may ask for it");
    /// A token needs other scopes.
    ScopeAdded = "scope-added", "other scopes": (BreaksRequests, "the token of the older client may lack a scope"), (Compatible, "a response has no scopes");
    /// A token needs fewer scopes.
    ScopeRemoved = "scope-removed", "fewer scopes": (Compatible, "the token of the older client has enough scopes"), (Compatible, "a response has no scopes");
    /// It is deprecated now.
    Deprecated = "deprecated", "deprecated": (Compatible, "it still works"), (Compatible, "it still works");
    /// It is not deprecated any more.
    Undeprecated = "undeprecated", "not deprecated any more": (Compatible, "it still works"), (Compatible, "it still works");
    /// The words about it.
    Documentation = "documentation-changed", "described in other words": (Compatible, "only its description differs"), (Compatible, "only its description differs");
    /// The name that tools call it by.
    Renamed = "renamed", "another name": (Compatible, "the name is not sent"), (Compatible, "the name is not sent");
    /// Another path or method.
    Moved = "moved", "another path or method": (BreaksRequests, "the older client calls the other path"), (BreaksResponses, "the older client calls the other path");
    /// The version of the API.
    Version = "version-changed", "another one": (Compatible, "the version is not sent"), (Compatible, "the version is not sent");
    /// The order, which matters to code alone.
    Reordered = "reordered", "in another order": (Compatible, "the order is not sent"), (Compatible, "the order is not sent");
    /// What it consists of.
    Changed = "changed", "another one": (BreaksRequests, "the older client uses the other one"), (BreaksResponses, "the older client uses the other one");
}

/// The kind of a change. Its name never changes once it is released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind {
    /// What it is about.
    pub subject: Subject,
    /// What happened.
    pub fact: Fact,
}

impl Kind {
    /// All kinds, also those that no document makes.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |subject| Fact::ALL.iter().map(move |fact| Self { subject, fact: *fact });
        Subject::ALL.into_iter().flat_map(of)
    }

    /// Returns what a change of this kind does to callers, and the reason.
    pub fn wire(self) -> (Wire, &'static str) {
        use Wire::{BreaksRequests, BreaksResponses, Compatible, Undecidable};
        match (self.subject, self.fact) {
            (Subject::Operation, Fact::Removed) => (BreaksRequests, "the older client calls it"),
            (Subject::Webhook, Fact::Removed) => (BreaksResponses, "the older client waits for it"),
            (Subject::Server, Fact::Removed) => (Undecidable, "the server may still be there"),
            (Subject::Server, Fact::Changed) => (Undecidable, "the older client calls the other server"),
            (Subject::Response, Fact::Added) => {
                (Compatible, "the older client reports an unknown status with its body")
            }
            (Subject::Response, Fact::OptionalRemoved) => (Compatible, "the older client does not receive it any more"),
            (Subject::ResponseHeader, Fact::Removed | Fact::OptionalRemoved | Fact::Optional) => {
                (BreaksResponses, "the older client may need it")
            }
            (Subject::Security, Fact::Added) => (Compatible, "the older client uses the other credential"),
            (Subject::Security, Fact::Removed) => (BreaksRequests, "the older client may have no other credential"),
            (Subject::Security, Fact::OptionalRemoved) => (Compatible, "a part of it, or none, is enough"),
            (Subject::SecurityScheme, Fact::Added) => (Compatible, "the older client does not use it"),
            (Subject::SecurityScheme, Fact::Removed) => {
                (Compatible, "the operations that need it have a change of their own")
            }
            (Subject::Tag, _) => (Compatible, "a tag is not sent"),
            (Subject::Schema | Subject::SchemaProperty, _) => (Compatible, "no operation sends or receives it"),
            (Subject::Item, _) => (Compatible, "a name of the client is not sent"),
            (subject, fact) => match subject.direction() {
                Some(Direction::Response | Direction::Webhook) => fact.received(),
                Some(Direction::Request | Direction::None) | None => fact.sent(),
            },
        }
    }
}

/// The stable name, such as `response-property-removed`.
impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.subject.name(), self.fact.name())
    }
}
