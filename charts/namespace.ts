import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/** The namespace of a chart, with labels. */
export function namespaceOf(chart: Chart, labels: Record<string, string> = {}): void {
  const namespace = new kplus.Namespace(chart, 'namespace', { metadata: { name: chart.namespace, labels } });
  // cdk8s puts every object of the chart into its namespace, and a namespace is in none.
  ApiObject.of(namespace).addJsonPatch(JsonPatch.remove('/metadata/namespace'));
}
