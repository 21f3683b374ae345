import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Who may import whom (docs/architecture.md). A room may always import itself. */
const ROOMS = {
  base: [],
  domain: ['base'],
  documents: ['domain', 'base'],
  cards: ['domain', 'base'],
  wire: ['domain', 'base', 'server'],
  vault: ['base'],
  store: ['domain', 'wire', 'vault', 'base'],
  sync: ['domain', 'wire', 'base'],
  readers: ['cards', 'wire', 'base'],
  bridge: ['cards', 'wire', 'base'],
  training: ['domain', 'base'],
  ui: ['domain', 'base', 'cards', 'app', 'wire', 'documents', 'demo', 'training'],
  app: [
    'vault',
    'store',
    'sync',
    'readers',
    'cards',
    'documents',
    'domain',
    'wire',
    'base',
    'server',
    'demo',
    'training',
  ],
  server: ['domain', 'documents', 'cards', 'wire', 'base'],
  cli: ['server', 'domain', 'documents', 'cards', 'wire', 'base'],
  demo: ['cards', 'domain', 'base'],
};
const DEMO_BRIDGE = ['demo', 'bridge', 'cards', 'domain', 'wire', 'base'];
const DEMO_SERVER = ['demo', 'server', 'documents', 'cards', 'domain', 'wire', 'base'];

const forbidden = (allowed, room) =>
  Object.keys(ROOMS).filter((other) => other !== room && !allowed.includes(other));

const roomRule = (files, room, allowed) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...forbidden(allowed, room).map((other) => ({
            group: [`#${other}/*`],
            message: `${room} does not import ${other}`,
          })),
          // the browser and the wire's clients take types of the server, and nothing else
          ...(['app', 'ui', 'wire'].includes(room)
            ? [{ group: ['#server/*'], allowTypeImports: true, message: 'only types of the server' }]
            : []),
          { group: ['../../*'], message: 'name the room: #room/file.ts' },
          ...(room === 'store' ? [] : [{ group: ['dexie'], message: 'only store imports dexie' }]),
          ...(room === 'server'
            ? []
            : [
                {
                  group: ['drizzle-orm', 'drizzle-orm/*', '@libsql/*'],
                  message: 'only server reaches the databases',
                },
              ]),
        ],
      },
    ],
  },
});

export default ts.config(
  { ignores: ['build/', 'build-demo/', '.svelte-kit/', 'node_modules/', 'data/', 'drizzle/', 'static/'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node, __DEMO__: 'readonly' },
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // ports are promises by contract, whatever one adapter does
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'svelte/no-at-html-tags': 'error',
      // the app lives at the root of its origin
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // the parser loses types in markup and calls them `any`; svelte-check, which does not, holds them
    files: ['**/*.svelte'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [
        `@typescript-eslint/no-unsafe-${what}`,
        'off',
      ]),
    ),
  },
  ...Object.entries(ROOMS).map(([room, allowed]) =>
    roomRule([`src/${room}/**/*.ts`, `src/${room}/**/*.svelte`], room, allowed),
  ),
  roomRule(['src/demo/server/**/*.ts'], 'demo', DEMO_SERVER),
  roomRule(['src/demo/bridge/**/*.ts'], 'demo', DEMO_BRIDGE),
  { files: ['src/base/log.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "CallExpression[callee.property.name='only']", message: 'no focused test' },
        {
          selector: "CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name='skip']",
          message: 'no skipped test',
        },
      ],
    },
  },
  // checked by a tsconfig of its own, which the type-aware rules do not read
  { files: ['src/service-worker.ts', '**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
);
