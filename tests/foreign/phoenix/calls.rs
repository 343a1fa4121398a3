//! Calls of Phoenix's API by the client that its own document gives, with what must come back.
//!
//! In: the address of a server with an empty database. Out: the number of requests that were sent, on a line; a failure where
//! something else came back.

mod traced;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use client::Client;
use client::types::*;
use tamis_runtime::Json;

pub(crate) type Ended<T = ()> = Result<T, Box<dyn std::error::Error>>;

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
    projects(&client).await?;
    annotation_configs(&client).await?;
    let dataset = datasets(&client).await?;
    labels(&client, &dataset).await?;
    traced::all(&client).await?;
    client
        .datasets()
        .delete_dataset_by_id(&dataset)
        .send()
        .await?;
    let gone = client
        .datasets()
        .get_dataset(&dataset)
        .send()
        .await
        .unwrap_err();
    assert_eq!(gone.status().map(|status| status.as_u16()), Some(404));
    println!("{} calls", sent.load(Ordering::Relaxed));
    Ok(())
}

async fn projects(client: &Client) -> Ended {
    let mut ids = Vec::new();
    for number in 0..7 {
        let name = format!("project {number} ä+b");
        let body = CreateProjectRequestBody::new(name.as_str()).description("of a test".to_owned());
        let made = client.projects().create_project(body).send().await?.data;
        assert_eq!(made.name, name);
        assert_eq!(made.description.as_deref(), Some("of a test"));
        ids.push(made.id);
    }
    // By pages of three, with the one that is always there.
    let all: Vec<Project> = client
        .projects()
        .list()
        .limit(3)
        .items()
        .try_collect()
        .await?;
    let names: BTreeSet<&str> = all.iter().map(|project| project.name.as_str()).collect();
    assert_eq!((all.len(), names.len()), (8, 8));
    assert!(names.contains("project 6 ä+b") && names.contains("default"));
    let some: Vec<Project> = client
        .projects()
        .list()
        .name_contains("5 ä+")
        .items()
        .try_collect()
        .await?;
    assert_eq!(some.len(), 1);
    assert_eq!(some[0].id, ids[5]);
    // By name, which has to be escaped, and by identifier.
    for identifier in ["project 3 ä+b", &ids[3]] {
        let found = client.projects().get_project(identifier).send().await?.data;
        assert_eq!(found.id, ids[3]);
    }
    let body = UpdateProjectRequestBody::default().description("another".to_owned());
    let changed = client
        .projects()
        .update_project(&ids[2], body)
        .send()
        .await?
        .data;
    assert_eq!(changed.description.as_deref(), Some("another"));
    assert_eq!(changed.name, "project 2 ä+b");
    client.projects().delete_project(&ids[0]).send().await?;
    let gone = client
        .projects()
        .get_project(&ids[0])
        .send()
        .await
        .unwrap_err();
    assert_eq!(gone.status().map(|status| status.as_u16()), Some(404));
    Ok(())
}

async fn annotation_configs(client: &Client) -> Ended {
    let values = [
        CategoricalAnnotationValue::new("good").score(1.0),
        CategoricalAnnotationValue::new("bad"),
    ];
    let body = CategoricalAnnotationConfigData::new(
        "quality",
        CategoricalAnnotationConfigDataType::Categorical,
        OptimizationDirection::Maximize,
        values,
    );
    let body = CreateAnnotationConfigData::Categorical(body);
    let made = client
        .annotation_configs()
        .create_annotation_config(body)
        .send()
        .await?
        .data;
    let CreateAnnotationConfigResponseBodyData::Categorical(made) = made else {
        return Err(format!("{made:?}").into());
    };
    assert_eq!(made.optimization_direction, OptimizationDirection::Maximize);
    assert_eq!(made.values[0].label, "good");
    // By its name; the kind is told by a member.
    let found = client
        .annotation_configs()
        .get_annotation_config("quality")
        .send()
        .await?
        .data;
    let GetAnnotationConfigResponseBodyData::Categorical(found) = found else {
        return Err(format!("{found:?}").into());
    };
    assert_eq!(found.id, made.id);
    let listed: Vec<_> = client
        .annotation_configs()
        .list_annotation_configs()
        .limit(1)
        .items()
        .try_collect()
        .await?;
    // With one that is always there.
    assert_eq!(listed.len(), 2);
    client
        .annotation_configs()
        .delete_annotation_config(&made.id)
        .send()
        .await?;
    let page = client
        .annotation_configs()
        .list_annotation_configs()
        .send()
        .await?;
    assert_eq!((page.data.len(), page.next_cursor), (1, None));
    Ok(())
}

