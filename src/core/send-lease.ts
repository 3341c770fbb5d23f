/** The right to send the requests of a run that another machine may take over. */
export interface SendLease {
  /**
   * Whether a request may leave at this instant. Looked at after every wait, directly before the request is written to its
   * connection: a process that was stopped in between must not send what its successor has sent by then.
   */
  maySend(): boolean;
}

/** A run on one machine: its folder is locked, and no other process can take it over while this one lives. */
export const OWN_MACHINE: SendLease = { maySend: () => true };
