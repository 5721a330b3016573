import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Shell, SidecarProps } from '../lib';
import { IMAGES } from './images';

export interface ContentWriterProps {
  readonly name: string;
  /** Where the writer has the shared volume. */
  readonly folder: string;
  readonly greeting: string;
}

/**
 * A sidecar that adds a line to the page every five seconds, keeps the last thousand so that the volume never fills, and
 * replaces the page in one step so that nobody reads half of it. Each line is in its log too.
 */
export function contentWriter({ name, folder, greeting }: ContentWriterProps): SidecarProps {
  return {
    name,
    image: IMAGES.busybox,
    workingDir: folder,
    command: Shell.every(
      Duration.seconds(5),
      [
        `line="${greeting} (@ $(date))"`,
        'echo "$line"',
        '{ tail -n 999 index.html 2>/dev/null; echo "$line"; } > .next',
        'mv .next index.html',
      ].join('\n'),
    ),
    startup: kplus.Probe.fromCommand(['test', '-s', `${folder}/index.html`], {
      periodSeconds: Duration.seconds(1),
      failureThreshold: 30,
    }),
  };
}
