import { library } from '../../tooling/tsup/library.ts'

export default library({ entries: ['src/index.ts', 'src/main.ts'] })
