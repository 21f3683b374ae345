export type LogLevel = 'info' | 'warning' | 'error';

/**
 * The one door to the log: one JSON line on stderr (or the browser's console). Of an exception only its class, its code
 * and the places it came through are written: messages may quote data, and no name, NIR or secret may stand in a log.
 */
export function log(level: LogLevel, event: string, facts: Readonly<Record<string, unknown>> = {}): void {
  const safe = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, safeValue(value)]));
  // eslint's no-console stands everywhere but here
  console.error(JSON.stringify({ at: new Date().toISOString(), level, event, ...safe }));
}

function safeValue(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const code = 'code' in value && typeof value.code === 'string' ? value.code : undefined;
  const places = (value.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { class: value.name, code, places: places.slice(0, 8).map((line) => line.trim()) };
}
