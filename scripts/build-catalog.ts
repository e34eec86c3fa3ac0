import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileCatalog } from './catalog/compile.js';
import { readPackage } from './catalog/read-package.js';
import { readServiceReference } from './catalog/read-service-reference.js';
import { writeCatalog } from './catalog/write-catalog.js';

const USAGE = `npm run build:catalog -- [--service-reference DIR] [--output DIR]

Compiles the catalogue of AWS actions.
  --service-reference DIR  folder with AWS's Service Reference, one JSON file a service, instead of the
                           data package this project pins
  --output DIR             folder for index.json and details.json.br (default dist/catalog)
`;

const packaged = join(fileURLToPath(new URL('..', import.meta.url)), 'dist', 'catalog');
const { values } = parseArgs({
  options: {
    'service-reference': { type: 'string' },
    output: { type: 'string', default: packaged },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  try {
    build(values.output, values['service-reference']);
  } catch (error) {
    process.stderr.write(`build:catalog: ${error instanceof Error ? error.message : String(error)}.\n`);
    process.exitCode = 2;
  }
}

function build(output: string, folder: string | undefined): void {
  const known = readPackage();
  const source = folder === undefined ? known : readServiceReference(resolve(folder), known);
  writeCatalog(output, compileCatalog(source));
  process.stdout.write(`Catalogue of ${source.date} (${source.source}) written to ${output}\n`);
}
