// The neutral description of a set, with what the writers of sources ask of it.
import { readFileSync } from 'node:fs';

export function readSet(folder) {
  const set = JSON.parse(readFileSync(`${folder}/set.json`, 'utf8'));
  set.field = Object.fromEntries(set.fields.map((field) => [field.name, field]));
  return set;
}

// A test's values as people write them: names of symbols, words of texts; ranks and numbers stay numbers.
export function valuesOf(set, test) {
  const field = set.field[test.field];
  if (field.type === 'symbol') return test.values.map((value) => field.names[value]);
  if (field.type === 'text') return test.values.map((value) => set.words[value]);
  return test.values;
}

export const quoted = (text) => JSON.stringify(text);

// How languages with ordinary operators write a condition. `words` gives the pieces that differ.
export function expression(set, condition, words) {
  const group = condition.all ?? condition.any;
  if (group) {
    return `(${group.map((child) => expression(set, child, words)).join(condition.all ? words.and : words.or)})`;
  }
  const type = set.field[condition.field].type;
  const subject = words.field(condition.field);
  const values = valuesOf(set, condition).map((value) =>
    typeof value === 'string' ? quoted(value) : words.number ? words.number(value) : String(value),
  );
  const either = (write) => (values.length === 1 ? write(values[0]) : `(${values.map(write).join(words.or)})`);
  if (type === 'boolean') return condition.values[0] ? subject : `${words.not}${subject}`;
  switch (condition.op) {
    case 'is':
      return `${subject} == ${values[0]}`;
    case 'is_not':
      return `${subject} ${words.differs ?? '!='} ${values[0]}`;
    case 'in':
      return words.in ? words.in(subject, values) : either((value) => `${subject} == ${value}`);
    case 'greater':
      return `${subject} > ${values[0]}`;
    case 'at_least':
      return `${subject} >= ${values[0]}`;
    case 'less':
      return `${subject} < ${values[0]}`;
    case 'at_most':
      return `${subject} <= ${values[0]}`;
    case 'between':
      return `(${subject} >= ${values[0]}${words.and}${subject} <= ${values[1]})`;
    case 'contains':
      return either((value) => words.contains(subject, value));
  }
  throw new Error(`no such test: ${condition.op}`);
}

export const ids = (actions) => actions.map((action) => action.id);

// A long chain is cut into pieces that compilers and just-in-time compilers take.
export function pieces(items, size = 200) {
  const out = [];
  for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size));
  return out;
}

// The chain as an index has it: by contact point its branches in order, as [platform, priority above, ids].
export function chainIndex(set) {
  if (set.chain < 0) return null;
  const byPoint = new Map();
  set.rules[set.chain].branches.forEach((branch, order) => {
    const [point, platform, priority] = branch.when.all.map((test) => test.values[0]);
    if (!byPoint.has(point)) byPoint.set(point, []);
    byPoint.get(point).push({ order, platform, priority, ids: ids(branch.actions) });
  });
  return byPoint;
}
