/** The environment variables of a process, or some of them. */
export type Environment = Readonly<Record<string, string | undefined>>;
