/** Payment methods. */
import { words } from "../words.js";

export const METHODS = ["CARD", "CASH", "CHECK", "ECHECK", "TRANSFER", "OTHER"].map((value) => ({ value, text: words(value) }));
