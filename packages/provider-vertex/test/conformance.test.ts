import { bearer } from '@llmrr/provider-kit'
import { describeProvider } from '@llmrr/testing'
import { vertex } from '../src/index.ts'

// A planted key stands for a token: where tokens come from is shown in auth.test.ts.
const provider = vertex({ project: 'p1', location: 'global', auth: bearer(undefined, 'GOOGLE_VERTEX_API_KEY') })

describeProvider(provider, { fixtures: new URL('./fixtures/', import.meta.url) })
