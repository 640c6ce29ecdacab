/** One run: devices and a server live through some minutes of a bad day, then everything heals and is compared. */
import { join } from 'node:path';
import { replicaName } from '../client/replica/replica-database.ts';
import { checkEnd } from './check-end.ts';
import { lookAtDevice } from './check-on-the-way.ts';
import { Device, type Profile } from './device.ts';
import { type FaultCounts, Faults } from './faults.ts';
import { entriesOn, logStateOn, replicaStateOn, retainedOn } from './look.ts';
import { tryLog } from './lost-log.ts';
import { Model } from './model.ts';
import { Network } from './network.ts';
import { NextDoor } from './next-door.ts';
import { openOffice } from './office.ts';
import { People } from './people.ts';
import { Chance } from './random.ts';
import { mayChangeScope } from './scopes.ts';
import { Server } from './server.ts';
import { trySession } from './sessions.ts';
import { Tab } from './tab.ts';
import type { Template } from './template.ts';
import { endOfWinter, startOfTime, World } from './world.ts';

export interface RunWishes {
  readonly seed: number;
  /** People stop after so many deeds; null = as many as the seed gives. */
  readonly deeds: number | null;
  readonly without: readonly string[];
}

export interface RunReport {
  readonly violation: { readonly invariant: string; readonly message: string } | null;
  readonly trace: readonly string[];
  readonly faults: FaultCounts;
  /** How often each invariant was checked. */
  readonly checks: Readonly<Record<string, number>>;
  readonly deeds: number;
  readonly simulatedMs: number;
  readonly steps: number;
  /** What it took of a processor, told by who plays it. */
  readonly processorMs: number;
}

const healWithinMs = 6 * 60_000;
/** Whether everything rests is looked at after so many steps. */
const stepsBetweenLooks = 16;

/** How much people do, and how fast. Faults of a device come with the pace, so that a short day has its share of them. */
interface Day {
  readonly deeds: number;
  /** Between two deeds, on average. */
  readonly gapMs: number;
}

/** How many of forty days are like that: most are short, for they cost little, and most of what can go wrong needs few deeds. */
const days: readonly (Day & { readonly ofForty: number })[] = [
  { ofForty: 8, deeds: 3, gapMs: 1300 },
  { ofForty: 8, deeds: 4, gapMs: 1300 },
  { ofForty: 8, deeds: 5, gapMs: 1300 },
  { ofForty: 7, deeds: 6, gapMs: 1300 },
  { ofForty: 5, deeds: 8, gapMs: 1600 },
  { ofForty: 2, deeds: 12, gapMs: 2500 },
  { ofForty: 1, deeds: 20, gapMs: 2500 },
  { ofForty: 1, deeds: 40, gapMs: 4000 },
];
const slowestGapMs = 4000;
/** In so many of all runs the tabs work out how their sync stands. */
const shareWithStatus = 1 / 8;

function dayOf(chance: Chance): Day {
  const list = days.flatMap((day) => Array.from({ length: day.ofForty }, () => day));
  return chance.pick(list) ?? { deeds: 20, gapMs: slowestGapMs };
}

export class Run {
  readonly world: World;
  readonly faults: Faults;
  readonly model = new Model();
  readonly checks: Record<string, number> = {};
  readonly server: Server;
  readonly devices: Device[] = [];
  readonly template: Template;
  readonly #people: People;
  readonly #nextDoor = new NextDoor(this);
  readonly #network: Network;
  /** All that were ever open. */
  readonly #tabs: Tab[] = [];
  readonly #gapMs: number;
  readonly #tellsStatus: boolean;
  #deedsLeft: number;
  #deeds = 0;

