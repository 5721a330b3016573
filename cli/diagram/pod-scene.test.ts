import { arrows, boxNamed, drawn, overview, ports } from '../../test/scenes';
import { boxesOf, groupsOf } from './scene';

/** A Pod of these containers, and whatever else is in its spec. */
function pod(containers: string, more = ''): string {
  return `
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
${more}
  containers:
${containers}
`;
}

const NGINX = '    - { name: nginx, image: "nginx:1.27", ports: [{ name: http, containerPort: 80 }] }';

describe('containers', () => {
  const scene = drawn(
    pod(
      `${NGINX}
    - { name: other, image: app }`,
      `  initContainers:
    - { name: first, image: app }
    - { name: second, image: app, restartPolicy: Always }`,
    ),
  );

  test('are in the order in which they start, with what they are', () => {
    const texts = boxesOf(scene.parts).map(({ order, head, name }) => `${order} ${head} ${name}`);
    expect(texts).toEqual([
      '1 init container, runs to its end first',
      '2 native sidecar second',
      '3 container nginx',
      '3 container other',
    ]);
  });

  test('have no order where all start at once', () => {
    expect(boxNamed(drawn(pod(NGINX)), 'nginx').order).toBeUndefined();
  });

  test('are in the network that they share', () => {
    expect(groupsOf(scene.parts).map(({ kind, title }) => [kind, title])).toEqual([
      ['pod', 'Pod web'],
      ['network', 'shared network, one localhost'],
    ]);
    const host = drawn(pod(NGINX, '  hostNetwork: true'));
    expect(groupsOf(host.parts)[1].title).toBe("the node's network and localhost");
  });

  test('are called main by their annotation, or where there is one beside others', () => {
    const named = pod(`${NGINX}\n    - { name: app, image: app }`).replace(
      'labels:',
      'annotations: { kubectl.kubernetes.io/default-container: app }, labels:',
    );
    expect(boxNamed(drawn(named), 'app').head).toBe('main container');
    expect(boxNamed(drawn(named), 'nginx').head).toBe('container');
    const sidecar = '  initContainers: [{ name: helper, image: app, restartPolicy: Always }]';
    expect(boxNamed(drawn(pod(NGINX, sidecar)), 'nginx').head).toBe('main container');
  });

  test('have their probes', () => {
    const probes = `
    - name: app
      image: app
      ports: [{ name: http, containerPort: 8080 }]
      startupProbe: { exec: { command: [test, -s, /ready] } }
      readinessProbe: { httpGet: { path: /healthz, port: http } }
      livenessProbe: { tcpSocket: { port: 8080 } }`;
    expect(boxNamed(drawn(pod(probes)), 'app').foot).toEqual([
      'started: test -s /ready',
      'ready: GET :http/healthz',
      'alive: connect to :8080',
    ]);
  });

  test('have an image without its registry where it is long', () => {
    const image = `registry.example.com/a-team/of-some-name/app:1.2@sha256:${'0123456789'.repeat(6)}abcd`;
    expect(boxNamed(drawn(pod(`    - { name: app, image: "${image}" }`)), 'app').lines).toEqual(['…/app:1.2@0123456…']);
  });
});

