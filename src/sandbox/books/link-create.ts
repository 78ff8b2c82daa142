import { isProvider, isWindowMethod } from '../rules/catalogue'
import { linkExpireUnit } from '../rules/decisions'
import { freeMethods, minimumPrice } from '../rules/documented'
import { refuse } from '../rules/errors'
import { amount, anything, nested, number, requiredText, text, webAddress } from '../rules/fields'
import type { Fields, SandboxLink } from '../rules/shapes'
import { endOfDay, isTime, koreanTime } from '../rules/time'
import type { Link } from './entities'
import type { Gateway } from './gateway'
import { linkId } from './ids'
import { linkState } from './link-visit'

/** `POST /request/payment`: a page at which a customer pays. */
export function createLink(gateway: Gateway, fields: Fields): Link {
  const pg = text(fields, 'pg')
  const method = text(fields, 'method')
  if (pg !== undefined && !isProvider(pg)) refuse('unsupportedProvider', pg)
  if (method !== undefined && !isWindowMethod(method)) refuse('malformedField', 'method')
  const price = amount(fields, 'price') ?? refuse('missingField', 'price')
  const taxFree = amount(fields, 'tax_free') ?? 0
  if (freeMethods.has(method ?? '')) {
    if (price !== 0)
      refuse('malformedField', ['price, 이 결제수단은 0원입니다', 'price, which is 0 for this method'])
  } else if (price < minimumPrice) refuse('priceTooSmall', String(price))
  if (taxFree > price) refuse('taxFree', String(taxFree))

  const now = gateway.clock.now()
  const link: Link = {
    id: linkId(),
    createdAt: now,
    expiresAt: expiryIn(fields, now),
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
    accountExpireAt: dayIn(fields, 'account_expire_at'),
    isOpened: false,
  }
  gateway.links.set(link.id, link)
  return link
}

function expiryIn(fields: Fields, now: number): number | undefined {
  // 0 counts as absent.
  const expire = number(nested(fields, 'extra'), 'expire') || undefined
  if (expire === undefined) return undefined
  const at = now + expire * linkExpireUnit
  return expire > 0 && isTime(at) ? at : refuse('malformedField', 'extra.expire')
}

function dayIn(fields: Fields, name: string): number | undefined {
  const day = text(fields, name)
  return day === undefined ? undefined : (endOfDay(day) ?? refuse('malformedField', name))
}

function methodsIn(fields: Fields): string[] {
  const methods = anything(fields, 'methods')
  return Array.isArray(methods)
    ? methods.filter((method) => typeof method === 'string' && isWindowMethod(method))
    : []
}

export function linkUrl(gateway: Gateway, link: Link): string {
  return `${gateway.url}/pay/${link.id}`
}

export function linkView(gateway: Gateway, link: Link): SandboxLink {
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
