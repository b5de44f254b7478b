// The cost of a decision against the number of branches, as SVG, both axes logarithmic. Run by itself it draws the last
// results: node chart.mjs RESULTS.json FILE.svg
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const points = { 'chain-10': 10, 'chain-100': 100, 'chain-1000': 1000, L: 10_000, XL: 100_000 };
const colours = [
  '#4e79a7',
  '#f28e2b',
  '#59a14f',
  '#b07aa1',
  '#76b7b2',
  '#9c755f',
  '#edc948',
  '#86bcb6',
  '#d37295',
  '#8cd17d',
  '#b6992d',
  '#499894',
  '#a0cbe8',
  '#79706e',
];
const width = 960,
  height = 620,
  left = 80,
  right = 210,
  top = 60,
  bottom = 60;

export function chart(results) {
  const series = new Map();
  for (const [set, branches] of Object.entries(points)) {
    for (const [name, peer] of Object.entries(results.sets[set]?.peers ?? {})) {
      if (!peer.decide_ns || name.startsWith('(')) continue;
      if (!series.has(name)) series.set(name, []);
      series.get(name).push([branches, peer.decide_ns]);
    }
  }
  const all = [...series.values()].flat().map(([, ns]) => Math.log10(ns));
  if (!all.length) return '<svg xmlns="http://www.w3.org/2000/svg"/>\n';
  const low = Math.floor(Math.min(...all)),
    high = Math.ceil(Math.max(...all));
  const x = (branches) => left + ((Math.log10(branches) - 1) / 4) * (width - left - right);
  const y = (ns) => height - bottom - ((Math.log10(ns) - low) / (high - low)) * (height - top - bottom);
  const label = (ns) =>
    ns < 1e3 ? `${ns} ns` : ns < 1e6 ? `${ns / 1e3} µs` : ns < 1e9 ? `${ns / 1e6} ms` : `${ns / 1e9} s`;
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${left}" y="26" font-size="16" font-weight="bold">One decision against the number of branches</text>`,
    `<text x="${left}" y="44" fill="#555">a first-match chain beside 20 other rules; ${results.machine.cores} cores, ${results.date.slice(0, 10)}, seed ${results.seed}</text>`,
  ];
  for (let power = low; power <= high; power++) {
    out.push(
      `<line x1="${left}" x2="${width - right}" y1="${y(10 ** power)}" y2="${y(10 ** power)}" stroke="#ddd"/>`,
      `<text x="${left - 8}" y="${y(10 ** power) + 4}" text-anchor="end">${label(10 ** power)}</text>`,
    );
  }
  for (const branches of Object.values(points)) {
    out.push(
      `<text x="${x(branches)}" y="${height - bottom + 20}" text-anchor="middle">${branches.toLocaleString('en')}</text>`,
    );
  }
  out.push(
    `<text x="${(left + width - right) / 2}" y="${height - 14}" text-anchor="middle" fill="#555">branches</text>`,
  );
  // Names stand at the ends of the lines, moved apart where they would touch.
  const ends = [...series].map(([name, line]) => ({ name, line, at: y(line.at(-1)[1]) })).sort((a, b) => a.at - b.at);
  ends.forEach((end, i) => {
    end.label = i ? Math.max(end.at, ends[i - 1].label + 14) : end.at;
  });
  const over = Math.max(0, (ends.at(-1)?.label ?? 0) - (height - bottom));
  for (let i = ends.length - 1, limit = height - bottom; over && i >= 0; i--) {
    ends[i].label = Math.min(ends[i].label, limit);
    limit = ends[i].label - 14;
  }
  let colour = 0;
  ends.sort((a, b) => (a.name === 'parley') - (b.name === 'parley')); // above the others
  for (const { name, line, label: at } of ends) {
    const own = name === 'parley';
    const stroke = own ? '#d62728' : colours[colour++ % colours.length];
    const path = line.map(([branches, ns]) => `${x(branches).toFixed(1)},${y(ns).toFixed(1)}`).join(' ');
    const [lastX, lastY] = [x(line.at(-1)[0]), y(line.at(-1)[1])];
    out.push(
      `<polyline points="${path}" fill="none" stroke="${stroke}" stroke-width="${own ? 4 : 1.6}"${name.endsWith('_indexed') ? ' stroke-dasharray="5 3"' : ''}/>`,
      ...line.map(
        ([branches, ns]) =>
          `<circle cx="${x(branches).toFixed(1)}" cy="${y(ns).toFixed(1)}" r="${own ? 4 : 2.5}" fill="${stroke}"/>`,
      ),
      `<line x1="${lastX + 5}" y1="${lastY}" x2="${width - right + 12}" y2="${at}" stroke="${stroke}" stroke-width="0.6" opacity="0.5"/>`,
      `<text x="${width - right + 16}" y="${at + 4}" fill="${stroke}"${own ? ' font-weight="bold" font-size="15"' : ''}>${name}</text>`,
    );
  }
  return [...out, '</svg>', ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(process.argv[3], chart(JSON.parse(readFileSync(process.argv[2], 'utf8'))));
