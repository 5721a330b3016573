import { App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { crdErrors, withDefaults } from '../../test/crds';
import { OWN } from '../../test/pods';
import { manifestOf, messageOf } from '../../test/synth';
import { ArgoApplication, ArgoApplicationProps, ArgoDeletion, SidecarDeployment } from '..';

const MINIMAL: ArgoApplicationProps = {
  metadata: { name: 'web-prod' },
  repoUrl: 'https://github.com/example/app.git',
  path: 'dist/prod',
  destinationNamespace: 'web',
};

function application(props: Partial<ArgoApplicationProps> = {}, chart: Chart = Testing.chart()): ArgoApplication {
  return new ArgoApplication(chart, 'app', { ...MINIMAL, ...props });
}

function specWith(props: Partial<ArgoApplicationProps>) {
  return manifestOf(application(props)).spec;
}

function refusal(props: object): string {
  return messageOf(() => application(props));
}

test('an Application with as little as it takes', () => {
  const manifest = manifestOf(application());
  expect(manifest).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web-prod', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: {
        repoURL: 'https://github.com/example/app.git',
        targetRevision: 'HEAD',
        path: 'dist/prod',
        directory: { include: '*.yaml', exclude: 'kustomization.yaml' },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true', 'PruneLast=true'],
        retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
      },
    },
  });
  expect(crdErrors(manifest)).toEqual([]);
  expect(withDefaults(manifest)).toEqual(manifest);
});

test('an Application with all that it takes', () => {
  const ignored = {
    group: 'apps',
    kind: 'Deployment',
    name: 'web',
    namespace: 'web',
    jsonPointers: ['/spec/replicas'],
    jqPathExpressions: ['.spec.template.spec.containers[].image'],
    managedFieldsManagers: ['kube-controller-manager'],
  };
  const props: Required<Omit<ArgoApplicationProps, 'destinationServer'>> = {
    metadata: { name: 'web', namespace: 'gitops', labels: { team: 'web' }, finalizers: ['example.com/own'] },
    repoUrl: 'git@github.com:example/app.git',
    targetRevision: 'v1.2',
    path: 'deploy',
    include: '*.k8s.yaml',
    exclude: 'values.yaml',
    recurse: true,
    project: 'web',
    destinationNamespace: 'shop',
    destinationName: 'prod',
    createNamespace: false,
    automated: true,
    prune: false,
    selfHeal: false,
    retry: { limit: 3, pause: Duration.millis(1500), factor: 3, maxPause: Duration.hours(1) },
    contents: new App(),
    ignoreDifferences: [ignored],
    syncOptions: ['ServerSideApply=true', 'PrunePropagationPolicy=background'],
    deletion: ArgoDeletion.BACKGROUND,
  };
  const manifest = manifestOf(new ArgoApplication(Testing.chart(), 'app', props));
  expect(manifest).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'web',
      namespace: 'gitops',
      labels: { team: 'web' },
      finalizers: ['example.com/own', 'resources-finalizer.argocd.argoproj.io/background'],
    },
    spec: {
      project: 'web',
      source: {
        repoURL: 'git@github.com:example/app.git',
        targetRevision: 'v1.2',
        path: 'deploy',
        directory: { include: '*.k8s.yaml', exclude: 'values.yaml', recurse: true },
      },
      destination: { name: 'prod', namespace: 'shop' },
      syncPolicy: {
        automated: { prune: false, selfHeal: false },
        syncOptions: ['RespectIgnoreDifferences=true', 'ServerSideApply=true', 'PrunePropagationPolicy=background'],
        retry: { limit: 3, backoff: { duration: '1500ms', factor: 3, maxDuration: '1h' } },
      },
      ignoreDifferences: [ignored],
    },
  });
  expect(crdErrors(manifest)).toEqual([]);
  expect(withDefaults(manifest)).toEqual(manifest);
});

test('it is in the namespace of its chart', () => {
  const chart = new Chart(new App(), 'delivery', { namespace: 'gitops' });
  expect(manifestOf(application({}, chart)).metadata.namespace).toBe('gitops');
});

test('another cluster is named by its URL', () => {
  const { destination } = specWith({ destinationServer: 'https://203.0.113.10:6443' });
  expect(destination).toEqual({ server: 'https://203.0.113.10:6443', namespace: 'web' });
});

test('a sync option of the code wins over ours', () => {
  const { syncPolicy } = specWith({ syncOptions: ['PruneLast=false'], createNamespace: false });
  expect(syncPolicy.syncOptions).toEqual(['PruneLast=false']);
});

test('no sync options are written where there are none', () => {
  expect(specWith({ createNamespace: false, prune: false }).syncPolicy).not.toHaveProperty('syncOptions');
});

