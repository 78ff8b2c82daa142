import { refuse } from '../rules/errors'
import { anything, nested, requiredText, text } from '../rules/fields'
import { maskFields } from '../rules/mask'
import type { Fields, MessageKind, SandboxMessage } from '../rules/shapes'
import { koreanTime } from '../rules/time'
import type { Gateway } from './gateway'

/*
 * Text messages and payment forms by message, which the gateway would send to customers. The sandbox writes them into
 * the books and sends nothing.
 */

/** `POST /push/sms` and `/push/lms`. SDKs wrap the members in `data`, or do not, and one renamed them. */
export function recordText(gateway: Gateway, kind: 'sms' | 'lms', fields: Fields): void {
  const message = Object.hasOwn(fields, 'data') ? nested(fields, 'data') : fields
  const receivers = receiversIn(message, ['rps', 'receive_numbers'])
  if (receivers.length === 0) refuse('missingField', 'rps')
  const body = text(message, 'msg') ?? text(message, 'message')
  if (body === undefined) refuse('missingField', 'msg')
  add(gateway, kind, fields, {
    receivers,
    sender: text(message, 'sp') ?? text(message, 'send_number'),
    subject: text(message, 'sj') ?? text(message, 'subject'),
    message: body,
  })
}

/** `POST /app/rest/remote_form` and `/app/rest/remote_link`: a form or a link to pay at, sent by message. */
export function recordRemote(gateway: Gateway, kind: 'remote_form' | 'remote_link', fields: Fields): void {
  requiredText(fields, 'application_id')
  const form = nested(fields, 'remote_form')
  if (Object.keys(form).length === 0) refuse('missingField', 'remote_form')
  const sms = nested(fields, 'sms_payload')
  add(gateway, kind, fields, {
    receivers: receiversIn(sms, ['rps']),
    sender: text(sms, 'sp'),
    subject: text(form, 'n'),
    message: text(sms, 'msg'),
  })
}

function receiversIn(fields: Fields, names: readonly string[]): string[] {
  for (const name of names) {
    const value = anything(fields, name)
    const numbers = Array.isArray(value) ? value : [value]
    if (value !== undefined) return numbers.map((number) => requiredText({ [name]: number }, name))
  }
  return []
}

interface Message {
  readonly receivers: string[]
  readonly sender: string | undefined
  readonly subject: string | undefined
  readonly message: string | undefined
}

function add(gateway: Gateway, kind: MessageKind, fields: Fields, message: Message): void {
  const given = Object.entries(message).filter(([, value]) => value !== undefined)
  gateway.messages.add({
    kind,
    ...(Object.fromEntries(given) as Pick<SandboxMessage, 'receivers'>),
    body: maskFields(fields),
    created_at: koreanTime(gateway.clock.now()),
  })
}
