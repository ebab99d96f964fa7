/** Where a project's things lie: two parameters of a path. */
export const place = '/projects/:project/locations/:location'
