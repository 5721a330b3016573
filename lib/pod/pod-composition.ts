import * as kplus from 'cdk8s-plus-28';
import { describe, SidecarsError } from '../errors';
import { KubernetesVersion } from '../kubernetes-version';
import { rememberComposition } from '../network/listeners';
import { servicesToLoopback } from '../network/services-to-loopback';
import { annotateScraping, requireAdapts } from '../patterns/adapter';
import { remoteVariables, requireForwards } from '../patterns/ambassador';
import { PodSecurity, requireNonRootUser } from '../security/run-as';
import { SecurityProfile } from '../security/security-profile';
import { PodDefaults } from '../settings';
import { podDefaultsOf, securityProfileOf, targetVersion } from '../settings-context';
import { recall, remember } from '../synthesis/rendering';
import { requireContainerProps, requirePodProps, withoutMisfits } from '../untyped';
import { requireContainer, requireExpectation, requireReads, requireRemote } from '../untyped-arguments';
import { SharedContentVolume } from '../volumes/shared-content-volume';
import { requireAttachable, requireDefaultName, requireMountable, requireName } from './admission';
import { claimsOfManyPods } from './claim-findings';
import { ComposedPodProps } from './composed-pod-props';
import { rememberAttached } from './container-owner';
import {
  AdapterProps,
  AmbassadorProps,
  ContainerRole,
  MainContainerProps,
  PodContainerProps,
  SidecarLifecycle,
  SidecarProps,
} from './container-props';
import { requireConsistent } from './contradictions';
import { markDefaultContainer } from './default-container';
import { Expectation } from './expectation';
import { planFor, watchForPlan } from './expectation-plan';
import { requireImage } from './image';
import { resolveLifecycle } from './lifecycle';
import { declaredPorts, impliedListeners, isConfiguration, loopbackListeners, openListener } from './listening';
import { factsOf, isInitEntry, isPlainInit, Member, memberOf, saidBy } from './member';
import { requireObjectName } from './object-name';
import { PodContainer } from './pod-container';
import { findingsOf } from './pod-findings';
import { problemsOf } from './pod-problems';
import { renderPodSpec } from './pod-spec';
import { Listener, PortTable } from './port-table';
import { checkProbes } from './probes';
import { fittedResources, saysNone, wholeMebibytes } from './resources';
import { writeFirst } from './written-first';

/** The object a composition belongs to: a Pod or a workload of cdk8s-plus. */
export type PodHost = kplus.AbstractPod;

/** What the code said about the Pod, before any default. */
export type PodSaid = ComposedPodProps & kplus.AbstractPodProps;

const NO_PROBLEMS: readonly string[] = [];

/** What our Pod and all our workloads share: their containers, the ports, and how the Pod spec is made of them. */
export class PodComposition {
  public readonly said: PodSaid;
  public readonly profile: SecurityProfile;
  public readonly defaults: PodDefaults;
  public readonly version: KubernetesVersion;
  public readonly members: Member[] = [];
  public readonly expectations: Expectation[] = [];
  public readonly main: PodContainer;

  private readonly ports = new PortTable();
  private readonly portTakers: { taker: string; roles: ContainerRole[] | undefined }[] = [];

  public constructor(
    public readonly host: PodHost,
    said: PodSaid,
  ) {
    requirePodProps(this.where(), host.kind, said);
    requireObjectName(host);
    this.said = { ...said, topologySpread: said.topologySpread && [...said.topologySpread] };
    this.profile = said.securityProfile ?? securityProfileOf(host);
    this.defaults = said.podDefaults ?? podDefaultsOf(host);
    this.version = targetVersion(host);
    rememberComposition(this);
    watchForPlan();
    this.main = this.addMain(said.main);
    for (const props of said.containers ?? []) this.addMain(props);
    for (const props of said.initContainers ?? []) this.addInit(props);
    host.node.addValidation({ validate: () => this.allProblems() });
  }

  public get initContainers(): kplus.Container[] {
    return this.members.filter(isInitEntry).map(({ container }) => container);
  }

  public get security(): PodSecurity {
    return { said: this.said.securityContext ?? {}, profile: this.profile };
  }

  /** The shared content volumes that containers of this Pod have mounted. */
  public get sharedVolumes(): SharedContentVolume[] {
    const mounts = this.members.flatMap(({ container }) => container.mounts);
    const scopes = new Set(mounts.map(({ volume }) => volume.node.scope));
    return [...scopes].filter((scope) => scope instanceof SharedContentVolume);
  }

  public addMain(props: MainContainerProps): PodContainer {
    this.requireProps(ContainerRole.MAIN, props);
    return this.add(ContainerRole.MAIN, props, false);
  }

