// Loaded with --require into the command line: says at the end which files of JavaScript and JSON it loaded, and
// which it read.
const fs = require('node:fs');

const before = new Set(Object.keys(require.cache));
const read = [];
const { readFileSync } = fs;
fs.readFileSync = (path, ...rest) => {
  read.push(String(path));
  return readFileSync(path, ...rest);
};
process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((path) => !before.has(path));
  const files = new Set([...loaded, ...read.filter((path) => !path.endsWith('package.json'))]);
  fs.writeSync(2, [...files].map((path) => `loaded ${path}\n`).join(''));
});
