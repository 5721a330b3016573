const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const MAVEN_CENTRAL = 'https://repo.maven.apache.org/maven2';

/**
 * What each language needs beside the sources that jsii makes for it: a program, and in Java and Go the packages of what
 * this package builds on. `ours` is the part of a folder of packages that is of this package.
 */
const LANGUAGES = {
  python: { program: ['python3', '--version'], missing: () => [], ours: '.' },
  java: { program: ['mvn', '--version'], missing: missingFromMaven, ours: 'io/github/cdk8s-sidecars' },
  go: { program: ['go', 'version'], missing: missingFromGo, ours: 'cdk8ssidecars' },
  dotnet: { program: ['dotnet', '--version'], missing: () => [], ours: '.' },
};

/** Which dependencies of the project in a folder Maven Central has in none of the versions that would do. */
async function missingFromMaven(folder) {
  const pom = fs.readFileSync(path.join(folder, 'pom.xml'), 'utf8');
  const wanted = /<groupId>([^<]+)<\/groupId>\s*<artifactId>([^<]+)<\/artifactId>\s*<version>\[([\d.]+),([\d.]+)\)</g;
  const found = await Promise.all(
    [...pom.matchAll(wanted)].map(async ([, group, artifact, from, to]) => {
      const versions = await mavenVersions(group, artifact);
      const fits = (version) => !isBefore(version, from) && isBefore(version, to);
      return versions.some(fits) ? undefined : `${group}:${artifact} from ${from}`;
    }),
  );
  return found.filter((each) => each !== undefined);
}

async function mavenVersions(group, artifact) {
  const url = `${MAVEN_CENTRAL}/${group.replaceAll('.', '/')}/${artifact}/maven-metadata.xml`;
  const page = await fetch(url).then(
    (response) => (response.ok ? response.text() : ''),
    () => '',
  );
  return [...page.matchAll(/<version>(\d+(?:\.\d+)*)<\/version>/g)].map(([, version]) => version);
}

function isBefore(one, other) {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  const index = b.findIndex((part, position) => part !== (a[position] ?? 0));
  return index >= 0 && (a[index] ?? 0) < b[index];
}

/** Which modules that the module in a folder requires cannot be had. */
function missingFromGo(folder) {
  const [module] = fs.readdirSync(folder);
  const text = fs.readFileSync(path.join(folder, module, 'go.mod'), 'utf8');
  const modules = [...text.matchAll(/^\t(\S+) (v\S+)$/gm)].map(([, name, version]) => `${name}@${version}`);
  // Outside of any module, so that nothing else is looked for.
  const options = { cwd: path.parse(folder).root, env: { ...process.env, GOFLAGS: '-mod=mod' } };
  return modules.filter((each) => spawnSync('go', ['list', '-m', each], options).status !== 0);
}

module.exports = { LANGUAGES };
