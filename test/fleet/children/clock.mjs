/** The wall clock of a machine that is off. */
const { clockShiftMs } = JSON.parse(process.env.FLEET_WORKER);

globalThis.Date = class extends Date {
  constructor(...parts) {
    super(...(parts.length === 0 ? [Date.now() + clockShiftMs] : parts));
  }

  static now() {
    return super.now() + clockShiftMs;
  }
};
