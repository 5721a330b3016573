import { ApiObject, App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/**
 * What all objects of one construct depend on: all objects of another. One vertex instead of an edge for each pair keeps
 * the cost at the number of the objects.
 */
class Bundle {
  public constructor(public readonly targets: readonly ApiObject[]) {}
}

type Vertex = IConstruct | Bundle;

/** In which order cdk8s writes charts, and the objects of a chart: what others depend on comes first. */
export class DependencyOrder {
  /** Whether a chart depends on another. Their files are numbered then. */
  public readonly betweenCharts: boolean;

  private readonly constructs: IConstruct[];
  private readonly edges = new Map<IConstruct, Set<Vertex>>();
  private readonly objects = new Map<IConstruct, ApiObject[]>();

  public constructor(private readonly app: App) {
    this.constructs = app.node.findAll();
    for (const source of this.constructs) for (const target of source.node.dependencies) this.add(source, target);
    const charts = [...this.nestedCharts(), ...this.dependentCharts()];
    for (const [source, target] of charts) this.add(source, target);
    this.betweenCharts = charts.length > 0;
    for (const [source, target] of this.pairs()) this.addObjects(source, target);
  }

  /** The charts of the app. */
  public charts(): Chart[] {
    return this.sorted(this.app).filter((construct) => construct instanceof Chart);
  }

  /** The objects of a chart, without those of the charts in it. */
  public objectsOf(chart: Chart): ApiObject[] {
    if (this.edges.size === 0) return this.ownObjects(chart);
    return this.sorted(chart)
      .filter(isApiObject)
      .filter((object) => object.chart === chart);
  }

  private nestedCharts(): [Chart, Chart][] {
    return this.constructs
      .filter((construct) => construct instanceof Chart)
      .flatMap((chart) =>
        chart.node.children.filter((child) => child instanceof Chart).map((child): [Chart, Chart] => [chart, child]),
      );
  }

  private dependentCharts(): [Chart, Chart][] {
    return this.pairs()
      .map(([source, target]): [Chart, Chart] => [Chart.of(source), Chart.of(target)])
      .filter(([source, target]) => source !== target);
  }

  /** All dependencies so far, by the position of who has them. */
  private pairs(): [IConstruct, IConstruct][] {
    if (this.edges.size === 0) return [];
    return this.constructs.flatMap((source) =>
      [...(this.edges.get(source) ?? [])].map((target): [IConstruct, IConstruct] => [source, target as IConstruct]),
    );
  }

  private add(source: IConstruct, target: Vertex): void {
    const known = this.edges.get(source);
    if (known) known.add(target);
    else this.edges.set(source, new Set([target]));
  }

  private addObjects(source: IConstruct, target: IConstruct): void {
    const [sources, targets] = [this.ownObjects(source), this.ownObjects(target)];
    const both = sources.some((object) => targets.includes(object));
    const bundle = new Bundle(targets);
    for (const object of sources) {
      if (!both) this.add(object, bundle);
      else for (const other of targets) if (other !== object) this.add(object, other);
    }
  }

  private ownObjects(construct: IConstruct): ApiObject[] {
    const known = this.objects.get(construct);
    if (known) return known;
    const chart = Chart.of(construct);
    const objects = construct.node
      .findAll()
      .filter(isApiObject)
      .filter((object) => object.chart === chart);
    this.objects.set(construct, objects);
    return objects;
  }

  private sorted(scope: IConstruct): IConstruct[] {
    const within = inOrderOfPaths(scope);
    const inScope = new Set(within);
    const targetsOf = (vertex: Vertex): Vertex[] =>
      vertex instanceof Bundle
        ? vertex.targets.filter((target) => inScope.has(target))
        : [...(this.edges.get(vertex) ?? [])].filter((target) => target instanceof Bundle || inScope.has(target));

    const dependedOn = new Set(within.flatMap(targetsOf));
    for (const vertex of dependedOn) for (const target of targetsOf(vertex)) dependedOn.add(target);

    const done = new Set<Vertex>();
    const open = new Set<Vertex>();
    const visit = (vertex: Vertex): void => {
      if (done.has(vertex)) return;
      if (open.has(vertex)) throw new Error(`Dependency cycle detected: ${cycle([...open], vertex)}`);
      open.add(vertex);
      targetsOf(vertex).forEach(visit);
      open.delete(vertex);
      done.add(vertex);
    };
    within.filter((construct) => !dependedOn.has(construct)).forEach(visit);
    // What is left depends on itself, in a circle that nothing outside leads to.
    within.forEach(visit);
    return [...done].filter(isConstruct);
  }
}

function isConstruct(vertex: Vertex): vertex is IConstruct {
  return !(vertex instanceof Bundle);
}

function isApiObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct);
}

/** cdk8s keeps constructs in an object by their paths, where a chart whose id is a number comes first. */
function inOrderOfPaths(scope: IConstruct): IConstruct[] {
  return Object.values(Object.fromEntries(scope.node.findAll().map((construct) => [construct.node.path, construct])));
}

function cycle(route: Vertex[], again: Vertex): string {
  return [...route.slice(route.indexOf(again)), again]
    .filter(isConstruct)
    .map((construct) => construct.node.path)
    .join(' => ');
}
