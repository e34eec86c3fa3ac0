const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A time in which something is to be done should the process be stopped. */
export interface Guard {
  readonly begin: () => void;
  readonly end: () => void;
}

/**
 * Does something when the process is told to stop, then stops by the same signal. Only between `begin` and `end`: at
 * other times the process stops at once, however busy it is. Several may be in force; each does its part.
 */
export function whenStopped(action: () => void): Guard {
  const stop = (signal: NodeJS.Signals) => {
    for (const each of SIGNALS) process.removeListener(each, stop);
    try {
      action();
    } catch {
      // With the terminal gone there is nobody left to tell, and whatever else is in force must still be done.
    }
    process.kill(process.pid, signal);
  };
  return {
    begin: () => SIGNALS.forEach((signal) => process.on(signal, stop)),
    end: () => SIGNALS.forEach((signal) => process.removeListener(signal, stop)),
  };
}
