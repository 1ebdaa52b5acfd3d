/** Who may know whom (design, section 2). Each rule was seen red once on a planted violation. */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'decisions-are-pure',
      comment:
        'What decides takes time, ids and answers as arguments; frameworks and drivers stay at the edges.',
      severity: 'error',
      from: {
        path: '^apps/[^/]+/src/[^/]+/',
        pathNot:
          '[.](controller|handler|module|policy|projection|query|adapter|worker|spec)[.]ts$|/testing/|/migrations/',
      },
      to: { path: 'node_modules/(@nestjs/(?!cqrs)|kysely|pg/|@nats-io|undici|@fastify|@aws-sdk)' },
    },
    {
      name: 'slices-meet-at-their-face',
      comment:
        'The face of a folder is the file that has its name; other slices import that file or nothing.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/([^/]+)/([^/]+)/' },
      to: { path: '^apps/[^/]+/src/[^/]+/[^/]+/', pathNot: ['^apps/[^/]+/src/$1/$2/', '/([^/]+)/\\1[.]ts$'] },
    },
    {
      name: 'services-meet-in-contracts',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/[^/]+/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-do-not-know-services',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libs-form-one-chain',
      comment: 'kernel, contracts, event-store, messaging, service-kit: each knows only those before it.',
      severity: 'error',
      from: { path: '^libs/(kernel|contracts|event-store|messaging)/', pathNot: '[.]spec[.]ts$|/testing/' },
      to: {
        path: '^libs/(messaging|service-kit|postiz|vault|media-store|testing|local-servers)/',
        pathNot: '^libs/$1/',
      },
    },
    {
      name: 'contracts-come-before-the-log',
      severity: 'error',
      from: { path: '^libs/(kernel|contracts)/' },
      to: { path: '^libs/event-store/' },
    },
    {
      name: 'kernel-knows-nobody',
      severity: 'error',
      from: { path: '^libs/kernel/' },
      to: { path: '^libs/(?!kernel/)' },
    },
    {
      name: 'postiz-vault-and-media-store-stand-alone',
      severity: 'error',
      from: { path: '^libs/(postiz|vault|media-store)/', pathNot: '[.]spec[.]ts$|/testing/' },
      to: { path: '^(libs|tools)/', pathNot: '^libs/(kernel|postiz|vault|media-store)/' },
    },
    {
      name: 'the-client-stands-alone',
      comment: 'It is published, and knows the services only by their API documents.',
      severity: 'error',
      from: { path: '^libs/client/' },
      to: { path: '^(apps|libs|tools)/', pathNot: '^libs/client/' },
    },
    {
      name: 'the-client-is-for-others',
      comment: 'Were a service to need it, its types could not be made anew without it.',
      severity: 'error',
      from: { path: '^(apps|libs|tools/api-docs)/', pathNot: '^libs/client/' },
      to: { path: '^libs/client/' },
    },
    {
      name: 'testing-stays-in-tests',
      severity: 'error',
      from: { pathNot: '[.]spec[.]ts$|/testing/|^libs/testing/|^(bench|tools|e2e)/' },
      to: { path: '/testing/|^libs/testing/' },
    },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    exclude: { path: '^(apps|libs|tools|bench)/[^/]*/?dist/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['@clipcast/source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
