//! The documents that are measured: made ones of several sizes, and those of a folder.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// A document on the disk.
pub(crate) struct Document {
    /// Its name.
    pub(crate) name: String,
    /// Its file.
    pub(crate) path: PathBuf,
    /// Its size in bytes.
    pub(crate) bytes: usize,
}

/// The numbers of operations of the made documents.
pub(crate) const SIZES: [usize; 7] = [1, 4, 16, 64, 256, 1024, 4096];

/// Writes a document for each of some numbers of operations.
pub(crate) fn made(folder: &Path, sizes: &[usize]) -> Result<Vec<(usize, Document)>, String> {
    let make = |operations: &usize| {
        let (path, bytes) = write(folder, &format!("operations-{operations}.json"), &document(*operations))?;
        Ok((*operations, Document { name: format!("{operations} operations"), path, bytes }))
    };
    sizes.iter().map(make).collect()
}

/// Writes a document to a file, and returns its path and its size in bytes.
pub(crate) fn write(folder: &Path, file: &str, document: &Value) -> Result<(PathBuf, usize), String> {
    let (path, text) = (folder.join(file), document.to_string());
    std::fs::write(&path, &text).map_err(|error| format!("`{}`: {error}", path.display()))?;
    Ok((path, text.len()))
}

/// Returns the documents of a folder, the smallest first. There are none if the folder does not exist.
pub(crate) fn of_folder(folder: &Path) -> Result<Vec<Document>, String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut documents = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let is_document =
            path.extension().is_some_and(|extension| ["json", "yaml"].iter().any(|known| extension == *known));
        if !is_document || !path.is_file() {
            continue;
        }
        let bytes = path.metadata().map_err(|error| error.to_string())?.len();
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        documents.push(Document { name, path, bytes: usize::try_from(bytes).unwrap_or(usize::MAX) });
    }
    documents.sort_by_key(|document| document.bytes);
    Ok(documents)
}

/// Returns a document in the style of a large API: operations on resources with lists, enums and unions.
fn document(operations: usize) -> Value {
    let mut paths = serde_json::Map::new();
    let mut schemas = serde_json::Map::new();
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    for index in 0..operations {
        let name = format!("Resource{index}");
        let problem =
            json!({"description": "An error", "content": {"application/json": {"schema": reference("Problem")}}});
        paths.insert(
            format!("/resources{index}/{{id}}"),
            json!({"get": {
                "operationId": format!("getResource{index}"),
                "summary": "Return a resource by its id.",
                "parameters": [
                    {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                    {"name": "expand", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}},
                ],
                "responses": {
                    "200": {"description": "The resource", "content": {"application/json": {"schema": reference(&name)}}},
                    "404": problem,
                    "429": problem,
                },
            }}),
        );
        schemas.insert(
            name,
            json!({"type": "object", "required": ["id", "kind"], "properties": {
                "id": {"type": "string", "description": "The id of the resource."},
                "kind": {"type": "string", "enum": ["small", "medium", "large"]},
                "created_at": {"type": "string", "format": "date-time"},
                "count": {"type": "integer", "description": "The number of items, which is never negative."},
                "ratio": {"type": "number"},
                "tags": {"type": "array", "items": {"type": "string"}},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "parent": reference(&format!("Resource{}", index / 2)),
            }}),
        );
    }
    let problem = json!({"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}});
    schemas.insert("Problem".to_owned(), problem);
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Resources", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}
