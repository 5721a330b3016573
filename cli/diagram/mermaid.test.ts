import * as fs from 'node:fs';
import { fixtureFiles, mermaidProblems, yamlFiles } from '../../test/diagrams';
import { around, drawn } from '../../test/scenes';
import { mermaidOf } from './mermaid';
import { overviewScene } from './overview-scene';
import { podScene } from './pod-scene';

const POD = `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  initContainers:
    - name: writer
      image: busybox
      restartPolicy: Always
      volumeMounts: [{ name: content, mountPath: /out }]
  containers:
    - name: nginx
      image: nginx:1.27
      readinessProbe: { httpGet: { path: "/?a=<b>", port: 80 } }
      volumeMounts: [{ name: content, mountPath: /in, readOnly: true }]
  volumes: [{ name: content, emptyDir: {} }]
`;

test('a Pod is a flowchart', () => {
  expect(mermaidOf(drawn(POD))).toBe(`flowchart LR
  subgraph pod["Pod web, shared network, one localhost"]
    direction LR
    c0["start 1: native sidecar<br/>writer<br/>busybox"]
    c1["start 2: main container<br/>nginx<br/>nginx:1.27<br/>port 80, not declared, by its image<br/>ready: GET :80/#63;a=#60;b#62;"]
    v0[("content<br/>emptyDir")]
  end
  c0 -->|"writes /out"| v0
  v0 -.->|"reads /in"| c1
  classDef main fill:#e3edff,stroke:#1f55c4,color:#1c2733
  class c1 main
  classDef sidecar fill:#dcf4ee,stroke:#0b7468,color:#1c2733
  class c0 sidecar
  classDef volume fill:#f0eafd,stroke:#6b35c9,color:#1c2733
  class v0 volume
  style pod fill:none,stroke:#8795a1
  linkStyle 0,1 stroke:#8b5cf6
`);
});

test("Mermaid's own parser takes what is drawn of the fixtures and of our own manifests", () => {
  const charts = [...fixtureFiles(), ...yamlFiles('dist')].flatMap((file) => {
    const set = around(fs.readFileSync(file, 'utf8'));
    const pods = set.set.workloads.map((workload) => podScene(workload, set, { denied: true }));
    return [overviewScene(set, 'Overview', { denied: true }), ...pods].map(mermaidOf);
  });
  expect(charts.length).toBeGreaterThan(25);
  expect(mermaidProblems(charts)).toEqual([]);
  expect(mermaidProblems(['flowchart LR\n  a[x" --> b\n'])).toHaveLength(1);
}, 60_000);
