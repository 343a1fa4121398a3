//! The FastAPI application of `fastapi_app/`, with the rows of the embedded server's data set.
//!
//! In: rows. Out: a running application. The rows travel as a JSON file, so that
//! there is one generator of data only.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::installed;
use crate::process::Process;
use crate::server::data::{self, Row};

/// The value of `x-api-key` that `app.py` accepts.
pub(crate) const API_TOKEN: &str = "token-of-the-foreign-server";

/// The value of `organisation` that `app.py` accepts.
pub(crate) const ORGANISATION: &str = "organisation-of-the-foreign-server";

/// The running application.
#[derive(Debug)]
pub(crate) struct Application {
    /// Where it listens.
    pub(crate) base_url: String,
    /// Ends the application when it is dropped.
    _process: Process,
    rows: PathBuf,
}

impl Application {
    /// Starts the application and waits until it listens.
    pub(crate) fn start(test: &str, rows: &[Row]) -> Self {
        let python = installed::find("the FastAPI application", "fastapi_app/bin/python");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/fastapi_app");
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rows-of-{test}.json"));
        let rows: Vec<Value> = rows.iter().map(columns).collect();
        std::fs::write(&file, Value::from(rows).to_string())
            .expect("the scratch folder is writable");
        let mut command = Command::new(python);
        // No byte code beside the source.
        command.arg("-B").arg(folder.join("app.py")).arg(&file);
        let mut process = Process::start(&mut command);
        let port: u16 = process.wait_for(|line| line.parse().ok());
        Self {
            base_url: format!("http://127.0.0.1:{port}"),
            _process: process,
            rows: file,
        }
    }
}

impl Drop for Application {
    fn drop(&mut self) {
        // What is left in the scratch folder does no harm.
        let _ = std::fs::remove_file(&self.rows);
    }
}

/// The row as the columns of the application's table.
pub(crate) fn columns(row: &Row) -> Value {
    let instant = |micros| format!("{}Z", data::civil(micros));
    json!({
        "number": row.number,
        "id": row.id,
        "entitlement": row.entitlement,
        "account": data::CUSTOMER,
        "customer": row.customer,
        "contract_id": row.contract_id,
        "created_at": row.created_at.map(instant),
        "active_from": row.active_from.map(instant),
        "quantity": row.quantity,
        "quantity_used": row.quantity_used,
        "name": row.name,
        "description": row.description,
        "entitlement_type": row.entitlement_type,
        "units": row.units,
        "is_active": row.is_active,
        "product_id": row.product_id,
        "expired": row.expired,
    })
}
