import type { DeviceLine } from '#wire/devices.ts';

/** The sentences of `relais devices`. */
export type DevicesMessages = {
  about: string;
  list: string;
  wipe: string;
  revoke: string;
  professional: string;
  device: string;
  none: string;
  wipeAsked: string;
  revoked: string;
  unknown: string;
  badKey: string;
  registered(date: string): string;
  seen(date: string): string;
  states: Readonly<Record<DeviceLine['state'], (date: string) => string>>;
};

export const frenchDevices: DevicesMessages = {
  about: 'les appareils des professionnels',
  list: 'lister les appareils, les derniers enregistrés d’abord : clé, nom, professionnel, dates, état',
  wipe: 'faire effacer un appareil perdu : à son prochain contact il détruit tout ce qu’il contient de son professionnel, y compris ce qui n’a pas été envoyé',
  revoke: 'ne plus admettre un appareil ; ce qu’il contient y reste, scellé',
  professional: 'ceux d’un seul professionnel : son identifiant national',
  device: 'clé de l’appareil, telle que listée',
  none: 'Aucun appareil n’est enregistré.',
  wipeAsked: 'L’effacement est demandé : il aura lieu au prochain contact de l’appareil.',
  revoked: 'L’appareil n’est plus admis.',
  unknown: 'Aucun appareil ne porte cette clé.',
  badKey: 'Une clé compte 43 caractères, comme « devices list » la montre.',
  registered: (date) => `enregistré ${date}`,
  seen: (date) => `dernier contact ${date}`,
  states: {
    active: () => 'actif',
    expired: () => 'expiré',
    revoked: () => 'révoqué',
    wipeAsked: (date) => `effacement demandé ${date}`,
    wiped: (date) => `effacé ${date}`,
  },
};

export const englishDevices: DevicesMessages = {
  about: 'the devices of professionals',
  list: 'list devices, the last registered first: key, name, professional, dates, state',
  wipe: 'have a lost device wiped: at its next contact it destroys all that it holds of its professional, unsent work too',
  revoke: 'let a device in no more; what it holds stays on it, sealed',
  professional: 'those of one professional: their national identifier',
  device: 'key of the device, as listed',
  none: 'No device is registered.',
  wipeAsked: 'The wipe is asked for: it takes place at the next contact of the device.',
  revoked: 'The device is let in no more.',
  unknown: 'No device has this key.',
  badKey: 'A key has 43 characters, as «devices list» shows it.',
  registered: (date) => `registered ${date}`,
  seen: (date) => `last contact ${date}`,
  states: {
    active: () => 'active',
    expired: () => 'expired',
    revoked: () => 'revoked',
    wipeAsked: (date) => `wipe asked ${date}`,
    wiped: (date) => `wiped ${date}`,
  },
};
