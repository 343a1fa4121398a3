//! Calls of Prefect's API by the client that its own document gives, with what must come back.
//!
//! In: the address of a server with an empty database. Out: the number of requests that were sent, on a line; a failure where
//! something else came back.

mod things;

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use client::Client;
use client::types::*;
use tamis_runtime::{Json, Timestamp, Uuid};

type Ended<T = ()> = Result<T, Box<dyn Error>>;

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
    server(&client).await?;
    let flows = flows(&client).await?;
    let run = runs(&client, flows[0]).await?;
    logs(&client, run).await?;
    things::all(&client).await?;
    deleted(&client, &flows).await?;
    println!("{} calls", sent.load(Ordering::Relaxed));
    Ok(())
}

async fn server(client: &Client) -> Ended {
    assert!(client.root().health_check().send().await?.eq(&true));
    // That of the API, and that of the package.
    let version = client.root().api_version().send().await?;
    assert!(version.starts_with("0."), "{version}");
    let version = client.admin().read_version().send().await?;
    assert!(version.starts_with("3."), "{version}");
    Ok(())
}

async fn flows(client: &Client) -> Ended<Vec<Uuid>> {
    let mut ids = Vec::new();
    for number in 0..7 {
        let name = format!("flow {number} ä+b");
        let tags = if number % 2 == 0 {
            vec!["even"]
        } else {
            vec!["odd", "a,b"]
        };
        let body = FlowCreate::new(name.as_str()).tags(tags.clone());
        let flow = client.flows().create_flow(body).send().await?;
        assert_eq!(flow.name, name);
        assert_eq!(
            flow.tags.as_deref(),
            Some(&tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>()[..])
        );
        assert!(
            flow.created.is_some_and(
                |created| created > "2024-01-01T00:00:00Z".parse::<Timestamp>().unwrap()
            )
        );
        ids.push(flow.id);
    }
    // Again: the one that is there.
    let again = client
        .flows()
        .create_flow(FlowCreate::new("flow 0 ä+b"))
        .send()
        .await?;
    assert_eq!(again.id, ids[0]);
    assert_eq!(client.flows().count_flows().send().await?, 7);

    let by_name = client
        .flows()
        .read_flow_by_name("flow 3 ä+b")
        .send()
        .await?;
    assert_eq!(by_name.id, ids[3]);
    let filter = FlowFilter::default().name(
        FlowFilterName::default().any(vec!["flow 1 ä+b".to_owned(), "flow 2 ä+b".to_owned()]),
    );
    let found = client
        .flows()
        .read_flows()
        .body(ReadFlowsBody::default().flows(filter.clone()))
        .send()
        .await?;
    let found: BTreeSet<Uuid> = found.iter().map(|flow| flow.id).collect();
    assert_eq!(found, BTreeSet::from([ids[1], ids[2]]));
    let counted = client
        .flows()
        .count_flows()
        .body(CountFlowsBody::default().flows(filter))
        .send()
        .await?;
    assert_eq!(counted, 2);
    let tagged = FlowFilter::default().tags(FlowFilterTags::default().all(vec!["a,b".to_owned()]));
    let tagged = client
        .flows()
        .read_flows()
        .body(ReadFlowsBody::default().flows(tagged))
        .send()
        .await?;
    assert_eq!(tagged.len(), 3);
    // Pages by a number in the body: 3, 3 and 1.
    let body = PaginateFlowsBody::default()
        .limit(3)
        .sort(FlowSort::NameDesc);
    let names: Vec<String> = client
        .flows()
        .paginate_flows()
        .body(body)
        .items()
        .try_collect::<Vec<_>>()
        .await?
        .into_iter()
        .map(|flow| flow.name)
        .collect();
    assert_eq!(names.len(), 7);
    assert!(names.is_sorted_by(|left, right| left > right), "{names:?}");
    // Items before the page, in the body as well: 2, 2, 2 and 1.
    let body = ReadFlowsBody::default().limit(2).sort(FlowSort::NameAsc);
    let all = client
        .flows()
        .read_flows()
        .body(body)
        .items()
        .try_collect::<Vec<_>>()
        .await?;
    assert_eq!(all.iter().map(|flow| flow.id).collect::<Vec<_>>(), ids);

    client
        .flows()
        .update_flow(ids[6], FlowUpdate::default().tags(["new"]))
        .send()
        .await?;
    let changed = client.flows().read_flow(ids[6]).send().await?;
    assert_eq!(changed.tags, Some(vec!["new".to_owned()]));
    // What is not there, and what is refused.
    let missing = client
        .flows()
        .read_flow(Uuid::nil())
        .send()
        .await
        .unwrap_err();
    assert_eq!(missing.status().map(|status| status.as_u16()), Some(404));
    let refused = client
        .flows()
        .create_flow(FlowCreate::new("a/b"))
        .send()
        .await
        .unwrap_err();
    let tamis_runtime::Error::Api(refused) = refused else {
        return Err(format!("{refused:?}").into());
    };
    assert_eq!(refused.status(), 422);
    Ok(ids)
}

