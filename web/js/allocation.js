/** Allocation as the server does it, to update the form at each key (domain R8, R12a). The dry run is authoritative. */

/**
 * @typedef {object} Mark
 * @property {{ id: string, unreconciledCents: number }[]} items in listed order
 * @property {number} [cents] exactly this amount; if absent, as far as the money goes
 */

/**
 * Allocate money to marks in order.
 * @param {number} cents
 * @param {Mark[]} marks
 * @returns {{ parts: Map<string, number>, left: number, problems: Map<number, "NO_ROOM" | "NO_MONEY"> }} the amount
 *   of each item; the remaining money; the marks, by index, whose exact amount is too large
 */
export function followMarks(cents, marks) {
  /** @type {Map<string, number>} */
  const parts = new Map();
  /** @type {Map<number, "NO_ROOM" | "NO_MONEY">} */
  const problems = new Map();
  let left = cents;
  for (const [index, mark] of marks.entries()) {
    const room = (/** @type {{ id: string, unreconciledCents: number }} */ item) => item.unreconciledCents - (parts.get(item.id) ?? 0);
    const rooms = mark.items.reduce((sum, item) => sum + room(item), 0);
    if (mark.cents !== undefined && mark.cents > rooms) problems.set(index, "NO_ROOM");
    else if (mark.cents !== undefined && mark.cents > left) problems.set(index, "NO_MONEY");
    let wanted = Math.min(mark.cents ?? left, rooms, left);
    left -= wanted;
    for (const item of mark.items) {
      const part = Math.min(wanted, room(item));
      if (part > 0) parts.set(item.id, (parts.get(item.id) ?? 0) + part);
      wanted -= part;
    }
  }
  return { parts, left, problems };
}

/**
 * Split an amount into equal parts; the first ones carry the odd cents (domain R17).
 * @param {number} cents
 * @param {number} count
 */
export function equalParts(cents, count) {
  const odd = cents % count;
  const each = (cents - odd) / count;
  return Array.from({ length: count }, (_, index) => each + (index < odd ? 1 : 0));
}

/**
 * Return the day `count` periods after another; the month's last day if it is shorter.
 * @param {string} first
 * @param {"WEEK" | "MONTH" | "QUARTER" | "YEAR"} interval
 * @param {number} count
 */
export function periodsLater(first, interval, count) {
  const [year, month, day] = first.split("-").map(Number);
  if (interval === "WEEK") return new Date(Date.UTC(year, month - 1, day + 7 * count)).toISOString().slice(0, 10);
  const months = { MONTH: 1, QUARTER: 3, YEAR: 12 }[interval] * count;
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}
