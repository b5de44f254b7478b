// node host.mjs PEER FOLDER: serves a peer that lives in node, with the commands of hosts/host.h. What is timed is the
// processor's time of the process, or the time on the wall if that is less: a helper thread of node may add to the former.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { peers } from './peers.mjs';

const [name, folder] = process.argv.slice(2);
const host = JSON.parse(readFileSync(`${folder}/host.json`, 'utf8'));
const ranks = Object.fromEntries(
  Object.entries(host.names).map(([field, names]) => [field, new Map(names.map((one, i) => [one, i]))]),
);

// The wire's form to the flat event that rules written in these languages would look at.
export function flat(event) {
  const { conversation, workload } = event;
  const own = workload[conversation.queue];
  return {
    contact_point: conversation.contact_point,
    platform: conversation.platform,
    priority: ranks.priority.get(conversation.priority),
    customer_tier: ranks.customer_tier.get(conversation.customer_tier),
    message_text: event.context.message.text,
    queue: conversation.queue,
    estimated_wait_seconds: own.estimated_wait,
    agents_available: own.agents_available,
    is_business_hours: conversation.is_business_hours,
    language: conversation.language,
    hours_since_last_conversation: conversation.hours_since_last_conversation,
    attempts: conversation.attempts,
  };
}

const lines = readFileSync(`${folder}/events.jsonl`, 'utf8').split('\n').filter(Boolean);
const bytes = readFileSync(`${folder}/expected.u32`);
const expected = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const events = lines.map((line) => flat(JSON.parse(line)));

globalThis.gc?.();
const memoryBefore = process.memoryUsage().rss;
const loadBegin = performance.now();
const peer = await peers[name](folder, host);
const loaded = { load_ms: performance.now() - loadBegin };
globalThis.gc?.();
loaded.memory_kb = Math.round((process.memoryUsage().rss - memoryBefore) / 1024);

const out = [];
const hashOf = (count) => {
  let hash = 2166136261;
  for (let i = 0; i < count; i++) hash = Math.imul(hash ^ out[i], 16777619);
  return hash >>> 0;
};

const order = Uint32Array.from(events, (_, i) => i);
let state = 1;
function shuffle() {
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const k = Math.floor((state / 4294967296) * (i + 1));
    [order[i], order[k]] = [order[k], order[i]];
  }
}

// Runs a piece of the order; an answer only keeps the work from being left out.
function plain(one) {
  return (begin, end) => {
    let n = 0;
    for (let i = begin; i < end; i++) n += one(order[i]);
    return n;
  };
}
function awaited(one) {
  return async (begin, end) => {
    let n = 0;
    for (let i = begin; i < end; i++) n += await one(order[i]);
    return n;
  };
}

let chunk = { decide: 1, json: 1 };
async function timed(kind, range, limit) {
  let seconds = 0,
    count = 0;
  const start = performance.now();
  while (seconds < limit && performance.now() - start < limit * 4000) {
    shuffle();
    for (let at = 0; at < order.length && seconds < limit;) {
      const end = Math.min(order.length, at + chunk[kind]);
      const cpu = process.cpuUsage(),
        wall = performance.now();
      const answer = range(at, end);
      if (peer.async) await answer;
      const passed =
        Math.min(
          performance.now() - wall,
          peer.worker ? Infinity : 1e-3 * Object.values(process.cpuUsage(cpu)).reduce((a, b) => a + b),
        ) / 1000;
      if (passed < 2e-3) chunk[kind] *= 2;
      seconds += passed;
      count += end - at;
      at = end;
    }
  }
  return { ns: (seconds * 1e9) / count, events: count };
}

const decideOne = (event) => peer.decide(events[event], out);
const write = (id, count) => `{"id":${JSON.stringify(id)},"actions":[${out.slice(0, count)}]}`;
const jsonOne = peer.async
  ? async (event) => {
      const parsed = JSON.parse(lines[event]);
      return write(parsed.id, await peer.decide(flat(parsed), out)).length;
    }
  : (event) => {
      const parsed = JSON.parse(lines[event]);
      return write(parsed.id, peer.decide(flat(parsed), out)).length;
    };
const wrap = peer.async ? awaited : plain;
const ranges = { decide: wrap(decideOne), json: wrap(jsonOne) };

async function check(limit) {
  const start = performance.now();
  let checked = 0;
  for (; checked < events.length && (checked === 0 || performance.now() - start < limit * 1000); checked++) {
    const count = await peer.decide(events[checked], out);
    if (hashOf(count) !== expected[checked]) return { checked, same: false };
  }
  return { checked, same: true };
}

async function latency(limit) {
  const every = [],
    lowest = new Float64Array(events.length).fill(Infinity);
  const start = performance.now();
  let over = false;
  while (!over && every.length < 1 << 20) {
    shuffle();
    for (const event of order) {
      const begin = process.hrtime.bigint();
      const answer = peer.decide(events[event], out);
      if (peer.async) await answer;
      const ns = Number(process.hrtime.bigint() - begin);
      every.push(ns);
      if (ns < lowest[event]) lowest[event] = ns;
      over = performance.now() - start > limit * 1000;
      if (over) break;
    }
  }
  const percentiles = (all) => {
    const sorted = Float64Array.from(all.filter(Number.isFinite)).sort();
    const at = (part) => sorted[Math.floor(part * (sorted.length - 1))];
    return { p50: at(0.5), p99: at(0.99), p999: at(0.999) };
  };
  return { every: percentiles(every), quiet: percentiles(lowest) };
}

console.log(JSON.stringify({ ...loaded, ...peer.loaded }));
for await (const line of createInterface({ input: process.stdin })) {
  const [command, limit] = line.split(' ');
  let answer = {};
  if (command === 'check') answer = await check(Number(limit));
  if (command === 'decide' || command === 'json') {
    answer = await timed(command, ranges[command], Number(limit));
    if (peer.engineTime) answer.engine_ns = peer.engineTime();
  }
  if (command === 'latency') answer = await latency(Number(limit));
  console.log(JSON.stringify(answer));
}
