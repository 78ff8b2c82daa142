/** Markup that may be sent as it is. Only `html` makes it, so no value reaches a page unescaped by accident. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Content = Markup | string | number | false | undefined | readonly Content[]

/** Values are escaped, for text and for attributes in double quotes; markup stays, lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.map((part, index) => part + textOf(values[index])).join(''))
}

function textOf(content: Content): string {
  if (content === undefined || content === false) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'object') return content.map(textOf).join('')
  return String(content).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Korean and English for the same thing. */
export type Words = readonly [korean: string, english: string]

export function both([korean, english]: Words): Markup {
  return html`${korean}${english !== '' && html` <small lang="en">${english}</small>`}`
}

export function won(price: number): Markup {
  return html`<span class="won">${grouped(price)}<small>원</small></span>`
}

export function wonText(price: number): string {
  return `${grouped(price)}원`
}

export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A value of any length, cut to what a page can bear. */
export function short(text: string, length = 80): string {
  const characters = Array.from(text.slice(0, length * 2))
  return characters.length <= length && text.length <= length * 2
    ? text
    : `${characters.slice(0, length).join('')}…`
}
