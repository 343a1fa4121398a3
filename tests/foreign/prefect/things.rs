//! Variables, work pools, artifacts, limits and saved searches: made, read, changed and deleted.

use std::collections::BTreeSet;

use client::Client;
use client::types::*;
use tamis_runtime::{Json, MaybeNull};

use crate::Ended;

pub(crate) async fn all(client: &Client) -> Ended {
    variables(client).await?;
    work_pools(client).await?;
    artifacts(client).await?;
    limits(client).await?;
    searches(client).await
}

async fn variables(client: &Client) -> Ended {
    let variables = client.variables();
    let text = variables
        .clone()
        .create_variable(VariableCreate::new("a_text", VariableCreateValue::from("t")).tags(["v"]))
        .send()
        .await?;
    assert_eq!(text.value, Some(VariableValue::String("t".to_owned())));
    let number = variables
        .clone()
        .create_variable(VariableCreate::new(
            "a_number",
            VariableCreateValue::from(7),
        ))
        .send()
        .await?;
    assert_eq!(number.value, Some(VariableValue::Integer(7)));
    let nothing = variables
        .clone()
        .create_variable(VariableCreate::new("nothing", None))
        .send()
        .await?;
    assert_eq!(nothing.value, None);
    assert_eq!(variables.clone().count_variables().send().await?, 3);
    let name = VariableFilter::default()
        .name(VariableFilterName::default().any(vec!["a_text".to_owned(), "nothing".to_owned()]));
    let found = variables
        .clone()
        .read_variables()
        .body(ReadVariablesBody::default().variables(name))
        .send()
        .await?;
    let names: BTreeSet<&str> = found.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, BTreeSet::from(["a_text", "nothing"]));
    variables
        .clone()
        .update_variable(
            text.id,
            VariableUpdate::default().value(VariableUpdateValue::from("changed")),
        )
        .send()
        .await?;
    let changed = variables
        .clone()
        .read_variable_by_name("a_text")
        .send()
        .await?;
    assert_eq!(
        (changed.id, changed.value),
        (text.id, Some(VariableValue::String("changed".to_owned())))
    );
    variables
        .clone()
        .delete_variable_by_name("nothing")
        .send()
        .await?;
    let gone = variables
        .clone()
        .read_variable(nothing.id)
        .send()
        .await
        .unwrap_err();
    assert_eq!(gone.status().map(|status| status.as_u16()), Some(404));
    Ok(())
}

async fn work_pools(client: &Client) -> Ended {
    let pools = client.work_pools();
    let pool = pools
        .clone()
        .create_work_pool(
            WorkPoolCreate::new("a pool")
                .r#type("process")
                .concurrency_limit(3),
        )
        .send()
        .await?;
    assert_eq!(
        (pool.name.as_str(), pool.concurrency_limit),
        ("a pool", Some(3))
    );
    // Null is not absent: the limit goes.
    pools
        .clone()
        .update_work_pool(
            "a pool",
            WorkPoolUpdate::default()
                .description("d".to_owned())
                .concurrency_limit(MaybeNull::Null),
        )
        .send()
        .await?;
    let read = pools.clone().read_work_pool("a pool").send().await?;
    assert_eq!(
        (read.description.as_deref(), read.concurrency_limit),
        (Some("d"), None)
    );
    let queue = pools
        .clone()
        .create_work_queue("a pool", WorkQueueCreate::new("q 1").priority(2))
        .send()
        .await?;
    assert_eq!((queue.name.as_str(), queue.priority), ("q 1", Some(2)));
    let queues = pools.clone().read_work_queues("a pool").send().await?;
    assert_eq!(queues.len(), 2, "{queues:?}");
    assert_eq!(pools.clone().count_work_pools().send().await?, 1);
    pools.clone().delete_work_pool("a pool").send().await?;
    Ok(())
}

async fn artifacts(client: &Client) -> Ended {
    let body = ArtifactCreate::default()
        .key("report".to_owned())
        .r#type("markdown".to_owned())
        .data(ArtifactCreateData::from(Json::from("# Report")));
    let artifact = client.artifacts().create_artifact(body).send().await?;
    let id = artifact.id.ok_or("it has an id")?;
    let latest = client
        .artifacts()
        .read_latest_artifact("report")
        .send()
        .await?;
    // It has an id of its own there.
    assert_eq!(latest.key.as_deref(), Some("report"));
    assert!(latest.data.is_some() && latest.data == artifact.data);
    let read = client.artifacts().read_artifact(id).send().await?;
    assert_eq!((read.id, read.data), (Some(id), artifact.data));
    assert_eq!(client.artifacts().count_artifacts().send().await?, 1);
    client.artifacts().delete_artifact(id).send().await?;
    assert_eq!(client.artifacts().count_artifacts().send().await?, 0);
    Ok(())
}

async fn limits(client: &Client) -> Ended {
    let limits = client.concurrency_limits_v2();
    let body = ConcurrencyLimitV2Create::new("database", 5).slot_decay_per_second(0.5);
    let limit = limits
        .clone()
        .create_concurrency_limit_v2(body)
        .send()
        .await?;
    assert_eq!((limit.limit, limit.slot_decay_per_second), (5, Some(0.5)));
    let read = limits
        .clone()
        .read_concurrency_limit_v2("database")
        .send()
        .await?;
    assert_eq!(read.id, limit.id);
    limits
        .clone()
        .delete_concurrency_limit_v2("database")
        .send()
        .await?;
    Ok(())
}

async fn searches(client: &Client) -> Ended {
    let filter = SavedSearchFilter::new("flow", "tags", "list", "any", serde_json::json!(["x", 1]));
    let made = client
        .saved_searches()
        .create_saved_search(SavedSearchCreate::new("mine").filters([filter.clone()]))
        .send()
        .await?;
    let read = client
        .saved_searches()
        .read_saved_search(made.id)
        .send()
        .await?;
    assert_eq!(read.filters, Some(vec![filter]));
    Ok(())
}
