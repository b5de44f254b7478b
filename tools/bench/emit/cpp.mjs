// The set in C++: as chains of if and else if over views of texts, and optimised: names as numbers, lists as bit sets, the
// long chain as a table by contact point, words by a vector search (few) or by one pass for all (many).
import { mkdirSync, writeFileSync } from 'node:fs';
import { chainIndex, expression, ids, pieces, quoted } from './set.mjs';

const head = (...files) =>
  files.map((file) => `#include "tools/bench/hosts/${file}"\n`).join('') + '\nnamespace parley::bench {\n\n';
const foot = '\n}  // namespace parley::bench\n';
const put = (actions) =>
  ids(actions)
    .map((id) => `*o++ = ${id};`)
    .join(' ');

function ruleCode(rule, test) {
  const lines = [put(rule.always)];
  rule.branches.forEach((branch, i) =>
    lines.push(`${i ? 'else ' : ''}if (${test(branch.when)}) { ${put(branch.actions)} }`),
  );
  if (rule.otherwise.length) lines.push(`else { ${put(rule.otherwise)} }`);
  return lines.filter(Boolean).join('\n');
}

// Rules in functions of some ten and the chain in pieces, in several files: a compiler takes no long function well.
function writeChain(set, folder) {
  const words = {
    field: (name) => `e.${name}`,
    and: ' && ',
    or: ' || ',
    not: '!',
    contains: (subject, value) => `${subject}.find(${value}sv) != std::string_view::npos`,
  };
  const view = (text) => text.replace(/([!=]= )("(?:[^"\\]|\\.)*")/g, '$1$2sv');
  const test = (condition) => view(expression(set, condition, words));
  const start = head('rules.h') + 'using namespace std::string_view_literals;\n\n';
  const declared = [],
    calls = [],
    files = [];
  const rules = set.rules.map((rule, number) => (number === set.chain ? null : ruleCode(rule, test)));
  const bodies = [];
  for (let i = 0; i < rules.length; i += 10) {
    const name = `rules_${i}`;
    declared.push(`void ${name}(const Event& e, std::uint32_t*& o);`);
    calls.push(`${name}(e, o);`);
    bodies.push(
      `void ${name}(const Event& e, std::uint32_t*& o) {\n${rules
        .slice(i, i + 10)
        .filter(Boolean)
        .join('\n')}\n}\n`,
    );
  }
  for (let i = 0; i < bodies.length; i += 50)
    files.push(start + declared.join('\n') + '\n' + bodies.slice(i, i + 50).join('') + foot);
  if (set.chain >= 0) {
    const chain = set.rules[set.chain];
    const parts = pieces(chain.branches, 50).map((part, i) => {
      declared.push(`std::int64_t part_${i}(const Event& e);`);
      return `std::int64_t part_${i}(const Event& e) {\n${part
        .map((branch, k) => `${k ? 'else ' : ''}if (${test(branch.when)}) return ${ids(branch.actions)[0]};`)
        .join('\n')}\nreturn -1;\n}\n`;
    });
    for (let i = 0; i < parts.length; i += 50) files.push(start + parts.slice(i, i + 50).join('') + foot);
    declared.push(
      `using Part = std::int64_t (*)(const Event&);\nconstexpr Part parts[] = {${parts.map((_, i) => `part_${i}`)}};`,
    );
    calls.push(`{ std::int64_t id = -1; for (const Part part : parts) if ((id = part(e)) >= 0) break;
if (id >= 0) *o++ = static_cast<std::uint32_t>(id); else { ${put(chain.otherwise)} } }`);
  }
  files.push(`${start}${declared.join('\n')}
std::size_t decide_chain(const Event& e, std::uint32_t* out) {
std::uint32_t* o = out;
${calls.join('\n')}
return static_cast<std::size_t>(o - out);
}
${foot}`);
  files.forEach((text, i) => writeFileSync(`${folder}/cpp/chain_${i}.cpp`, text));
}

// By set, as measured: with few rules a name is compared faster than it is looked up.
export const matcherOf = (set) => (set.rules.length <= 10 ? 'search' : 'pass');

function bitSet(values) {
  return `0x${values.reduce((all, value) => all | (1n << BigInt(value)), 0n).toString(16)}u`;
}