async fn runs(client: &Client, flow: Uuid) -> Ended<Uuid> {
    let state = StateCreate::new(StateType::Pending).message("not yet".to_owned());
    let body = FlowRunCreate::new(flow)
        .name("first run")
        .state(state)
        .parameters([
            ("count", Json::from(3)),
            ("deep", serde_json::json!({"a": [1, null]})),
        ])
        .tags(["x"]);
    let run = client.flow_runs().create_flow_run(body).send().await?;
    assert_eq!(
        (run.flow_id, run.name.as_deref()),
        (flow, Some("first run"))
    );
    assert_eq!(
        run.parameters
            .as_ref()
            .map(|all| all["deep"]["a"][1].is_null()),
        Some(true)
    );
    let read = client.flow_runs().read_flow_run(run.id).send().await?;
    assert_eq!(read.state_type, Some(StateType::Pending));
    let state = StateCreate::new(StateType::Running).name("Started".to_owned());
    let result = client
        .flow_runs()
        .set_flow_run_state(run.id, SetStateBody::new(state).force(true))
        .send()
        .await?;
    assert_eq!(result.status, SetStateStatus::Accept);
    assert_eq!(
        result.state.map(|state| state.r#type),
        Some(StateType::Running)
    );
    let tags =
        FlowRunFilter::default().tags(FlowRunFilterTags::default().all(vec!["x".to_owned()]));
    let found = client
        .flow_runs()
        .read_flow_runs()
        .body(ReadFlowRunsBody::default().flow_runs(tags))
        .send()
        .await?;
    assert_eq!(found.iter().map(|run| run.id).collect::<Vec<_>>(), [run.id]);
    assert_eq!(client.flow_runs().count_flow_runs().send().await?, 1);
    Ok(run.id)
}

async fn logs(client: &Client, run: Uuid) -> Ended {
    let time: Timestamp = "2024-02-29T12:00:00.25Z".parse()?;
    let logs = [10, 20, 30].map(|level| {
        LogCreate::new("a logger", level, format!("level {level}"), time).flow_run_id(run)
    });
    client.logs().create_logs(logs.to_vec()).send().await?;
    let filter = LogFilter::default()
        .flow_run_id(LogFilterFlowRunId::default().any(vec![run]))
        .level(LogFilterLevel::default().ge(20));
    let found = client
        .logs()
        .read_logs()
        .body(ReadLogsBody::default().logs(filter))
        .send()
        .await?;
    let mut levels: Vec<i64> = found.iter().map(|log| log.level).collect();
    levels.sort_unstable();
    assert_eq!(levels, [20, 30]);
    assert!(
        found
            .iter()
            .all(|log| log.timestamp == time && log.flow_run_id == Some(run))
    );
    Ok(())
}

async fn deleted(client: &Client, flows: &[Uuid]) -> Ended {
    for flow in flows {
        client.flows().delete_flow(*flow).send().await?;
    }
    assert_eq!(client.flows().count_flows().send().await?, 0);
    let gone = client
        .flows()
        .delete_flow(flows[0])
        .send()
        .await
        .unwrap_err();
    assert_eq!(gone.status().map(|status| status.as_u16()), Some(404));
    Ok(())
}
