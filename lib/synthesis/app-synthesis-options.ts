/** What is written besides the manifests. */
export interface AppSynthesisOptions {
  /**
   * A kustomization of the manifests beside them, for `kubectl kustomize` and `kubectl apply -k`, and as a base of others. Its
   * file is named `Kustomization`, which `kubectl apply -f` of the folder leaves alone, and Argo CD too where the Application
   * has `directory`, as that of an `ArgoApplication` has. Among the templates of a Helm chart, none is written.
   * @default false
   * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/
   */
  readonly kustomization?: boolean;
}

/** How a folder is replaced by what apps synthesize. */
export interface AppReplaceOptions extends AppSynthesisOptions {
  /**
   * The folder. Those of the apps are in it, or the same.
   * @default - the app's; of several apps, what CDK8S_OUTDIR says, else `dist`
   */
  readonly folder?: string;
}