test('without automated syncs nothing is pruned or healed', () => {
  expect(specWith({ automated: false }).syncPolicy).not.toHaveProperty('automated');
});

test('without retries there is no pause', () => {
  expect(specWith({ retry: { limit: 0 } }).syncPolicy.retry).toEqual({ limit: 0 });
});

test.each([
  [undefined, undefined],
  [ArgoDeletion.ORPHAN, undefined],
  [ArgoDeletion.FOREGROUND, ['resources-finalizer.argocd.argoproj.io']],
])('the deletion %s gives the finalizers %j', (deletion, finalizers) => {
  expect(manifestOf(application({ deletion })).metadata.finalizers).toEqual(finalizers);
});

describe('the replicas that autoscalers set', () => {
  function contents(): Chart {
    const chart = new Chart(new App(), 'web', { namespace: 'web' });
    const target = new SidecarDeployment(chart, 'web', {
      metadata: { name: 'web' },
      main: { name: 'app', image: OWN, resources: { cpu: { request: kplus.Cpu.millis(100) } } },
    });
    new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target, maxReplicas: 3 });
    return chart;
  }

  const OF_WEB = { group: 'apps', kind: 'Deployment', name: 'web', namespace: 'web', jsonPointers: ['/spec/replicas'] };

  test('are left to them, at a sync too', () => {
    const { ignoreDifferences, syncPolicy } = specWith({ contents: contents().node.root });
    expect(ignoreDifferences).toEqual([OF_WEB]);
    expect(syncPolicy.syncOptions).toEqual(['CreateNamespace=true', 'PruneLast=true', 'RespectIgnoreDifferences=true']);
  });

  test('are left to them beside what else is ignored', () => {
    const other = { kind: 'Service', jsonPointers: ['/spec/clusterIP'] };
    expect(specWith({ contents: contents(), ignoreDifferences: [other] }).ignoreDifferences).toEqual([OF_WEB, other]);
  });

  test('are left to those that are added later', () => {
    const chart = new Chart(new App(), 'web');
    const app = application({ contents: chart });
    const spec = { scaleTargetRef: { kind: 'Scaled', name: 'own' }, maxReplicas: 2 };
    new kplus.k8s.KubeHorizontalPodAutoscalerV2(chart, 'autoscaler', { spec });
    expect(manifestOf(app).spec.ignoreDifferences).toEqual([
      { kind: 'Scaled', name: 'own', jsonPointers: ['/spec/replicas'] },
    ]);
  });

  test('are not ignored where there is no autoscaler', () => {
    const spec = specWith({ contents: new App() });
    expect(spec).not.toHaveProperty('ignoreDifferences');
    expect(spec.syncPolicy.syncOptions).toEqual(['CreateNamespace=true', 'PruneLast=true']);
  });
});