describe('ports', () => {
  test('that are declared differ from those that are only known', () => {
    expect(ports(boxNamed(drawn(pod(NGINX)), 'nginx'))).toEqual(['80 http']);
    expect(ports(boxNamed(drawn(pod('    - { name: nginx, image: "nginx:1.27" }')), 'nginx'))).toEqual([
      '(80 by its image)',
    ]);
    const told = '    - { name: app, image: app, args: ["--listen=:9000"] }';
    expect(ports(boxNamed(drawn(pod(told)), 'app'))).toEqual(['(9000 by its arguments, likely)']);
  });

  test('on the loopback address are marked, also those of a mounted configuration', () => {
    const caddy = '    - { name: caddy, image: "caddy:2.8" }';
    expect(ports(boxNamed(drawn(pod(caddy)), 'caddy'))).toContain('[127.0.0.1:2019 by its image]');
    const configured = `${pod(
      `    - name: nginx
      image: nginx:1.27
      ports: [{ containerPort: 80 }]
      volumeMounts: [{ name: conf, mountPath: /etc/nginx/conf.d }]`,
      '  volumes: [{ name: conf, configMap: { name: conf } }]',
    )}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data:
  a.conf: |
    server {
      listen 80;
    }
    server {
      listen 127.0.0.1:8081;
    }
`;
    expect(ports(boxNamed(drawn(configured), 'nginx'))).toEqual(['80', '[127.0.0.1:8081 by its configuration]']);
  });

  test('of the node are named', () => {
    const open = '    - { name: app, image: app, ports: [{ containerPort: 53, protocol: UDP, hostPort: 5353 }] }';
    expect(ports(boxNamed(drawn(pod(open)), 'app'))).toEqual(["53/UDP node's port 5353"]);
  });

  test('that others dial on localhost have an arrow from them', () => {
    const calls = `${NGINX}
    - { name: caller, image: busybox, command: [sh, -c, "wget -O - http://localhost:80"] }
    - { name: stranger, image: busybox, command: [sh, -c, "wget -O - http://localhost:81"] }`;
    expect(arrows(drawn(pod(calls)))).toContain('call: caller -> nginx 80');
  });
});

describe('volumes', () => {
  const scene = drawn(
    pod(
      `    - name: writer
      image: app
      volumeMounts: [{ name: data, mountPath: /out }, { name: own, mountPath: /tmp }, { name: nowhere, mountPath: /x }]
    - name: reader
      image: app
      volumeMounts: [{ name: data, mountPath: /in, readOnly: true, subPath: a }, { name: claim, mountPath: /claim }]`,
      `  volumes:
    - { name: data, emptyDir: { medium: Memory, sizeLimit: 16Mi } }
    - { name: own, emptyDir: {} }
    - { name: claim, persistentVolumeClaim: { claimName: files } }
    - { name: unused, hostPath: { path: /var/log } }`,
    ),
  );

  test('have arrows from who may write them and to who only reads them', () => {
    expect(arrows(scene)).toEqual([
      'read: data -> reader /in',
      'write: reader /claim -> claim',
      'write: writer /out -> data',
      'write: writer /x -> nowhere',
    ]);
    expect(boxNamed(scene, 'reader').right.map(({ note }) => note)).toEqual(['of a, read-only', '']);
  });

  test('say of what kind they are', () => {
    expect(boxNamed(scene, 'data').lines).toEqual(['emptyDir in memory 16Mi']);
    expect(boxNamed(scene, 'claim').lines).toEqual(['claim files']);
    expect(boxNamed(scene, 'unused').lines).toEqual(["the node's /var/log", 'mounted by nobody']);
    expect(boxNamed(scene, 'nowhere')).toMatchObject({ lines: ['not declared'], missing: true });
  });

  test('that only one container sees are a line of it', () => {
    expect(boxesOf(scene.parts).map(({ name }) => name)).not.toContain('own');
    expect(boxNamed(scene, 'writer').foot).toEqual(['emptyDir of its own: /tmp']);
  });

  test('of a StatefulSet are claims of each Pod', () => {
    const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  template:
    spec: { containers: [{ name: db, image: app, volumeMounts: [{ name: data, mountPath: /data }] }] }
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { resources: { requests: { storage: 10Gi } } } }]
`;
    expect(boxNamed(drawn(set), 'data')).toMatchObject({ lines: ['a claim of each Pod, 10Gi'], missing: false });
  });
});

test('configuration is drawn outside of the Pod, and dashed where it is not in the input', () => {
  const scene = drawn(`${pod(
    `    - name: app
      image: app
      env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: token, key: token } } }]
      envFrom: [{ configMapRef: { name: settings } }]
      volumeMounts: [{ name: files, mountPath: /etc/app }]`,
    '  volumes: [{ name: files, configMap: { name: settings } }]',
  )}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { a: "1", b: "2", c: "3" }
`);
  expect(arrows(scene)).toEqual([
    'read: settings -> app /etc/app',
    'read: settings -> app environment',
    'read: token -> app TOKEN',
  ]);
  expect(boxNamed(scene, 'settings')).toMatchObject({ head: 'ConfigMap', lines: ['a, b and 1 more'], missing: false });
  expect(boxNamed(scene, 'token')).toMatchObject({ head: 'Secret', kind: 'secret', missing: true });
  expect(boxesOf(scene.parts.filter(({ is }) => is === 'group').slice(-1)).map(({ name }) => name)).toContain('token');
});

const SERVICE = `---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ name: http, port: 8080, targetPort: http }, { port: 9, targetPort: 9 }] }
`;

test('Services lead to ports, and Ingresses and routes to Services', () => {
  const scene = drawn(`${pod(`${NGINX}\n    - { name: app, image: app }`)}${SERVICE}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: in }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [a.example], secretName: tls }]
  rules:
    - host: a.example
      http:
        paths:
          - { path: /shop, backend: { service: { name: web, port: { name: http } } } }
          - { path: /other, backend: { service: { name: elsewhere, port: { number: 80 } } } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: route }
