import { describeProvider } from '../../src/index.ts'
import { acme } from '../acme/acme.ts'

describeProvider(acme(), { fixtures: new URL('../acme/fixtures/', import.meta.url) })
