import { measureDecisions } from './decisions.ts'
for (const d of await measureDecisions([10, 1000], 15))
  console.log(d.name, d.count, d.us.low.toFixed(2), d.us.median.toFixed(2))
