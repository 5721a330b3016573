const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

/**
 * What a generated project needs and its registry has in no version that would do, for each registry. jsii-pacmak would
 * find out too, but by a build that fails, after a long time.
 */

function missingFromMaven(folder) {
  const dependency =
    /<groupId>([^<]+)<\/groupId>\s*<artifactId>([^<]+)<\/artifactId>\s*<version>\[([\d.]+),([\d.]+)\)</g;
  const pom = fs.readFileSync(path.join(folder, 'pom.xml'), 'utf8');
  const wanted = [...pom.matchAll(dependency)].map(([, group, name, from, to]) => ({
    name: `${group}:${name}`,
    from,
    to,
  }));
  return missing(wanted, async (name) => {
    const [group, artifact] = name.split(':');
    const place = `${group.replaceAll('.', '/')}/${artifact}`;
    const page = await textAt(`https://repo.maven.apache.org/maven2/${place}/maven-metadata.xml`);
    return [...page.matchAll(/<version>([^<]+)<\/version>/g)].map(([, version]) => version);
  });
}

function missingFromNuGet(folder) {
  const dependency = /<PackageReference Include="([^"]+)" Version="\[([\d.]+),([\d.]+)\)"/g;
  const [project] = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.csproj'));
  const text = fs.readFileSync(path.join(folder, project), 'utf8');
  const wanted = [...text.matchAll(dependency)].map(([, name, from, to]) => ({ name, from, to }));
  return missing(wanted, async (name) => {
    const page = await textAt(`https://api.nuget.org/v3-flatcontainer/${name.toLowerCase()}/index.json`);
    return page === '' ? [] : JSON.parse(page).versions;
  });
}

/** The proxy that this machine has, so `go` itself asks. */
function missingFromGo(folder) {
  const [module] = fs.readdirSync(folder);
  const text = fs.readFileSync(path.join(folder, module, 'go.mod'), 'utf8');
  const modules = [...text.matchAll(/^\t(\S+) (v\S+)$/gm)].map(([, name, version]) => `${name}@${version}`);
  // Outside of any module, so that nothing else is looked for.
  const options = { cwd: path.parse(folder).root, env: { ...process.env, GOFLAGS: '-mod=mod' } };
  return modules.filter((each) => spawnSync('go', ['list', '-m', each], options).status !== 0);
}

async function missing(wanted, versionsOf) {
  const found = await Promise.all(
    wanted.map(async ({ name, from, to }) => {
      const versions = (await versionsOf(name)).filter((version) => /^\d+(\.\d+)*$/.test(version));
      return versions.some((version) => !isBefore(version, from) && isBefore(version, to))
        ? []
        : [`${name} from ${from}`];
    }),
  );
  return found.flat();
}

/** Nothing, where there is no such page or no network. */
function textAt(url) {
  return fetch(url).then(
    (response) => (response.ok ? response.text() : ''),
    () => '',
  );
}

function isBefore(one, other) {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  const index = b.findIndex((part, position) => part !== (a[position] ?? 0));
  return index >= 0 && (a[index] ?? 0) < b[index];
}

module.exports = { missingFromGo, missingFromMaven, missingFromNuGet };
