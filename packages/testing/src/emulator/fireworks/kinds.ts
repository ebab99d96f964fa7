import type { Loose } from '../http/loose.ts'
import { a, type Fields } from '../http/shape.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { refused } from './words.ts'

/** What the platform keeps of one kind, and how it behaves. */
interface Kind {
  /** Field of the query, or of the body, that names a new one. */
  readonly idIn: string
  readonly fields: Fields
  /** What a new one has beside what was asked. */
  readonly made: (body: Loose, call: Call) => Loose
  /** What a look changes. */
  readonly seen?: (one: Loose, call: Call) => void
  readonly verbs?: Readonly<Record<string, (one: Loose, call: Call) => Reply>>
}

/** A JSON reply. */
export const json = (value: Loose): Reply => ({ json: value })
/** Refuses what is not there. */
export const gone = (): never => refuse(refused(404, 5, 'resource not found'))
/** The full name of a thing of this kind. */
export const nameOf = ({ params: [account] }: Call, kind: string, id: string): string =>
  `accounts/${account}/${kind}/${id}`
/** The time as the platform writes it. */
export const now = ({ state }: Call): string => new Date(state.now()).toISOString()

/** Where a running job stands, one step further at each look. */
const steps = ['JOB_STATE_VALIDATING', 'JOB_STATE_RUNNING', 'JOB_STATE_COMPLETED']
function further(job: Loose): boolean {
  const at = steps.indexOf(job.state)
  if (at < 0 || at === steps.length - 1) return false
  job.state = steps[at + 1]
  job.jobProgress = { percent: (at + 1) * 50 }
  return job.state === 'JOB_STATE_COMPLETED'
}

function addressesOf(dataset: Loose, { headers, service }: Call): Reply {
  const at = `http://${headers['host']}/${service.slug}/storage/${dataset.name.split('/').at(-1)}`
  const names = Object.keys(dataset.files ?? {})
  return json({ filenameToSignedUrls: Object.fromEntries(names.map((name) => [name, `${at}/${name}?proof=1`])) })
}

