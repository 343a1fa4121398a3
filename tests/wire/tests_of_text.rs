//! Filters by texts and lists: under which name each test leaves.

use golden_clients as golden;
use tamis_runtime::Filter;

#[test]
fn tests_of_text_and_of_lists() {
    use golden::filters_text::filters::{All, Overlap};
    use golden::filters_text::things::ListThings;

    let all = ListThings::new()
        .name(["a", "b"])
        .name(Filter::not_in(["c", "d"]))
        .name(Filter::icontains("1"))
        .name(Filter::not_icontains("2"))
        .name(Filter::istarts_with("3"))
        .name(Filter::not_istarts_with("4"))
        .name(Filter::iends_with("5"))
        .name(Filter::not_iends_with("6"))
        .name(Filter::iexact("7"))
        .name(Filter::not_iexact("8"))
        .name(Filter::not_empty())
        .name(Filter::regex("^9$"))
        .name(Filter::iregex("[0]"))
        .title(Filter::contains("a"))
        .title(Filter::starts_with("b"))
        .title(Filter::ends_with("c"))
        .title(Filter::like("d%"))
        .title(Filter::not_ilike("_e"))
        .title(Filter::search("f g"))
        .tags(Filter::with_list::<Overlap, _>(["x", "y"]))
        .tags(Filter::with_list::<All, _>(["z"]))
        .tags(Filter::exists());
    assert_eq!(
        query!(filters_text, all),
        [
            "name=a",
            "name=b",
            "name__n=c",
            "name__n=d",
            "name__ic=1",
            "name__nic=2",
            "name__isw=3",
            "name__nisw=4",
            "name__iew=5",
            "name__niew=6",
            "name__ie=7",
            "name__nie=8",
            "name__empty=false",
            "name__regex=%5E9%24",
            "name__iregex=%5B0%5D",
            "title__contains=a",
            "title__startswith=b",
            "title__endswith=c",
            "title__like=d%25",
            "title__not_ilike=_e",
            "title__search=f%20g",
            "tags__overlap=x",
            "tags__overlap=y",
            "tags__all=z",
            "tags__exists=true",
        ]
    );
    let single = ListThings::new().name("a").name(Filter::ne("b"));
    assert_eq!(query!(filters_text, single), ["name=a", "name__n=b"]);
}
