/** The value that `text` is the JSON of, or undefined where it is none: what comes from outside may be anything. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