function answerAll(job: Loose, call: Call): void {
  const input = call.state.stored.get(job.inputDatasetId)
  const good: Loose[] = []
  const bad: Loose[] = []
  for (const line of Object.values(input.files as Record<string, string>)
    .join('')
    .split('\n')
    .filter(Boolean)) {
    const { custom_id, body } = JSON.parse(line)
    const reply = call.run('POST', '/inference/v1/chat/completions', { ...body, model: job.model, stream: false })
    const answer = 'json' in reply ? reply.json : null
    if ((reply.status ?? 200) < 400) good.push({ custom_id, response: answer })
    else bad.push({ custom_id, error: answer?.error })
  }
  const text = (entries: readonly Loose[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  const files = { 'BIJOutputSet.jsonl': text(good), 'error-data': text(bad) }
  call.state.stored.set(job.outputDatasetId, {
    name: job.outputDatasetId,
    state: 'READY',
    createTime: now(call),
    files,
  })
}

const tuning: Fields = {
  dataset: { type: 'string', required: true },
  displayName: a.string,
  evaluationDataset: a.string,
  wandbConfig: a.object,
}
const training: Fields = {
  outputModel: a.string,
  baseModel: a.string,
  warmStartFrom: a.string,
  batchSize: a.integer,
  earlyStop: a.boolean,
  epochs: a.integer,
  gradientAccumulationSteps: a.integer,
  jinjaTemplate: a.string,
  learningRate: a.number,
  learningRateWarmupSteps: a.integer,
  loraRank: a.integer,
  maxContextLength: a.integer,
}
const tuned = (body: Loose, call: Call): Loose => {
  const model = (body.trainingConfig ?? body).outputModel ?? nameOf(call, 'models', call.state.id('tuned-', 8))
  if (!call.state.stored.has(body.dataset)) refuse(refused(400, 3, `dataset ${body.dataset} not found`))
  return {
    state: steps[0],
    ...(body.trainingConfig
      ? { trainingConfig: { ...body.trainingConfig, outputModel: model } }
      : { outputModel: model }),
    estimatedCost: { currencyCode: 'USD', units: '2', nanos: 500_000_000 },
  }
}

/** The kinds of things that the platform keeps, by the name in the path. */
export const kinds: Readonly<Record<string, Kind>> = {
  datasets: {
    idIn: 'datasetId',
    fields: { datasetId: { type: 'string', required: true }, dataset: { type: 'object', required: true } },
    made: ({ dataset }) => {
      if (dataset.exampleCount === undefined) refuse(refused(400, 3, 'example_count is required for uploaded datasets'))
      return { ...dataset, state: 'UPLOADING', format: 'FORMAT_UNSPECIFIED' }
    },
    verbs: {
      upload: (one, { form, state }) => {
        const file = form?.files.find(({ name }) => name === 'file')
        if (!file) return refused(400, 3, 'file is required')
        Object.assign(one, { state: 'READY', files: { [file.filename]: file.bytes.toString() } })
        return json({
          id: one.name,
          object: 'file',
          purpose: 'dataset',
          bytes: file.bytes.length,
          filename: file.filename,
          created_at: state.seconds(),
        })
      },
      getDownloadEndpoint: addressesOf,
    },
  },
  batchInferenceJobs: {
    idIn: 'batchInferenceJobId',
    fields: {
      model: { type: 'string', required: true },
      inputDatasetId: { type: 'string', required: true },
      outputDatasetId: a.string,
      displayName: a.string,
      inferenceParameters: a.object,
      precision: a.string,
      systemPrompt: a.string,
    },
    made: ({ inputDatasetId, outputDatasetId }, call) => {
      if (call.state.stored.get(inputDatasetId)?.state !== 'READY')
        refuse(refused(400, 9, `dataset ${inputDatasetId} is not ready`))
      return { state: steps[0], outputDatasetId: outputDatasetId ?? nameOf(call, 'datasets', call.state.id('bij-', 8)) }
    },
    seen: (job, call) => {
      if (further(job)) answerAll(job, call)
    },
  },
  supervisedFineTuningJobs: {
    idIn: 'supervisedFineTuningJobId',
    fields: { ...tuning, ...training },
    made: tuned,
    seen: further,
  },
  dpoJobs: {
    idIn: 'dpoJobId',
    fields: { ...tuning, lossConfig: a.object, trainingConfig: { type: 'object', required: true, fields: training } },
    made: tuned,
    seen: further,
  },
  reinforcementFineTuningJobs: {
    idIn: 'reinforcementFineTuningJobId',
    fields: {
      ...tuning,
      evaluator: { type: 'string', required: true },
      chunkSize: a.integer,
      inferenceParameters: a.object,
      lossConfig: a.object,
      trainingConfig: { type: 'object', required: true, fields: training },
    },
    made: tuned,
    seen: further,
    verbs: { cancel: (job) => json(Object.assign(job, { state: 'JOB_STATE_CANCELLED' })) },
  },
  deployments: {
    idIn: 'deploymentId',
    fields: {
      baseModel: { type: 'string', required: true },
      displayName: a.string,
      minReplicaCount: a.integer,
      maxReplicaCount: a.integer,
      acceleratorType: a.string,
      acceleratorCount: a.integer,
      autoscalingPolicy: a.object,
      deploymentShape: a.string,
      enableAddons: a.boolean,
      precision: a.string,
      region: a.string,
    },
    made: ({ minReplicaCount = 0 }) => ({ state: 'READY', replicaCount: minReplicaCount }),
    verbs: {
      scale: (one, { body }) => json(Object.assign(one, { replicaCount: body.replicaCount }) && {}),
      undelete: (one) => json(Object.assign(one, { state: 'READY' })),
    },
  },
  deployedModels: {
    idIn: 'deployedModelId',
    fields: {
      model: { type: 'string', required: true },
      deployment: a.string,
      displayName: a.string,
      public: a.boolean,
    },
    made: () => ({ state: 'DEPLOYED' }),
  },
  models: {
    idIn: 'modelId',
    fields: { modelId: { type: 'string', required: true }, model: a.object },
    made: ({ model }) => ({ ...model, state: 'UPLOADING' }),
    verbs: {
      getUploadEndpoint: (one, { body }) => {
        const names = Object.keys(body.filenameToSize ?? {})
        return json({
          filenameToSignedUrls: Object.fromEntries(
            names.map((name) => [name, `https://example.com/${one.name}/${name}`]),
          ),
        })
      },
      validateUpload: (one) => json(Object.assign(one, { state: 'READY' }) && {}),
    },
  },
}
