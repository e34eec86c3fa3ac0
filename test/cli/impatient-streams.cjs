// Loaded with --require into the command line: the first read of standard input and the first write to standard output
// fail as they do on a pipe that does not wait.
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;
const refused = new Set();

/** Refuses the first call with a descriptor. */
function onceRefused(call, refusedDescriptor) {
  return (descriptor, ...rest) => {
    if (descriptor === refusedDescriptor && !refused.has(descriptor)) {
      refused.add(descriptor);
      throw Object.assign(new Error('EAGAIN: resource temporarily unavailable'), { code: 'EAGAIN' });
    }
    return call(descriptor, ...rest);
  };
}

fs.readSync = onceRefused(fs.readSync, STANDARD_INPUT);
fs.writeSync = onceRefused(fs.writeSync, STANDARD_OUTPUT);
syncBuiltinESMExports();
process.on('exit', () => fs.writeSync(2, `refused ${[...refused].sort().join(' and ')}\n`));
