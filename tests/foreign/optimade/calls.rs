//! Calls of OPTIMADE's server by the client that its own document gives, with what must come back.
//!
//! In: the address of a server with the 17 materials that come with it. Out: the number of requests that were sent, on a line; a
//! failure where something else came back. The conditions travel as expressions in one parameter, which the server reads.

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use client::Client;
use client::filters::HasOperator;
use client::types::*;
use tamis_runtime::{Error, Filter};

type Ended<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Ended {
    let address = env::args().nth(1).ok_or("the address is missing")?;
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    let client = Client::builder()
        .base_url(&address)
        .on_request(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        })
        .build()?;
    about(&client).await?;
    one(&client).await?;
    pages(&client).await?;
    filters(&client).await?;
    references(&client).await?;
    refused(&client).await?;
    println!("{} calls", sent.load(Ordering::Relaxed));
    Ok(())
}

async fn about(client: &Client) -> Ended {
    let info = client.info().get_info().send().await?.data.attributes;
    assert_eq!(info.api_version, "1.2.0");
    assert_eq!(
        info.available_endpoints,
        ["info", "links", "structures", "references"]
    );
    let structures = client.info().of_entry("structures").send().await?.data;
    assert_eq!(structures.formats, ["json"]);
    let sites = &structures.properties["nsites"];
    assert_eq!(sites.sortable, Some(true));
    assert!(structures.description.contains("structure"));
    let references = client.info().of_entry("references").send().await?.data;
    assert!(references.properties.contains_key("doi"));
    Ok(())
}

async fn one(client: &Client) -> Ended {
    let found = client.structures().get("mpf_1").send().await?;
    let actinium = found.data.ok_or("it is there")?;
    assert_eq!(actinium.id, "mpf_1");
    let attributes = &actinium.attributes;
    assert_eq!(attributes.elements.as_deref(), Some(&["Ac".to_owned()][..]));
    assert_eq!(attributes.nsites, Some(1));
    assert_eq!(attributes.chemical_formula_reduced.as_deref(), Some("Ac"));
    let positions = attributes
        .cartesian_site_positions
        .as_ref()
        .ok_or("it has them")?;
    assert_eq!(positions, &[vec![0.17570227444196573; 3]]);
    assert_eq!(attributes.last_modified, "2019-06-08T05:13:37.331000");
    assert_eq!(found.meta.data_returned, Some(1));
    // What it refers to comes with it, unless that is not wanted.
    let included = found.included.ok_or("it refers to one")?;
    assert_eq!(included[0].id, "dijkstra1968");
    let bare = client.structures().get("mpf_1").include("").send().await?;
    assert!(bare.included.is_none_or(|included| included.is_empty()));
    // A thing that is not there is none, not an error.
    let none = client
        .structures()
        .get("nothing/of that ä name")
        .send()
        .await?;
    assert_eq!((none.data, none.meta.data_returned), (None, Some(0)));
    Ok(())
}

async fn pages(client: &Client) -> Ended {
    let list = || client.structures().list().page_limit(5).sort("-nsites,id");
    let all: Vec<StructureResource> = list().items().try_collect().await?;
    let sites: Vec<i64> = all.iter().filter_map(|it| it.attributes.nsites).collect();
    assert_eq!(
        sites,
        [74, 44, 44, 29, 25, 24, 23, 18, 16, 10, 5, 5, 4, 4, 3, 1, 1]
    );
    let mut pages = list().pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.try_next().await? {
        assert_eq!(page.meta.data_available, Some(17));
        sizes.push(page.data.len());
    }
    assert_eq!(sizes, [5, 5, 5, 2]);
    let page = list().page_offset(15).send().await?;
    let ids: Vec<&str> = page.data.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["mpf_1", "mpf_200"]);
    let some: Vec<LinksResource> = client
        .links()
        .list()
        .page_limit(15)
        .items()
        .try_collect()
        .await?;
    assert!(some.len() > 20, "{}", some.len());
    assert_eq!(some[0].attributes.name, "Index meta-database");
    Ok(())
}

/// The identifiers that a list of conditions gives.
macro_rules! ids {
    ($client:ident, $($setter:ident($value:expr)),+) => {{
        let page = $client.structures().list()$(.$setter($value))+.sort("id").send().await?;
        page.data.into_iter().map(|it| it.id).collect::<Vec<String>>()
    }};
}

