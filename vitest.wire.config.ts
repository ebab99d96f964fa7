import { tests } from './tooling/vitest/tests.ts'

export default tests({ include: ['{packages,tooling}/*/test/**/*.wire.test.ts'] })
