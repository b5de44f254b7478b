// The set as a person would write it in JavaScript and in Lua: chains of if and else if, and for the long chain also a
// table by contact point.
import { writeFileSync } from 'node:fs';
import { chainIndex, expression, ids, pieces, quoted } from './set.mjs';

const javascript = {
  field: (name) => `e.${name}`,
  and: ' && ',
  or: ' || ',
  not: '!',
  differs: '!==',
  contains: (subject, value) => `${subject}.includes(${value})`,
};
const lua = {
  field: (name) => `e.${name}`,
  and: ' and ',
  or: ' or ',
  not: 'not ',
  differs: '~=',
  contains: (subject, value) => `find(${subject}, ${value}, 1, true)`,
};

function javascriptRules(set, indexed) {
  const test = (condition) => expression(set, condition, javascript).replaceAll(' == ', ' === ');
  const put = (actions) =>
    ids(actions)
      .map((id) => `out[n++] = ${id};`)
      .join(' ');
  const code = [],
    body = [];
  const index = indexed && chainIndex(set);
  set.rules.forEach((rule, number) => {
    body.push(put(rule.always));
    if (number !== set.chain) {
      rule.branches.forEach((branch, i) =>
        body.push(`${i ? 'else ' : ''}if (${test(branch.when)}) { ${put(branch.actions)} }`),
      );
      if (rule.otherwise.length) body.push(`else { ${put(rule.otherwise)} }`);
      return;
    }
    if (index) {
      const platforms = set.field.platform.names,
        points = set.field.contact_point.names;
      code.push(
        `const chain = new Map([${[...index]
          .map(
            ([point, list]) =>
              `[${quoted(points[point])},[${list.map(
                (b) => `{platform:${quoted(platforms[b.platform])},priority:${b.priority},id:${b.ids[0]}}`,
              )}]]`,
          )
          .join(',\n')}]);`,
      );
      code.push(`function chained(e) { const list = chain.get(e.contact_point); if (list !== undefined)
  for (let i = 0; i < list.length; i++) { const b = list[i]; if (e.platform === b.platform && e.priority > b.priority) return b.id; }
  return -1; }`);
    } else {
      const parts = pieces(rule.branches);
      parts.forEach((part, i) =>
        code.push(
          `function part${i}(e) {\n${part
            .map((branch) => `if (${test(branch.when)}) return ${ids(branch.actions)[0]};`)
            .join('\n')}\nreturn -1; }`,
        ),
      );
      code.push(`const parts = [${parts.map((_, i) => `part${i}`)}];
function chained(e) { for (let i = 0; i < parts.length; i++) { const id = parts[i](e); if (id >= 0) return id; } return -1; }`);
    }
    body.push(`{ const id = chained(e); if (id >= 0) out[n++] = id; else { ${put(rule.otherwise)} } }`);
  });
  // Rules in functions of a handful, since a large function is not optimised.
  const functions = [];
  let current = [];
  for (const line of body) {
    if (!line) continue;
    if (current.length > 30 && !line.startsWith('else')) {
      functions.push(current);
      current = [];
    }
    current.push(line);
  }
  functions.push(current);
  functions.forEach((lines, i) => code.push(`function rules${i}(e, out, n) {\n${lines.join('\n')}\nreturn n; }`));
  code.push(
    `export function decide(e, out) { let n = 0;\n${functions.map((_, i) => `n = rules${i}(e, out, n);`).join('\n')}\nreturn n; }`,
  );
  return code.join('\n') + '\n';
}

function luaRules(set, indexed) {
  const test = (condition) => expression(set, condition, lua);
  const put = (actions) =>
    ids(actions)
      .map((id) => `n = n + 1 out[n] = ${id}`)
      .join(' ');
  const code = ['local find = string.find'],
    functions = [];
  let current = [];
  const index = indexed && chainIndex(set);
  set.rules.forEach((rule, number) => {
    const body = [put(rule.always)];
    if (number !== set.chain) {
      rule.branches.forEach((branch, i) =>
        body.push(`${i ? 'else' : ''}if ${test(branch.when)} then ${put(branch.actions)}`),
      );
      if (rule.otherwise.length) body.push(`else ${put(rule.otherwise)}`);
      if (rule.branches.length) body.push('end');
    } else {
      if (index) {
        const platforms = set.field.platform.names,
          points = set.field.contact_point.names;
        code.push('local chain = {}');
        const entries = [...index].map(
          ([point, list]) =>
            `c[${quoted(points[point])}] = {${list.map(
              (b) => `{platform=${quoted(platforms[b.platform])},priority=${b.priority},id=${b.ids[0]}}`,
            )}}`,
        );
        pieces(entries).forEach((part) => code.push(`(function(c)\n${part.join('\n')}\nend)(chain);`));
        code.push(`local function chained(e) local list = chain[e.contact_point]
if list then for i = 1, #list do local b = list[i] if e.platform == b.platform and e.priority > b.priority then return b.id end end end
return -1 end`);
      } else {
        code.push('local parts = {}');
        pieces(rule.branches).forEach((part) =>
          code.push(
            `parts[#parts + 1] = function(e)\n${part
              .map((branch) => `if ${test(branch.when)} then return ${ids(branch.actions)[0]} end`)
              .join('\n')}\nreturn -1 end`,
          ),
        );
        code.push(
          'local function chained(e) for i = 1, #parts do local id = parts[i](e) if id >= 0 then return id end end return -1 end',
        );
      }
      body.push(`local id = chained(e) if id >= 0 then n = n + 1 out[n] = id else ${put(rule.otherwise)} end`);
    }
    current.push(body.filter(Boolean).join('\n'));
    if (current.length >= 10) {
      functions.push(current);
      current = [];
    }
  });
  if (current.length) functions.push(current);
  code.push('local rules = {}');
  functions.forEach((lines) => code.push(`rules[#rules + 1] = function(e, out, n)\n${lines.join('\n')}\nreturn n end`));
  code.push('return function(e, out) local n = 0 for i = 1, #rules do n = rules[i](e, out, n) end return n end');
  return code.join('\n') + '\n';
}

export function writeScripts(set, folder) {
  writeFileSync(`${folder}/rules.mjs`, javascriptRules(set, false));
  writeFileSync(`${folder}/rules.lua`, luaRules(set, false));
  if (set.chain < 0) return;
  writeFileSync(`${folder}/rules_indexed.mjs`, javascriptRules(set, true));
  writeFileSync(`${folder}/rules_indexed.lua`, luaRules(set, true));
}
