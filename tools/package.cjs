const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { LANGUAGES } = require('./package/languages.cjs');

const root = path.join(__dirname, '..');
const PACKAGES = path.join(root, 'build-packages');

/** Runs jsii-pacmak on what `npm run build` has compiled. */
function pacmak(languages, folder, ...options) {
  const program = path.join(root, 'node_modules/jsii-pacmak/bin/jsii-pacmak');
  const args = [program, '--no-npmignore', '--target', ...languages, '--outdir', folder, ...options];
  // It packs for npm first, which would build once more.
  const env = { ...process.env, npm_config_ignore_scripts: 'true' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`jsii-pacmak has failed for ${languages.join(', ')}\n${stdout}${stderr}`);
}

/** Packs for a language, or leaves the sources where it cannot be packed. Returns why that is so. */
async function pack(language, { temporary, sources, withDependencies }) {
  const { program, missing, ours } = LANGUAGES[language];
  const target = path.join(PACKAGES, language);
  fs.rmSync(target, { recursive: true, force: true });

  const [command, ...args] = program;
  const hasProgram = spawnSync(command, args).status === 0;
  const lacks = hasProgram ? await missing(path.join(sources, language)) : [];
  if (!hasProgram || (lacks.length > 0 && !withDependencies)) {
    fs.cpSync(path.join(sources, language), target, { recursive: true });
    return hasProgram
      ? `its registry has no ${lacks.join(', no ')}; --with-dependencies makes them here`
      : `there is no ${command}`;
  }
  const packed = path.join(temporary, 'packed');
  pacmak([language], packed, ...(lacks.length > 0 ? ['--recurse'] : []));
  fs.cpSync(path.join(packed, language, ours), path.join(target, ours), { recursive: true });
  return undefined;
}

async function main(args) {
  const withDependencies = args.includes('--with-dependencies');
  const named = args.filter((each) => each !== '--with-dependencies');
  const unknown = named.find((each) => LANGUAGES[each] === undefined);
  if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${Object.keys(LANGUAGES).join(', ')}`);

  const languages = named.length > 0 ? named : Object.keys(LANGUAGES);
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
  try {
    const sources = path.join(temporary, 'sources');
    // What jsii does not take in one of the languages fails here, with the tools of that language or without them.
    pacmak(languages, sources, '--code-only');
    for (const language of languages) {
      const reason = await pack(language, { temporary, sources, withDependencies });
      const folder = path.relative(process.cwd(), path.join(PACKAGES, language));
      console.log(
        `${language}: ${folder}${reason === undefined ? '' : `, sources only. Packing is skipped: ${reason}`}`,
      );
    }
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch(({ message }) => {
  console.error(message);
  process.exitCode = 1;
});
