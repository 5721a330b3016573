import { isConfigured } from './configuration';
import type { Container } from './container';
import { runsOwnProgram } from './image-use';

/** The folders that an image of a web server serves, as long as nobody tells it otherwise. */
export function servedFolders(container: Container): readonly string[] {
  const facts = container.image?.likely;
  const serves = (facts?.contentPaths ?? []).length > 0 && (facts?.ports ?? []).length > 0;
  if (!serves || container.script || !runsOwnProgram(container) || isConfigured(container)) return [];
  return facts?.contentPaths ?? [];
}

/** The folder that an image puts files into for others, as git-sync does. */
export function publishedFolders(container: Container): readonly string[] {
  const facts = container.image?.likely;
  if (facts?.ports === undefined || facts.ports.length > 0 || container.script || !runsOwnProgram(container)) return [];
  return facts.contentPaths ?? [];
}
