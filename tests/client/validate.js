/** Fails unless the OpenAPI description that is named is valid by the specification's own rules. */
import { readFile } from "node:fs/promises";
import core from "@redocly/openapi-core";

const rules = {
  struct: "error",
  "no-unresolved-refs": "error",
  "no-identical-paths": "error",
  "no-ambiguous-paths": "off", // the literal one comes first here: "/articles/bulk"
  "no-path-trailing-slash": "error",
  "no-schema-type-mismatch": "error",
  "no-server-trailing-slash": "error",
  "operation-operationId": "error",
  "operation-operationId-unique": "error",
  "operation-parameters-unique": "error",
  "operation-summary": "error",
  "path-parameters-defined": "error",
  "path-declaration-must-exist": "error",
  "security-defined": "error",
  "spec-components-invalid-map-name": "error",
};

const config = await core.createConfig({ rules });
const source = await readFile(process.argv[2], "utf-8");
const problems = await core.lintFromString({ source, absoluteRef: process.argv[2], config });
for (const problem of problems) {
  console.error(`${problem.ruleId}: ${problem.message} ${problem.location.map((place) => place.pointer).join(" ")}`);
}
process.exit(problems.length ? 1 : 0);
