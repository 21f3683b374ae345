import type { Texts } from '../fr.ts';

export const install: Texts['install'] = {
  title: 'Install Relais on this device',
  text: 'It then opens like an app, without a network too, and receives the files that other apps share.',
  accept: 'Install',
  later: 'Do not offer again',
  laterSaid: 'Noted. You can still install it from “About Relais”.',
  installed: 'Relais is installed on this device.',
  iosTitle: 'Put Relais on the home screen',
  iosSteps: [
    'Tap “Share” (the square with an arrow pointing up).',
    'Scroll, then tap “Add to Home Screen”.',
    'Tap “Add”, then open Relais from its icon.',
  ],
  iosWhy:
    'Without it, Safari may erase what this device keeps after seven days without a visit. The app on the home screen has a vault of its own: first send what is waiting here, then sign in there.',
  isInstalled: 'Relais is open as an app.',
  byMenu: 'The browser’s menu offers “Install” or “Add to Home Screen”, where this browser can.',
};
