import type { Gateway } from '../books/gateway'
import { tokenLine } from '../http/curl'
import { fakePrivateKey } from '../rules/settings'
import { both, html, type Markup, type Words } from './html'

/** What a program needs to reach this sandbox, ready to be pasted. */
export function connect(gateway: Gateway): Markup {
  const { url } = gateway.shared
  const { applicationId, privateKey: key } = gateway.settings
  // Only the sandbox's own key is shown: any other came from a program or a test and may be a real one.
  const knownKey = key === fakePrivateKey ? key : undefined
  const privateKey = knownKey ?? '[ Private Key ]'
  // Open until the first request, which shows that the program is connected.
  const isNew = gateway.requests().length === 0
  const call = `Bootpay.setConfig(
  ${quoted(applicationId)},
  ${quoted(privateKey)},
  'production',
  { baseUrl: ${quoted(url)} },
)`
  return html`<section id="connect" class="panel" aria-labelledby="connect-title">
<h2 id="connect-title">${both(['연결', 'Connect'])}</h2>
<dl class="facts">
  <div><dt>${both(['주소', 'URL'])}</dt><dd><code>${url}</code></dd></div>
  <div><dt>application ID</dt><dd><code>${applicationId}</code></dd></div>
  <div><dt>private key</dt><dd><code>${privateKey}</code></dd></div>
</dl>
<details id="connect-code"${isNew && html` open`}><summary id="connect-code-summary">${both(['붙여 넣을 코드', 'Code to paste'])}</summary>
<div class="side-by-side">
${codeBlock('connect-call', ['프로그램에서', 'in a program'], call)}
${codeBlock('connect-token', ['curl에서: TOKEN을 받는 한 줄', 'in a shell: gets TOKEN for curl'], tokenLine(url, applicationId, knownKey))}
</div></details>
</section>
`
}

/** Text to copy: one click selects all of it, and where the script runs a button copies it. */
export function codeBlock(id: string, words: Words, text: string): Markup {
  return html`<div class="code-block"><div class="code-title"><p class="label" id="${id}-label">${both(words)}</p>
<button type="button" id="${id}-button" data-copies="${id}" aria-describedby="${id}-label">${both(['복사', 'Copy'])}</button></div>
<pre class="copy" id="${id}" role="group" tabindex="0" aria-labelledby="${id}-label">${text}</pre></div>`
}

/** As a string literal of JavaScript. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
