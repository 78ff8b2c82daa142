import { isMethod, isProvider } from './catalogue'
import { linkExpireUnit } from './decisions'
import { refuse } from './errors'
import { amount, anything, nested, number, requiredText, text, webAddress } from './fields'
import type { Gateway } from './gateway'
import { linkId } from './ids'
import { linkState } from './links'
import type { LinkRecord } from './records'
import { freeMethods, minimumPrice } from './rules'
import { endOfDay, koreanTime } from './time'
import type { Fields, Link } from './types'

/** `POST /request/payment`: a page at which a customer pays. */
export function createLink(gateway: Gateway, fields: Fields): LinkRecord {
  const pg = text(fields, 'pg')
  const method = text(fields, 'method')
  if (pg !== undefined && !isProvider(pg)) refuse('unsupportedProvider', pg)
  if (method !== undefined && !isMethod(method)) refuse('malformedField', 'method')
  const price = amount(fields, 'price') ?? refuse('missingField', 'price')
  const taxFree = amount(fields, 'tax_free') ?? 0
  if (price < minimumPrice && !(price === 0 && freeMethods.has(method ?? '')))
    refuse('priceTooSmall', String(price))
  if (taxFree > price) refuse('taxFree', String(taxFree))

  const now = gateway.clock.now()
  const expire = number(nested(fields, 'extra'), 'expire')
  const record: LinkRecord = {
    id: linkId(),
    createdAt: now,
    expiresAt: expire ? now + expire * linkExpireUnit : undefined,
    orderId: requiredText(fields, 'order_id'),
    name: requiredText(fields, 'name'),
    price,
    taxFree,
    pg,
    method,
    methods: methodsIn(fields),
    params: anything(fields, 'params'),
    userInfo: nested(fields, 'user_info'),
    returnUrl: webAddress(fields, 'return_url'),
    accountExpireAt: endOfDay(text(fields, 'account_expire_at') ?? ''),
    isClosed: false,
  }
  gateway.links.set(record.id, record)
  return record
}

function methodsIn(fields: Fields): string[] {
  const methods = anything(fields, 'methods')
  return Array.isArray(methods)
    ? methods.filter((method) => typeof method === 'string' && isMethod(method))
    : []
}

export function linkUrl(gateway: Gateway, link: LinkRecord): string {
  return `${gateway.url}/pay/${link.id}`
}

export function linkView(gateway: Gateway, link: LinkRecord): Link {
  return {
    id: link.id,
    url: linkUrl(gateway, link),
    state: linkState(gateway, link),
    name: link.name,
    order_id: link.orderId,
    price: link.price,
    tax_free: link.taxFree,
    ...(link.pg === undefined ? {} : { pg: link.pg }),
    ...(link.method === undefined ? {} : { method: link.method }),
    ...(link.methods.length === 0 ? {} : { methods: [...link.methods] }),
    ...(link.returnUrl === undefined ? {} : { return_url: link.returnUrl }),
    ...(link.expiresAt === undefined ? {} : { expire_at: koreanTime(link.expiresAt) }),
    created_at: koreanTime(link.createdAt),
    ...(link.receiptId === undefined ? {} : { receipt_id: link.receiptId }),
  }
}
