import type { ServerResponse } from 'node:http'
import type { Shared } from '../books/shared'
import { unref } from '../rules/timer'
import { commonHeaders } from './page'

/** Changes within this time (ms) are one message. */
const pause = 50

/** `/events`: sends `changed` after each change of the books; the script then loads the page again. */
export function streamChanges(shared: Shared, response: ServerResponse): void {
  response.writeHead(200, { ...commonHeaders, 'content-type': 'text/event-stream; charset=utf-8' })
  if (response.req.method === 'HEAD') {
    response.end()
    return
  }
  response.write('retry: 1000\n\n')
  let timer: NodeJS.Timeout | undefined
  const stop = shared.watch(() => {
    timer ??= setTimeout(() => {
      timer = undefined
      response.write('data: changed\n\n')
    }, pause)
    unref(timer)
  })
  response.on('close', () => {
    stop()
    clearTimeout(timer)
  })
}

/** `/books.js`: swaps the parts that changed, and sends the forms without leaving the page. */
export const booksScript = `'use strict'
const shown = new Map()
for (const part of document.querySelectorAll('[data-live]')) shown.set(part.id, part.innerHTML)

let busy = false
let again = false
async function refresh() {
  again = true
  if (busy) return
  busy = true
  try {
    while (again) {
      again = false
      show(await (await fetch(location.pathname)).text())
    }
  } catch {
    // The connection is lost; the EventSource connects again by itself.
  } finally {
    busy = false
  }
}

function show(text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html')
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id)
    if (next === null || next.innerHTML === shown.get(part.id)) continue
    shown.set(part.id, next.innerHTML)
    swap(part, next)
  }
  tick()
}

// Keeps the reader's focus, opened details and sideways scrolling.
function swap(part, next) {
  const hadFocus = part.contains(document.activeElement)
  const focused = hadFocus ? document.activeElement.id : ''
  const opened = Array.from(part.querySelectorAll('details[open]'), ({ id }) => id)
  const scrolled = Array.from(part.querySelectorAll('.scroll'), ({ scrollLeft }) => scrollLeft)
  part.replaceChildren(...next.childNodes)
  for (const id of opened) document.getElementById(id)?.setAttribute('open', '')
  part.querySelectorAll('.scroll').forEach((box, index) => { box.scrollLeft = scrolled[index] ?? 0 })
  if (!hadFocus) return
  const place = (focused && document.getElementById(focused)) || part
  if (place === part) part.tabIndex = -1
  place.focus({ preventScroll: true })
}

// The clock of the sandbox runs on between two looks at the books.
let base = [0, 0]
function tick() {
  const clock = document.getElementById('clock')
  const start = Number(clock.dataset.now)
  if (base[0] !== start) base = [start, performance.now()]
  const now = start + performance.now() - base[1] + 9 * 3600000
  clock.textContent = new Date(now).toISOString().slice(0, 19).replace('T', ' ')
}
setInterval(tick, 1000)

const problem = document.getElementById('problem')
document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const body = new URLSearchParams(new FormData(event.target, event.submitter))
  try {
    const answer = await fetch(event.target.action, { method: 'POST', body })
    const text = await answer.text()
    if (answer.ok) show(text)
    const page = new DOMParser().parseFromString(text, 'text/html')
    problem.textContent = answer.ok ? '' : page.querySelector('h1').textContent
  } catch {
    problem.textContent = '샌드박스가 응답하지 않습니다 (no answer)'
  }
})

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copies]')
  if (button === null) return
  const text = document.getElementById(button.dataset.copies)
  getSelection().selectAllChildren(text)
  try {
    await navigator.clipboard.writeText(text.textContent)
    button.textContent = '복사됨 copied'
  } catch {
    // It is selected, and can be copied by the keyboard.
  }
})

// A hidden tab does not listen, because browsers allow few connections to one host.
let source
function listen() {
  source?.close()
  if (document.hidden) return
  source = new EventSource('/events')
  source.onopen = () => { document.body.dataset.connection = 'live'; refresh() }
  source.onerror = () => { document.body.dataset.connection = 'lost' }
  source.onmessage = refresh
}
document.addEventListener('visibilitychange', listen)
addEventListener('pagehide', () => source?.close())
addEventListener('pageshow', ({ persisted }) => { if (persisted) listen() })
setInterval(() => { if (!document.hidden) refresh() }, 30000)
listen()
`

/** `/continue.js`: sends the form at once, as its button would. */
export const continueScript = `'use strict'
document.querySelector('form').requestSubmit()
`

/** `/choice.js`: loads the list of merchants again when there is a new one. */
export const choiceScript = `'use strict'
const count = (page) => page.querySelectorAll('.merchants > li').length
new EventSource('/events').onmessage = async () => {
  const answer = await fetch('/')
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  // With one merchant the server redirects to its books.
  if (answer.redirected || count(page) !== count(document)) location.reload()
}
`

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#2456a6"/><path d="M9 11h14M9 16h14M9 21h8" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/></svg>
`
