import { constraintsOf } from '../refusals/constraints';
import { ObjectReport, setRule } from '../rule';
import { inContainer } from '../schema/in-container';
import { typeOfKind } from '../schema/types';
import { visit } from '../schema/visit';

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
      const type = 'sops' in object.data ? undefined : typeOfKind(object.apiVersion, object.kind);
      if (!type) continue;
      const found: ObjectReport[] = [];
      visit(object.data, type, (data, { name }, place) => {
        for (const constraint of constraintsOf(name) ?? []) {
          for (const report of constraint(data, version)) {
            const path = [...place, ...report.path];
            found.push({ object, ...inContainer(path, object, set), ...report, path });
          }
        }
      });
      yield* found;
    }
  },
);
