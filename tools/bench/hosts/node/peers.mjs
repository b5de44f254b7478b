// Each peer in node: load(folder, host) gives { decide(event, out) }, which writes the ids of the actions to `out` and
// returns how many.
import { readFileSync } from 'node:fs';

const read = (folder, name) => readFileSync(`${folder}/${name}`, 'utf8');

const script = (name) => async (folder) => {
  const { decide } = await import(`${folder}/${name}`);
  return { decide };
};

// The ids of always, of the first branch that is true or of otherwise, for all rules.
function collect(host, taken, out) {
  let n = 0;
  const put = (ids) => {
    for (let i = 0; i < ids.length; i++) out[n++] = ids[i];
  };
  for (let r = 0; r < host.rules.length; r++) {
    const rule = host.rules[r];
    put(rule.always);
    const branch = taken(r);
    put(branch === undefined || branch < 0 ? rule.otherwise : rule.branches[branch]);
  }
  return n;
}

// Each branch is an expression; of a rule they are asked in order until one is true.
const expressions = (compile) => async (folder, host) => {
  const programs = await compile(JSON.parse(read(folder, 'cel.json')));
  const first = (event) => (rule) => {
    const own = programs[rule];
    for (let i = 0; i < own.length; i++) if (own[i](event) === true) return i;
    return -1;
  };
  return { decide: (event, out) => collect(host, first(event), out) };
};

const types = {
  contact_point: 'string',
  platform: 'string',
  message_text: 'string',
  queue: 'string',
  language: 'string',
  priority: 'double',
  customer_tier: 'double',
  estimated_wait_seconds: 'double',
  agents_available: 'double',
  hours_since_last_conversation: 'double',
  attempts: 'double',
  is_business_hours: 'bool',
};

export const peers = {
  node: script('rules.mjs'),
  node_indexed: script('rules_indexed.mjs'),

  cel_js: expressions(async (texts) => {
    const { Environment } = await import('@marcbachmann/cel-js');
    const environment = new Environment();
    for (const [name, type] of Object.entries(types)) environment.registerVariable(name, type);
    return texts.map((rule) => rule.map((text) => environment.parse(text)));
  }),

  cel_bufbuild: expressions(async (texts) => {
    const { celEnv, parse, plan } = await import('@bufbuild/cel');
    const environment = celEnv();
    return texts.map((rule) => rule.map((text) => plan(environment, parse(text))));
  }),

  // All policies that hold are told; of a rule's branches the first of them counts.
  cedar: async (folder, host) => {
    const cedar = (await import('@cedar-policy/cedar-wasm/nodejs')).default;
    const answer = cedar.preparsePolicySet('set', { staticPolicies: JSON.parse(read(folder, 'cedar.json')) });
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
    const entity = (type) => ({ type, id: 'one' });
    const call = {
      principal: entity('Host'),
      action: entity('Action'),
      resource: entity('Conversation'),
      entities: [],
      preparsedPolicySetId: 'set',
      validateRequest: false,
    };
    return {
      decide: (context, out) => {
        const answer = cedar.statefulIsAuthorized({ ...call, context });
        if (answer.type !== 'success') throw new Error(JSON.stringify(answer.errors));
        const taken = new Map();
        for (const id of answer.response.diagnostics.reason) {
          const [rule, branch] = id.split('-').map(Number);
          if (!(taken.get(rule) <= branch)) taken.set(rule, branch);
        }
        return collect(host, (rule) => taken.get(rule), out);
      },
    };
  },

  json_rules_engine: async (folder, host) => {
    const { Engine } = await import('json-rules-engine');
    const engine = new Engine();
    engine.addOperator('includesAny', (text, words) => words.some((word) => text.includes(word)));
    for (const rule of JSON.parse(read(folder, 'json-rules.json'))) engine.addRule(rule);
    return {
      async: true,
      decide: async (facts, out) => {
        const { events } = await engine.run(facts);
        const taken = new Map();
        for (const { params } of events)
          if (!(taken.get(params.rule) <= params.branch)) taken.set(params.rule, params.branch);
        return collect(host, (rule) => taken.get(rule), out);
      },
    };
  },

  // The engine works in threads of its own: the time on the wall counts. It also says itself how long it took.
  zen: async (folder, host) => {
    const { ZenEngine } = await import('@gorules/zen-engine');
    const decision = new ZenEngine().createDecision(JSON.parse(read(folder, 'zen.json')));
    const units = { ns: 1, µs: 1e3, us: 1e3, ms: 1e6, s: 1e9 };
    let time = 0,
      times = 0;
    await decision.evaluate({}).catch(() => {}); // it compiles at the first call
    return {
      async: true,
      worker: true,
      engineTime: () => {
        const mean = time / times;
        time = times = 0;
        return mean;
      },
      decide: async (event, out) => {
        const { result, performance } = await decision.evaluate(event);
        const [, number, unit] = /^([\d.]+)\s*(\S+)$/.exec(performance);
        time += Number(number) * units[unit];
        times++;
        const taken = [];
        for (let r = 0; r < host.rules.length; r++) {
          const own = result[`r${r}`];
          if (host.rules[r].always.length) taken.push(...host.rules[r].always);
          if (own) taken.push(...own);
        }
        for (const row of result.all ?? []) taken.push(...row.ids);
        taken.sort((a, b) => a - b);
        for (let i = 0; i < taken.length; i++) out[i] = taken[i];
        return taken.length;
      },
    };
  },
};
