/** JSON that came over the wire and has not been judged yet. Reading it is the emulator's work, so it is not `unknown`. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any
