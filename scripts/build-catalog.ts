import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { compileCatalog } from './catalog/compile.js';
import { OUTPUT_FOLDER, readPackage } from './catalog/read-package.js';
import { readServiceReference } from './catalog/read-service-reference.js';

const USAGE = `npm run build:catalog -- [--service-reference DIR] [--output DIR]

Compiles the catalogue of AWS actions.
  --service-reference DIR  folder with AWS's Service Reference, one JSON file a service, instead of the
                           data package this project pins
  --output DIR             folder for index.json and details.json.br (default dist/catalog)
`;

const { values } = parseArgs({
  options: {
    'service-reference': { type: 'string' },
    output: { type: 'string', default: OUTPUT_FOLDER },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  const known = readPackage();
  const folder = values['service-reference'];
  const source = folder === undefined ? known : readServiceReference(resolve(folder), known);
  const { index, details } = compileCatalog(source);
  mkdirSync(values.output, { recursive: true });
  write('index.json', JSON.stringify(index));
  const text = Buffer.from(JSON.stringify(details));
  write('details.json.br', brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}

function write(name: string, content: string | Uint8Array): void {
  const path = join(values.output, name);
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}
