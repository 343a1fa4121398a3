//! The names of servers that a client can be sent to.
//!
//! In: the servers of the API. Out: a name for each whose address is whole, where there is a choice: several servers, or
//! variables in an address. It is made from the server's name, from a description that is as short as one, from its host, or from all of its address.

use super::case::Case;
use super::taken::{Taken, ladder};
use crate::ir::{Address, Api, Server};

/// The most words of a description that is a name.
const MOST_WORDS: usize = 3;

pub(super) fn name(api: &Api) -> Vec<(usize, String)> {
    let is_whole = |server: &Server| matches!(server.address(), Some(Address::Whole(_)));
    let servers = api.servers.iter().enumerate();
    let servers: Vec<(usize, &Server)> = servers.filter(|(_, server)| is_whole(server)).collect();
    let has_variables = servers
        .iter()
        .any(|(_, server)| !server.variables.is_empty());
    if servers.len() < 2 && !has_variables {
        return Vec::new();
    }
    let mut scope = Taken::reserving(std::iter::empty());
    servers
        .into_iter()
        .map(|(index, server)| {
            let host = host(&server.url);
            let is_short = |text: &&String| text.split_whitespace().count() <= MOST_WORDS;
            let description = server.description.as_ref().filter(is_short);
            let told = server.name.as_ref().or(description);
            let by_name = told
                .into_iter()
                .flat_map(|told| ladder(told, Case::Value).take(1));
            let by_host = ladder(&host, Case::Value).take(1);
            let by_address = ladder(address(&server.url), Case::Value).take(1);
            let name = scope.take(
                by_name.chain(by_host).chain(by_address),
                &server.url,
                Case::Value,
            );
            (index, name)
        })
        .collect()
}

/// The words of a whole address: `api.example.com/v4beta`, `{host}:{port}/{path}`.
fn address(url: &str) -> &str {
    let words = url.split_once("://").map_or(url, |(_, rest)| rest);
    words.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// What is fixed of the host in an address.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    let mut fixed = String::new();
    let mut is_inside = false;
    for letter in host.chars() {
        match letter {
            '{' => is_inside = true,
            '}' => is_inside = false,
            letter if !is_inside => fixed.push(letter),
            _ => {}
        }
    }
    let fixed = fixed.trim_matches(|letter: char| !letter.is_alphanumeric());
    if fixed.is_empty() {
        return "server".to_owned();
    }
    fixed.to_owned()
}
