/** Why a batch cannot be taken back, in a bookkeeper's words, and the way to what stands in the way (domain R25a). */
import { mutationWords } from "../activity-words.js";
import { may } from "../session.js";

/** How a refusal names a mutation: "makePayment by Ann on 2026-01-31 …". */
const NAMED = /\b([a-z]+[A-Z]\w*|checkout)\b/g;

/** @param {string} message */
export const inWords = (message) => message.replace(NAMED, (name) => `“${mutationWords(name)}”`);

/**
 * The newest of the batches that must be undone first; nothing where none is named, or the log may not be seen.
 * @param {{ laterBatchIds?: string[] | null }[]} refusals
 * @returns {{ text: string, href: string } | undefined}
 */
export function wayToLater(refusals) {
  const ids = refusals.flatMap(({ laterBatchIds }) => laterBatchIds ?? []);
  if (!ids.length || !may("MANAGE_ACCESS")) return undefined;
  return { text: ids.length > 1 ? "Go to the newest of them" : "Go to it", href: `/activity?batch=${encodeURIComponent(ids[0])}` };
}
