/** Whether a path, in segments, is one of a template such as `/receipt/:receipt_id`. */
export function fits(template: string, segments: readonly string[]): boolean {
  const parts = template.slice(1).split('/')
  return (
    parts.length === segments.length &&
    parts.every((part, index) => part.startsWith(':') || part === segments[index])
  )
}
