import { isPlaceholder } from '../../model/placeholder';
import { parseQuantity } from '../../model/quantity';
import { Data, dataOf, listOf, numberOf, Path, textOf, textsOf } from '../../model/values';
import { Report } from '../rule';
import { fieldPath, resource, VOLUME_FIELDS } from './downward-api';
import {
  Constraints,
  filePath,
  forbidden,
  given,
  insidePath,
  invalid,
  isNone,
  required,
  shown,
  unnamed,
  writtenText,
} from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const VOLUMES: Constraints = {
  *Volume(data) {
    const types = Object.keys(data).filter((field) => field !== 'name' && data[field] != null);
    if (types.length < 2) return;
    yield {
      path: [types[1]],
      what: `volume "${textOf(data['name']) ?? ''}" is ${types.join(' and ')} at once`,
      happens: forbidden(types[1], 'may not specify more than 1 volume type'),
      fix: 'leave one of them; two volumes need two entries',
    };
  },

  *VolumeMount(data) {
    const { subPath, subPathExpr, mountPropagation } = data;
    yield* insidePath(subPath, ['subPath'], 'the volume');
    yield* insidePath(subPathExpr, ['subPathExpr'], 'the volume');
    if (given(data, ['subPath', 'subPathExpr']).length === 2 && subPath !== '' && subPathExpr !== '') {
      yield {
        path: ['subPathExpr'],
        what: 'a mount has subPath and subPathExpr',
        happens: invalid('subPathExpr', subPathExpr, 'subPathExpr and subPath are mutually exclusive'),
        fix: 'leave one of the two out',
      };
    }
    const { readOnly, recursiveReadOnly } = data;
    if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') return;
    if ([readOnly, mountPropagation].some(isPlaceholder)) return;
    const needed = readOnly === true ? 'mountPropagation is None or not specified' : 'readOnly is true';
    if (readOnly === true && (mountPropagation == null || mountPropagation === 'None')) return;
    yield {
      path: ['recursiveReadOnly'],
      what: `recursiveReadOnly is ${recursiveReadOnly}, and ${readOnly === true ? 'mounts of the node may come in later' : 'the mount itself may be written to'}`,
      happens: forbidden('recursiveReadOnly', `may only be specified when ${needed}`),
      fix: readOnly === true ? 'leave mountPropagation out' : 'add readOnly: true',
    };
  },

  *ConfigMapVolumeSource(data) {
    yield* named(data, 'name', 'ConfigMap');
    yield* mode(data, 'defaultMode');
  },

  *SecretVolumeSource(data) {
    yield* named(data, 'secretName', 'Secret');
    yield* mode(data, 'defaultMode');
  },

  *DownwardAPIVolumeSource(data) {
    yield* mode(data, 'defaultMode');
  },

  *ProjectedVolumeSource(data) {
    yield* mode(data, 'defaultMode');
    yield* pathsTwice(data);
  },

  *VolumeProjection(data) {
    const types = Object.keys(data).filter((field) => data[field] != null);
    if (types.length < 2) return;
    yield {
      path: [types[1]],
      what: `a source of a projected volume is ${types.join(' and ')} at once`,
      happens: forbidden('sources', 'may not specify more than 1 volume type per source'),
      fix: 'make entries of their own of them',
    };
  },

  *ConfigMapProjection(data) {
    yield* named(data, 'name', 'ConfigMap');
  },

  *SecretProjection(data) {
    yield* named(data, 'name', 'Secret');
  },

  *KeyToPath(data) {
    yield* filePath(data['path']);
    yield* mode(data, 'mode');
  },

  *DownwardAPIVolumeFile(data) {
    yield* filePath(data['path']);
    yield* mode(data, 'mode');
    const sources = given(data, ['fieldRef', 'resourceFieldRef']);
    if (sources.length !== 1) {
      yield {
        path: sources.length === 0 ? [] : ['resourceFieldRef'],
        what: `file "${textOf(data['path']) ?? ''}" of a volume is filled from ${sources.join(' and ') || 'nothing'}`,
        happens:
          sources.length === 0
            ? required('fieldRef', 'one of fieldRef and resourceFieldRef is required')
            : invalid('resource', data['path'], 'fieldRef and resourceFieldRef can not be specified simultaneously'),
        fix: sources.length === 0 ? 'add fieldRef or resourceFieldRef' : 'leave one of the two out',
      };
    }
    yield* fieldPath(data['fieldRef'], VOLUME_FIELDS, 'in a volume');
    yield* resource(data['resourceFieldRef']);
    const { resourceFieldRef } = data;
    if (resourceFieldRef != null && dataOf(resourceFieldRef)['containerName'] == null) {
      yield {
        path: ['resourceFieldRef'],
        what: `file "${textOf(data['path']) ?? ''}" of a volume does not say whose resources are meant`,
        happens: required('containerName'),
        fix: 'add containerName',
      };
    }
  },

  *ServiceAccountTokenProjection(data) {
    yield* filePath(data['path']);
    const seconds = numberOf(data['expirationSeconds']);
    if (seconds === undefined || (seconds >= SHORTEST_TOKEN && seconds <= 2 ** 32)) return;
    const rule =
      seconds < SHORTEST_TOKEN
        ? 'may not specify a duration less than 10 minutes'
        : 'may not specify a duration larger than 2^32 seconds';
    yield {
      path: ['expirationSeconds'],
      what: `a token is to expire after ${seconds} s`,
      happens: invalid('expirationSeconds', seconds, rule),
      fix: `write ${SHORTEST_TOKEN} or more`,
    };
  },

  *HostPathVolumeSource(data) {
    const path = textOf(data['path']);
    if (path === '') {
      yield {
        path: ['path'],
        what: 'a hostPath has no path',
        happens: required('path'),
        fix: 'write which folder of the node is meant',
      };
    } else if (path?.split('/').includes('..')) {
      yield {
        path: ['path'],
        what: `the path of a hostPath, "${path}", has a ".."`,
        happens: invalid('path', path, "must not contain '..'"),
        fix: 'write the path without ".."',
      };
    }
  },

  *NFSVolumeSource(data) {
    const path = writtenText(data['path']);
    if (path === undefined || path.startsWith('/')) return;
    yield {
      path: ['path'],
      what: `the path of an NFS volume, "${path}", does not begin with a "/"`,
      happens: invalid('path', path, 'must be an absolute path'),
      fix: `write "/${path}"`,
    };
  },

  *EmptyDirVolumeSource(data) {
    const medium = writtenText(data['medium']);
    if (medium === undefined || medium === 'Memory' || medium.startsWith('HugePages')) return;
    yield {
      path: ['medium'],
      what: `there is no medium "${medium}" for an emptyDir`,
      happens: `The Pod does not start: FailedMount: unknown storage medium "${medium}"`,
      fix: 'write Memory, or leave it out for the disk of the node',
    };
  },

  *EphemeralVolumeSource(data) {
    if (data['volumeClaimTemplate'] != null) return;
    yield {
      path: [],
      what: 'an ephemeral volume has no claim',
      happens: required('volumeClaimTemplate'),
      fix: 'add volumeClaimTemplate with the spec of a claim, or use an emptyDir',
    };
  },

  *PersistentVolumeClaimSpec(data) {
    const { accessModes, resources } = data;
    if (isNone(accessModes)) {
      yield {
        path: accessModes == null ? [] : ['accessModes'],
        what: 'a claim does not say how it is mounted',
        happens: required('accessModes', 'at least 1 access mode is required'),
        fix: 'add an accessMode, such as ReadWriteOnce',
      };
    }
    const storage = dataOf(dataOf(resources)['requests'])['storage'];
    if (storage == null) {
      yield {
        path: resources == null ? [] : ['resources'],
        what: 'a claim does not say how large it is',
        happens: required('resources[storage]'),
        fix: 'add resources.requests.storage, such as 1Gi',
      };
    } else if ((parseQuantity(storage) ?? 1) <= 0) {
      yield {
        path: ['resources', 'requests', 'storage'],
        what: `a claim is for storage of ${shown(storage)}`,
        happens: invalid('resources[storage]', storage, 'must be greater than zero'),
        fix: 'write how large it is, such as 1Gi',
      };
    }
    const modes = [...new Set(textsOf(accessModes))];
    if (modes.length > 1 && modes.includes('ReadWriteOncePod')) {
      yield {
        path: ['accessModes'],
        what: `a claim is ${modes.join(' and ')} at once`,
        happens: forbidden('accessModes', 'may not use ReadWriteOncePod with other access modes'),
        fix: 'leave ReadWriteOncePod alone, or leave it out',
      };
    }
  },
};