  constructor({ seed, deeds, without }: RunWishes, template: Template) {
    this.template = template;
    const isSummerNear = !without.includes('summerTime') && new Chance(seed, 'season').happens(0.1);
    this.world = new World(seed, isSummerNear ? endOfWinter : startOfTime);
    this.faults = new Faults((purpose) => this.world.chance(purpose), new Set(without));
    if (isSummerNear) this.faults.count('summerTime');
    this.server = new Server(this.world, this.faults, join(template.folder, 'run.sqlite'));
    this.#network = new Network(this.world, this.faults, this.server, (...check) => this.check(...check));
    this.#people = new People(this.world, this.model, template.cashierId);
    const size = this.world.chance('size');
    const day = dayOf(size);
    this.#gapMs = day.gapMs;
    this.#tellsStatus = this.world.chance('status').happens(shareWithStatus);
    this.#deedsLeft = deeds === null ? day.deeds : Math.min(day.deeds, deeds);
    const count = size.pick([1, 2, 2, 3]) ?? 2;
    for (const [index, { identity, cookie, disk }] of template.devices.slice(0, count).entries()) {
      this.devices.push(new Device(this.world, `device ${index + 1}`, identity, cookie, disk.copy()));
    }
  }

  async play(): Promise<RunReport> {
    const { world, faults } = this;
    network = this.#network;
    await this.server.start(this.template);
    faults.isHealed = false;
    const withinMs = this.#deedsLeft * this.#gapMs;
    for (const device of this.devices) {
      trySession(this, device, withinMs);
      if (!device.isTried) tryLog(this, device, withinMs);
    }
    this.server.onCommit = (v) => this.#network.poke(v);
    this.#network.onPage = (device) => mayChangeScope(this, device);
    try {
      const openings = world.chance('openings');
      for (const [index, device] of this.devices.entries()) {
        const join = () => {
          const tabs = openings.pick([1, 1, 2]) ?? 1;
          for (let tab = 0; tab < tabs; tab += 1) this.#openTab(device);
          this.#live(device);
        };
        const late = index > 0 && faults.strikes('joinsLate', 0.2);
        if (late) world.after(world.outside, faults.chance('joinsLate').between(10_000, 100_000), join);
        else join();
      }
      openOffice(this, withinMs);
      this.#nextDoor.open(withinMs);
      this.#work();
      await world.run(() => this.#deedsLeft === 0, world.startedAt + 24 * 60 * 60_000);
      world.note('everything heals');
      faults.isHealed = true;
      this.#heal();
      await this.#rest();
      await this.#repeatOldPushes();
      await this.#rest();
      if (!world.violation) await checkEnd(this);
      if (!world.violation) await this.#nextDoor.check();
    } finally {
      for (const device of this.devices) for (const tab of device.livingTabs()) tab.kill('at the end');
      await this.server.stop();
      for (const tab of this.#tabs) tab.close();
      this.#network.close();
    }
    return {
      violation: world.violation && {
        invariant: world.violation.invariant,
        message: world.violation.message,
      },
      trace: world.trace,
      faults: faults.counts,
      checks: this.checks,
      deeds: this.#deeds,
      simulatedMs: world.now - world.startedAt,
      steps: world.steps,
      processorMs: 0,
    };
  }

  async #rest(): Promise<void> {
    const { world } = this;
    if (world.violation) return;
    const isQuiet = await world.run(() => this.#isQuiet(), world.now + healWithinMs, stepsBetweenLooks);
    if (!isQuiet) world.violate('P', `no rest within six minutes: ${this.#unrest()}`);
  }

  /** What arrives once more changes nothing, unless it never arrived and its sender has forgotten it (rule P3). */
  async #repeatOldPushes(): Promise<void> {
    if (this.world.violation) return;
    const before = this.server.lastV;
    await this.#network.repeatOldPushes();
    const { deviceRestored, deviceCloned, logLost } = this.faults.counts;
    if (deviceRestored || deviceCloned || logLost) return;
    const { lastV } = this.server;
    this.check('D', lastV === before, () => `an old push made ${lastV} of ${before}`);
  }

  /** Counts a check, and ends the run where it fails. */
  check(invariant: string, holds: boolean, what: () => string): void {
    this.checks[invariant] = (this.checks[invariant] ?? 0) + 1;
    if (!holds) this.world.violate(invariant, what());
  }

  #openTab(device: Device): void {
    device.tabs = device.livingTabs();
    const { world, faults } = this;
    const name = `${device.name} tab ${this.#tabs.length}`;
    const tab = new Tab({ world, faults, device, name, tellsStatus: this.#tellsStatus });
    this.#tabs.push(tab);
    device.tabs.push(tab);
  }

  /** People at all the tabs, one deed after another. */
  #work(): void {
    const chance = this.world.chance('work');
    const again = () => {
      this.world.after(this.world.outside, chance.until(this.#gapMs), () => {
        if (this.#deedsLeft === 0) return;
        const tabs = this.devices.flatMap((device) => device.livingTabs().filter((tab) => tab.open));
        const tab = chance.pick(tabs);
        if (tab) {
          // Somebody who is in a hurry begins the next deed before the first is done.
          const atOnce = Math.min(this.#deedsLeft, chance.happens(0.2) ? chance.between(2, 4) : 1);
          this.#deedsLeft -= atOnce;
          this.#deeds += atOnce;
          for (let deed = 0; deed < atOnce; deed += 1) this.#people.act(tab);
          // A second tab at the same moment.
          const other = chance.pick(tabs);
          if (other && chance.happens(0.2)) this.#people.act(other);
          tab.open?.hub.wake('logged');
        }
        again();
      });
    };
    again();
  }

  /** What befalls a device as time goes on; looked at every second. */
  #live(device: Device): void {
    const { world, faults } = this;
    const each = 1000;
    const pace = slowestGapMs / this.#gapMs;
    const flushShare = world.chance(`disk of ${device.name}`).happens(1 / 3) ? 0.02 : 0.1;
    const again = () => world.after(world.outside, each, second);
    const second = () => {
      if (faults.isHealed) return;
      void lookAtDevice(this, device);
      const tabs = device.livingTabs().filter((tab) => tab.open);
      const tab = world.chance(`${device.name} ${world.now}`).pick(tabs);
      if (tab && faults.strikes('tabKilled', 0.004 * pace)) tab.kill('between two steps');
      if (tab?.isAlive && faults.strikes('tabFrozen', 0.003 * pace))
        tab.frozenUntil = world.now + faults.chance('tabFrozen').between(1000, 90_000);
      if (tab?.isAlive && faults.strikes('tabAside', 0.003 * pace)) this.#putAside(tab);
      if (faults.strikes('offline', 0.006 * pace))
        device.offlineUntil = world.now + faults.chance('offline').between(2000, 120_000);
      if (faults.strikes('deviceFull', 0.002 * pace))
        device.fullUntil = world.now + faults.chance('deviceFull').between(500, 20_000);
      if (faults.strikes('clockJump', 0.002 * pace)) {
        const jumps = [2 * 365 * 86_400_000, -86_400_000, 3_600_000, -3_600_000, 301_000, -45_000];
        device.skewMs = faults.chance('clockJump').pick(jumps) ?? 0;
      }
      if (faults.strikes('lockStolen', 0.002 * pace)) device.stealLock();
      if (faults.strikes('powerCut', 0.006 * pace)) this.#cutPower(device);
      if (!device.backup && !device.disk.isInWriting && world.now > world.startedAt + 20_000 / pace)
        device.backup = device.copyOfProfile();
      if (faults.strikes('oneWay', 0.002 * pace))
        device.deafUntil = world.now + faults.chance('oneWay').between(2000, 60_000);
      if (device.mayChange) {
        if (faults.strikes('replicaDropped', 0.001 * pace)) this.#dropReplica(device);
        if (device.backup && faults.strikes('deviceRestored', 0.002 * pace))
          this.#restore(device, device.backup);
        else if (this.devices.length < 4 && faults.strikes('deviceCloned', 0.001 * pace)) this.#clone(device);
      }
      // Writing behind: what was committed a while ago lies on the disk; on some disks it takes long.
      if (world.chance(`flush ${device.name} ${world.now}`).happens(flushShare)) device.disk.flush();
      if (device.livingTabs().length === 0) this.#openTab(device);
      else if (
        device.livingTabs().length === 1 &&
        world.chance(`${device.name} second ${world.now}`).happens(0.05)
      )
        this.#openTab(device);
      again();
    };
    again();
  }

  #putAside(tab: Tab): void {
    const { world } = this;
    world.soon(tab, () => tab.open?.hub.setAside(true));
    world.after(tab, this.faults.chance('tabAside').between(500, 30_000), () =>
      tab.open?.hub.setAside(false),
    );
  }

  #cutPower(device: Device): void {
    // A tab that is just being opened for the first time holds the disk open.
    if (device.livingTabs().some((tab) => !tab.open)) return;
    for (const tab of device.livingTabs()) tab.kill('by a power cut');
    const lost = this.faults.chance('powerCut').between(0, device.disk.unflushed);
    this.world.note(`${device.name} lost its power and ${lost} relaxed transactions`);
    device.disk.loseLast(lost);
    device.seenV = 0;
  }