describe('it is refused', () => {
  const WHERE = 'Application web-prod (test/app)';

  test.each(['../app', '/srv/git/app.git', 'app', '', 'file:///srv/app', 'https://', 'https://a.b//', 'git@a.b:/'])(
    'with the repository %j',
    (repoUrl) => {
      expect(refusal({ repoUrl })).toBe(
        `${WHERE}: "${repoUrl}" is not the URL of a repository. Argo CD clones it from within its cluster, where neither ` +
          'folders nor names of your machine mean anything. Fix: pass what Git clones, such as ' +
          'https://github.com/example/app.git or git@github.com:example/app.git.',
      );
    },
  );

  test.each(['https://git.example.com/app', 'ssh://git@git.example.com:22/app.git', 'deploy@example.com:app'])(
    'but not with the repository %j',
    (repoUrl) => expect(specWith({ repoUrl }).source.repoURL).toBe(repoUrl),
  );

  test.each([
    ['https://github.com/example/app/tree/main/dist', 'https://github.com/example/app.git'],
    ['https://github.com/example/app/blob/main/dist/web.k8s.yaml', 'https://github.com/example/app.git'],
    ['https://GitHub.com/example/app.git/tree/main', 'https://GitHub.com/example/app.git'],
    ['https://github.com/example/app/pull/12', 'https://github.com/example/app.git'],
    ['https://git.example.com/team/app/tree/main', 'https://git.example.com/team/app.git'],
    ['https://gitlab.com/group/sub/app/-/tree/main/dist', 'https://gitlab.com/group/sub/app.git'],
    ['https://git.example.com:8443/group/app/-/blob/main/a.yaml', 'https://git.example.com:8443/group/app.git'],
    ['https://bitbucket.org/example/app/src/main/dist', 'https://bitbucket.org/example/app.git'],
    ['git@github.com:example/app/dist', 'git@github.com:example/app.git'],
  ])('with the page or folder %s', (repoUrl, repository) => {
    expect(refusal({ repoUrl })).toBe(
      `${WHERE}: "${repoUrl}" is more than the URL of a repository. Git clones a repository as a whole, and not by the address of a page or folder in it. Fix: pass ` +
        `${repository} as repoUrl, and what comes after it as targetRevision and path.`,
    );
  });

  test.each([
    'git@github.com:example',
    'https://github.com/example',
    'ssh://git@gitlab.com/example',
    'git@github.com:/a',
  ])('with an owner alone: %s', (repoUrl) => {
    expect(refusal({ repoUrl })).toBe(
      `${WHERE}: "${repoUrl}" names an owner, and no repository of it. Git would have nothing to clone. Fix: add the ` +
        `name of the repository, as in ${repoUrl}/app.git.`,
    );
  });

  test('with an owner alone and a slash', () => {
    expect(refusal({ repoUrl: 'https://github.com/example/' })).toContain('as in https://github.com/example/app.git.');
  });

  test.each([
    'https://github.com/example/app/',
    'https://github.com/example/tree',
    'https://gitlab.com/group/sub/sub/app.git',
    'ssh://git@github.com:22/example/app.git',
    'git@ssh.dev.azure.com:v3/example/project/app',
    'https://dev.azure.com/example/project/_git/app',
    'https://git.example.com/srv/git/tree/app.git',
    'git@github.com:/example/app.git',
  ])('but not with the repository %s', (repoUrl) => expect(specWith({ repoUrl }).source.repoURL).toBe(repoUrl));

  test.each([
    ...['my branch', ' main', 'main\n', 'a~1', 'HEAD^', 'a:b', 'what?', 'feature/*', 'a[1]', 'a\\b', 'a..b', 'a@{1}'],
    ...['@', '/main', 'main/', 'a//b', 'main.', '.hidden', 'a/.b', 'a.lock', 'a.lock/b', '-a', '>= new', '1.2.3.4 5'],
  ])('with the revision %j', (targetRevision) => {
    expect(refusal({ targetRevision })).toBe(
      `${WHERE}: "${targetRevision}" is not a revision. Git has no branch or tag of such a name, and Argo CD would find no ` +
        'commit by it. Fix: pass the name of a branch or tag, or a commit, such as main or v1.2.0.',
    );
  });

  test.each([
    ...[
      'main',
      'HEAD',
      'feature/one-two',
      'v1.2.0',
      'v1.2.0+build',
      '0123abc',
      'refs/heads/main',
      'a@b',
      'größe',
      '#12',
    ],
    ...['*', '*-0', '1.*', 'v1.2.x', '~1.2', '^1.2.0-0', '>=1.2.0 <1.3.0', '>= 1.2, < 2', '1.2 - 1.4', '1.x || >=2.5'],
  ])('but not with the revision %j', (targetRevision) => {
    expect(specWith({ targetRevision }).source.targetRevision).toBe(targetRevision);
  });

  test.each(['a.b', `a${'b'.repeat(63)}`, '-web', 'Web', ''])('with the namespace %j', (destinationNamespace) => {
    expect(refusal({ destinationNamespace })).toBe(
      `${WHERE}: "${destinationNamespace}" is not a valid destinationNamespace. The API server rejects names that are not ` +
        'DNS labels. Fix: use lower-case letters, digits and "-", start and end with a letter or digit, at most 63 ' +
        'characters.',
    );
  });

  test('with a password in the URL', () => {
    expect(refusal({ repoUrl: 'https://me:secret@github.com/example/app.git' })).toBe(
      `${WHERE}: repoUrl has a password in it. It would be there for all who can read the YAML. Fix: leave it out, and give ` +
        'Argo CD the credentials of the repository in a Secret of its own.',
    );
  });

  test.each(['/dist/prod', '', '../prod', 'dist/../..', 'dist\\prod'])('with the folder %j', (path) => {
    expect(refusal({ path })).toBe(
      `${WHERE}: "${path}" is not a folder of the repository. Argo CD takes paths from the root of the repository, with "/" ` +
        'between folders and without "..". Fix: pass the folder as Git lists it, such as dist/prod.',
    );
  });

  test.each(['targetRevision', 'include', 'exclude'])('with an empty %s', (property) => {
    expect(refusal({ [property]: ' ' })).toBe(
      `${WHERE}: ${property} is empty. Argo CD would take it for not said. Fix: leave it out, or pass a value.`,
    );
  });

  test.each(['project', 'destinationNamespace'])('with a %s that is no name', (property) => {
    expect(refusal({ [property]: 'My_Name' })).toContain(`${WHERE}: "My_Name" is not a valid ${property}.`);
  });

  test('with two clusters', () => {
    expect(refusal({ destinationName: 'prod', destinationServer: 'https://203.0.113.10' })).toBe(
      `${WHERE}: destinationServer and destinationName are both given. Argo CD refuses a destination that names its cluster ` +
        'twice. Fix: leave one of them out.',
    );
  });

  test('with a cluster that is no URL', () => {
    expect(refusal({ destinationServer: 'prod' })).toBe(
      `${WHERE}: "prod" is not the URL of an API server. Argo CD knows a cluster by the URL of its API server, or by its ` +
        'name. Fix: pass the URL, such as https://203.0.113.10:6443, or the name as destinationName.',
    );
  });

  test.each(['prune', 'selfHeal'])('with %s where nothing is automated', (property) => {
    expect(refusal({ automated: false, [property]: true })).toBe(
      `${WHERE}: ${property} is true, and automated is false. Only automated syncs prune and heal by themselves. Fix: leave ` +
        `${property} or automated out.`,
    );
  });

  test.each(['ServerSideApply', 'ServerSideApply: true', '=true'])('with the sync option %j', (option) => {
    expect(refusal({ syncOptions: [option] })).toBe(
      `${WHERE}: "${option}" is not a sync option. A sync option is a name and a value, and what Argo CD does not know it ` +
        'does not do. Fix: write it as Argo CD lists it, such as ServerSideApply=true.',
    );
  });

  test('with a second word on the namespace', () => {
    expect(refusal({ syncOptions: ['CreateNamespace=false'] })).toBe(
      `${WHERE}: the sync option CreateNamespace=false is given. There is an option of its own for it, and Argo CD would see ` +
        'both. Fix: pass createNamespace.',
    );
  });

  test.each([0, 1.5, -2])('with a factor of %d', (factor) => {
    expect(refusal({ retry: { factor } })).toBe(
      `${WHERE}: retry.factor is ${factor}. Argo CD takes whole numbers, and below 1 the pauses would be none. Fix: pass 1 ` +
        'for pauses of one length, 2 for pauses that double.',
    );
  });

  test('with a longest pause below the first', () => {
    expect(refusal({ retry: { pause: Duration.minutes(1), maxPause: Duration.seconds(30) } })).toBe(
      `${WHERE}: retry.maxPause is shorter than retry.pause. No pause would be as long as the first is to be. Fix: pass a ` +
        'longer maxPause.',
    );
  });

  test('with a difference in no fields', () => {
    expect(refusal({ ignoreDifferences: [{ kind: 'Deployment' }] })).toBe(
      `${WHERE}: ignoreDifferences[0] names no fields. Nothing would be ignored. Fix: pass jsonPointers, such as ` +
        "['/spec/replicas'], jqPathExpressions or managedFieldsManagers.",
    );
  });

  test.each(['spec.replicas', '.spec.replicas', '$.spec.replicas'])('with the pointer %j', (pointer) => {
    expect(refusal({ ignoreDifferences: [{ kind: 'Deployment', jsonPointers: [pointer] }] })).toBe(
      `${WHERE}: "${pointer}" is not a JSON pointer. Argo CD would find no field by it. Fix: write it from the root of the ` +
        'object: /spec/replicas.',
    );
  });
});

