// Loaded with --require into the command line: sends SIGNAL to the process itself at the call that SIGNAL_AT names:
// `read:1` the first time it reads a whole file, `open:2` the second time it makes a file to write, `write:3` the third
// time it writes to a file.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const STANDARD_STREAMS = 2;
const [kind, number] = (process.env['SIGNAL_AT'] ?? '').split(':');
let remaining = Number(number);

function sendAt(call) {
  if (call !== kind || --remaining !== 0) return;
  process.kill(process.pid, process.env['SIGNAL']);
}

const { openSync, readFileSync, writeSync } = fs;
fs.openSync = (path, flags, ...rest) => {
  const descriptor = openSync(path, flags, ...rest);
  if (flags === 'wx') sendAt('open');
  return descriptor;
};
fs.readFileSync = (...parameters) => {
  sendAt('read');
  return readFileSync(...parameters);
};
fs.writeSync = (descriptor, ...rest) => {
  const written = writeSync(descriptor, ...rest);
  if (descriptor > STANDARD_STREAMS) sendAt('write');
  return written;
};
syncBuiltinESMExports();
