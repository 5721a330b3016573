import { Size } from 'cdk8s';
import { Capability, Protocol } from 'cdk8s-plus-28';
import { ImageFacts } from './image-facts';
import { ImageFactsProps } from './image-facts-props';

// What the types forbid, as JavaScript can say it.
const untyped = (value?: unknown) => value as never;

const APP = 'registry.example.com/team/app';

test("a user's own image is found for certain, with everything that was said of it", () => {
  const said = {
    user: 1000,
    group: 0,
    imageUser: 'app',
    ports: [{ number: 53, protocol: Protocol.UDP, loopback: true }],
    writablePaths: ['/tmp'],
    dataPaths: ['/data'],
    essentialPaths: ['/data'],
    volumes: [],
    contentPaths: ['/site'],
    configPaths: ['/etc/app.conf'],
    logLinks: ['/var/log/app.log'],
    environment: { HOME: '/tmp' },
    capabilities: [Capability.NET_BIND_SERVICE],
    shell: '',
    tools: ['app'],
    missingTools: ['curl'],
    keepsRunning: true,
    dropsPrivileges: false,
    requires: ['a licence'],
    requiredEnvironment: ['LICENCE'],
    requiredArguments: ['--licence'],
    requiredMounts: ['/etc/app.conf'],
    stopSignal: 'SIGINT',
    umask: '0027',
    source: 'our wiki',
  };
  ImageFacts.register({ repository: APP, memoryRequest: Size.kibibytes(1500), ...said });

  const found = ImageFacts.of(`${APP}:1.0`);
  expect(found).toMatchObject({ repository: APP, certain: true, ...said });
  expect(found?.memoryRequest).toEqual(Size.mebibytes(2));
});

test('registering gives the facts back', () => {
  const { repository, tagPattern, user } = ImageFacts.register({ repository: 'own', tagPattern: '^1', user: 7 });

  expect({ repository, tagPattern, user }).toEqual({ repository: 'docker.io/library/own', tagPattern: '^1', user: 7 });
  expect(ImageFacts.of('own:1')?.user).toEqual(7);
  expect(ImageFacts.of('own:2')).toEqual(undefined);
});

test('what is registered takes the place of the entry for the same repository and tags only', () => {
  ImageFacts.register({ repository: 'httpd', user: 1234 });

  expect(ImageFacts.of('httpd:2.4')).toMatchObject({ user: 1234, stopSignal: undefined });
  expect(ImageFacts.of('httpd:2.4-alpine')?.user).toEqual(82);
});

test('a more specific pattern counts before a less specific one, whichever came first', () => {
  ImageFacts.register({ repository: 'ranked', tagPattern: 'alpine-slim', user: 1 });
  ImageFacts.register({ repository: 'ranked', tagPattern: 'alpine', user: 2 });
  ImageFacts.register({ repository: 'ranked', user: 3 });
  ImageFacts.register({ repository: 'ranked', tagPattern: 'edge-b', user: 5 });
  ImageFacts.register({ repository: 'ranked', tagPattern: 'b-[edg]', user: 4 });

  expect(['1-alpine-slim', '1-alpine', '1', 'edge-b-edge'].map((tag) => ImageFacts.of(`ranked:${tag}`)?.user)).toEqual([
    1, 2, 3, 4,
  ]);
});

test('Windows tags can be registered, although nothing built in is about them', () => {
  ImageFacts.register({ repository: 'docker.io/library/python', tagPattern: 'nanoserver', shell: 'cmd' });

  expect(ImageFacts.of('python:3.13-nanoserver')?.shell).toEqual('cmd');
  expect(ImageFacts.of('python:3.13-windowsservercore')).toEqual(undefined);
});

test('later changes to what was passed change nothing', () => {
  const writablePaths = ['/tmp'];
  const ports = [{ number: 80 }];
  ImageFacts.register({ repository: 'kept', writablePaths, ports });
  writablePaths.push('/changed');
  ports[0].number = 81;

  expect(ImageFacts.of('kept')?.writablePaths).toEqual(['/tmp']);
  expect(ImageFacts.of('kept')?.ports?.[0].number).toEqual(80);
});

