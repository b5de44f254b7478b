// A set made ready: its workload, every peer's source, Parley's artifact and the C++ host.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const emitter = fileURLToPath(new URL('../emit/main.mjs', import.meta.url));
const headers = ['event.h', 'rules.h', 'search.h'].map((name) =>
  readFileSync(fileURLToPath(new URL(`../hosts/${name}`, import.meta.url)), 'utf8'),
);

// Compiled once for each text; how long that took is kept beside the object. Returns both.
function compile(source, flags, cache) {
  const hash = createHash('sha256').update(JSON.stringify([readFileSync(source, 'utf8'), headers, flags]));
  const object = `${cache}/${hash.digest('hex')}.o`;
  if (!existsSync(`${object}.ms`)) {
    const begin = performance.now();
    execFileSync('g++', ['-std=c++20', '-O3', ...flags, '-I.', '-c', source, '-o', object], { stdio: 'inherit' });
    writeFileSync(`${object}.ms`, String(performance.now() - begin));
  }
  return { object, ms: Number(readFileSync(`${object}.ms`, 'utf8')) };
}

// `withChain`: whether the chain as people write it is compiled too; without it the host has none.
export function prepare(options, name, withChain) {
  const folder = `${options.work}/${name}`;
  rmSync(`${folder}/cpp`, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tool = (program, ...args) =>
    JSON.parse(execFileSync(`${options.build}/tools/bench/${program}`, args, { encoding: 'utf8' }));
  const workload = tool('bench_workload', name, String(options.seed), String(options.events), folder);
  execFileSync(process.execPath, ['--max-old-space-size=8000', emitter, folder], { stdio: 'inherit' });
  const compiled = tool('bench_parley', 'compile', folder);
  const cpp = { optimised_ms: 0, chain_ms: 0 };
  const objects = [];
  const cache = `${options.work}/objects`;
  mkdirSync(cache, { recursive: true });
  for (const file of readdirSync(`${folder}/cpp`)) {
    const chain = file.startsWith('chain');
    if (chain && !withChain) continue;
    const { object, ms } = compile(`${folder}/cpp/${file}`, chain ? [] : ['-mavx2'], cache);
    objects.push(object);
    cpp[chain ? 'chain_ms' : 'optimised_ms'] += ms;
  }
  const libraries = ['libbench_cpp.a', 'libbench_event.a'].map((one) => `${options.build}/tools/bench/${one}`);
  execFileSync(
    'g++',
    [
      ...objects,
      ...libraries,
      ...(withChain ? [] : ['-Wl,--defsym=_ZN6parley5bench12decide_chainERKNS0_5EventEPj=0']),
      '-lsimdjson',
      '-lhs',
      '-lpthread',
      '-o',
      `${folder}/cpp/host`,
    ],
    { stdio: 'inherit' },
  );
  return { folder, ...workload, compile: compiled, cpp };
}
