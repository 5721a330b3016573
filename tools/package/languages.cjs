const { missingFromGo, missingFromMaven, missingFromNuGet } = require('./registries.cjs');

/**
 * What each language needs beside the sources that jsii makes for it: a program, and most of them the packages of what this
 * package builds on. `ours` is the part of a folder of packages that is of this package.
 */
const LANGUAGES = {
  python: { program: ['python3', '--version'], missing: () => [], ours: '.' },
  java: { program: ['mvn', '--version'], missing: missingFromMaven, ours: 'io/github/cdk8s-sidecars' },
  go: { program: ['go', 'version'], missing: missingFromGo, ours: 'cdk8ssidecars' },
  dotnet: { program: ['dotnet', '--version'], missing: missingFromNuGet, ours: '.' },
};

module.exports = { LANGUAGES };
