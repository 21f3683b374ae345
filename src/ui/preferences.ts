/** What this device remembers of how the screens should look. Nothing of a person stands in it. */
export type Locale = 'fr' | 'en';
export type Theme = 'auto' | 'light' | 'dark';

export interface Preferences {
  readLocale(): Locale;
  writeLocale(locale: Locale): void;
  readTheme(): Theme;
  writeTheme(theme: Theme): void;
}

/** French and the system's theme until chosen otherwise. A storage that refuses (private window) only forgets. */
export function storedPreferences(storage: Pick<Storage, 'getItem' | 'setItem'>): Preferences {
  return {
    readLocale: () => (read(storage, 'relais-locale') === 'en' ? 'en' : 'fr'),
    writeLocale: (locale) => write(storage, 'relais-locale', locale),
    readTheme: () => themeOf(read(storage, 'relais-theme')),
    writeTheme: (theme) => write(storage, 'relais-theme', theme),
  };
}

const themeOf = (text: string | null): Theme => (text === 'light' || text === 'dark' ? text : 'auto');

function read(storage: Pick<Storage, 'getItem'>, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function write(storage: Pick<Storage, 'setItem'>, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // the choice holds until the window closes
  }
}
