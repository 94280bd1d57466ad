// Checks manifests against the official schema of their version, without a network.
//
// In, on standard input: {"version": "1.22", "documents": [{"name", "content"}, …]}; the document
// called manifest.json is a manifest, every other one holds its texts in another language.
// Out, on standard output: [{"name", "path", "message"}, …], empty where all is well.
"use strict";

const fs = require("fs");
const path = require("path");

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

let Ajv, addFormats, schemas;
try {
  Ajv = require("ajv");
  addFormats = require("ajv-formats");
  const entry = require.resolve("@microsoft/app-manifest");
  schemas = path.join(path.dirname(entry), "json-schemas", "teams");
} catch {
  fail("The official schemas are not installed. Run: make package");
}

// The schemas say draft 4, but use keywords of draft 6 and 7: they are read as draft 7.
function validator(version, name) {
  const file = path.join(schemas, `v${version}`, `${name}.schema.json`);
  if (!/^[\d.]+$/.test(version) || !fs.existsSync(file)) {
    fail(`There is no official schema of version ${version}.`);
  }
  const schema = JSON.parse(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  delete schema.$schema;
  delete schema.id;
  // Some of their patterns are not allowed to be read as Unicode.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(schema);
}

// "/bots/0/botId" is "bots[0].botId" to people.
function place(pointer) {
  const steps = pointer.split("/").slice(1);
  return steps
    .map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"))
    .map((step, at) => (/^\d+$/.test(step) ? `[${step}]` : at ? `.${step}` : step))
    .join("");
}

function said(error) {
  const { allowedValues, additionalProperty } = error.params;
  if (allowedValues) return `${error.message}: ${allowedValues.join(", ")}`;
  if (additionalProperty) return `${error.message}: ${additionalProperty}`;
  return error.message;
}

const { version, documents } = JSON.parse(fs.readFileSync(0, "utf8"));
const faults = documents.flatMap(({ name, content }) => {
  const kind = name === "manifest.json" ? "MicrosoftTeams" : "MicrosoftTeams.Localization";
  const validate = validator(version, kind);
  validate(content);
  return (validate.errors || []).map((error) => ({
    name,
    path: place(error.instancePath),
    message: said(error),
  }));
});
process.stdout.write(JSON.stringify(faults));
