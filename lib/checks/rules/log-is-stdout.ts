import { isConfigured } from '../../model/configuration';
import { Container } from '../../model/container';
import { runsOwnProgram } from '../../model/image-use';
import { Pod } from '../../model/pod';
import { Path } from '../../model/values';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/**
 * Images of web servers send their logs to the container's output: nginx by links in place of the log files, httpd by its
 * configuration. So there is no file to read, unless a volume hides the links, and then there is no output.
 */
export const logIsStdout = podRule(
  {
    id: 'log-is-stdout',
    severity: 'warning',
    title: 'a helper reads a log file that is a link to standard output',
    sources: [
      'https://github.com/nginx/docker-nginx/blob/master/mainline/debian/Dockerfile',
      'https://github.com/docker-library/httpd/blob/master/2.4/Dockerfile',
    ],
  },
  function* (pod) {
    for (const server of pod.longRunning) {
      if (!runsOwnProgram(server)) continue;
      for (const log of server.image?.likely?.logLinks ?? []) yield* readersOf(server, log, pod);
      yield* silenced(server, pod);
      yield* unwritten(server, pod);
    }
  },
);

/** Somebody reads the file, and the server writes to its output instead. */
function* readersOf(server: Container, log: string, pod: Pod): Iterable<PodReport> {
  if (server.mountAt(log)) return;
  for (const reader of pod.longRunning) {
    const path = reader === server ? undefined : placeOf(reader, log);
    if (!path) continue;
    yield {
      container: reader,
      path,
      what: `it reads ${log}, which is a link to the output of ${server.name} in ${server.image!.text}`,
      happens: `${reader.name} finds no such file, or an empty one, and the log is in kubectl logs -c ${server.name} only`,
      fix: `mount one emptyDir at ${folderOf(log)} in ${server.name} and ${reader.name}: it hides the link, so that there is a file`,
    };
  }
}

/** The links are hidden, and nobody reads the files that take their place. */
function* silenced(server: Container, pod: Pod): Iterable<PodReport> {
  const [log] = server.image?.likely?.logLinks ?? [];
  const mount = log === undefined ? undefined : server.mountAt(log);
  if (!mount?.writable || mount.volume?.type !== 'emptyDir' || isConfigured(server) || isShared(pod, mount)) return;
  yield {
    container: server,
    path: [...mount.path, 'mountPath'],
    what: `volume "${mount.name}" hides the links in ${folderOf(log)} through which ${server.image!.text} logs to its output`,
    happens: `kubectl logs -c ${server.name} shows no requests and no errors, and the files grow in a volume that nobody reads`,
    fix: 'leave the mount out, or share the volume with a container that reads the files',
  };
}

const HTTPD_LOGS = '/usr/local/apache2/logs';

/** httpd has a folder for logs, and none in it. */
function* unwritten(server: Container, pod: Pod): Iterable<PodReport> {
  if (!server.image?.likely?.configPaths?.includes('/usr/local/apache2/conf') || isConfigured(server)) return;
  const mount = server.mountAt(HTTPD_LOGS);
  const reader =
    mount && pod.usersOf(mount.name).find((user) => user.container !== server && user.container.longRunning);
  if (!mount || !reader) return;
  yield {
    container: reader.container,
    path: [...reader.mount.path, 'mountPath'],
    what: `it shares ${HTTPD_LOGS} of ${server.name}, and ${server.image.text} logs to its output, not to files there`,
    happens: `${reader.container.name} never finds a log`,
    fix: `mount an httpd.conf in ${server.name} with CustomLog and ErrorLog that name files, or read the output of ${server.name}`,
  };
}

/** Where a container names the file. */
function placeOf(container: Container, log: string): Path | undefined {
  for (const key of ['command', 'args'] as const) {
    const index = (container[key] ?? []).findIndex((word) => word.includes(log));
    if (index >= 0) return [...container.path, key, index];
  }
  const variable = container.env.find(({ value }) => value?.includes(log));
  return variable && [...variable.path, 'value'];
}

function isShared(pod: Pod, mount: Mount): boolean {
  return new Set(pod.usersOf(mount.name).map((user) => user.container)).size > 1;
}

function folderOf(log: string): string {
  return log.slice(0, log.lastIndexOf('/'));
}
