import { Container } from '../model/container';
import { servedFolders } from '../model/content-server';
import { fileUseOf } from '../model/file-use';
import { Mount } from '../model/volume';
import { ObservedContainer } from './observed-container';
import { ObservedPod } from './observed-pod';
import { Verdict } from './verdict';

/** What web servers of well-known images show when nobody gives them anything else. */
const OWN_PAGE = /<title>Welcome to nginx!<\/title>|<h1>It works!<\/h1>/i;

/** A web server finds nothing in the folder that it serves. */
export function emptyFolder(pod: ObservedPod, server: ObservedContainer, folder: string): Verdict {
  const path = folder.replace(/(?<=.)\/$/, '');
  const mount = server.spec.mountAt(path);
  if (!mount) {
    return {
      cause: `there is no page in ${path} of its image`,
      rule: 'shared-volume-one-sided',
      fix: `mount the volume with the pages at ${path}`,
      path: [...server.spec.path, 'volumeMounts'],
    };
  }
  const known = pod.suspect(server, 'shared-volume-one-sided');
  if (known) return known;
  const writers = pod.workload.pod
    .usersOf(mount.name)
    .filter((user) => user.container !== server.spec && user.mount.writable);
  if (writers.length === 0) {
    return {
      cause: `volume "${mount.name}", which it serves from ${path}, is empty, and no other container writes to it`,
      rule: 'shared-volume-one-sided',
      fix: `mount "${mount.name}" in the container that is to write the pages`,
      path: mount.path,
    };
  }
  const [{ container: writer, mount: target }] = writers;
  const observed = pod.containers.find(({ spec }) => spec === writer);
  const elsewhere = (observed && pod.suspect(observed, 'path-outside-mounts')) ?? writesElsewhere(writer, target);
  if (elsewhere) return { ...elsewhere, cause: `${path} is empty: of ${writer.name}, ${elsewhere.cause}` };
  return {
    cause: `volume "${mount.name}" is empty: it served before ${writer.name} had written anything`,
    rule: 'sidecar-start-race',
    fix: `make ${writer.name} an init container with restartPolicy: Always, and a startupProbe that succeeds when the page is there`,
    path: writer.path,
  };
}

/** All that it writes goes past the mount, as far as its words tell. */
function writesElsewhere(writer: Container, { name, folder }: Mount): Verdict | undefined {
  const { written, plain } = fileUseOf(writer);
  const [first] = written;
  if (!plain || !first || written.some(({ file }) => writer.mountAt(file)?.name === name)) return undefined;
  return {
    cause: `it writes to ${first.file}, and volume "${name}" is mounted at ${folder}`,
    rule: 'path-outside-mounts',
    fix: `let ${writer.name} write below ${folder}, or mount the volume where it writes`,
    path: first.path,
  };
}

/** What the answers of a web server tell that nothing else does: it serves, and not what it is meant to. */
export function wrongContent(pod: ObservedPod, server: ObservedContainer): Verdict | undefined {
  const [folder] = servedFolders(server.spec);
  if (folder === undefined) return undefined;
  const answers = pod.knowledge.answers ?? [];
  const own = answers.find(({ body }) => OWN_PAGE.test(body));
  if (own)
    return {
      ...ownPage(pod, server, folder),
      evidence: [`answer: status ${own.status}, ${OWN_PAGE.exec(own.body)![0]}`],
    };
  const empty = answers.find(({ status }) => status === 403 || status === 404);
  return empty && { ...emptyFolder(pod, server, folder), evidence: [`answer: status ${empty.status}`] };
}

function ownPage(pod: ObservedPod, server: ObservedContainer, folder: string): Verdict {
  for (const other of pod.containers) {
    const known = pod.suspect(other, 'path-outside-mounts', 'shared-volume-one-sided');
    if (known) {
      const whose = other === server ? '' : `of ${other.name}, `;
      return { ...known, cause: `it serves its image's own page: ${whose}${known.cause}` };
    }
  }
  const writer = pod.containers.find((other) => other !== server && writesBelow(other.spec, folder));
  return {
    cause: writer
      ? `it serves its image's own page: ${writer.name} writes to its own ${folder}, since containers share files only in volumes`
      : `it serves its image's own page: nothing is mounted at ${folder}`,
    rule: writer ? 'path-outside-mounts' : 'shared-volume-one-sided',
    fix: `mount one volume at ${folder}${writer ? ` in both ${server.name} and ${writer.name}` : ''}`,
    path: [...server.spec.path, 'volumeMounts'],
  };
}

function writesBelow(container: Container, folder: string): boolean {
  return fileUseOf(container).written.some(({ file }) => file === folder || file.startsWith(`${folder}/`));
}
