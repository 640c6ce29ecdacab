/** A variable of the environment has a value that cannot be used; the message is one sentence for people. */
export class WrongVariable extends Error {}
