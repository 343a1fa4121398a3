"""Bodies that are sequences of JSON values: a value a line, or a value between a record separator and a line feed (RFC 7464).

In: a media type, and values or a text. Out: the text, or the texts of the values.
"""

from document import essence

LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonl", "application/jsonlines", "application/json-lines")
RECORDS = "\x1e"


def is_sequence(media_type):
    return essence(media_type) in LINES or is_records(media_type)


def is_records(media_type):
    return essence(media_type) == "application/json-seq" or essence(media_type).endswith("+json-seq")


def write(media_type, texts):
    begin = RECORDS if is_records(media_type) else ""
    return "".join(f"{begin}{text}\n" for text in texts)


def read(media_type, text):
    """The texts of the values; None: what is between them is not as it must be."""
    if is_records(media_type):
        begin, *records = text.split(RECORDS)
        return None if begin or not all(record.endswith("\n") for record in records) else records
    return [line for line in text.split("\n") if line.strip()]
