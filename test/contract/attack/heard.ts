import { expect } from 'vitest'

/** Shorter ones turn up by chance. */
const SHORTEST = 8

/** All that a program said where others may read it, and what must not be in it. */
export class Heard {
  readonly #secrets = new Set<string>()
  readonly #lines: string[] = []

  /** Those that are known from now on. Codes are looked for as they are typed and without their dashes. */
  keepSecret(...secrets: readonly string[]): void {
    for (const secret of secrets) {
      if (secret.length < SHORTEST) throw new Error('too short to be looked for')
      this.#secrets.add(secret).add(secret.replaceAll(/[- ]/g, ''))
    }
  }

  say(line: string): void {
    this.#lines.push(line)
  }

  get lines(): readonly string[] {
    return this.#lines
  }

  expectNoSecret(): void {
    expect(this.#secrets.size).toBeGreaterThan(0)
    const told = this.#lines.filter((line) => [...this.#secrets].some((secret) => line.includes(secret)))
    expect(told).toEqual([])
  }
}
