const fs = require('node:fs');
const path = require('node:path');
const { listFiles, synthesizeAside } = require('./synthesis.cjs');

function compare(committed, fresh) {
  const have = new Set(listFiles(committed));
  const want = listFiles(fresh);
  const read = (folder, file) => fs.readFileSync(path.join(folder, file));
  const drifted = [...have].filter((file) => !want.includes(file)).map((file) => `extra     ${file}`);
  for (const file of want) {
    if (!have.has(file)) drifted.push(`missing   ${file}`);
    else if (!read(committed, file).equals(read(fresh, file))) drifted.push(`different ${file}`);
  }
  return drifted;
}

process.exitCode = synthesizeAside(process.cwd(), (fresh, committed) => {
  const drifted = compare(committed, fresh);
  const name = path.basename(committed);
  if (drifted.length === 0) {
    console.log(`${name} is what the app synthesizes`);
    return 0;
  }
  console.error(`${name} is not what the app synthesizes; "npm run synth" rewrites it:`);
  for (const line of drifted) console.error(`  ${line}`);
  return 1;
});
