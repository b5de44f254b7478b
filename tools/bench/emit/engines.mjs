// The set for rule engines and expression languages. They say of conditions whether these are true; that of the branches of
// a rule the first one counts is either theirs to say (a decision table whose first row is taken) or their host's.
import { writeFileSync } from 'node:fs';
import { expression, ids, quoted, valuesOf } from './set.mjs';

const isGroup = (condition) => condition.all ?? condition.any;

// CEL, the same for both implementations: numbers are doubles, since that is what JavaScript hands over.
const cel = {
  field: (name) => name,
  and: ' && ',
  or: ' || ',
  not: '!',
  number: (value) => `${value}.0`,
  contains: (subject, value) => `${subject}.contains(${value})`,
  in: (subject, values) => `${subject} in [${values.join(', ')}]`,
};

const cedar = {
  field: (name) => `context.${name}`,
  and: ' && ',
  or: ' || ',
  not: '!',
  contains: (subject, value) => `${subject} like ${quoted(`*${JSON.parse(value)}*`)}`,
  in: (subject, values) => `[${values.join(', ')}].contains(${subject})`,
};

const zen = {
  field: (name) => name,
  and: ' and ',
  or: ' or ',
  not: 'not ',
  contains: (subject, value) => `contains(${subject}, ${value})`,
  in: (subject, values) => `${subject} in [${values.join(', ')}]`,
};

// A decision table for each rule, its first matching row taken; the chain with a column for each field, as such tables are
// written; rules of one branch together in one table that collects.
function zenGraph(set) {
  const nodes = [
    { id: 'in', type: 'inputNode', name: 'in' },
    { id: 'out', type: 'outputNode', name: 'out' },
  ];
  const edges = [];
  const list = (actions) => `[${ids(actions)}]`;
  const table = (id, content) => {
    nodes.push({ id, type: 'decisionTableNode', name: id, content });
    edges.push(
      { id: `a${id}`, type: 'edge', sourceId: 'in', targetId: id },
      { id: `b${id}`, type: 'edge', sourceId: id, targetId: 'out' },
    );
  };
  const single = [];
  set.rules.forEach((rule, number) => {
    if (rule.branches.length === 1 && !rule.always.length && !rule.otherwise.length) {
      single.push(rule);
      return;
    }
    const chain = number === set.chain;
    const inputs = chain
      ? ['contact_point', 'platform', 'priority'].map((field) => ({ id: field, name: field, field }))
      : [{ id: 'when', name: 'when' }];
    const rows = rule.branches.map((branch, i) => {
      const row = { _id: `${number}-${i}`, ids: list(branch.actions) };
      if (!chain) row.when = expression(set, branch.when, zen);
      else
        for (const test of branch.when.all)
          row[test.field] = test.op === 'is' ? quoted(valuesOf(set, test)[0]) : `> ${test.values[0]}`;
      return row;
    });
    if (rule.otherwise.length)
      rows.push({
        _id: `${number}-else`,
        ids: list(rule.otherwise),
        ...Object.fromEntries(inputs.map(({ id }) => [id, ''])),
      });
    table(`r${number}`, {
      hitPolicy: 'first',
      inputs,
      outputs: [{ id: 'ids', name: 'ids', field: `r${number}` }],
      rules: rows,
    });
  });
  if (single.length) {
    table('all', {
      hitPolicy: 'collect',
      outputPath: 'all',
      inputs: [{ id: 'when', name: 'when' }],
      outputs: [{ id: 'ids', name: 'ids', field: 'ids' }],
      rules: single.map((rule, i) => ({
        _id: `s${i}`,
        when: expression(set, rule.branches[0].when, zen),
        ids: list(rule.branches[0].actions),
      })),
    });
  }
  return { nodes, edges };
}

const jsonOperators = {
  greater: 'greaterThan',
  at_least: 'greaterThanInclusive',
  less: 'lessThan',
  at_most: 'lessThanInclusive',
};
function jsonCondition(set, condition) {
  const group = isGroup(condition);
  if (group) return { [condition.all ? 'all' : 'any']: group.map((child) => jsonCondition(set, child)) };
  const fact = condition.field;
  const values = valuesOf(set, condition);
  const test = (operator, value) => ({ fact, operator, value });
  switch (condition.op) {
    case 'is':
      return test('equal', set.field[fact].type === 'boolean' ? Boolean(values[0]) : values[0]);
    case 'is_not':
      return test('notEqual', values[0]);
    case 'in':
      return test('in', values);
    case 'between':
      return { all: [test('greaterThanInclusive', values[0]), test('lessThanInclusive', values[1])] };
    case 'contains':
      return test('includesAny', values);
    default:
      return test(jsonOperators[condition.op], values[0]);
  }
}

