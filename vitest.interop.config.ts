import { tests } from './tooling/vitest/tests.ts'

export default tests({ include: ['tooling/interop/test/**/*.interop.test.ts'] })
