import type { Emulator } from '@llmrr/testing/emulator'

/** A gateway as it is published, installed and started for real. A further one is one more file in `gateways/`. */
export interface Gateway {
  readonly name: string
  /** What has to be installed, with exact versions; a change installs anew. */
  readonly pins: readonly string[]
  /** Installs into an empty folder. @throws Error with what the installer said. */
  install(folder: string): Promise<void>
  /** How it is started to listen on a port of 127.0.0.1, in front of an emulator. May write what it reads into the folder `run`. */
  command(place: Place): Promise<Command>
}

/** Where a gateway is started. */
export interface Place {
  /** Where it was installed. */
  readonly folder: string
  /** A folder of this run's own. */
  readonly run: string
  readonly port: number
  readonly emulator: Emulator
}

/** A process to be kept running. */
export interface Command {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Answers 200 once it is ready. */
  readonly ready: string
}
