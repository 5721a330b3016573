import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

type Missing = (folder: string) => Promise<string[]>;

const { missingFromMaven, missingFromNuGet } = jest.requireActual<Record<string, Missing>>('./registries.cjs');

let folder: string;
let pages: Record<string, string>;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registries-'));
  pages = {};
  jest.spyOn(globalThis, 'fetch').mockImplementation((url) => {
    const page = pages[String(url)];
    if (page === 'no network') return Promise.reject(new TypeError('fetch failed'));
    return Promise.resolve(page === undefined ? new Response('', { status: 404 }) : new Response(page));
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe.each([
  [
    'Maven Central',
    missingFromMaven,
    'pom.xml',
    '<groupId>org.cdk8s</groupId>\n  <artifactId>cdk8s</artifactId>\n  <version>[2.70.106,3.0.0)</version>',
    'https://repo.maven.apache.org/maven2/org/cdk8s/cdk8s/maven-metadata.xml',
    (versions: string[]) => versions.map((version) => `<version>${version}</version>`).join('\n'),
    'org.cdk8s:cdk8s from 2.70.106',
  ],
  [
    'NuGet',
    missingFromNuGet,
    'Sidecars.csproj',
    '<PackageReference Include="Org.Cdk8s" Version="[2.70.106,3.0.0)" />',
    'https://api.nuget.org/v3-flatcontainer/org.cdk8s/index.json',
    (versions: string[]) => JSON.stringify({ versions }),
    'Org.Cdk8s from 2.70.106',
  ],
])('%s', (_, missing, file, project, url, page, name) => {
  test.each([
    [['2.70.106'], true],
    [['2.9.0', '2.71'], true],
    [['2.70.47', '3.0.0'], false],
    [['2.70.200-rc.1'], false],
    [[], false],
  ])('with the versions %p has what is needed: %p', async (versions, has) => {
    fs.writeFileSync(path.join(folder, file), project);
    pages[url] = page(versions);

    expect(await missing(folder)).toEqual(has ? [] : [name]);
  });

  test('without a page or a network has nothing', async () => {
    fs.writeFileSync(path.join(folder, file), project);

    expect(await missing(folder)).toEqual([name]);
    pages[url] = 'no network';
    expect(await missing(folder)).toEqual([name]);
  });
});
