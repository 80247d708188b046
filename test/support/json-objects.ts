export interface JsonObjects {
  readonly objects: readonly unknown[]
  /** The beginning of an object that isn't complete yet. */
  readonly rest: string
}

/** Takes JSON objects out of a text by their boundaries alone: glued, on lines or not. */
export function readJsonObjects(text: string): JsonObjects {
  const objects: unknown[] = []
  let start = 0
  let depth = 0
  let isInString = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (isInString) {
      if (character === '\\') index += 1
      else if (character === '"') isInString = false
    } else if (character === '"') isInString = true
    else if (character === '{') depth += 1
    else if (character === '}') {
      depth -= 1
      if (depth === 0) {
        objects.push(JSON.parse(text.slice(start, index + 1)))
        start = index + 1
      }
    }
  }
  return { objects, rest: text.slice(start).trimStart() }
}
