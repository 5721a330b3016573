import type { Container } from './container';

/** Scripts for an empty database, which say nothing about how the server runs. */
const FIRST_START = '/docker-entrypoint-initdb.d';

/** Whether something is mounted where the image keeps its configuration. */
export function isConfigured({ image, mounts }: Container): boolean {
  const { configPaths = [] } = image?.facts ?? image?.likely ?? {};
  return configPaths.some(
    (path) => path !== FIRST_START && mounts.some((mount) => mount.covers(path) || mount.folder.startsWith(`${path}/`)),
  );
}
