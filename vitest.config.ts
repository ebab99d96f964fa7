import { tests } from './tooling/vitest/tests.ts'

export default tests({
  include: [
    '{packages,apps,tooling}/*/test/**/*.test.ts',
    'packages/*/templates/*/test/**/*.test.ts',
    'apps/*/examples/**/*.test.ts',
  ],
  exclude: ['**/*.wire.test.ts', '**/*.interop.test.ts'],
})
