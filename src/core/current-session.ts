import { type BootpayCallOptions, type Config, readCallOptions, sameConfig } from './config'
import { refusal } from './error'
import type { ApiRequest } from './request'
import type { Sender, Session } from './send'
import { isUsableToken, type TokenEnvelope } from './token'

/** The current configuration and its token. A call ends under the configuration that it began under. */
export class CurrentSession {
  #session: Session | undefined
  readonly #sender: Sender

  constructor(sender: Sender) {
    this.#sender = sender
  }

  get config(): Config | undefined {
    return this.#session?.config
  }

  /** The same values again change nothing and keep the token. */
  set config(config: Config) {
    if (this.#session && sameConfig(this.#session.config, config)) return
    this.#session = this.#sender.session(config)
  }

  get token(): string | undefined {
    return this.#session?.tokens.peek()
  }

  set token(token: string | undefined) {
    if (token === undefined || token === null || token === '') {
      this.#session?.tokens.clear()
    } else if (isUsableToken(token)) {
      this.#configured('$token').tokens.restore(token)
    } else {
      throw refusal(
        'input',
        '$token',
        '토큰은 공백 없는 ASCII 1~4096자여야 합니다',
        'the token must be 1 to 4096 visible ASCII characters',
      )
    }
  }

  send<Answer>(request: ApiRequest<Answer>, options: BootpayCallOptions | undefined): Promise<Answer> {
    const session = this.#configured(request.name)
    return this.#sender.send(session, request, readCallOptions(request.name, options), traceTo(this.send))
  }

  sendForToken(options: BootpayCallOptions | undefined): Promise<TokenEnvelope> {
    const session = this.#configured('getAccessToken')
    const checked = readCallOptions('getAccessToken', options)
    return this.#sender.sendForToken(session, checked, traceTo(this.sendForToken))
  }

  #configured(method: string): Session {
    if (this.#session) return this.#session
    throw refusal(
      'config',
      method,
      '먼저 Bootpay.setConfig(applicationId, privateKey)를 호출하세요',
      'call Bootpay.setConfig first',
    )
  }
}

/** Stack of the code that called `callee`, for the error. Node formats it only when it is read. */
function traceTo(callee: (...args: any[]) => unknown): { stack?: string } {
  const trace: { stack?: string } = {}
  Error.captureStackTrace?.(trace, callee)
  return trace
}
