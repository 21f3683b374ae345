/** Systems and browsers, first match wins. Order matters: Edge and Chrome both say Chrome, iPads say Macintosh. */
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** How the professional's list of devices names this one: «Chrome · Linux». */
export function deviceName(userAgent: string): string {
  const named = (rows: typeof SYSTEMS): string | undefined =>
    rows.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [named(BROWSERS) ?? 'Navigateur', named(SYSTEMS)].filter(Boolean).join(' · ');
}
