import { constraintsOf } from '../refusals/constraints';
import { setRule } from '../rule';
import { inContainer } from '../schema/in-container';
import { inspectionOf } from '../schema/inspection';

/** The types of the API allow more than the API server, the kubelet and the runtime of containers take. */
export const refusedFields = setRule(
  {
    id: 'refused-fields',
    severity: 'error',
    title: 'fields that exclude each other, need each other, or have values that Kubernetes does not take',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/networking/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/apps/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/batch/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/autoscaling/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/policy/validation/validation.go',
    ],
  },
  function* (set, { version }) {
    for (const object of set.objects) {
      for (const { data, type, path: place } of inspectionOf(object)?.parts ?? []) {
        for (const constraint of constraintsOf(type.name) ?? []) {
          for (const report of constraint(data, version)) {
            const path = [...place, ...report.path];
            yield { object, ...inContainer(path, object, set), ...report, path };
          }
        }
      }
    }
  },
);
