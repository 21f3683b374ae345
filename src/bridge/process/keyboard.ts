/** The keys of the terminal, one at a time, not shown. */
export interface Keyboard {
  /** `key` is one character; Enter is '\r', Ctrl-C '\x03', Escape '\x1b', Backspace '\x7f'. Returns the way to stop. */
  onKey(listener: (key: string) => void): () => void;
  close(): void;
}

/** Raw mode: what is typed appears nowhere. A sequence (an arrow, a paste) comes as its characters. */
export function openKeyboard(input: NodeJS.ReadStream): Keyboard {
  const listeners = new Set<(key: string) => void>();
  const onData = (text: string): void => {
    // an arrow or function key is no Escape
    if (text.length > 1 && text.startsWith('\x1b')) return;
    for (const key of text) for (const listener of [...listeners]) listener(key);
  };
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.on('data', onData);
  input.resume();
  return {
    onKey(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
    },
  };
}