async fn filters(client: &Client) -> Ended {
    assert_eq!(ids!(client, nelements(4)), ["mpf_110", "mpf_220"]);
    assert_eq!(
        ids!(client, nelements(8..)),
        ["mpf_3803", "mpf_3819", "mpf_551"]
    );
    assert_eq!(ids!(client, nelements(2..=3), nsites(..4)), ["mpf_23"]);
    assert_eq!(
        ids!(client, nelements([1, 9])),
        ["mpf_1", "mpf_200", "mpf_3819"]
    );
    assert_eq!(
        ids!(
            client,
            nelements(Filter::gt(6)),
            nsites(Filter::lt(30) & Filter::gte(24))
        ),
        ["mpf_632"]
    );
    assert_eq!(ids!(client, id(["mpf_2", "mpf_23"])), ["mpf_2", "mpf_23"]);
    assert_eq!(
        ids!(
            client,
            id(Filter::not_in(["mpf_1"]) & Filter::ne("mpf_200")),
            nsites(..4)
        ),
        ["mpf_23"]
    );
    assert_eq!(
        ids!(client, elements(Filter::with::<HasOperator>("Ir"))),
        ["mpf_2"]
    );
    assert_eq!(ids!(client, chemical_formula_reduced("Ac2O3")), ["mpf_30"]);
    assert_eq!(
        ids!(client, chemical_formula_reduced(Filter::contains("Ac2Ag"))),
        ["mpf_2", "mpf_3"]
    );
    // All of them are more than one page, and the conditions stay on each.
    let many: Vec<StructureResource> = client
        .structures()
        .list()
        .elements(Filter::with::<HasOperator>("Ag"))
        .page_limit(4)
        .items()
        .try_collect()
        .await?;
    let has = |it: &StructureResource| {
        let elements = it.attributes.elements.iter().flatten();
        elements.into_iter().any(|element| element == "Ag")
    };
    assert!(many.iter().all(has));
    assert_eq!(many.len(), 11);
    // What looks like more of an expression is a text that no structure has.
    for text in [
        "x\" OR nelements = \"1",
        "\\",
        "\\\" OR id != \"",
        "\") OR (id != \"",
        "a' OR nelements=1 --",
        "Ag ä𝄞",
    ] {
        assert_eq!(
            ids!(client, chemical_formula_reduced(text)),
            [""; 0],
            "{text}"
        );
        assert_eq!(ids!(client, id(text)), [""; 0], "{text}");
    }
    Ok(())
}

async fn references(client: &Client) -> Ended {
    let all: Vec<ReferenceResource> = client
        .references()
        .list()
        .page_limit(3)
        .items()
        .try_collect()
        .await?;
    let ids: Vec<&str> = all.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(
        ids,
        ["dijkstra1968", "maddox1988", "dummy/2019", "dummy/2022"]
    );
    let one = client.references().get("dummy/2019").send().await?;
    assert_eq!(one.data.map(|it| it.id).as_deref(), Some("dummy/2019"));
    let list = client
        .references()
        .list()
        .title("Go To Statement Considered Harmful");
    let found = list.send().await?.data;
    assert_eq!(found.len(), 1);
    let authors = found[0].attributes.authors.as_ref().ok_or("it has one")?;
    assert_eq!(authors[0].name, "Edsger W. Dijkstra");
    let list = client.references().list().year(["1968", "1988"]);
    assert_eq!(list.send().await?.data.len(), 2);
    let list = client.references().list().title(Filter::contains("First"));
    assert_eq!(list.send().await?.data[0].id, "maddox1988");
    Ok(())
}

/// What the server refuses is the documented error, with its reasons.
async fn refused(client: &Client) -> Ended {
    let list = || client.structures().list();
    for (refused, status, reason) in [
        (
            list().sort("nothing"),
            400,
            "Unable to sort on unknown field",
        ),
        (list().page_limit(5000), 403, "Max allowed page_limit"),
        (list().response_format("xml"), 400, "xml is not supported"),
    ] {
        match refused.send().await {
            Err(Error::Api(error)) => {
                assert_eq!(error.status().as_u16(), status);
                let detail = &error.value.errors[0].detail;
                assert!(detail.contains(reason), "{detail}");
            }
            other => panic!("{other:?}"),
        }
    }
    // A star would be a pattern in that grammar; nothing is sent.
    match list().chemical_formula_reduced("Ag*").send().await {
        Err(Error::InvalidRequest(error)) => {
            assert!(error.to_string().contains("`filter`"), "{error}")
        }
        other => panic!("{other:?}"),
    }
    Ok(())
}
