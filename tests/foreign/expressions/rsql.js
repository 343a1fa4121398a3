// Reads expressions of RSQL, as @rsql/parser does.
//
// In: a file with a list of expressions, as JSON, and the folder of the parser. Out: for each, the list of its conditions, all of
// which must hold: field, operator, values.

const fs = require("fs");
const path = require("path");

const [file, modules] = process.argv.slice(2);
const { parse } = require(path.join(modules, "@rsql/parser"));

function conditions(node) {
  if (node.type === "LOGIC" && node.operator === ";") {
    return [...conditions(node.left), ...conditions(node.right)];
  }
  if (node.type !== "COMPARISON") {
    throw new Error(`more than was asked: ${node.operator}`);
  }
  return [[node.left.selector, node.operator, ...[node.right.value].flat()]];
}

const expressions = JSON.parse(fs.readFileSync(file, "utf8"));
process.stdout.write(JSON.stringify(expressions.map((text) => conditions(parse(text)))));
