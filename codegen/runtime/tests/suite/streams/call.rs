//! Operations whose responses are streams: one always, one where that is asked for.

use tamis_runtime::{
    Api, Core, Encoder, Error, EventStream, NoError, Operation, OperationInfo, RawResponse,
    Streamed, Transport,
};

use super::Item;

static API: Api = Api {
    title: "streams",
    version: "1",
    server: Some("http://localhost"),
    schemes: &[],
    security: &[],
};

pub(super) fn core(transport: impl Transport) -> Core {
    let builder = Core::builder(&API).transport(transport);
    builder.build().expect("nothing is missing")
}

#[cfg(feature = "reqwest")]
pub(super) fn core_at(address: &str) -> Core {
    let builder = Core::builder(&API).base_url(address.to_owned());
    builder.build().expect("nothing is missing")
}

pub(super) async fn stream(transport: impl Transport) -> Result<EventStream<Item>, Error<NoError>> {
    core(transport).send(&Watch).await
}

pub(super) struct Watch;

impl Operation for Watch {
    type Output = EventStream<Item>;
    type Error = NoError;
    const INFO: OperationInfo = OperationInfo {
        id: "watch",
        method: "GET",
        path: "/watch",
        security: &[],
    };
    const STREAMS: Option<fn(u16) -> bool> = Some(|status| status == 200);

    fn encode(&self, request: &mut Encoder) {
        request.literal("/watch");
        request.accept("text/event-stream");
    }

    fn decode(response: &RawResponse) -> Result<Self::Output, Error<Self::Error>> {
        match response.status().as_u16() {
            200 => response.events(),
            _ => Err(response.unexpected()),
        }
    }
}

pub(super) struct Ask;

impl Operation for Ask {
    type Output = Item;
    type Error = NoError;
    const INFO: OperationInfo = OperationInfo {
        id: "ask",
        method: "GET",
        path: "/ask",
        security: &[],
    };

    fn encode(&self, request: &mut Encoder) {
        request.literal("/ask");
    }

    fn decode(response: &RawResponse) -> Result<Self::Output, Error<Self::Error>> {
        match response.status().as_u16() {
            200 => response.json(),
            _ => Err(response.unexpected()),
        }
    }
}

impl Streamed for Ask {
    type Stream = EventStream<Item>;
    const ACCEPT: &'static str = "text/event-stream";

    fn opens(status: u16) -> bool {
        status == 200
    }

    fn open(response: &RawResponse) -> Result<Self::Stream, Error<Self::Error>> {
        response.events()
    }
}