spec:
  parentRefs: [{ name: public }]
  hostnames: [b.example]
  rules: [{ matches: [{ path: { value: /b } }], backendRefs: [{ name: web, port: 8080 }] }]
`);
  expect(arrows(scene)).toEqual([
    'traffic: in a.example/shop -> web 8080',
    'traffic: route b.example/b -> web 8080',
    'traffic: web 8080 -> nginx 80',
    'traffic: web 9 -> network (:9)',
  ]);
  expect(boxNamed(scene, 'in').lines).toEqual(['by class nginx', 'TLS: tls']);
  expect(boxNamed(scene, 'route').lines).toEqual(['by Gateway public']);
});

test('who dials whom is drawn where words tell it', () => {
  const text = `${pod(NGINX)}${SERVICE}---
apiVersion: v1
kind: Pod
metadata: { name: client }
spec:
  containers:
    - name: client
      image: app
      env: [{ name: WEB_URL, value: "http://web:8080" }, { name: DB_HOST, value: "db.example.net:5432" }]
`;
  expect(arrows(drawn(text, { workload: 'client' }))).toEqual([
    'call: client -> db.example.net 5432',
    'call: client -> web 80',
  ]);
  expect(boxNamed(drawn(text, { workload: 'client' }), 'db.example.net').missing).toBe(true);
  expect(arrows(drawn(text, { workload: 'web' }))).toContain('call: client -> web 8080');
});

test('what is true of the whole Pod is in its title', () => {
  const [group] = groupsOf(
    drawn(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  template:
    spec:
      serviceAccountName: robot
      shareProcessNamespace: true
      imagePullSecrets: [{ name: registry }]
      containers: [{ name: app, image: app }]
`).parts,
  );
  expect([group.title, ...group.lines]).toEqual([
    'Deployment web',
    'in namespace shop, 3 Pods, shared processes, account robot, pulls with registry',
  ]);
});

test('a workload without a name is a question mark wherever its name is', () => {
  const text = `
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: shop }
spec: { template: { spec: { containers: [{ name: app, image: app }] } } }
`;
  const scene = drawn(text);
  expect([scene.title, groupsOf(scene.parts)[0].title]).toEqual(['Deployment shop/?', 'Deployment ?']);
  expect(boxesOf(overview(text).parts)[0].about).toBe('Deployment shop/?');
  expect(drawn(text.replace('namespace: shop', '')).title).toBe('Deployment ?');
});
