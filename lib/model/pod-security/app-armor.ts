import { KubernetesVersion } from '../../kubernetes-version';
import type { Pod } from '../pod';
import { Path, pathText } from '../values';
import { Control, Fault, set } from './control';
import { unconfined } from './profile';
import { subjectsOf } from './subject';

/** Before, there is no such field, and the API server drops it. */
const FIELD = KubernetesVersion.parse('1.30', 'Pod Security Standards');

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

export const appArmor: Control = {
  name: 'AppArmor',
  level: 'baseline',
  find: (pod, version) => [
    ...(version.atLeast(FIELD) ? unconfined(subjectsOf(pod), 'appArmorProfile') : []),
    ...annotated(pod),
  ],
};

function annotated({ annotations, templatePath }: Pod): Fault[] {
  return [...annotations].flatMap(([key, value]) => {
    if (!key.startsWith(ANNOTATION) || /^(?:$|runtime\/default$|localhost\/)/.test(value)) return [];
    const path: Path = [...templatePath, 'metadata', 'annotations', key];
    const what = `its AppArmor profile is ${value}`;
    return [{ container: key.slice(ANNOTATION.length), path, what, fix: set('runtime/default')(pathText(path)) }];
  });
}
