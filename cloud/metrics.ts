/** What is counted since the start, in Prometheus' text form. */
export class Metrics {
  readonly #counts = new Map<string, number>()
  readonly #gauges: Readonly<Record<string, () => number>>

  /** @param gauges what is read when asked for, by name */
  constructor(gauges: Readonly<Record<string, () => number>>) {
    this.#gauges = gauges
  }

  count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  text(): string {
    const counts = [...this.#counts].toSorted().map(([name, value]) => `trackside_${name} ${value}\n`)
    const gauges = Object.entries(this.#gauges).map(([name, read]) => `trackside_${name} ${read()}\n`)
    return [...counts, ...gauges].join('')
  }
}
