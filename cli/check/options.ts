import { Option } from '../options';

export const OPTIONS: readonly Option[] = [
  { name: 'format', value: 'text|json|sarif|junit|github', help: 'how to write what is found; text unless given' },
  { name: 'rules', value: 'RULE,...', help: 'look for these only' },
  { name: 'disable', value: 'RULE,...', help: 'look for all but these' },
  { name: 'min-severity', value: 'error|warning', help: 'leave out what is less severe; warning unless given' },
  {
    name: 'kubernetes-version',
    value: '1.31',
    help: 'the oldest version the manifests must work on, from 1.25 on;\n1.29 unless given',
  },
  {
    name: 'node-size',
    value: '2cpu,4Gi',
    help: "what a node has to give; Minikube's 2cpu,2Gi unless given, and then\nno more than a warning",
  },
  {
    name: 'external',
    value: 'fine|error',
    help: 'what references to objects are that are not among the input;\nfine unless given',
  },
  { name: 'by-folder', help: 'take each folder for a set that is applied by itself' },
  { name: 'config', value: 'FILE', help: 'settings and waivers; sidecars.yaml or .sidecars.yaml unless given' },
  { name: 'color', value: 'auto|always|never', help: 'auto is on a terminal, unless NO_COLOR is set' },
];

/** Those that a configuration file may have as well. */
export const CONFIG_KEYS: readonly string[] = OPTIONS.map(({ name }) => name).filter((name) => name !== 'config');

/** Those that may be given more than once, and are lists. */
export const LISTS: readonly string[] = ['rules', 'disable'];
