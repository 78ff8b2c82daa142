import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { npm, succeed } from './run'

export const project = resolve(import.meta.dirname, '../..')
export const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
export const lockfile = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8'))

export interface Installed {
  /** What `npm pack` made of the working tree. */
  tarball: string
  /** A folder outside this project, into which the tarball was installed. */
  consumer: string
  /** The package within it. */
  folder: string
}

const prefix = `${manifest.name}-tested-`

/** The working tree, packed and installed; once for all test files, for as long as no file changes. */
export async function installed(): Promise<Installed> {
  const files = await trackedFiles()
  const work = join(tmpdir(), `${prefix}${digest(files)}`)
  const tarball = join(work, `${manifest.name}-${manifest.version}.tgz`)
  const consumer = join(work, 'consumer')
  const done = join(work, 'done')
  mkdirSync(work, { recursive: true })
  while (!existsSync(done)) {
    const release = lock(join(work, 'lock'))
    if (!release) await sleep(100)
    else {
      try {
        if (existsSync(done)) break
        removeUnused()
        await pack(files, work)
        await install(tarball, consumer)
        writeFileSync(done, '')
      } finally {
        release()
      }
    }
  }
  // When it was last used.
  utimesSync(done, new Date(), new Date())
  return { tarball, consumer, folder: join(consumer, 'node_modules', manifest.name) }
}

/** Removes what trees of the past left here. Another checkout may be using its own at this moment. */
function removeUnused() {
  const hoursAgo = Date.now() - 3 * 3_600_000
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const work = join(tmpdir(), name)
    const used = statSync(join(work, 'done'), { throwIfNoEntry: false })
    const made = used ?? statSync(work, { throwIfNoEntry: false })
    if (made && made.mtimeMs < hoursAgo) rmSync(work, { recursive: true, force: true })
  }
}

/** Every file that git has or would take: the tree without what was built or installed. */
async function trackedFiles(): Promise<string[]> {
  const listed = await succeed('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: project,
  })
  return [...new Set(listed.split('\0'))].filter((file) => file && existsSync(join(project, file))).sort()
}

function digest(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(project, file)))
  return hash.digest('hex').slice(0, 16)
}

/** Packs a copy, because the build would take `dist` away from tests that use it meanwhile. */
async function pack(files: string[], work: string) {
  const copy = join(work, 'copy')
  rmSync(copy, { recursive: true, force: true })
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(project, file), join(copy, file))
  }
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'))
  await npm(['pack', '--pack-destination', work], copy)
}

/** A real `npm install` of the tarball; its dependencies are there already, so that no network is needed. */
async function install(tarball: string, consumer: string) {
  rmSync(consumer, { recursive: true, force: true })
  for (const [path, entry] of Object.entries<{ dev?: boolean }>(lockfile.packages)) {
    if (path && !entry.dev) cpSync(join(project, path), join(consumer, path), { recursive: true })
  }
  writeFileSync(join(consumer, 'package.json'), '{ "private": true }')
  await npm(['install', tarball], consumer)
}

/** Takes the lock unless a living process holds it; returns a function that releases it. */
function lock(file: string): (() => void) | undefined {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return () => rmSync(file, { force: true })
  } catch {
    if (!isHeld(file)) rmSync(file, { force: true })
    return undefined
  }
}

function isHeld(file: string): boolean {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    // Written a moment after it was made.
    if (holder > 0) process.kill(holder, 0)
    return true
  } catch {
    return false
  }
}
