/** Whether something else puts the value in before it is applied, as for `${REPLICAS}` and `{{ .Values.name }}`. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && (value.includes('${') || value.includes('{{'));
}
