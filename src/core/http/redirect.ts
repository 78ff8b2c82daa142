/** A redirect is refused: followed it may charge again, or elsewhere, and its body may come from any server. */
export function isRedirect(status: number): boolean {
  return status >= 300 && status < 400
}