function optimisedTest(set, condition, matcher) {
  const group = condition.all ?? condition.any;
  if (group) {
    // Cheap tests first: they have no effects, so their order is free.
    const cost = (child) =>
      (child.all ?? child.any)?.reduce((sum, one) => sum + cost(one), 2) ??
      (child.field === 'message_text' && matcher === 'search' ? 20 * child.values.length : 1);
    const children = [...group].sort((a, b) => cost(a) - cost(b)).map((child) => optimisedTest(set, child, matcher));
    return `(${children.join(condition.all ? ' && ' : ' || ')})`;
  }
  const type = set.field[condition.field].type;
  if (type === 'text') {
    if (matcher === 'search')
      return `(${condition.values.map((word) => `contains(e.message_text, ${quoted(set.words[word])}sv)`).join(' || ')})`;
    return `(words & ${bitSet(condition.values)}) != 0`;
  }
  if (type === 'symbol' && matcher !== 'search') {
    const name = `n.${condition.field}`;
    if (condition.op === 'in') return `one_of(${bitSet(condition.values)}, ${name})`;
    return `${name} ${condition.op === 'is' ? '==' : '!='} ${condition.values[0]}u`;
  }
  const plain = expression(set, condition, { field: (name) => `e.${name}`, and: ' && ', or: ' || ', not: '!' });
  return type === 'symbol' ? plain.replace(/([!=]= )("[^"]*")/g, '$1$2sv') : plain;
}

// Rules of one branch that asks for words, perhaps beside one other test: from the words found to the rules.
function isTopics(set) {
  return (
    set.rules.length > 500 &&
    set.rules.every((rule) => rule.branches.length === 1 && !rule.always.length && !rule.otherwise.length)
  );
}
const isText = (condition) => condition.field === 'message_text';
const textTest = (rule) =>
  isText(rule.branches[0].when) ? rule.branches[0].when : rule.branches[0].when.all.find(isText);

function topicsCode(set) {
  const cases = set.rules.map((rule, number) => {
    const rest = isText(rule.branches[0].when) ? [] : rule.branches[0].when.all.filter((test) => !isText(test));
    const test = rest.map((one) => optimisedTest(set, one, 'pass')).join(' && ');
    return `case ${number}: ${test ? `if (${test}) ` : ''}{ ${put(rule.branches[0].actions)} } break;`;
  });
  return `const std::uint32_t round = ++l.round;
l.candidates.clear();
l.pass.run(e.message_text, [&](std::uint32_t word) {
  for (std::uint32_t i = l.topic_begin[word]; i < l.topic_begin[word + 1]; ++i)
    if (l.seen[l.topics[i]] != round) { l.seen[l.topics[i]] = round; l.candidates.push_back(l.topics[i]); }
});
std::ranges::sort(l.candidates);
for (const std::uint32_t rule : l.candidates) switch (rule) {
${cases.join('\n')}
}
`;
}

function writeOptimised(set, folder) {
  const matcher = matcherOf(set);
  const test = (condition) => optimisedTest(set, condition, matcher);
  let body;
  if (isTopics(set)) {
    body = topicsCode(set);
  } else {
    body =
      matcher === 'search'
        ? ''
        : 'std::uint64_t words = 0;\nl.pass.run(e.message_text, [&](std::uint32_t word) { words |= std::uint64_t{1} << word; });\n';
    set.rules.forEach((rule, number) => {
      if (number !== set.chain) {
        body += ruleCode(rule, test) + '\n';
        return;
      }
      body += `${put(rule.always)}
if (const std::int64_t id = l.chained(e, n); id >= 0) *o++ = static_cast<std::uint32_t>(id);
else { ${put(rule.otherwise)} }\n`;
    });
  }
  writeFileSync(
    `${folder}/cpp/optimised.cpp`,
    `#include <algorithm>\n\n${head('rules.h')}using namespace std::string_view_literals;
const bool needs_symbols = ${matcher !== 'search'};
std::size_t decide_optimised([[maybe_unused]] Lookup& l, const Event& e, [[maybe_unused]] const Symbols& n, std::uint32_t* out) {
std::uint32_t* o = out;
${body}return static_cast<std::size_t>(o - out);
}
${foot}`,
  );
}

// Lists, each behind its length: names of four fields, words, chain by contact point, topics by word.
function writeLookup(set, folder) {
  const lines = [];
  const list = (items) => lines.push(String(items.length), ...items);
  for (const field of ['contact_point', 'platform', 'queue', 'language']) list(set.field[field].names);
  list(set.words);
  const index = chainIndex(set);
  const entries = [];
  set.field.contact_point.names.forEach((_, point) => {
    for (const b of index?.get(point) ?? []) entries.push(`${point} ${b.platform} ${b.priority} ${b.ids[0]}`);
  });
  list(entries);
  const topics = [];
  if (isTopics(set)) {
    const byWord = set.words.map(() => []);
    set.rules.forEach((rule, number) => textTest(rule).values.forEach((word) => byWord[word].push(number)));
    byWord.forEach((rules, word) => rules.forEach((rule) => topics.push(`${word} ${rule}`)));
  }
  list(topics);
  writeFileSync(`${folder}/lookup.txt`, lines.join('\n') + '\n');
}

export function writeCpp(set, folder) {
  mkdirSync(`${folder}/cpp`, { recursive: true });
  writeChain(set, folder);
  writeOptimised(set, folder);
  writeLookup(set, folder);
}
