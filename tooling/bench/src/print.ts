import { holds } from './budgets.ts'
import { pairedRatio, summarise } from './statistics.ts'
import type { Budget } from './budgets.ts'
import type { Measured } from './rounds.ts'
import type { Summary } from './statistics.ts'

/** Rows in columns, the first to the left, the others to the right. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return (
    rows
      .map((row) =>
        row
          .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
          .join('  ')
          .trimEnd(),
      )
      .join('\n') + '\n'
  )
}

const figure = ({ median, low, high }: Summary, digits: number): string =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}-${high.toFixed(digits)})`

/** Contenders with CPU, wall and ratios to the first. */
export function contenders(title: string, results: ReadonlyMap<string, Measured>, unit: string, digits = 1): string {
  const [base] = results.values()
  const rows = [...results].map(([name, { cpu, wall }]) => [
    name,
    figure(summarise(cpu), digits),
    figure(pairedRatio(cpu, base!.cpu), 2),
    figure(summarise(wall), digits),
    figure(pairedRatio(wall, base!.wall), 2),
  ])
  return `\n${title}\n${columns([['', `CPU us/${unit}`, 'x bare', `wall us/${unit}`, 'x bare'], ...rows])}`
}

/** Each budget with its verdict. */
export function budgetTable(budgets: readonly Budget[]): string {
  const rows = budgets.map((budget) => [
    budget.name,
    `${budget.least ? '>=' : '<='} ${budget.limit} ${budget.unit}`,
    `${+budget.measured.toFixed(2)} ${budget.unit}`,
    holds(budget) ? 'holds' : 'BROKEN',
  ])
  return `\nBudgets\n${columns([['', 'budget', 'measured', ''], ...rows])}`
}
