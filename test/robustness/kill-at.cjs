// Loaded with --require into the command line: kills the process, as kill -9 does, at the call that KILL_AT names.
// `write:3` kills in the middle of the third write to a file, `rename:2` before the second rename.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const [kind, number] = (process.env['KILL_AT'] ?? '').split(':');
const STANDARD_STREAMS = 2;
let remaining = Number(number);

const isTheCall = (name) => name === kind && --remaining === 0;
const { writeSync, renameSync } = fs;

fs.writeSync = (descriptor, data, ...rest) => {
  if (descriptor > STANDARD_STREAMS && isTheCall('write')) {
    writeSync(descriptor, data.subarray(0, Math.floor(data.length / 2)));
    process.kill(process.pid, 'SIGKILL');
  }
  return writeSync(descriptor, data, ...rest);
};
fs.renameSync = (from, to) => {
  if (isTheCall('rename')) process.kill(process.pid, 'SIGKILL');
  renameSync(from, to);
};
syncBuiltinESMExports();