  /** The replica follows from log and feed, so it may go at any time (rule W1). */
  #dropReplica(device: Device): void {
    for (const tab of device.livingTabs()) tab.kill('to drop the replica');
    device.disk.remove(replicaName(device.identity.tenantId));
    device.seenV = 0;
    this.world.note(`${device.name} dropped its replica`);
  }

  /** The profile is as it was when it was copied; what was saved since and not sent went with it. */
  #restore(device: Device, { disk, cookie }: Profile): void {
    for (const tab of device.livingTabs()) tab.kill('to be restored');
    Object.assign(device, { disk: disk.copy(), cookie });
    device.seenV = 0;
    const kept = new Set([...entriesOn(device), ...retainedOn(device)].map(({ id }) => id));
    this.model.deviceLost(device.name, kept, this.server.committedMutations());
    this.world.note(`${device.name} was restored from an old copy`);
  }

  /** A second tablet begins with a copy of the profile, and both go on. */
  #clone(device: Device): void {
    const { identity, isRevoked, isTried, keepsCopies, expiring } = device;
    const { cookie, disk } = device.copyOfProfile();
    const name = `${device.name} copy ${this.devices.length}`;
    const copy = new Device(this.world, name, identity, cookie, disk);
    Object.assign(copy, { isRevoked, isTried, keepsCopies, expiring });
    this.devices.push(copy);
    this.#openTab(copy);
    this.#live(copy);
    this.world.note(`${device.name} was copied`);
  }

  #heal(): void {
    for (const device of this.devices) {
      Object.assign(device, { offlineUntil: 0, fullUntil: 0, deafUntil: 0 });
      for (const tab of device.livingTabs()) tab.frozenUntil = 0;
      if (device.livingTabs().length === 0) this.#openTab(device);
    }
  }

  #isQuiet(): boolean {
    return this.#unrest() === '';
  }

  /** Why it is not over yet. */
  #unrest(): string {
    if (!this.server.isUp) return 'the server is down';
    for (const device of this.devices) {
      if (device.livingTabs().length === 0) this.#openTab(device);
      if (device.disk.isInWriting) return `${device.name} is writing`;
      if (device.isRevoked) {
        // Told by ids: where a profile was copied or restored, another log may have come as far under the same name.
        const handedIn = this.server.committedMutations();
        const kept = entriesOn(device).filter(({ id }) => !handedIn.has(id)).length;
        if (kept > 0) return `${device.name} has not handed in ${kept} changes`;
        continue;
      }
      const left = entriesOn(device).length;
      if (left > 0)
        return `${device.name} has ${left} unsent changes (${JSON.stringify(logStateOn(device))})`;
      const v = replicaStateOn(device)?.feed.v;
      if (v !== this.server.lastV) return `${device.name} is at ${v}, the server at ${this.server.lastV}`;
    }
    return '';
  }
}

/** The network of the run that is going on. */
let network: Network | null = null;

export function currentNetwork(): Network {
  if (!network) throw new Error('there is no network');
  return network;
}
