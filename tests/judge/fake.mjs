// Instances by json-schema-faker: a JSON schema a line in, an instance or null a line out.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { generateSync } = await import(pathToFileURL(process.argv[2] + "/node_modules/json-schema-faker/dist/index.js").href);
for await (const line of createInterface({ input: process.stdin })) {
  let made;
  try {
    made = { value: generateSync(JSON.parse(line), { alwaysFakeOptionals: true, maxDepth: 40, seed: 7 }) };
  } catch (error) {
    made = { reason: String(error.message ?? error).slice(0, 200) };
  }
  process.stdout.write(JSON.stringify(made) + "\n");
}
