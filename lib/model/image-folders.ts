import type { Container } from './container';

/** The folders that the image is known to use, for whatever. */
export function knownFolders({ image }: Container): readonly string[] {
  const { contentPaths = [], configPaths = [], dataPaths = [], volumes = [], writablePaths = [] } = image?.likely ?? {};
  return [...contentPaths, ...configPaths, ...dataPaths, ...volumes, ...writablePaths];
}

/** Whether the folder is one of them, or in one, or has one in it. */
export function isKnownFolder(container: Container, folder: string): boolean {
  return knownFolders(container).some(
    (path) => folder === path || folder.startsWith(`${path}/`) || path.startsWith(`${folder}/`),
  );
}
