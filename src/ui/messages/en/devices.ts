import type { devices as source } from '../fr/devices.ts';

export const devices: typeof source = {
  title: 'My devices',
  lead: 'Those on which you signed in with your card. A lost or stolen device is wiped from here.',
  none: 'No device',
  thisOne: 'this device',
  isNew: 'new device',
  newText:
    'A device was registered in your name since you last looked. If that was not you, wipe it and tell the operator.',
  registered: (date) => `registered on ${date}`,
  seen: (moment) => `last contact ${moment}`,
  states: {
    active: 'active',
    expired: 'expired',
    revoked: 'revoked',
    wipeAsked: 'wipe asked for',
    wiped: 'wiped',
  },
  wipeAskedAt: (moment) => `wipe asked for on ${moment}, not confirmed yet`,
  wipedAt: (moment) => `wiped on ${moment}`,
  wipe: 'Wipe remotely',
  wipeTitle: (name) => `Wipe “${name}”?`,
  destroyed:
    'All that this device keeps of yours will be destroyed: your records, your documents, your vault and its keys, your session.',
  unsent: 'What you wrote on it and what was not sent yet will be destroyed too, and lost.',
  when: 'Your sessions on it end at once. The wipe takes place as soon as the device reaches the server, even locked; this list then confirms it. It cannot be called off.',
  others: 'The vaults of other professionals on the same device lose nothing.',
  confirm: 'Wipe this device',
  asked: (name) => `Wipe asked for: ${name}`,
};
