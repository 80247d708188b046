import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Child {
  readonly process: ChildProcess
  /** All that it printed, on both streams. */
  output(): string
  /** Resolves with the first match in a line of its output, past ones included. */
  line(pattern: RegExp): Promise<RegExpExecArray>
  /** Ends it, kindly or with SIGKILL, and waits until it is gone. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Runs a TypeScript program of this project as a process of its own. */
export function startChild(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const lines: string[] = []
  const watchers = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      for (const watch of watchers) watch()
    })
  }
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  void gone.then(() => {
    for (const watch of watchers) watch()
  })
  return {
    process: child,
    output: () => lines.join('\n'),
    line(pattern) {
      return new Promise((resolve, reject) => {
        const watch = () => {
          const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null)
          if (found) resolve(found)
          else if (child.exitCode !== null) reject(new Error(`${script} ended:\n${lines.join('\n')}`))
          else return
          watchers.delete(watch)
        }
        watchers.add(watch)
        watch()
      })
    },
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await gone
    },
  }
}

/** Where a cloud's process listens, from when it does: on loopback. */
export async function cloudAddress(child: Child): Promise<string> {
  const [, url = ''] = await child.line(/^cloud listening on (http:\/\/127\.0\.0\.1:\d+)$/)
  return url
}
