// The set in Parley's own language, with its catalog; and for each action what the wire says of it, so that other
// hosts can write the same answer.
import { mkdirSync, writeFileSync } from 'node:fs';
import { quoted, valuesOf } from './set.mjs';

const fieldIds = {
  contact_point: 'conversation.contact_point',
  platform: 'conversation.platform',
  priority: 'conversation.priority',
  customer_tier: 'conversation.customer_tier',
  message_text: 'context.message.text',
  queue: 'conversation.queue',
  estimated_wait_seconds: 'workload.estimated_wait',
  agents_available: 'workload.agents_available',
  is_business_hours: 'conversation.is_business_hours',
  language: 'conversation.language',
  hours_since_last_conversation: 'conversation.hours_since_last_conversation',
  attempts: 'conversation.attempts',
};
const members = { add_tag: 'tag', send_to_queue: 'queue', set_priority: 'priority', send_message: 'text' };

function operand(set, test, value) {
  const field = set.field[test.field];
  if (test.field === 'estimated_wait_seconds') return `${value} seconds`;
  if (field.type === 'rank') return field.names[value];
  return typeof value === 'string' ? quoted(value) : String(value);
}

function writeTest(set, test) {
  const subject = fieldIds[test.field];
  const values = valuesOf(set, test).map((value) => operand(set, test, value));
  if (set.field[test.field].type === 'boolean') return test.values[0] ? subject : `not ${subject}`;
  switch (test.op) {
    case 'is':
      return `${subject} is ${values[0]}`;
    case 'is_not':
      return `${subject} is not ${values[0]}`;
    case 'in':
      return `${subject} in [${values.join(', ')}]`;
    case 'greater':
      return `${subject} > ${values[0]}`;
    case 'at_least':
      return `${subject} >= ${values[0]}`;
    case 'less':
      return `${subject} < ${values[0]}`;
    case 'at_most':
      return `${subject} <= ${values[0]}`;
    case 'between':
      return `${subject} between ${values[0]} and ${values[1]}`;
    case 'contains':
      return values.length === 1
        ? `${subject} contains ${values[0]}`
        : `${subject} contains any of [${values.join(', ')}]`;
  }
}

function writeCondition(set, condition) {
  const group = condition.all ?? condition.any;
  if (!group) return writeTest(set, condition);
  return `${condition.all ? 'all' : 'any'} { ${group.map((child) => writeCondition(set, child)).join('  ')} }`;
}

export function writeParley(set, folder) {
  const lines = [`ruleset "Benchmark ${set.name}"`, ''];
  const snippets = [];
  const add = (rule, actions, indent) => {
    for (const { id, kind, value } of actions) {
      lines.push(`${indent}${kind} ${quoted(value)}`);
      snippets[id] =
        `{"action":${quoted(kind)},${quoted(members[kind])}:${quoted(value)},"rule":${quoted(rule.name)},` +
        `"at":"rules.parley:${lines.length}"}`;
    }
  };
  for (const rule of set.rules) {
    lines.push(`rule ${quoted(rule.name)}`, '    on starting', '{');
    add(rule, rule.always, '    ');
    rule.branches.forEach((branch, i) => {
      lines.push(`    ${i === 0 ? 'if' : 'else if'} ${writeCondition(set, branch.when)} {`);
      add(rule, branch.actions, '        ');
      lines.push('    }');
    });
    if (rule.otherwise.length) {
      lines.push('    else {');
      add(rule, rule.otherwise, '        ');
      lines.push('    }');
    }
    lines.push('}', '');
  }
  const names = (field) => set.field[field].names.map(quoted).join(', ');
  const catalog = [
    'company: Acme',
    'time_zone: Europe/London',
    `queues: [${names('queue')}]`,
    `contact_points: [${names('contact_point')}]`,
    `platforms: [${names('platform')}]`,
    'fields:',
    `  conversation.customer_tier: {type: choice, values: [${names('customer_tier')}], ordered: true}`,
    '  conversation.is_business_hours: {type: boolean}',
    '  conversation.hours_since_last_conversation: {type: integer}',
    '  conversation.attempts: {type: integer}',
    '',
  ];
  mkdirSync(`${folder}/parley/rules`, { recursive: true });
  writeFileSync(`${folder}/parley/rules/rules.parley`, lines.join('\n'));
  writeFileSync(`${folder}/parley/catalog.yaml`, catalog.join('\n'));
  writeFileSync(`${folder}/snippets.txt`, snippets.join('\n') + '\n');
}
