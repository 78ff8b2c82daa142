/** A redirect is refused: following it may charge twice or at another server, and its body may be of any server. */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400
}