const SHORTEST_TOKEN = 600;

function* named(data: Data, field: string, kind: string): Iterable<Report> {
  yield* unnamed(data, field, kind, `a volume does not say which ${kind} it is made of`);
}

/** The permissions of a file. Whoever forgets the leading zero gets other ones, or none. */
function* mode(data: Data, field: string): Iterable<Report> {
  const value = numberOf(data[field]);
  if (value === undefined || (value >= 0 && value <= 0o777)) return;
  const octal = /^[0-7]{3}$/.test(String(value)) ? parseInt(String(value), 8) : undefined;
  yield {
    path: [field],
    what: `${field} is ${value}`,
    happens: invalid(field, value, 'must be a number between 0 and 0777 (octal), both inclusive'),
    fix: octal === undefined ? 'write permissions such as 0644' : `write ${octal}, which is 0${value} in octal`,
  };
}

/** The files of all sources are in one folder. */
function* pathsTwice(data: Data): Iterable<Report> {
  const seen = new Set<string>();
  for (const { file, path } of listOf(data['sources']).flatMap(filesOf)) {
    if (seen.has(file)) {
      yield {
        path,
        what: `two files of a volume are at "${file}"`,
        happens: 'The API server rejects it: projected: Invalid value: conflicting duplicate paths',
        fix: 'give one of them another path',
      };
    }
    seen.add(file);
  }
}

function filesOf(source: unknown, index: number): { file: string; path: Path }[] {
  return ['configMap', 'secret', 'downwardAPI'].flatMap((type) =>
    listOf(dataOf(dataOf(source)[type])['items']).flatMap((item, at) => {
      const file = writtenText(dataOf(item)['path']);
      return file === undefined ? [] : [{ file, path: ['sources', index, type, 'items', at, 'path'] }];
    }),
  );
}
