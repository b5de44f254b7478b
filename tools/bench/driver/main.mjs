// Runs the sets one after another, the peers of a set in turn, several rounds; prints tables or JSON.
import { cpus, loadavg } from 'node:os';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chart } from './chart.mjs';
import { Host, Late } from './host.mjs';
import { peersOf } from './peers.mjs';
import { prepare } from './prepare.mjs';
import { median, ratios, tables } from './report.mjs';

const { values: given } = parseArgs({
  options: {
    build: { type: 'string' },
    quick: { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
    chart: { type: 'string' },
    sets: { type: 'string' },
    peers: { type: 'string' },
    seed: { type: 'string', default: '20261122' },
    events: { type: 'string', default: '10000' },
  },
});
// Seconds. `load` and `decision` bound what a peer may cost; `compiling` the g++ of the chain as people write it.
const pace = given.quick
  ? {
      rounds: 5,
      decide: 0.12,
      json: 0.08,
      latency: 0.25,
      threads: 0.2,
      threadRounds: 15,
      check: 1,
      load: 40,
      decision: 0.5,
      compiling: 150,
    }
  : {
      rounds: 7,
      decide: 0.3,
      json: 0.2,
      latency: 0.5,
      threads: 0.3,
      threadRounds: 21,
      check: 8,
      load: 120,
      decision: 5,
      compiling: 300,
    };
const growth = ['chain-10', 'chain-100', 'chain-1000'];
const sets = given.sets?.split(',') ?? ['S', 'M', ...growth, 'L', 'XL', 'T'];
const build = resolve(given.build);
const options = { build, work: `${build}/bench-work`, seed: Number(given.seed), events: Number(given.events) };
const say = (text) => process.stderr.write(`${text}\n`);
const time = (seconds) =>
  seconds >= 90
    ? `${Math.round(seconds / 60)} min`
    : seconds >= 1
      ? `${Math.round(seconds)} s`
      : `${Math.round(seconds * 1000)} ms`;

const results = {
  date: new Date().toISOString(),
  mode: given.quick ? 'quick' : 'full',
  seed: options.seed,
  events: options.events,
  machine: { cores: cpus().length, cpu: cpus()[0].model, node: process.version, load: loadavg()[0] },
  sets: {},
};

// What the next smaller set of this kind tells of what a peer would cost here.
const smaller = { 'chain-1000': 'chain-100', L: 'chain-1000', XL: 'L' };
function foreseen(set, peer) {
  const before = results.sets[smaller[set]];
  const own = before?.peers[peer.name];
  if (peer.compiled && before && before.cpp.chain_ms > 0 && set === 'XL' && before.cpp.chain_ms / 100 > pace.compiling)
    return `g++ would take about ${time(before.cpp.chain_ms / 100)}`;
  if (!own) return null;
  if (own.skipped) return own.skipped;
  if (own.load_ms / 100 > pace.load) return `would take about ${time(own.load_ms / 100)} to load`;
  if (own.decide_ns / 1e8 > pace.decision) return `would take about ${time(own.decide_ns / 1e8)} a decision`;
  return null;
}

async function started(set, prepared, peer) {
  const skipped = foreseen(set, peer);
  if (skipped) return { result: { skipped } };
  try {
    const host = await Host.start(peer.command(prepared.folder), pace.load);
    const result = { ...host.loaded, rounds: { decide: [], json: [], engine: [] } };
    if (peer.part) return { host, result };
    Object.assign(result, await host.ask(`check ${pace.check}`, pace.check * 4 + pace.load));
    if (!result.same) say(`${set}: ${peer.name} decides event ${result.checked + 1} in another way`);
    return { host, result };
  } catch (error) {
    if (error instanceof Late) return { result: { skipped: `not ready within ${time(pace.load)}` } };
    throw error;
  }
}

async function measure(set) {
  say(`${set}: sources, artifact, compiling …`);
  const large = set === 'XL';
  const chainCost = results.sets.L?.cpp.chain_ms;
  const withChain = !(large && !(chainCost / 100 <= pace.compiling));
  const prepared = prepare(options, set, withChain);
  const chosen = peersOf(build, `${options.work}/L`).filter(
    (peer) =>
      (!peer.chain || /^chain|L$/.test(set)) &&
      (peer.name !== '(parley on L)' || (set === 'XL' && results.sets.L)) &&
      (!given.peers || peer.part || given.peers.split(',').includes(peer.name)) &&
      !(peer.compiled && !withChain && !foreseen(set, peer)),
  );
  const running = [];
  for (const peer of chosen) {
    running.push({ peer, ...(await started(set, prepared, peer)) });
    say(`${set}: ${peer.name} ${running.at(-1).result.skipped ?? 'is ready'}`);
  }
  let live = running.filter(({ host }) => host);
  // One that ends does not end the others' measuring.
  const asked = async (one, ask) => {
    try {
      await ask(one);
    } catch (error) {
      say(`${set}: ${one.peer.name}: ${error.message}`);
      one.result.skipped = 'its process ended';
      live = live.filter((other) => other !== one);
    }
  };
  // The first round warms up.
  for (let round = 0; round <= pace.rounds; round++)
    for (const one of live)
      await asked(one, async ({ peer, host, result }) => {
        const keep = (kind, answer) => round > 0 && result.rounds[kind].push(answer);
        if (!peer.noDecide) {
          const answer = await host.ask(`decide ${round ? pace.decide : Math.max(pace.decide, 0.5)}`);
          keep('decide', answer.ns);
          if (answer.engine_ns) keep('engine', answer.engine_ns);
        }
        if (!peer.noJson) keep('json', (await host.ask(`json ${pace.json}`)).ns);
      });
  const threaded = live.filter(({ peer }) => peer.threads);
  for (const { result } of threaded) result.threads = { one: [], two: [] };
  for (let round = 0; round < pace.threadRounds; round++)
    for (const { host, result } of threaded) {
      result.threads.one.push((await host.ask(`threads 1 ${pace.threads}`)).per_second);
      result.threads.two.push((await host.ask(`threads 2 ${pace.threads}`)).per_second);
    }
  const finish = async ({ peer, host, result }) => {
    if (!peer.part) result.latency = await host.ask(`latency ${pace.latency * (peer.threads ? 6 : 1)}`);
    if (peer.allocations) result.allocations = await host.ask('allocations');
    if (peer.name === 'parley' || peer.name === 'cpp_optimised') result.answers = (await host.ask('digest')).digest;
    await host.stop();
    for (const [kind, all] of Object.entries(result.rounds)) if (all.length) result[`${kind}_ns`] = median(all);
  };
  for (const one of live) await asked(one, finish);
  const { parley, cpp_optimised: cpp } = Object.fromEntries(running.map(({ peer, result }) => [peer.name, result]));
  if (parley?.answers !== cpp?.answers) say(`${set}: the answers of parley and cpp_optimised differ as texts`);
  results.sets[set] = {
    ...prepared,
    folder: undefined,
    peers: Object.fromEntries(running.map(({ peer, result }) => [peer.name, result])),
  };
}

mkdirSync(options.work, { recursive: true });
for (const set of sets) {
  await measure(set);
  results.machine.load_after = loadavg()[0];
  results.ratios = ratios(results);
  writeFileSync(`${build}/results.json`, JSON.stringify(results, null, 1));
}
if (given.chart) writeFileSync(given.chart, chart(results));
console.log(given.format === 'json' ? JSON.stringify(results) : tables(results));
const wrong = Object.values(results.sets).some((set) => Object.values(set.peers).some((peer) => peer.same === false));
process.exit(wrong ? 1 : 0);
