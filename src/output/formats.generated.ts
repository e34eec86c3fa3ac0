// Written by `npm run generate` from the files beside it; do not edit.
import { asff } from './formats/asff.js';
import { csv } from './formats/csv.js';
import { html } from './formats/html.js';
import { json } from './formats/json.js';
import { junit } from './formats/junit.js';
import { markdown } from './formats/markdown.js';
import { ocsf } from './formats/ocsf.js';
import { sarif } from './formats/sarif.js';
import type { OutputFormat } from './output-format.js';

/** Every format, in the order of their names. */
export const OUTPUT_FORMATS: readonly OutputFormat[] = [
  asff,
  csv,
  html,
  json,
  junit,
  markdown,
  ocsf,
  sarif,
];
