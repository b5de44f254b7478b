// One peer's process: a command in, a line of JSON out.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class Late extends Error {}

export class Host {
  // Resolves when the peer is loaded; rejects with Late if that takes longer than the budget.
  static async start([program, ...args], budgetSeconds) {
    const host = new Host();
    host.process = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    host.errors = '';
    host.process.stderr.on('data', (text) => {
      host.errors = (host.errors + text).slice(-2000);
    });
    host.process.stdin.on('error', () => {});
    host.waiting = null;
    host.ended = new Promise((resolve) => host.process.on('close', resolve));
    host.ended.then(() => host.waiting?.reject(new Error(`${program} ${args.join(' ')} ended: ${host.errors}`)));
    createInterface({ input: host.process.stdout }).on('line', (line) => {
      if (line.startsWith('{')) host.waiting?.resolve(JSON.parse(line));
    });
    host.loaded = await host.answer(budgetSeconds);
    return host;
  }

  answer(budgetSeconds) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.process.kill('SIGKILL');
        reject(new Late());
      }, budgetSeconds * 1000);
      const settle = (then) => (value) => {
        clearTimeout(late);
        this.waiting = null;
        then(value);
      };
      this.waiting = { resolve: settle(resolve), reject: settle(reject) };
    });
  }

  ask(command, budgetSeconds = 600) {
    const answer = this.answer(budgetSeconds);
    this.process.stdin.write(`${command}\n`);
    return answer;
  }

  async stop() {
    this.process.stdin.end();
    const kill = setTimeout(() => this.process.kill('SIGKILL'), 2000);
    await this.ended;
    clearTimeout(kill);
  }
}
