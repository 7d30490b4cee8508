//! Clients of documents, and what rustdoc says of their items.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use generator::changes::Side;
use generator::output::{OsFs, scaffold, write};
use generator::{Session, Target};

use crate::cargo::{Folders, build_folder};

/// A client, and where rustdoc has described it.
pub(super) struct Client {
    session: Session,
    /// The folder of the package.
    pub(super) folder: PathBuf,
    /// The description of its items as JSON.
    pub(super) items: PathBuf,
}

impl Client {
    /// What is compared. `None` if the document has an error.
    pub(super) fn side(&self) -> Option<Side<'_>> {
        let Session { api, rust, files, .. } = &self.session;
        Some(Side { api: api.as_ref()?, planned: rust.as_ref()?, files: files.as_deref()? })
    }
}

/// The clients that are described already, by their documents.
#[derive(Default)]
pub(super) struct Clients {
    numbers: BTreeMap<String, usize>,
    clients: BTreeMap<usize, Client>,
}

/// The maximum number of clients that are kept: most documents of the table are in many pairs.
const MAX_KEPT: usize = 1_000;

impl Clients {
    /// Generates the client of a document, if it is not there, and returns its number.
    pub(super) fn describe(&mut self, name: &str, document: &str, folders: &Folders) -> Result<usize, String> {
        if let Some(number) = self.numbers.get(document) {
            return Ok(*number);
        }
        let number = self.numbers.len();
        let client = describe(document, number, folders).map_err(|error| format!("{name}: {error}"))?;
        self.numbers.insert(document.to_owned(), number);
        self.clients.insert(number, client);
        Ok(number)
    }

    pub(super) fn get(&self, number: usize) -> Option<&Client> {
        self.clients.get(&number)
    }

    /// Frees the memory of clients if there are many.
    pub(super) fn forget_if_many(&mut self) {
        if self.clients.len() > MAX_KEPT {
            self.numbers.clear();
            self.clients.clear();
        }
    }
}

/// Generates the client of a document, and has rustdoc describe its items.
fn describe(document: &str, number: usize, folders: &Folders) -> Result<Client, String> {
    let folder = folders.target.join("clients").join(number.to_string());
    let items = folder.join("items.json");
    let written = |error: std::io::Error| format!("`{}` can't be written: {error}", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(written)?;
    }
    std::fs::create_dir_all(&folder).map_err(written)?;
    let spec = folder.join("document.json");
    std::fs::write(&spec, document).map_err(written)?;
    // Groups would depend on the document.
    let target = Target { package: Some("client".to_owned()), ..Target::for_spec(&spec, folder.join("client")) };
    let session = Session::run(&target);
    let (Some(files), Some(package)) = (&session.files, &session.package) else {
        return Err("the document has an error".to_owned());
    };
    let krate = folder.join("client");
    let message = |error: generator::diagnostic::Diagnostic| error.message;
    write(&mut OsFs, &krate.join("src/generated"), files).map_err(message)?;
    scaffold(&mut OsFs, &krate, package, None).map_err(message)?;
    std::fs::copy(folders.workspace.join("Cargo.lock"), krate.join("Cargo.lock")).map_err(written)?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["rustdoc", "--quiet", "--offline", "--lib", "--no-default-features", "--"]);
    cargo.args(["-Zunstable-options", "--output-format", "json", "--cap-lints", "allow"]);
    // The description as JSON is not stable, and cargo-semver-checks needs that of the version it was built for.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", build_folder(folders)).current_dir(&krate);
    let output = cargo.output().map_err(|error| format!("cargo can't be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("rustdoc failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    std::fs::copy(build_folder(folders).join("doc/client.json"), &items).map_err(written)?;
    Ok(Client { session, folder: krate, items })
}
