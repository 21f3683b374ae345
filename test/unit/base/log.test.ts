import { log } from '#base/log.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => vi.restoreAllMocks());

describe('the log', () => {
  it('keeps the class and the places of an exception, and never its message', () => {
    const lines: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
    log('error', 'unexpected', { error: new TypeError('NIR 150081505104018 of Jean EXEMPLE') });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('TypeError');
    expect(lines[0]).not.toMatch(/150081505104018|EXEMPLE/);
  });
});
