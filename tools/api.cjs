const fs = require('node:fs');
const path = require('node:path');
const prettier = require('prettier');
const { breaksBetween } = require('./api/breaks.cjs');
const { listingOf } = require('./api/listing.cjs');

const root = path.join(__dirname, '..');
const PAGE = path.join(root, 'API.md');

/** The page for what `npm run build` has compiled. */
async function freshPage() {
  const assembly = JSON.parse(fs.readFileSync(path.join(root, '.jsii'), 'utf8'));
  const options = await prettier.resolveConfig(PAGE);
  return prettier.format(listingOf(assembly), { ...options, filepath: PAGE });
}

/** Writes the page; with `--check`, only says whether it has to be written. */
async function main([option]) {
  const committed = fs.existsSync(PAGE) ? fs.readFileSync(PAGE, 'utf8') : '';
  const fresh = await freshPage();
  for (const line of breaksBetween(committed, fresh)) console.log(`may break users: ${line}`);
  if (option !== '--check') {
    fs.writeFileSync(PAGE, fresh);
  } else if (fresh !== committed) {
    console.log('API.md is not what the package offers; "npm run api" writes it anew');
    process.exitCode = 1;
  }
}

main(process.argv.slice(2));
