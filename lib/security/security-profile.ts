/** Which securityContexts Pods and containers get. */
export enum SecurityProfile {
  /**
   * Passes the Pod Security Standard `restricted` and runs stock images, by what is known about them: numeric users,
   * writable folders, ports below 1024. What would not pass is refused.
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
   */
  RESTRICTED = 'RESTRICTED',

  /** As the image is: nothing but what the code sets itself. */
  STOCK = 'STOCK',
}