  public addSidecar(props: SidecarProps, role = ContainerRole.SIDECAR): PodContainer {
    this.requireProps(role, props);
    const native = props.restartPolicy === kplus.ContainerRestartPolicy.ALWAYS ? SidecarLifecycle.NATIVE : undefined;
    const named = {
      ...props,
      name: props.name ?? this.defaultName(role, role.toLowerCase()),
      sidecarLifecycle: props.sidecarLifecycle ?? native,
    };
    return this.add(role, named, resolveLifecycle(this, named) === 'native');
  }

  public addAdapter(props: AdapterProps): PodContainer {
    this.requireProps(ContainerRole.ADAPTER, props);
    requireReads(this.where(props.name ?? 'adapter'), props.reads);
    requireAdapts(this, this.where(props.name ?? 'adapter'), props);
    const { _volume, _path } = props.reads;
    const adapter = this.addSidecar(props, ContainerRole.ADAPTER);
    _volume?.addReader(adapter, _path!);
    if (props.scrapePath !== undefined) annotateScraping(this, adapter.ports[0].number, props.scrapePath);
    return adapter;
  }

  public addAmbassador(props: AmbassadorProps): PodContainer {
    this.requireProps(ContainerRole.AMBASSADOR, props);
    requireRemote(this.where(props.name ?? 'ambassador'), props.remote);
    requireForwards(this, this.where(props.name ?? 'ambassador'), props);
    const listen = { number: props.listenPort, protocol: props.listenProtocol };
    // First, because it is the one that localhost() means.
    const loopbackPorts = [listen, ...(props.loopbackPorts ?? [])];
    const envVariables = { ...remoteVariables(props.remote), ...props.envVariables };
    return this.addSidecar({ ...props, loopbackPorts, envVariables }, ContainerRole.AMBASSADOR);
  }

  public addInit(props: kplus.ContainerProps): PodContainer {
    this.requireProps(ContainerRole.INIT, props);
    const named = {
      ...props,
      name: props.name ?? this.defaultName(ContainerRole.INIT, `init-${this.initContainers.length}`),
    };
    if (props.restartPolicy === kplus.ContainerRestartPolicy.ALWAYS) return this.addSidecar(named);
    return this.add(ContainerRole.INIT, named, false);
  }

  /** A container that cdk8s-plus made. What it says about itself stands, what it leaves open is filled in. */
  public attach(container: kplus.Container): void {
    requireContainer(this.where(), container);
    requireAttachable(this.where(container.name), container);
    const said = saidBy(container);
    requireConsistent(this.where(container.name), ContainerRole.MAIN, false, said);
    const member = memberOf(container, ContainerRole.MAIN, false, said);
    this.admit(member);
    rememberAttached(container, this);
    for (const port of container.ports) this.claim(openListener(member, port));
    this.claimImplied(member);
    checkProbes(this);
  }

  /** How messages name this Pod, or one of its containers. */
  public where(container?: string): string {
    return describe(this.host, container);
  }

  public member(container: string): Member | undefined {
    return this.members.find((member) => member.container.name === container);
  }

  public listenersOf(container: string): Listener[] {
    return this.ports.of(container);
  }

  /** Who listens as long as the Pod lives. */
  public listeners(): Listener[] {
    return this.members
      .filter((member) => !isPlainInit(member))
      .flatMap(({ container }) => this.ports.of(container.name));
  }

  /** Says that the ports of these roles are used as they are now: one that is declared later would be missing there. */
  public portsTakenBy(taker: string, roles?: ContainerRole[]): void {
    this.portTakers.push({ taker, roles });
  }

  /** Throws when the port is taken, or when it comes too late for who has asked for the Pod's ports. */
  public claim(listener: Listener): void {
    this.requireInTime(listener);
    if (!listener.implied && !listener.loopback) this.ports.forgetDefault(listener.container, listener);
    this.ports.claim(this.where(listener.container), listener);
  }

  public declarePort(container: PodContainer, port: kplus.ContainerPort): void {
    this.claim(openListener(this.member(container.name)!, port));
  }

  /** Throws when the volume cannot be mounted there. */
  public requireMountable(container: PodContainer, path: string, volume: kplus.Volume): void {
    requireMountable(this, container, path, volume);
  }

  /** What an image listens on by default is not known any more once its configuration is replaced. */
  public mounted(container: PodContainer, path: string): void {
    const facts = this.member(container.name)?.facts;
    if (facts && isConfiguration(path, facts)) this.ports.forgetImplied(container.name);
  }

  /** The port of probes that name none: the first declared one, else the first that the image listens on. */
  public defaultPort(props: PodContainerProps): number | undefined {
    const declared = declaredPorts(props)[0]?.number;
    return declared ?? factsOf(props.image)?.ports?.find(({ loopback }) => !loopback)?.number;
  }

