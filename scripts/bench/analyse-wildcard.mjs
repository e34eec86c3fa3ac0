// Times the analysis of `*` on `*` in one process, the catalogue being loaded, and prints the milliseconds as JSON.
import { loadCatalog, scanPolicies } from '../../dist/index.js';

const catalog = loadCatalog();
const runs = Number(process.argv[2]);
const times = [];
for (let run = 0; run < runs; run++) {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const start = performance.now();
  scanPolicies([{ name: 'wildcard', document }], { catalog });
  times.push(performance.now() - start);
}
const [first] = times;
times.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ first, median: times[Math.floor(runs / 2)] }));
