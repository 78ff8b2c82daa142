// biome-ignore-all assist/source/organizeImports: modules run in the order of their imports.

/*
 * In the ES module build for bundlers this file takes the place of `load.ts`: there only static imports are sure to
 * work. Each is the default import, the object that tools such as nock and OpenTelemetry patch.
 */
import { removeGlobalRequire } from './global-require'
import axios from 'axios'
import crypto from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import zlib from 'node:zlib'
import type * as late from './load'

removeGlobalRequire()

export const loadHttp: typeof late.loadHttp = () => http
export const loadHttps: typeof late.loadHttps = () => https
export const loadNet: typeof late.loadNet = () => net
export const loadTls: typeof late.loadTls = () => tls
export const loadZlib: typeof late.loadZlib = () => zlib
export const loadCrypto: typeof late.loadCrypto = () => crypto
export const loadAxios: typeof late.loadAxios = () => axios

/** A module that cannot be loaded ends the program before any of it runs. */
export const isLoadFailure: typeof late.isLoadFailure = (_error): _error is never => false
