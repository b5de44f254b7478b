// Ratios and tables of the results.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
// Of what was asked in the same rounds: slow and quick spells of the machine meet both sides.
const ratioOf = (numbers, others) => round(median(numbers.map((number, i) => number / others[i])));
const sums = (numbers, others) => numbers.map((number, i) => number + others[i]);
const round = (value) => Number(value.toPrecision(3));
const duration = (ns) => {
  if (ns === undefined) return '–';
  const size = Math.abs(ns);
  return size < 1e3 ? `${round(ns)} ns` : size < 1e6 ? `${round(ns / 1e3)} µs` : `${round(ns / 1e6)} ms`;
};
const memory = (kb) => (kb === undefined ? '–' : kb < 1024 ? `${kb} KB` : `${round(kb / 1024)} MB`);
const rate = (perSecond) => (perSecond >= 1e6 ? `${round(perSecond / 1e6)} M/s` : `${round(perSecond / 1e3)} k/s`);
const onePass = '(one pass over the text)',
  decoding = '(JSON decoding alone)',
  onL = '(parley on L)';

// By set, decision only: parley to every peer, and of XL to L, of T to one pass over the text. `json`, `threads`, `latency`:
// what else has a goal.
export function ratios(results) {
  const out = {},
    json = {},
    threads = {},
    latency = {};
  for (const [set, { peers }] of Object.entries(results.sets)) {
    const { parley, parley_from_strings: strings, cpp_optimised: cpp } = peers;
    if (!parley?.decide_ns) continue;
    out[set] = {};
    for (const [name, peer] of Object.entries(peers))
      if (name !== 'parley' && peer.decide_ns && !name.startsWith('('))
        out[set][`parley/${name}`] = ratioOf(parley.rounds.decide, peer.rounds.decide);
    if (peers.zen?.engine_ns)
      out[set]['parley/zen_engine_time'] = ratioOf(parley.rounds.decide, peers.zen.rounds.engine);
    if (strings?.decide_ns && cpp?.decide_ns)
      out[set]['parley_from_strings/cpp_optimised'] = ratioOf(strings.rounds.decide, cpp.rounds.decide);
    const other = Object.entries(peers)
      .filter(([name, peer]) => peer.decide_ns && !/^(parley|cpp|\()/.test(name))
      .sort(([, a], [, b]) => a.decide_ns - b.decide_ns)[0];
    if (other)
      out[set][`parley/best_that_is_not_cpp (${other[0]})`] = ratioOf(parley.rounds.decide, other[1].rounds.decide);
    if (set === 'T' && peers[onePass]?.decide_ns)
      out[set]['parley/one_pass'] = ratioOf(parley.rounds.decide, peers[onePass].rounds.decide);
    if (peers[onL]?.decide_ns) out[set]['parley/L'] = ratioOf(parley.rounds.decide, peers[onL].rounds.decide);
    if (cpp?.json_ns && parley.json_ns) {
      json[set] = { 'parley/cpp_optimised': ratioOf(parley.rounds.json, cpp.rounds.json) };
      if (peers[decoding]?.json_ns)
        json[set]['parley/(decoding + cpp_optimised decision)'] = ratioOf(
          parley.rounds.json,
          sums(peers[decoding].rounds.json, cpp.rounds.decide),
        );
    }
    for (const [name, peer] of Object.entries({ parley, cpp_optimised: cpp }))
      if (peer?.threads) (threads[set] ??= {})[name] = ratioOf(peer.threads.two, peer.threads.one);
    if (parley.latency)
      latency[set] = {
        'p999/p50': round(parley.latency.every.p999 / parley.latency.every.p50),
        'quiet p999/p50': round(parley.latency.quiet.p999 / parley.latency.quiet.p50),
      };
  }
  return { ...out, json, threads, latency };
}

function table(results, set) {
  const { rules, actions_per_event: actions, compile, cpp, peers } = results.sets[set];
  const parley = peers.parley?.decide_ns;
  const rows = Object.entries(peers).map(([name, peer]) => {
    if (peer.skipped) return `| ${name} | —, ${peer.skipped} | | | | | | | |`;
    const quiet = peer.latency?.quiet,
      every = peer.latency?.every;
    return `| ${[
      name,
      duration(peer.decide_ns),
      parley && peer.decide_ns && name !== 'parley' ? `${round(peer.decide_ns / parley)}` : '',
      duration(peer.json_ns),
      peer.load_ms === undefined ? '–' : duration(peer.load_ms * 1e6),
      memory(peer.memory_kb),
      every ? `${duration(every.p50)} / ${duration(every.p99)} / ${duration(every.p999)}` : '–',
      quiet ? `${duration(quiet.p50)} / ${duration(quiet.p99)} / ${duration(quiet.p999)}` : '–',
      peer.checked === undefined ? '–' : `${peer.checked}${peer.same ? '' : ', then another'}`,
    ].join(' | ')} |`;
  });
  const lines = [
    `### ${set}: ${rules} rules, ${actions} actions an event`,
    '',
    "| peer | decision only | to Parley's | JSON to JSON | load | memory | p50 / p99 / p99.9 | the same, machine quiet | same actions on |",
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows,
    '',
  ];
  const notes = [`Parley compiles it in ${duration(compile.ms * 1e6)} (${memory(compile.peak_kb)} at most)`];
  if (cpp.chain_ms) notes.push(`g++ takes ${duration(cpp.chain_ms * 1e6)} for the chain`);
  const own = peers.parley;
  if (own?.artifact_kb !== undefined)
    notes.push(`artifact ${memory(own.artifact_kb)}, of its load ${duration(own.digest_ms * 1e6)} are the digest`);
  if (own?.allocations)
    notes.push(`allocations an event: ${own.allocations.decide} deciding, ${own.allocations.json} from JSON to JSON`);
  if (own?.threads) {
    const [one, two] = [own.threads.one, own.threads.two].map((all) => rate(median(all)));
    notes.push(`decisions with 1 thread ${one}, with 2 ${two}`);
  }
  if (peers.zen?.engine_ns)
    notes.push(`zen's own account of its time, without its binding: ${duration(peers.zen.engine_ns)}`);
  return [...lines, `${notes.join('; ')}.`, ''].join('\n');
}

function head(results) {
  const { machine } = results;
  return (
    `${results.date.slice(0, 10)}, ${machine.cores} cores, ${machine.cpu}, node ${machine.node}, seed ${results.seed}, ${results.events} events, ` +
    `${results.mode} run, load of the machine ${machine.load.toFixed(1)} before and ${machine.load_after.toFixed(1)} after.\n`
  );
}

// One row a peer, one column a set.
function matrix(title, results, cell) {
  const sets = Object.keys(results.sets);
  const names = [...new Set(sets.flatMap((set) => Object.keys(results.sets[set].peers)))];
  const rows = names
    .map((name) => [name, ...sets.map((set) => cell(results.sets[set].peers[name], set, name))])
    .filter(([, ...cells]) => cells.some((one) => one !== '' && one !== '–'));
  return [
    `| ${title} | ${sets.join(' | ')} |`,
    `|---|${sets.map(() => '---:|').join('')}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}

// Decisions, ratios and loads of all sets.
export function summary(results) {
  const { json, threads, latency, ...decision } = results.ratios;
  const left = new Map();
  const note = (text) => {
    if (!left.has(text)) left.set(text, left.size + 1);
    return `— ${left.get(text)})`;
  };
  const time =
    (key, scale = 1) =>
    (peer) =>
      !peer ? '' : peer.skipped ? note(peer.skipped) : peer[key] === undefined ? '–' : duration(peer[key] * scale);
  const ratio = (peer, set, name) => decision[set]?.[`parley/${name}`] ?? '';
  const further = (name, all, write = (value) => value) =>
    `| ${name} | ${Object.keys(results.sets)
      .map((set) => (all[set] === undefined ? '' : write(all[set])))
      .join(' | ')} |`;
  const first = matrix('decision only', results, time('decide_ns'));
  const loads = matrix('load', results, time('load_ms', 1e6));
  const own = (key) => Object.fromEntries(Object.keys(results.sets).map((set) => [set, decision[set]?.[key]]));
  const parley = (read) =>
    Object.fromEntries(
      Object.entries(results.sets)
        .filter(([, { peers }]) => peers.parley?.decide_ns)
        .map(([set, all]) => [set, read(all)]),
    );
  return [
    head(results),
    first,
    [...left].map(([text, i]) => `${i}) ${text}`).join('; '),
    '',
    matrix('parley / peer', results, ratio).trimEnd(),
    further('parley_from_strings / cpp_optimised', own('parley_from_strings/cpp_optimised')),
    further('parley XL / L', own('parley/L')),
    further('parley / one pass over the text', own('parley/one_pass')),
    further('JSON to JSON: parley / cpp_optimised', json, (one) => one['parley/cpp_optimised']),
    further(
      'JSON to JSON: parley / (decoding + decision of cpp_optimised)',
      json,
      (one) => one['parley/(decoding + cpp_optimised decision)'] ?? '',
    ),
    further('two threads / one', threads, (one) => one.parley),
    further('two threads / one: cpp_optimised', threads, (one) => one.cpp_optimised ?? ''),
    further('p99.9 / median, machine quiet', latency, (one) => one['quiet p999/p50']),
    '',
    loads,
    `| Parley | ${Object.keys(results.sets).join(' | ')} |`,
    `|---|${Object.keys(results.sets)
      .map(() => '---:|')
      .join('')}`,
    further(
      'JSON to JSON',
      parley(({ peers }) => duration(peers.parley.json_ns)),
    ),
    further(
      'compiling',
      parley(({ compile }) => duration(compile.ms * 1e6)),
    ),
    further(
      'compiling, most memory',
      parley(({ compile }) => memory(compile.peak_kb)),
    ),
    further(
      'artifact',
      parley(({ peers }) => memory(peers.parley.artifact_kb)),
    ),
    further(
      'its digest',
      parley(({ peers }) => duration(peers.parley.digest_ms * 1e6)),
    ),
    further(
      'load behind the digest',
      parley(({ peers }) => duration(peers.parley.behind_digest_ms * 1e6)),
    ),
    further(
      'memory',
      parley(({ peers }) => memory(peers.parley.memory_kb)),
    ),
    further(
      'allocations an event, deciding',
      parley(({ peers }) => peers.parley.allocations?.decide ?? ''),
    ),
    further(
      'allocations an event, JSON to JSON',
      parley(({ peers }) => round(peers.parley.allocations?.json ?? 0)),
    ),
    '',
  ].join('\n');
}

export function tables(results) {
  return [summary(results), ...Object.keys(results.sets).map((set) => table(results, set))].join('\n');
}

// node report.mjs RESULTS.json prints them anew.
if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(tables(JSON.parse(readFileSync(process.argv[2], 'utf8'))));
