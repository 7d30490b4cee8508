//! Environment variables that hold the credentials of a client.

use serde::Deserialize;

/// The credential of a security scheme, by the environment variables that hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialVariables {
    /// The security scheme, or `bearer`, `basic`, `api_key_header` or `api_key_query` for a credential of all
    /// operations.
    pub scheme: String,
    /// The user name of basic authentication.
    pub user: Option<String>,
    /// The name of the header or of the query parameter of an API key that no security scheme describes.
    pub name: Option<String>,
    /// The secret: a token, a password or a key.
    pub secret: String,
}

/// A value of the table `credentials`: a variable, or a table.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a credential is the name of an environment variable, or a table with names of them")]
pub(super) enum Written {
    Variable(String),
    Table(WrittenTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenTable {
    user: Option<String>,
    password: Option<String>,
    name: Option<String>,
    value: Option<String>,
}

impl CredentialVariables {
    /// Converts an entry of the table. Returns a message if a key is missing, or if a variable can't have its name.
    pub(super) fn read(scheme: String, written: Written) -> Result<Self, String> {
        let (user, name, secret) = match written {
            Written::Variable(secret) => (None, None, secret),
            Written::Table(WrittenTable { user: Some(user), password: Some(secret), name: None, value: None }) => {
                (Some(user), None, secret)
            }
            Written::Table(WrittenTable { name: Some(name), value: Some(secret), user: None, password: None }) => {
                (None, Some(name), secret)
            }
            Written::Table(_) => {
                return Err("a table has the keys `user` and `password`, or `name` and `value`".to_owned());
            }
        };
        for variable in user.iter().chain([&secret]) {
            let is_legal = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            if !variable.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
                || !variable.chars().all(is_legal)
            {
                return Err(format!("`{variable}` is not the name of an environment variable, such as `API_TOKEN`"));
            }
        }
        Ok(Self { scheme, user, name, secret })
    }
}
