/** Payment methods. */
export const METHODS = [
  { value: "CARD", text: "Card" },
  { value: "CASH", text: "Cash" },
  { value: "CHECK", text: "Check" },
  { value: "ECHECK", text: "eCheck" },
  { value: "TRANSFER", text: "Transfer" },
  { value: "OTHER", text: "Other" },
];
