// Loaded before the cdk8s CLI by --require: what it would download is answered from here, by the name of the file.
const https = require('node:https');
const { Readable } = require('node:stream');

function crd(url) {
  const name = new URL(url).pathname
    .split('/')
    .at(-1)
    .replace(/\.ya?ml$/, '')
    .replace(/\W/g, '')
    .toLowerCase();
  return `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${name}s.example.com
spec:
  group: example.com
  scope: Namespaced
  names: { kind: ${name[0].toUpperCase()}${name.slice(1)}, plural: ${name}s }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }
`;
}

https.get = (url, answer) => {
  answer(Object.assign(Readable.from([Buffer.from(crd(url))]), { statusCode: 200 }));
  return { once: () => undefined, end: () => undefined };
};
