import { type Failure, failure, timeoutFailure, tooLarge, unreadable } from '../failure'
import { isLoadFailure } from '../load'
import type { Attempt } from './attempt'
import { tooLargeMessage } from './message'

/** Turns an error into a failure with a text of ours. No text of axios, Node, an interceptor or the answer is in it. */
export function explain(error: unknown, attempt: Attempt): Failure {
  const problem = attempt.cause ?? error
  if (isLoadFailure(problem)) {
    const { type, status, message } = problem
    return failure(type, message, { status, sent: attempt.mayBeSent })
  }
  if (!attempt.wasReached && !attempt.mayBeSent) return stoppedBefore()
  if (attempt.answer !== undefined) return answerLost(attempt.answer?.status)
  const { code, message, syscall, status } = (problem ?? {}) as Record<string, unknown>
  const name = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : ''
  if (name === 'ERR_UPGRADE') return unreadable(attempt.status ?? 0)
  if (name === 'ERR_PROXY_REFUSED') return unreadable(Number(status))
  if (isTlsCode(name)) {
    const text = `통신오류: 서버 인증서를 확인할 수 없습니다: ${name} (the TLS connection failed: ${name})`
    return failure('tls', text, { sent: attempt.mayBeSent })
  }
  if (!attempt.cause && attempt.status !== undefined) {
    const isTooLarge = typeof message === 'string' && message.startsWith(tooLargeMessage)
    return isTooLarge ? tooLarge(attempt.status) : unreadable(attempt.status, true)
  }
  // The `timeout` that the user set on axios. A timeout of the operating system has a `syscall`.
  if ((name === 'ETIMEDOUT' || name === 'ECONNABORTED') && !syscall) return timeoutFailure(attempt.mayBeSent)
  const suffix = name && `: ${name}`
  const text = `통신오류: 서버에 연결하지 못했거나 연결이 끊겼습니다${suffix} (the connection failed${suffix})`
  return failure('conn', text, { sent: wasSent(attempt) })
}

/** A request that ended without an error or an answer. Only user code can cause this: our adapter always gives text. */
export function withoutAnswer(attempt: Attempt, isMocked: boolean): Failure {
  if (!attempt.wasReached && isMocked) return mockWithoutAnswer()
  if (!attempt.wasReached && !attempt.mayBeSent) return stoppedBefore()
  return answerLost(attempt.answer?.status)
}

/** An interceptor or a setting of the user's failed before any adapter was reached. */
function stoppedBefore(): Failure {
  return misused(
    '$http의 인터셉터나 설정이 요청을 보내기 전에 멈췄습니다',
    'an interceptor or a setting of $http stopped the request before it was sent',
  )
}

/** An adapter of the user's gave no answer, or an interceptor failed on an answer or handed none on. */
function answerLost(status = 0): Failure {
  const text =
    '$http의 인터셉터나 어댑터가 응답을 넘겨주지 않았습니다 (an interceptor or the adapter of $http did not hand the answer on)'
  return failure('invalid', text, { httpStatus: status })
}

/** A mocked axios whose `create` returns no instance, or one without methods. */
export function unusableAxios(): Failure {
  return misused(
    'axios로 요청을 보낼 수 없습니다. axios를 모킹했다면 create가 인스턴스를 돌려주게 하세요',
    'axios.create() gave no usable client; if axios is mocked, let create return an instance',
  )
}

/** A mocked axios, or a mocked method of `$http`, that was given no answer. */
function mockWithoutAnswer(): Failure {
  return misused(
    'axios의 응답이 없습니다. axios나 $http를 모킹했다면 응답을 정하세요',
    'axios gave no answer; if axios or $http is mocked, give the mock an answer',
  )
}

/** A mock adapter on `$http` that has no route for the request. */
export function mockWithoutRoute(): Failure {
  return misused(
    '$http의 어댑터에 이 요청의 경로가 없습니다. 모의 응답의 주소와 메서드를 확인하세요',
    'the adapter on $http has no route for this request; check the address and the method of the mocked answer',
  )
}

/** For mistakes in the use of `$http`: nothing was sent, and sending again would not help. */
const misused = (korean: string, english: string) =>
  failure('config', `${korean} (${english})`, { status: 400, sent: false })

/** Whether Node's error code is one of a certificate or a TLS handshake. */
function isTlsCode(code: string): boolean {
  return (
    /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|CRL_)/.test(code) ||
    ['EPROTO', 'HOSTNAME_MISMATCH', 'INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED'].includes(code)
  )
}

function wasSent(attempt: Attempt): boolean {
  // After another adapter had the request, a refused connection of ours proves nothing about what that one sent.
  if (attempt.isUnwatched || !attempt.wasOpened) return attempt.mayBeSent
  return attempt.isConnected || !(attempt.neverConnected || provesNothingSent(attempt.cause))
}

const unreachable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'])

/** Whether the error proves that no byte was sent: name not found, or connection not made. Others count as sent. */
function provesNothingSent(cause: (NodeJS.ErrnoException & { errors?: unknown[] }) | undefined): boolean {
  if (!cause) return false
  // Node tried several addresses: each error has to prove it.
  if (Array.isArray(cause.errors) && cause.errors.length > 0) {
    return cause.errors.every((inner) => provesNothingSent(inner as NodeJS.ErrnoException))
  }
  return cause.syscall === 'getaddrinfo' || cause.syscall === 'connect' || unreachable.has(cause.code ?? '')
}