describe('what the types rule out is refused', () => {
  test('no properties', () => {
    expect(messageOf(() => new ArgoApplication(Testing.chart(), 'app', undefined as never))).toBe(
      'Application test-app-c8411d42 (test/app): it has no properties. An Application names a repository, a folder in it and ' +
        'a namespace. Fix: pass { repoUrl, path, destinationNamespace } after the id.',
    );
  });

  test.each([
    [{ repoUrl: undefined }, 'repoUrl is undefined. It has to be a string.'],
    [{ automated: 'false' }, 'automated is "false". It has to be true or false.'],
    [{ retry: { limit: -1 } }, 'retry.limit is -1. It has to be a whole number from 0.'],
    [{ retry: { pause: 5 } }, 'retry.pause is 5. It has to be a Duration of cdk8s.'],
    [{ contents: 'dist/prod' }, 'contents is "dist/prod". It has to be a construct.'],
    [{ deletion: 'foreground' }, 'Fix: pass ArgoDeletion.FOREGROUND.'],
    [{ ignoreDifferences: [{ jsonPointers: ['/spec'] }] }, 'ignoreDifferences[0].kind is undefined.'],
    [{ ignoreDifferences: ['Deployment'] }, 'ignoreDifferences[0] is "Deployment". It has to be an object.'],
  ])('%j', (props, message) => expect(refusal(props)).toContain(message));
});
