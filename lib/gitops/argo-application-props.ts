import { ApiObjectMetadata, Duration } from 'cdk8s';
import { IConstruct } from 'constructs';

/** What becomes of the objects that an Application has made when the Application itself is deleted. */
export enum ArgoDeletion {
  /** They stay, and keep running. */
  ORPHAN = 'ORPHAN',
  /** They are deleted, and the Application is there until the last of them is gone. */
  FOREGROUND = 'FOREGROUND',
  /** They are deleted, and what belongs to them after them. */
  BACKGROUND = 'BACKGROUND',
}

/** How often and after which pauses a sync that fails is tried again. */
export interface ArgoRetryOptions {
  /**
   * How many times, 0 for never.
   * @default 5
   */
  readonly limit?: number;

  /**
   * The pause before the first time.
   * @default Duration.seconds(5)
   */
  readonly pause?: Duration;

  /**
   * By how much each pause is longer than the one before it.
   * @default 2
   */
  readonly factor?: number;

  /**
   * The longest pause.
   * @default Duration.minutes(3)
   */
  readonly maxPause?: Duration;
}

/** Fields of objects that others than Git own: their values are no difference, and a sync leaves them as they are. */
export interface ArgoIgnoredDifference {
  /** The kind of the objects. */
  readonly kind: string;

  /**
   * The API group of the objects.
   * @default - the core group
   */
  readonly group?: string;

  /**
   * The name of the object.
   * @default - all of this kind
   */
  readonly name?: string;

  /**
   * The namespace of the object.
   * @default - every namespace
   */
  readonly namespace?: string;

  /**
   * The fields as JSON pointers, such as `/spec/replicas`.
   * @default - none
   */
  readonly jsonPointers?: string[];

  /**
   * The fields as expressions of jq.
   * @default - none
   */
  readonly jqPathExpressions?: string[];

  /**
   * The managers whose fields they are, as `metadata.managedFields` names them.
   * @default - none
   */
  readonly managedFieldsManagers?: string[];
}

/** Properties of `ArgoApplication`. */
export interface ArgoApplicationProps {
  /**
   * Metadata of the Application. Its namespace is one that Argo CD looks for Applications in.
   * @default - a generated name, in the namespace of the chart, else in `argocd`
   */
  readonly metadata?: ApiObjectMetadata;

  /** The repository with the YAML, as Git clones it. */
  readonly repoUrl: string;

  /**
   * A branch, a tag or a commit of the repository.
   * @default 'HEAD', the repository's default branch
   */
  readonly targetRevision?: string;

  /** The folder with the YAML, from the root of the repository, such as `dist/prod`. */
  readonly path: string;

  /**
   * Which files of the folder are manifests, as a glob.
   * @default '*.yaml'
   */
  readonly include?: string;

  /**
   * Which of these are none, as a glob.
   * @default 'kustomization.yaml'
   */
  readonly exclude?: string;

  /**
   * Whether folders inside the folder are read too.
   * @default false
   */
  readonly recurse?: boolean;

  /**
   * The AppProject of Argo CD, which says what its Applications may do.
   * @default 'default'
   */
  readonly project?: string;

  /** The namespace of objects that name none. */
  readonly destinationNamespace: string;

  /**
   * The URL of the cluster's API server.
   * @default 'https://kubernetes.default.svc', the cluster in which Argo CD runs
   */
  readonly destinationServer?: string;

  /**
   * The name of the cluster, as Argo CD has it, in place of `destinationServer`.
   * @default - by `destinationServer`
   */
  readonly destinationName?: string;

  /**
   * Whether the namespace is made when it is not there.
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * Whether Argo CD syncs by itself when Git changes.
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Whether an automated sync deletes what is no longer in Git, when all else is applied and healthy.
   * @default true
   */
  readonly prune?: boolean;

  /**
   * Whether what is changed in the cluster is changed back.
   * @default true
   */
  readonly selfHeal?: boolean;

  /**
   * How a sync that fails is tried again.
   * @default - five times, after 5, 10, 20, 40 and 80 seconds
   */
  readonly retry?: ArgoRetryOptions;

  /**
   * The app or the chart whose YAML is in the folder. The replicas that its autoscalers set are left to them.
   * @default - none
   */
  readonly contents?: IConstruct;

  /**
   * Fields that others than Git own.
   * @default - the replicas of what the autoscalers of `contents` scale
   */
  readonly ignoreDifferences?: ArgoIgnoredDifference[];

  /**
   * More sync options, such as `ServerSideApply=true`. They win over `PruneLast` and `RespectIgnoreDifferences`, which are
   * set where something is pruned or ignored.
   * @default - none
   */
  readonly syncOptions?: string[];

  /**
   * What becomes of the objects when the Application is deleted.
   * @default ArgoDeletion.ORPHAN
   */
  readonly deletion?: ArgoDeletion;
}
