/**
 * Which folder may import what. docs/adr/0003-rules-that-run.md says why this is checked and not only written down.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'shared-is-pure',
      comment:
        'The rules run in the desktop and in the cloud and must decide alike on both: so they know zod and cborg, and ' +
        'neither Node, nor a database, nor the network. Clock, randomness and hashing come in as arguments.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', '^node_modules/(zod|cborg)/'] },
    },
    {
      name: 'core-knows-no-host',
      comment:
        'The core runs in Electron, behind the browser host and under plain Node in tests: it knows none of them, ' +
        'and speaks to the cloud by HTTP only.',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { path: ['^electron/(?!core/)', '^renderer/', '^cloud/'] },
    },
    {
      name: 'hosts-import-core-and-shared',
      comment:
        'A host starts the core and passes messages. The screens come to it as built files, and what both hosts need ' +
        'belongs in the core. One catalogue has every sentence, also those of menu and boxes, where no page can say them: ' +
        'so the shell reads its own part of it.',
      severity: 'error',
      from: { path: '^electron/(browser-host|shell)' },
      to: { path: ['^renderer/', '^cloud/'], pathNot: '^renderer/locales/[a-z]{2}/shell\\.ts$' },
    },
    {
      name: 'shell-apart-from-browser-host',
      comment: 'They take turns around the same core; one that leaned on the other could not be left out.',
      severity: 'error',
      from: { path: '^electron/shell/' },
      to: { path: '^electron/browser-host' },
    },
    {
      name: 'browser-host-apart-from-shell',
      comment: 'The browser host is there for computers without an Electron executable.',
      severity: 'error',
      from: { path: '^electron/browser-host' },
      to: { path: '^electron/shell/' },
    },
    {
      name: 'renderer-imports-shared-only',
      comment: 'A screen talks to the core through desktop-api alone; nothing of Node is there in a sandboxed window.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^electron/', '^cloud/'] },
    },
    {
      name: 'renderer-without-node',
      comment: 'The window is sandboxed: a Node module would end as an empty object in the bundle.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'ui-without-domain',
      comment: 'renderer/ui holds parts without domain words: what knows boxes or loans lives with its screen.',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/(?!ui/)' },
    },
    {
      name: 'cloud-imports-shared-only',
      comment:
        'The cloud can be replaced by another one that keeps the HTTP contract; so it shares the rules, no more.',
      severity: 'error',
      from: { path: '^cloud/' },
      to: { path: ['^electron/', '^renderer/'] },
    },
    {
      name: 'only-store-knows-sqlite',
      comment: 'One writer, one place for transactions: everybody else asks the store.',
      severity: 'error',
      from: { pathNot: ['^electron/core/store/', '^(test|tools)/', '^node_modules/'] },
      to: { path: '^node_modules/better-sqlite3/' },
    },
    {
      name: 'only-cloud-client-knows-axios',
      comment: 'Replies are parsed, and secrets kept out of errors, where they come in: in one file.',
      severity: 'error',
      from: { pathNot: ['^electron/core/sync/cloud-client\\.ts$', '^(test|tools)/', '^node_modules/'] },
      to: { path: '^node_modules/axios/' },
    },
    {
      name: 'only-csv-lines-know-csv-parse',
      comment:
        'Whatever comes as CSV, start lists and lists of boxes, is cut into cells in one place. Writing CSV takes no ' +
        'library.',
      severity: 'error',
      from: { pathNot: ['^electron/core/csv/', '^(test|tools)/', '^node_modules/'] },
      to: { path: '^node_modules/csv-parse/' },
    },
    {
      name: 'only-cloud-db-knows-postgresql',
      comment: 'The lock order of a command is kept by one folder; a query elsewhere would get round it.',
      severity: 'error',
      from: { pathNot: ['^cloud/db/', '^(test|tools)/', '^node_modules/'] },
      to: { path: '^node_modules/(pg|kysely|@electric-sql/pglite)/' },
    },
    {
      name: 'only-shell-knows-electron',
      comment: 'Outside Electron, importing it tries to download an executable.',
      severity: 'error',
      from: { pathNot: ['^electron/shell/', '^node_modules/'] },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'product-without-test-and-tools',
      comment: 'What is shipped does not lean on what is not.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer|cloud)/' },
      to: { path: '^(test|tools)/' },
    },
    {
      name: 'product-without-dev-dependencies',
      comment: 'They are not installed where the product runs. Electron is what it runs in.',
      severity: 'error',
      from: { path: '^(shared|electron|cloud)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/electron/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing in two files, or a third one is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere would get round every rule above. What ends in ?url is for Vite.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
  ],
  options: {
    // dependency-cruiser reads TypeScript by TypeScript up to version 6, or by swc.
    parser: 'swc',
    doNotFollow: { path: '^node_modules/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
