import { pieces } from '../brain/tokens.ts'
import { chatRoute } from '../family/chat.ts'
import type { Member } from '../family/member.ts'
import { inspect } from '../http/shape.ts'
import { refuse, type Call, type Reply, type Route } from '../service.ts'
import type { StoredFile } from '../state.ts'
import { failed, xaiWords as words } from './words.ts'

const fileIn = ({ state, params: [id] }: Call): StoredFile =>
  state.files.get(id!) ?? refuse(failed(404, `File ${id} not found.`))

function upload({ form, state }: Call): Reply {
  const file = form?.files.find(({ name }) => name === 'file')
  if (!form || !file) return failed(400, 'Missing field: file')
  if (form.names.at(-1) !== 'file') return failed(400, 'The file must be the last field of the form.')
  const unknown = Object.keys(form.fields).find((name) => !['purpose', 'expires_after'].includes(name))
  if (unknown !== undefined) return failed(400, `Unknown field: ${unknown}`)
  const { purpose = '', expires_after: seconds } = form.fields
  const facts = {
    id: `file_${state.uuid()}`,
    object: 'file',
    bytes: file.bytes.length,
    created_at: state.seconds(),
    expires_at: seconds === undefined ? null : state.seconds() + Number(seconds),
    filename: file.filename,
    purpose,
  }
  state.files.set(facts.id, { bytes: file.bytes, type: file.type, facts })
  return { json: facts }
}

/** The token of a page is the last id on it, also of the last page. */
function list({ state, query }: Call): Reply {
  const all = [...state.files.values()].map(({ facts }) => facts)
  const from = all.findIndex(({ id }) => id === query.get('pagination_token')) + 1
  const data = all.slice(from, from + Number(query.get('limit') ?? 20))
  return { json: { data, pagination_token: data.at(-1)?.id ?? null } }
}

/** Files, tokens and the key. */
export const platformRoutes: readonly Route[] = [
  { method: 'POST', path: '/files', handle: upload },
  { method: 'GET', path: '/files', handle: list },
  { method: 'GET', path: '/files/:id', handle: (call) => ({ json: fileIn(call).facts }) },
  {
    method: 'GET',
    path: '/files/:id/content',
    handle: (call) => ({ bytes: fileIn(call).bytes, type: fileIn(call).type }),
  },
  {
    method: 'DELETE',
    path: '/files/:id',
    handle: (call) => {
      const { id } = fileIn(call).facts
      call.state.files.delete(id)
      return { json: { id, deleted: true } }
    },
  },
  {
    method: 'POST',
    path: '/tokenize-text',
    handle: ({ body }) => {
      const problem = inspect(body, {
        model: { type: 'string', required: true },
        text: { type: 'string', required: true },
      })
      if (problem) refuse(words.problem(problem))
      const token_ids = pieces(body.text).map((string_token, token_id) => ({
        token_id,
        string_token,
        token_bytes: [...Buffer.from(string_token)],
      }))
      return { json: { token_ids } }
    },
  },
  {
    method: 'GET',
    path: '/api-key',
    handle: () => ({
      json: {
        redacted_api_key: 'xai-...ated',
        api_key_id: 'ae1ce841',
        name: 'emulated',
        team_id: 'team-1',
        acls: ['api-key:model:*', 'api-key:endpoint:*'],
        team_blocked: false,
        api_key_blocked: false,
        api_key_disabled: false,
      },
    }),
  },
]

/** `POST /chat/completions`, also for later: an answer that is deferred is there at the second look, and handed out once. */
export function deferrableChat(member: Member): readonly Route[] {
  const chat = chatRoute(member)
  return [
    {
      method: 'POST',
      path: '/chat/completions',
      handle: (call) => {
        if (!call.body?.deferred) return chat(call)
        const reply = chat({ ...call, body: { ...call.body, stream: false } })
        const id = call.state.uuid()
        call.state.stored.set(id, { deferred: reply })
        return { json: { request_id: id } }
      },
    },
    {
      method: 'GET',
      path: '/chat/deferred-completion/:id',
      handle: ({ state, params: [id] }) => {
        const { deferred, seen } = state.stored.get(id!) ?? refuse(failed(404, `Deferred completion ${id} not found.`))
        if (!seen) {
          state.stored.set(id!, { deferred, seen: true })
          return { status: 202, bytes: '', type: 'application/json' }
        }
        state.stored.delete(id!)
        return deferred
      },
    },
  ]
}
