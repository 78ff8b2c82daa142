import { createRequire } from 'node:module'
import { resolve } from 'node:path'

/** Requires what the file of a user in this folder would: the package by its name, from `dist`. */
export const requireAsUser = createRequire(resolve('package.json'))
