import type { Route } from '../service.ts'

/** The route for a method and path with the values of its `:name` segments. */
export type Find = (method: string, path: string) => { route: Route; params: string[] } | undefined

/** Looks routes up: exact paths in a map, the others one by one. */
export function finder(routes: readonly Route[]): Find {
  const exact = new Map<string, { route: Route; params: string[] }>()
  const patterns: { route: Route; expression: RegExp }[] = []
  for (const route of routes) {
    if (!route.path.includes(':')) exact.set(`${route.method} ${route.path}`, { route, params: [] })
    else patterns.push({ route, expression: new RegExp(`^${route.path.replace(/:\w+/gu, '([^/]+)')}$`, 'u') })
  }
  return (method, path) => {
    const found = exact.get(`${method} ${path}`)
    if (found) return found
    for (const { route, expression } of patterns) {
      const match = route.method === method ? expression.exec(path) : null
      if (match) return { route, params: match.slice(1).map(decodeURIComponent) }
    }
    return undefined
  }
}
