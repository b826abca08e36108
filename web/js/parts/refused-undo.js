/** Why a batch cannot be undone, and a link to the change that prevents it (domain R25a). */
import { mutationWords } from "../activity-words.js";
import { may } from "../session.js";
import { msg, texts } from "../texts.js";

await texts("parts");

/** How an error names a mutation: "makePayment by Ann on 2026-01-31 …". */
const NAMED = /\b([a-z]+[A-Z]\w*|checkout)\b/g;

/** @param {string} message */
export const inWords = (message) => message.replace(NAMED, (name) => msg("parts-quoted", { text: mutationWords(name) }));

/**
 * A link to the newest batch that must be undone first; undefined if none is named or the viewer may not see the log.
 * @param {{ laterBatchIds?: string[] | null }[]} refusals
 * @returns {{ text: string, href: string } | undefined}
 */
export function wayToLater(refusals) {
  const ids = refusals.flatMap(({ laterBatchIds }) => laterBatchIds ?? []);
  if (!ids.length || !may("MANAGE_ACCESS")) return undefined;
  return { text: ids.length > 1 ? msg("parts-to-most-recent") : msg("parts-to-change"), href: `/activity?batch=${encodeURIComponent(ids[0])}` };
}
