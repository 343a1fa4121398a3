//! Spans: sent, found by time, name and status, page by page, and annotated.

use std::collections::BTreeMap;
use std::time::Duration;

use client::Client;
use client::types::*;
use tamis_runtime::{Json, MaybeNull, Timestamp};

use super::Ended;

const PROJECT: &str = "default";

fn span(number: u8) -> Ended<Span> {
    let context = SpanContext::new(format!("{:032x}", 1), format!("{number:016x}"));
    let start: Timestamp = format!("2024-03-01T0{number}:00:00Z").parse()?;
    let end: Timestamp = format!("2024-03-01T0{number}:00:01Z").parse()?;
    let status = if number == 4 { "ERROR" } else { "OK" };
    let name = format!("step {number} ä");
    let attributes: BTreeMap<String, Json> =
        BTreeMap::from([("step".to_owned(), Json::from(number))]);
    Ok(Span::new(name, context, "CHAIN", start, end, status).attributes(attributes))
}

pub(super) async fn all(client: &Client) -> Ended {
    let sent = (1..=6).map(span).collect::<Ended<Vec<Span>>>()?;
    let taken = client
        .spans()
        .create_spans(PROJECT, CreateSpansRequestBody::new(sent))
        .send()
        .await?;
    assert_eq!((taken.total_received, taken.total_queued), (6, 6));
    // They are written later.
    let mut found = Vec::new();
    for _ in 0..50 {
        found = client
            .spans()
            .get_spans(PROJECT)
            .limit(2)
            .items()
            .try_collect()
            .await?;
        if found.len() == 6 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let mut names: Vec<&str> = found.iter().map(|span| span.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names.len(), 6);
    assert_eq!((names[0], names[5]), ("step 1 ä", "step 6 ä"));
    let from: Timestamp = "2024-03-01T02:00:00Z".parse()?;
    let to: Timestamp = "2024-03-01T05:00:00Z".parse()?;
    let list = client.spans().get_spans(PROJECT).time(from..to).limit(2);
    let some: Vec<Span> = list.items().try_collect().await?;
    let mut starts: Vec<String> = some
        .iter()
        .map(|span| span.start_time.to_string())
        .collect();
    starts.sort();
    assert_eq!(
        starts,
        [
            "2024-03-01T02:00:00Z",
            "2024-03-01T03:00:00Z",
            "2024-03-01T04:00:00Z"
        ]
    );
    let list = client
        .spans()
        .get_spans(PROJECT)
        .name(["step 1 ä", "step 6 ä"]);
    assert_eq!(list.send().await?.data.len(), 2);
    let list = client.spans().get_spans(PROJECT).status_code(["ERROR"]);
    let failed = list.send().await?.data;
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].context.span_id, format!("{:016x}", 4));
    let result = AnnotationResult::default()
        .label("slow".to_owned())
        .score(0.25);
    let body = SpanAnnotationData::new(
        "speed",
        SpanAnnotationDataAnnotatorKind::Human,
        format!("{:016x}", 4),
    )
    .result(result);
    let body = AnnotateSpansRequestBody::new([body]);
    let noted = client
        .spans()
        .annotate_spans(body)
        .sync(true)
        .send()
        .await?
        .data;
    assert_eq!(noted.len(), 1);
    let notes: Vec<SpanAnnotation> = client
        .annotations()
        .list_span_annotations_by_span_ids(PROJECT)
        .span_ids([format!("{:016x}", 4)])
        .items()
        .try_collect()
        .await?;
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].name, "speed");
    assert_eq!(notes[0].annotator_kind, SpanAnnotationAnnotatorKind::Human);
    let result = notes[0].result.as_ref().ok_or("it has one")?;
    assert_eq!(result.score, MaybeNull::Value(0.25));
    Ok(())
}
