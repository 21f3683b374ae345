import { machineLine } from '#test/bench/machine.ts';
import { describe, expect, it } from 'vitest';

const machine = {
  cores: 2,
  model: 'EPYC',
  memory: 24 * 2 ** 30,
  node: 'v20.19.0',
  chromium: '150.0.1.2',
  load: 0.25,
};

describe('the line that names the machine', () => {
  it('tells cores, memory, programs and what else was going on', () => {
    expect(machineLine(machine)).toBe(
      '2 cores EPYC, 24.0 GiB memory, Node v20.19.0, Chromium 150.0.1.2, load 0.3 before',
    );
  });

  it('says where there is no Chromium', () => {
    expect(machineLine({ ...machine, chromium: undefined })).toContain('no Chromium');
  });
});
