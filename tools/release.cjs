const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const { breaksBetween } = require('./api/breaks.cjs');

/** What forbids to release the current folder under a tag. */
function problemsOf(tag) {
  const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
  return [
    ...(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)
      ? []
      : [`package.json: "${version}" is no version that can be released`]),
    ...(tag === `v${version}`
      ? []
      : [`tag "${tag}": the version in package.json is ${version}, whose tag is v${version}`]),
    ...(lock.version === version ? [] : [`package-lock.json: its version is ${lock.version}, not ${version}`]),
    ...(notesOf(version) ? [] : [`CHANGELOG.md: there is nothing under "## [${version}] - <year>-<month>-<day>"`]),
    ...breaksSince(previousTag(tag), version),
  ];
}

/** What the changelog says of a version. */
function notesOf(version) {
  const sections = fs.readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
  const [heading, ...lines] = (sections.find((section) => section.startsWith(`[${version}]`)) ?? '').split('\n');
  return /\] - \d{4}-\d{2}-\d{2}$/.test(heading) ? lines.join('\n').trim() : '';
}

/** Breaks of the API that the step from one version to the other does not announce. */
function breaksSince(tag, version) {
  if (tag === undefined) return [];
  const [from, to] = [tag.slice(1), version].map((each) => each.split(/[.-]/).map(Number));
  const mayBreak = to[0] > from[0] || (from[0] === 0 && to[0] === 0 && to[1] > from[1]);
  const breaks = mayBreak ? [] : breaksBetween(git('show', `${tag}:API.md`), fs.readFileSync('API.md', 'utf8'));
  return breaks.map((line) => `API.md: may break what was written for ${tag.slice(1)}: ${line}`);
}

/** The release before this one; the tag itself may be there, or be made after this has been run. */
function previousTag(tag) {
  const tags = git('tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-version:refname').split('\n');
  return tags.find((each) => each !== '' && each !== tag);
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}

const [tag = ''] = process.argv.slice(2);
const problems = problemsOf(tag);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(notesOf(tag.slice(1)));
