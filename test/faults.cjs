// Loaded before a program by --require: lets one of the calls by which it changes files fail, or ends it
// before it.
const childProcess = require('node:child_process');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const CALLS = [
  'appendFileSync',
  'chmodSync',
  'copyFileSync',
  'linkSync',
  'mkdirSync',
  'mkdtempSync',
  'renameSync',
  'rmSync',
  'symlinkSync',
  'writeFileSync',
];

const { FAULT, FAULT_AT, FAULT_COUNT, FAULT_PROGRAM } = process.env;

function end() {
  process.kill(process.pid, 'SIGKILL');
  // It takes a moment.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function watch(module, name) {
  const original = module[name];
  module[name] = (...args) => {
    count++;
    const isHere = count === Number(FAULT_AT);
    if (isHere && FAULT === 'killed') end();
    if (isHere) throw Object.assign(new Error(`${FAULT}: ${name}`), { code: FAULT });
    return original(...args);
  };
}

let count = 0;

// What the program starts is not meant.
if (process.argv[1] === FAULT_PROGRAM) {
  const { writeFileSync } = fs;
  for (const name of CALLS) watch(fs, name);
  if (FAULT === 'killed') watch(childProcess, 'spawnSync');
  syncBuiltinESMExports();
  if (FAULT_COUNT) process.on('exit', () => writeFileSync(FAULT_COUNT, String(count)));
}
