import { library } from '../../tooling/tsup/library.ts'

export default library({
  entries: [
    'src/index.ts',
    'src/emulator/index.ts',
    'src/host/index.ts',
    'src/parity/index.ts',
    'src/replay/index.ts',
    'src/support/index.ts',
  ],
})
