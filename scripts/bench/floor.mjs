// The least that a scan could cost: parse the same input, and read, parse, serialise and write again the very files
// that the scan wrote (the report, which is no JSON, is read and written). Nothing is analysed.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [input, folder, ...written] = process.argv.slice(2);
JSON.parse(readFileSync(input, 'utf8'));
for (const path of written) {
  const text = readFileSync(path, 'utf8');
  writeFileSync(
    join(folder, basename(path)),
    path.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text,
  );
}
