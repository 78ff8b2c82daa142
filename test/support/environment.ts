/** What npm, the test runner, a proxy or the user's shell put there, and what the package itself reads. */
const strange = /^(npm_|node_|vitest|jest_|bootpay_|card_|debug$|force_color$|.*_proxy$)/i

/** The environment of the tests as a fresh shell would have it, and more. */
export function cleanEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !strange.test(name))
  return { ...Object.fromEntries(inherited), ...more }
}
