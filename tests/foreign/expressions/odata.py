"""Reads expressions of OData, as odata-query does.

In: a file with a list of expressions, as JSON. Out: for each, the list of its conditions, all of which must hold: field, operator, values.
"""

import json
import sys

from odata_query import ast
from odata_query.grammar import ODataLexer, ODataParser

COMPARATORS = {ast.Eq: "eq", ast.NotEq: "ne", ast.In: "in"}


def value(node):
    return None if isinstance(node, ast.Null) else node.val


def conditions(node):
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        return conditions(node.left) + conditions(node.right)
    if isinstance(node, ast.Call):
        field, text = node.args
        return [[field.name, node.func.name, value(text)]]
    operator = COMPARATORS[type(node.comparator)]
    values = node.right.val if operator == "in" else [node.right]
    return [[node.left.name, operator, *map(value, values)]]


with open(sys.argv[1], encoding="utf-8") as file:
    expressions = json.load(file)
lexer, parser = ODataLexer(), ODataParser()
json.dump([conditions(parser.parse(lexer.tokenize(text))) for text in expressions], sys.stdout)
