/** When things happened in a page; ms since its navigation started. */
export type PageMarks = {
  /** The passphrase's field could be typed into. */
  locked?: number;
  /** The passphrase was handed in. */
  submitted?: number;
  /** All dossiers were listed. */
  list?: number;
  /** Time inside WebAssembly, which is Argon2id and nothing else; ms. */
  argon2: number;
};

declare global {
  interface Window {
    relaisMarks?: PageMarks;
  }
}

/**
 * Runs in the page before its own scripts and notes when it was ready for what. A mark is set when what it waits for
 * was painted and the page's thread was free again.
 * @param dossiers how many the complete list has
 */
export function watchPage(dossiers: number): void {
  const marks: PageMarks = { argon2: 0 };
  window.relaisMarks = marks;
  const seen = (selector: string): number =>
    Array.from(document.querySelectorAll<HTMLElement>(selector)).filter((one) => one.offsetParent !== null)
      .length;
  const FIELD = 'main input[type=password]:not(:disabled)';
  const noted = new Set<string>();
  const note = (name: 'locked' | 'list', ready: boolean): void => {
    if (!ready || noted.has(name)) return;
    noted.add(name);
    requestAnimationFrame(() => setTimeout(() => (marks[name] = performance.now())));
  };
  new MutationObserver(() => {
    note('locked', seen(FIELD) > 0);
    note('list', seen('main li a[href^="/dossier/"]') >= dossiers);
  }).observe(document, { childList: true, subtree: true, attributes: true });
  document.addEventListener('submit', () => (marks.submitted ??= performance.now()), true);
}

/** Runs in the page before its own scripts: adds up the time that is spent inside WebAssembly. */
export function timeWebAssembly(): void {
  const timed =
    (call: (...given: unknown[]) => unknown) =>
    (...given: unknown[]): unknown => {
      const from = performance.now();
      const result = call(...given);
      if (window.relaisMarks) window.relaisMarks.argon2 += performance.now() - from;
      return result;
    };
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  const timedInstance = async (
    module: WebAssembly.Module,
    imports?: WebAssembly.Imports,
  ): Promise<unknown> => {
    const { exports } = await instantiate(module, imports);
    const entries = Object.entries(exports as Record<string, (...given: unknown[]) => unknown>);
    return {
      exports: Object.fromEntries(
        entries.map(([name, one]) => [name, typeof one === 'function' ? timed(one) : one]),
      ),
    };
  };
  Object.assign(WebAssembly, { instantiate: timedInstance });
}
