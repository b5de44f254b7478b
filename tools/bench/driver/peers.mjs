// The peers, and how their processes are started, in the order of the tables. They are asked in it too, so that those
// that goals compare come one behind the other. `json: "ids"`: the answer holds ids alone, so their time from JSON to
// JSON is less than the whole.
import { fileURLToPath } from 'node:url';

const nodeHost = fileURLToPath(new URL('../hosts/node/host.mjs', import.meta.url));

export function peersOf(build, folderOfL) {
  const tool =
    (name, ...args) =>
    (folder) => [`${build}/tools/bench/${name}`, ...args.map((arg) => arg.replace('@', folder))];
  const cpp = (mode) => (folder) => [`${folder}/cpp/host`, mode, folder];
  const node =
    (name, ...flags) =>
    (folder) => [process.execPath, '--expose-gc', '--max-old-space-size=6000', ...flags, nodeHost, name, folder];
  return [
    { name: 'parley', command: tool('bench_parley', 'frame', '@'), threads: true, allocations: true },
    { name: 'parley_from_strings', command: tool('bench_parley', 'strings', '@'), threads: true, noJson: true },
    { name: 'cpp_optimised', command: cpp('optimised'), threads: true },
    { name: 'cpp_optimised_symbols', command: cpp('symbols'), noJson: true },
    { name: '(one pass over the text)', command: cpp('pass'), part: true, noJson: true },
    { name: '(JSON decoding alone)', command: cpp('decode'), part: true, noDecide: true },
    { name: '(parley on L)', command: () => tool('bench_parley', 'frame', '@')(folderOfL), part: true, noJson: true },
    { name: 'cpp_chain', command: cpp('chain'), compiled: true },
    { name: 'luajit', command: tool('bench_luajit', '@', 'rules.lua'), json: 'ids' },
    { name: 'luajit_indexed', command: tool('bench_luajit', '@', 'rules_indexed.lua'), chain: true, json: 'ids' },
    { name: 'lua54', command: tool('bench_lua54', '@', 'rules.lua'), json: 'ids' },
    { name: 'lua54_indexed', command: tool('bench_lua54', '@', 'rules_indexed.lua'), chain: true, json: 'ids' },
    { name: 'node', command: node('node'), json: 'ids' },
    { name: 'node_indexed', command: node('node_indexed'), chain: true, json: 'ids' },
    { name: 'clips', command: tool('bench_clips', '@'), json: 'ids' },
    { name: 'cel_js', command: node('cel_js'), json: 'ids' },
    { name: 'cel_bufbuild', command: node('cel_bufbuild'), json: 'ids' },
    { name: 'zen', command: node('zen'), json: 'ids' },
    // Node 20 may end when it gives up optimised code that has a call into WebAssembly inlined.
    { name: 'cedar', command: node('cedar', '--no-turbo-inline-js-wasm-calls'), json: 'ids' },
    { name: 'json_rules_engine', command: node('json_rules_engine'), json: 'ids' },
  ];
}
