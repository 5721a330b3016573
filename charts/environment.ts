/** What differs between the places in which the system runs. */
export interface Environment {
  /** Also the folder under `dist/`. */
  readonly name: string;
  /** The oldest Kubernetes version of its clusters, as `major.minor`. */
  readonly kubernetesVersion: string;
  readonly namespace: string;
  readonly host: string;
  /** The IngressClass whose controller serves the host. */
  readonly ingressClass: string;
  /** Where that controller runs: it is let in. */
  readonly ingressNamespace: string;
  /** Where Prometheus runs: it is let in to the metrics. */
  readonly monitoringNamespace: string;
  /** Where the number of Pods does not follow the load, how many there are. */
  readonly replicas: number;
  /** Where it follows the load, how many there are at the most. */
  readonly maxReplicas?: number;
  readonly tlsSecretName?: string;
}
