import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A listing of files, with slashes, relative to the root of the repository. Checks read nothing else. */
export interface Repo {
  readonly paths: readonly string[]
  read(path: string): string
}

/** Something that is not as it should be: where, and what to do. */
export interface Finding {
  readonly path: string
  /** Counted from 1. */
  readonly line?: number
  readonly message: string
}

/** A pure function from a listing to what is wrong with it. */
export type Check = (repo: Repo) => readonly Finding[]

/** The files that git tracks, and those that it neither tracks nor ignores. */
export function gitRepo(root: string): Repo {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  const paths = [...new Set(listed.toString().split('\0'))].filter((path) => path && existsSync(join(root, path)))
  return { paths: paths.toSorted(), read: readOnce((path) => readFileSync(join(root, path), 'utf8')) }
}

/** A listing from memory. */
export function memoryRepo(files: Readonly<Record<string, string>>): Repo {
  return {
    paths: Object.keys(files).toSorted(),
    read(path) {
      const text = files[path]
      if (text === undefined) throw new Error(`There is no ${path} in the listing.`)
      return text
    },
  }
}

/** The same listing, where some texts are others. */
export function overlay(repo: Repo, files: Readonly<Record<string, string>>): Repo {
  return {
    paths: [...new Set([...repo.paths, ...Object.keys(files)])].toSorted(),
    read: (path) => files[path] ?? repo.read(path),
  }
}

function readOnce(read: (path: string) => string): (path: string) => string {
  const texts = new Map<string, string>()
  return (path) => {
    const text = texts.get(path) ?? read(path)
    texts.set(path, text)
    return text
  }
}