const WHERE = 'ImageFacts.register for "app"';
const refused: [string, Partial<ImageFactsProps>, string][] = [
  [
    'a repository with a tag',
    { repository: 'app:1' },
    'ImageFacts.register for "app:1": the repository has a tag or a digest. ' +
      'Facts are about all tags, or about those that tagPattern matches. ' +
      'Fix: use repository "docker.io/library/app", and tagPattern for what the tags have in common.',
  ],
  [
    'an empty repository',
    { repository: '' },
    'image "": it is empty. Container runtimes reject it and the container stays in InvalidImageName. ' +
      'Fix: name an image, such as nginx:1.27-alpine.',
  ],
  [
    'a bad pattern',
    { tagPattern: '(' },
    `${WHERE}: tagPattern "(" is not a regular expression. ` +
      'Invalid regular expression: /(/: Unterminated group. ' +
      'Fix: write what the tags have in common, such as "alpine" or "^17([.-]|$)".',
  ],
  [
    'an empty pattern',
    { tagPattern: '' },
    `${WHERE}: tagPattern is empty. It would match every tag. Fix: leave it out to mean all other tags.`,
  ],
  [
    'root',
    { user: 0 },
    `${WHERE}: user 0 is not a user to run as. User 0 is root, and Kubernetes takes whole numbers only. ` +
      'Fix: give a whole number from 1 to 2147483647.',
  ],
  [
    'half a user',
    { user: 1.5 },
    `${WHERE}: user 1.5 is not a user to run as. User 0 is root, and Kubernetes takes whole numbers only. ` +
      'Fix: give a whole number from 1 to 2147483647.',
  ],
  [
    'a negative group',
    { group: -1 },
    `${WHERE}: group -1 is not a group to run as. Kubernetes takes whole numbers. ` +
      'Fix: give a whole number from 0 to 2147483647.',
  ],
  [
    'a port out of range',
    { ports: [{ number: 80 }, { number: 65536 }] },
    `${WHERE}: 65536 is not a port. Ports are whole numbers from 1 to 65535. Fix: give the number it listens on.`,
  ],
  ...['tmp', '/tmp/', '/', '/a/../b', '/a//b', 'C:/data'].map((path): [string, Partial<ImageFactsProps>, string] => [
    `the path ${path}`,
    { dataPaths: ['/data', path] },
    `${WHERE}: "${path}" is not an absolute path. ` +
      'Volumes are mounted at absolute paths, and paths are compared as they are written. ' +
      'Fix: write it from "/" on, without "." and "..", ":", and a "/" at the end.',
  ]),
  [
    'an essential path that would not be made writable',
    { essentialPaths: ['/data'], writablePaths: ['/tmp'] },
    `${WHERE}: "/data" is essential and neither writable nor a data folder. It would not be made writable. ` +
      'Fix: add it to writablePaths or dataPaths.',
  ],
  ...['/proc', '/proc/sys', '/sys/fs', '/dev'].flatMap((path) =>
    (['writablePaths', 'dataPaths'] as const).map((kind): [string, Partial<ImageFactsProps>, string] => [
      `${path} among the ${kind}`,
      { [kind]: ['/tmp', path] },
      `${WHERE}: "${path}" is to be writable. What is there comes from the kernel: a folder in its place would hide it, or ` +
        'the container would not start. Fix: leave it out, and name the folders in which the image keeps its own files, ' +
        'such as /tmp.',
    ]),
  ),
  [
    'no repository',
    { repository: untyped() },
    'ImageFacts.register: repository is undefined. It has to be a string. Fix: pass it as images name it, such as ' +
      'registry.example.com/team/app.',
  ],
  [
    'a user as a string',
    { user: untyped('1000') },
    `${WHERE}: user is "1000". It has to be a number. Fix: write it without quotes: 1000.`,
  ],
  [
    'a port that is its number',
    { ports: untyped([80]) },
    `${WHERE}: ports[0] is 80. It has to be an object. Fix: pass an object with its properties.`,
  ],
  [
    'a number of a port as a string',
    { ports: [{ number: untyped('80') }] },
    `${WHERE}: ports[0].number is "80". It has to be a number. Fix: write it without quotes: 80.`,
  ],
  [
    'one path',
    { writablePaths: untyped('/tmp') },
    `${WHERE}: writablePaths is "/tmp". It has to be a list of strings. Fix: write what is in it between [ and ].`,
  ],
  [
    'a pattern that is no string',
    { tagPattern: untyped(/alpine/) },
    `${WHERE}: tagPattern is of the class RegExp. It has to be a string. Fix: pass a string.`,
  ],
  [
    'a variable as a number',
    { environment: { PORT: untyped(80) } },
    `${WHERE}: environment.PORT is 80. It has to be a string. Fix: write it in quotes.`,
  ],
  [
    'memory as Kubernetes writes it',
    { memoryRequest: untyped('64Mi') },
    `${WHERE}: memoryRequest is "64Mi". It has to be a Size of cdk8s. Fix: pass Size.mebibytes(64).`,
  ],
];

test.each(refused)('%s is refused', (_, props, message) => {
  expect(() => ImageFacts.register({ repository: 'app', ...props })).toThrow(new Error(message));
  expect(ImageFacts.of('app')).toEqual(undefined);
});

test('a hidden folder has an absolute path like any other', () => {
  ImageFacts.register({ repository: 'hidden', writablePaths: ['/home/app/.cache'] });

  expect(ImageFacts.of('hidden')?.writablePaths).toEqual(['/home/app/.cache']);
});

test('without properties it is refused', () => {
  expect(() => ImageFacts.register(untyped())).toThrow(
    new Error(
      'ImageFacts.register: it has no properties. Facts are about the images of a repository. Fix: pass { repository: ' +
        "'registry.example.com/team/app' }, and what is known about it.",
    ),
  );
});

test('a folder below /dev can be writable', () => {
  expect(ImageFacts.register({ repository: 'shm', writablePaths: ['/dev/shm'] }).writablePaths).toEqual(['/dev/shm']);
});