const clipsField = (name) => `?${name}`;
function clipsTest(set, condition) {
  const group = isGroup(condition);
  if (group) return `(${condition.all ? 'and' : 'or'} ${group.map((child) => clipsTest(set, child)).join(' ')})`;
  const subject = clipsField(condition.field);
  const values = valuesOf(set, condition).map((value) => (typeof value === 'string' ? quoted(value) : String(value)));
  const either = (write) => (values.length === 1 ? write(values[0]) : `(or ${values.map(write).join(' ')})`);
  if (set.field[condition.field].type === 'boolean') return `(eq ${subject} ${condition.values[0] ? 'TRUE' : 'FALSE'})`;
  switch (condition.op) {
    case 'is':
    case 'in':
      return either((value) => `(eq ${subject} ${value})`);
    case 'is_not':
      return `(neq ${subject} ${values[0]})`;
    case 'between':
      return `(and (>= ${subject} ${values[0]}) (<= ${subject} ${values[1]}))`;
    case 'contains':
      return either((value) => `(str-index ${value} ${subject})`);
    default:
      return `(${{ greater: '>', at_least: '>=', less: '<', at_most: '<=' }[condition.op]} ${subject} ${values[0]})`;
  }
}

// What stands directly in `all` becomes a slot's constraint, which CLIPS shares between rules; the rest is a test.
function clipsRules(set) {
  const out = [`(deftemplate event ${set.fields.map((field) => `(slot ${field.name})`).join(' ')})`];
  set.rules.forEach((rule, number) =>
    rule.branches.forEach((branch, i) => {
      const parts = branch.when.all ?? [branch.when];
      const slots = new Map(),
        tests = [];
      const used = new Set();
      const collect = (condition) =>
        isGroup(condition) ? isGroup(condition).forEach(collect) : used.add(condition.field);
      for (const part of parts) {
        if (isGroup(part) || slots.has(part.field)) {
          tests.push(part);
          collect(part);
          continue;
        }
        const values = valuesOf(set, part).map((value) => (typeof value === 'string' ? quoted(value) : String(value)));
        const boolean = set.field[part.field].type === 'boolean';
        const constraint = boolean
          ? part.values[0]
            ? 'TRUE'
            : 'FALSE'
          : part.op === 'is'
            ? values[0]
            : part.op === 'in'
              ? values.join('|')
              : part.op === 'is_not'
                ? `~${values[0]}`
                : null;
        if (constraint) slots.set(part.field, constraint);
        else {
          slots.set(part.field, `:${clipsTest(set, part)}`);
          used.add(part.field);
        }
      }
      const names = new Set([...slots.keys(), ...used]);
      const pattern = [...names].map((name) => {
        const pieces = [used.has(name) ? clipsField(name) : null, slots.get(name)].filter(Boolean);
        return `(${name} ${pieces.join('&')})`;
      });
      out.push(
        `(defrule r${number}-${i} (event ${pattern.join(' ')})${tests.map((test) => ` (test ${clipsTest(set, test)})`).join('')} => (hit ${number} ${i}))`,
      );
    }),
  );
  return out.join('\n') + '\n';
}

function idLines(set) {
  const lines = [String(set.rules.length)];
  for (const rule of set.rules) {
    lines.push(
      ids(rule.always).join(' '),
      ids(rule.otherwise).join(' '),
      String(rule.branches.length),
      ...rule.branches.map((branch) => ids(branch.actions).join(' ')),
    );
  }
  return lines.join('\n') + '\n';
}

export function writeEngines(set, folder) {
  const branches = (write) => set.rules.map((rule, r) => rule.branches.map((branch, b) => write(branch, r, b)));
  const write = (name, value) =>
    writeFileSync(`${folder}/${name}`, typeof value === 'string' ? value : JSON.stringify(value));
  write('ids.txt', idLines(set));
  write('rules.clp', clipsRules(set));
  write(
    'cel.json',
    branches((branch) => expression(set, branch.when, cel)),
  );
  write(
    'cedar.json',
    Object.fromEntries(
      branches((branch, r, b) => [
        `${r}-${b}`,
        `permit(principal, action, resource) when { ${expression(set, branch.when, cedar)} };`,
      ]).flat(),
    ),
  );
  write('zen.json', zenGraph(set));
  write(
    'json-rules.json',
    branches((branch, rule, b) => {
      const conditions = jsonCondition(set, branch.when);
      return {
        conditions: conditions.all || conditions.any ? conditions : { all: [conditions] },
        event: { type: 'hit', params: { rule, branch: b } },
      };
    }).flat(),
  );
  write('host.json', {
    names: Object.fromEntries(['priority', 'customer_tier'].map((field) => [field, set.field[field].names])),
    rules: set.rules.map((rule) => ({
      always: ids(rule.always),
      otherwise: ids(rule.otherwise),
      branches: rule.branches.map((branch) => ids(branch.actions)),
    })),
  });
}