fn row(name: &str, value: impl Into<Json>) -> BTreeMap<String, Json> {
    BTreeMap::from([(name.to_owned(), value.into())])
}

async fn datasets(client: &Client) -> Ended<String> {
    let questions = ["one", "two ä", "three, \"quoted\""];
    let body = UploadDatasetBody::new("numbers", questions.map(|text| row("question", text)))
        .outputs([1, 2, 3].map(|number| row("answer", number)));
    let made = client
        .datasets()
        .upload_dataset()
        .sync(true)
        .body(body)
        .send()
        .await?;
    let made = made.ok_or("it says which")?.data;
    let found = client
        .datasets()
        .get_dataset(&made.dataset_id)
        .send()
        .await?
        .data;
    assert_eq!((found.name.as_str(), found.example_count), ("numbers", 3));
    let examples = client
        .datasets()
        .get_dataset_examples(&made.dataset_id)
        .send()
        .await?
        .data;
    assert_eq!(examples.version_id, made.version_id);
    let read: BTreeMap<String, i64> = examples
        .examples
        .iter()
        .map(|example| {
            let question = example.input["question"].as_str().unwrap_or_default();
            let answer = example.output["answer"].as_i64().unwrap_or_default();
            (question.to_owned(), answer)
        })
        .collect();
    let asked = questions.iter().map(|text| (*text).to_owned()).zip(1..);
    assert_eq!(read, asked.collect());
    // More of it is another version.
    let body = UploadDatasetBody::new("numbers", [row("question", "four")])
        .outputs([row("answer", 4)])
        .action(UploadDatasetBodyAction::Append);
    client
        .datasets()
        .upload_dataset()
        .sync(true)
        .body(body)
        .send()
        .await?;
    let versions: Vec<DatasetVersion> = client
        .datasets()
        .list_dataset_versions_by_dataset_id(&made.dataset_id)
        .limit(1)
        .items()
        .try_collect()
        .await?;
    assert_eq!(versions.len(), 2);
    assert!(
        versions
            .iter()
            .any(|version| version.version_id == made.version_id)
    );
    let named: Vec<Dataset> = client
        .datasets()
        .list()
        .name("numbers")
        .items()
        .try_collect()
        .await?;
    assert_eq!((named.len(), named[0].example_count), (1, 4));
    let none: Vec<Dataset> = client
        .datasets()
        .list()
        .name("n%")
        .items()
        .try_collect()
        .await?;
    assert!(none.is_empty());
    Ok(made.dataset_id)
}

async fn labels(client: &Client, dataset: &str) -> Ended {
    let mut ids = Vec::new();
    for name in ["red", "green", "blue"] {
        let body = CreateDatasetLabelRequestBody::new(name, "#ff0000");
        let made = client
            .datasets()
            .create_dataset_label(body)
            .send()
            .await?
            .data;
        assert_eq!((made.name.as_str(), made.description), (name, None));
        ids.push(made.id);
    }
    let listed: Vec<DatasetLabel> = client
        .datasets()
        .list_dataset_labels()
        .limit(2)
        .items()
        .try_collect()
        .await?;
    assert_eq!(listed.len(), 3);
    client
        .datasets()
        .add_dataset_label_to_dataset(dataset, &ids[0])
        .send()
        .await?;
    let body = SetDatasetLabelsRequestBody::default().dataset_label_ids([&ids[1], &ids[2]]);
    client
        .datasets()
        .set_dataset_labels_for_dataset(dataset, body)
        .send()
        .await?;
    client
        .datasets()
        .remove_dataset_label_from_dataset(dataset, &ids[1])
        .send()
        .await?;
    let left = client
        .datasets()
        .list_dataset_labels_for_dataset(dataset)
        .send()
        .await?
        .data;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, "blue");
    let body = UpdateDatasetLabelRequestBody::default().description("of the sky".to_owned());
    let changed = client
        .datasets()
        .update_dataset_label(&ids[2], body)
        .send()
        .await?
        .data;
    assert_eq!(changed.description.as_deref(), Some("of the sky"));
    client
        .datasets()
        .delete_dataset_label(&ids[2])
        .send()
        .await?;
    let gone = client
        .datasets()
        .get_dataset_label(&ids[2])
        .send()
        .await
        .unwrap_err();
    assert_eq!(gone.status().map(|status| status.as_u16()), Some(404));
    Ok(())
}
