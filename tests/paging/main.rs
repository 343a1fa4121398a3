//! Every form of pagination, walked to its end: by a generated client, against a server on the loopback interface.
//!
//! In: the forms (`forms.rs`), and the client that the build script made of their document; it is `golden_clients::paging`, so
//! that it is held to what all golden clients are held to. By default these are some seventy forms, each way with each type
//! and each end; `TAMIS_PAGING_FORMS=all` takes all 474. Out: assertions on the items that came, on how many pages were asked
//! for, and on which forms can be followed at all: those that the forms themselves say.

#[allow(dead_code, reason = "the build script makes the document")]
mod forms;
mod server;

use std::collections::BTreeSet;
use std::fs;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;

use forms::{Form, ITEMS};
use golden_clients::paging::Client;
use server::Server;

type Items = Pin<Box<dyn Future<Output = Result<Vec<String>, String>>>>;
/// A form's name, and its walk through all pages.
type Walk = (&'static str, fn(&Client) -> Items);

/// Follows an operation to its end, and gives the texts of its items.
macro_rules! walk {
    ($client:ident . $method:ident ($($argument:expr),*)) => {{
        let mut items = $client.$method($($argument),*).items();
        Box::pin(async move {
            let mut texts = Vec::new();
            while let Some(item) = items.try_next().await.map_err(|error| error.to_string())? {
                texts.push(item.n.unwrap_or_default());
                // A list without an end ends here.
                if texts.len() > 2 * ITEMS {
                    break;
                }
            }
            Ok(texts)
        })
    }};
}

include!(concat!(env!("OUT_DIR"), "/paging/walks.rs"));

/// The forms of this build.
fn forms() -> Vec<Form> {
    let all = forms::lists::all();
    assert_eq!(all.len(), 474);
    if FORMS == all.len() {
        all
    } else {
        forms::lists::some()
    }
}

#[tokio::test]
async fn every_form_ends_with_all_items() {
    let forms = forms();
    assert_eq!(forms.len(), FORMS);
    let server = Server::start(forms.clone()).expect("a port is free");
    let client = Client::builder().base_url(server.url()).build();
    let client = client.expect("nothing is missing");
    let expected: Vec<String> = (0..ITEMS).map(|at| format!("item {at}")).collect();
    let mut failures = Vec::new();
    for (name, walk) in walks() {
        let form = forms.iter().find(|form| form.name == name);
        let form = form.expect("each walk has its form");
        let found = walk(&client).await;
        let asked = server.take_asked();
        if found.as_ref() != Ok(&expected) || asked.len() != form.pages() {
            failures.push(format!("{name}: {found:?} after {asked:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Which operations the generator follows; the walks are of those that the forms say, so this is the other direction.
#[test]
fn what_leads_nowhere_is_not_followed() {
    let folder = Path::new(concat!(env!("OUT_DIR"), "/paging/operations"));
    let parts = fs::read_dir(folder).expect("there are too many operations for one file");
    let parts = parts.map(|part| part.expect("the folder can be read").path());
    let texts = parts.chain([folder.with_extension("rs")]);
    let texts = texts.map(|path| fs::read_to_string(path).expect("the file can be read"));
    let followed: usize = texts
        .map(|text| text.matches("Paginated for ").count())
        .sum();
    let said: BTreeSet<&str> = walks().into_iter().map(|(name, _)| name).collect();
    assert_eq!(followed, said.len());
    assert_eq!(
        said.len(),
        forms().iter().filter(|form| form.leads_on()).count()
    );
}