  /** CPU and memory as cdk8s-plus is to know them, for autoscalers. It renders whole mebibytes only. */
  public scheduledResources(role: ContainerRole, { resources, image }: PodContainerProps): kplus.ContainerResources {
    const nothing = this.defaults === PodDefaults.KUBERNETES || saysNone(resources);
    const fitted = nothing ? {} : fittedResources(role, factsOf(image));
    return { cpu: resources?.cpu ?? fitted.cpu, memory: wholeMebibytes(resources?.memory ?? fitted.memory) };
  }

  public expect(expectation: Expectation): void {
    requireExpectation(this.where(), expectation);
    expectation._requireIn(
      this.where(),
      this.members.map(({ container }) => container),
    );
    this.expectations.push(expectation);
    planFor(this);
  }

  public profileOf({ said }: Member): SecurityProfile {
    return said.securityProfile ?? this.profile;
  }

  public render(spec: () => kplus.k8s.PodSpec): kplus.k8s.PodSpec {
    const problems = [...problemsOf(this), ...this.problemsOfVolumes()];
    if (problems.length > 0) throw SidecarsError.together(problems);
    const rendered = renderPodSpec(this, spec());
    writeFirst(this.host, rendered);
    const findings = findingsOf(this, rendered);
    if (findings.length > 0) throw SidecarsError.together(findings);
    remember(this.host, this, NO_PROBLEMS);
    return rendered;
  }

  private defaultName(role: ContainerRole, name: string): string {
    requireDefaultName(this, role, name);
    return name;
  }

  private requireProps(role: ContainerRole, props: PodContainerProps): void {
    requireContainerProps((container) => this.where(container), role, props);
  }

  private allProblems(): string[] {
    const problems = this.problems();
    // What is to be looked at next has to be rendered.
    const claims = problems.length === 0 && this.problemsOfVolumes().length === 0 ? claimsOfManyPods(this) : [];
    return [...problems, ...claims, ...servicesToLoopback(this)];
  }

  private problems(): readonly string[] {
    return recall<readonly string[]>(this.host, this) ?? remember(this.host, this, this.findProblems());
  }

  private findProblems(): readonly string[] {
    const own = problemsOf(this);
    // The volumes say theirs themselves.
    if (own.length > 0 || this.problemsOfVolumes().length > 0) return own;
    try {
      this.host._toPodSpec();
      return NO_PROBLEMS;
    } catch (error) {
      if (error instanceof SidecarsError) return [...error.sentences];
      throw error;
    }
  }

  private problemsOfVolumes(): string[] {
    return this.sharedVolumes.flatMap((volume) => volume._problemsElsewhere());
  }

  private add(role: ContainerRole, props: PodContainerProps, native: boolean): PodContainer {
    const writablePaths = props.writablePaths && [...props.writablePaths];
    const named = { ...props, name: props.name ?? this.defaultName(role, 'main'), writablePaths };
    requireName(this, named.name);
    requireImage(this.where(named.name), named.image);
    requireConsistent(this.where(named.name), role, native, named);
    const container = PodContainer._create(this, role, named, native);
    const member = memberOf(container, role, native, named);
    this.admit(member);
    for (const port of declaredPorts(named)) container.addPort(port);
    for (const listener of loopbackListeners(member)) this.claim(listener);
    for (const { path, volume, ...options } of named.volumeMounts ?? []) container.mount(path, volume, options);
    this.claimImplied(member);
    checkProbes(this);
    return container;
  }

  private admit(member: Member): void {
    const { container } = member;
    requireName(this, container.name);
    if (this.profileOf(member) === SecurityProfile.RESTRICTED) {
      requireNonRootUser(this.where(container.name), member, this.security);
    }
    this.members.push(member);
    // The parent's own method: the host's override leads here.
    if (!isInitEntry(member)) kplus.AbstractPod.prototype.attachContainer.call(this.host, container);
    if (this.members.length === 2 && this.defaults === PodDefaults.FITTED) markDefaultContainer(this);
  }

  private requireInTime({ container, number, implied, loopback }: Listener): void {
    const role = this.member(container)?.role;
    const missed = this.portTakers.find(({ roles }) => !roles || (role && roles.includes(role)));
    if (implied || loopback || !missed) return;
    throw new SidecarsError({
      where: this.where(container),
      what: `port ${number} is declared after ${missed.taker}`,
      why: 'It would be missing there without a word',
      fix: 'add the container or the port before, or pass ports there',
    });
  }

  private claimImplied(member: Member): void {
    const own = this.listenersOf(member.container.name);
    for (const listener of impliedListeners(member)) {
      const said = own.some(({ number, protocol }) => number === listener.number && protocol === listener.protocol);
      if (!said && (listener.loopback || own.length === 0)) this.claim(listener);
    }
  }
}

/** What is left for cdk8s-plus's own constructor: it would make the containers before there is a composition. */
export function withoutContainers<T extends kplus.AbstractPodProps>(props: T): T {
  // Its defaults for Jobs do not replace what is there and undefined.
  return { ...withoutMisfits(props), containers: undefined, initContainers: undefined };
}
