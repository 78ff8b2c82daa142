/** A port on which nothing listens, and which no system gives to another program that asks for any. */
export function freePort(): Promise<number>
