import { ImageReference } from '../../images/image-reference';
import { knownRepositories } from '../../images/known-images';
import { Container } from '../../model/container';
import { NameIndex } from '../../model/name-index';
import { isPlaceholder } from '../../model/placeholder';
import { Path } from '../../model/values';
import { PodReport, podRule } from '../rule';

/**
 * Whatever stands in `image` is accepted by the API server. Whether it is a reference at all, and whether there is such
 * an image, shows when the node pulls it.
 */
export const imageReference = podRule(
  {
    id: 'image-reference',
    severity: 'error',
    title: 'an image reference that cannot be pulled or is not what it seems',
    sources: [
      'https://kubernetes.io/docs/concepts/containers/images/',
      'https://github.com/distribution/reference/blob/main/reference.go',
      'https://github.com/docker-library/official-images/tree/master/library',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const { image } = container;
      const report = image?.reference ? ofReference(container, image.reference) : ofText(container);
      if (report) yield { container, path: placeOf(container), ...report };
    }
  },
);

type Said = Omit<PodReport, 'path'> & { readonly path?: Path };

function ofText({ image, data }: Container): Said | undefined {
  // Something fills it in before it is applied.
  if (isPlaceholder(image?.text)) return undefined;
  if (image?.malformed !== undefined) {
    const [what, fix] = complaintOf(image.malformed, image.text);
    return {
      what: `"${short(image.text)}" is no image reference${what}`,
      happens: `InvalidImageName: couldn't parse image name "${short(image.text)}": invalid reference format`,
      fix,
    };
  }
  // What is no text is a matter of the schema.
  if (image || (data['image'] != null && data['image'] !== '')) return undefined;
  return {
    what: 'it names no image',
    happens: 'The API server rejects it: image: Required value',
    fix: 'set image to the one it is to run, such as nginx:1.27-alpine',
  };
}

function ofReference(container: Container, reference: ImageReference): Said | undefined {
  const policy = container.data['imagePullPolicy'];
  const meant = meantBy(reference);
  if (meant !== undefined) {
    return {
      // Such an image may have been built on the node.
      severity: reference.repository.startsWith('docker.io/library/') && policy !== 'Never' ? 'error' : 'warning',
      what: `no well-known image is called "${short(container.image!.text)}", which looks like a slip for ${meant}`,
      happens:
        'ErrImagePull, then ImagePullBackOff: pull access denied, repository does not exist or may require authorization',
      fix: `write ${meant}`,
    };
  }
  if (!reference.usesLatest || (policy !== 'IfNotPresent' && policy !== 'Never')) return undefined;
  return {
    severity: 'warning',
    path: [...container.path, 'imagePullPolicy'],
    what: `"${container.image!.text}" changes from day to day, and imagePullPolicy is ${policy}`,
    happens:
      policy === 'Never'
        ? 'ErrImageNeverPull on a node that does not have it, and whatever image it happens to have on another'
        : 'Each node keeps the image it pulled first, so that Pods of one workload run different ones',
    fix: 'name a version or a digest in image, or set imagePullPolicy to Always',
  };
}

const WHY = '. Container runtimes reject it and the container stays in InvalidImageName. Fix: ';

/** What is wrong and how it is mended, without what every such message says. */
function complaintOf(message: string, text: string): [string, string] {
  const where = `image "${text}": `;
  const [what, fix] = message.startsWith(where) ? message.slice(where.length).split(WHY) : [];
  if (fix === undefined) return ['', 'write it as repository:tag, such as nginx:1.27-alpine'];
  return [`: ${short(what)}`, short(fix.replace(/\.$/, ''))];
}

const LIBRARY = 'docker.io/library/';

/** Official images with names so short that others are one letter away. */
const SHORT = 4;

/** What people call official images that have another name. */
const ALIASES: { readonly [name: string]: string } = {
  apache: 'httpd',
  apache2: 'httpd',
  mongodb: 'mongo',
  nodejs: 'node',
  postgresql: 'postgres',
  python3: 'python',
};

/** The official images of Docker Hub that others could be taken for, besides those that facts are known of. */
const OFFICIAL = `adminer aerospike almalinux amazoncorretto amazonlinux arangodb archlinux bash bonita buildpack-deps
  cassandra centos chronograf clearlinux clickhouse clojure composer consul convertigo couchbase couchdb crate dart docker
  drupal eclipse-mosquitto elasticsearch elixir emqx erlang fedora flink fluentd friendica gcc geonetwork ghost golang
  gradle groovy haskell hello-world hitch ibmjava influxdb irssi java jenkins jetty joomla jruby julia kapacitor kibana
  kong krakend liquibase logstash mageia matomo maven mediawiki mono mongo-express monica nats nats-streaming neo4j
  nextcloud notary odoo open-liberty oraclelinux orientdb owncloud percona perl photon php phpmyadmin plone
  postfixadmin pypy r-base rails rakudo-star redmine registry rethinkdb rocket.chat rockylinux ros ruby rust
  sapmachine scratch sentry silverpeas solr sonarqube spark spiped storm swarm swift swipl teamspeak telegraf tomcat tomee
  unit varnish vault wordpress xwiki yourls znc zookeeper`;

let all: ReadonlySet<string> | undefined;
let names: NameIndex | undefined;
let others: NameIndex | undefined;
const remembered = new Map<string, string | undefined>();

/** The image that a name was meant to be that nothing is published under. */
function meantBy({ repository, tag }: ImageReference): string | undefined {
  const key = `${repository}:${tag ?? ''}`;
  if (!remembered.has(key)) remembered.set(key, look(repository, tag));
  return remembered.get(key);
}

function look(repository: string, tag: string | undefined): string | undefined {
  all ??= new Set([...official(), ...knownRepositories()]);
  if (all.has(repository)) return undefined;
  const suffix = tag === undefined ? '' : `:${tag}`;
  if (!repository.startsWith(LIBRARY)) {
    if (!repository.startsWith('docker.io/')) return undefined;
    others ??= new NameIndex(knownRepositories().filter(isOfPublisher));
    const meant = others.meant(repository);
    return meant === undefined ? undefined : meant.slice('docker.io/'.length) + suffix;
  }
  const name = nameIn(repository);
  const alias = ALIASES[name];
  if (alias !== undefined) return alias + suffix;
  const versioned = /^([a-z]+)-v?(\d[\w.-]*)$/.exec(name);
  if (versioned && all.has(LIBRARY + versioned[1])) return `${versioned[1]}:${versioned[2]}`;
  names ??= new NameIndex(
    official()
      .map(nameIn)
      .filter(({ length }) => length > SHORT),
  );
  const meant = names.meant(name);
  if (meant === undefined || (name.length === meant.length && meant.length <= SHORT + 1 && !sameLetters(name, meant))) {
    return undefined;
  }
  return meant + suffix;
}

function official(): string[] {
  const listed = OFFICIAL.split(/\s+/).map((name) => LIBRARY + name);
  return [...listed, ...knownRepositories().filter((name) => name.startsWith(LIBRARY))];
}

function isOfPublisher(repository: string): boolean {
  return repository.startsWith('docker.io/') && !repository.startsWith(LIBRARY);
}

function nameIn(repository: string): string {
  return repository.slice(LIBRARY.length);
}

function sameLetters(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}

function placeOf({ data, path }: Container): Path {
  return 'image' in data ? [...path, 'image'] : path;
}

function short(text: string): string {
  return text.length > 150 ? `${text.slice(0, 150)} and so on` : text;
}
