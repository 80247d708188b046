import type { CommandArgs, CommandType } from '../../shared/commands/commands.ts'

/** A command as a screen gives it. */
export type CommandToGive = {
  readonly [T in CommandType]: { readonly type: T; readonly args: CommandArgs<T> }
}[CommandType]
